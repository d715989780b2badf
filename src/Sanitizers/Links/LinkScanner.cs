using System.Buffers;
using System.Globalization;
using System.Text;

namespace Mugai.Sanitizers.Links;

/// <summary>
/// Finds what mail programs make links of in clean UTF-8 text: addresses with a scheme, names that begin with www., bare names under a known ending. One pass, never
/// back over what was taken. Japanese text, brackets and full stops beside a link end it. No link goes over a line end, as in the mail programs.
/// </summary>
internal ref struct LinkScanner(ReadOnlySpan<byte> text)
{
    // RFC 1035 2.3.4: a label has 63 octets, a name 255.
    private const int MaxLabel = 63;
    private const int MaxHost = 1_024;
    private const int MaxScheme = 24;

    // Defanged ones too: they are never somebody else's scheme.
    private static readonly byte[][] KnownSchemes = ["https"u8.ToArray(), "http"u8.ToArray(), "ftp"u8.ToArray(), "hxxps"u8.ToArray(), "hxxp"u8.ToArray(), "fxp"u8.ToArray()];

    private static readonly SearchValues<byte> Signs = SearchValues.Create(":."u8);
    private static readonly SearchValues<byte> UserCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~%!$&'()*+,;=:[]"u8);
    private static readonly SearchValues<byte> PathCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~%!$&'()*+,;=:@/?#[]\\|"u8);

    private readonly ReadOnlySpan<byte> _text = text;
    private int _at;
    private int _floor;

    /// <summary>The next link; false at the end.</summary>
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
                _floor = _at = link.End;
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
        while (start > _floor && colon - start < MaxScheme && IsSchemeCharacter(_text[start - 1]))
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
        foreach (var known in KnownSchemes)
        {
            if (Ascii.EqualsIgnoreCase(scheme.Length >= known.Length ? scheme[^known.Length..] : [], known))
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
        return hostEnd > host || host > authority;
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
        while (start > _floor && dot - start <= MaxLabel && IsNameCharacter(_text[start - 1]))
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

        var before = start > _floor ? _text[start - 1] : (byte)' ';
        var end = HostEnd(start);
        _at = Math.Max(end, _at);
        if (before is (byte)'@' or (byte)'.' or (byte)'-' or (byte)'_' || (end < _text.Length && _text[end] == '@'))
        {
            return false;
        }

        if (isWww ? end - start < 7 : before is (byte)'/' or (byte)'\\' or (byte)'%' or (byte)'=' or (byte)'&' or (byte)'?' or (byte)'#' or (byte)'+' or (byte)'~' or (byte)']' || !IsBare(start, end))
        {
            return false;
        }

        link = new LinkSpan(start, start, start, end, UrlEnd(end));
        return true;
    }

    private readonly bool IsBare(int start, int end)
    {
        var name = _text[start..end];
        var port = name.IndexOf((byte)':');
        name = port < 0 ? name : name[..port];
        var ending = name[(name.LastIndexOf((byte)'.') + 1)..];
        return ending.Length >= 2 && char.IsAsciiLetter((char)ending[0]) && name.Length <= 255 && !name.ContainsAnyInRange((byte)0x80, (byte)0xFF)
            && KnownHosts.IsBareLink(Encoding.ASCII.GetString(name).ToLowerInvariant(), end < _text.Length && _text[end] is (byte)'/' or (byte)'\\');
    }

    // Behind host and port. Letters of other scripts belong to a host where its label began with them; where they follow a name that is complete ("…example.jpをご覧") they
    // are the sentence going on.
    private readonly int HostEnd(int start)
    {
        if (start < _text.Length && _text[start] == '[' && _text[start..Math.Min(_text.Length, start + 64)].IndexOf((byte)']') is var close and > 1)
        {
            return Port(start + close + 1);
        }

        var at = start;
        var dots = 0;
        var wide = 0;
        var label = start;
        var isForeign = false;
        while (at < _text.Length && at - start < MaxHost)
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

    private readonly int Port(int at)
    {
        var end = at + 1;
        if (at >= _text.Length || _text[at] != ':')
        {
            return at;
        }

        while (end < _text.Length && end - at <= 5 && char.IsAsciiDigit((char)_text[end]))
        {
            end++;
        }

        return end > at + 1 ? end : at;
    }

    private readonly int UrlEnd(int hostEnd)
    {
        if (hostEnd >= _text.Length || _text[hostEnd] is not ((byte)'/' or (byte)'?' or (byte)'#' or (byte)'\\'))
        {
            return hostEnd;
        }

        var length = _text[hostEnd..].IndexOfAnyExcept(PathCharacters);
        var end = length < 0 ? _text.Length : hostEnd + length;

        // What closes the sentence is not part of the link.
        while (end > hostEnd && _text[end - 1] is (byte)'.' or (byte)',' or (byte)';' or (byte)':' or (byte)'!' or (byte)'?' or (byte)'\'' or (byte)')' or (byte)']' or (byte)'|')
        {
            end--;
        }

        return end;
    }

    private static bool IsNameCharacter(byte b) => char.IsAsciiLetterOrDigit((char)b) || b is (byte)'-' or (byte)'_';

    private static bool IsSchemeCharacter(byte b) => char.IsAsciiLetterOrDigit((char)b) || b is (byte)'+' or (byte)'-' or (byte)'.';

    private static bool IsLetter(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.OpenPunctuation or UnicodeCategory.ClosePunctuation or UnicodeCategory.InitialQuotePunctuation
        or UnicodeCategory.FinalQuotePunctuation or UnicodeCategory.OtherPunctuation or UnicodeCategory.SpaceSeparator or UnicodeCategory.MathSymbol or UnicodeCategory.OtherSymbol
        or UnicodeCategory.CurrencySymbol or UnicodeCategory.DashPunctuation);

    private static bool EndsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word) => text.Length >= word.Length && Ascii.EqualsIgnoreCase(text[^word.Length..], word);
}
