namespace Mugai.Gateway.Smtp.Receiving;

/// <summary>The numbers of the SMTP server. Each default says where it comes from.</summary>
public sealed record SmtpReceivingLimits
{
    /// <summary>Octets of one message after dot-unstuffing, announced as SIZE (RFC 1870). 50 MiB, the default of <c>smtp.maxMessageSize</c>.</summary>
    public long MaxMessageBytes { get; init; } = 50L * 1024 * 1024;

    /// <summary>
    /// How many octets of a message that is already refused are still read so that the client sees its reply; after that the connection is
    /// closed. 32 MiB: reading costs little, and a client that never sees the 552 sends everything again later.
    /// </summary>
    public long MaxDiscardBytes { get; init; } = 32L * 1024 * 1024;

    /// <summary>Recipients of one message. RFC 5321 4.5.3.1.8 demands at least 100; 1000 is Postfix's smtpd_recipient_limit.</summary>
    public int MaxRecipients { get; init; } = 1000;

    /// <summary>Connections altogether. 1000: ten times Postfix's process limit; a waiting session costs a few KiB here.</summary>
    public int MaxConnections { get; init; } = 1000;

    /// <summary>
    /// Connections from one address. 100: twice Postfix's smtpd_client_connection_count_limit, because all mail usually comes from one
    /// upstream server. Listed proxies are counted by the client that they name.
    /// </summary>
    public int MaxConnectionsPerClient { get; init; } = 100;

    /// <summary>Errors between two accepted messages, then 421. 20 is Postfix's smtpd_hard_error_limit. Refused recipients count apart.</summary>
    public int MaxErrors { get; init; } = 20;

    /// <summary>Refused recipients between two accepted messages, then 421: an upstream may hold a mail to many dead mailboxes, a harvester tries more.</summary>
    public int MaxRefusedRecipients { get; init; } = 1000;

    /// <summary>Commands between two accepted messages other than RCPT and BDAT. 100 is Postfix's smtpd_junk_command_limit.</summary>
    public int MaxCommands { get; init; } = 100;

    /// <summary>Wait for a complete command line; single octets do not prolong it. RFC 5321 4.5.3.2.7: at least 5 minutes.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Wait for the next octets of a message. RFC 5321 4.5.3.2.5: 3 minutes between blocks.</summary>
    public TimeSpan DataBlockTimeout { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>One message from 354 to its end. 30 minutes: 50 MiB over 256 kbit/s.</summary>
    public TimeSpan MessageTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>A whole session; ended between two messages. 1 hour: twelve times as long as Postfix reuses a connection.</summary>
    public TimeSpan SessionTimeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Message octets per second below which a client counts as a slow loris. 240 is Kestrel's MinRequestBodyDataRate.</summary>
    public int MinDataBytesPerSecond { get; init; } = 240;

    /// <summary>How long the rate may be lower at first. 30 s: TCP on a bad line needs some retransmissions (Kestrel: 5 s).</summary>
    public TimeSpan MinDataRateGrace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The TLS handshake. 1 minute: OpenSSL-based servers commonly allow that.</summary>
    public TimeSpan TlsHandshakeTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The PROXY header of a listed proxy. 5 s: the specification asks for at least 3.</summary>
    public TimeSpan ProxyHeaderTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A client that does not read our replies. RFC 5321 4.5.3.2 allows 5 minutes on the other side.</summary>
    public TimeSpan ReplyTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>After a session was told to end it may take this long to do so, then its socket is aborted.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often the clocks of all sessions are looked at. 1 s, as Kestrel's heartbeat.</summary>
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromSeconds(1);
}
