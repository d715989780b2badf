using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Mugai.Frames;
using Mugai.Sanitizing;

namespace Mugai.Gateway.Sandboxing;

/// <summary>
/// The native steps of one try of one job (DESIGN 2.6). They run beside each other on different native workers, as many as the pool has room for; what
/// came of them waits here until the managed worker fetches it. A native worker that dies, hangs or lies costs its step. What the managed worker
/// says is checked here: numbers in order, lengths as announced, no more than its job may cost.
/// </summary>
internal sealed class NativeSession(NativePool? pool, PageRenderer? pages, PooledWorker asking, JobFrame job, SandboxOptions options, SandboxGuard guard, SandboxMeter meter, ILogger log) : IAsyncDisposable
{
    // All the steps of a job together may run this many times as long as the job itself may think.
    private const int TimeFactor = 4;

    private readonly Dictionary<int, NativeRun> _open = [];
    // Fetched, and read page by page until the worker has done with them.
    private readonly Dictionary<int, NativeRun> _paged = [];
    private readonly List<Task> _running = [];
    private readonly SemaphoreSlim _turns = new(Math.Max(options.NativeSteps, 1));
    private readonly CancellationTokenSource _stop = new();
    private NativeRun? _filling;
    private int _last;
    private long _inputBytes;
    private long _spentTicks;

    /// <summary>Now, as the guard counts it.</summary>
    public long Now => guard.Now;

    /// <summary>A step was asked for and its input is not complete: nothing else may come from the worker.</summary>
    public bool IsFilling => _filling is not null;

    /// <summary>Steps that were neither fetched nor canceled.</summary>
    public bool HasOpenRuns => _open.Count > 0 || _paged.Count > 0;

    /// <summary>A step is asked for; its input follows.</summary>
    public void Begin(NativeStartFrame start)
    {
        var step = start.Step;
        if (_filling is not null || step.Run != _last + 1 || _open.Count == FrameLimits.MaxOpenRuns || (_inputBytes += step.Size) > job.Limits.MaxBytes)
        {
            throw new WorkerLiedException("a native step that it may not have");
        }

        if (step.Name == PageRequest.StepName && (job.Single is not { Form: SinglePartForm.Page } || !PageRequest.TryDecode(step.Arguments, out _)))
        {
            throw new WorkerLiedException("a page that nobody wants to see");
        }

        _last = step.Run;
        _filling = new NativeRun(start, options.ScratchFolder);
        _open.Add(step.Run, _filling);
        StartWhenFilled();
    }

    /// <summary>The next bytes of its input.</summary>
    public void Fill(ReadOnlyMemory<byte> bytes)
    {
        if (_filling is null || bytes.IsEmpty || bytes.Length > _filling.Step.Size - _filling.Input.Length)
        {
            throw new WorkerLiedException("an input of a native step of another length than it said");
        }

        _filling.Input.Append(bytes.Span);
        StartWhenFilled();
    }

    /// <summary>The step that the worker waits for.</summary>
    public NativeRun Find(int run) => _filling is null && _open.TryGetValue(run, out var found)
        ? found : throw new WorkerLiedException("the number of a native step that it does not have");

    /// <summary>A step whose result it reads page by page.</summary>
    public NativeRun FindPaged(int run) => _paged.TryGetValue(run, out var found)
        ? found : throw new WorkerLiedException("a page of a native step that it does not have");

    /// <summary>A step that it does not want, or not any more.</summary>
    public NativeRun FindAny(int run) => _paged.TryGetValue(run, out var found) ? found : Find(run);

    /// <summary>True when a result of that size may lie here until it is read: all that do together are no more than the job may unpack.</summary>
    public bool HasRoomFor(long size) => _paged.Values.Sum(static run => run.Output.Length) + size <= job.Limits.MaxBytes;

    /// <summary>The worker knows how it ended and will read its bytes page by page.</summary>
    public void Keep(NativeRun run)
    {
        _open.Remove(run.Step.Run);
        _paged.Add(run.Step.Run, run);
    }

    /// <summary>The worker has its result or does not want it.</summary>
    public void Close(NativeRun run)
    {
        _paged.Remove(run.Step.Run);
        _open.Remove(run.Step.Run);
        run.Cancel();
        run.End();
    }

    /// <summary>Ends what still runs, and every native worker that served this job.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (var task in _running)
        {
            await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _filling?.End();
        foreach (var run in _open.Values.Concat(_paged.Values))
        {
            run.End();
        }

        pool?.Release(this);
        _turns.Dispose();
        _stop.Dispose();
    }

    private void StartWhenFilled()
    {
        if (_filling is not { IsFilled: true } run)
        {
            return;
        }

        _filling = null;
        _running.RemoveAll(static task => task.IsCompleted);
        var execution = ExecuteAsync(run);
        run.Execution = execution;
        _running.Add(execution);
    }

    private async Task<NativeResultFrame> ExecuteAsync(NativeRun run)
    {
        try
        {
            if (pool is null || pages is null)
            {
                return Refused(run, Reason.Unsupported);
            }

            using var stop = CancellationTokenSource.CreateLinkedTokenSource(run.Canceled, _stop.Token);
            await _turns.WaitAsync(stop.Token);
            try
            {
                if (MillisecondsLeft <= 0)
                {
                    return Refused(run, Reason.Timeout);
                }

                if (run.Step.Name == PageRequest.StepName)
                {
                    var started = Stopwatch.GetTimestamp();
                    var drawn = await pages.RunAsync(run, job.Limits, job.Id, stop.Token);
                    Interlocked.Add(ref _spentTicks, Stopwatch.GetTimestamp() - started);
                    return drawn;
                }

                return await RunAsync(pool, run, isLast: false, stop.Token)
                    ?? await RunAsync(pool, run, isLast: true, stop.Token)
                    ?? Refused(run, Reason.Crashed);
            }
            finally
            {
                run.ForgetArguments();
                _turns.Release();
            }
        }
        finally
        {
            run.End();
        }
    }

    private long MillisecondsLeft => ((long)job.Limits.MaxMilliseconds * TimeFactor) - (Volatile.Read(ref _spentTicks) * 1000 / Stopwatch.Frequency);

    /// <summary>
    /// One try. Null when it failed and the input need not be the cause: the worker was killed while it was idle (by the kernel, for want of memory), or it
    /// had served another part, whose crash, exploit or leak may have come late. The last try is on a fresh worker, and counts.
    /// </summary>
    private async ValueTask<NativeResultFrame?> RunAsync(NativePool workers, NativeRun run, bool isLast, CancellationToken token)
    {
        var worker = await workers.LeaseAsync(this, asking.Tenant!, run.Alone || isLast, asking.GivesWay, token);
        var started = Stopwatch.GetTimestamp();
        var sound = false;
        try
        {
            var resident = options.MaxNativeResidentBytes + (16 * Math.Min(run.Step.Size, run.Step.ByPages ? FrameLimits.WholeBytes : long.MaxValue));
            worker.Watch(guard.In(MillisecondsFor(run.Step)), resident);
            worker.Jobs++;
            var step = new StepRun(worker, run, job.Limits);
            var result = await step.ExecuteAsync(token);
            // Taken over, it could still grow while it waits for the next step: its memory is watched on.
            worker.Watch(guard.In(int.MaxValue), resident);
            sound = step.Cause is null && worker.Verdict == Reason.None;
            if (step.Cause is not null)
            {
                meter.Lost(result.Result.Reason);
                SandboxLog.StepFailed(log, job.Id, run.Step.Name, new UntrustedText(run.Path), worker.Process.Id, result.Result.Reason, step.Cause);
            }

            var mayBeInnocent = step.Cause is not null && worker.Verdict != Reason.Timeout && (worker.Jobs > 1 || (step.NeverBegan && worker.Verdict == Reason.None));
            return mayBeInnocent && !isLast ? null : result;
        }
        finally
        {
            Interlocked.Add(ref _spentTicks, Stopwatch.GetTimestamp() - started);
            workers.Return(this, worker, keep: sound && !run.Alone);
        }
    }

    private int MillisecondsFor(StepFrame step) =>
        (int)Math.Min(BudgetLimits.ForInput(step.Size).MaxMilliseconds, Math.Min(job.Limits.MaxMilliseconds, MillisecondsLeft + 1));

    public static NativeResultFrame Refused(NativeRun run, Reason reason) => new(run.Step.Run, NativeResult.Refused(reason), 0, 0, 0);
}
