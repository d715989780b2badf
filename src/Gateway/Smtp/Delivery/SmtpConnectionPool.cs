using System.Net;
using System.Net.Sockets;
using Mugai.Gateway.Smtp.Protocol;
using Mugai.Gateway.Tenants;

namespace Mugai.Gateway.Smtp.Delivery;

/// <summary>
/// The connections to one next hop: at most so many at once, shared by the tenants in turn, idle ones kept for a while, the most recently used first so that a
/// quiet time closes the others.
/// </summary>
internal sealed class SmtpConnectionPool : IAsyncDisposable
{
    private readonly SmtpHopAddress _hop;
    private readonly SmtpHopOptions _options;
    private readonly TlsTrust? _trust;
    private readonly TimeProvider _clock;
    private readonly FairGate _places;
    private readonly List<SmtpClientSession> _idle = [];
    private readonly ITimer _reaper;
    private volatile Failure? _down;
    private int _restsEnded;
    private bool _disposed;

    public SmtpConnectionPool(SmtpHopAddress hop, SmtpHopOptions options, TimeProvider clock)
    {
        _hop = hop;
        _options = options;
        _clock = clock;
        _trust = options.Tls == TlsUse.None ? null : new TlsTrust(options.CaFile);
        _places = new FairGate(options.MaxConnections - options.ReservedConnections, options.ReservedConnections);
        _reaper = clock.CreateTimer(static state => ((SmtpConnectionPool)state!).CloseIdle(), this, options.MaxIdle, options.MaxIdle);
    }

    /// <summary>
    /// A session for a mail of <paramref name="tenant"/> that nobody else uses; give it back with <see cref="Return"/> whatever happens. Not one to an address in
    /// <paramref name="except"/>; with <paramref name="fresh"/> a new one. Throws <see cref="HopException"/> when none can be had.
    /// </summary>
    public async ValueTask<SmtpClientSession> RentAsync(string tenant, bool fresh, IReadOnlyCollection<EndPoint> except, CancellationToken token)
    {
        await _places.EnterAsync(tenant, token);
        try
        {
            return (fresh ? null : TakeIdle(except)) ?? await DialAsync(except, token);
        }
        catch
        {
            _places.Leave(tenant);
            throw;
        }
    }

    /// <summary>Opens a connection and ends it: whether the server is there, and why not (<see cref="HopException"/>). It takes nobody's place, so that it is asked also when all are in use.</summary>
    public async ValueTask CheckAsync(CancellationToken token)
    {
        var session = await DialAsync([], token);
        DeliveryMeter.ConnectionClosed();
        session.Quit();
    }

    public void Return(string tenant, SmtpClientSession session, bool reusable)
    {
        var kept = reusable && !session.MustClose && session.Transactions < _options.MaxMessagesPerConnection && TryKeep(session);
        if (!kept)
        {
            DeliveryMeter.ConnectionClosed();
            if (reusable)
            {
                session.Quit();
            }
            else
            {
                session.Dispose();
            }
        }

        _places.Leave(tenant);
    }

    /// <summary>Closes every idle connection: one of them was dead, so the others are suspect.</summary>
    public void DropIdle() => Close(TimeSpan.Zero);

    /// <summary>Who says that the server is back is believed: the next mail asks it, and no attempt that began before makes it rest again.</summary>
    public void EndRest() => Interlocked.Increment(ref _restsEnded);

    public async ValueTask DisposeAsync()
    {
        await _reaper.DisposeAsync();
        lock (_idle)
        {
            _disposed = true;
        }

        DropIdle();
    }

    private SmtpClientSession? TakeIdle(IReadOnlyCollection<EndPoint> except)
    {
        while (true)
        {
            SmtpClientSession session;
            lock (_idle)
            {
                var index = _idle.FindLastIndex(idle => !except.Contains(idle.EndPoint));
                if (index < 0)
                {
                    return null;
                }

                session = _idle[index];
                _idle.RemoveAt(index);
            }

            if (!session.Wire.IsUnusable)
            {
                DeliveryMeter.ConnectionReused();
                return session;
            }

            DeliveryMeter.ConnectionClosed();
            session.Dispose();
        }
    }

    private bool TryKeep(SmtpClientSession session)
    {
        session.IdleSince = _clock.GetTimestamp();
        lock (_idle)
        {
            if (_disposed)
            {
                return false;
            }

            _idle.Add(session);
            return true;
        }
    }

    private async ValueTask<SmtpClientSession> DialAsync(IReadOnlyCollection<EndPoint> except, CancellationToken token)
    {
        var restsEnded = Volatile.Read(ref _restsEnded);
        if (_down is { } down && down.RestsEnded == restsEnded && _clock.GetElapsedTime(down.Since) < _options.RestAfterFailure)
        {
            // A backlog of thousands against a dead hop would otherwise be thousands of connects, each with its own time-out.
            throw new HopException(down.Trouble);
        }

        try
        {
            var session = await DialEachAsync(except, token);
            _down = null;
            DeliveryMeter.ConnectionOpened();
            return session;
        }
        catch (HopException e) when (except.Count == 0)
        {
            _down = new Failure(e.Trouble, _clock.GetTimestamp(), restsEnded);
            throw;
        }
    }

    private async ValueTask<SmtpClientSession> DialEachAsync(IReadOnlyCollection<EndPoint> except, CancellationToken token)
    {
        var endPoints = (await ResolveAsync(token)).Where(endPoint => !except.Contains(endPoint)).ToArray();
        for (var i = 0; i < endPoints.Length; i++)
        {
            try
            {
                return await SmtpClientSession.OpenAsync(endPoints[i], _hop, _options, _trust, _clock, token);
            }
            catch (HopException e) when (DeliveryTrouble.Judge(e.Trouble, i + 1 < endPoints.Length) == TroubleVerdict.TryNextAddress)
            {
                // On to the next one; what the last one says is reported.
            }
        }

        throw new HopException(Trouble.Broken(DeliveryPhase.Connect, 1, "no further address of the next hop is left"));
    }

    private async ValueTask<IReadOnlyList<EndPoint>> ResolveAsync(CancellationToken token)
    {
        if (_hop.SocketPath is not null)
        {
            return [new UnixDomainSocketEndPoint(_hop.SocketPath)];
        }

        if (IPAddress.TryParse(_hop.Host, out var literal))
        {
            return [new IPEndPoint(literal, _hop.Port)];
        }

        try
        {
            var addresses = await _options.Resolve(_hop.Host, token);
            return [.. addresses.Select(address => new IPEndPoint(address, _hop.Port))];
        }
        catch (SocketException e)
        {
            throw new HopException(
                new Trouble(DeliveryPhase.Resolve, DeliverySide.Connection, DeliveryReply.Ours(new ReplyStatus(4, 4, 3), $"no address for {_hop.Host}: {e.Message}")), e);
        }
    }

    private void CloseIdle() => Close(_options.MaxIdle);

    private void Close(TimeSpan olderThan)
    {
        List<SmtpClientSession> closing;
        lock (_idle)
        {
            closing = _idle.FindAll(session => _clock.GetElapsedTime(session.IdleSince) >= olderThan);
            _idle.RemoveAll(closing.Contains);
        }

        foreach (var session in closing)
        {
            DeliveryMeter.ConnectionClosed();
            session.Quit();
        }
    }

    private sealed record Failure(Trouble Trouble, long Since, int RestsEnded);
}
