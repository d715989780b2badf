using System.Globalization;
using System.Text;

namespace Mugai.Mime;

/// <summary>Addresses as pieces for a <see cref="FieldWriter"/>.</summary>
internal static class AddressText
{
    public static void Write(ref FieldWriter field, IReadOnlyList<MailAddress> addresses)
    {
        if (addresses.Count == 0)
        {
            field.Piece("undisclosed-recipients:;");
            return;
        }

        for (var i = 0; i < addresses.Count; i++)
        {
            Write(ref field, addresses[i], i == addresses.Count - 1 ? "" : ",");
        }
    }

    private static void Write(ref FieldWriter field, MailAddress mailbox, string comma)
    {
        var address = mailbox.Ascii;
        var name = FieldWriter.Clean(mailbox.DisplayName).Trim();
        if (address is null)
        {
            // What is no ASCII address cannot be answered to: it is shown as the name of an empty group (RFC 6854).
            var shown = FieldWriter.Clean(name.Length == 0 ? mailbox.Address : name + " <" + mailbox.Address + ">").Trim();
            Phrase(ref field, shown.Length == 0 ? "?" : shown);
            field.Attached(":;" + comma);
            return;
        }

        if (name.Length == 0)
        {
            field.Piece(address + comma);
            return;
        }

        Phrase(ref field, name);
        field.Piece("<" + address + ">" + comma);
    }

    private static void Phrase(ref FieldWriter field, string name)
    {
        if (FieldWriter.NeedsWords(name) || name.Length > 60)
        {
            field.Words(name);
        }
        else if (name.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-' or '_' or '+' or '!' or '/') && !name.Contains("  ", StringComparison.Ordinal))
        {
            field.Piece(name);
        }
        else
        {
            field.Piece("\"" + name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"");
        }
    }

    /// <summary>The address in ASCII (an internationalised domain in its A-label form), or null.</summary>
    public static string? AsciiAddress(MailAddress mailbox)
    {
        var address = mailbox.Address;
        if (!mailbox.IsValid || address.Length > 320)
        {
            return null;
        }

        if (!Ascii.IsValid(address))
        {
            var at = address.LastIndexOf('@');
            if (at < 0)
            {
                return null;
            }

            try
            {
                address = address[..(at + 1)] + new IdnMapping().GetAscii(address[(at + 1)..]);
            }
            catch (ArgumentException)
            {
                return null;
            }
        }

        // MailAddress is a public record: its IsValid is checked again before it becomes part of a header.
        var parsed = AddressList.Parse(Encoding.UTF8.GetBytes(address));
        return Ascii.IsValid(address) && parsed.Count == 1 && parsed[0].IsValid && parsed[0].Address == address ? address : null;
    }
}
