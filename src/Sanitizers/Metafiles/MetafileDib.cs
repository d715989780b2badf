using Mugai.Sanitizers.Bitmaps;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Metafiles;

/// <summary>Bitmaps inside records: read by the reader of bitmaps, written as plain rows in the order they had.</summary>
internal static class MetafileDib
{
    /// <summary>
    /// Writes the bitmap anew behind what <paramref name="into"/> holds. The lengths of its header and of its rows, or null when it cannot be read; nothing
    /// is written then.
    /// </summary>
    public static (int Header, int Bits)? Write(ReadOnlySpan<byte> header, ReadOnlySpan<byte> bits, bool keepsAlpha, RecordBuffer into, Budget budget, bool hasPalette = true)
    {
        if (DibHeaderParser.Parse(header, null, out var parsed) is not null || parsed.Encoding is DibEncoding.Jpeg or DibEncoding.Png || !DibPixels.HasEnough(parsed, bits.Length))
        {
            return null;
        }

        parsed = parsed with { KeepsOrder = true, DotsX = 0, DotsY = 0, Palette = hasPalette ? parsed.Palette : [] };
        if (parsed.PixelBytes > budget.Limits.MaxOutputBytes)
        {
            return null;
        }

        var head = DibHeaderWriter.Write(parsed);
        try
        {
            budget.ChargeScratch(parsed.PixelBytes);
            using var source = new MemoryStream(bits.ToArray(), writable: false);
            using var rows = new MemoryStream((int)parsed.PixelBytes);
            DibPixels.Copy(parsed, new DibSource(source, 0, bits.Length), keepsAlpha, rows, budget);
            into.Add(head).Add(rows.GetBuffer().AsSpan(0, (int)rows.Length));
            return (head.Length, (int)rows.Length);
        }
        finally
        {
            budget.ChargeScratch(-parsed.PixelBytes);
        }
    }

    /// <summary>The same for a bitmap whose rows follow its header.</summary>
    public static (int Header, int Bits)? WritePacked(ReadOnlySpan<byte> dib, RecordBuffer into, Budget budget) =>
        DibHeaderParser.Parse(dib, null, out var parsed) is null && parsed.Length <= dib.Length ? Write(dib, dib[parsed.Length..], keepsAlpha: false, into, budget) : null;
}
