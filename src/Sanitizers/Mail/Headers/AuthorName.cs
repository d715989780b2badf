using System.Globalization;
using System.Text;
using Mugai.Policies;

namespace Mugai.Sanitizers.Mail.Headers;

/// <summary>
/// Display names of authors. Mail programs show the name and hide the address, so a name that is an address of somebody else, or that mixes letters of
/// alphabets that look alike, is marked where it is read. A marked name is not marked again,
/// and neither is one that stands for an address that could not be written: no answer goes anywhere.
/// </summary>
internal static class AuthorName
{
    /// <summary>The name as it is written, and the trick that was found: empty, foreignAddress, mixedScripts or idn.</summary>
    public static (string Shown, string Trick) Shown(string name, string address, NoticeLanguage language)
    {
        var mark = Mark(language);
        if (name.StartsWith(mark, StringComparison.Ordinal) || address == MailAuthor.InvalidAddress)
        {
            return (name, "");
        }

        if (HoldsOtherAddress(name, address))
        {
            // Without its sign it is no address any more, to a person or to a program.
            return (mark + name.Replace("@", "[at]", StringComparison.Ordinal).Replace("\uFF20", "[at]", StringComparison.Ordinal), "foreignAddress");
        }

        if (MixesScripts(name))
        {
            return (mark + name, "mixedScripts");
        }

        return Domain(name, address);
    }

    private static string Mark(NoticeLanguage language) => language == NoticeLanguage.En ? "[check the sender] " : "【差出人名に注意】";

    private static bool HoldsOtherAddress(string name, string address)
    {
        var text = name.Replace('\uFF20', '@');
        if (text.Trim(' ', '\'', '"', '<', '>').Equals(address, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        for (var at = text.IndexOf('@', StringComparison.Ordinal); at >= 0; at = text.IndexOf('@', at + 1))
        {
            var end = at + 1;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '.' or '-'))
            {
                end++;
            }

            var start = at;
            while (start > 0 && (char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] is '.' or '-' or '_' or '+'))
            {
                start--;
            }

            // An address has a local part and a domain with a dot.
            if (start < at && text.AsSpan(at + 1, end - at - 1).Trim('.').Contains('.') && !text.AsSpan(start, end - start).TrimEnd('.').Equals(address, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    // Latin beside Cyrillic or Greek inside one word (UTS #39 5.1): Japanese names mix Latin, kana and kanji all the time, never these.
    private static bool MixesScripts(string name)
    {
        var (latin, other) = (false, false);
        foreach (var c in name)
        {
            if (!char.IsLetter(c))
            {
                (latin, other) = (false, false);
                continue;
            }

            latin |= char.IsAsciiLetter(c) || c is >= '\u00C0' and <= '\u024F';
            other |= c is (>= '\u0370' and <= '\u03FF') or (>= '\u0400' and <= '\u052F');
            if (latin && other)
            {
                return true;
            }
        }

        return false;
    }

    // xn--… says nothing to a person, 日本.jp may be read as another one: both are shown.
    private static (string Shown, string Trick) Domain(string name, string address)
    {
        var domain = address[(address.LastIndexOf('@') + 1)..];
        var isEncoded = domain.Contains("xn--", StringComparison.OrdinalIgnoreCase);
        if ((!isEncoded && Ascii.IsValid(domain)) || (isEncoded && domain.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.' or '_'))))
        {
            // Plain, or no name that DNS could hold: what stands for it would be another one each time.
            return (name, "");
        }

        try
        {
            // As it is read from what will be written, so that it is the same the next time.
            var written = isEncoded ? domain : new IdnMapping().GetAscii(domain);
            var unicode = new IdnMapping().GetUnicode(written);
            var readable = HeaderLine.Clean(unicode).Text;
            return (isEncoded && unicode == domain) || name.Contains(readable, StringComparison.Ordinal) ? (name, "")
                : ((name.Length > 0 ? name + " " : "") + "(" + readable + ")", "idn");
        }
        catch (ArgumentException)
        {
            // No name that IDNA allows: it is shown as it came.
            return (name, "");
        }
    }
}
