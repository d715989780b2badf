using System.Buffers.Binary;

namespace Mugai.Sanitizers.Pdf.Bilevel;

/// <summary>
/// One row of a <see cref="BilevelImage"/> with a byte per pixel and white margins on both sides, so that templates look at neighbors without asking where the picture ends.
/// </summary>
internal sealed class PixelLine(int width)
{
    /// <summary>How far a template may look to the left and to the right: adaptive pixels are signed bytes (T.88, 6.2.5.4), and the one of a pattern dictionary is a pattern's width away (6.7.5).</summary>
    public const int Margin = 256;

    // A byte in all eight places, one bit of each kept (the highest in the first place), and moved to the lowest place by the carry of an addition.
    private const ulong Copies = 0x0101010101010101;
    private const ulong EachBit = 0x0102040810204080;
    private const ulong Carry = 0x7F7E7C7870604000;
    private const ulong Ones = 0x0101010101010101;

    // Brings bit 0 of the first byte to bit 63, of the second to bit 62, and so on.
    private const ulong Gather = 0x8040201008040201;

    private readonly byte[] _pixels = new byte[width + (2 * Margin)];

    /// <summary>0 or 1 for column x at index x + <see cref="Margin"/>.</summary>
    public Span<byte> Pixels => _pixels;

    /// <summary>Takes the pixels of a row, beginning with column <paramref name="from"/>; what lies outside of the picture is white.</summary>
    public void Take(BilevelImage image, int y, int from = 0)
    {
        Array.Clear(_pixels);
        if ((uint)y >= (uint)image.Height)
        {
            return;
        }

        var row = image.Row(y);
        var first = (int)Math.Max(0L, (long)from - Margin);
        var last = (int)Math.Min(image.Width, (long)from + width + Margin);
        if (first >= last)
        {
            return;
        }

        var target = _pixels.AsSpan((int)((long)first - from + Margin));
        var x = first;
        for (; x < last && (x & 7) != 0; x++)
        {
            target[x - first] = Pixel(row, x);
        }

        for (; x + 8 <= last; x += 8)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(target[(x - first)..], ((((row[x >> 3] * Copies) & EachBit) + Carry) >> 7) & Ones);
        }

        for (; x < last; x++)
        {
            target[x - first] = Pixel(row, x);
        }
    }

    public void Clear() => Array.Clear(_pixels);

    /// <summary>Writes the pixels into a row that is white.</summary>
    public void Put(BilevelImage image, int y)
    {
        var row = image.Row(y);
        var pixels = _pixels.AsSpan(Margin, image.Width);
        var x = 0;
        for (; x + 8 <= pixels.Length; x += 8)
        {
            row[x >> 3] = (byte)((BinaryPrimitives.ReadUInt64LittleEndian(pixels[x..]) * Gather) >> 56);
        }

        for (; x < pixels.Length; x++)
        {
            row[x >> 3] |= (byte)(pixels[x] << (7 - (x & 7)));
        }
    }

    private static byte Pixel(ReadOnlySpan<byte> row, int x) => (byte)((row[x >> 3] >> (7 - (x & 7))) & 1);
}
