using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Mugai.Frames;
using Mugai.Gateway.Sandboxing.Launching;

namespace Mugai.Gateway.Sandboxing;

/// <summary>
/// The warm workers of one kind. A lease gets one that served the same tenant or nobody; one of another tenant is replaced, never handed on.
/// As many jobs run at a time as there are workers; the others wait in line.
/// </summary>
internal sealed class WorkerPool(WorkerKind kind, SandboxOptions options, IWorkerLauncher launcher, SandboxGuard guard, SandboxMeter meter, ILogger log)
    : IAsyncDisposable
{
    private static readonly TimeSpan EndPatience = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan KillPatience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _slots = new(options.PoolSize, options.PoolSize);
    private readonly Lock _lock = new();
    private readonly List<PooledWorker> _used = [];
    private readonly Queue<Task<PooledWorker>> _fresh = new();
    private readonly CancellationTokenSource _stopping = new();
    private int _waiting;
    private int _endings;

    /// <summary>Starts the pool's workers; waits for the first, so that a worker that cannot start is found at the gateway's start.</summary>
    public async Task WarmAsync()
    {
        Task<PooledWorker>? first = null;
        lock (_lock)
        {
            for (var i = 0; i < options.PoolSize; i++)
            {
                _fresh.Enqueue(StartAsync());
                first ??= _fresh.Peek();
            }
        }

        if (first is not null)
        {
            await first.ConfigureAwait(false);
        }
    }

    /// <summary>A worker for <paramref name="tenant"/>, to be given back by <see cref="Return"/>.</summary>
    public async ValueTask<PooledWorker> LeaseAsync(string tenant, CancellationToken token)
    {
        ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, this);
        if (Interlocked.Increment(ref _waiting) > options.MaxWaiting + options.PoolSize)
        {
            Interlocked.Decrement(ref _waiting);
            throw new SandboxUnavailableException($"{options.MaxWaiting} jobs wait for a worker already. / ワーカー待ちが {options.MaxWaiting} 件あります。");
        }

        try
        {
            await _slots.WaitAsync(token).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        try
        {
            ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, this);
            return await TakeAsync(tenant, token).ConfigureAwait(false);
        }
        catch
        {
            _slots.Release();
            throw;
        }
    }

    /// <summary>Takes a worker back. One that is not <paramref name="sound"/>, is worn or is native is ended, and a fresh one started at once.</summary>
    public void Return(PooledWorker worker, bool sound)
    {
        var keep = sound && kind == WorkerKind.Managed && worker.Jobs < options.JobsPerWorker && !_stopping.IsCancellationRequested
            && !worker.Process.HasEnded && (worker.Jobs % 8 != 0 || worker.Process.ResidentBytes <= options.MaxIdleResidentBytes);
        if (!keep)
        {
            guard.Remove(worker);
            End(worker, patience: sound ? EndPatience : TimeSpan.Zero);
        }

        lock (_lock)
        {
            if (keep)
            {
                _used.Add(worker);
            }
            else if (!_stopping.IsCancellationRequested)
            {
                _fresh.Enqueue(StartAsync());
            }
        }

        _slots.Release();
    }

    /// <summary>Lets running jobs finish within the bound, then ends every worker.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        var free = await TakeSlotsAsync(options.PoolSize, options.DrainTimeout).ConfigureAwait(false);
        if (free < options.PoolSize)
        {
            SandboxLog.DrainTimedOut(log, kind);
            guard.KillAll(kind);
            await TakeSlotsAsync(options.PoolSize - free, KillPatience).ConfigureAwait(false);
        }

        List<PooledWorker> rest;
        List<Task<PooledWorker>> starting;
        lock (_lock)
        {
            rest = [.. _used];
            starting = [.. _fresh];
            _used.Clear();
            _fresh.Clear();
        }

        foreach (var start in starting)
        {
            await ((Task)start).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (start.IsCompletedSuccessfully)
            {
                rest.Add(await start.ConfigureAwait(false));
            }
        }

        foreach (var worker in rest)
        {
            guard.Remove(worker);
            End(worker, EndPatience);
        }

        while (Volatile.Read(ref _endings) > 0)
        {
            await Task.Delay(5).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until that many jobs are over. How many were, within the bound.</summary>
    private async ValueTask<int> TakeSlotsAsync(int count, TimeSpan bound)
    {
        using var patience = new CancellationTokenSource(bound);
        for (var taken = 0; taken < count; taken++)
        {
            try
            {
                await _slots.WaitAsync(patience.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return taken;
            }
        }

        return count;
    }

    private async ValueTask<PooledWorker> TakeAsync(string tenant, CancellationToken token)
    {
        while (true)
        {
            Task<PooledWorker>? fresh = null;
            lock (_lock)
            {
                _used.RemoveAll(EndedMeanwhile);
                var own = _used.FindLastIndex(worker => worker.Tenant == tenant);
                if (own >= 0)
                {
                    var worker = _used[own];
                    _used.RemoveAt(own);
                    return worker;
                }

                if (!_fresh.TryDequeue(out fresh) && _used.Count > 0)
                {
                    // Every warm worker has served somebody else: the one that waited longest makes room.
                    guard.Remove(_used[0]);
                    End(_used[0], EndPatience);
                    _used.RemoveAt(0);
                }

                fresh ??= StartAsync();
            }

            var taken = await Abandonable(fresh, token).ConfigureAwait(false);
            if (!taken.Process.HasEnded)
            {
                taken.Tenant = tenant;
                return taken;
            }

            EndedMeanwhile(taken);
        }
    }

    /// <summary>Waits for a start; when the caller gives up first, the worker stays for the next one.</summary>
    private async ValueTask<PooledWorker> Abandonable(Task<PooledWorker> start, CancellationToken token)
    {
        try
        {
            return await start.WaitAsync(token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            lock (_lock)
            {
                _fresh.Enqueue(start);
            }

            throw;
        }
    }

    private bool EndedMeanwhile(PooledWorker worker)
    {
        if (!worker.Process.HasEnded)
        {
            return false;
        }

        guard.Remove(worker);
        End(worker, TimeSpan.Zero);
        return true;
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The worker owns the reader from its first line on.")]
    private async Task<PooledWorker> StartAsync()
    {
        await Task.Yield();
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        var process = await launcher.LaunchAsync(kind, _stopping.Token).ConfigureAwait(false);
        var worker = new PooledWorker(process, new FrameReader(process.Output), kind);
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
            patience.CancelAfter(options.StartTimeout);
            var first = await worker.Frames.ReadAsync(patience.Token).ConfigureAwait(false);
            var ready = first == FrameType.Ready ? ReadyFrame.Parse(worker.Frames.Payload.Span) : null;
            await RequireAsync(process, ready).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not SandboxUnavailableException)
        {
            var end = await process.EndAsync(TimeSpan.Zero).ConfigureAwait(false);
            worker.Dispose();
            throw new SandboxUnavailableException(
                $"A worker did not become ready ({e.Message}; {end.Ending} {end.Code}). {process.Errors.ForDisplay()} / ワーカーが準備できませんでした。", e);
        }
        catch
        {
            worker.Dispose();
            throw;
        }

        guard.Add(worker);
        meter.Started(kind, System.Diagnostics.Stopwatch.GetElapsedTime(started));
        SandboxLog.WorkerStarted(log, kind, process.Id);
        return worker;
    }

    private async ValueTask RequireAsync(IWorkerProcess process, ReadyFrame? ready)
    {
        if (ready is null)
        {
            // It told its reason on standard error and ended; give the words time to arrive.
            var end = await process.EndAsync(EndPatience).ConfigureAwait(false);
            throw new SandboxUnavailableException(
                $"A worker refused to start ({end.Ending} {end.Code}): {process.Errors.ForDisplay()} / ワーカーが起動を拒否しました。");
        }

        if (ready.Protocol != FrameLimits.ProtocolVersion || ready.Version != WorkerProbe.OwnBuild)
        {
            await process.EndAsync(TimeSpan.Zero).ConfigureAwait(false);
            throw new SandboxUnavailableException(
                $"The worker at {options.WorkerPath} is of another build than this gateway: install both from one package. / ワーカーとゲートウェイの版が違います。同じパッケージから導入してください。");
        }

        if (!ready.IsConfined)
        {
            if (!options.DangerUnsandboxedWorkers)
            {
                await process.EndAsync(TimeSpan.Zero).ConfigureAwait(false);
                throw new SandboxUnavailableException("A worker is not confined. / ワーカーが隔離されていません。");
            }

            SandboxLog.Unsandboxed(log, process.Id, ready.LandlockAbi, ready.Seccomp);
        }
    }

    private void End(PooledWorker worker, TimeSpan patience)
    {
        Interlocked.Increment(ref _endings);
        _ = EndAsync();

        async Task EndAsync()
        {
            var end = await worker.Process.EndAsync(patience).ConfigureAwait(false);
            if (end.Ending == WorkerEnding.Lost)
            {
                SandboxLog.WorkerLost(log, kind, worker.Process.Id);
            }

            if (!worker.Process.Errors.IsEmpty)
            {
                SandboxLog.WorkerSaid(log, kind, worker.Process.Id, worker.Process.Errors);
            }

            worker.Dispose();
            Interlocked.Decrement(ref _endings);
        }
    }
}
