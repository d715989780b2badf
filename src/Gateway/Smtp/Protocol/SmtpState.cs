namespace Mugai.Gateway.Smtp.Protocol;

/// <summary>Where a session stands between two commands. The order is the order of the columns of <see cref="SmtpStateTable"/>.</summary>
public enum SmtpState : byte
{
    /// <summary>No EHLO or HELO yet, or TLS has just begun (RFC 3207 4.2).</summary>
    Connected,

    /// <summary>No transaction.</summary>
    Greeted,

    /// <summary>MAIL was accepted, no recipient yet.</summary>
    Mail,

    /// <summary>At least one recipient was accepted.</summary>
    Recipients,

    /// <summary>At least one BDAT chunk was taken and the last has not come.</summary>
    Chunks,
}
