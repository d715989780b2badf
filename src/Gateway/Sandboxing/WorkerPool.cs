using Microsoft.Extensions.Logging;
using Mugai.Frames;
using Mugai.Gateway.Tenants;

namespace Mugai.Gateway.Sandboxing;

/// <summary>
/// The warm managed workers. A lease gets one that served the same tenant or nobody; one of another tenant is replaced, never handed on.
/// As many jobs run at a time as there are workers; the others wait, each tenant in a line of its own. While there is more than one tenant, jobs of one that has several to do
/// run in workers that give way to those of one that has a single one, and whoever waits for a worker to start lends its place to the others.
/// </summary>
internal sealed class WorkerPool(SandboxOptions options, WorkerStarter starter, Func<PooledWorker, CancellationToken, Task> rehearse, SandboxGuard guard, ILogger log) : IAsyncDisposable
{
    private static readonly TimeSpan KillPatience = TimeSpan.FromSeconds(5);

    private readonly FairGate _places = new(options.PoolSize, options.ReservedPlaces, shareOf: options.ShareOf);
    private readonly Lock _lock = new();
    private readonly List<PooledWorker> _used = [];
    private readonly Queue<Task<PooledWorker>> _fresh = new();
    private readonly CancellationTokenSource _stopping = new();
    // Half of the processors at a time start workers: all at once would be ready together, late, and take the machine from those that work meanwhile.
    private readonly SemaphoreSlim _starts = new(Math.Max(1, options.PoolSize / 2));
    private int _waiting;
    // Workers at work, and starts that somebody waits for; places taken are a few more, whose holders have not chosen yet.
    private int _leased;

    private int Places => options.PoolSize + options.ReservedPlaces;

    /// <summary>Starts the pool's workers; waits for the first, so that a worker that cannot start is found at the gateway's start.</summary>
    public async Task WarmAsync()
    {
        Task<PooledWorker>? first;
        lock (_lock)
        {
            Tidy();
            _fresh.TryPeek(out first);
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
            await _places.EnterAsync(tenant, token).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        try
        {
            ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, this);
            var givesWay = options.ReservedPlaces > 0 && _places.IsCrowded(tenant);
            var worker = await TakeAsync(tenant, givesWay, token).ConfigureAwait(false);
            if (givesWay && !worker.GivesWay)
            {
                worker.GiveWay();
            }

            return worker;
        }
        catch
        {
            _places.Leave(tenant);
            throw;
        }
    }

    /// <summary>Takes a worker back. One that is not <paramref name="sound"/> or is worn is ended, and a fresh one started at once.</summary>
    public void Return(PooledWorker worker, bool sound)
    {
        var tenant = worker.Tenant!;
        var keep = sound && worker.Jobs < options.JobsPerWorker && !_stopping.IsCancellationRequested
            && !worker.Process.HasEnded && (worker.Jobs % 8 != 0 || worker.Process.ResidentBytes <= options.MaxIdleResidentBytes);
        if (!keep)
        {
            starter.End(worker, patience: sound ? WorkerStarter.EndPatience : TimeSpan.Zero);
        }

        lock (_lock)
        {
            if (keep)
            {
                _used.Add(worker);
            }

            _leased--;
            Tidy();
        }

        _places.Leave(tenant);
    }

    /// <summary>Lets running jobs finish within the bound, then ends every worker.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        if (!await AllEndAsync(options.DrainTimeout).ConfigureAwait(false))
        {
            SandboxLog.DrainTimedOut(log, WorkerKind.Managed);
            guard.KillAll(WorkerKind.Managed);
            await AllEndAsync(KillPatience).ConfigureAwait(false);
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

        await starter.EndAllAsync(rest, starting).ConfigureAwait(false);
        _starts.Dispose();
    }

    /// <summary>Waits until every job is over. False when one was not within the bound.</summary>
    private async ValueTask<bool> AllEndAsync(TimeSpan bound)
    {
        using var patience = new CancellationTokenSource(bound);
        try
        {
            await _places.WhenEmptyAsync(patience.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async ValueTask<PooledWorker> TakeAsync(string tenant, bool givesWay, CancellationToken token)
    {
        while (true)
        {
            Task<PooledWorker>? fresh = null;
            lock (_lock)
            {
                _used.RemoveAll(EndedMeanwhile);
                if (TakeWarm(tenant, givesWay) is { } worker)
                {
                    _leased++;
                    return worker;
                }

                do
                {
                    // A spare whose start failed long ago says nothing about now.
                    _fresh.TryDequeue(out fresh);
                }
                while (fresh is { IsFaulted: true });

                fresh ??= StartAsync();
                _leased++;
                Tidy();
            }

            try
            {
                var taken = await ReadyAsync(fresh, tenant, token).ConfigureAwait(false);
                if (!EndedMeanwhile(taken))
                {
                    taken.Tenant = tenant;
                    return taken;
                }

                Forget();
            }
            catch
            {
                Forget();
                throw;
            }
        }
    }

    /// <summary>
    /// An idle worker of this tenant; under the lock. Of the right kind if there is one. Of the other only when no fresh one is ready: it is better than to wait for a start.
    /// </summary>
    private PooledWorker? TakeWarm(string tenant, bool givesWay)
    {
        var own = _used.FindLastIndex(worker => worker.Tenant == tenant && worker.GivesWay == givesWay);
        if (own < 0 && _fresh.All(start => !start.IsCompletedSuccessfully))
        {
            own = _used.FindLastIndex(worker => worker.Tenant == tenant);
        }

        if (own < 0)
        {
            return null;
        }

        var worker = _used[own];
        _used.RemoveAt(own);
        return worker;
    }

    /// <summary>Waits for a start; meanwhile the place is the other tenants'.</summary>
    private async ValueTask<PooledWorker> ReadyAsync(Task<PooledWorker> start, string tenant, CancellationToken token)
    {
        if (start.IsCompletedSuccessfully)
        {
            return await start.ConfigureAwait(false);
        }

        _places.Lend(tenant);
        try
        {
            return await Abandonable(start, token).ConfigureAwait(false);
        }
        finally
        {
            _places.Reclaim(tenant);
        }
    }

    private void Forget()
    {
        lock (_lock)
        {
            _leased--;
        }
    }

    /// <summary>A worker for each free place, and the spares; above the bound, the one that has been idle longest makes room. Under the lock.</summary>
    private void Tidy()
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        var wanted = options.SpareWorkers + Math.Max(0, Places - _leased - _used.Count);
        while (_fresh.Count < wanted)
        {
            _fresh.Enqueue(StartAsync());
        }

        while (_used.Count > 0 && _leased + _used.Count + _fresh.Count > Places + options.SpareWorkers + options.WarmWorkers)
        {
            starter.End(_used[0], WorkerStarter.EndPatience);
            _used.RemoveAt(0);
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

        starter.End(worker, TimeSpan.Zero);
        return true;
    }

    private async Task<PooledWorker> StartAsync()
    {
        await _starts.WaitAsync(_stopping.Token).ConfigureAwait(false);
        try
        {
            var worker = await starter.StartAsync(WorkerKind.Managed, _stopping.Token).ConfigureAwait(false);
            try
            {
                await rehearse(worker, _stopping.Token).ConfigureAwait(false);
                return worker;
            }
            catch
            {
                starter.End(worker, TimeSpan.Zero);
                throw;
            }
        }
        finally
        {
            _starts.Release();
        }
    }
}
