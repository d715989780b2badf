using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.LegacyOffice.Drawings;

/// <summary>
/// Writes a property table of a shape anew ([MS-ODRAW] 2.2.9, 2.3). Numbers stay, but for those that say how a linked picture is fetched. Of what has data of its own only
/// geometry, dashes, shades, names and drawn text stay: links, scripts, file names of pictures, embedded packages and pictures inside properties go.
/// </summary>
internal static class OfficeArtOptions
{
    private const int HyperlinkProperty = 0x382;
    private const int ComplexFlag = 0x8000;
    private const int IdMask = 0x3FFF;

    // A shape has some hundred properties at most.
    private const int MaxProperties = 1000;

    public static void Write(OfficeArtRecord record, ReadOnlySpan<byte> data, RecordBuffer into, FindingTally tally)
    {
        var count = Math.Min(record.Instance, Math.Min(data.Length / 6, MaxProperties));
        var head = into.Length;
        OfficeArtRecord.Write(into, 3, 0, record.Type, 0);
        var kept = new List<(int At, int Complex, int Bytes)>();
        var complex = count * 6;
        for (var i = 0; i < count; i++)
        {
            var id = data.U16(i * 6);
            var isComplex = (id & ComplexFlag) != 0;
            var size = isComplex ? data.U32((i * 6) + 2) : 0;
            var bytes = (int)Math.Min(size, (uint)(data.Length - complex));
            if (isComplex ? size == bytes && KeepsData(id & IdMask) : KeepsNumber(id & IdMask))
            {
                kept.Add((i * 6, complex, bytes));
            }
            else if ((id & IdMask) == HyperlinkProperty)
            {
                tally.Add("", LegacyCodes.Hyperlink, FindingAction.Removed, "shape");
            }

            complex += bytes;
        }

        foreach (var (at, _, _) in kept)
        {
            into.Add(data.Slice(at, 6));
        }

        foreach (var (_, start, bytes) in kept)
        {
            into.Add(data.Slice(start, bytes));
        }

        var written = into.Written[head..];
        written.U16(0, 3 | (kept.Count << 4));
        written.U32(4, written.Length - OfficeArtRecord.HeadBytes);
    }

    // Flags that make Office fetch a picture, the OLE object behind it, hidden picture indexes; names of pictures, tool tips and scripts, which some programs write as numbers.
    private static bool KeepsNumber(int id) =>
        id is not (0x105 or 0x106 or 0x10B or 0x10F or 0x111 or 0x112 or 0x187 or 0x188 or 0x1C6 or 0x1C7 or HyperlinkProperty or 0x38D or 0x38E or 0x3AA or 0x3AB);

    private static bool KeepsData(int id) => id is 0xC0 or 0xC5 or 0x145 or 0x146 or (>= 0x151 and <= 0x157) or 0x197 or 0x1CF or 0x380 or 0x381 or 0x383 or 0x3A0
        or 0x54F or 0x58F or 0x5CF or 0x60F;
}
