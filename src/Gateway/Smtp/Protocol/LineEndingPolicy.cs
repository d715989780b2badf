namespace Mugai.Gateway.Smtp.Protocol;

/// <summary>What happens to a message whose lines do not all end in CRLF (RFC 5321 2.3.8).</summary>
public enum LineEndingPolicy : byte
{
    /// <summary>The whole message is refused. A bare CR or LF is what SMTP smuggling is made of.</summary>
    Refuse,

    /// <summary>
    /// For listed legacy peers: a bare LF and a run of bare CRs become one CRLF each. The end of the data stays CRLF.CRLF alone, and a NUL
    /// is refused here too.
    /// </summary>
    Normalize,
}

/// <summary>What was wrong with the octets of a message.</summary>
[Flags]
public enum LineEndingFaults : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A CR that no LF follows.</summary>
    BareCr = 1,

    /// <summary>An LF that no CR precedes.</summary>
    BareLf = 2,

    /// <summary>A NUL; some servers drop it and then see another line than we do.</summary>
    Nul = 4,
}
