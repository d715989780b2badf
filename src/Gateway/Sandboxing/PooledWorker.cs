using System.Security.Cryptography;
using Mugai.Frames;
using Mugai.Gateway.Sandboxing.Launching;

namespace Mugai.Gateway.Sandboxing;

/// <summary>A worker that said it is ready, with what the gateway keeps for it between jobs.</summary>
internal sealed class PooledWorker(IWorkerProcess process, FrameReader frames, WorkerKind kind) : IDisposable
{
    // Further away than any clock will be, and far from overflowing.
    private const long PauseTicks = long.MaxValue / 4;

    /// <summary>A job ends after this many times its time limit, however little of the processor it got.</summary>
    private const int MaxStretch = 10;

    private FrameWriter? _results;
    private long _deadline = long.MaxValue;
    private long _pausedAt;
    private long _maxResident = long.MaxValue;
    // Of the job that is watched, since the first look at it: what it had waited for the processor before, and how long its time may be drawn out. Negative: not looked at yet.
    private long _waitedBefore = -1;
    private long _maxWait;

    public IWorkerProcess Process { get; } = process;

    public FrameReader Frames { get; } = frames;

    public FrameWriter ToWorker { get; } = new(240 * 1024);

    /// <summary>Results of native steps on their way to it, while <see cref="ToWorker"/> gathers its input.</summary>
    public FrameWriter Results => _results ??= new FrameWriter(FrameLimits.MaxChunkBytes + 4096);

    public WorkerKind Kind { get; } = kind;

    public IncrementalHash InputHash { get; } = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public IncrementalHash OutputHash { get; } = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>The only tenant it has served; null while it is fresh.</summary>
    public string? Tenant { get; set; }

    public int Jobs { get; set; }

    /// <summary>It gives way to workers that do not (see <see cref="GiveWay"/>).</summary>
    public bool GivesWay { get; private set; }

    /// <summary>Why the guard killed it; <see cref="Reason.None"/> when it did not.</summary>
    public Reason Verdict { get; private set; }

    /// <summary>From now on the guard watches clock and memory.</summary>
    public void Watch(long deadline, long maxResident)
    {
        Volatile.Write(ref _maxResident, maxResident);
        Volatile.Write(ref _waitedBefore, -1);
        Volatile.Write(ref _deadline, deadline);
    }

    /// <summary>Stops the clock while this one waits for a native step; memory is watched on.</summary>
    public void PauseClock(long now)
    {
        _pausedAt = now;
        Volatile.Write(ref _deadline, Volatile.Read(ref _deadline) + PauseTicks);
    }

    /// <summary>Lets the clock go on where it stood.</summary>
    public void ResumeClock(long now) => Volatile.Write(ref _deadline, Volatile.Read(ref _deadline) - PauseTicks + (now - _pausedAt));

    /// <summary>From now on for work that may wait while others' runs; not to be undone.</summary>
    public void GiveWay()
    {
        GivesWay = true;
        Process.GiveWay();
    }

    public void Unwatch() => Volatile.Write(ref _deadline, long.MaxValue);

    /// <summary>
    /// The last guards (DESIGN 2.6): kills the worker when its time or its memory is used up. What it stood waiting for a processor does not count: on a machine that is
    /// flooded, and for a worker that gives way, a sound job may take many times as long.
    /// </summary>
    /// <param name="now">On the scale of <see cref="Watch"/>.</param>
    /// <param name="frequency">Steps of that scale in a second.</param>
    public void Check(long now, long frequency)
    {
        var deadline = Volatile.Read(ref _deadline);
        if (deadline == long.MaxValue || Verdict != Reason.None)
        {
            return;
        }

        if (Volatile.Read(ref _waitedBefore) < 0 && deadline - now < PauseTicks / MaxStretch)
        {
            _maxWait = Math.Max(0, deadline - now) * (MaxStretch - 1);
            Volatile.Write(ref _waitedBefore, Process.WaitedForProcessor);
        }

        if (now > deadline && now > deadline + Waited(frequency))
        {
            Verdict = Reason.Timeout;
            Process.Kill();
        }
        else if (Process.ResidentBytes > Volatile.Read(ref _maxResident))
        {
            Verdict = Reason.Budget;
            Process.Kill();
        }
    }

    private long Waited(long frequency)
    {
        var nanoseconds = _waitedBefore < 0 ? 0 : Math.Max(0, Process.WaitedForProcessor - _waitedBefore);
        return Math.Min((long)(nanoseconds / 1e9 * frequency), _maxWait);
    }

    /// <summary>The reason that goes with how it ended.</summary>
    public static Reason FailureFor(Reason verdict, WorkerEnd end) => verdict != Reason.None ? verdict
        : end is { Ending: WorkerEnding.Exited, Code: (int)WorkerExitCode.OutOfMemory } ? Reason.Budget
        : Reason.Crashed;

    public void Dispose()
    {
        InputHash.Dispose();
        OutputHash.Dispose();
        Frames.Dispose();
    }
}
