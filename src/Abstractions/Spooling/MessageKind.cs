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
}
