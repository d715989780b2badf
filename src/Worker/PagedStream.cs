using Mugai.Frames;
using Mugai.Sanitizers.Sanitizing;

namespace Mugai.Worker;

/// <summary>Bytes that the host has, read here and there: a few pages are in memory, the one that was not used for longest makes way.</summary>
internal sealed class PagedStream(long length, PagedStream.PageSource source) : ViewStream(length)
{
    private const int Pages = 16;

    private readonly List<(long Number, byte[] Bytes)> _pages = [];

    /// <summary>Fills <paramref name="page"/>, which is as long as the page of that number is.</summary>
    public delegate void PageSource(int number, Span<byte> page);

    protected override int ReadAt(long position, Span<byte> buffer)
    {
        var (number, offset) = Math.DivRem(position, FrameLimits.PageBytes);
        var count = (int)Math.Min(buffer.Length, FrameLimits.PageBytes - offset);
        Page(number).AsSpan((int)offset, count).CopyTo(buffer);
        return count;
    }

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
            source((int)number, bytes.AsSpan(0, (int)Math.Min(FrameLimits.PageBytes, Length - (number * FrameLimits.PageBytes))));
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
