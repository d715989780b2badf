using Microsoft.Extensions.Logging;
using Mugai.Frames;
using Mugai.Gateway.Tenants;

namespace Mugai.Gateway.Sandboxing;

/// <summary>
/// The native workers (DESIGN 2.6). Each serves one message and is then ended, so spares are kept ready: as many as were used at one time of late,
/// up to a bound. A message keeps a worker between its steps only while nobody else needs the room. Steps wait in the line of their tenant, and each message stands in it
/// with as many as can run at one time, so that a mail of a hundred photos does not keep the others out.
/// </summary>
internal sealed class NativePool : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan KillPatience = TimeSpan.FromSeconds(5);

    private readonly SandboxOptions _options;
    private readonly WorkerStarter _starter;
    private readonly SandboxGuard _guard;
    private readonly ILogger _log;
    private readonly FairGate _places;
    private readonly Lock _lock = new();
    private readonly Queue<Task<PooledWorker>> _spares = new();
    private readonly List<(object Message, PooledWorker Worker)> _kept = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly ITimer _timer;
    private int _alive;
    private int _busy;
    private int _peak;
    private int _lastPeak;
    private int _wanted;

    public NativePool(SandboxOptions options, WorkerStarter starter, SandboxGuard guard, TimeProvider time, ILogger log)
    {
        _options = options;
        _starter = starter;
        _guard = guard;
        _log = log;
        _places = new FairGate(options.NativeSteps, options.ReservedPlaces, shareOf: options.ShareOf);
        _wanted = Math.Min(1, options.NativeSpares);
        _timer = time.CreateTimer(static pool => ((NativePool)pool!).Settle(), this, Period, Period);
    }

    // With fewer than may be busy, a step could wait for a worker that only its own end would free.
    private int MaxAlive => Math.Max(_options.MaxNativeWorkers, _options.NativeSteps) + _options.ReservedPlaces;

    /// <summary>Workers that run or start, kept ones and spares included.</summary>
    public int Alive
    {
        get
        {
            lock (_lock)
            {
                return _alive;
            }
        }
    }

    /// <summary>Starts the first spare and waits for it, so that a worker that cannot start is found at the gateway's start.</summary>
    public async Task WarmAsync()
    {
        Task<PooledWorker>? first;
        lock (_lock)
        {
            Replenish();
            _spares.TryPeek(out first);
        }

        if (first is not null)
        {
            await first;
        }
    }

    /// <summary>
    /// A worker for one step of <paramref name="message"/>, a mail of <paramref name="tenant"/>, to be given back by <see cref="Return"/>: one that the message has already, unless it must be
    /// <paramref name="fresh"/>, or a spare. It <paramref name="givesWay"/> like the managed worker that asks for the step: then it is one that was started so, and the spares are left to the others.
    /// </summary>
    public async ValueTask<PooledWorker> LeaseAsync(object message, string tenant, bool fresh, bool givesWay, CancellationToken token)
    {
        ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, this);
        await _places.EnterAsync(tenant, token);
        try
        {
            ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, this);
            var worker = await TakeAsync(message, fresh, givesWay, token);
            worker.Tenant = tenant;
            return worker;
        }
        catch
        {
            _places.Leave(tenant);
            throw;
        }
    }

    /// <summary>Takes a worker back. One that is to be kept waits for its message's next step; any other is ended.</summary>
    public void Return(object message, PooledWorker worker, bool keep)
    {
        var tenant = worker.Tenant!;
        keep = keep && !_stopping.IsCancellationRequested && !worker.Process.HasEnded;
        lock (_lock)
        {
            _busy--;
            if (keep)
            {
                _kept.Add((message, worker));
            }
        }

        if (!keep)
        {
            Discard(worker);
        }

        _places.Leave(tenant);
    }

    /// <summary>The message is over: what it kept is ended.</summary>
    public void Release(object message)
    {
        List<PooledWorker> over;
        lock (_lock)
        {
            over = [.. _kept.Where(kept => kept.Message == message).Select(kept => kept.Worker)];
            _kept.RemoveAll(kept => kept.Message == message);
        }

        over.ForEach(Discard);
    }

    /// <summary>Ends every worker; the jobs that used them are over when this is called.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _timer.DisposeAsync();
        using var patience = new CancellationTokenSource(KillPatience);
        try
        {
            await _places.WhenEmptyAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            SandboxLog.DrainTimedOut(_log, WorkerKind.Native);
            _guard.KillAll(WorkerKind.Native);
        }

        List<PooledWorker> kept;
        List<Task<PooledWorker>> spares;
        lock (_lock)
        {
            kept = [.. _kept.Select(kept => kept.Worker)];
            spares = [.. _spares];
            _kept.Clear();
            _spares.Clear();
        }

        await _starter.EndAllAsync(kept, spares);
    }

    private async ValueTask<PooledWorker> TakeAsync(object message, bool fresh, bool givesWay, CancellationToken token)
    {
        lock (_lock)
        {
            _busy++;
            _peak = givesWay ? _peak : Math.Max(_peak, _busy); // who gives way takes no spare
        }

        try
        {
            while (true)
            {
                var worker = await ChooseAsync(message, fresh, givesWay, token);
                if (!worker.Process.HasEnded)
                {
                    return worker;
                }

                Discard(worker);
            }
        }
        catch
        {
            lock (_lock)
            {
                _busy--;
            }

            throw;
        }
    }

    private ValueTask<PooledWorker> ChooseAsync(object message, bool fresh, bool givesWay, CancellationToken token)
    {
        Task<PooledWorker> start;
        bool isSpare;
        PooledWorker? evicted = null;
        lock (_lock)
        {
            var own = fresh ? -1 : _kept.FindLastIndex(kept => kept.Message == message);
            if (own >= 0)
            {
                var worker = _kept[own].Worker;
                _kept.RemoveAt(own);
                return ValueTask.FromResult(worker);
            }

            isSpare = !givesWay && _spares.Count > 0;
            if (isSpare)
            {
                start = _spares.Dequeue();
            }
            else
            {
                _wanted = Math.Min(_wanted + (givesWay ? 0 : 1), _options.NativeSpares);
                if (_alive >= MaxAlive && _kept.Count > 0)
                {
                    evicted = _kept[0].Worker;
                    _kept.RemoveAt(0);
                    _alive--;
                }

                start = Start(givesWay);
            }
        }

        if (evicted is not null)
        {
            _starter.End(evicted, TimeSpan.Zero);
        }

        return start.IsCompletedSuccessfully ? ValueTask.FromResult(start.Result) : AwaitAsync(start, isSpare, token);
    }

    /// <summary>
    /// Waits for a start; when the caller gives up first, the worker stays for the next one. A spare that died before it was ready (killed for want of memory) says nothing of
    /// this message: one more is started for it.
    /// </summary>
    private async ValueTask<PooledWorker> AwaitAsync(Task<PooledWorker> start, bool isSpare, CancellationToken token)
    {
        try
        {
            return await start.WaitAsync(token);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            lock (_lock)
            {
                _spares.Enqueue(start);
            }

            throw;
        }
        catch (SandboxUnavailableException) when (isSpare)
        {
            Task<PooledWorker> another;
            lock (_lock)
            {
                another = Start(givesWay: false);
            }

            return await AwaitAsync(another, isSpare: false, token);
        }
    }

    private void Discard(PooledWorker worker)
    {
        // It has nothing to save, and its memory is needed.
        _starter.End(worker, TimeSpan.Zero);
        lock (_lock)
        {
            _alive--;
            Replenish();
        }
    }

    private void Replenish()
    {
        while (_spares.Count < _wanted && _alive < MaxAlive && !_stopping.IsCancellationRequested)
        {
            _spares.Enqueue(Start(givesWay: false));
        }
    }

    private Task<PooledWorker> Start(bool givesWay)
    {
        _alive++;
        return StartAsync();

        async Task<PooledWorker> StartAsync()
        {
            try
            {
                return await _starter.StartAsync(WorkerKind.Native, givesWay, _stopping.Token);
            }
            catch
            {
                lock (_lock)
                {
                    _alive--;
                }

                throw;
            }
        }
    }

    /// <summary>As many spares as were busy at one time in this period or the one before; one that nobody needs any more is ended.</summary>
    private void Settle()
    {
        List<PooledWorker> surplus = [];
        lock (_lock)
        {
            _wanted = Math.Min(Math.Max(Math.Max(_peak, _lastPeak), 1), _options.NativeSpares);
            (_lastPeak, _peak) = (_peak, _busy);
            while (_spares.Count > _wanted && _spares.Peek().IsCompletedSuccessfully)
            {
                surplus.Add(_spares.Dequeue().Result);
                _alive--;
            }
        }

        surplus.ForEach(worker => _starter.End(worker, WorkerStarter.EndPatience));
    }
}
