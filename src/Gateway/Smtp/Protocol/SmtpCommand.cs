using System.Net;

namespace Mugai.Gateway.Smtp.Protocol;

/// <summary>A parsed command. Which members mean something depends on <see cref="Verb"/>.</summary>
public readonly record struct SmtpCommand(SmtpVerb Verb)
{
    /// <summary>HELO, EHLO: what the client calls itself.</summary>
    public string ClientName { get; init; } = "";

    /// <summary>MAIL, RCPT: the mailbox without angle brackets and source route; empty for the null sender; <c>postmaster</c> may stand alone.</summary>
    public string Address { get; init; } = "";

    /// <summary>MAIL: its parameters.</summary>
    public MailParameters Mail { get; init; }

    /// <summary>RCPT: its parameters.</summary>
    public RcptParameters Rcpt { get; init; }

    /// <summary>BDAT: octets of the chunk that follows.</summary>
    public long ChunkBytes { get; init; }

    /// <summary>BDAT: the chunk is the last.</summary>
    public bool LastChunk { get; init; }

    /// <summary>XFORWARD: what it says.</summary>
    public XForwardAttributes XForward { get; init; }
}

/// <summary>Parameters of MAIL.</summary>
public readonly record struct MailParameters
{
    /// <summary>SIZE (RFC 1870); 0 when it was not said.</summary>
    public long DeclaredBytes { get; init; }

    /// <summary>SMTPUTF8 (RFC 6531).</summary>
    public bool SmtpUtf8 { get; init; }

    /// <summary>BODY=8BITMIME (RFC 6152).</summary>
    public bool EightBit { get; init; }

    /// <summary>RET (RFC 3461): FULL, HDRS or null.</summary>
    public string? DsnReturn { get; init; }

    /// <summary>ENVID (RFC 3461), xtext as received, or null.</summary>
    public string? DsnEnvelopeId { get; init; }
}

/// <summary>Parameters of RCPT.</summary>
public readonly record struct RcptParameters
{
    /// <summary>NOTIFY (RFC 3461) in upper case, or null.</summary>
    public string? DsnNotify { get; init; }

    /// <summary>ORCPT (RFC 3461) as received, or null.</summary>
    public string? DsnOriginal { get; init; }
}

/// <summary>What a listed peer says of the client behind it (Postfix XFORWARD). Null where it said nothing.</summary>
public readonly record struct XForwardAttributes
{
    public IPAddress? Address { get; init; }

    public string? HeloName { get; init; }
}
