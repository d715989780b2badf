using Mugai.Frames;
using Mugai.Sanitizing;

namespace Mugai.Worker;

/// <summary>What a step writes, on its way to the parent while it is written: a native worker need not hold it. Forward-only.</summary>
internal sealed class StepOutput(FrameChannel channel, long maxBytes) : Stream
{
    private long _length;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (buffer.Length > maxBytes - _length)
        {
            throw new BudgetExceededException(Reason.Budget, "output");
        }

        _length += buffer.Length;
        channel.Send(FrameType.Output, buffer);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
