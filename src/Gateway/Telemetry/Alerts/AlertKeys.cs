using Mugai.Gateway.Configuration;
using Mugai.Policies;

namespace Mugai.Gateway.Telemetry.Alerts;

/// <summary>The keys of mugai.yaml about alerts.</summary>
internal static class AlertKeys
{
    public static IReadOnlyList<ConfigKey<GatewayConfig>> All { get; } =
    [
        Key("to", "addresses", "[\"mail-admins@city.example.lg.jp\"]", "Who gets a mail when something is wrong; nobody: the log alone.", "異常時に警報メールを受け取る宛先。未設定ならログのみ。",
            (a, v) => a with { To = v.Each(Address) }, ConfigShape.List),
        Key("via", "smtp://HOST:PORT", "smtp://monitor.example:25", "A mail server for alerts alone, apart from the next hop that may be what is down; none: alerts go the way of notices.", "警報専用のメールサーバー（次段サーバーの障害時にも届くように）。未設定なら通常の通知と同じ経路。",
            (a, v) => a with { Via = Read.Text(v.Single) }),
        Key("language", "ja, en or both", "both", "The language of alert mails.", "警報メールの言語。",
            (a, v) => a with { Language = Read.OneOf(v.Single, "ja", "en", "both") switch { "ja" => NoticeLanguage.Ja, "en" => NoticeLanguage.En, _ => NoticeLanguage.Both } }),
        Key("repeat", "a duration", "4h", "How often an alert that stays raised is told again.", "継続中の警報を再通知する間隔。", (a, v) => a with { Repeat = Positive(v) }),
        Key("settle", "a duration", "5m", "How long a part must be well until its alert is over.", "復旧と判断するまでの正常継続時間。", (a, v) => a with { Settle = Read.Duration(v.Single) }),
        Key("lookEvery", "a duration", "30s", "How often the parts are looked at.", "状態を確認する間隔。", (a, v) => a with { LookEvery = Positive(v) }),
        Key("queueAge", "a duration", "30m", "Mail that waits longer is an alert.", "これより長く配送待ちのメールがあれば警報。", (a, v) => a with { QueueAge = Read.Duration(v.Single) }),
        Key("diskFree", "a size", "1GiB", "Less free space of the store is an alert.", "保存先の空き容量がこれを下回れば警報。", (a, v) => a with { DiskFree = Read.Size(v.Single) }),
        Key("hopDown", "a duration", "2m", "A next hop that does not answer for so long is an alert.", "送り先サーバーがこの時間応答しなければ警報。", (a, v) => a with { HopDown = Read.Duration(v.Single) }),
        Key("workersLost", "a number", "5", "So many workers lost in ten minutes are an alert.", "10 分間に異常終了したワーカーがこの数に達すれば警報。", (a, v) => a with { WorkersLost = Read.Count(v.Single) is > 0 and var count ? count : throw new FormatException() }),
        Key("certificateEnds", "a duration", "30d", "A certificate that ends within this is an alert.", "証明書の残り期間がこれを下回れば警報。", (a, v) => a with { CertificateEnds = Read.Duration(v.Single) }),
        Key("ignore", "names of parts", "[clock]", "Parts that /health shows but nobody is told of.", "警報の対象から外す部分。", (a, v) => a with { Ignore = v.Each(Read.Text) }, ConfigShape.List),
    ];

    private static string Address(string text) => text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < text.Length - 1 && !text.Any(letter => letter is '<' or '>' or ' ' or '\r' or '\n') ? text : throw new FormatException();

    private static TimeSpan Positive(ConfigText text) => Read.Duration(text.Single) is var time && time >= TimeSpan.FromSeconds(1) ? time : throw new FormatException();

    private static ConfigKey<GatewayConfig> Key(
        string name, string expects, string example, string en, string ja, Func<AlertsConfig, ConfigText, AlertsConfig> apply, ConfigShape shape = ConfigShape.Value) =>
        new($"alerts.{name}", shape, expects, example, en, ja, (c, v) => c with { Alerts = apply(c.Alerts, v) });
}
