using System.Net;
using Mugai.Gateway.Configuration;
using Mugai.Gateway.Telemetry.Forwarding;

namespace Mugai.Gateway.Telemetry;

/// <summary>How the gateway is watched from outside.</summary>
public sealed record MonitoringConfig
{
    /// <summary>Where <c>/metrics</c> and <c>/health</c> are served to those who watch; null: nowhere. A listener of its own: people of the portal never reach it.</summary>
    public string? Listen { get; init; }

    /// <summary>Who may ask there.</summary>
    public IReadOnlyList<IPNetwork> AllowClients { get; init; } = SmtpConfig.Loopback;

    public OtlpConfig Otlp { get; init; } = new();

    public EventsConfig Events { get; init; } = new();
}

/// <summary>Where metrics and traces are sent by OTLP.</summary>
public sealed record OtlpConfig
{
    /// <summary>The collector; null: none.</summary>
    public string? Endpoint { get; init; }

    /// <summary>True: OTLP over gRPC; false: OTLP over HTTP with protobuf.</summary>
    public bool IsGrpc { get; init; }

    /// <summary>A file of <c>NAME=VALUE</c> lines sent as headers (a token of the collector); null: none.</summary>
    public string? HeadersFile { get; init; }

    public bool Metrics { get; init; } = true;

    public bool Traces { get; init; } = true;

    /// <summary>How often metrics are sent.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(60);
}
