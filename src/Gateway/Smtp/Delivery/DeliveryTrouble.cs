using Mugai.Gateway.Smtp.Protocol;

namespace Mugai.Gateway.Smtp.Delivery;

/// <summary>
/// The whole failure policy of delivery: what follows from a trouble. The next hop is one configured server of the same organisation,
/// not a stranger found by MX, so that what is wrong with the <em>session</em> (refused, broken, 421, a 5xx greeting) is never a verdict
/// on the mail: it waits. Only an answer about the message or a recipient can fail it.
/// <code>
///            soft (4xx, broken)                        hard (5xx)
/// session    next address, else defer                  next address, else defer
/// message    defer all                                 fail all
/// recipient  defer it (list full: next transaction)    fail it
/// </code>
/// </summary>
public static class DeliveryTrouble
{
    /// <summary>What follows.</summary>
    /// <param name="trouble">What went wrong.</param>
    /// <param name="moreAddresses">The next hop has an address that was not tried in this attempt.</param>
    /// <param name="othersAccepted">Another recipient of the same transaction was accepted before.</param>
    public static TroubleVerdict Judge(Trouble trouble, bool moreAddresses = false, bool othersAccepted = false) => ScopeOf(trouble) switch
    {
        TroubleScope.Session => moreAddresses ? TroubleVerdict.TryNextAddress : TroubleVerdict.Defer,
        TroubleScope.Recipient when othersAccepted && IsTooManyRecipients(trouble.Reply) => TroubleVerdict.AnotherTransaction,
        _ => IsHard(trouble) ? TroubleVerdict.Fail : TroubleVerdict.Defer,
    };

    /// <summary>Whom the trouble is about.</summary>
    public static TroubleScope ScopeOf(Trouble trouble) => trouble.Phase switch
    {
        DeliveryPhase.Resolve or DeliveryPhase.Connect or DeliveryPhase.Greeting or DeliveryPhase.Hello or DeliveryPhase.StartTls => TroubleScope.Session,

        // After the dot nobody else is asked: the message may already be there.
        DeliveryPhase.FinalDot => TroubleScope.Message,
        _ when trouble.Side == DeliverySide.Connection => TroubleScope.Session,
        _ when trouble.Side == DeliverySide.Remote && EndsSession(trouble.Reply.Code) => TroubleScope.Session,
        DeliveryPhase.Rcpt => TroubleScope.Recipient,
        _ => TroubleScope.Message,
    };

    /// <summary>
    /// What a probe's answer to RCPT says about the address. Only a clear "no such mailbox" counts as unknown: a full mailbox (5.2.2) or
    /// a rule against us (5.7.x) would turn away mail for people who exist.
    /// </summary>
    public static ProbeAnswer JudgeProbe(DeliveryReply reply)
    {
        if (reply.Code is >= 200 and < 300)
        {
            return ProbeAnswer.Exists;
        }

        return (reply.Code, reply.Status) switch
        {
            ( < 500, _) => ProbeAnswer.Undetermined,
            (_, { Subject: 1 }) => ProbeAnswer.Unknown,
            (550 or 551 or 553, { Subject: 0, Detail: 0 }) => ProbeAnswer.Unknown,
            _ => ProbeAnswer.Undetermined,
        };
    }

    // 421: RFC 5321 3.8. 530: RFC 3207 4 and RFC 4954 6, TLS or a login is wanted: our configuration is wrong, not the mail.
    private static bool EndsSession(int code) => code is 421 or 530;

    private static bool IsHard(Trouble trouble) => trouble.Side switch
    {
        DeliverySide.Remote => trouble.Reply.Code >= 500,
        DeliverySide.Capability => true,
        DeliverySide.Local => trouble.Phase == DeliveryPhase.Envelope,
        _ => false,
    };

    // RFC 5321 4.5.3.1.10: 452, and 552 of old servers, mean that the list is full; the rest goes in another transaction. An enhanced
    // code of another meaning (4.2.2, 5.2.2: the mailbox is full; 4.3.1: the disk) wins over the bare number.
    private static bool IsTooManyRecipients(DeliveryReply reply) =>
        reply.Code is 452 or 552 && reply.Status is { Subject: 0 } or { Subject: 5, Detail: 3 };
}

/// <summary>Whom a trouble is about.</summary>
public enum TroubleScope
{
    /// <summary>The connection or the server.</summary>
    Session,

    /// <summary>The message, for all recipients of the transaction.</summary>
    Message,

    /// <summary>One recipient.</summary>
    Recipient,
}

/// <summary>What follows from a trouble.</summary>
public enum TroubleVerdict
{
    /// <summary>The next address of the next hop, now.</summary>
    TryNextAddress,

    /// <summary>The same server in another transaction, now.</summary>
    AnotherTransaction,

    /// <summary>Later.</summary>
    Defer,

    /// <summary>Never.</summary>
    Fail,
}
