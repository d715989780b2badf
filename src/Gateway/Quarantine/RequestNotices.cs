using System.Globalization;
using Mugai.Gateway.Policies;
using Mugai.Gateway.Tenants;
using Mugai.Mime;
using Mugai.People;
using Mugai.Quarantine;
using Mugai.Spooling;

namespace Mugai.Gateway.Quarantine;

/// <summary>
/// Mails about requests: to those who decide, and back to who asked. They name the reference and a link, nothing of the mail itself: whoever reads over a shoulder learns
/// nothing, and the link carries no power. A notice that could not be kept does not undo its cause.
/// </summary>
internal sealed class RequestNotices(ISpool spool, IPeople people, string hostname, TenantTable tenants, string linkPrefix, Action<SpooledMessage> kept, TimeProvider clock)
{
    public async ValueTask TellApproversAsync(ReleaseRequest request, CancellationToken token)
    {
        var approvers = await people.FindApproversAsync(request.Asked.Tenant, request.Asked.Department, clock.Today(), token).ConfigureAwait(false);
        await SendAsync(
            approvers.Where(person => person.Id != request.Asked.Person), "原本の申請が届いています", "A request waits for your decision",
            $"原本の払い出しの申請が届いています。内容を確認し、承認または却下してください。\n期限: {Time(request.Until)}", $"A request for an original waits for your decision until {Time(request.Until)}.",
            $"{linkPrefix}/requests/{request.Id}", token).ConfigureAwait(false);
    }

    public async ValueTask TellRequesterAsync(ReleaseRequest request, RequestEvent happened, CancellationToken token)
    {
        var (ja, en) = happened switch
        {
            RequestEvent.Approve => ("申請が承認されました。", "Your request was approved."),
            RequestEvent.Refuse => ("申請は却下されました。", "Your request was refused."),
            RequestEvent.Lapse => ("申請は期限切れになりました。必要なときは、もう一度申請してください。", "Your request lapsed. Ask again if you still need it."),
            _ => ("", ""),
        };
        if (ja.Length > 0 && await people.FindAsync(request.Asked.Person, token).ConfigureAwait(false) is { } person)
        {
            await SendAsync([person], ja.TrimEnd('。'), en.TrimEnd('.'), ja, en, $"{linkPrefix}/m/{request.Asked.Message}", token).ConfigureAwait(false);
        }
    }

    private async ValueTask SendAsync(IEnumerable<Person> to, string subjectJa, string subjectEn, string ja, string en, string link, CancellationToken token)
    {
        var told = to.Where(person => person is { IsActive: true, Addresses.Count: > 0 }).ToList();
        var addresses = told.Select(person => person.Addresses[0]).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (addresses.Count == 0)
        {
            return;
        }

        var now = clock.GetUtcNow();
        var envelope = new Envelope
        {
            MailFrom = "", Recipients = [.. addresses.Select(address => new EnvelopeRecipient(address, "NEVER"))], ReceivedAt = now, ClientAddress = "127.0.0.1",
            ClientName = new UntrustedText(hostname), Protocol = "local",
        };
        try
        {
            var original = spool.BeginOriginal();
            await using (original.ConfigureAwait(false))
            {
                await original.WriteAsync(Write(tenants.NoticeSenderOf(told[0].Tenant, hostname), subjectJa, subjectEn, $"{ja}\n{link}\n\n{en}\n{link}\n", now), token).ConfigureAwait(false);
                kept(await spool.CommitAsync(original, MessageKind.Notice, envelope, [new RecipientGroup(0, told[0].Tenant, "notice", "")], new int[addresses.Count], token).ConfigureAwait(false));
            }
        }
        catch (SpoolUnavailableException)
        {
            // The store told of it; the queue page shows the request all the same.
        }
    }

    private byte[] Write(string sender, string subjectJa, string subjectEn, string body, DateTimeOffset now)
    {
        var id = MessageId.New();
        var bytes = new MemoryStream();
        var writer = new MimeWriter(bytes, id.ToString());
        writer.AddressField("From", [new MailAddress("Mugai", sender)]);
        writer.Field("Subject", $"[Mugai] {subjectJa} / {subjectEn}");
        writer.RawField("Date", now.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture));
        writer.RawField("Message-ID", $"<{id}.request@{hostname}>");
        writer.RawField("Auto-Submitted", "auto-generated");
        writer.RawField("MIME-Version", "1.0");
        writer.Text(body.ReplaceLineEndings("\r\n"));
        return bytes.ToArray();
    }

    private static string Time(DateTimeOffset time) => time.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
