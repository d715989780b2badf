using System.Globalization;
using System.Text;
using Mugai.Mime;
using Mugai.Spooling;

namespace Mugai.Gateway.Smtp.Notifications;

/// <summary>
/// Writes a notification (RFC 3464 multipart/report, RFC 6522): a text for people in Japanese and English, the machine-readable status
/// and those header fields of the message that we hold. It goes out with the null sender.
/// </summary>
public static class DsnWriter
{
    // RFC 5322 2.1.1: lines should stay within 78.
    private const int LineLength = 76;
    private const int MaxMessageIdLength = 250;

    /// <summary>
    /// The whole notification, CRLF and 7-bit. Throws <see cref="ArgumentException"/> when an event is about a recipient of another group: a
    /// sender must not learn from our bounce whom else a policy knows.
    /// </summary>
    public static byte[] Write(DsnFacts facts, IReadOnlyList<DsnEvent> events)
    {
        DemandOneGroup(facts, events);
        var output = new MemoryStream();
        var mail = new MimeWriter(output, $"dsn {facts.Notification}");
        WriteHeader(mail, facts, events);
        mail.BeginMultipart("report", ("report-type", "delivery-status"));

        mail.NextPart();
        mail.Text(DsnWording.Text(facts, events));

        mail.NextPart();
        mail.ContentType("message/delivery-status");
        mail.EndHeaders();
        WriteStatus(output, facts, events);

        mail.NextPart();
        mail.ContentType("text/rfc822-headers");
        mail.EndHeaders();
        WriteOriginalHeader(mail, facts);

        mail.EndMultipart();
        return output.ToArray();
    }

    /// <summary>The envelope it travels in: the null sender, so that nothing ever answers it (RFC 5321 4.5.5); no DSN about a DSN.</summary>
    public static Envelope EnvelopeFor(DsnFacts facts) => new()
    {
        MailFrom = "",
        Recipients = [new EnvelopeRecipient(facts.Message.Envelope.MailFrom, "NEVER")],
        ReceivedAt = facts.Date,
        ClientAddress = "127.0.0.1",
        ClientName = new UntrustedText(facts.HostName),
        Protocol = "local",
        SmtpUtf8 = !Ascii.IsValid(facts.Message.Envelope.MailFrom),
    };

    private static void DemandOneGroup(DsnFacts facts, IReadOnlyList<DsnEvent> events)
    {
        if (events.Count == 0)
        {
            throw new ArgumentException("A notification tells something.", nameof(events));
        }

        var members = facts.Message.Recipients.Where(recipient => recipient.Group == facts.Group).Select(recipient => recipient.Index).ToHashSet();
        if (events.FirstOrDefault(each => !members.Contains(each.Index)) is { } stranger)
        {
            throw new ArgumentException($"Recipient {stranger.Index} is not in group {facts.Group}.", nameof(events));
        }
    }

    private static void WriteHeader(MimeWriter header, DsnFacts facts, IReadOnlyList<DsnEvent> events)
    {
        header.RawField("Date", Rfc5322Date(facts.Date));
        header.AddressField("From", [new MailAddress("メール配送 / Mail Delivery", $"MAILER-DAEMON@{facts.HostName}")]);
        WriteTo(header, facts.Message.Envelope.MailFrom);
        header.Field("Subject", DsnWording.Subject(events.Min(each => each.Action)));
        header.RawField("Message-ID", $"<{facts.Notification}.dsn@{facts.HostName}>");
        if (OriginalMessageId(facts) is { } original)
        {
            header.RawField("In-Reply-To", original);
            header.RawField("References", original);
        }

        // RFC 3834 5: so that no vacation robot answers.
        header.RawField("Auto-Submitted", "auto-replied");
    }

    // A To field with such an address would need SMTPUTF8 header fields; the envelope knows where it goes.
    private static void WriteTo(MimeWriter header, string sender)
    {
        if (Ascii.IsValid(sender))
        {
            header.AddressField("To", [new MailAddress("", sender)]);
        }
        else
        {
            header.RawField("To", "undisclosed-recipients:;");
        }
    }

    // RFC 3464 2.2 and 2.3: per-message fields, then a block per recipient, each after a blank line.
    private static void WriteStatus(MemoryStream output, DsnFacts facts, IReadOnlyList<DsnEvent> events)
    {
        var envelope = facts.Message.Envelope;
        if (envelope.DsnEnvelopeId is { } xtext && DsnAddresses.TryDecodeXtext(xtext, out var envelopeId))
        {
            WriteField(output, "Original-Envelope-Id", envelopeId);
        }

        WriteField(output, "Reporting-MTA", $"dns; {facts.HostName}");
        WriteField(output, "Arrival-Date", Rfc5322Date(envelope.ReceivedAt));
        foreach (var each in events)
        {
            output.Write("\r\n"u8);
            WriteRecipient(output, facts, envelope.Recipients[each.Index], each);
        }
    }

    private static void WriteRecipient(MemoryStream output, DsnFacts facts, EnvelopeRecipient recipient, DsnEvent each)
    {
        if (DsnAddresses.OriginalToField(recipient.DsnOriginal) is { } original)
        {
            WriteField(output, "Original-Recipient", original);
        }

        WriteField(output, "Final-Recipient", DsnAddresses.ToField(recipient.Address));
        WriteField(output, "Action", each.Action.ToString().ToLowerInvariant());
        WriteField(output, "Status", each.Status.ToString());
        if (each.RemoteName.Length > 0 && facts.Route != DsnRoute.BounceVia)
        {
            WriteField(output, "Remote-MTA", $"dns; {each.RemoteName}");
        }

        if (each.Reply.Code != 0)
        {
            WriteField(output, "Diagnostic-Code", $"smtp; {each.Reply.ToText().ForDisplay()}");
        }

        if (each.GivenUpAt is { } end)
        {
            WriteField(output, "Will-Retry-Until", Rfc5322Date(end));
        }
    }

    private static void WriteOriginalHeader(MimeWriter header, DsnFacts facts)
    {
        if (OriginalMessageId(facts) is { } original)
        {
            header.RawField("Message-ID", original);
        }

        if (facts.Subject.ForDisplay() is { Length: > 0 } subject)
        {
            header.Field("Subject", subject);
        }
    }

    // Our own fields of message/delivery-status: ASCII, folded at blanks.
    private static void WriteField(MemoryStream output, string name, string value)
    {
        var line = new StringBuilder(name).Append(':');
        var lineStart = 0;
        foreach (var word in DsnAddresses.Printable(value).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length - lineStart > name.Length + 1 && line.Length - lineStart + 1 + word.Length > LineLength)
            {
                line.Append("\r\n");
                lineStart = line.Length;
            }

            line.Append(' ').Append(word);
        }

        output.Write(Encoding.ASCII.GetBytes(line.Append("\r\n").ToString()));
    }

    // RFC 5322 3.6.4, strictly: one id in angle brackets, printable, no blank. What is not one is left out.
    private static string? OriginalMessageId(DsnFacts facts)
    {
        var id = facts.HeaderMessageId.DangerousRaw;
        var isOne = id.Length is > 4 and <= MaxMessageIdLength && id[0] == '<' && id[^1] == '>'
            && id.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0 && id.AsSpan(1, id.Length - 2).IndexOfAny('<', '>') < 0 && id.Contains('@', StringComparison.Ordinal);
        return isOne ? id : null;
    }

    private static string Rfc5322Date(DateTimeOffset date) =>
        date.ToString("ddd, dd MMM yyyy HH:mm:ss ", CultureInfo.InvariantCulture) + date.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal);
}
