using System.Globalization;
using Mugai.Mime;
using Mugai.Sanitizers.Mail.Headers;

namespace Mugai.Sanitizers.Mapi;

/// <summary>
/// The header of a message from its properties, and from the Internet header that Outlook keeps beside them where they say nothing. What is written is
/// read again by the rules for every mail.
/// </summary>
internal static class MapiHeader
{
    private const int Recipient = 1;
    private const int Copy = 2;

    public static void Write(MimeWriter writer, MapiMessage message)
    {
        var written = new HashSet<FieldKind>();
        var properties = message.Properties;
        var headers = properties.Text(MapiTag.TransportHeaders).Replace("\r\n", "\n", StringComparison.Ordinal);
        var isNamed = ("\n" + headers).Contains("\nFrom:", StringComparison.OrdinalIgnoreCase);
        if (Author(properties) is { } author && !(isNamed && author.Address == MailAuthor.InvalidAddress))
        {
            Addresses(writer, FieldKind.From, [author], written);
        }

        Addresses(writer, FieldKind.To, Recipients(message, Recipient), written);
        Addresses(writer, FieldKind.Cc, Recipients(message, Copy), written);
        Text(writer, FieldKind.Subject, properties.Text(MapiTag.Subject).TrimStart('\u0001', '\u0002', '\u0003', '\u0004', '\u0005'), written);
        if ((properties.Time(MapiTag.ClientSubmitTime) ?? properties.Time(MapiTag.DeliveryTime)) is { } time)
        {
            Raw(writer, FieldKind.Date, time.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture), written);
        }

        Raw(writer, FieldKind.MessageId, properties.Text(MapiTag.InternetMessageId), written);
        Raw(writer, FieldKind.InReplyTo, properties.Text(MapiTag.InReplyTo), written);
        Raw(writer, FieldKind.References, properties.Text(MapiTag.InternetReferences), written);
        Raw(writer, FieldKind.Importance, properties.Number(MapiTag.Importance) switch { 0 => "low", 2 => "high", _ => "" }, written);
        Rest(writer, headers, written);
    }

    private static MailAddress? Author(MapiProperties properties)
    {
        var representing = Address(properties, MapiTag.SentRepresentingName, MapiTag.SentRepresentingSmtp, MapiTag.SentRepresentingEmail);
        return representing is { Address: not MailAuthor.InvalidAddress } ? representing
            : Address(properties, MapiTag.SenderName, MapiTag.SenderSmtp, MapiTag.SenderEmail) ?? representing;
    }

    private static List<MailAddress> Recipients(MapiMessage message, int kind) =>
        [.. message.Recipients.Where(recipient => (recipient.Number(MapiTag.RecipientType) & 0x0F) == kind)
            .Select(recipient => Address(recipient, MapiTag.DisplayName, MapiTag.SmtpAddress, MapiTag.EmailAddress)).OfType<MailAddress>()];

    // An address of Exchange (/O=…) says nothing outside of it; the name still does.
    private static MailAddress? Address(MapiProperties properties, ushort name, ushort smtp, ushort email)
    {
        var shown = properties.Text(name);
        var address = properties.Text(smtp) is { Length: > 0 } given ? given : properties.Text(email);
        return address.Contains('@', StringComparison.Ordinal) ? new MailAddress(shown == address ? "" : shown, address)
            : shown.Length > 0 ? new MailAddress(shown, MailAuthor.InvalidAddress) : null;
    }

    private static void Addresses(MimeWriter writer, FieldKind kind, List<MailAddress> addresses, HashSet<FieldKind> written)
    {
        if (addresses.Count > 0 && written.Add(kind))
        {
            writer.AddressField(FieldTable.Name(kind), addresses);
        }
    }

    private static void Text(MimeWriter writer, FieldKind kind, string value, HashSet<FieldKind> written)
    {
        if (value.Length > 0 && written.Add(kind))
        {
            writer.Field(FieldTable.Name(kind), value);
        }
    }

    private static void Raw(MimeWriter writer, FieldKind kind, string value, HashSet<FieldKind> written)
    {
        if (value.Length > 0 && written.Add(kind))
        {
            writer.RawField(FieldTable.Name(kind), value);
        }
    }

    // Trace fields and whatever else the properties did not say.
    private static void Rest(MimeWriter writer, string headers, HashSet<FieldKind> written)
    {
        var lines = headers.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var colon = lines[i].IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || lines[i][0] is ' ' or '\t')
            {
                continue;
            }

            var kind = FieldTable.Kind(System.Text.Encoding.Latin1.GetBytes(lines[i][..colon]));
            if (kind > FieldKind.AutoSubmitted || written.Contains(kind))
            {
                continue;
            }

            var value = new System.Text.StringBuilder(lines[i][(colon + 1)..]);
            while (i + 1 < lines.Length && lines[i + 1].Length > 0 && lines[i + 1][0] is ' ' or '\t')
            {
                value.Append(lines[++i]);
            }

            if (value.ToString().Trim() is { Length: > 0 } text)
            {
                writer.RawField(FieldTable.Name(kind), text);
            }
        }
    }
}
