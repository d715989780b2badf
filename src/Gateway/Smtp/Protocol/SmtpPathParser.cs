using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Unicode;

namespace Mugai.Gateway.Smtp.Protocol;

/// <summary>
/// Reverse-path and forward-path of RFC 5321 4.1.2 with the SMTPUTF8 extension of RFC 6531 3.3. Looser than the grammar in one point: dots may stand
/// anywhere in an unquoted local part, because Japanese mobile carriers once gave out addresses such as <c>taro..yamada.@docomo.ne.jp</c>
/// and they still write to town halls. A quoted local part that needs no quotes loses them, so that one mailbox has one spelling.
/// </summary>
public static class SmtpPathParser
{
    /// <summary>64 octets of local part, @, 255 octets of domain (RFC 5321 4.5.3.1); a long local part may use what the domain leaves (VERP).</summary>
    public const int MaxPathBytes = 320;

    private const int MaxDomainBytes = 255;
    private const int MaxLabelBytes = 63;

    /// <summary>
    /// Reads a path at the start of <paramref name="text"/>. <paramref name="consumed"/> counts the closing bracket. The null path is legal for
    /// a sender only, a bare <c>postmaster</c> for a recipient only.
    /// </summary>
    public static SmtpCommandError Parse(ReadOnlySpan<byte> text, bool forward, out string address, out bool isUtf8, out int consumed)
    {
        address = "";
        isUtf8 = false;
        consumed = 0;
        var bad = forward ? SmtpCommandError.BadRecipient : SmtpCommandError.BadSender;
        if (text.IsEmpty || text[0] != (byte)'<')
        {
            return bad;
        }

        var at = 1;
        if (!forward && text.Length > 1 && text[1] == (byte)'>')
        {
            consumed = 2;
            return SmtpCommandError.None;
        }

        if (!SkipSourceRoute(text, ref at))
        {
            return bad;
        }

        var start = at;
        if (!TakeLocalPart(text, ref at, out var local))
        {
            return bad;
        }

        var hasDomain = at < text.Length && text[at] == (byte)'@';
        var domainStart = at + 1;
        if (hasDomain)
        {
            at = domainStart;
            if (!TakeDomain(text, ref at))
            {
                return bad;
            }
        }
        else if (!forward || !local.Equals("postmaster", StringComparison.OrdinalIgnoreCase))
        {
            return bad;
        }

        if (at >= text.Length || text[at] != (byte)'>')
        {
            return bad;
        }

        if (at - start > MaxPathBytes)
        {
            return SmtpCommandError.PathTooLong;
        }

        var whole = text[start..at];
        isUtf8 = !Ascii.IsValid(whole);
        if (isUtf8 && !IsCleanUtf8(whole))
        {
            return bad;
        }

        address = hasDomain ? $"{local}@{Encoding.UTF8.GetString(text[domainStart..at])}" : "postmaster";
        consumed = at + 1;
        return SmtpCommandError.None;
    }

    /// <summary>A-d-l of RFC 5321 4.1.2: obsolete, must be accepted, ignored.</summary>
    private static bool SkipSourceRoute(ReadOnlySpan<byte> text, ref int at)
    {
        if (at >= text.Length || text[at] != (byte)'@')
        {
            return true;
        }

        while (at < text.Length && text[at] == (byte)'@')
        {
            at++;
            if (!TakeDomain(text, ref at) || at >= text.Length)
            {
                return false;
            }

            if (text[at] == (byte)':')
            {
                at++;
                return true;
            }

            if (text[at++] != (byte)',')
            {
                return false;
            }
        }

        return false;
    }

    private static bool TakeLocalPart(ReadOnlySpan<byte> text, ref int at, out string local)
    {
        local = "";
        var start = at;
        if (at < text.Length && text[at] == (byte)'"')
        {
            return TakeQuoted(text, ref at, out local);
        }

        while (at < text.Length && (IsAtext(text[at]) || text[at] == (byte)'.'))
        {
            at++;
        }

        local = Encoding.UTF8.GetString(text[start..at]);
        return at > start;
    }

    private static bool TakeQuoted(ReadOnlySpan<byte> text, ref int at, out string local)
    {
        local = "";
        Span<byte> content = stackalloc byte[MaxPathBytes];
        var length = 0;
        var needsQuotes = false;
        at++;
        while (at < text.Length && text[at] != (byte)'"')
        {
            if (text[at] == (byte)'\\' && (++at >= text.Length || text[at] > 126))
            {
                return false;
            }

            if (text[at] < 32 || length == content.Length)
            {
                return false;
            }

            needsQuotes |= !IsAtext(text[at]) && text[at] != (byte)'.';
            content[length++] = text[at++];
        }

        if (at++ >= text.Length)
        {
            return false;
        }

        var inside = Encoding.UTF8.GetString(content[..length]);
        local = needsQuotes || length == 0
            ? $"\"{inside.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""
            : inside;
        return true;
    }

    private static bool TakeDomain(ReadOnlySpan<byte> text, ref int at)
    {
        if (at < text.Length && text[at] == (byte)'[')
        {
            return TakeAddressLiteral(text, ref at);
        }

        var start = at;
        var label = at;
        while (at < text.Length && (IsLetterOrDigit(text[at]) || text[at] is (byte)'-' or (byte)'.' or (byte)'_' || text[at] >= 0x80))
        {
            if (text[at] == (byte)'.')
            {
                if (!IsLabel(text[label..at]))
                {
                    return false;
                }

                label = at + 1;
            }

            at++;
        }

        return IsLabel(text[label..at]) && at - start <= MaxDomainBytes;
    }

    private static bool IsLabel(ReadOnlySpan<byte> label) =>
        label.Length is > 0 and <= MaxLabelBytes && label[0] != (byte)'-' && label[^1] != (byte)'-';

    private static bool TakeAddressLiteral(ReadOnlySpan<byte> text, ref int at)
    {
        var close = text[at..].IndexOf((byte)']');
        if (close < 0 || close > MaxLabelBytes)
        {
            return false;
        }

        var inside = Encoding.ASCII.GetString(text.Slice(at + 1, close - 1));
        at += close + 1;
        return IsAddressLiteral(inside);
    }

    private static bool IsAddressLiteral(string inside)
    {
        const string V6 = "IPv6:";
        if (inside.StartsWith(V6, StringComparison.OrdinalIgnoreCase))
        {
            // A scope (%eth0) or brackets are not part of the RFC 5321 form.
            return inside.AsSpan(V6.Length).IndexOfAny("%[]/") < 0 &&
                IPAddress.TryParse(inside.AsSpan(V6.Length), out var v6) && v6.AddressFamily == AddressFamily.InterNetworkV6;
        }

        // IPAddress also reads "1" and octal as addresses; the round trip leaves the dotted quad alone.
        return IPAddress.TryParse(inside, out var v4) && v4.AddressFamily == AddressFamily.InterNetwork &&
            string.Equals(v4.ToString(), inside, StringComparison.Ordinal);
    }

    private static bool IsAtext(byte octet) => IsLetterOrDigit(octet) || octet >= 0x80 || "!#$%&'*+-/=?^_`{|}~"u8.Contains(octet);

    private static bool IsLetterOrDigit(byte octet) => char.IsAsciiLetterOrDigit((char)octet);

    /// <summary>Valid UTF-8 without anything invisible: controls, direction marks and separators have no place in a mailbox name.</summary>
    private static bool IsCleanUtf8(ReadOnlySpan<byte> bytes)
    {
        if (!Utf8.IsValid(bytes))
        {
            return false;
        }

        while (Rune.DecodeFromUtf8(bytes, out var rune, out var length) == System.Buffers.OperationStatus.Done)
        {
            if (rune.Value >= 0x80 && Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator)
            {
                return false;
            }

            bytes = bytes[length..];
        }

        return true;
    }
}
