using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizers.Ooxml.Packaging;

namespace Mugai.Sanitizers.LegacyOffice.Excel;

/// <summary>
/// Says whether a parsed expression ([MS-XLS] 2.2.2, 2.5.198) may stay: worksheet functions of the list, references inside the workbook, known add-in functions, no text
/// that names a file or a program. One pass over the tokens, no stack.
/// </summary>
internal static class FormulaTokens
{
    public static bool IsSafe(ReadOnlySpan<byte> tokens, WorkbookFacts facts)
    {
        var namesFunction = false;
        var at = 0;
        while (at < tokens.Length)
        {
            var token = tokens[at];
            var id = token < 0x20 ? token : (token & 0x1F) | 0x20;
            var size = Size(tokens[(at + 1)..], id, facts.IsBiff8);
            var data = tokens[(at + 1)..];
            if (size < 0 || size > data.Length || token >= 0x80)
            {
                return false;
            }

            data = data[..size];
            at += 1 + size;
            switch (id)
            {
                case 0x17 when ReachesOutside(data, facts.IsBiff8):
                case 0x21 when !WorksheetFunctions.IsAllowed(data.U16(0)):
                case 0x22 when !IsAllowedCall(data.U16(1), namesFunction):
                    return false;
                case 0x23:
                    if (facts.IsMacroName(data.U16(0)))
                    {
                        return false;
                    }

                    namesFunction |= facts.IsFunctionName(data.U16(0));
                    break;
                case 0x39:
                    if (!facts.IsBiff8 || !facts.IsKnownExternName(data.U16(0), data.U16(2)))
                    {
                        return false;
                    }

                    namesFunction = true;
                    break;
                case >= 0x3A and <= 0x3D:
                    if (facts.IsBiff8 ? !facts.IsInside(data.U16(0)) : !facts.IsInsideBiff5(data))
                    {
                        return false;
                    }

                    break;
            }
        }

        return true;
    }

    /// <summary>Puts ((#REF!)) in the place of an expression without changing its length: an error and as many brackets as it takes; in a single byte, a value that is missing.</summary>
    public static void Neutralize(Span<byte> tokens)
    {
        if (tokens.Length < 2)
        {
            tokens.Fill(0x16);
            return;
        }

        tokens.Fill(0x15);
        (tokens[0], tokens[1]) = (0x1C, 0x17);
    }

    // 255 calls what a name token before it names: a newer function, an add-in's or a macro.
    private static bool IsAllowedCall(int function, bool namesFunction) => function == 255 ? namesFunction : WorksheetFunctions.IsAllowed(function);

    private static bool ReachesOutside(ReadOnlySpan<byte> text, bool isBiff8)
    {
        Span<char> chars = stackalloc char[255];
        int count = text[0];
        if (!isBiff8)
        {
            for (var i = 0; i < count; i++)
            {
                chars[i] = (char)text[1 + i];
            }
        }
        else if ((text[1] & 1) == 0)
        {
            for (var i = 0; i < count; i++)
            {
                chars[i] = (char)text[2 + i];
            }
        }
        else
        {
            for (var i = 0; i < count; i++)
            {
                chars[i] = (char)text.U16(2 + (i * 2));
            }
        }

        return HyperlinkTarget.ReachesOutside(chars[..count]);
    }

    // Bytes behind the token's own; -1 for what no worksheet has.
    private static int Size(ReadOnlySpan<byte> data, int id, bool isBiff8) => id switch
    {
        0x01 or 0x02 or 0x18 when isBiff8 => id == 0x18 ? 5 : 4,
        0x01 or 0x02 => 4,
        (>= 0x03 and <= 0x16) => 0,
        0x17 => data.Length < 2 ? -1 : isBiff8 ? 2 + (data[0] * ((data[1] & 1) + 1)) : 1 + data[0],
        0x19 => data.Length < 3 ? -1 : (data[0] & 0x04) != 0 ? 3 + ((data.U16(1) + 1) * 2) : 3,
        0x1C or 0x1D => 1,
        0x1E => 2,
        0x1F => 8,
        0x20 => 7,
        0x21 => 2,
        0x22 => 3,
        0x23 => isBiff8 ? 4 : 14,
        0x24 or 0x2A or 0x2C => isBiff8 ? 4 : 3,
        0x25 or 0x2B or 0x2D => isBiff8 ? 8 : 6,
        0x26 or 0x27 or 0x28 => 6,
        0x29 or 0x2E or 0x2F => 2,
        0x39 => isBiff8 ? 6 : 24,
        0x3A or 0x3C => isBiff8 ? 6 : 17,
        0x3B or 0x3D => isBiff8 ? 10 : 20,
        _ => -1,
    };
}
