using System.Net;
using System.Reflection;
using Mugai.Gateway.People;
using Mugai.Gateway.Quarantine;
using Mugai.Gateway.Scanning;
using Mugai.Gateway.Telemetry;
using Mugai.Gateway.Telemetry.Alerts;
using Mugai.Gateway.Telemetry.Canary;

namespace Mugai.Gateway.Configuration;

/// <summary>What the operator wrote in mugai.yaml, checked and frozen. Defaults are those of DESIGN 4.5: a first run needs no file.</summary>
public sealed record GatewayConfig
{
    /// <summary>The version that stands in reports.</summary>
    public static string EngineVersion { get; } =
        typeof(GatewayConfig).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";

    public SmtpConfig Smtp { get; init; } = new();
    public DeliveryConfig Delivery { get; init; } = new();
    public StorageConfig Storage { get; init; } = new();
    public TimeSpan QuarantineRetention { get; init; } = TimeSpan.FromDays(30);
    public TimeSpan AuditRetention { get; init; } = TimeSpan.FromDays(365);
    public AuditConfig Audit { get; init; } = new();
    public DigestOptions Digest { get; init; } = new();
    public PortalConfig Portal { get; init; } = new();
    public PeopleOptions People { get; init; } = new();
    public ReleaseConfig Release { get; init; } = new();
    public ScanOptions Scan { get; init; } = new();
    public WorkersConfig Workers { get; init; } = new();
    public MonitoringConfig Monitoring { get; init; } = new();
    public AlertsConfig Alerts { get; init; } = new();
    public CanaryConfig Canary { get; init; } = new();

    /// <summary>File of passwords to try on encrypted attachments; null: none.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>File or folder of tenants; null: there is one.</summary>
    public string? Tenants { get; init; }

    /// <summary>File or folder of policies that mails are also judged by, without effect; null: none.</summary>
    public string? ShadowPolicies { get; init; }

    /// <summary>File or folder of policies; null: the built-in one alone.</summary>
    public string? Policies { get; init; }

    /// <summary><see cref="People"/> with what accounts have to know of the rest.</summary>
    public PeopleOptions PeopleOptions => People with { DomainsOf = _ => Smtp.RecipientDomains };
}

public sealed record SmtpConfig
{
    public IReadOnlyList<IPEndPoint> Listen { get; init; } = [new(IPAddress.Loopback, 2525)];
    public string Hostname { get; init; } = "localhost";
    public IReadOnlyList<string> RecipientDomains { get; init; } = [];
    public IReadOnlyList<IPNetwork> AllowClients { get; init; } = Loopback;
    public IReadOnlyList<string> TrustedAuthservIds { get; init; } = [];
    public long MaxMessageSize { get; init; } = 50L << 20;
    public int MaxRecipients { get; init; } = 1000;
    public int MaxConnections { get; init; } = 500;
    public int MaxConnectionsPerClient { get; init; } = 200;
    public string? TlsCertificate { get; init; }
    public string? TlsKey { get; init; }
    public string? RecipientList { get; init; }
    public bool ProbeRecipients { get; init; }
    public IReadOnlyList<IPNetwork> NormalizeLineEndsFrom { get; init; } = [];
    public IReadOnlyList<IPNetwork> XforwardFrom { get; init; } = [];
    public IReadOnlyList<IPNetwork> ProxyFrom { get; init; } = [];

    public static IReadOnlyList<IPNetwork> Loopback { get; } = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")];
}

public sealed record DeliveryConfig
{
    public string NextHop { get; init; } = "maildir:./var/clean";
    public string? BounceVia { get; init; }
    public int Connections { get; init; } = 20;
    public string Tls { get; init; } = "opportunistic";
    public string? TlsCa { get; init; }
    public TimeSpan ExpireAfter { get; init; } = TimeSpan.FromDays(5);
}

public sealed record StorageConfig
{
    public string Path { get; init; } = "./var";
    public string MasterKeyFile { get; init; } = "./var.key/master.key";
    public long Reserve { get; init; } = 256L << 20;
}

public sealed record PortalConfig
{
    public string Listen { get; init; } = "http://127.0.0.1:8080";
    public string? PublicUrl { get; init; }
    public string Zone { get; init; } = "lgwan";

    /// <summary>A second listener, in zone internet; null: none.</summary>
    public string? InternetListen { get; init; }

    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>Certificate (PEM, with its chain) and key of https listeners; null: TLS is done by a proxy before them.</summary>
    public string? TlsCertificate { get; init; }

    public string? TlsKey { get; init; }

    /// <summary>People reach the portal by https, here or at the proxy.</summary>
    public bool IsSecure => IsHttps(Url) || IsHttps(Listen);

    /// <summary>A listener that speaks TLS itself.</summary>
    public static bool IsHttps(string? url) => url is not null && new Uri(url).Scheme == Uri.UriSchemeHttps;

    /// <summary>What links begin with.</summary>
    public string Url => PublicUrl ?? Listen;
}

public sealed record AuditConfig
{
    /// <summary>A collector of the audit log; null: none.</summary>
    public string? ForwardTo { get; init; }

    /// <summary>What is personal is opened for it.</summary>
    public bool ForwardPersonal { get; init; }
}

public sealed record ReleaseConfig
{
    /// <summary>The mail server of the Internet side; null: originals are not sent there.</summary>
    public string? InternetVia { get; init; }

    /// <summary>The domain of the mailboxes there; null: addresses stay as they are.</summary>
    public string? InternetDomain { get; init; }
}

public sealed record WorkersConfig
{
    /// <summary>Warm workers; 0 means one for each processor.</summary>
    public int Count { get; init; }

    /// <summary>Native steps at one time; 0 means one for each processor.</summary>
    public int Native { get; init; }

    /// <summary>Native workers in all, spares included; 0 means two for each processor.</summary>
    public int NativeMax { get; init; }

    public bool DangerUnsandboxed { get; init; }

    /// <summary>File name in <c>plugins/</c> → SHA-256 in hex.</summary>
    public IReadOnlyDictionary<string, string> Plugins { get; init; } = new Dictionary<string, string>();
}
