namespace Mugai.Sanitizers.CompoundFiles;

/// <summary>A read-only, seekable view of a chain of sectors. What a cut last sector lacks reads as zeros.</summary>
internal sealed class SectorChainStream(Stream source, SectorChain chain, long length) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    public override int Read(Span<byte> buffer)
    {
        if (_position >= length || buffer.IsEmpty)
        {
            return 0;
        }

        var (start, together) = chain.Locate(_position);
        buffer = buffer[..(int)Math.Min(buffer.Length, Math.Min(together, length - _position))];
        source.Position = start;
        var count = source.Read(buffer);
        if (count == 0)
        {
            buffer.Clear();
            count = buffer.Length;
        }

        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
