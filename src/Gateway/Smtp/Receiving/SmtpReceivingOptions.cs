using System.Net;
using System.Net.Security;

namespace Mugai.Gateway.Smtp.Receiving;

/// <summary>How the SMTP server is set up. Frozen for the life of a server.</summary>
public sealed record SmtpReceivingOptions
{
    /// <summary>Where to listen; port 0 takes a free one.</summary>
    public IReadOnlyList<IPEndPoint> Listen { get; init; } = [new(IPAddress.Loopback, 2525)];

    /// <summary>Our name in the greeting.</summary>
    public string Hostname { get; init; } = "localhost";

    /// <summary>
    /// The domain that a bare <c>RCPT TO:&lt;postmaster&gt;</c> means (RFC 5321 4.5.1); null takes <see cref="Hostname"/>. It should be one
    /// of the recipient domains.
    /// </summary>
    public string? PostmasterDomain { get; init; }

    /// <summary>Who may speak to us at all; everybody else is told 554. The mail server of the Internet segment.</summary>
    public IReadOnlyList<IPNetwork> AllowClients { get; init; } = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")];

    /// <summary>True for a connection that this very process opened (a canary), which may speak to us without being listed; null: there is none.</summary>
    public Func<IPEndPoint, bool>? IsOwn { get; init; }

    /// <summary>Peers that begin each connection with a PROXY header; from them it is required, from others it is an unknown command.</summary>
    public IReadOnlyList<IPNetwork> ProxyPeers { get; init; } = [];

    /// <summary>Peers that may say XFORWARD.</summary>
    public IReadOnlyList<IPNetwork> XForwardPeers { get; init; } = [];

    /// <summary>Peers whose bare CR and LF are normalized instead of refused. The end of the data stays CRLF.CRLF for them too.</summary>
    public IReadOnlyList<IPNetwork> LegacyLineEndingPeers { get; init; } = [];

    /// <summary>
    /// Gives the certificate for each handshake, so that a renewed one is used without a restart; null when STARTTLS is not configured. When it
    /// throws, the client is told 454.
    /// </summary>
    public Func<SslStreamCertificateContext>? Certificate { get; init; }

    /// <summary>True while mail could not be scanned and is not to be taken for that reason (451); null: never asked.</summary>
    public Func<bool>? CannotScan { get; init; }

    /// <summary>The numbers.</summary>
    public SmtpReceivingLimits Limits { get; init; } = new();
}
