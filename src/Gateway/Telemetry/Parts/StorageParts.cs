using System.Globalization;
using Mugai.Gateway.Policies;
using Mugai.Gateway.Spooling.Embedded;
using Mugai.Spooling;

namespace Mugai.Gateway.Telemetry.Parts;

/// <summary>What can be seen of the store: room, queue, audit chain.</summary>
internal static class StorageParts
{
    public static HealthProbe Storage(Func<(SpoolSpace Space, long Free)> look, string path, long enough) => new("storage", _ =>
    {
        var (space, free) = look();
        var (en, ja) = ($"{Mebibytes(free)} are free under {path}", $"{path} の空き容量は {Mebibytes(free)} です");
        return new(space switch
        {
            SpoolSpace.Unwritable => HealthPart.Failed(new(
                $"The storage under {path} cannot be written; no mail is taken (451).", $"保存先 {path} に書き込めません。受信を止めています（451）。",
                "Look at the disk, its mount options and the owner of the folder.", "ディスクの状態・マウント・フォルダーの所有者を確認してください。")),
            SpoolSpace.UnderReserve => HealthPart.Failed(new(
                $"{en}, less than storage.reserve: no new mail is taken (452).", $"{ja}。storage.reserve を下回ったため、新しいメールを受け付けていません（452）。",
                "Give the volume more room, or shorten quarantine.retention.", "容量を増やすか、quarantine.retention を短くしてください。")),
            _ when free < enough => HealthPart.Warning(new(
                $"{en}, less than alerts.diskFree.", $"{ja}。alerts.diskFree を下回りました。",
                "Give the volume more room before the reserve is reached and mail is refused.", "受信が止まる前に容量を増やしてください。")),
            _ => HealthPart.Ok,
        });
    });

    public static HealthProbe Queue(Func<CancellationToken, ValueTask<QueueFigures>> look, TimeSpan late, TimeProvider clock) => new("queue", async token =>
    {
        var queue = await look(token).ConfigureAwait(false);
        if (queue.Oldest is not { } oldest || clock.GetUtcNow() - oldest is var age && age <= late)
        {
            return HealthPart.Ok;
        }

        var complaint = new Complaint(
            $"The oldest of {queue.Count} waiting messages has waited for {Span(age)}.", $"配送待ち {queue.Count} 件のうち最も古いものが {Span(age)} 待っています。",
            "`mugai queue list` shows why; look at the next hop and at the log entries 1401 and 1501.", "mugai queue list で理由を確認し、次段サーバーとログの 1401・1501 番を確認してください。");
        return age > 4 * late ? HealthPart.Failed(complaint) : HealthPart.Warning(complaint);
    });

    public static HealthProbe Policies(Func<PolicyState> look) => new("policies", _ => new(look() is { Problems: > 0 } state
        ? HealthPart.Warning(new(
            $"The policy files have {state.Problems} mistake(s); the policies of {state.Since:yyyy-MM-dd HH:mm} UTC stay in force.",
            $"ポリシーファイルに {state.Problems} 件の誤りがあります。{state.Since:yyyy-MM-dd HH:mm} UTC のポリシーを使い続けています。",
            "`mugai check` names each mistake with its line.", "mugai check で誤りの行を確認して直してください。"))
        : HealthPart.Ok));

    public static HealthProbe ShadowPolicies(Func<PolicyState> look) => new("shadowPolicies", _ => new(look() is { Problems: > 0 } state
        ? HealthPart.Warning(new(
            $"The shadow policy files have {state.Problems} mistake(s); nothing is judged by them. The policies in force are not touched.",
            $"試験ポリシーに {state.Problems} 件の誤りがあり、試験判定を止めています。適用中のポリシーに影響はありません。",
            "`mugai check` names each mistake with its line.", "mugai check で誤りの行を確認して直してください。"))
        : HealthPart.Ok));

    private static string Mebibytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes >> 20} MiB");

    internal static string Span(TimeSpan time) => time.TotalDays >= 2 ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalDays} d")
        : time.TotalHours >= 2 ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h") : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min");
}
