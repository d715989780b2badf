using Microsoft.Extensions.Logging;
using Mugai.Gateway.Smtp.Notifications;
using Mugai.Gateway.Tenants;
using Mugai.Mime;
using Mugai.Policies;
using Mugai.Spooling;

namespace Mugai.Gateway.Sanitizing;

/// <summary>
/// Puts what senders and recipients must be told into the spool: durable before its cause is recorded, delivered like everything else.
/// </summary>
/// <param name="kept">Called with each notice that was made durable: the hint without which it would wait for the next scan.</param>
internal sealed class SenderNotices(ISpool spool, DsnPolicy policy, string hostname, TenantTable tenants, TimeProvider clock, Action<SpooledMessage> kept, ILogger log)
{
    /// <summary>Tells the sender what RFC 3461 says it is to be told of this attempt; one notification for the group, naming nobody else.</summary>
    public async ValueTask TellSenderAsync(GroupStep step, IReadOnlyList<DsnEvent> events, CancellationToken token)
    {
        var decision = policy.Decide(step.Message.Envelope, events);
        if (decision.Route == DsnRoute.None)
        {
            return;
        }

        var (subject, messageId) = await FactsAsync(step, token);
        var facts = new DsnFacts
        {
            Notification = MessageId.New(), Message = step.Message, Group = step.Group.Number, HostName = hostname, Date = clock.GetUtcNow(),
            Subject = subject, HeaderMessageId = messageId, Route = decision.Route,
        };
        var kind = decision.Route == DsnRoute.NextHop ? MessageKind.Notice : MessageKind.Notification;
        var notice = await KeepAsync(step.Group.Tenant, kind, DsnWriter.EnvelopeFor(facts), DsnWriter.Write(facts, decision.Events), token);
        DispatchLog.SenderTold(log, step.Message.Id, notice, decision.Route.ToString(), decision.Reason.ToString());
    }

    /// <summary>Tells the recipients of a mail that is held as a whole that it came, why they do not have it, and how to ask.</summary>
    public async ValueTask TellHeldAsync(GroupStep step, NoticeLanguage language, Reason reason, string link, CancellationToken token)
    {
        var recipients = step.Due.Where(recipient => recipient.Attempts == 0).Select(recipient => step.Message.Envelope.Recipients[recipient.Index].Address).ToList();
        if (recipients.Count == 0)
        {
            return;
        }

        var now = clock.GetUtcNow();
        var envelope = new Envelope
        {
            MailFrom = "", Recipients = [.. recipients.Select(address => new EnvelopeRecipient(address, "NEVER"))], ReceivedAt = now, ClientAddress = "127.0.0.1",
            ClientName = new UntrustedText(hostname), Protocol = "local",
        };
        await KeepAsync(step.Group.Tenant, MessageKind.Notice, envelope, HeldNotice.Write(step.Message, step.Result?.Facts, tenants.NoticeSenderOf(step.Group.Tenant, hostname), hostname, language, reason, link, now), token);
    }

    private async ValueTask<MessageId> KeepAsync(string tenant, MessageKind kind, Envelope envelope, byte[] content, CancellationToken token)
    {
        var original = spool.BeginOriginal();
        await using (original)
        {
            await original.WriteAsync(content, token);
            var message = await spool.CommitAsync(
                original, kind, envelope, [new RecipientGroup(0, tenant, "notice", "")], new int[envelope.Recipients.Count], token);
            kept(message);
            return message.Id;
        }
    }

    /// <summary>The subject and Message-ID that the worker told, now or when the mail was sanitized.</summary>
    private async ValueTask<(UntrustedText Subject, UntrustedText MessageId)> FactsAsync(GroupStep step, CancellationToken token)
    {
        if (step.Result?.Facts is { } facts)
        {
            return (facts.Subject, facts.MessageId);
        }

        var stored = await spool.FindReportAsync(step.Message.Id, step.Group.Number, token);
        return stored is not null && StoredReport.Read(stored) is var report ? (report.Subject, report.MessageIdField) : (default, default);
    }
}
