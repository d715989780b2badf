using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Mugai.Sanitizers.Pdf.Reading;

namespace Mugai.Sanitizers.Pdf.Fonts;

/// <summary>
/// Takes a Type 1 font program apart without running it: tokens, and behind known keys the values that the format has there. Binary and hexadecimal, with or
/// without the segment headers of PFB files.
/// </summary>
internal static class Type1Reader
{
    private const int MaxGlyphs = 65_536;
    private const int MaxNumbers = 64;
    private const int MaxNameBytes = 127;

    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    private static readonly FrozenSet<string> FontKeys = new[] { "PaintType", "StrokeWidth", "FontMatrix", "FontBBox" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> HintKeys = new[]
    {
        "BlueValues", "OtherBlues", "FamilyBlues", "FamilyOtherBlues", "BlueScale", "BlueShift", "BlueFuzz", "StdHW", "StdVW", "StemSnapH", "StemSnapV", "ForceBold", "LanguageGroup", "ExpansionFactor", "RndStemUp",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Null when it is none.</summary>
    public static Type1Program? Read(ReadOnlySpan<byte> file)
    {
        var bytes = Joined(file);
        var font = new Type1Program();
        if (!Clear(bytes, font, out var at))
        {
            return null;
        }

        Private(Decrypted(bytes.AsSpan(at)), font);
        return font;
    }

    // A PFB file is a chain of segments: 80, kind, length. Lengths that lie end it.
    private static byte[] Joined(ReadOnlySpan<byte> file)
    {
        if (file is not [0x80, ..])
        {
            return file.ToArray();
        }

        using var all = new MemoryStream();
        while (file.Length >= 6 && file[0] == 0x80 && file[1] is 1 or 2)
        {
            var length = (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(file[2..]), (uint)(file.Length - 6));
            all.Write(file.Slice(6, length));
            file = file[(6 + length)..];
        }

        return all.ToArray();
    }

    private static bool Clear(byte[] bytes, Type1Program font, out int end)
    {
        var lexer = new PdfLexer(bytes);
        end = 0;
        while (lexer.Read() is var token && token != PdfToken.End)
        {
            if (token == PdfToken.Keyword && lexer.TokenBytes.SequenceEqual("eexec"u8))
            {
                end = lexer.Position;
                return true;
            }

            if (token != PdfToken.Name)
            {
                continue;
            }

            var key = Text(lexer);
            if (key == "FontName" && lexer.Read() == PdfToken.Name)
            {
                font.Name = Text(lexer) is { Length: > 0 } name ? name : font.Name;
            }
            else if (key == "Encoding")
            {
                ReadEncoding(ref lexer, font);
            }
            else if (FontKeys.Contains(key) && !font.Values.Exists(pair => pair.Key == key) && Value(ref lexer) is { } value)
            {
                font.Values.Add((key, value));
            }
        }

        return false;
    }

    // "dup 65 /A put" up to def; anything between braces is the loop that fills the array.
    private static void ReadEncoding(ref PdfLexer lexer, Type1Program font)
    {
        if (lexer.Read() is not PdfToken.Integer)
        {
            return;
        }

        var glyphs = new SortedDictionary<int, string>();
        var (depth, code) = (0, -1);
        while (lexer.Read() is var token && token != PdfToken.End)
        {
            depth += token switch { PdfToken.BraceOpen => 1, PdfToken.BraceClose => -1, _ => 0 };
            if (depth != 0)
            {
                continue;
            }

            if (token == PdfToken.Keyword && (lexer.TokenBytes.SequenceEqual("def"u8) || lexer.TokenBytes.SequenceEqual("readonly"u8)))
            {
                break;
            }

            if (token == PdfToken.Name && code is >= 0 and < 256 && Text(lexer) is { Length: > 0 } glyph)
            {
                glyphs[code] = glyph;
            }

            code = token == PdfToken.Integer ? (int)Math.Clamp(lexer.Integer, -1, 256) : -1;
        }

        font.Encoding = [.. glyphs.Select(pair => (pair.Key, pair.Value))];
    }

    private static byte[] Decrypted(ReadOnlySpan<byte> data)
    {
        data = data.TrimStart(" \t\r\n"u8);
        var isHex = data.Length >= 4 && data[..4].IndexOfAnyExcept(HexDigits) < 0;
        if (!isHex)
        {
            return Type1Cipher.Decrypt(data, Type1Cipher.Eexec);
        }

        var bytes = new byte[data.Length / 2];
        var (count, half) = (0, -1);
        foreach (var b in data)
        {
            var digit = b switch { >= (byte)'0' and <= (byte)'9' => b - '0', >= (byte)'a' and <= (byte)'f' => b - 'a' + 10, >= (byte)'A' and <= (byte)'F' => b - 'A' + 10, _ => -1 };
            if (digit < 0)
            {
                continue;
            }

            if (half < 0)
            {
                half = digit;
            }
            else
            {
                bytes[count++] = (byte)((half << 4) | digit);
                half = -1;
            }
        }

        return Type1Cipher.Decrypt(bytes.AsSpan(0, count), Type1Cipher.Eexec);
    }

    private static void Private(ReadOnlySpan<byte> bytes, Type1Program font)
    {
        var lexer = new PdfLexer(bytes, Math.Min(4, bytes.Length));
        var lead = 4;
        while (lexer.Read() is var token && token != PdfToken.End && font.Glyphs.Count == 0)
        {
            if (token != PdfToken.Name)
            {
                continue;
            }

            var key = Text(lexer);
            if (key == "lenIV" && lexer.Read() == PdfToken.Integer)
            {
                lead = (int)Math.Clamp(lexer.Integer, -1, 64);
            }
            else if (key == "Subrs" && font.Subroutines.Count == 0)
            {
                ReadSubroutines(ref lexer, bytes, lead, font);
            }
            else if (key == "CharStrings")
            {
                ReadGlyphs(ref lexer, bytes, lead, font);
            }
            else if (HintKeys.Contains(key) && !font.Hints.Exists(pair => pair.Key == key) && Value(ref lexer) is { } value)
            {
                font.Hints.Add((key, value));
            }
        }
    }

    // dup 5 120 RD bytes NP, up to the next key.
    private static void ReadSubroutines(ref PdfLexer lexer, ReadOnlySpan<byte> bytes, int lead, Type1Program font)
    {
        if (lexer.Read() != PdfToken.Integer)
        {
            return;
        }

        while (true)
        {
            var before = lexer.Position;
            var token = lexer.Read();
            if (token is PdfToken.End or PdfToken.Name)
            {
                lexer.Position = before;
                return;
            }

            if (token != PdfToken.Keyword || !lexer.TokenBytes.SequenceEqual("dup"u8) || lexer.Read() != PdfToken.Integer)
            {
                continue;
            }

            var index = lexer.Integer;
            if (Program(ref lexer, bytes, lead) is { } program && index is >= 0 and < MaxGlyphs)
            {
                font.Subroutines[(int)index] = program;
            }
        }
    }

    // /A 120 RD bytes ND, up to end.
    private static void ReadGlyphs(ref PdfLexer lexer, ReadOnlySpan<byte> bytes, int lead, Type1Program font)
    {
        if (lexer.Read() != PdfToken.Integer)
        {
            return;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        while (font.Glyphs.Count < MaxGlyphs && lexer.Read() is var token && token != PdfToken.End)
        {
            if (token == PdfToken.Keyword && lexer.TokenBytes.SequenceEqual("end"u8))
            {
                return;
            }

            if (token == PdfToken.Name && Text(lexer) is var name && Program(ref lexer, bytes, lead) is { } program && name.Length > 0 && names.Add(name))
            {
                font.Glyphs.Add((name, program));
            }
        }
    }

    // 120 RD bytes: the name of RD is the font's own.
    private static byte[]? Program(ref PdfLexer lexer, ReadOnlySpan<byte> bytes, int lead)
    {
        if (lexer.Read() != PdfToken.Integer)
        {
            return null;
        }

        var length = lexer.Integer;
        if (lexer.Read() != PdfToken.Keyword || length < 0 || length > bytes.Length - lexer.Position - 1)
        {
            return null;
        }

        var data = bytes.Slice(lexer.Position + 1, (int)length);
        lexer.Position += 1 + (int)length;
        return lead < 0 ? data.ToArray() : Type1Cipher.Decrypt(data, Type1Cipher.Charstring)[Math.Min(lead, data.Length)..];
    }

    // A number, true or false, or numbers in brackets or braces, written in brackets (a bounding box in braces is the same to readers).
    private static string? Value(ref PdfLexer lexer)
    {
        var token = lexer.Read();
        if (token is PdfToken.Integer or PdfToken.Real)
        {
            return Number(lexer);
        }

        if (token == PdfToken.Keyword)
        {
            return lexer.TokenBytes.SequenceEqual("true"u8) ? "true" : lexer.TokenBytes.SequenceEqual("false"u8) ? "false" : null;
        }

        if (token is not (PdfToken.ArrayOpen or PdfToken.BraceOpen))
        {
            return null;
        }

        var text = new StringBuilder("[");
        for (var i = 0; i < MaxNumbers && lexer.Read() is PdfToken.Integer or PdfToken.Real; i++)
        {
            text.Append(i > 0 ? " " : "").Append(Number(lexer));
        }

        return text.Append(']').ToString();
    }

    private static string Number(in PdfLexer lexer) =>
        lexer.TokenBytes.Length <= 24 && double.TryParse(lexer.TokenBytes, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? Encoding.ASCII.GetString(lexer.TokenBytes) : "0";

    private static string Text(in PdfLexer lexer) => lexer.TokenBytes.Length is > 0 and <= MaxNameBytes ? Encoding.Latin1.GetString(lexer.TokenBytes) : "";
}
