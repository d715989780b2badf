using System.Security.Cryptography;
using Mugai.Frames;
using Mugai.Gateway.Sandboxing.Launching;

namespace Mugai.Gateway.Sandboxing;

/// <summary>A worker that said it is ready, with what the gateway keeps for it between jobs.</summary>
internal sealed class PooledWorker(IWorkerProcess process, FrameReader frames, WorkerKind kind) : IDisposable
{
    // Further away than any clock will be, and far from overflowing.
    private const long PauseTicks = long.MaxValue / 4;

    private FrameWriter? _results;
    private long _deadline = long.MaxValue;
    private long _pausedAt;
    private long _maxResident = long.MaxValue;

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

    /// <summary>Why the guard killed it; <see cref="Reason.None"/> when it did not.</summary>
    public Reason Verdict { get; private set; }

    /// <summary>From now on the guard watches clock and memory.</summary>
    public void Watch(long deadline, long maxResident)
    {
        Volatile.Write(ref _maxResident, maxResident);
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

    public void Unwatch() => Volatile.Write(ref _deadline, long.MaxValue);

    /// <summary>The last guards (DESIGN 2.6): kills the worker when its time or its memory is used up.</summary>
    public void Check(long now)
    {
        var deadline = Volatile.Read(ref _deadline);
        if (deadline == long.MaxValue || Verdict != Reason.None)
        {
            return;
        }

        if (now > deadline)
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
