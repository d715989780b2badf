using System.Net;
using System.Net.Sockets;
using Mugai.Gateway.Smtp.Protocol;

namespace Mugai.Gateway.Smtp.Delivery;

/// <summary>One connection to a next hop after its greeting, hello and, where wanted, TLS. Used by one task at a time.</summary>
internal sealed class SmtpClientSession : IDisposable
{
    private readonly SmtpHopAddress _hop;
    private readonly SmtpHopOptions _options;

    private SmtpClientSession(SmtpWire wire, EndPoint endPoint, SmtpHopAddress hop, SmtpHopOptions options)
    {
        Wire = wire;
        EndPoint = endPoint;
        _hop = hop;
        _options = options;
    }

    public SmtpWire Wire { get; }

    public EndPoint EndPoint { get; }

    public SmtpFeatures Features { get; private set; } = SmtpFeatures.None;

    public bool IsLmtp => _hop.Protocol == HopProtocol.Lmtp;

    public bool IsEncrypted { get; private set; }

    /// <summary>The host as we know it, for Remote-MTA.</summary>
    public string RemoteName => _hop.Host;

    public SmtpTimeouts Timeouts => _options.Timeouts;

    /// <summary>Transactions that ran over it so far.</summary>
    public int Transactions { get; set; }

    /// <summary>It came from the pool: the server may have closed it meanwhile.</summary>
    public bool IsReused => Transactions > 0;

    /// <summary>A transaction was left open; RSET must come before the next MAIL.</summary>
    public bool NeedsReset { get; set; }

    /// <summary>It must not be used again.</summary>
    public bool MustClose { get; set; }

    /// <summary>When it became idle.</summary>
    public long IdleSince { get; set; }

    public static async ValueTask<SmtpClientSession> OpenAsync(
        EndPoint endPoint, SmtpHopAddress hop, SmtpHopOptions options, TlsTrust? trust, TimeProvider clock, CancellationToken token)
    {
        if (options.Tls != TlsUse.Opportunistic)
        {
            return await OpenOnceAsync(endPoint, hop, options, trust, options.Tls, clock, token);
        }

        try
        {
            return await OpenOnceAsync(endPoint, hop, options, trust, TlsUse.Opportunistic, clock, token);
        }
        catch (HopException e) when (e.Trouble.Phase == DeliveryPhase.StartTls)
        {
            // RFC 7435 3: a broken handshake must not make opportunistic worse than no TLS. The stream is unusable, hence a new connection.
            return await OpenOnceAsync(endPoint, hop, options, trust, TlsUse.None, clock, token);
        }
    }

    public void Quit() => Wire.Quit();

    public void Dispose() => Wire.Dispose();

    private static async ValueTask<SmtpClientSession> OpenOnceAsync(
        EndPoint endPoint, SmtpHopAddress hop, SmtpHopOptions options, TlsTrust? trust, TlsUse tls, TimeProvider clock, CancellationToken token)
    {
        var wire = new SmtpWire(await ConnectAsync(endPoint, options.Timeouts.Connect, clock, token), clock);
        try
        {
            using var registration = wire.EndWaitsWith(token);
            var session = new SmtpClientSession(wire, endPoint, hop, options);
            await session.GreetAsync();
            await session.HelloAsync();
            await session.SecureAsync(tls, trust);
            return session;
        }
        catch
        {
            wire.Dispose();
            throw;
        }
    }

    private static async ValueTask<Socket> ConnectAsync(EndPoint endPoint, TimeSpan timeout, TimeProvider clock, CancellationToken token)
    {
        var socket = endPoint is UnixDomainSocketEndPoint
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var limit = new CancellationTokenSource(timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(token, limit.Token);
        try
        {
            await socket.ConnectAsync(endPoint, either.Token);
            return socket;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            socket.Dispose();
            token.ThrowIfCancellationRequested();
            var why = e is SocketException ? e.Message : "timed out";
            throw new HopException(Trouble.Broken(DeliveryPhase.Connect, 1, $"connect to {endPoint}: {why}"), e);
        }
    }

    private async ValueTask GreetAsync()
    {
        var greeting = await Wire.ReadReplyAsync(DeliveryPhase.Greeting, Timeouts.Greeting);
        Demand(greeting, 220, DeliveryPhase.Greeting);
    }

    private async ValueTask HelloAsync()
    {
        var hello = await AskAsync(IsLmtp ? "LHLO " : "EHLO ", _options.HelloName, DeliveryPhase.Hello);
        if (hello.Code is 500 or 502 or 504 && !IsLmtp)
        {
            // RFC 5321 3.2: a server without EHLO.
            Demand(await AskAsync("HELO ", _options.HelloName, DeliveryPhase.Hello), 250, DeliveryPhase.Hello);
            Features = SmtpFeatures.None;
            return;
        }

        Demand(hello, 250, DeliveryPhase.Hello);
        Features = SmtpFeatures.Parse(hello);
    }

    private async ValueTask SecureAsync(TlsUse tls, TlsTrust? trust)
    {
        if (tls == TlsUse.None || trust is null || (tls == TlsUse.Opportunistic && !Features.StartTls))
        {
            return;
        }

        if (!Features.StartTls)
        {
            throw new HopException(new Trouble(
                DeliveryPhase.StartTls, DeliverySide.Connection, DeliveryReply.Ours(new ReplyStatus(4, 7, 4), "TLS is required, and the server does not offer STARTTLS")));
        }

        Demand(await AskAsync("STARTTLS", "", DeliveryPhase.StartTls), 220, DeliveryPhase.StartTls);
        await Wire.UpgradeAsync((inner, token) => trust.AuthenticateAsync(inner, _hop.Host, tls, token), Timeouts.Hello);
        IsEncrypted = true;

        // RFC 3207 4.2: what was said before TLS counts for nothing.
        await HelloAsync();
    }

    private async ValueTask<Reply> AskAsync(string verb, string argument, DeliveryPhase phase)
    {
        Wire.Append(verb);
        Wire.Append(argument);
        Wire.Append("\r\n"u8);
        await Wire.FlushAsync(phase, Timeouts.Hello);
        return await Wire.ReadReplyAsync(phase, Timeouts.Hello);
    }

    private static void Demand(Reply reply, int code, DeliveryPhase phase)
    {
        if (reply.Code != code)
        {
            throw new HopException(Trouble.Answered(phase, reply));
        }
    }
}
