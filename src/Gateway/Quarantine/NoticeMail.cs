using System.Globalization;
using Mugai.Auditing;
using Mugai.Gateway.Spooling;
using Mugai.Mime;
using Mugai.People;
using Mugai.Spooling;

namespace Mugai.Gateway.Quarantine;

/// <summary>A mail of our own to people: its subject and text in both languages.</summary>
internal sealed record NoticeText(string SubjectJa, string SubjectEn, string Ja, string En)
{
    /// <summary>The language it is written in; null: both.</summary>
    public string? Language { get; init; }

    public string Subject => Language switch { "ja" => SubjectJa, "en" => SubjectEn, _ => $"{SubjectJa} / {SubjectEn}" };

    public string Body => Language switch { "ja" => Ja, "en" => En, _ => $"{Ja}\n\n{En}" };
}

/// <summary>Remembers in the same transaction that a mail was made.</summary>
/// <param name="Name">The mark.</param>
/// <param name="Value">What it says.</param>
/// <param name="Notes">Entries of the audit log that go with it.</param>
internal sealed record NoticeMark(string Name, string Value, IReadOnlyList<AuditNote> Notes);

/// <summary>Writes mails of our own to people and puts them on their way inward. They go to the first address of each and name nobody else.</summary>
internal sealed class NoticeMail(ISpool spool, IMarkedMail marked, Marks marks, Func<string, string> senderOf, string hostname, Action<SpooledMessage> kept, TimeProvider clock)
{
    /// <summary>Sends one mail. False when nobody has an address; then the mark is set all the same.</summary>
    public async ValueTask<bool> SendAsync(IEnumerable<Person> to, string tenant, NoticeText text, NoticeMark? mark, CancellationToken token)
    {
        var addresses = to.Where(person => person is { IsActive: true, Addresses.Count: > 0 }).Select(person => person.Addresses[0]).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (addresses.Count == 0)
        {
            if (mark is not null)
            {
                await marks.SetAsync(mark.Name, mark.Value, mark.Notes, token).ConfigureAwait(false);
            }

            return false;
        }

        var now = clock.GetUtcNow();
        var envelope = new Envelope
        {
            MailFrom = "", Recipients = [.. addresses.Select(address => new EnvelopeRecipient(address, "NEVER"))], ReceivedAt = now, ClientAddress = "127.0.0.1",
            ClientName = new UntrustedText(hostname), Protocol = "local",
        };
        var original = spool.BeginOriginal();
        await using (original.ConfigureAwait(false))
        {
            await original.WriteAsync(Write(senderOf(tenant), text, now), token).ConfigureAwait(false);
            var group = new RecipientGroup(0, tenant, "notice", "");
            kept(mark is null
                ? await spool.CommitAsync(original, MessageKind.Notice, envelope, [group], new int[addresses.Count], token).ConfigureAwait(false)
                : await marked.CommitAsync(original, envelope, group, [Marks.RowOf(mark.Name, mark.Value)], mark.Notes, token).ConfigureAwait(false));
        }

        if (mark is not null)
        {
            marks.Took(mark.Name, mark.Value);
        }

        return true;
    }

    private byte[] Write(string sender, NoticeText text, DateTimeOffset now)
    {
        var id = MessageId.New();
        var bytes = new MemoryStream();
        var writer = new MimeWriter(bytes, id.ToString());
        writer.AddressField("From", [new MailAddress("Mugai", sender)]);
        writer.Field("Subject", $"[Mugai] {text.Subject}");
        writer.RawField("Date", now.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture));
        writer.RawField("Message-ID", $"<{id}.request@{hostname}>");
        writer.RawField("Auto-Submitted", "auto-generated");
        writer.RawField("MIME-Version", "1.0");
        writer.Text(text.Body.ReplaceLineEndings("\r\n"));
        return bytes.ToArray();
    }
}
