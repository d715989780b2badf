using Mugai.Frames;

namespace Mugai.Worker;

/// <summary>Bytes that the host has, read here and there: a few pages are in memory, the one that was not used for longest makes way. Read-only.</summary>
internal sealed class PagedStream(long length, PagedStream.PageSource source) : Stream
{
    private const int Pages = 16;

    private readonly List<(long Number, byte[] Bytes)> _pages = [];
    private long _position;

    /// <summary>Fills <paramref name="page"/>, which is as long as the page of that number is.</summary>
    public delegate void PageSource(int number, Span<byte> page);

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
        var (number, offset) = Math.DivRem(_position, FrameLimits.PageBytes);
        var count = (int)Math.Min(Math.Min(buffer.Length, FrameLimits.PageBytes - offset), Math.Max(length - _position, 0));
        if (count > 0)
        {
            Page(number).AsSpan((int)offset, count).CopyTo(buffer);
            _position += count;
        }

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

    // The list is in the order of use, the last one used at its end.
    private byte[] Page(long number)
    {
        var at = _pages.FindLastIndex(page => page.Number == number);
        if (at == _pages.Count - 1 && at >= 0)
        {
            return _pages[at].Bytes;
        }

        byte[] bytes;
        if (at >= 0)
        {
            bytes = _pages[at].Bytes;
            _pages.RemoveAt(at);
        }
        else
        {
            bytes = Room();
            source((int)number, bytes.AsSpan(0, (int)Math.Min(FrameLimits.PageBytes, length - (number * FrameLimits.PageBytes))));
        }

        _pages.Add((number, bytes));
        return bytes;
    }

    private byte[] Room()
    {
        if (_pages.Count < Pages)
        {
            return GC.AllocateUninitializedArray<byte>(FrameLimits.PageBytes);
        }

        var bytes = _pages[0].Bytes;
        _pages.RemoveAt(0);
        return bytes;
    }
}
