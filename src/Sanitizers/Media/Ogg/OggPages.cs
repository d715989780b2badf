using System.Buffers.Binary;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Media.Ogg;

/// <summary>One page (RFC 3533 6).</summary>
internal readonly record struct OggPage(long Start, int HeaderBytes, int BodyBytes, byte Flags, long Granule, uint Serial)
{
    public bool IsContinued => (Flags & 1) != 0;

    public bool IsFirst => (Flags & 2) != 0;

    public bool IsLast => (Flags & 4) != 0;

    public long Body => Start + HeaderBytes;

    public long End => Body + BodyBytes;
}

/// <summary>Finds the pages of an Ogg file; only a page whose checksum is right is one.</summary>
internal sealed class OggPages(ByteWindow window, Budget budget)
{
    // A page with its longest header: 27 + 255 + 255 * 255.
    private const int MaxPage = 65_307;

    private readonly byte[] _page = new byte[MaxPage];

    /// <summary>The bytes of the page that was found last.</summary>
    public ReadOnlySpan<byte> Bytes(OggPage page) => _page.AsSpan(0, page.HeaderBytes + page.BodyBytes);

    /// <summary>The page at <paramref name="at"/>; null when there is none.</summary>
    public OggPage? At(long at)
    {
        var head = window.At(at, 27 + 255);
        if (head.Length < 28 || !head.StartsWith("OggS\0"u8) || (head[5] & 0xF8) != 0 || head.Length < 27 + head[26])
        {
            return null;
        }

        var body = 0;
        foreach (var segment in head.Slice(27, head[26]))
        {
            body += segment;
        }

        var page = new OggPage(at, 27 + head[26], body, head[5], BinaryPrimitives.ReadInt64LittleEndian(head[6..]), BinaryPrimitives.ReadUInt32LittleEndian(head[14..]));
        if (page.End > window.Length || !Load(page))
        {
            return null;
        }

        // The checksum is that of the page with zeros in its place.
        var sum = BinaryPrimitives.ReadUInt32LittleEndian(_page.AsSpan(22));
        _page.AsSpan(22, 4).Clear();
        budget.ChargeObjects(1);
        return OggChecksum.Of(Bytes(page)) == sum ? page : null;
    }

    private bool Load(OggPage page)
    {
        // A place that only looks like a page costs as much as one: that keeps garbage made of page headers from being free.
        budget.ChargeBytes(page.HeaderBytes + page.BodyBytes);
        for (var done = 0; done < page.HeaderBytes + page.BodyBytes;)
        {
            var some = window.At(page.Start + done, Math.Min(ByteWindow.MaxSpan, page.HeaderBytes + page.BodyBytes - done));
            if (some.IsEmpty)
            {
                return false;
            }

            some.CopyTo(_page.AsSpan(done));
            done += some.Length;
        }

        return true;
    }
}
