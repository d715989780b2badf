namespace Mugai.Gateway.Smtp.Delivery;

/// <summary>What became of a job.</summary>
/// <param name="Recipients">One entry per recipient of the job, in its order.</param>
public sealed record DeliveryReport(IReadOnlyList<RecipientDelivery> Recipients);

/// <summary>What became of one recipient.</summary>
/// <param name="Index">Index into the envelope's recipients.</param>
/// <param name="Outcome">Delivered, Deferred or Failed.</param>
/// <param name="Reply">The words of the next hop, or ours when it said none.</param>
/// <param name="Phase">How far it came; Done for Delivered.</param>
/// <param name="Side">Who failed; None for Delivered.</param>
/// <param name="RemoteName">The host that answered, for Remote-MTA; empty when none did.</param>
/// <param name="Handover">Who owes a success notification from here on.</param>
public sealed record RecipientDelivery(
    int Index, DeliveryOutcome Outcome, DeliveryReply Reply, DeliveryPhase Phase, DeliverySide Side, string RemoteName, DsnHandover Handover);

/// <summary>The end of one attempt for one recipient.</summary>
public enum DeliveryOutcome
{
    /// <summary>The next hop has taken it.</summary>
    Delivered,

    /// <summary>To be tried again.</summary>
    Deferred,

    /// <summary>Refused for good.</summary>
    Failed,
}

/// <summary>How far an attempt came.</summary>
public enum DeliveryPhase
{
    /// <summary>Looking at the envelope before anything is sent.</summary>
    Envelope,

    /// <summary>Finding addresses of the next hop.</summary>
    Resolve,

    /// <summary>Connecting.</summary>
    Connect,

    /// <summary>Waiting for the 220.</summary>
    Greeting,

    /// <summary>EHLO, HELO or LHLO.</summary>
    Hello,

    /// <summary>STARTTLS and the handshake.</summary>
    StartTls,

    /// <summary>MAIL (and RSET before it).</summary>
    Mail,

    /// <summary>RCPT.</summary>
    Rcpt,

    /// <summary>DATA until 354.</summary>
    Data,

    /// <summary>The content, up to but without the final dot.</summary>
    Content,

    /// <summary>The final dot was sent.</summary>
    FinalDot,

    /// <summary>Writing a file.</summary>
    Store,

    /// <summary>Delivered.</summary>
    Done,
}

/// <summary>Who failed.</summary>
public enum DeliverySide
{
    /// <summary>Nobody.</summary>
    None,

    /// <summary>The next hop answered no.</summary>
    Remote,

    /// <summary>The connection: refused, broken, timed out, or no SMTP on it.</summary>
    Connection,

    /// <summary>What the message needs, the next hop does not offer.</summary>
    Capability,

    /// <summary>We: storage, configuration, shutting down.</summary>
    Local,
}

/// <summary>Who owes the notification that NOTIFY=SUCCESS asks for (RFC 3461 5.2).</summary>
public enum DsnHandover
{
    /// <summary>Not delivered.</summary>
    None,

    /// <summary>The next hop got the DSN parameters: it does.</summary>
    PassedOn,

    /// <summary>Its journey goes on where DSN is unknown: we owe a "relayed" when SUCCESS was asked for.</summary>
    Relayed,

    /// <summary>It lies in the mailbox (LMTP, maildir): we owe a "delivered" when SUCCESS was asked for.</summary>
    Final,
}
