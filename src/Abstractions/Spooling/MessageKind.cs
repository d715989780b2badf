namespace Mugai.Spooling;

/// <summary>What a stored message is. Values are stored and never reused.</summary>
public enum MessageKind : byte
{
    /// <summary>Mail from outside; it must be sanitized before anything of it leaves.</summary>
    Mail = 1,

    /// <summary>A notification to the outside (DSN) that Mugai wrote itself; it goes by way of <c>bounceVia</c>, or is held when there is none.</summary>
    Notification = 2,

    /// <summary>A notice to our own recipients that Mugai wrote itself; it goes to the next hop.</summary>
    Notice = 3,

    /// <summary>An original that was released to its recipient's mailbox on the Internet side; it goes by way of <c>release.internetVia</c> and never inward.</summary>
    Released = 4,

    /// <summary>An original that two approvers confirmed (ウ'); it goes to the next hop byte for byte, once it is scanned clean again.</summary>
    Confirmed = 5,

    /// <summary>A test mail of the gateway's own that takes the whole path of a mail and ends in a black hole; it is nobody's mail and is erased when it was judged.</summary>
    Canary = 6,
}
