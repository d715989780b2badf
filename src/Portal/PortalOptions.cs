using System.Net;

namespace Mugai.Portal;

/// <summary>How the portal is reached.</summary>
public sealed record PortalOptions
{
    /// <summary>True when people reach it by https: cookies then travel over nothing else.</summary>
    public required bool IsSecure { get; init; }

    /// <summary>Proxies whose X-Forwarded-For is believed.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];
}
