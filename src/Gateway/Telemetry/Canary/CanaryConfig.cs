using Mugai.Gateway.Configuration;

namespace Mugai.Gateway.Telemetry.Canary;

/// <summary>The hostile test mail that goes through the live path.</summary>
public sealed record CanaryConfig
{
    /// <summary>How often; zero: never.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromHours(1);

    /// <summary>It must have come through within this.</summary>
    public TimeSpan Within { get; init; } = TimeSpan.FromMinutes(5);

    public bool IsOn => Every > TimeSpan.Zero;
}

/// <summary>The keys of mugai.yaml about it.</summary>
internal static class CanaryKeys
{
    public static IReadOnlyList<ConfigKey<GatewayConfig>> All { get; } =
    [
        new("canary.every", ConfigShape.Value, "a duration, 0s: never", "1h", "How often a hostile test mail goes through the whole path to a recipient that does not exist.", "有害な試験メールを全経路に流す間隔。0s は流しません。",
            (c, v) => c with { Canary = c.Canary with { Every = Read.Duration(v.Single) } }),
        new("canary.within", ConfigShape.Value, "a duration", "5m", "It must have been cleaned within this.", "この時間内に無害化が終わらなければ警報。",
            (c, v) => c with { Canary = c.Canary with { Within = Read.Duration(v.Single) is var time && time >= TimeSpan.FromSeconds(1) ? time : throw new FormatException() } }),
    ];
}
