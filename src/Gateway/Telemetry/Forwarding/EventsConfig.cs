using Microsoft.Extensions.Logging;

namespace Mugai.Gateway.Telemetry.Forwarding;

/// <summary>Where operational events go besides the log.</summary>
public sealed record EventsConfig
{
    /// <summary><c>udp://</c>, <c>tcp://</c> or <c>tls://HOST:PORT</c>; null: nowhere.</summary>
    public string? To { get; init; }

    /// <summary>True: ArcSight's Common Event Format inside the syslog message.</summary>
    public bool IsCef { get; init; }

    /// <summary>Events below this stay in the log alone.</summary>
    public LogLevel Level { get; init; } = LogLevel.Information;
}
