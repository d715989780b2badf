using Microsoft.Extensions.Logging;
using Mugai.Spooling;

namespace Mugai.Gateway.Smtp.Delivery;

/// <summary>Log lines of delivery: ids 1400–1499.</summary>
internal static partial class DeliveryLog
{
    [LoggerMessage(1400, LogLevel.Debug, "{Message} recipient {Recipient} delivered to {Hop}: {Reply}")]
    public static partial void Delivered(ILogger logger, MessageId message, int recipient, string hop, string reply);

    [LoggerMessage(1401, LogLevel.Information, "{Message} recipient {Recipient} deferred by {Hop} at {Phase} ({Side}): {Reply}")]
    public static partial void Deferred(ILogger logger, MessageId message, int recipient, string hop, DeliveryPhase phase, DeliverySide side, string reply);

    [LoggerMessage(1402, LogLevel.Warning, "{Message} recipient {Recipient} failed at {Hop}, {Phase} ({Side}): {Reply}")]
    public static partial void Failed(ILogger logger, MessageId message, int recipient, string hop, DeliveryPhase phase, DeliverySide side, string reply);

    [LoggerMessage(1403, LogLevel.Debug, "{Message} a kept connection to {Hop} was dead, going on with a new one: {Reply}")]
    public static partial void StaleConnection(ILogger logger, MessageId message, string hop, string reply);

    [LoggerMessage(1404, LogLevel.Information, "{Message} trying the next address of {Hop}: {Reply}")]
    public static partial void NextAddress(ILogger logger, MessageId message, string hop, string reply);

    [LoggerMessage(1405, LogLevel.Error, "{Message} cannot be handed over to {Hop} because of us, not of the next hop: {Reply}")]
    public static partial void OurFault(ILogger logger, MessageId message, string hop, string reply);

    // Next: 1406. Probes from 1450.
    [LoggerMessage(1450, LogLevel.Debug, "Probe of {Address} at {Hop}: {Answer} ({Reply})")]
    public static partial void Probed(ILogger logger, string address, string hop, ProbeAnswer answer, string reply);

    /// <summary>One line per recipient that is not simply delivered; delivered ones at Debug.</summary>
    public static void Report(ILogger logger, MessageId message, string hop, DeliveryReport report)
    {
        foreach (var recipient in report.Recipients)
        {
            switch (recipient.Outcome)
            {
                case DeliveryOutcome.Delivered when logger.IsEnabled(LogLevel.Debug):
                    Delivered(logger, message, recipient.Index, hop, recipient.Reply.ToString());
                    break;
                case DeliveryOutcome.Deferred when recipient.Side == DeliverySide.Local:
                    OurFault(logger, message, hop, recipient.Reply.ToString());
                    break;
                case DeliveryOutcome.Deferred:
                    Deferred(logger, message, recipient.Index, hop, recipient.Phase, recipient.Side, recipient.Reply.ToString());
                    break;
                case DeliveryOutcome.Failed:
                    Failed(logger, message, recipient.Index, hop, recipient.Phase, recipient.Side, recipient.Reply.ToString());
                    break;
            }
        }
    }
}
