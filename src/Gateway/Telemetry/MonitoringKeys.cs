using Microsoft.Extensions.Logging;
using Mugai.Gateway.Configuration;
using Mugai.Gateway.Telemetry.Forwarding;

namespace Mugai.Gateway.Telemetry;

/// <summary>The keys of mugai.yaml about watching.</summary>
internal static class MonitoringKeys
{
    public static IReadOnlyList<ConfigKey<GatewayConfig>> All { get; } =
    [
        Key("listen", "http://ADDRESS:PORT", "http://127.0.0.1:9464", "Where /metrics and /health are served to those who watch, apart from the portal; none: nowhere.", "/metrics と /health の待ち受け（ポータルとは別）。未設定なら提供しません。",
            (m, v) => m with { Listen = Read.ListenUrl(v.Single) }),
        Key("allowClients", "addresses or networks (CIDR)", "[\"127.0.0.0/8\", \"::1\"]", "Who may ask there: the monitoring server.", "問い合わせを許可する監視サーバーのアドレス。",
            (m, v) => m with { AllowClients = v.Each(Read.Network) }, ConfigShape.List),
        Otlp("endpoint", "a URL without path", "http://collector.example:4318", "The collector that metrics and traces are sent to by OTLP; none: nothing is sent.", "メトリクスとトレースの送り先（OTLP コレクター）。未設定なら送りません。",
            (o, v) => o with { Endpoint = Read.HttpUrl(v.Single) }),
        Otlp("protocol", "http or grpc", "http", "OTLP over HTTP (protobuf) or gRPC.", "OTLP の方式。",
            (o, v) => o with { IsGrpc = Read.OneOf(v.Single, "http", "grpc") == "grpc" }),
        Otlp("headersFile", "a file", "/etc/mugai/otlp-headers", "NAME=VALUE lines that the collector wants as headers.", "コレクターへ送るヘッダー（NAME=VALUE を 1 行 1 件）のファイル。",
            (o, v) => o with { HeadersFile = Read.Text(v.Single) }),
        Otlp("metrics", "true or false", "true", "Send metrics.", "メトリクスを送ります。", (o, v) => o with { Metrics = Read.Switch(v.Single) }),
        Otlp("traces", "true or false", "true", "Send traces.", "トレースを送ります。", (o, v) => o with { Traces = Read.Switch(v.Single) }),
        Events("to", "udp://, tcp:// or tls://HOST:PORT", "tls://siem.example:6514", "A syslog receiver (RFC 5424) for the events of the log; none: they stay in the log alone.", "ログの出来事を転送する syslog サーバー（RFC 5424）。未設定なら転送しません。",
            (e, v) => e with { To = SyslogTarget.Parse(v.Single) is var target ? target.ToString() : null }),
        Events("format", "text or cef", "text", "The text of the log line, or ArcSight's Common Event Format.", "ログの文面、または CEF 形式。",
            (e, v) => e with { IsCef = Read.OneOf(v.Single, "text", "cef") == "cef" }),
        Events("level", "information, warning or error", "information", "Events below this are not forwarded.", "これより軽い出来事は転送しません。",
            (e, v) => e with { Level = Read.OneOf(v.Single, "information", "warning", "error") switch { "error" => LogLevel.Error, "warning" => LogLevel.Warning, _ => LogLevel.Information } }),
        Otlp("interval", "a duration", "60s", "How often metrics are sent.", "メトリクスを送る間隔。", (o, v) => o with { Interval = AtLeastOneSecond(v) }),
    ];

    private static TimeSpan AtLeastOneSecond(ConfigText text) => Read.Duration(text.Single) is var time && time >= TimeSpan.FromSeconds(1) ? time : throw new FormatException();

    private static ConfigKey<GatewayConfig> Otlp(string name, string expects, string example, string en, string ja, Func<OtlpConfig, ConfigText, OtlpConfig> apply) =>
        Key($"otlp.{name}", expects, example, en, ja, (m, v) => m with { Otlp = apply(m.Otlp, v) });

    private static ConfigKey<GatewayConfig> Events(string name, string expects, string example, string en, string ja, Func<EventsConfig, ConfigText, EventsConfig> apply) =>
        Key($"events.{name}", expects, example, en, ja, (m, v) => m with { Events = apply(m.Events, v) });

    private static ConfigKey<GatewayConfig> Key(
        string path, string expects, string example, string en, string ja, Func<MonitoringConfig, ConfigText, MonitoringConfig> apply, ConfigShape shape = ConfigShape.Value) =>
        new($"monitoring.{path}", shape, expects, example, en, ja, (c, v) => c with { Monitoring = apply(c.Monitoring, v) });
}
