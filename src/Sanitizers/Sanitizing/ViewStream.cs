namespace Mugai.Sanitizers.Sanitizing;

/// <summary>Bytes that lie elsewhere, seen as a seekable, read-only stream of a known length. Who derives from it says only what stands at a position.</summary>
public abstract class ViewStream(long length) : Stream
{
    private long _position;

    public sealed override bool CanRead => true;

    public sealed override bool CanSeek => true;

    public sealed override bool CanWrite => false;

    public sealed override long Length => length;

    public sealed override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    /// <summary>Fills the front of <paramref name="buffer"/>, which is not empty and does not reach beyond the end, with what stands at <paramref name="position"/>; says how much of it.</summary>
    protected abstract int ReadAt(long position, Span<byte> buffer);

    public sealed override int Read(Span<byte> buffer)
    {
        var most = (int)Math.Min(buffer.Length, Math.Max(length - _position, 0));
        if (most == 0)
        {
            return 0;
        }

        var count = ReadAt(_position, buffer[..most]);
        _position += count;
        return count;
    }

    public sealed override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public sealed override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => length + offset,
    };

    public sealed override void Flush()
    {
    }

    public sealed override void SetLength(long value) => throw new NotSupportedException();

    public sealed override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
