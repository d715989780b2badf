using System.Net;

namespace Mugai.Portal;

/// <summary>How the portal is reached.</summary>
public sealed record PortalOptions
{
    /// <summary>True when people reach it by https: cookies then travel over nothing else.</summary>
    public required bool IsSecure { get; init; }

    /// <summary>Ports of listeners in zone internet: originals can be fetched there and nowhere else.</summary>
    public IReadOnlySet<int> InternetPorts { get; init; } = new HashSet<int>();

    /// <summary>True when a request came in by a listener of zone internet. The listener decides, never what a client says.</summary>
    public bool IsInternet(Microsoft.AspNetCore.Http.HttpContext context) => InternetPorts.Contains(context.Connection.LocalPort);

    /// <summary>Proxies whose X-Forwarded-For is believed.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];
}
