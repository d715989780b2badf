using System.Text;

namespace Mugai.Gateway.Smtp.Delivery;

/// <summary>
/// The last look at envelope strings before they become a command or a header line. Receiving has parsed them; this is what keeps a
/// mistake there, or in a store that was tampered with, from becoming a second SMTP command.
/// </summary>
internal static class EnvelopeSyntax
{
    // RFC 5321 4.5.3.1.3 allows 256 octets for a path; addresses with UTF-8 local parts get room to spare under the 512-octet line.
    private const int MaxAddressBytes = 450;

    // RFC 3461 4.2 and 4.4: ORCPT up to 500, ENVID up to 100 characters before encoding.
    private const int MaxParameterBytes = 600;

    /// <summary>An address that can stand between angle brackets: no controls, and blanks or brackets only inside a quoted string.</summary>
    public static bool IsAddress(string address)
    {
        if (address.Length == 0 || Encoding.UTF8.GetByteCount(address) > MaxAddressBytes)
        {
            return false;
        }

        var quoted = false;
        for (var i = 0; i < address.Length; i++)
        {
            var c = address[i];
            if (char.IsControl(c) || c is '\u2028' or '\u2029' || !IsWellFormed(address, i))
            {
                return false;
            }

            if (quoted && c == '\\')
            {
                if (++i == address.Length || address[i] is < ' ' or > '~')
                {
                    return false;
                }
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && c is ' ' or '<' or '>')
            {
                return false;
            }
        }

        return !quoted;
    }

    /// <summary>An esmtp-value that holds no blank, no control and no '=' (RFC 5321 4.1.2).</summary>
    public static bool IsParameter(string value) =>
        value.Length is > 0 and <= MaxParameterBytes && value.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0 && !value.Contains('=', StringComparison.Ordinal);

    /// <summary>Not ASCII: needs SMTPUTF8 (RFC 6531).</summary>
    public static bool NeedsUtf8(string address) => !Ascii.IsValid(address);

    private static bool IsWellFormed(string text, int index) => !char.IsSurrogate(text[index])
        || (char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
        || (char.IsLowSurrogate(text[index]) && index > 0 && char.IsHighSurrogate(text[index - 1]));
}
