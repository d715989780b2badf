using Mugai.Gateway.Sandboxing;

namespace Mugai.Gateway.Telemetry.Parts;

/// <summary>Workers that were lost lately, and the C libraries they need.</summary>
internal sealed class WorkerParts(Func<long> lostSoFar, int tooMany, TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly Queue<(long At, long Lost)> _samples = new();

    public HealthProbe Probe => new("workers", _ => new(Look()));

    public static HealthProbe Libraries(IReadOnlyList<NativeLibrary> libraries) => new("libraries", _ =>
    {
        var missing = libraries.Where(library => library.Version is null).ToList();
        var (source, packages) = (PackageSource.Here, missing.Select(library => library.Package));
        return new(missing.Count == 0 ? HealthPart.Ok : HealthPart.Warning(new(
            string.Join("; ", missing.Select(library => $"{library.Name} is not installed: {library.Absence}")) + ".", string.Join("；", missing.Select(library => $"{library.Name} がないため、{library.AbsenceJa}")) + "。",
            $"{source.Install(packages)}{source.Hint(packages)}, then restart.", $"{source.Install(packages)} で導入し{source.HintJa(packages)}、再起動してください。")));
    });

    private HealthPart Look()
    {
        var now = clock.GetTimestamp();
        _samples.Enqueue((now, lostSoFar()));
        while (_samples.Count > 1 && clock.GetElapsedTime(_samples.Peek().At, now) > Window)
        {
            _samples.Dequeue();
        }

        var lost = _samples.Last().Lost - _samples.Peek().Lost;
        return lost < tooMany ? HealthPart.Ok : HealthPart.Warning(new(
            $"{lost} workers were lost in ten minutes; the parts that cost them are blocked or held.", $"10 分間に {lost} 個のワーカーが異常終了しました。原因となった部分は遮断または保留しています。",
            "The log entries 1301 and 1305 name the messages. It is an attack or a fault of ours: keep the originals and report it.", "ログの 1301・1305 番で対象メールを確認してください。攻撃または不具合の可能性があります。原本を保全して報告してください。"));
    }
}
