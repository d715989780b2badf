namespace Mugai.Sanitizers.Ooxml.Packaging;

/// <summary>
/// Which links may stay: http, https and mailto, and places inside the document. Everything else is gone: file:, UNC paths (they hand out the user's
/// NTLM answer), ms-*:, search-ms:, javascript:, and whatever else is registered on somebody's machine.
/// </summary>
internal static class HyperlinkTarget
{
    // Office refuses longer ones.
    private const int MaxChars = 8192;

    public static bool IsSafe(string target)
    {
        if (target.Length is 0 or > MaxChars || !IsPrintable(target))
        {
            return false;
        }

        return target[0] == '#' || IsWeb(target, "http://") || IsWeb(target, "https://")
            || (target.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) && target.Length > 7);
    }

    /// <summary>
    /// True for a value that reaches something outside where only a name or a text belongs: a UNC path, a drive, a scheme that runs or opens
    /// something. For attributes of which no rule knows that they are links.
    /// </summary>
    public static bool ReachesOutside(ReadOnlySpan<char> value)
    {
        value = value.TrimStart();
        if (value.Length < 3)
        {
            return false;
        }

        if ((value.StartsWith(@"\\") || value.StartsWith("//")) && (char.IsAsciiLetterOrDigit(value[2]) || value[2] is '?' or '.'))
        {
            return true;
        }

        if (value[1] == ':' && char.IsAsciiLetter(value[0]) && value[2] is '\\' or '/')
        {
            return true;
        }

        var colon = value.IndexOf(':');
        if (colon is < 2 or > 24)
        {
            return false;
        }

        var scheme = value[..colon];
        return scheme.StartsWith("ms-", StringComparison.OrdinalIgnoreCase) || OutsideSchemes.GetAlternateLookup<ReadOnlySpan<char>>().Contains(scheme);
    }

    private static readonly HashSet<string> OutsideSchemes = new(StringComparer.OrdinalIgnoreCase)
    {
        "file", "javascript", "vbscript", "data", "search-ms", "search", "mhtml", "mk", "its", "res", "shell", "smb", "nfs", "dav", "davs", "ldap", "ldaps", "jar", "hcp",
    };

    private static bool IsWeb(string target, string scheme)
    {
        if (!target.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) || target.Length == scheme.Length)
        {
            return false;
        }

        // "http:///x" and "http://\x" are read as file paths by some programs.
        var authority = target.AsSpan(scheme.Length);
        var end = authority.IndexOfAny('/', '?', '#');
        authority = end < 0 ? authority : authority[..end];
        return !authority.IsEmpty && !authority.ContainsAny('\\', ' ');
    }

    private static bool IsPrintable(string target)
    {
        foreach (var c in target)
        {
            // Bidi and zero-width marks make a link show another target than it has.
            if (c < ' ' || c == '\x7f' || c is (>= '\u200b' and <= '\u200f') or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\ufeff')
            {
                return false;
            }
        }

        return true;
    }
}
