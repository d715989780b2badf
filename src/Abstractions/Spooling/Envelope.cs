namespace Mugai.Spooling;

/// <summary>The SMTP envelope of a message as it was accepted (RFC 5321 2.3.1). Kept encrypted under the message's key.</summary>
public sealed record Envelope
{
    /// <summary>The reverse-path without angle brackets; empty for the null sender.</summary>
    public required string MailFrom { get; init; }

    /// <summary>The recipients, in the order of their RCPT commands.</summary>
    public required IReadOnlyList<EnvelopeRecipient> Recipients { get; init; }

    /// <summary>When the final dot was read.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>IP address of the client, after XFORWARD/PROXY from a listed peer.</summary>
    public required string ClientAddress { get; init; }

    /// <summary>What the client called itself in EHLO/HELO.</summary>
    public required UntrustedText ClientName { get; init; }

    /// <summary>SMTP, ESMTP, ESMTPS, LMTP … for the Received field (RFC 3848).</summary>
    public required string Protocol { get; init; }

    /// <summary>The client asked for SMTPUTF8 (RFC 6531).</summary>
    public bool SmtpUtf8 { get; init; }

    /// <summary>RET of RFC 3461: FULL, HDRS or null.</summary>
    public string? DsnReturn { get; init; }

    /// <summary>ENVID of RFC 3461, xtext as received, or null.</summary>
    public string? DsnEnvelopeId { get; init; }
}

/// <summary>One RCPT.</summary>
/// <param name="Address">The forward-path without angle brackets.</param>
/// <param name="DsnNotify">NOTIFY of RFC 3461 as received (NEVER, SUCCESS,FAILURE …) or null.</param>
/// <param name="DsnOriginal">ORCPT of RFC 3461 as received or null.</param>
public sealed record EnvelopeRecipient(string Address, string? DsnNotify = null, string? DsnOriginal = null);
