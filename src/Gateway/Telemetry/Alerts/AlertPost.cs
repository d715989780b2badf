using Microsoft.Extensions.Logging;
using Mugai.Gateway.Smtp.Delivery;
using Mugai.Spooling;

namespace Mugai.Gateway.Telemetry.Alerts;

/// <summary>
/// Brings alert mails to their readers: straight to the server of <c>alerts.via</c> when there is one, because what is wrong may be the spool or the next hop itself;
/// else, or when it does not take them, as a notice through the spool.
/// </summary>
internal sealed class AlertPost(AlertsConfig config, string hostname, INextHop? via, ISpool spool, Action<SpooledMessage> kept, TimeProvider clock, ILogger log)
{
    public async ValueTask SendAsync(IReadOnlyList<AlertNews> news, CancellationToken token)
    {
        if (config.To.Count == 0)
        {
            return;
        }

        var mail = AlertMail.Write(news, config.To, hostname, config.Language, clock.GetUtcNow());
        if (via is not null && await SentAsync(via, mail, token).ConfigureAwait(false))
        {
            return;
        }

        try
        {
            await KeepAsync(mail, token).ConfigureAwait(false);
        }
        catch (SpoolUnavailableException e)
        {
            TelemetryLog.MailFailed(log, e.Message);
        }
    }

    private async ValueTask<bool> SentAsync(INextHop hop, byte[] mail, CancellationToken token)
    {
        var report = await hop.DeliverAsync(new DeliveryJob
        {
            Message = MessageId.New(), MailFrom = "", Content = DeliveryContent.FromMemory(mail), Recipients = [.. config.To.Select((address, index) => new DeliveryRecipient(index, address, "NEVER"))],
        }, token).ConfigureAwait(false);
        if (report.Recipients.FirstOrDefault(recipient => recipient.Outcome != DeliveryOutcome.Delivered) is not { } refused)
        {
            return true;
        }

        TelemetryLog.MailFailed(log, $"{hop.Name}: {refused.Reply.ToText().ForLog()}");
        return false;
    }

    private async ValueTask KeepAsync(byte[] mail, CancellationToken token)
    {
        var envelope = new Envelope
        {
            MailFrom = "", Recipients = [.. config.To.Select(address => new EnvelopeRecipient(address, "NEVER"))], ReceivedAt = clock.GetUtcNow(), ClientAddress = "127.0.0.1",
            ClientName = new UntrustedText(hostname), Protocol = "local",
        };
        var original = spool.BeginOriginal();
        await using (original.ConfigureAwait(false))
        {
            await original.WriteAsync(mail, token).ConfigureAwait(false);
            kept(await spool.CommitAsync(original, MessageKind.Notice, envelope, [new RecipientGroup(0, "default", "alert", "")], new int[config.To.Count], token).ConfigureAwait(false));
        }
    }
}
