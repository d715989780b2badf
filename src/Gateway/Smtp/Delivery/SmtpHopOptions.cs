using System.Net;

namespace Mugai.Gateway.Smtp.Delivery;

/// <summary>How a next hop is spoken to. Frozen.</summary>
public sealed record SmtpHopOptions
{
    /// <summary>What we call ourselves in EHLO.</summary>
    public string HelloName { get; init; } = "localhost";

    /// <summary>Whether TLS is used.</summary>
    public TlsUse Tls { get; init; } = TlsUse.Opportunistic;

    /// <summary>PEM file with the certificates trusted under <see cref="TlsUse.Require"/>; null for those of the system.</summary>
    public string? CaFile { get; init; }

    /// <summary>Connections at once; Postfix's <c>default_destination_concurrency_limit</c> is 20.</summary>
    public int MaxConnections { get; init; } = 20;

    /// <summary>How many of them are only for tenants that have none open to this hop. 0: there is one tenant.</summary>
    public int ReservedConnections { get; init; }

    /// <summary>Messages over one connection before it is closed, so that a hop behind a load balancer is spread again.</summary>
    public int MaxMessagesPerConnection { get; init; } = 1000;

    /// <summary>How long an idle connection is kept.</summary>
    public TimeSpan MaxIdle { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>After a hop could not be reached, how long further deliveries are deferred without dialing it again. Zero: never.</summary>
    public TimeSpan RestAfterFailure { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Recipients in one transaction: what every server must take (RFC 5321 4.5.3.1.8).</summary>
    public int MaxRecipientsPerTransaction { get; init; } = 100;

    /// <summary>Finds the addresses of a host name, in the order in which they are tried. The system's resolver by default.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    /// <summary>The time-outs.</summary>
    public SmtpTimeouts Timeouts { get; init; } = new();
}

/// <summary>TLS towards a next hop.</summary>
public enum TlsUse
{
    /// <summary>Never.</summary>
    None,

    /// <summary>When offered, with any certificate; in clear when the handshake fails. Keeps out listeners, not impostors (RFC 7435).</summary>
    Opportunistic,

    /// <summary>Always, with a certificate that is trusted and bears the hop's name; otherwise nothing is sent.</summary>
    Require,
}

/// <summary>Time-outs of the client: the minimums of RFC 5321 4.5.3.2 unless said otherwise.</summary>
public sealed record SmtpTimeouts
{
    /// <summary>TCP connect; Postfix's <c>smtp_connect_timeout</c> is 30 s. TCP's own would be two minutes.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>4.5.3.2.1: the 220.</summary>
    public TimeSpan Greeting { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>EHLO, STARTTLS, RSET; Postfix's <c>smtp_helo_timeout</c> is 300 s. The TLS handshake too.</summary>
    public TimeSpan Hello { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>4.5.3.2.2: MAIL.</summary>
    public TimeSpan Mail { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>4.5.3.2.3: RCPT.</summary>
    public TimeSpan Rcpt { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>4.5.3.2.4: DATA until 354.</summary>
    public TimeSpan Data { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>4.5.3.2.5: one block of content.</summary>
    public TimeSpan DataBlock { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>4.5.3.2.6: the answer to the final dot. Short of this, duplicates (RFC 1047).</summary>
    public TimeSpan FinalDot { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How much of that wait remains once we are shutting down.</summary>
    public TimeSpan FinalDotWhenStopping { get; init; } = TimeSpan.FromSeconds(10);
}
