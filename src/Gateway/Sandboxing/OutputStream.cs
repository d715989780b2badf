namespace Mugai.Gateway.Sandboxing;

/// <summary>Writes into an output, for writers that want a stream. Closing it changes nothing.</summary>
internal sealed class OutputStream(CleanOutput output) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => output.Length;

    public override long Position { get => output.Length; set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count) => output.Append(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer) => output.Append(buffer);

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
