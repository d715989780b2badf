using Mugai.Auditing;

namespace Mugai.Gateway.Telemetry.Parts;

/// <summary>The audit chain is read whole at start and once a day; a break never heals by itself.</summary>
internal sealed class AuditPart(Func<CancellationToken, ValueTask<AuditVerification>> verify, TimeProvider clock)
{
    private static readonly TimeSpan Every = TimeSpan.FromDays(1);

    private Task<AuditVerification>? _running;
    private AuditVerification? _last;
    private long _doneAt;

    /// <summary>A reading goes on whose result no look has taken yet.</summary>
    public bool IsReading => _running is not null;

    public HealthProbe Probe => new("audit", Look);

    /// <summary>Reading a long chain takes longer than a look may: it goes on beside, and the next look has its result.</summary>
    private async ValueTask<HealthPart> Look(CancellationToken token)
    {
        if (_running is null && (_last is null || clock.GetElapsedTime(_doneAt) >= Every))
        {
            _running = Task.Run(async () => await verify(CancellationToken.None).ConfigureAwait(false), CancellationToken.None);
        }

        if (_running is { IsCompleted: true } done)
        {
            _running = null;
            _last = await done.ConfigureAwait(false);
            _doneAt = clock.GetTimestamp();
        }

        return _last is { Problems: [var first, ..] } broken
            ? HealthPart.Failed(new(
                $"The audit chain is broken: {first.Fault} at entry {first.Sequence} ({broken.Problems.Count} problem(s)).", $"監査ログの連鎖が壊れています（記録 {first.Sequence}、{first.Fault}、計 {broken.Problems.Count} 件）。",
                "Run `mugai audit verify`, keep a copy of the store as it is, and find out who wrote to it.", "mugai audit verify を実行し、保存先を現状のまま複製したうえで、誰が書き換えたかを調査してください。"))
            : HealthPart.Ok;
    }
}
