namespace Mugai.Gateway.Smtp.Notifications;

/// <summary>Whether a notification is sent, where, and why so. Goes into the log and the report.</summary>
/// <param name="Route">Where it goes.</param>
/// <param name="Reason">Why.</param>
/// <param name="Events">What it tells; empty for None.</param>
public sealed record DsnDecision(DsnRoute Route, DsnReason Reason, IReadOnlyList<DsnEvent> Events);

/// <summary>Where a notification goes.</summary>
public enum DsnRoute
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>To a sender inside, over the next hop.</summary>
    NextHop,

    /// <summary>To a sender outside, over <c>delivery.bounceVia</c>.</summary>
    BounceVia,

    /// <summary>To nobody; the failure is kept for the administrator.</summary>
    Administrator,
}

/// <summary>Why a notification goes where it goes.</summary>
public enum DsnReason
{
    /// <summary>The sender is told.</summary>
    SenderIsTold,

    /// <summary>Nothing happened that anyone is told.</summary>
    NothingToTell,

    /// <summary>The sender's NOTIFY does not ask for it (RFC 3461 4.1).</summary>
    NotAskedFor,

    /// <summary>The message has no sender: it is a notification itself (RFC 5321 4.5.5).</summary>
    NullSender,

    /// <summary>The sender's address cannot be written to.</summary>
    BadSenderAddress,

    /// <summary>The sender is outside, and <c>delivery.bounceVia</c> is not configured: a forged sender must not be hit by our mail.</summary>
    NoWayOutside,
}
