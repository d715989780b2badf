using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Pdf.Reading;

/// <summary>
/// Finds <c>N G obj</c> and <c>trailer</c> by looking at every byte, for files whose cross-reference is missing or lies. One pass.
/// </summary>
internal static class ObjectScan
{
    /// <summary>Offsets of objects in the order of the file; of equal numbers the last one counts.</summary>
    public static List<(int Number, int Generation, int Offset)> Objects(ReadOnlySpan<byte> file, Budget budget)
    {
        var found = new List<(int, int, int)>();
        for (var at = 0; file[at..].IndexOf("obj"u8) is >= 0 and var step;)
        {
            at += step;
            if (Header(file, at, out var number, out var generation, out var offset))
            {
                budget.ChargeObjects(1);
                found.Add((number, generation, offset));
            }

            at += 3;
        }

        return found;
    }

    /// <summary>Offsets behind the word trailer, in the order of the file.</summary>
    public static List<int> Trailers(ReadOnlySpan<byte> file, Budget budget)
    {
        var found = new List<int>();
        for (var at = 0; file[at..].IndexOf("trailer"u8) is >= 0 and var step;)
        {
            budget.ChargeObjects(1);
            at += step + "trailer".Length;
            found.Add(at);
        }

        return found;
    }

    // Reads backwards: obj, blanks (or none), generation, blanks, number, and no regular character in front of it.
    private static bool Header(ReadOnlySpan<byte> file, int at, out int number, out int generation, out int offset)
    {
        (number, generation, offset) = (0, 0, 0);
        var cursor = at;
        return Blanks(file, ref cursor) >= 0
            && Digits(file, ref cursor, 5, out generation)
            && Blanks(file, ref cursor) > 0
            && Digits(file, ref cursor, 10, out number)
            && (offset = cursor) >= 0
            && number is > 0 and <= PdfLimits.MaxObjectNumber
            && (at + 3 == file.Length || !char.IsAsciiLetter((char)file[at + 3]));
    }

    private static int Blanks(ReadOnlySpan<byte> file, ref int cursor)
    {
        // More than a few blanks no writer puts there; without a bound a file of blanks would be quadratic.
        var count = 0;
        while (count < 64 && cursor > 0 && PdfLexer.IsSpace(file[cursor - 1]))
        {
            cursor--;
            count++;
        }

        return count;
    }

    private static bool Digits(ReadOnlySpan<byte> file, ref int cursor, int most, out int value)
    {
        long sum = 0;
        long place = 1;
        var from = cursor;
        while (cursor > 0 && from - cursor < most && (uint)(file[cursor - 1] - '0') <= 9)
        {
            sum += (file[--cursor] - '0') * place;
            place *= 10;
        }

        value = (int)Math.Min(sum, int.MaxValue);
        return cursor < from;
    }
}
