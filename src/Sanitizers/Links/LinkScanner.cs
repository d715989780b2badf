using System.Buffers;
using System.Globalization;
using System.Text;

namespace Mugai.Sanitizers.Links;

/// <summary>
/// Finds what mail programs make links of in clean UTF-8 text: addresses with a scheme, names that begin with www., bare names under a known ending. Japanese text, brackets
/// and full stops beside a link end it. No link goes over a line end, as in the mail programs. What is found depends on the characters around it alone, not on links before it:
/// so a text in which they were rewritten is read the same again.
/// </summary>
internal ref struct LinkScanner(ReadOnlySpan<byte> text)
{
    // RFC 1035 2.3.4: a label has 63 octets, a name 255.
    private const int MaxLabel = 63;
    private const int MaxName = 255;

    // More letters of other scripts than mail domains have before a label of ASCII.
    private const int MaxForeign = 128;
    private const int MaxScheme = 24;

    /// <summary>What a dot of a host may begin with: a full stop, or an ideographic or wide one.</summary>
    public static readonly SearchValues<byte> DotLeads = SearchValues.Create([(byte)'.', 0xE3, 0xEF]);

    private static readonly SearchValues<byte> Signs = SearchValues.Create(":."u8);
    private static readonly SearchValues<byte> UserCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~%!$&'()*+,;=:[]"u8);
    private static readonly SearchValues<byte> ClosingCharacters = SearchValues.Create(".,;:!?')]|"u8);
    private static readonly SearchValues<byte> LiteralCharacters = SearchValues.Create("0123456789abcdefABCDEF:."u8);
    private static readonly SearchValues<byte> PathCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~%!$&'()*+,;=:@/?#[]\\|"u8);

    private readonly ReadOnlySpan<byte> _text = text;
    private int _at;
    private int _runEnd;
    private int _pathEnd;

    /// <summary>Goes on behind <paramref name="at"/> instead of behind the host of the last link.</summary>
    public void SkipTo(int at) => _at = Math.Max(at, _at);

    /// <summary>Goes on at the authority of the last link: its scheme is none whose address is looked at as one.</summary>
    public void BackTo(in LinkSpan link) => _at = link.Authority;

    /// <summary>True when <paramref name="host"/> is an IPv6 address in brackets.</summary>
    public static bool IsLiteral(ReadOnlySpan<byte> host) => LiteralLength(host) > 0;

    /// <summary>The bytes of the ideographic or wide full stop that <paramref name="text"/> begins with; 0 when it begins with another character.</summary>
    public static int WideDotLength(ReadOnlySpan<byte> text) => text.StartsWith("。"u8) || text.StartsWith("．"u8) || text.StartsWith("｡"u8) ? 3 : 0;

    /// <summary>The next link; false at the end. It goes on behind the host: a path may hold links of its own.</summary>
    public bool TryNext(out LinkSpan link)
    {
        while (_at < _text.Length)
        {
            var next = _text[_at..].IndexOfAny(Signs);
            if (next < 0)
            {
                break;
            }

            _at += next;
            var found = _text[_at] == ':' ? TrySchemed(out link) : TryNamed(out link);
            if (found)
            {
                _at = Math.Max(_at, link.HostEnd);
                return true;
            }
        }

        link = default;
        return false;
    }

    // At a colon.
    private bool TrySchemed(out LinkSpan link)
    {
        link = default;
        var colon = _at++;
        if (!_text[_at..].StartsWith("//"u8))
        {
            return false;
        }

        var start = colon;
        while (start > 0 && colon - start < MaxScheme && IsSchemeCharacter(_text[start - 1]))
        {
            start--;
        }

        while (start < colon && !char.IsAsciiLetter((char)_text[start]))
        {
            start++;
        }

        var authority = colon + 3;
        while (authority < _text.Length && _text[authority] is (byte)'/' or (byte)'\\')
        {
            authority++;
        }

        _at = authority;
        if (start == colon)
        {
            return false;
        }

        // Of "x.https" only the end counts, as mail programs find it.
        var scheme = _text[start..colon];
        foreach (var known in WrittenScheme.All)
        {
            if (EndsWith(scheme, known.Name))
            {
                start = colon - known.Length;
                break;
            }
        }

        var user = _text[authority..].IndexOfAnyExcept(UserCharacters);
        user = user < 0 ? _text.Length : authority + user;
        var host = authority;
        while (user < _text.Length && _text[user] == '@')
        {
            host = user + 1;
            var more = _text[host..].IndexOfAnyExcept(UserCharacters);
            user = more < 0 ? _text.Length : host + more;
        }

        var hostEnd = HostEnd(host);
        link = new LinkSpan(start, authority, host, hostEnd, UrlEnd(hostEnd));
        return true;
    }

    // At a full stop.
    private bool TryNamed(out LinkSpan link)
    {
        link = default;
        var dot = _at++;
        if (dot + 1 >= _text.Length || !(IsNameCharacter(_text[dot + 1]) || _text[dot + 1] >= 0x80))
        {
            return false;
        }

        var start = dot;
        while (start > 0 && dot - start <= MaxLabel && IsNameCharacter(_text[start - 1]))
        {
            start--;
        }

        if (start == dot || dot - start > MaxLabel)
        {
            return false;
        }

        var isWww = dot - start == 3 && EndsWith(_text[start..dot], "www"u8);
        if (!isWww && _text[dot + 1] >= 0x80)
        {
            return false;
        }

        var before = start > 0 ? _text[start - 1] : (byte)' ';
        var end = HostEnd(start);
        _at = Math.Max(end, _at);
        if (before is (byte)'@' or (byte)'-' or (byte)'_' || (before == '.' && IsBehindAt(start)) || (end < _text.Length && _text[end] == '@'))
        {
            return false;
        }

        if (isWww ? end - start < 7 : before is (byte)'/' or (byte)'\\' or (byte)'%' or (byte)'=' or (byte)'&' or (byte)'?' or (byte)'#' or (byte)'+' or (byte)'~' || _text[..start].EndsWith("[.]"u8) || !IsBare(start, end))
        {
            return false;
        }

        link = new LinkSpan(start, start, start, end, UrlEnd(end));
        return true;
    }

    // "taro@日本.example.jp": the rest of an address whose first labels are of other letters. Nothing that is written anew can stand between, or the answer would be another
    // the second time.
    private readonly bool IsBehindAt(int start)
    {
        var at = start;
        while (at > 0 && start - at < MaxForeign && _text[at - 1] is >= 0x80 or (byte)'.')
        {
            at--;
        }

        return at > 0 && _text[at - 1] == '@';
    }

    private readonly bool IsBare(int start, int end)
    {
        var name = _text[start..end];
        var port = name.IndexOf((byte)':');
        name = port < 0 ? name : name[..port];
        var ending = name[(name.LastIndexOf((byte)'.') + 1)..];
        if (ending.Length < 2 || ending.Length == name.Length || !char.IsAsciiLetter((char)ending[0]) || name.Length > MaxName || name.ContainsAnyInRange((byte)0x80, (byte)0xFF))
        {
            return false;
        }

        Span<char> lower = stackalloc char[MaxName];
        Ascii.ToLower(name, lower, out var length);
        return KnownHosts.IsBareLink(lower[..length], end < _text.Length && _text[end] is (byte)'/' or (byte)'\\');
    }

    // Behind host and port. Letters of other scripts belong to a host where its label began with them; where they follow a name that is complete ("…example.jpをご覧") they
    // are the sentence going on.
    private readonly int HostEnd(int start)
    {
        if (LiteralLength(start) is var literal and > 0)
        {
            return Port(start + literal);
        }

        var at = start;
        var dots = 0;
        var wide = 0;
        var label = start;
        var isForeign = false;
        while (at < _text.Length)
        {
            var b = _text[at];
            if (IsNameCharacter(b) || b == '%')
            {
                at++;
            }
            else if (b == '.' || (b == '[' && _text[at..].StartsWith("[.]"u8)))
            {
                at += b == '.' ? 1 : 3;
                dots++;
                label = at;
                isForeign = false;
            }
            else if (b >= 0x80 && Rune.DecodeFromUtf8(_text[at..], out var rune, out var length) == OperationStatus.Done)
            {
                if (rune.Value is '。' or '．' or '｡' && dots == wide && at + length < _text.Length && IsNameCharacter(_text[at + length]))
                {
                    dots++;
                    wide++;
                    label = at + length;
                    isForeign = false;
                }
                else if (!IsLetter(rune) || (!isForeign && dots > 0 && at - label >= 2))
                {
                    break;
                }
                else
                {
                    isForeign = true;
                }

                at += length;
            }
            else
            {
                break;
            }
        }

        while (at > start && _text[at - 1] is (byte)'.' or (byte)'-')
        {
            at--;
        }

        return Port(at);
    }

    // An IPv6 address in brackets (RFC 3986 3.2.2), whose dots are no dots of a name.
    private readonly int LiteralLength(int start) => LiteralLength(_text[start..Math.Min(_text.Length, start + 48)]);

    private static int LiteralLength(ReadOnlySpan<byte> rest)
    {
        var close = rest.IndexOf((byte)']');
        return close > 2 && rest[0] == '[' && rest[1..close].Contains((byte)':') && !rest[1..close].ContainsAnyExcept(LiteralCharacters) ? close + 1 : 0;
    }

    private readonly int Port(int at)
    {
        var end = at + 1;
        if (at >= _text.Length || _text[at] != ':')
        {
            return at;
        }

        while (end < _text.Length && char.IsAsciiDigit((char)_text[end]))
        {
            end++;
        }

        return end > at + 1 ? end : at;
    }

    // Addresses inside the path of an address end where it ends: each run of path characters is searched once.
    private int UrlEnd(int hostEnd)
    {
        if (hostEnd >= _text.Length || _text[hostEnd] is not ((byte)'/' or (byte)'?' or (byte)'#' or (byte)'\\'))
        {
            return hostEnd;
        }

        if (hostEnd >= _runEnd)
        {
            var length = _text[hostEnd..].IndexOfAnyExcept(PathCharacters);
            _runEnd = length < 0 ? _text.Length : hostEnd + length;

            // What closes the sentence is not part of the link.
            _pathEnd = hostEnd + _text[hostEnd.._runEnd].LastIndexOfAnyExcept(ClosingCharacters) + 1;
        }

        return Math.Max(hostEnd, _pathEnd);
    }

    private static bool IsNameCharacter(byte b) => char.IsAsciiLetterOrDigit((char)b) || b is (byte)'-' or (byte)'_';

    private static bool IsSchemeCharacter(byte b) => char.IsAsciiLetterOrDigit((char)b) || b is (byte)'+' or (byte)'-' or (byte)'.';

    private static bool IsLetter(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.OpenPunctuation or UnicodeCategory.ClosePunctuation or UnicodeCategory.InitialQuotePunctuation
        or UnicodeCategory.FinalQuotePunctuation or UnicodeCategory.OtherPunctuation or UnicodeCategory.SpaceSeparator or UnicodeCategory.MathSymbol or UnicodeCategory.OtherSymbol
        or UnicodeCategory.CurrencySymbol or UnicodeCategory.DashPunctuation);

    private static bool EndsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word) => text.Length >= word.Length && Ascii.EqualsIgnoreCase(text[^word.Length..], word);
}
