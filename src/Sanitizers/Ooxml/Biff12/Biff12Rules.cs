using Mugai.Sanitizers.Metafiles;

namespace Mugai.Sanitizers.Ooxml.Biff12;

/// <summary>Formulas inside rules: conditional formats, their thresholds, data validation ([MS-XLSB] 2.4.25, 2.4.331, 2.4.356).</summary>
internal static class Biff12Rules
{
    /// <summary>Puts #REF! in the place of formulas that may not stay; false when the record cannot be read as what it is.</summary>
    public static bool Neutralize(int type, Span<byte> record, Biff12Book book, out string? code)
    {
        code = null;
        ReadOnlySpan<byte> rest = record;
        var formulas = type switch
        {
            Biff12Type.Threshold => TakeThreshold(ref rest),
            Biff12Type.BeginRule => TakeRule(ref rest),
            _ => TakeValidation(ref rest),
        };
        for (var i = 0; i < formulas; i++)
        {
            if (!Biff12Text.TakeFormula(ref rest, out var tokens, out var extra))
            {
                return false;
            }

            if (Biff12Formula.CodeOf(tokens, book) is { } found)
            {
                code ??= found;
                var end = record.Length - rest.Length - 4 - extra.Length;
                Biff12Formula.Neutralize(record[(end - tokens.Length)..end]);
            }
        }

        return formulas >= 0 && rest.IsEmpty;
    }

    private static int TakeThreshold(ref ReadOnlySpan<byte> rest)
    {
        // Kind, number, two flags, the size of the formula; without one nothing follows.
        if (rest.Length < 24)
        {
            return -1;
        }

        rest = rest[24..];
        return rest.IsEmpty ? 0 : 1;
    }

    private static int TakeRule(ref ReadOnlySpan<byte> rest)
    {
        var count = 0;
        for (var i = 0; i < 3; i++)
        {
            count += rest.U32(30 + (4 * i)) != 0 ? 1 : 0;
        }

        rest = rest[42..];
        return Biff12Text.Take(ref rest, out _) ? count : -1;
    }

    private static int TakeValidation(ref ReadOnlySpan<byte> rest)
    {
        var ranges = rest.U32(4);
        if (ranges > (rest.Length - 8) / 16)
        {
            return -1;
        }

        rest = rest[(8 + (16 * (int)ranges))..];
        for (var i = 0; i < 4; i++)
        {
            if (!Biff12Text.Take(ref rest, out _))
            {
                return -1;
            }
        }

        return 2;
    }
}
