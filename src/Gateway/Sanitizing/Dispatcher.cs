using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Mugai.Gateway.Telemetry.Tracing;
using Mugai.Spooling;

namespace Mugai.Gateway.Sanitizing;

/// <summary>
/// Takes messages from the spool and sends each on its journey. The spool is the truth: a hint that is lost or refused costs time,
/// never a message, because the scan finds it.
/// </summary>
public sealed class Dispatcher : IAsyncDisposable
{
    private readonly ISpool _spool;
    private readonly IJourney _journey;
    private readonly DispatcherOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<Dispatcher> _log;
    private readonly Channel<SpooledMessage> _waiting;
    private readonly ConcurrentDictionary<MessageId, DateTimeOffset> _taken = new();
    private readonly SemaphoreSlim _scanNow = new(0, 1);
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _abandon = new();
    private Task _running = Task.CompletedTask;

    public Dispatcher(ISpool spool, IJourney journey, DispatcherOptions options, TimeProvider clock, ILogger<Dispatcher> log)
    {
        (_spool, _journey, _options, _clock, _log) = (spool, journey, options, clock, log);
        _waiting = Channel.CreateBounded<SpooledMessage>(new BoundedChannelOptions(options.MaxWaiting) { FullMode = BoundedChannelFullMode.Wait });
    }

    /// <summary>Messages taken from the spool and not yet given back.</summary>
    public int InHand => _taken.Count;

    public void Start() => _running = Task.WhenAll([ScanAsync(), .. Enumerable.Range(0, _options.MaxActive).Select(_ => WorkAsync())]);

    /// <summary>A hint that this message was just made durable. Never blocks; when the window is full the scan finds it later.</summary>
    public void Hint(SpooledMessage message)
    {
        if (!_taken.TryAdd(message.Id, DateTimeOffset.MaxValue))
        {
            return;
        }

        if (!_waiting.Writer.TryWrite(message))
        {
            _taken.TryRemove(message.Id, out _);
            ScanNow();
        }
    }

    /// <summary>Something changed in the spool that no hint tells of (a retry by the administrator).</summary>
    public void ScanNow()
    {
        if (_scanNow.CurrentCount == 0)
        {
            try
            {
                _scanNow.Release();
            }
            catch (SemaphoreFullException)
            {
                // Somebody else woke the scan in the same moment.
            }
        }
    }

    /// <summary>Takes nothing new, lets journeys end, abandons what does not end in time: it is in the spool and goes on at the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _waiting.Writer.TryComplete();
        while (_waiting.Reader.TryRead(out _))
        {
        }

        _abandon.CancelAfter(_options.DrainTimeout);
        await _running.ConfigureAwait(false);
        _stop.Dispose();
        _abandon.Dispose();
        _scanNow.Dispose();
    }

    private async Task ScanAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var more = await ScanOnceAsync().ConfigureAwait(false);
                if (!more)
                {
                    await _scanNow.WaitAsync(await UntilNextAsync().ConfigureAwait(false), _stop.Token).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) when (failure is SpoolUnavailableException or IOException)
            {
                DispatchLog.ScanFailed(_log, failure);
                await RestAsync(_options.RestAfterFailure).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Fills the window from the spool. True when there may be more.</summary>
    private async Task<bool> ScanOnceAsync()
    {
        const int Batch = 200;
        var now = _clock.GetUtcNow();
        foreach (var (id, restsUntil) in _taken)
        {
            if (restsUntil <= now)
            {
                _taken.TryRemove(id, out _);
            }
        }

        var due = await _spool.FindDueAsync(now, Batch, _taken.Keys.ToHashSet(), _stop.Token).ConfigureAwait(false);
        foreach (var message in due)
        {
            if (_taken.TryAdd(message.Id, DateTimeOffset.MaxValue))
            {
                await _waiting.Writer.WriteAsync(message, _stop.Token).ConfigureAwait(false);
            }
        }

        return due.Count == Batch;
    }

    private async Task<TimeSpan> UntilNextAsync()
    {
        var next = await _spool.NextDueAsync(_stop.Token).ConfigureAwait(false);
        var wait = next is { } due ? due - _clock.GetUtcNow() : _options.ScanInterval;
        // What is due now is either in hand or resting; asking again at once would only spin.
        return wait < TimeSpan.FromMilliseconds(200) ? TimeSpan.FromMilliseconds(200) : wait > _options.ScanInterval ? _options.ScanInterval : wait;
    }

    private async Task WorkAsync()
    {
        await foreach (var message in _waiting.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
        {
            if (_stop.IsCancellationRequested)
            {
                return;
            }

            await RunAsync(message).ConfigureAwait(false);
        }
    }

    private async Task RunAsync(SpooledMessage message)
    {
        using var span = Traces.Journey(message);
        try
        {
            await _journey.RunAsync(message, _abandon.Token).ConfigureAwait(false);
            _taken.TryRemove(message.Id, out _);
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
            _taken[message.Id] = _clock.GetUtcNow() + _options.RestAfterFailure;
            await RestAsync(TimeSpan.FromMilliseconds(250)).ConfigureAwait(false);
        }
    }

    private async Task RestAsync(TimeSpan time)
    {
        try
        {
            await Task.Delay(time, _clock, _stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Shutting down: the loop looks at the token itself.
        }
    }
}
