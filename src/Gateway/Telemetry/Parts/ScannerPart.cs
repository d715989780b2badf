using Mugai.Gateway.Scanning;

namespace Mugai.Gateway.Telemetry.Parts;

/// <summary>The virus scanners: one that does not answer, is blind, or knows only old signatures.</summary>
internal static class ScannerPart
{
    public static HealthProbe Probe(Func<IReadOnlyList<ScannerState>> look) => new("scanners", _ => new(Judge(look())));

    private static HealthPart Judge(IReadOnlyList<ScannerState> scanners)
    {
        if (scanners.FirstOrDefault(scanner => !scanner.IsUp) is { } down)
        {
            return HealthPart.Failed(new(
                $"The scanner {down.Name} has not answered since {down.Since:yyyy-MM-dd HH:mm} UTC; mail that it must see waits.", $"ウイルス検査 {down.Name} が {down.Since:yyyy-MM-dd HH:mm} UTC から応答しません。検査が必要なメールは待機しています。",
                "Start it, and look at the address under scan in mugai.yaml and at the log entries of 1720 and above.", "検査サーバーを起動し、mugai.yaml の scan の接続先とログの 1720 番台を確認してください。"));
        }

        if (scanners.FirstOrDefault(scanner => scanner.FindsTest == false) is { } blind)
        {
            return HealthPart.Failed(new(
                $"The scanner {blind.Name} does not find the test file: it says clean of everything.", $"ウイルス検査 {blind.Name} が試験ファイルを検出しません。検査が働いていません。",
                "Look at its configuration and its signatures.", "検査サーバーの設定とパターンファイルを確認してください。"));
        }

        return scanners.FirstOrDefault(scanner => scanner.IsStale) is { } stale
            ? HealthPart.Warning(new(
                $"The signatures of the scanner {stale.Name} are of {stale.SignaturesOf:yyyy-MM-dd}.", $"ウイルス検査 {stale.Name} のパターンファイルが {stale.SignaturesOf:yyyy-MM-dd} のままです。",
                "Look at its updater (freshclam) and the way to its mirror.", "更新プログラム（freshclam）と配布元までの経路を確認してください。"))
            : HealthPart.Ok;
    }
}
