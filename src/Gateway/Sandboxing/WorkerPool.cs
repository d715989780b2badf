using Microsoft.Extensions.Logging;
using Mugai.Frames;
using Mugai.Gateway.Tenants;

namespace Mugai.Gateway.Sandboxing;

/// <summary>
/// The warm managed workers. A lease gets one that served the same tenant or nobody; one of another tenant is replaced, never handed on.
/// As many jobs run at a time as there are workers; the others wait, each tenant in a line of its own. While there is more than one tenant, jobs of a crowded one run in workers that give
/// way from their start on, and whoever waits for a worker to start lends its place to the others.
/// </summary>
internal sealed class WorkerPool : IAsyncDisposable
{
    private static readonly TimeSpan KillPatience = TimeSpan.FromSeconds(5);

    private readonly SandboxOptions _options;
    private readonly WorkerStarter _starter;
    private readonly Func<PooledWorker, CancellationToken, Task> _rehearse;
    private readonly SandboxGuard _guard;
    private readonly ILogger _log;
    private readonly FairGate _places;
    private readonly Lock _lock = new();
    private readonly List<PooledWorker> _used = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly FreshWorkers _fresh;
    // Those that give way. Their starts have turns of their own: they take long, and nobody else's start is to wait for one.
    private readonly FreshWorkers _freshLow;
    private int _waiting;
    // Workers at work, and starts that somebody waits for; places taken are a few more, whose holders have not chosen yet.
    private int _leased;

    public WorkerPool(SandboxOptions options, WorkerStarter starter, Func<PooledWorker, CancellationToken, Task> rehearse, SandboxGuard guard, ILogger log)
    {
        (_options, _starter, _rehearse, _guard, _log) = (options, starter, rehearse, guard, log);
        _places = new FairGate(options.PoolSize, options.ReservedPlaces, shareOf: options.ShareOf);
        var half = Math.Max(1, options.PoolSize / 2);
        _fresh = new FreshWorkers(half, stopping => StartAsync(givesWay: false, stopping), _stopping.Token);
        _freshLow = new FreshWorkers(half, stopping => StartAsync(givesWay: true, stopping), _stopping.Token);
    }

    private int Places => _options.PoolSize + _options.ReservedPlaces;

    /// <summary>Starts the pool's workers; waits for the first, so that a worker that cannot start is found at the gateway's start.</summary>
    public async Task WarmAsync()
    {
        Task<PooledWorker>? first;
        lock (_lock)
        {
            Tidy();
            first = _fresh.First;
        }

        if (first is not null)
        {
            await first;
        }
    }

    /// <summary>A worker for <paramref name="tenant"/>, to be given back by <see cref="Return"/>.</summary>
    public async ValueTask<PooledWorker> LeaseAsync(string tenant, CancellationToken token)
    {
        ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, this);
        if (Interlocked.Increment(ref _waiting) > _options.MaxWaiting + _options.PoolSize)
        {
            Interlocked.Decrement(ref _waiting);
            throw new SandboxUnavailableException($"{_options.MaxWaiting} jobs wait for a worker already. / ワーカー待ちが {_options.MaxWaiting} 件あります。");
        }

        try
        {
            // Nobody waits for our own test mail; a crowded tenant may hold one, or another whose jobs hang would keep it out.
            await _places.EnterAsync(tenant, token, mayUseReserved: tenant != Tenant.CanaryName);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        try
        {
            ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, this);
            // The second for jobs that are no mail: files of the API, previews.
            var givesWay = _options.ReservedPlaces > 0 && (_options.IsCrowded?.Invoke(tenant) is true || _places.CountOf(tenant) > TenantTraffic.Few);
            var worker = await TakeAsync(tenant, givesWay, token);
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
        var keep = sound && worker.Jobs < _options.JobsPerWorker && !_stopping.IsCancellationRequested
            && !worker.Process.HasEnded && (worker.Jobs % 8 != 0 || worker.Process.ResidentBytes <= _options.MaxIdleResidentBytes);
        if (!keep)
        {
            _starter.End(worker, patience: sound ? WorkerStarter.EndPatience : TimeSpan.Zero);
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
        await _stopping.CancelAsync();
        if (!await AllEndAsync(_options.DrainTimeout))
        {
            SandboxLog.DrainTimedOut(_log, WorkerKind.Managed);
            _guard.KillAll(WorkerKind.Managed);
            await AllEndAsync(KillPatience);
        }

        List<PooledWorker> rest;
        List<Task<PooledWorker>> starting;
        lock (_lock)
        {
            rest = [.. _used];
            starting = [.. _fresh.TakeAll(), .. _freshLow.TakeAll()];
            _used.Clear();
        }

        await _starter.EndAllAsync(rest, starting);
        _fresh.Dispose();
        _freshLow.Dispose();
    }

    /// <summary>Waits until every job is over. False when one was not within the bound.</summary>
    private async ValueTask<bool> AllEndAsync(TimeSpan bound)
    {
        using var patience = new CancellationTokenSource(bound);
        try
        {
            await _places.WhenEmptyAsync(patience.Token);
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
            Task<PooledWorker> fresh;
            lock (_lock)
            {
                _used.RemoveAll(EndedMeanwhile);
                if (TakeWarm(tenant, givesWay) is { } worker)
                {
                    _leased++;
                    return worker;
                }

                fresh = TakeFresh(givesWay);
                _leased++;
                Tidy();
            }

            try
            {
                var taken = await ReadyAsync(fresh, tenant, givesWay, token);
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
        if (own < 0 && !(givesWay ? _freshLow : _fresh).IsAnyReady)
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

    /// <summary>
    /// One that is ready or starts; under the lock. The spares are for tenants that are not crowded: a start takes seconds beside a flood, and they are not to wait for it. One that gives way
    /// is better for them than a start.
    /// </summary>
    private Task<PooledWorker> TakeFresh(bool givesWay)
    {
        var start = givesWay
            ? _freshLow.Take() ?? (_fresh.Count > _options.SpareWorkers ? _fresh.Take() : null)
            : (!_fresh.IsAnyReady && _freshLow.IsAnyReady ? _freshLow.Take() : null) ?? _fresh.Take();
        return start ?? (givesWay ? _freshLow : _fresh).Begin();
    }

    /// <summary>Waits for a start; meanwhile the place is the other tenants'.</summary>
    private async ValueTask<PooledWorker> ReadyAsync(Task<PooledWorker> start, string tenant, bool givesWay, CancellationToken token)
    {
        if (start.IsCompletedSuccessfully)
        {
            return await start;
        }

        _places.Lend(tenant);
        try
        {
            return await Abandonable(start, givesWay, token);
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

        if (_freshLow.Count == 0 && _used.Exists(worker => worker.GivesWay && worker.Jobs >= _options.JobsPerWorker / 2))
        {
            // Begun in time, so that a flood does not stand still whenever its worker is worn.
            _freshLow.Keep(_freshLow.Begin());
        }

        var wanted = _options.SpareWorkers + Math.Max(0, Places - _leased - _used.Count - _freshLow.Count);
        while (_fresh.Count < wanted)
        {
            _fresh.Keep(_fresh.Begin());
        }

        while (_used.Count > 0 && _leased + _used.Count + _fresh.Count + _freshLow.Count > Places + _options.SpareWorkers + _options.WarmWorkers)
        {
            _starter.End(_used[0], WorkerStarter.EndPatience);
            _used.RemoveAt(0);
        }
    }

    /// <summary>Waits for a start; when the caller gives up first, the worker stays for the next one.</summary>
    private async ValueTask<PooledWorker> Abandonable(Task<PooledWorker> start, bool givesWay, CancellationToken token)
    {
        try
        {
            return await start.WaitAsync(token);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            lock (_lock)
            {
                (givesWay ? _freshLow : _fresh).Keep(start);
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

        _starter.End(worker, TimeSpan.Zero);
        return true;
    }

    private async Task<PooledWorker> StartAsync(bool givesWay, CancellationToken stopping)
    {
        var worker = await _starter.StartAsync(WorkerKind.Managed, givesWay, stopping);
        try
        {
            await _rehearse(worker, stopping);
            return worker;
        }
        catch
        {
            _starter.End(worker, TimeSpan.Zero);
            throw;
        }
    }
}
