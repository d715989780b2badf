using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Mugai.Gateway.Smtp.Protocol;
using Mugai.Gateway.Smtp.Receiving.Recipients;
using Mugai.Gateway.Tenants;
using Mugai.Spooling;

namespace Mugai.Gateway.Smtp.Receiving;

/// <summary>
/// The SMTP server: runs one <see cref="SmtpSession"/> per connection, watches their clocks, and at
/// the end lets messages in progress finish.
/// </summary>
public sealed class SmtpServer : IAsyncDisposable
{
    /// <summary>Wait after accept failed (out of file handles), so that the loop does not spin.</summary>
    private static readonly TimeSpan AcceptRetry = TimeSpan.FromSeconds(1);

    /// <summary>Connections that wait to be accepted; the kernel's usual maximum, as in Kestrel.</summary>
    private const int Backlog = 512;

    private readonly SmtpReceivingOptions _options;
    private readonly SmtpSessionContext _context;
    private readonly ConcurrentDictionary<SmtpTransport, Task> _sessions = new();
    private readonly List<IConnectionListener> _listeners = [];
    private readonly List<Task> _acceptLoops = [];
    private readonly CancellationTokenSource _stopping = new();
    private ITimer? _sweep;
    private int _open;

    public SmtpServer(
        SmtpReceivingOptions options, ISpool spool, IRecipientCheck recipients, IRecipientGrouping grouping, IArrivals arrivals, TenantTraffic traffic,
        ILoggerFactory loggers, TimeProvider time)
    {
        _options = options;
        _context = new SmtpSessionContext(
            options, spool, recipients, grouping, arrivals, traffic, time, new SmtpMetrics(), new ConnectionQuota(options.Limits.MaxConnectionsPerClient),
            loggers.CreateLogger("Mugai.Smtp"));
    }

    /// <summary>Where it listens, with the ports that were really taken.</summary>
    public IReadOnlyList<IPEndPoint> EndPoints => [.. _listeners.Select(listener => (IPEndPoint)listener.EndPoint)];

    /// <summary>Sessions open now.</summary>
    public int OpenSessions => _sessions.Count;

    /// <summary>Begins to listen. Throws <see cref="IOException"/> when an address is in use.</summary>
    public Task StartAsync(CancellationToken token)
    {
        foreach (var endPoint in _options.Listen)
        {
            var listener = Bind(endPoint);
            _listeners.Add(listener);
            SmtpLog.Listening(_context.Log, listener.EndPoint);
        }

        _sweep = _context.Time.CreateTimer(_ => Sweep(), null, _options.Limits.SweepInterval, _options.Limits.SweepInterval);
        _acceptLoops.AddRange(_listeners.Select(AcceptAsync));
        return Task.CompletedTask;
    }

    /// <summary>The socket's own exceptions do not say which address it was.</summary>
    private static SmtpListener Bind(IPEndPoint endPoint)
    {
        try
        {
            return SmtpListener.Bind(endPoint, Backlog);
        }
        catch (SocketException failure)
        {
            throw new IOException($"SMTP cannot listen at {endPoint}: {failure.Message}", failure);
        }
    }

    /// <summary>
    /// Stops listening, ends waiting sessions with 421 and lets messages in progress finish until <paramref name="grace"/> is cancelled; then
    /// cuts off what is left. A message that was not acknowledged is not kept.
    /// </summary>
    public async Task StopAsync(CancellationToken grace)
    {
        await _stopping.CancelAsync();
        foreach (var listener in _listeners)
        {
            await listener.UnbindAsync(CancellationToken.None);
        }

        await Task.WhenAll(_acceptLoops);
        SmtpLog.Draining(_context.Log, _sessions.Count);
        foreach (var transport in _sessions.Keys)
        {
            transport.Drain();
        }

        try
        {
            await Task.WhenAll(_sessions.Values).WaitAsync(grace);
        }
        catch (OperationCanceledException)
        {
            SmtpLog.CutOff(_context.Log, _sessions.Count);
            foreach (var transport in _sessions.Keys)
            {
                transport.Stop(SmtpReplyCause.ShuttingDown);
                transport.Abort();
            }

            await Task.WhenAll(_sessions.Values);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_stopping.IsCancellationRequested)
        {
            await StopAsync(new CancellationToken(canceled: true));
        }

        foreach (var listener in _listeners)
        {
            await listener.DisposeAsync();
        }

        if (_sweep is not null)
        {
            await _sweep.DisposeAsync();
        }

        _context.Metrics.Dispose();
        _stopping.Dispose();
    }

    private async Task AcceptAsync(IConnectionListener listener)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                if (await listener.AcceptAsync(_stopping.Token) is not { } connection)
                {
                    return;
                }

                Begin(connection);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e)
            {
                // Whatever it is, a gateway that silently stops accepting is worse than one that says so each second.
                SmtpLog.AcceptFailed(_context.Log, listener.EndPoint, e);
                await Task.Delay(AcceptRetry, _context.Time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Begin(ConnectionContext connection)
    {
        var transport = new SmtpTransport(connection, _context.Time, _options.Limits);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _sessions[transport] = ended.Task;
        // Off the accept loop at once: a session's first steps must not hold up the next connection.
        _ = Task.Run(() => RunAsync(transport, ended));
    }

    private async Task RunAsync(SmtpTransport transport, TaskCompletionSource ended)
    {
        _context.Metrics.SessionBegan();
        try
        {
            await ConverseAsync(transport, Interlocked.Increment(ref _open));
        }
        finally
        {
            if (transport.Threads is { } threads)
            {
                await threads.EnterAsync();
            }

            await CloseAsync(transport);
            _sessions.TryRemove(transport, out _);
            Interlocked.Decrement(ref _open);
            _context.Metrics.SessionEnded();
            ended.SetResult();
        }
    }

    private async Task ConverseAsync(SmtpTransport transport, int open)
    {
        if (open > _options.Limits.MaxConnections)
        {
            SmtpLog.TooManyConnections(_context.Log, transport.Peer);
            _context.Metrics.Rejected(SmtpReplyCause.TooManyConnections);
            transport.Write(SmtpReplies.For(SmtpReplyCause.TooManyConnections).Wire);
            return;
        }

        await using var session = new SmtpSession(transport, _context);
        try
        {
            await session.RunAsync();
        }
        catch (Exception e) when (SmtpTransport.IsConnectionFailure(e))
        {
            SmtpLog.ConnectionBroke(_context.Log, transport.Peer, new UntrustedText(e.Message).ForLog());
            session.SayLastWord();
        }
        catch (Exception e)
        {
            // A bug of ours must cost this session only; what it had not acknowledged is dropped on the way out.
            SmtpLog.SessionFault(_context.Log, transport.Peer, e);
            session.SayLastWord();
        }
    }

    private async Task CloseAsync(SmtpTransport transport)
    {
        try
        {
            await transport.DisposeAsync();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            SmtpLog.ConnectionBroke(_context.Log, transport.Peer, new UntrustedText(e.Message).ForLog());
        }
    }

    private void Sweep()
    {
        var now = _context.Time.GetTimestamp();
        foreach (var transport in _sessions.Keys)
        {
            transport.Sweep(now);
        }
    }
}
