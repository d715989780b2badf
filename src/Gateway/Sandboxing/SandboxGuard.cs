using Mugai.Frames;

namespace Mugai.Gateway.Sandboxing;

/// <summary>
/// Looks at every busy worker twenty times a second: one timer for all, so that a job of a tenth of a millisecond pays for none. Work is bounded
/// by the budgets; this is for what the budgets do not see.
/// </summary>
internal sealed class SandboxGuard : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(50);

    private readonly HashSet<PooledWorker> _workers = [];
    private readonly TimeProvider _time;
    private readonly ITimer _timer;

    public SandboxGuard(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(static guard => ((SandboxGuard)guard!).Check(), this, Period, Period);
    }

    /// <summary>A point in time <paramref name="milliseconds"/> from now, as <see cref="PooledWorker.Watch"/> wants it.</summary>
    public long In(int milliseconds) => _time.GetTimestamp() + (long)(milliseconds / 1000.0 * _time.TimestampFrequency);

    /// <summary>Now, on the same scale.</summary>
    public long Now => _time.GetTimestamp();

    public void Add(PooledWorker worker)
    {
        lock (_workers)
        {
            _workers.Add(worker);
        }
    }

    public void Remove(PooledWorker worker)
    {
        lock (_workers)
        {
            _workers.Remove(worker);
        }
    }

    public void KillAll(WorkerKind kind)
    {
        foreach (var worker in Snapshot().Where(worker => worker.Kind == kind))
        {
            worker.Process.Kill();
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Check()
    {
        var now = _time.GetTimestamp();
        foreach (var worker in Snapshot())
        {
            worker.Check(now, _time.TimestampFrequency);
        }
    }

    private PooledWorker[] Snapshot()
    {
        lock (_workers)
        {
            return [.. _workers];
        }
    }
}
