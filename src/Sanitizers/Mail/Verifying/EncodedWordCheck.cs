using System.Text;

namespace Mugai.Sanitizers.Mail.Verifying;

/// <summary>Looks into the encoded words (RFC 2047) of a field that we wrote.</summary>
internal static class EncodedWordCheck
{
    /// <summary>False when something that begins like an encoded word is none of ours (UTF-8, B), or decodes to controls.</summary>
    public static bool IsClean(string value)
    {
        var rest = value.AsSpan();
        int at;
        while ((at = rest.IndexOf("=?")) >= 0)
        {
            rest = rest[(at + 2)..];
            if (!rest.StartsWith("utf-8?B?", StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }

            rest = rest[8..];
            var end = rest.IndexOf("?=");
            if (end < 0 || !DecodesClean(rest[..end]))
            {
                return false;
            }

            rest = rest[(end + 2)..];
        }

        return true;
    }

    private static bool DecodesClean(ReadOnlySpan<char> word)
    {
        // RFC 2047 2: an encoded word has at most 75 characters.
        Span<byte> bytes = stackalloc byte[64];
        if (word.Length > 75 || word.ContainsAny(" \t") || !Convert.TryFromBase64Chars(word, bytes, out var count) || !System.Text.Unicode.Utf8.IsValid(bytes[..count]))
        {
            return false;
        }

        foreach (var rune in Encoding.UTF8.GetString(bytes[..count]).EnumerateRunes())
        {
            if (Rune.IsControl(rune))
            {
                return false;
            }
        }

        return true;
    }
}
