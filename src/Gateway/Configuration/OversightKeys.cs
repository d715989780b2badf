using Mugai.Gateway.Quarantine;
using Mugai.Gateway.Telemetry;

namespace Mugai.Gateway.Configuration;

/// <summary>The keys of mugai.yaml about what people are told by themselves: the digest of held mail, the audit log at a collector.</summary>
internal static class OversightKeys
{
    public static IReadOnlyList<ConfigKey<GatewayConfig>> All { get; } =
    [
        Digest("at", ConfigShape.List, "hours (HH:MM)", "[\"08:30\", \"13:00\"]", "When people are told of their mails that are held; none: never.", "保留中のメールを本人へ知らせる時刻。未設定なら知らせません。",
            (d, v) => d with { At = [.. v.Each(Hour).Distinct().Order()] }),
        Digest("timeZone", ConfigShape.Value, "a time zone", "Asia/Tokyo", "The time zone of those hours; none: the server's.", "その時刻のタイムゾーン。未設定ならサーバーと同じ。",
            (d, v) => d with { TimeZone = TimeZoneInfo.TryFindSystemTimeZoneById(v.Single, out var zone) ? zone : throw new FormatException() }),
        Digest("showSubject", ConfigShape.Value, "true or false", "false", "Sender and subject stand in it too; otherwise the time and a link.", "差出人と件名も載せます。false なら日時とリンクだけです。",
            (d, v) => d with { ShowSubject = Read.Switch(v.Single) }),
        new("audit.forwardTo", ConfigShape.Value, "udp://HOST:PORT, tcp://HOST:PORT or tls://HOST:PORT", "tls://siem.city.example.lg.jp:6514", "A collector that gets every entry of the audit log as syslog (RFC 5424); what it misses follows.", "監査ログの転送先（syslog、RFC 5424）。届かなかった分は後から送ります。",
            (c, v) => c with { Audit = c.Audit with { ForwardTo = SyslogTarget.Parse(v.Single).ToString() } }),
        new("audit.forwardPersonal", ConfigShape.Value, "true or false", "false", "Opens what is personal for it. What left cannot be erased any more.", "個人に関する内容も復号して転送します（転送後は消去できません）。",
            (c, v) => c with { Audit = c.Audit with { ForwardPersonal = Read.Switch(v.Single) } }),
    ];

    private static TimeOnly Hour(string text) => TimeOnly.TryParseExact(text, ["HH:mm", "H:mm"], out var hour) ? hour : throw new FormatException();

    private static ConfigKey<GatewayConfig> Digest(string name, ConfigShape shape, string expects, string example, string en, string ja, Func<DigestOptions, ConfigText, DigestOptions> apply) =>
        new($"digest.{name}", shape, expects, example, en, ja, (c, v) => c with { Digest = apply(c.Digest, v) });
}
