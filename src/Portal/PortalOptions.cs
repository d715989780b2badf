using System.Net;

namespace Mugai.Portal;

/// <summary>How the portal is reached.</summary>
public sealed record PortalOptions
{
    /// <summary>True when people reach it by https: cookies then travel over nothing else.</summary>
    public required bool IsSecure { get; init; }

    /// <summary>True when a request came in by a listener of zone internet: originals can be fetched there and nowhere else. The listener decides, never its port or what a client says.</summary>
    public static bool IsInternet(Microsoft.AspNetCore.Http.HttpContext context) => context.Features.Get<InternetZone>() is not null;

    /// <summary>The provider that people may sign in by; null: none.</summary>
    public People.ProviderOptions? Provider { get; init; }

    /// <summary>Proxies whose X-Forwarded-For is believed.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];
}

/// <summary>Marks the connections of listeners in zone internet.</summary>
public sealed class InternetZone
{
    /// <summary>The mark.</summary>
    public static InternetZone Mark { get; } = new();
}
