namespace Mugai.Gateway.Telemetry.Parts;

/// <summary>
/// The clock: whether the kernel says that a time service keeps it, and whether it jumped against the time that passed. A server elsewhere is not asked: its clock
/// may be the wrong one, and mail tells no time that can be believed.
/// </summary>
internal sealed class ClockPart(Func<KernelClock?> read, TimeProvider clock)
{
    private static readonly TimeSpan MostError = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Jump = TimeSpan.FromSeconds(10);

    /// <summary>A jump is told for so long: it may be over in a moment, its traces in logs are not.</summary>
    private static readonly TimeSpan ToldFor = TimeSpan.FromHours(1);

    private (DateTimeOffset Wall, long Passed)? _before;
    private (TimeSpan By, long At)? _jumped;

    public HealthProbe Probe => new("clock", _ => new(Look()));

    private HealthPart Look()
    {
        var now = (Wall: clock.GetUtcNow(), Passed: clock.GetTimestamp());
        if (_before is { } before && now.Wall - before.Wall - clock.GetElapsedTime(before.Passed, now.Passed) is var by && by.Duration() > Jump)
        {
            _jumped = (by, now.Passed);
        }

        _before = now;
        if (_jumped is { } jumped && clock.GetElapsedTime(jumped.At, now.Passed) < ToldFor)
        {
            return HealthPart.Warning(new(
                $"The clock jumped by {(long)jumped.By.TotalSeconds} s.", $"時計が {(long)jumped.By.TotalSeconds} 秒ずれて変わりました。",
                "Find out who set it: times in the audit log and in mails are wrong around it.", "誰が変更したか確認してください。前後の監査ログやメールの時刻が正しくない可能性があります。"));
        }

        return read() switch
        {
            { IsSynchronized: false } => HealthPart.Warning(new(
                "No time service keeps the clock: the kernel says it is not synchronized.", "時計が時刻サーバーと同期していません（カーネルの状態）。",
                "Start chrony or systemd-timesyncd on the host, with a server that can be reached.", "ホストで chrony または systemd-timesyncd を動かし、到達できる時刻サーバーを設定してください。")),
            { MaxError: var error } when error > MostError => HealthPart.Warning(new(
                $"The clock may be wrong by {error.TotalSeconds:0.0} s.", $"時計の誤差が最大 {error.TotalSeconds:0.0} 秒あります。",
                "Look at the time service of the host (`chronyc tracking`) and at its server.", "ホストの時刻同期（chronyc tracking）と時刻サーバーを確認してください。")),
            _ => HealthPart.Ok,
        };
    }
}
