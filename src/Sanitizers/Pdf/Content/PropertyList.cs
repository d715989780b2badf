using Mugai.Sanitizers.Pdf.Reading;

namespace Mugai.Sanitizers.Pdf.Content;

/// <summary>The dictionary of a BDC or DP (ISO 32000-2, 14.6): of its entries those of marked content references, artifacts and replacement texts.</summary>
internal static class PropertyList
{
    /// <summary>Takes the dictionary behind its opening bracket and writes what is kept of it.</summary>
    public static void Rewrite(ref PdfLexer lexer, ContentWriter writer, ContentFindings findings)
    {
        writer.Raw("<<"u8);
        var seen = 0;
        while (true)
        {
            var token = lexer.Read();
            if (token is PdfToken.DictionaryClose or PdfToken.End)
            {
                break;
            }

            if (token != PdfToken.Name)
            {
                // A value without a key, brackets and all.
                findings.UnknownEntries++;
                continue;
            }

            var (index, kinds) = Entry(lexer.TokenBytes);
            var before = writer.Length;
            writer.Name(lexer.TokenBytes, lexer.HasEscapes);
            if (Value(ref lexer, writer, kinds) && (seen & (1 << index)) == 0)
            {
                seen |= 1 << index;
            }
            else
            {
                findings.UnknownEntries++;
                writer.Truncate(before);
            }
        }

        writer.Raw(">>"u8);
    }

    // Each allowed key with the letters of the values it may have: n number, s string, N name, a array of numbers or names.
    private static (int Index, string Kinds) Entry(ReadOnlySpan<byte> key) => key switch
    {
        _ when key.SequenceEqual("MCID"u8) => (0, "n"),
        _ when key.SequenceEqual("ActualText"u8) => (1, "s"),
        _ when key.SequenceEqual("Alt"u8) => (2, "s"),
        _ when key.SequenceEqual("E"u8) => (3, "s"),
        _ when key.SequenceEqual("Lang"u8) => (4, "s"),
        _ when key.SequenceEqual("Type"u8) => (5, "N"),
        _ when key.SequenceEqual("Subtype"u8) => (6, "N"),
        _ when key.SequenceEqual("BBox"u8) => (7, "a"),
        _ when key.SequenceEqual("Attached"u8) => (8, "a"),
        _ => (31, ""),
    };

    private static bool Value(ref PdfLexer lexer, ContentWriter writer, string kinds)
    {
        var end = lexer.Position;
        var token = lexer.Read();
        switch (token)
        {
            case PdfToken.Integer or PdfToken.Real:
                writer.Number(token, lexer.TokenBytes, lexer.Integer);
                return kinds == "n";
            case PdfToken.LiteralString or PdfToken.HexString:
                // Escaped in any case: the string may be the last thing in the stream and open.
                writer.String(token, lexer.TokenBytes, true);
                return kinds == "s";
            case PdfToken.Name:
                writer.Name(lexer.TokenBytes, lexer.HasEscapes);
                return kinds == "N";
            case PdfToken.ArrayOpen:
                return Array(ref lexer, writer) && kinds == "a";
            case PdfToken.DictionaryOpen:
                SkipDictionary(ref lexer);
                return false;
            case PdfToken.DictionaryClose:
                // A key without a value: the bracket is the list's own.
                lexer.Position = end;
                return false;
            default:
                return false;
        }
    }

    private static bool Array(ref PdfLexer lexer, ContentWriter writer)
    {
        var (sound, depth) = (true, 1);
        writer.Byte((byte)'[');
        while (depth > 0)
        {
            var token = lexer.Read();
            switch (token)
            {
                case PdfToken.Integer or PdfToken.Real:
                    writer.Number(token, lexer.TokenBytes, lexer.Integer);
                    break;
                case PdfToken.Name:
                    writer.Name(lexer.TokenBytes, lexer.HasEscapes);
                    break;
                case PdfToken.ArrayClose:
                    depth--;
                    break;
                case PdfToken.End:
                    (sound, depth) = (false, 0);
                    break;
                default:
                    depth += token == PdfToken.ArrayOpen ? 1 : 0;
                    sound = false;
                    break;
            }
        }

        writer.Byte((byte)']');
        return sound;
    }

    private static void SkipDictionary(ref PdfLexer lexer)
    {
        for (var depth = 1; depth > 0;)
        {
            switch (lexer.Read())
            {
                case PdfToken.DictionaryOpen:
                    depth++;
                    break;
                case PdfToken.DictionaryClose:
                    depth--;
                    break;
                case PdfToken.End:
                    return;
            }
        }
    }
}
