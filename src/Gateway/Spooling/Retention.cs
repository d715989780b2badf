using System.Text.Json;
using Microsoft.Extensions.Logging;
using Mugai.Auditing;
using Mugai.Gateway.Telemetry.Parts;
using Mugai.Portal.Oversight;
using Mugai.Spooling;

namespace Mugai.Gateway.Spooling;

/// <summary>Erases originals and cuts the audit log when their time is over, as long as the clock can be believed. In doubt everything stays, and somebody is told.</summary>
/// <param name="spool">Where originals are.</param>
/// <param name="audit">The log.</param>
/// <param name="trust">Who judges the clock.</param>
/// <param name="originals">How long originals are kept where no policy says otherwise.</param>
/// <param name="cutBefore">Up to when the log may be cut: what was not forwarded yet stays.</param>
/// <param name="clock">The clock.</param>
/// <param name="log">Where it is told.</param>
internal sealed class Retention(
    ISpool spool, IAuditLog audit, ClockTrust trust, TimeSpan originals, Func<CancellationToken, ValueTask<DateTimeOffset>> cutBefore, TimeProvider clock, ILogger log) : IRetention, IDisposable
{
    // A confirmation and the hourly look at one time: each sees what the other wrote.
    private readonly SemaphoreSlim _looking = new(1, 1);

    public RetentionPause? Pause => trust.Doubt is { } doubt ? new RetentionPause(doubt.Until, doubt.JumpedBy) : null;

    /// <summary>A jump is an alert of its own; that nothing keeps the clock is told by the part about it.</summary>
    public HealthProbe Probe => new("retention", _ => new(trust.Doubt is { JumpedBy: { } by } doubt
        ? HealthPart.Warning(new(
            $"The clock is {Days(by)} days away from when it was seen last (it was set, or the server stood still for so long): nothing is erased for its age until {doubt.Until.ToLocalTime():yyyy-MM-dd HH:mm}.", $"時計が、最後に確認した時刻から {Days(by)} 日離れています（時計の変更、または長い停止）。保存期間による消去を {doubt.Until.ToLocalTime():yyyy-MM-dd HH:mm} まで止めています。",
            "Look at the clock. If it is right: `mugai quarantine confirm-clock --reason TEXT`, or the dashboard of the portal. If not: set it right, the wait begins anew.",
            "時計を確認してください。正しければ mugai quarantine confirm-clock --reason 理由、またはポータルの「稼働状況」で再開できます。誤っていれば直してください（待ち時間は数え直します）。"))
        : HealthPart.Ok));

    /// <summary>Does what is due, and tells once when a doubt begins.</summary>
    public async ValueTask SweepAsync(CancellationToken token)
    {
        await _looking.WaitAsync(token);
        try
        {
            var before = trust.Doubt;
            if (await trust.LookAsync(token) is { } doubt)
            {
                if (before is null)
                {
                    SpoolLog.RetentionPaused(log, Math.Round((doubt.JumpedBy ?? default).TotalDays, 1), doubt.Until);
                }

                return;
            }

            await spool.ExpireAsync(clock.GetUtcNow() - originals, token);
            await audit.CutAsync(await cutBefore(token), token);
        }
        finally
        {
            _looking.Release();
        }
    }

    public async ValueTask ConfirmClockAsync(string actor, UntrustedText why, CancellationToken token)
    {
        await _looking.WaitAsync(token);
        try
        {
            await trust.ConfirmAsync(new AuditNote(AuditKind.AdministratorActed, actor, JsonSerializer.SerializeToUtf8Bytes(new { act = "retention.confirm-clock", why = why.ForDisplay() })), token);
        }
        finally
        {
            _looking.Release();
        }
    }

    public void Dispose() => _looking.Dispose();

    private static string Days(TimeSpan by) => Math.Round(by.TotalDays, 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
