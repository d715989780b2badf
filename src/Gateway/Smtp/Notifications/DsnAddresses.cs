using System.Globalization;
using System.Text;

namespace Mugai.Gateway.Smtp.Notifications;

/// <summary>The address forms of DSN: xtext (RFC 3461 4), its UTF-8 sister (RFC 6533 3) and the <c>type; address</c> fields of RFC 3464.</summary>
public static class DsnAddresses
{
    /// <summary>xtext: printable ASCII but '+' and '=' stays, every other byte of the UTF-8 form becomes +HH.</summary>
    public static string EncodeXtext(string text)
    {
        var encoded = new StringBuilder(text.Length);
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            if (b is > 0x20 and < 0x7F and not ((byte)'+' or (byte)'='))
            {
                encoded.Append((char)b);
            }
            else
            {
                encoded.Append(CultureInfo.InvariantCulture, $"+{b:X2}");
            }
        }

        return encoded.ToString();
    }

    /// <summary>Decodes xtext. False for anything that is not; hex digits must be upper case, as the RFC says.</summary>
    public static bool TryDecodeXtext(ReadOnlySpan<char> xtext, out string text)
    {
        text = "";
        var bytes = new byte[xtext.Length];
        var length = 0;
        for (var i = 0; i < xtext.Length; i++)
        {
            var c = xtext[i];
            if (c is <= ' ' or > '~' or '=')
            {
                return false;
            }

            if (c != '+')
            {
                bytes[length++] = (byte)c;
                continue;
            }

            if (i + 2 >= xtext.Length || !char.IsAsciiHexDigitUpper(xtext[i + 1]) || !char.IsAsciiHexDigitUpper(xtext[i + 2]))
            {
                return false;
            }

            bytes[length++] = byte.Parse(xtext.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            i += 2;
        }

        text = Encoding.UTF8.GetString(bytes, 0, length);
        return true;
    }

    /// <summary>An address of ours as a field value: <c>rfc822; a@b</c>, or <c>utf-8; \x{7DCF}@b</c>, which is 7-bit too.</summary>
    public static string ToField(string address) => Ascii.IsValid(address) ? $"rfc822; {Printable(address)}" : $"utf-8; {EscapeUtf8(address)}";

    /// <summary>An ORCPT parameter (<c>rfc822;xtext</c>) as the value of Original-Recipient. Null when it is not one.</summary>
    public static string? OriginalToField(string? orcpt)
    {
        var separator = orcpt?.IndexOf(';', StringComparison.Ordinal) ?? -1;
        if (separator <= 0 || !orcpt.AsSpan(0, separator).ContainsOnlyAtomCharacters())
        {
            return null;
        }

        var type = orcpt![..separator].ToLowerInvariant();
        var rest = orcpt.AsSpan(separator + 1);
        if (type == "utf-8")
        {
            // RFC 6533 3: this type is not xtext; its ASCII form is the one that the field takes as well.
            return rest.IsEmpty ? null : $"utf-8; {(Ascii.IsValid(rest) ? Printable(rest.ToString()) : EscapeUtf8(rest.ToString()))}";
        }

        return TryDecodeXtext(rest, out var address) && address.Length > 0 ? $"{type}; {Printable(address)}" : null;
    }

    /// <summary>Printable ASCII alone, so that no decoded +0D+0A becomes a field of its own.</summary>
    internal static string Printable(string text) => string.Create(text.Length, text, static (span, source) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            span[i] = source[i] is >= ' ' and <= '~' ? source[i] : '?';
        }
    });

    private static string EscapeUtf8(string address)
    {
        var escaped = new StringBuilder(address.Length * 2);
        foreach (var rune in address.EnumerateRunes())
        {
            if (rune.Value is > ' ' and < 0x7F and not ('\\' or '+' or '='))
            {
                escaped.Append((char)rune.Value);
            }
            else
            {
                escaped.Append(CultureInfo.InvariantCulture, $"\\x{{{rune.Value:X2}}}");
            }
        }

        return escaped.ToString();
    }

    private static bool ContainsOnlyAtomCharacters(this ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '-')
            {
                return false;
            }
        }

        return true;
    }
}
