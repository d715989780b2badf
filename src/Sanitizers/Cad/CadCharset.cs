using System.Text;
using Mugai.Sanitizers.PlainText;

namespace Mugai.Sanitizers.Cad;

/// <summary>The charset of a drawing. It stays what it was: a program that reads an old drawing takes its code page from it, not from us.</summary>
internal static class CadCharset
{
    /// <summary>UTF-8 when the whole file is UTF-8; otherwise the named code page, CP932 where none is named.</summary>
    public static Encoding Of(bool isUtf8, string codePage)
    {
        if (isUtf8)
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        }

        var number = codePage.ToUpperInvariant() switch
        {
            "ANSI_874" => 874,
            "ANSI_936" or "GB2312" => 936,
            "ANSI_949" => 949,
            "ANSI_950" => 950,
            "ANSI_1250" => 1250,
            "ANSI_1251" => 1251,
            "ANSI_1252" => 1252,
            "ANSI_1253" => 1253,
            "ANSI_1254" => 1254,
            "ANSI_1255" => 1255,
            "ANSI_1256" => 1256,
            "ANSI_1257" => 1257,
            "ANSI_1258" => 1258,
            _ => 932,
        };
        return CodePagesEncodingProvider.Instance.GetEncoding(number, new EncoderReplacementFallback("?"), DecoderFallback.ReplacementFallback)!;
    }
}

/// <summary>Strings of a drawing, cleaned in the charset they are written in.</summary>
internal sealed class CadStrings(Encoding encoding, CharacterFilter characters)
{
    /// <summary>The characters of <paramref name="bytes"/> that may stay.</summary>
    public string Read(ReadOnlySpan<byte> bytes) => characters.Clean(encoding.GetString(bytes));

    /// <summary>True when the bytes are printable ASCII and need no reading.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> bytes) => bytes.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0;

    /// <summary>The bytes of <paramref name="text"/>.</summary>
    public byte[] Bytes(string text) => encoding.GetBytes(text);
}

/// <summary>Strings that lead out of the drawing.</summary>
internal static class OutsideReference
{
    private static readonly string[] Programs = [".exe", ".dll", ".arx", ".dbx", ".lsp", ".fas", ".vlx", ".dvb", ".scr", ".bat", ".cmd", ".vbs", ".js", ".ps1", ".mnl", ".cui", ".cuix"];

    /// <summary>True for a path from a root, a share, a folder above, a URL, or the name of a program.</summary>
    public static bool Is(ReadOnlySpan<char> text)
    {
        var value = text.Trim();
        if (value.StartsWith("\\\\") || value.StartsWith("//") || value.Contains("://", StringComparison.Ordinal) || value.Contains("..\\", StringComparison.Ordinal)
            || value.Contains("../", StringComparison.Ordinal) || value.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) || value.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase)
            || value.StartsWith("file:", StringComparison.OrdinalIgnoreCase) || value.Contains("\\\\", StringComparison.Ordinal))
        {
            return true;
        }

        for (var colon = value.IndexOf(':'); colon > 0 && colon + 1 < value.Length; colon = Next(value, colon))
        {
            if (value[colon + 1] is '\\' or '/' && char.IsAsciiLetter(value[colon - 1]) && (colon == 1 || !char.IsAsciiLetterOrDigit(value[colon - 2])))
            {
                return true;
            }
        }

        foreach (var program in Programs)
        {
            if (value.EndsWith(program, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static int Next(ReadOnlySpan<char> value, int colon)
    {
        var next = value[(colon + 1)..].IndexOf(':');
        return next < 0 ? -1 : colon + 1 + next;
    }
}
