using System.Buffers;
using System.Globalization;
using System.Text;
using Mugai.Sanitizers.Links;
using Mugai.Sanitizers.PlainText;

namespace Mugai.Sanitizers.Html;

/// <summary>What a link leads to.</summary>
internal enum LinkKind : byte
{
    /// <summary>Nowhere: empty, or a place in the same document.</summary>
    None,

    /// <summary>http, https or ftp.</summary>
    Web,

    /// <summary>mailto.</summary>
    Mail,

    /// <summary>tel, sms, fax.</summary>
    Phone,

    /// <summary>Another part of the same mail: cid, mid.</summary>
    Part,

    /// <summary>A path without a host.</summary>
    Relative,

    /// <summary>Everything else: javascript, data, vbscript, file, ms-*, search-ms, … An allow-list decides, not a list of bad ones.</summary>
    Dangerous,
}

/// <summary>
/// A link's real target as a browser would read it (URL Standard 4.4: white space and controls inside are dropped, backslashes are
/// slashes, what stands before @ is not the host), written so that it can be shown: one line, visible characters only, no &lt; or &gt;.
/// </summary>
internal readonly struct LinkTarget
{
    // Longer URLs are cut in the text; servers refuse most of them anyway.
    private const int MaxShownChars = 2_048;

    // C0 control or space, URL Standard 4.4 step 1.
    private const string OuterCharacters =
        "\0\u0001\u0002\u0003\u0004\u0005\u0006\a\b\t\n\v\f\r\u000E\u000F\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F ";

    private static readonly SearchValues<char> Delimiters = SearchValues.Create(" <>\"()");

    private static readonly SearchValues<char> OrdinaryHost = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789.-:_");

    private LinkTarget(LinkKind kind, string scheme, string host, string rest, bool hidesHost)
    {
        Kind = kind;
        Scheme = scheme;
        Host = host;
        Rest = rest;
        HidesHost = hidesHost;
    }

    public LinkKind Kind { get; }

    /// <summary>Lower-case, without the colon.</summary>
    public string Scheme { get; }

    /// <summary>Lower-case host with its port; for Mail the domain.</summary>
    public string Host { get; }

    /// <summary>Path, query and fragment; for Mail and Phone the address.</summary>
    public string Rest { get; }

    /// <summary>A user name before @ made another host of it at first sight.</summary>
    public bool HidesHost { get; }

    /// <summary>Reads a href.</summary>
    public static LinkTarget Parse(ReadOnlySpan<char> href)
    {
        if (href.Length <= MaxShownChars && !href.ContainsAny('\t', '\n', '\r'))
        {
            return ParseSqueezed(href.Trim(OuterCharacters));
        }

        Span<char> room = stackalloc char[MaxShownChars];
        return ParseSqueezed(room[..Squeeze(href, room)]);
    }

    private static LinkTarget ParseSqueezed(ReadOnlySpan<char> url)
    {
        if (url.Length == 0 || url[0] == '#')
        {
            return new LinkTarget(LinkKind.None, "", "", "", false);
        }

        var schemeLength = SchemeLength(url);
        if (schemeLength == 0)
        {
            var slashes = url.IndexOfAnyExcept('/', '\\');
            return slashes >= 2 || (slashes < 0 && url.Length >= 2)
                ? Web("https", url[2..])
                : new LinkTarget(LinkKind.Relative, "", "", Shown(url), false);
        }

        Span<char> scheme = stackalloc char[16];
        var rest = url[(schemeLength + 1)..];
        if (schemeLength > scheme.Length)
        {
            return new LinkTarget(LinkKind.Dangerous, "?", "", "", false);
        }

        url[..schemeLength].ToLowerInvariant(scheme);
        return scheme[..schemeLength] switch
        {
            "http" => Web("http", rest),
            "https" => Web("https", rest),
            "ftp" => Web("ftp", rest),
            "mailto" => Mail(rest),
            "tel" or "sms" or "fax" or "callto" => new LinkTarget(LinkKind.Phone, scheme[..schemeLength].ToString(), "", Shown(rest), false),
            "cid" or "mid" => new LinkTarget(LinkKind.Part, "cid", "", "", false),
            _ => new LinkTarget(LinkKind.Dangerous, scheme[..schemeLength].ToString(), "", "", false),
        };
    }

    /// <summary>True when loading <paramref name="url"/> would tell somebody outside.</summary>
    public static bool IsExternal(ReadOnlySpan<char> url)
    {
        url = url.TrimStart();
        return url.StartsWith("http", StringComparison.OrdinalIgnoreCase) || url.StartsWith("//") || url.StartsWith("\\\\")
            || url.StartsWith("ftp:", StringComparison.OrdinalIgnoreCase) || url.StartsWith("file:", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The target as text.</summary>
    public string Show(bool defang)
    {
        switch (Kind)
        {
            case LinkKind.Mail:
                return Rest;
            case LinkKind.Phone:
                return Scheme + ":" + Rest;
            case LinkKind.Relative:
                return defang ? Defanged(Rest) : Rest;
        }

        var host = defang ? Host.Replace(".", "[.]", StringComparison.Ordinal) : Host;
        var other = OtherForm(Host);
        var note = other.Length == 0 ? "" : " (" + (defang ? other.Replace(".", "[.]", StringComparison.Ordinal) : other) + ")";
        var scheme = !defang ? Scheme : Scheme == "ftp" ? "fxp" : Scheme == "https" ? "hxxps" : "hxxp";
        return scheme + "://" + host + (defang ? Defanged(Rest) : Rest) + note;
    }

    /// <summary>Text in which no mail client finds a link: http becomes hxxp, the dot of a www. name gets brackets.</summary>
    public static string Defanged(string text)
    {
        StringBuilder? defanged = null;
        var copied = 0;
        for (var i = 3; i < text.Length; i++)
        {
            var (from, word) = text[i] switch
            {
                ':' => Scheme(text, i),
                '.' when Ends(text, i, "www") && (i == 3 || !char.IsAsciiLetterOrDigit(text[i - 4])) => (i, "[.]"),
                _ => (-1, ""),
            };
            if (from >= copied)
            {
                defanged ??= new StringBuilder(text.Length + 16);
                defanged.Append(text, copied, from - copied).Append(word);
                copied = text[i] == ':' ? i : i + 1;
            }
        }

        return defanged is null ? text : defanged.Append(text, copied, text.Length - copied).ToString();

        static (int From, string Word) Scheme(string text, int colon) =>
            !text.AsSpan(colon + 1).StartsWith("//") ? (-1, "")
            : Ends(text, colon, "https") ? (colon - 5, "hxxps")
            : Ends(text, colon, "http") ? (colon - 4, "hxxp")
            : Ends(text, colon, "ftp") ? (colon - 3, "fxp")
            : (-1, "");

        static bool Ends(string text, int at, string word) =>
            at >= word.Length && text.AsSpan(at - word.Length, word.Length).Equals(word, StringComparison.OrdinalIgnoreCase);
    }

    private static LinkTarget Web(string scheme, ReadOnlySpan<char> rest)
    {
        var start = rest.IndexOfAnyExcept('/', '\\');
        rest = start < 0 ? [] : rest[start..];
        var end = rest.IndexOfAny("/\\?#");
        var authority = end < 0 ? rest : rest[..end];
        var at = authority.LastIndexOf('@');
        var host = HostName(authority[(at + 1)..]);
        var port = host.IndexOf(':', StringComparison.Ordinal);
        host = HostAddress.Dotted(port < 0 ? host : host.AsSpan(0, port)) is { } dotted ? dotted + (port < 0 ? "" : host[port..]) : host;
        return host.Length == 0 || port == 0
            ? new LinkTarget(LinkKind.None, "", "", "", false)
            : new LinkTarget(LinkKind.Web, scheme, host, end < 0 ? "" : Shown(rest[end..]), at >= 0);
    }

    private static LinkTarget Mail(ReadOnlySpan<char> rest)
    {
        var query = rest.IndexOf('?');
        var address = Shown(query < 0 ? rest : rest[..query]);
        var at = address.LastIndexOf('@');
        return address.Length == 0
            ? new LinkTarget(LinkKind.None, "", "", "", false)
            : new LinkTarget(LinkKind.Mail, "mailto", at < 0 ? "" : address[(at + 1)..].ToLowerInvariant(), address, false);
    }

    // URL Standard 3.5: percent-decoded, fullwidth forms and the ideographic stops folded, lower-case.
    private static string HostName(ReadOnlySpan<char> host)
    {
        if (!host.ContainsAnyExcept(OrdinaryHost))
        {
            return host.TrimEnd('.').ToString();
        }

        var decoded = host.Contains('%') ? Uri.UnescapeDataString(host.ToString()) : host.ToString();
        var name = new StringBuilder(decoded.Length);
        foreach (var c in decoded)
        {
            switch (c)
            {
                case '。' or '｡':
                    name.Append('.');
                    break;
                case >= '！' and <= '～':
                    name.Append(char.ToLowerInvariant((char)(c - 0xFEE0)));
                    break;
                case ' ' or '\u3000' or '<' or '>' or '"':
                    break;
                case var _ when char.IsSurrogate(c) || TextCharacters.IsPlain(c):
                    name.Append(char.ToLowerInvariant(c));
                    break;
            }
        }

        return WellFormed(name.ToString()).TrimEnd('.');
    }

    /// <summary>Punycode of an internationalized <paramref name="host"/>, its characters when it is written in Punycode, empty for every other.</summary>
    public static string OtherForm(string host)
    {
        var isAscii = Ascii.IsValid(host);
        if (isAscii && !host.Contains("xn--", StringComparison.Ordinal))
        {
            return "";
        }

        var name = host[..(host.IndexOf(':', StringComparison.Ordinal) is var port and >= 0 ? port : host.Length)];
        try
        {
            var other = isAscii ? WellFormed(new IdnMapping().GetUnicode(name)) : new IdnMapping().GetAscii(name);
            return other == name || other.AsSpan().ContainsAny(Delimiters) || !other.All(c => char.IsSurrogate(c) || TextCharacters.IsPlain(c)) ? "" : other;
        }
        catch (ArgumentException)
        {
            // Not a name that DNS could hold; it is shown as it is.
            return "";
        }
    }

    private static int SchemeLength(ReadOnlySpan<char> url)
    {
        if (!char.IsAsciiLetter(url[0]))
        {
            return 0;
        }

        for (var i = 1; i < url.Length; i++)
        {
            if (url[i] == ':')
            {
                return i;
            }

            if (!char.IsAsciiLetterOrDigit(url[i]) && url[i] is not ('+' or '-' or '.'))
            {
                return 0;
            }
        }

        return 0;
    }

    // URL Standard 4.4, steps 1 to 3: outer controls and spaces and inner tabs and line ends are not part of it.
    private static int Squeeze(ReadOnlySpan<char> href, Span<char> url)
    {
        var start = 0;
        while (start < href.Length && href[start] <= ' ')
        {
            start++;
        }

        var length = 0;
        foreach (var c in href[start..])
        {
            if (c is '\t' or '\n' or '\r')
            {
                continue;
            }

            if (length == url.Length)
            {
                break;
            }

            url[length++] = c;
        }

        while (length > 0 && url[length - 1] <= ' ')
        {
            length--;
        }

        return length;
    }

    // One line of visible characters without <, > and ".
    private static string Shown(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAnyExceptInRange('!', '~') < 0 && text.IndexOfAny('<', '>', '"') < 0)
        {
            return text.ToString();
        }

        var shown = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            var isPlain = rune.IsBmp
                ? rune.Value is not (' ' or '<' or '>' or '"' or '\t' or '\f' or 0xA0 or 0x3000) && TextCharacters.IsPlain((char)rune.Value)
                : Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.OtherNotAssigned or UnicodeCategory.Format) && rune.Value < 0xE0000;
            if (isPlain)
            {
                shown.Append(rune.ToString());
            }
            else
            {
                AppendEscaped(shown, rune);
            }
        }

        return shown.ToString();
    }

    private static void AppendEscaped(StringBuilder shown, Rune rune)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (var b in bytes[..rune.EncodeToUtf8(bytes)])
        {
            shown.Append(CultureInfo.InvariantCulture, $"%{b:X2}");
        }
    }

    private static string WellFormed(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsBmp || TextCharacters.ClassifyPair(rune.ToString()[0], rune.ToString()[1]) == CharacterClass.Plain)
            {
                plain.Append(rune.ToString());
            }
        }

        return plain.ToString();
    }
}
