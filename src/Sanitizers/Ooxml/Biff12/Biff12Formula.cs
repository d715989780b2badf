using System.Text;
using Mugai.Sanitizers.LegacyOffice.Excel;
using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizers.Ooxml.Packaging;

namespace Mugai.Sanitizers.Ooxml.Biff12;

/// <summary>
/// Says whether a parsed formula ([MS-XLSB] 2.2.2, 2.5.97) may stay: worksheet functions of the list, links inside the workbook, names that stay, no text that names a file or a program, links with a fixed
/// safe target. One pass over the tokens, no stack.
/// </summary>
internal static class Biff12Formula
{
    private const int Hyperlink = 359;
    private const int Named = 255;

    /// <summary>Null when it may stay; else the finding code. A token that refers to a shared or array formula is left to the caller.</summary>
    public static string? CodeOf(ReadOnlySpan<byte> tokens, Biff12Book book)
    {
        var calls = 0;
        var functions = 0;
        var links = 0;
        var rest = tokens;
        while (!rest.IsEmpty)
        {
            var token = rest[0];
            var id = token < 0x20 ? token : (token & 0x1F) | 0x20;
            rest = rest[1..];
            var size = Size(rest, id);
            if (token >= 0x80 || size < 0 || size > rest.Length)
            {
                return OoxmlCodes.Formula;
            }

            var data = rest[..size];
            rest = rest[size..];
            switch (id)
            {
                case 0x17 when HyperlinkTarget.ReachesOutside(Text(data)):
                    return OoxmlCodes.Formula;
                case 0x21 or 0x22:
                    var function = id == 0x21 ? data.U16(0) : data.U16(1);
                    links += function == Hyperlink ? 1 : 0;
                    calls += function == Named ? 1 : 0;
                    if (function != Named && !IsAllowed(function))
                    {
                        return OoxmlCodes.Formula;
                    }

                    break;
                case 0x23:
                    if (book.Name(data.U32(0)) is not { } name || name.Code is not null)
                    {
                        return OoxmlCodes.DefinedName;
                    }

                    functions += name.IsFunction ? 1 : 0;
                    break;
                case 0x39:
                    // A name of another workbook or a function of an add-in.
                    return OoxmlCodes.ExternalLink;
                case >= 0x3A and <= 0x3D when !book.IsInside(data.U16(0)):
                    return OoxmlCodes.ExternalLink;
            }
        }

        // What a call by name calls is the name token before its arguments: as many names of functions as calls.
        return calls != functions ? OoxmlCodes.Formula : links > 0 && !IsSafeLink(tokens, links) ? OoxmlCodes.Hyperlink : null;
    }

    /// <summary>True when <paramref name="tokens"/> is nothing but a reference to the shared or array formula of another cell; its row.</summary>
    public static bool IsShared(ReadOnlySpan<byte> tokens, out uint row)
    {
        var isShared = tokens.Length == 5 && tokens[0] is 1 or 2;
        row = isShared ? tokens.U32(1) : 0;
        return isShared;
    }

    /// <summary>Puts (#REF!) in the place of a formula without changing its length.</summary>
    public static void Neutralize(Span<byte> tokens)
    {
        if (tokens.Length >= 2)
        {
            tokens.Fill(0x15);
            (tokens[0], tokens[1]) = (0x1C, 0x17);
        }
    }

    // 384 to 476: what the Analysis ToolPak brought; 480 to 484: IFERROR, COUNTIFS, SUMIFS, AVERAGEIF, AVERAGEIFS. The CUBE functions between them ask a server.
    private static bool IsAllowed(int function) => WorksheetFunctions.IsAllowed(function) || function is (>= 384 and <= 476) or (>= 480 and <= 484);

    /// <summary>One link whose target is a text that stands first.</summary>
    private static bool IsSafeLink(ReadOnlySpan<byte> tokens, int links) =>
        links == 1 && tokens[0] == 0x17 && Size(tokens[1..], 0x17) is > 0 and var size && size < tokens.Length && HyperlinkTarget.IsSafe(Text(tokens.Slice(1, size)));

    private static string Text(ReadOnlySpan<byte> data) => Encoding.Unicode.GetString(data[2..]);

    // Bytes behind the token's own; -1 for what no cell has.
    private static int Size(ReadOnlySpan<byte> data, int id) => id switch
    {
        >= 0x03 and <= 0x16 => 0,
        0x17 => data.Length < 2 ? -1 : 2 + (2 * data.U16(0)),
        // A column of a table; other extended tokens are of names in rows, which Excel 2007 turned into ordinary references.
        0x18 => data.Length > 0 && data[0] == 0x19 ? 13 : -1,
        0x19 => data.Length < 3 ? -1 : (data[0] & 0x04) != 0 ? 3 + ((data.U16(1) + 1) * 2) : 3,
        0x1C or 0x1D => 1,
        0x1E => 2,
        0x1F => 8,
        0x20 => 14,
        0x21 => 2,
        0x22 => 3,
        0x23 => 4,
        0x24 or 0x2A or 0x2C => 6,
        0x25 or 0x2B or 0x2D => 12,
        0x26 or 0x27 or 0x28 => 6,
        0x29 => 2,
        0x39 => 6,
        0x3A or 0x3C => 8,
        0x3B or 0x3D => 14,
        _ => -1,
    };
}
