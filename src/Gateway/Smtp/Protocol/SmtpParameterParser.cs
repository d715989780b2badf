using System.Buffers;
using System.Text;

namespace Mugai.Gateway.Smtp.Protocol;

/// <summary>The ESMTP parameters of MAIL and RCPT (RFC 5321 4.1.2): SIZE, BODY, SMTPUTF8, RET, ENVID; NOTIFY, ORCPT. Nothing else is taken.</summary>
internal static class SmtpParameterParser
{
    /// <summary>RFC 3461 4.4.</summary>
    private const int MaxEnvelopeIdBytes = 100;

    /// <summary>RFC 3461 5.2.</summary>
    private const int MaxOriginalRecipientBytes = 500;

    private static readonly SearchValues<byte> UpperHex = SearchValues.Create("0123456789ABCDEF"u8);

    private enum Keyword
    {
        Unknown,
        Size = 1,
        Body = 2,
        SmtpUtf8 = 4,
        Ret = 8,
        EnvId = 16,
        Notify = 32,
        Orcpt = 64,
    }

    public static SmtpCommandError ParseMail(ReadOnlySpan<byte> text, out MailParameters parameters)
    {
        parameters = default;
        var seen = 0;
        while (TakeParameter(ref text, out var name, out var value, out var hasValue))
        {
            var keyword = KeywordOf(name);
            if (keyword is Keyword.Unknown or Keyword.Notify or Keyword.Orcpt)
            {
                return SmtpCommandError.UnknownParameter;
            }

            if ((seen & (int)keyword) != 0)
            {
                return SmtpCommandError.DuplicateParameter;
            }

            seen |= (int)keyword;
            if (hasValue == (keyword == Keyword.SmtpUtf8) || !ApplyMail(keyword, value, ref parameters))
            {
                return SmtpCommandError.BadParameterValue;
            }
        }

        return SmtpCommandError.None;
    }

    public static SmtpCommandError ParseRcpt(ReadOnlySpan<byte> text, bool smtpUtf8, out RcptParameters parameters)
    {
        parameters = default;
        while (TakeParameter(ref text, out var name, out var value, out _))
        {
            switch (KeywordOf(name))
            {
                case Keyword.Notify when parameters.DsnNotify is not null:
                case Keyword.Orcpt when parameters.DsnOriginal is not null:
                    return SmtpCommandError.DuplicateParameter;
                case Keyword.Notify when IsNotify(value):
                    parameters = parameters with { DsnNotify = Encoding.ASCII.GetString(value).ToUpperInvariant() };
                    break;
                case Keyword.Orcpt when IsOriginalRecipient(value, smtpUtf8):
                    parameters = parameters with { DsnOriginal = Encoding.UTF8.GetString(value) };
                    break;
                case Keyword.Notify or Keyword.Orcpt:
                    return SmtpCommandError.BadParameterValue;
                default:
                    return SmtpCommandError.UnknownParameter;
            }
        }

        return SmtpCommandError.None;
    }

    /// <summary>xtext of RFC 3461 4: printable ASCII, with + and = only as part of +XX.</summary>
    public static bool IsXtext(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is < 33 or > 126 or (byte)'=')
            {
                return false;
            }

            if (text[i] == (byte)'+')
            {
                if (i + 2 >= text.Length || !UpperHex.Contains(text[i + 1]) || !UpperHex.Contains(text[i + 2]))
                {
                    return false;
                }

                i += 2;
            }
        }

        return true;
    }

    /// <summary>Undoes xtext; the input has passed <see cref="IsXtext"/>. Octets outside ASCII become '?'.</summary>
    public static string DecodeXtext(ReadOnlySpan<byte> text)
    {
        var decoded = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var octet = text[i];
            if (octet == (byte)'+')
            {
                octet = (byte)((Convert.FromHexString([(char)text[i + 1], (char)text[i + 2]]))[0]);
                i += 2;
            }

            decoded.Append(octet < 0x80 ? (char)octet : '?');
        }

        return decoded.ToString();
    }

    /// <summary>Takes the next word of a list separated by spaces.</summary>
    public static bool TakeWord(ref ReadOnlySpan<byte> text, out ReadOnlySpan<byte> word)
    {
        text = text.TrimStart((byte)' ');
        var end = text.IndexOf((byte)' ');
        word = end < 0 ? text : text[..end];
        text = text[word.Length..];
        return !word.IsEmpty;
    }

    /// <summary>Unsigned decimal of at most 20 digits; more than fits counts as the largest number, which no limit allows.</summary>
    public static bool TryParseBytes(ReadOnlySpan<byte> digits, out long value)
    {
        value = 0;
        if (digits.Length is 0 or > 20)
        {
            return false;
        }

        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return false;
            }

            value = value > (long.MaxValue - 9) / 10 ? long.MaxValue : (value * 10) + digit - '0';
        }

        return true;
    }

    private static bool TakeParameter(ref ReadOnlySpan<byte> text, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value, out bool hasValue)
    {
        name = value = default;
        hasValue = false;
        if (!TakeWord(ref text, out var word))
        {
            return false;
        }

        var equals = word.IndexOf((byte)'=');
        hasValue = equals >= 0;
        name = hasValue ? word[..equals] : word;
        value = hasValue ? word[(equals + 1)..] : default;
        return true;
    }

    private static Keyword KeywordOf(ReadOnlySpan<byte> name) => name.Length switch
    {
        3 when Ascii.EqualsIgnoreCase(name, "RET"u8) => Keyword.Ret,
        4 when Ascii.EqualsIgnoreCase(name, "SIZE"u8) => Keyword.Size,
        4 when Ascii.EqualsIgnoreCase(name, "BODY"u8) => Keyword.Body,
        5 when Ascii.EqualsIgnoreCase(name, "ENVID"u8) => Keyword.EnvId,
        5 when Ascii.EqualsIgnoreCase(name, "ORCPT"u8) => Keyword.Orcpt,
        6 when Ascii.EqualsIgnoreCase(name, "NOTIFY"u8) => Keyword.Notify,
        8 when Ascii.EqualsIgnoreCase(name, "SMTPUTF8"u8) => Keyword.SmtpUtf8,
        _ => Keyword.Unknown,
    };

    private static bool ApplyMail(Keyword keyword, ReadOnlySpan<byte> value, ref MailParameters parameters)
    {
        switch (keyword)
        {
            case Keyword.Size when TryParseBytes(value, out var bytes):
                parameters = parameters with { DeclaredBytes = bytes };
                return true;
            case Keyword.Body when Ascii.EqualsIgnoreCase(value, "7BIT"u8):
                return true;
            case Keyword.Body when Ascii.EqualsIgnoreCase(value, "8BITMIME"u8):
                parameters = parameters with { EightBit = true };
                return true;
            case Keyword.SmtpUtf8:
                parameters = parameters with { SmtpUtf8 = true };
                return true;
            case Keyword.Ret when Ascii.EqualsIgnoreCase(value, "FULL"u8):
                parameters = parameters with { DsnReturn = "FULL" };
                return true;
            case Keyword.Ret when Ascii.EqualsIgnoreCase(value, "HDRS"u8):
                parameters = parameters with { DsnReturn = "HDRS" };
                return true;
            case Keyword.EnvId when value.Length is > 0 and <= MaxEnvelopeIdBytes && IsXtext(value):
                parameters = parameters with { DsnEnvelopeId = Encoding.ASCII.GetString(value) };
                return true;
            default:
                return false;
        }
    }

    /// <summary>NEVER alone, or a list of SUCCESS, FAILURE, DELAY without repetition (RFC 3461 4.1).</summary>
    private static bool IsNotify(ReadOnlySpan<byte> value)
    {
        if (Ascii.EqualsIgnoreCase(value, "NEVER"u8))
        {
            return true;
        }

        var seen = 0;
        foreach (var range in value.Split((byte)','))
        {
            var word = value[range];
            var bit = Ascii.EqualsIgnoreCase(word, "SUCCESS"u8) ? 1 : Ascii.EqualsIgnoreCase(word, "FAILURE"u8) ? 2 : Ascii.EqualsIgnoreCase(word, "DELAY"u8) ? 4 : 0;
            if (bit == 0 || (seen & bit) != 0)
            {
                return false;
            }

            seen |= bit;
        }

        return true;
    }

    /// <summary>addr-type ";" xtext (RFC 3461 4.2); with SMTPUTF8 also plain UTF-8 after the type utf-8 (RFC 6533 3).</summary>
    private static bool IsOriginalRecipient(ReadOnlySpan<byte> value, bool smtpUtf8)
    {
        var semicolon = value.IndexOf((byte)';');
        if (semicolon <= 0 || semicolon == value.Length - 1 || value.Length > MaxOriginalRecipientBytes)
        {
            return false;
        }

        foreach (var octet in value[..semicolon])
        {
            if (!char.IsAsciiLetterOrDigit((char)octet) && octet != (byte)'-')
            {
                return false;
            }
        }

        var address = value[(semicolon + 1)..];
        return smtpUtf8 && Ascii.EqualsIgnoreCase(value[..semicolon], "utf-8"u8)
            ? System.Text.Unicode.Utf8.IsValid(address) && address.IndexOfAny((byte)'=', (byte)'+') < 0
            : IsXtext(address);
    }
}
