using System.Text.Json;
using System.Text.Json.Serialization;
using Mugai.Auditing;
using Mugai.Gateway.Telemetry.Parts;

namespace Mugai.Gateway.Spooling;

/// <summary>
/// Whether the clock can be believed by what destroys. Retention is a difference to the present moment: one wrong present, and every original is too old at once. So the clock is doubted when
/// it jumped by more than a day against the time that passed (a stop of the server counts as none), and while nothing keeps it right. A doubt ends when the clock has gone on steadily for
/// some days, in which somebody reads the alert, or when an administrator says that it is right. What was seen last outlasts a restart.
/// </summary>
/// <remarks>LIMITS: who sets the clock by less than a day at a time, a restart in between, is not noticed; whoever can do that can read the store's files as well.</remarks>
internal sealed partial class ClockTrust(Marks marks, Func<KernelClock?> kernel, TimeProvider clock)
{
    /// <summary>Origin: longer than any time zone or daylight saving mistake (14 hours), shorter than any retention that is in use.</summary>
    public static readonly TimeSpan Jump = TimeSpan.FromDays(1);

    /// <summary>Origin: a weekend, and a working day on which the alert is read.</summary>
    public static readonly TimeSpan SteadyFor = TimeSpan.FromDays(3);

    private const string Mark = "retention.clock";

    private Seen? _seen = marks.Find(Mark) is { } stored ? JsonSerializer.Deserialize(stored, SeenContext.Default.Seen) : null;
    private long? _passed;
    private TimeSpan _drift;

    /// <summary>Null while the clock is believed.</summary>
    public ClockDoubt? Doubt { get; private set; }

    /// <summary>Looks at the clock. Gives the doubt, or null.</summary>
    public async ValueTask<ClockDoubt?> LookAsync(CancellationToken token)
    {
        var (now, isKept) = (clock.GetUtcNow(), kernel() is not { IsSynchronized: false });
        var seen = _seen ?? new Seen(now, now, null, isKept);
        var by = _passed is { } before ? _drift += now - seen.At - clock.GetElapsedTime(before) : now - seen.At;
        if (by.Duration() > Jump)
        {
            seen = seen with { SteadySince = now, JumpedBy = by };
            _drift = default;
        }
        else if (seen.WasKept && !isKept)
        {
            seen = seen with { SteadySince = now };
        }

        await KeepAsync(seen with { At = now, WasKept = isKept, JumpedBy = now - seen.SteadySince >= SteadyFor ? null : seen.JumpedBy }, [], token);
        return Doubt;
    }

    /// <summary>An administrator looked at the clock and found it right.</summary>
    public ValueTask ConfirmAsync(AuditNote note, CancellationToken token)
    {
        var now = clock.GetUtcNow();
        return KeepAsync(new Seen(now, now - SteadyFor, null, kernel() is not { IsSynchronized: false }), [note], token);
    }

    private async ValueTask KeepAsync(Seen seen, IReadOnlyList<AuditNote> notes, CancellationToken token)
    {
        (_seen, _passed) = (seen, clock.GetTimestamp());
        Doubt = (seen.JumpedBy is null && seen.WasKept) || seen.At - seen.SteadySince >= SteadyFor ? null : new ClockDoubt(seen.SteadySince, seen.SteadySince + SteadyFor, seen.JumpedBy);
        await marks.SetAsync(Mark, JsonSerializer.Serialize(seen, SeenContext.Default.Seen), notes, token);
    }

    private sealed record Seen(DateTimeOffset At, DateTimeOffset SteadySince, TimeSpan? JumpedBy, bool WasKept);

    [JsonSerializable(typeof(Seen))]
    private sealed partial class SeenContext : JsonSerializerContext;
}

/// <summary>Why the clock is not believed.</summary>
/// <param name="Since">From when on.</param>
/// <param name="Until">When it is believed again if it goes on steadily.</param>
/// <param name="JumpedBy">By how much it jumped; null: nothing keeps it right.</param>
internal sealed record ClockDoubt(DateTimeOffset Since, DateTimeOffset Until, TimeSpan? JumpedBy);
