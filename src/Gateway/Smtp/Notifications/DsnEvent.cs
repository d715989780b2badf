using Mugai.Gateway.Smtp.Delivery;
using Mugai.Gateway.Smtp.Protocol;

namespace Mugai.Gateway.Smtp.Notifications;

/// <summary>Something about a recipient that its sender might be told.</summary>
/// <param name="Index">Index into the envelope's recipients.</param>
/// <param name="Action">What happened.</param>
/// <param name="Reply">The words that go with it.</param>
/// <param name="RemoteName">The host that said them; empty when none did.</param>
/// <param name="GivenUpAt">For Delayed: until when it is tried.</param>
public sealed record DsnEvent(int Index, DsnAction Action, DeliveryReply Reply, string RemoteName, DateTimeOffset? GivenUpAt = null)
{
    /// <summary>
    /// The event that follows from a delivery, or null when there is nothing to tell. <paramref name="retry"/> matters for Deferred only:
    /// what has expired has failed.
    /// </summary>
    public static DsnEvent? From(RecipientDelivery delivery, RetryDecision retry) => delivery switch
    {
        { Outcome: DeliveryOutcome.Failed } => new(delivery.Index, DsnAction.Failed, delivery.Reply, delivery.RemoteName),
        { Outcome: DeliveryOutcome.Delivered, Handover: DsnHandover.Relayed } => new(delivery.Index, DsnAction.Relayed, delivery.Reply, delivery.RemoteName),
        { Outcome: DeliveryOutcome.Delivered, Handover: DsnHandover.Final } => new(delivery.Index, DsnAction.Delivered, delivery.Reply, delivery.RemoteName),
        { Outcome: DeliveryOutcome.Deferred } when retry.HasExpired => new(delivery.Index, DsnAction.Failed, delivery.Reply, delivery.RemoteName),
        { Outcome: DeliveryOutcome.Deferred } when retry.WarnOfDelay =>
            new(delivery.Index, DsnAction.Delayed, delivery.Reply, delivery.RemoteName, retry.GivenUpAt),
        _ => null,
    };

    /// <summary>The Status field: of the class that the action demands (RFC 3464 2.3.4); an expired message keeps its last 4.x.x.</summary>
    public ReplyStatus Status => Action switch
    {
        DsnAction.Failed => Reply.Status.Class is 4 or 5 ? Reply.Status : new ReplyStatus(5, 0, 0),
        DsnAction.Delayed => Reply.Status.Class == 4 ? Reply.Status : new ReplyStatus(4, 0, 0),
        _ => Reply.Status.Class == 2 ? Reply.Status : new ReplyStatus(2, 0, 0),
    };
}

/// <summary>The actions of RFC 3464 2.3.3, the gravest first (a list is never expanded here).</summary>
public enum DsnAction
{
    /// <summary>Given up.</summary>
    Failed,

    /// <summary>Still being tried.</summary>
    Delayed,

    /// <summary>Handed to a server that sends no notifications.</summary>
    Relayed,

    /// <summary>In the mailbox.</summary>
    Delivered,
}
