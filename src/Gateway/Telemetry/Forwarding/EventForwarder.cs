using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Mugai.Gateway.Configuration;

namespace Mugai.Gateway.Telemetry.Forwarding;

/// <summary>
/// A log provider that sends events to a syslog receiver. Logging never waits for it: events wait in a bounded line, the oldest are dropped when the receiver is away for long,
/// and how many is told. The log on this machine has them all.
/// </summary>
internal sealed class EventForwarder : ILoggerProvider, IAsyncDisposable
{
    /// <summary>Its own troubles go to the log alone: they would feed on themselves.</summary>
    public const string OwnCategory = "Mugai.Forwarding";

    private const int MaxWaiting = 10_000;
    private const int MaxBatch = 200;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(3);

    private readonly EventsConfig _config;
    private readonly string _hostname;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly SyslogFormat _format;
    private readonly SyslogConnection _connection;
    private readonly Channel<ForwardedEvent> _waiting;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _sending;
    private long _dropped;

    public EventForwarder(EventsConfig config, string hostname, ILoggerFactory loggers, TimeProvider clock)
    {
        (_config, _hostname, _clock, _log) = (config, hostname, clock, loggers.CreateLogger(OwnCategory));
        _format = new SyslogFormat(hostname, "mugai", Environment.ProcessId);
        _connection = new SyslogConnection(SyslogTarget.Parse(config.To!), clock);
        _waiting = Channel.CreateBounded<ForwardedEvent>(
            new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }, _ => Interlocked.Increment(ref _dropped));
        _sending = Task.Run(SendAsync);
    }

    public ILogger CreateLogger(string categoryName) => new Line(this, categoryName);

    /// <summary>The factory ends before the gateway does not: see <see cref="DisposeAsync"/>.</summary>
    public void Dispose()
    {
    }

    /// <summary>Sends what waits, for a moment.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_waiting.Writer.TryComplete())
        {
            return;
        }

        _stop.CancelAfter(LastWords);
        await _sending.ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task SendAsync()
    {
        var failing = false;
        try
        {
            while (await _waiting.Reader.WaitToReadAsync(_stop.Token).ConfigureAwait(false))
            {
                var batch = new List<byte[]>();
                while (batch.Count < MaxBatch && _waiting.Reader.TryRead(out var next))
                {
                    batch.Add(_format.Write(next.ToSyslog(_config.IsCef, _hostname, GatewayConfig.EngineVersion)));
                }

                failing = await SendAsync(batch, failing).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The gateway ends and the receiver is away.
        }
    }

    /// <summary>Tries until it is taken. True when that took more than one try.</summary>
    private async ValueTask<bool> SendAsync(List<byte[]> batch, bool failing)
    {
        while (true)
        {
            try
            {
                await _connection.SendAsync(batch, _stop.Token).ConfigureAwait(false);
                if (failing)
                {
                    TelemetryLog.ForwardingResumed(_log, _config.To!);
                }

                return false;
            }
            catch (SyslogUnavailableException e)
            {
                if (!failing)
                {
                    TelemetryLog.ForwardingFailed(_log, _config.To!, e.Message, Interlocked.Read(ref _dropped));
                }

                failing = true;
                await Task.Delay(Rest, _clock, _stop.Token).ConfigureAwait(false);
            }
        }
    }

    private sealed class Line(EventForwarder forwarder, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= forwarder._config.Level && logLevel != LogLevel.None && category != OwnCategory;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                var text = formatter(state, exception);
                forwarder._waiting.Writer.TryWrite(new(
                    forwarder._clock.GetUtcNow(), logLevel, eventId.Id, eventId.Name ?? category, category, exception is null ? text : $"{text} ({exception.GetType().Name}: {exception.Message})"));
            }
        }
    }
}
