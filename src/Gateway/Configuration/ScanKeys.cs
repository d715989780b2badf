using Mugai.Gateway.Scanning;

namespace Mugai.Gateway.Configuration;

/// <summary>The keys of mugai.yaml about scanners.</summary>
internal static class ScanKeys
{
    public static IReadOnlyList<ConfigKey<GatewayConfig>> All { get; } =
    [
        Key("scanners", "NAME: clamd:/SOCKET, clamd://HOST:3310 or icap://HOST:1344/SERVICE", "{ clamav: \"clamd:/run/clamav/clamd.ctl\" }", "Scanners that see every mail before and after sanitizing; all must say clean. None: nothing is scanned.",
            "無害化の前後にメールを検査するエンジン。全てが「問題なし」と答える必要があります。未設定なら検査しません。",
            (s, v) => s with { Scanners = Scanners(v) }, ConfigShape.Map),
        Key("timeout", "a duration", "2m", "How long a scanner may take for one mail.", "1 通の検査にかけられる時間。", (s, v) => s with { Timeout = Read.Duration(v.Single) is var time && time > TimeSpan.Zero ? time : throw new FormatException() }),
        Key("connections", "a number", "8", "Mails at one time, for each scanner. Below MaxThreads of clamd.", "検査エンジンごとの同時検査数（clamd の MaxThreads より小さく）。",
            (s, v) => s with { Connections = Read.Count(v.Single) is > 0 and <= 1000 and var count ? count : throw new FormatException() }),
        Key("maxSignatureAge", "a duration", "3d", "Signatures older than this are told of in the log and in health.", "定義ファイルがこれより古いと警告します。", (s, v) => s with { MaxSignatureAge = Read.Duration(v.Single) }),
        Key("refuseWhileDown", "true or false", "false", "While no clean verdict can be had, new mail is answered 451 instead of being kept and held.", "検査できない間、受信せずに 451 を返します（false：受信して保留）。",
            (s, v) => s with { RefuseWhileDown = Read.Switch(v.Single) }),
        Key("dangerOneCleanIsEnough", "true or false", "false", "DANGER: one scanner that says clean is enough while others do not answer. What any of them names is held all the same.", "【危険】1 つの検査エンジンが「問題なし」と答えれば、ほかが応答しなくても通します（検出があれば保留します）。",
            (s, v) => s with { DangerOneCleanIsEnough = Read.Switch(v.Single) }),
        Key("dangerNoSelfTest", "true or false", "false", "DANGER: a scanner is believed although it does not find the EICAR test file in a mail.", "【危険】メール内の EICAR テストファイルを検出しない検査エンジンも信用します。",
            (s, v) => s with { DangerNoSelfTest = Read.Switch(v.Single) }),
    ];

    private static Dictionary<string, string> Scanners(ConfigText text)
    {
        var scanners = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < text.Items.Count; i++)
        {
            _ = ScannerAddress.Read(text.Items[i]);
            scanners.Add(text.Names[i], text.Items[i]);
        }

        return scanners;
    }

    private static ConfigKey<GatewayConfig> Key(string name, string expects, string @default, string en, string ja, Func<ScanOptions, ConfigText, ScanOptions> apply, ConfigShape shape = ConfigShape.Value) =>
        new($"scan.{name}", shape, expects, @default, en, ja, (c, v) => c with { Scan = apply(c.Scan, v) });
}
