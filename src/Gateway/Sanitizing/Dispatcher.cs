using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Mugai.Gateway.Telemetry.Tracing;
using Mugai.Gateway.Tenants;
using Mugai.Spooling;

namespace Mugai.Gateway.Sanitizing;

/// <summary>
/// Takes messages from the spool and sends each on its journey. The spool is the truth: a hint that is lost or refused costs time,
/// never a message, because the scan finds it. Each tenant has a window and a line of its own, so that a flood to one waits behind itself;
/// a mail to recipients of several tenants goes on a journey for each of them.
/// </summary>
public sealed class Dispatcher : IAsyncDisposable
{
    private readonly ISpool _spool;
    private readonly IJourney _journey;
    private readonly DispatcherOptions _options;
    private readonly TenantTraffic _traffic;
    private readonly TimeProvider _clock;
    private readonly ILogger<Dispatcher> _log;
    private readonly FairGate _places;
    private readonly ConcurrentDictionary<(MessageId Id, string Tenant), DateTimeOffset> _taken = new();
    private readonly DoubleTakes _double = new();
    private readonly Lock _lock = new();
    private readonly TenantCounts _inHand = new();
    // Tenants whose window was full when there was more: their next mails are in the spool, and nobody will give a hint of them again.
    private readonly HashSet<string> _behind = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _scanNow = new(0, 1);
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _abandon = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _scanning = Task.CompletedTask;
    private int _underWay = 1; // one for the dispatcher itself, until it ends
    private volatile bool _scanAll = true;

    public Dispatcher(ISpool spool, IJourney journey, DispatcherOptions options, TenantTraffic traffic, TimeProvider clock, ILogger<Dispatcher> log)
    {
        (_spool, _journey, _options, _traffic, _clock, _log) = (spool, journey, options, traffic, clock, log);
        _places = new FairGate(options.MaxActive, options.Tenants > 1 ? options.Tenants * options.OwnPlaces : 0, options.OwnPlaces, options.ShareOf);
    }

    /// <summary>Messages taken from the spool and not yet given back.</summary>
    public int InHand => _taken.Count;

    public void Start() => _scanning = ScanAsync();

    /// <summary>A hint that this message was just made durable. Never blocks; when a window is full the scan finds it later.</summary>
    public void Hint(SpooledMessage message)
    {
        if (message.Groups.Count == 1)
        {
            TakeFromHint(message, message.Groups[0].Tenant);
            return;
        }

        foreach (var tenant in message.Groups.Select(group => group.Tenant).Distinct())
        {
            TakeFromHint(message, tenant);
        }
    }

    /// <summary>Something changed in the spool that no hint tells of (a retry by the administrator).</summary>
    public void ScanNow()
    {
        _scanAll = true;
        WakeScan();
    }

    /// <summary>Takes nothing new, lets journeys end, abandons what does not end in time: it is in the spool and goes on at the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _scanning;
        _abandon.CancelAfter(_options.DrainTimeout);
        End();
        await _drained.Task;
        _stop.Dispose();
        _abandon.Dispose();
        _scanNow.Dispose();
    }

    private void WakeScan()
    {
        try
        {
            if (_scanNow.CurrentCount == 0)
            {
                _scanNow.Release();
            }
        }
        catch (Exception late) when (late is SemaphoreFullException or ObjectDisposedException)
        {
            // Somebody else woke the scan in the same moment, or there is none any more.
        }
    }

    private void TakeFromHint(SpooledMessage message, string tenant)
    {
        if (_double.MayTakeFromHint((message.Id, tenant)))
        {
            Take(message, tenant);
        }
    }

    private bool TakeFromLook(SpooledMessage message, string tenant, DateTimeOffset now)
    {
        var key = (message.Id, tenant);
        if (!_double.MayTakeFromLook(key, now))
        {
            return false;
        }

        var taken = Take(message, tenant);
        if (!taken)
        {
            _double.WasNotTaken(key);
        }

        return taken;
    }

    /// <summary>Takes a message for one of its tenants. False when it is in hand, or the tenant's window is full.</summary>
    private bool Take(SpooledMessage message, string tenant)
    {
        var key = (message.Id, tenant);
        if (_stop.IsCancellationRequested || !_taken.TryAdd(key, DateTimeOffset.MaxValue))
        {
            return false;
        }

        lock (_lock)
        {
            if (_inHand.Of(tenant) >= _options.MaxInHand)
            {
                _behind.Add(tenant);
                _taken.TryRemove(key, out _);
                return false;
            }

            _inHand.Add(tenant);
        }

        Interlocked.Increment(ref _underWay);
        _traffic.Begin(tenant);
        // In line at once, so that a tenant's mails keep their order; the journey itself on a thread of its own.
        var place = _places.EnterAsync(tenant, _stop.Token).AsTask();
        Func<Task> run = () => RunAsync(message, tenant, place);
        if (_traffic.JourneyThreadsFor(tenant) is { } threads)
        {
            threads.Run(run);
        }
        else
        {
            _ = Task.Run(run);
        }

        return true;
    }

    private async Task ScanAsync()
    {
        var left = _options.ScanInterval;
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var found = await ScanOnceAsync();
                var untilNext = await UntilNextAsync(found);
                left = untilNext < left ? untilNext : left;
                var began = _clock.GetTimestamp();
                await _scanNow.WaitAsync(left, _stop.Token);
                left -= _clock.GetElapsedTime(began);
                if (left <= TimeSpan.Zero)
                {
                    // Whatever fell due meanwhile is looked for, also when a tenant that catches up wakes us all the time.
                    (_scanAll, left) = (true, _options.ScanInterval);
                }
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                // Whatever it was: a dispatcher that looks no more would leave mail lying for good.
                DispatchLog.ScanFailed(_log, failure);
                _scanAll = true;
                await RestAsync(_options.RestAfterFailure);
            }
        }
    }

    /// <summary>
    /// Fills the windows from the spool. A tenant that is behind is asked for alone, where its mails stand first; a walk over the backlog of all is for the start
    /// and the clock. How many were taken.
    /// </summary>
    private async Task<int> ScanOnceAsync()
    {
        var now = _clock.GetUtcNow();
        foreach (var (key, restsUntil) in _taken)
        {
            if (restsUntil <= now)
            {
                _taken.TryRemove(key, out _);
            }
        }

        var taken = 0;
        foreach (var tenant in TenantsToCatchUp())
        {
            taken += await FillAsync(tenant, now);
        }

        if (_scanAll)
        {
            _scanAll = false;
            taken += await FillAsync(null, now);
        }

        return taken;
    }

    private async Task<int> FillAsync(string? tenant, DateTimeOffset now)
    {
        const int Batch = 200;
        var taken = 0;
        while (true)
        {
            _double.BeginLook(now);
            var due = await _spool.FindDueAsync(now, Batch, tenant, IsTakenOrFull, _stop.Token);
            taken += due.Count(mail => TakeFromLook(mail.Message, mail.Tenant, now));
            if (due.Count < Batch)
            {
                return taken;
            }
        }
    }

    private bool IsTakenOrFull(MessageId id, string tenant)
    {
        if (_taken.ContainsKey((id, tenant)))
        {
            return true;
        }

        lock (_lock)
        {
            return _inHand.Of(tenant) >= _options.MaxInHand && (_behind.Add(tenant) || true);
        }
    }

    private List<string> TenantsToCatchUp()
    {
        lock (_lock)
        {
            var ready = _behind.Where(HasRoomAgain).ToList();
            _behind.ExceptWith(ready);
            return ready;
        }
    }

    /// <summary>Half empty: fetching one for each that ends would be a query each time.</summary>
    private bool HasRoomAgain(string tenant) => _inHand.Of(tenant) <= _options.MaxInHand / 2;

    private async Task<TimeSpan> UntilNextAsync(int found)
    {
        var next = await _spool.NextDueAsync(_stop.Token);
        var wait = next is { } due ? due - _clock.GetUtcNow() : _options.ScanInterval;
        // What is due now is in hand, resting, or behind; asking again at once would only spin.
        var least = TimeSpan.FromMilliseconds(found > 0 ? 200 : 1_000);
        return wait < least ? least : wait > _options.ScanInterval ? _options.ScanInterval : wait;
    }

    private async Task RunAsync(SpooledMessage message, string tenant, Task place)
    {
        try
        {
            await place;
            try
            {
                await GoAsync(message, tenant);
            }
            finally
            {
                _places.Leave(tenant);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // It was still in line: it is in the spool.
        }
        finally
        {
            _traffic.End(tenant);
            GiveBack(tenant);
            End();
        }
    }

    private async Task GoAsync(SpooledMessage message, string tenant)
    {
        using var span = Traces.Journey(message);
        try
        {
            await _journey.RunAsync(message, tenant, _abandon.Token);
            _double.Ended((message.Id, tenant));
            _taken.TryRemove((message.Id, tenant), out _);
        }
        catch (OperationCanceledException) when (_abandon.IsCancellationRequested)
        {
            DispatchLog.Abandoned(_log, message.Id);
        }
        catch (Exception failure)
        {
            // Our own failure, whatever it was: nothing left, the message stays in the spool as it was and is tried again after a rest.
            DispatchLog.JourneyFailed(_log, message.Id, failure);
            Traces.Failed(span, failure);
            _taken[(message.Id, tenant)] = _clock.GetUtcNow() + _options.RestAfterFailure;
            await RestAsync(TimeSpan.FromMilliseconds(250));
        }
    }

    private void GiveBack(string tenant)
    {
        bool catchUp;
        lock (_lock)
        {
            _inHand.Remove(tenant);
            catchUp = _behind.Contains(tenant) && HasRoomAgain(tenant);
        }

        if (catchUp)
        {
            WakeScan();
        }
    }

    private void End()
    {
        if (Interlocked.Decrement(ref _underWay) == 0)
        {
            _drained.TrySetResult();
        }
    }

    private async Task RestAsync(TimeSpan time)
    {
        try
        {
            await Task.Delay(time, _clock, _stop.Token);
        }
        catch (OperationCanceledException)
        {
            // Shutting down: the loop looks at the token itself.
        }
    }
}
