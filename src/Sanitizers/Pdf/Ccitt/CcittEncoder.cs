using System.Numerics;
using Mugai.Sanitizers.Pdf.Bilevel;

namespace Mugai.Sanitizers.Pdf.Ccitt;

/// <summary>Group 4 (ITU-T T.6): K = -1, BlackIs1 false, ends with EOFB.</summary>
public static class CcittEncoder
{
    private const int LongestRun = 2560;

    // Vertical modes from three to the left to three to the right.
    private static readonly (int Code, int Length)[] Vertical = [(0b0000010, 7), (0b000010, 6), (0b010, 3), (1, 1), (0b011, 3), (0b000011, 6), (0b0000011, 7)];

    public static byte[] Encode(BilevelImage image)
    {
        var bits = new BitWriter();
        var above = new byte[image.Stride].AsSpan();
        for (var y = 0; y < image.Height; y++)
        {
            var row = image.Row(y);
            EncodeRow(bits, above, row, image.Width);
            above = row;
        }

        bits.Write(1, 12);
        bits.Write(1, 12);
        return bits.ToArray();
    }

    private static void EncodeRow(BitWriter bits, ReadOnlySpan<byte> above, ReadOnlySpan<byte> row, int width)
    {
        var (a0, black) = (-1, false);
        while (a0 < width)
        {
            var a1 = Next(row, Math.Max(a0, 0), width, black);
            var b1 = Opposite(above, a0, width, black);
            var b2 = Next(above, b1, width, !black);
            if (b2 < a1)
            {
                bits.Write(1, 4);
                a0 = b2;
            }
            else if (Math.Abs(a1 - b1) <= 3)
            {
                var (code, length) = Vertical[a1 - b1 + 3];
                bits.Write(code, length);
                (a0, black) = (a1, !black);
            }
            else
            {
                var a2 = Next(row, a1, width, !black);
                bits.Write(1, 3);
                WriteRun(bits, a1 - Math.Max(a0, 0), black);
                WriteRun(bits, a2 - a1, !black);
                a0 = a2;
            }
        }
    }

    // b1: where the row above first turns to the color opposite of a0's, right of a0.
    private static int Opposite(ReadOnlySpan<byte> above, int a0, int width, bool black)
    {
        var at = a0 + 1;
        if (at >= width)
        {
            return width;
        }

        // The pixel left of the first candidate decides whether that one is a change.
        var before = a0 >= 0 && IsBlack(above, a0);
        if (before != black)
        {
            at = Next(above, at, width, before);
        }

        return Next(above, at, width, black);
    }

    // The first pixel from "from" on that does not have the color "black".
    private static int Next(ReadOnlySpan<byte> row, int from, int width, bool black)
    {
        if (from >= width)
        {
            return width;
        }

        var flip = black ? 0xFF : 0;
        var at = from >> 3;
        var other = (row[at] ^ flip) & (0xFF >> (from & 7));
        while (other == 0)
        {
            at++;
            if (at >= row.Length)
            {
                return width;
            }

            if (row[at] == flip)
            {
                var same = row[at..].IndexOfAnyExcept((byte)flip);
                if (same < 0)
                {
                    return width;
                }

                at += same;
            }

            other = row[at] ^ flip;
        }

        return Math.Min(width, (at << 3) + BitOperations.LeadingZeroCount((uint)other) - 24);
    }

    private static bool IsBlack(ReadOnlySpan<byte> row, int x) => ((row[x >> 3] >> (7 - (x & 7))) & 1) != 0;

    private static void WriteRun(BitWriter bits, int run, bool black)
    {
        for (; run >= LongestRun + 64; run -= LongestRun)
        {
            Write(bits, black, LongestRun);
        }

        if (run >= 64)
        {
            Write(bits, black, run & ~63);
        }

        Write(bits, black, run & 63);
    }

    private static void Write(BitWriter bits, bool black, int run)
    {
        var (code, length) = CcittCodes.Of(black, run);
        bits.Write(code, length);
    }
}
