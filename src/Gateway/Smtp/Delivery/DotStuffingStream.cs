using Mugai.Gateway.Smtp.Protocol;

namespace Mugai.Gateway.Smtp.Delivery;

/// <summary>
/// The content on its way into a session: dot-stuffed into the wire's buffer, sent whenever that is full. Asynchronous writes only: a
/// blocked thread per slow hop is how a gateway starves. Content with a bare CR or LF fails with <see cref="HopException"/>.
/// </summary>
internal sealed class DotStuffingStream(SmtpWire wire, TimeSpan blockTimeout) : Stream
{
    private DotEncoder _encoder;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!Take(ref buffer))
        {
            await wire.FlushAsync(DeliveryPhase.Content, blockTimeout);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Leaves room for the dot in the same write as the end of the content.</summary>
    public void AppendFinalDot()
    {
        var written = _encoder.Finish(wire.Free);
        if (written == 0)
        {
            throw NotCanonical();
        }

        wire.Advance(written);
    }

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Write asynchronously.");

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    // True when all of it is in the buffer; false when the buffer must be sent first.
    private bool Take(ref ReadOnlyMemory<byte> buffer)
    {
        var room = wire.Free;
        if (room.Length <= DotEncoder.MaxFinishBytes + 1)
        {
            return false;
        }

        wire.Advance(_encoder.Encode(buffer.Span, room[..^DotEncoder.MaxFinishBytes], out var consumed));
        buffer = buffer[consumed..];
        return _encoder.SawBareLineEnd ? throw NotCanonical() : buffer.IsEmpty;
    }

    private static HopException NotCanonical() => new(Trouble.Ours(
        DeliveryPhase.Content, new ReplyStatus(4, 3, 0), "the message has a line end that is not CRLF; it was not handed over"));
}
