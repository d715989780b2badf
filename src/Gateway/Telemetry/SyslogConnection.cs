using System.Buffers.Binary;
using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Mugai.Gateway.Telemetry;

/// <summary>The collector cannot be reached, or did not take what was sent. Whoever keeps messages tries again later.</summary>
internal sealed class SyslogUnavailableException(string message, Exception? cause = null) : IOException(message, cause);

/// <summary>
/// A way to a collector. Syslog has no replies, so a message counts as taken when its datagram left, or when the other machine acknowledged every octet of the stream (TCP_INFO): what
/// waits in a buffer towards a machine that is gone is not taken. For one caller at a time.
/// </summary>
internal sealed class SyslogConnection(SyslogTarget target, TimeProvider clock) : IAsyncDisposable
{
    /// <summary>RFC 5426 3.2: what fits a datagram of IPv4 with room for its headers. A longer message is cut.</summary>
    private const int MaxDatagramBytes = 60_000;

    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan TakenWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMilliseconds(20);

    private Socket? _socket;
    private Stream? _stream;

    /// <summary>How often a connection was made: a change means that one broke, and what it took last may be lost.</summary>
    public int Connections { get; private set; }

    /// <summary>Sends messages in their order. Throws <see cref="SyslogUnavailableException"/> when not all were taken; some may have been.</summary>
    public async ValueTask SendAsync(IReadOnlyList<byte[]> messages, CancellationToken token)
    {
        if (messages.Count == 0)
        {
            return;
        }

        try
        {
            var socket = await ConnectAsync(token).ConfigureAwait(false);
            if (target.Transport == SyslogTransport.Udp)
            {
                foreach (var message in messages)
                {
                    await socket.SendAsync(message.AsMemory(0, LengthOf(message)), token).ConfigureAwait(false);
                }

                return;
            }

            await _stream!.WriteAsync(Frame(messages), token).ConfigureAwait(false);
            await WaitUntilTakenAsync(socket, token).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is SocketException or IOException or System.Security.Authentication.AuthenticationException or TimeoutException)
        {
            await DisposeAsync().ConfigureAwait(false);
            throw failure as SyslogUnavailableException ?? new SyslogUnavailableException($"{target}: {failure.Message}", failure);
        }
        catch (OperationCanceledException)
        {
            await DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_stream is not null)
        {
            await _stream.DisposeAsync().ConfigureAwait(false);
        }

        _socket?.Dispose();
        (_socket, _stream) = (null, null);
    }

    private async ValueTask<Socket> ConnectAsync(CancellationToken token)
    {
        if (_socket is { } open)
        {
            // A collector never speaks: what can be read is its end.
            if (target.Transport == SyslogTransport.Udp || !open.Poll(0, SelectMode.SelectRead))
            {
                return open;
            }

            await DisposeAsync().ConfigureAwait(false);
        }

        var socket = target.Transport == SyslogTransport.Udp ? new Socket(SocketType.Dgram, ProtocolType.Udp) : new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(target.Host, target.Port, token).AsTask().WaitAsync(ConnectWithin, clock, token).ConfigureAwait(false);
            if (target.Transport != SyslogTransport.Udp)
            {
                _stream = new NetworkStream(socket);
            }

            if (target.Transport == SyslogTransport.Tls)
            {
                var tls = new SslStream(_stream!);
                _stream = tls;
                await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = target.Host }, token).WaitAsync(ConnectWithin, clock, token).ConfigureAwait(false);
            }
        }
        catch
        {
            socket.Dispose();
            _stream = null;
            throw;
        }

        Connections++;
        return _socket = socket;
    }

    private static byte[] Frame(IReadOnlyList<byte[]> messages)
    {
        var framed = new MemoryStream();
        foreach (var message in messages)
        {
            framed.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{message.Length} ")));
            framed.Write(message);
        }

        return framed.ToArray();
    }

    /// <summary>A cut between two characters, never inside one.</summary>
    private static int LengthOf(byte[] message)
    {
        var length = Math.Min(message.Length, MaxDatagramBytes);
        while (length < message.Length && (message[length] & 0xC0) == 0x80)
        {
            length--;
        }

        return length;
    }

    private async ValueTask WaitUntilTakenAsync(Socket socket, CancellationToken token)
    {
        var begun = clock.GetTimestamp();
        while (CountUntaken(socket) > 0)
        {
            if (socket.Poll(0, SelectMode.SelectRead) || clock.GetElapsedTime(begun) > TakenWithin)
            {
                throw new SyslogUnavailableException($"{target}: the connection ended before everything was taken.");
            }

            await Task.Delay(AskAgainAfter, clock, token).ConfigureAwait(false);
        }
    }

    /// <summary>Packets that were not acknowledged and bytes that were not sent (struct tcp_info of linux/tcp.h); 0 where the kernel does not say.</summary>
    private static long CountUntaken(Socket socket)
    {
        const int Tcp = 6;
        const int TcpInfo = 11;
        const int UnackedAt = 24;
        const int NotSentAt = 144;
        Span<byte> facts = stackalloc byte[NotSentAt + sizeof(uint)];
        try
        {
            return socket.GetRawSocketOption(Tcp, TcpInfo, facts) < facts.Length
                ? 0
                : BinaryPrimitives.ReadUInt32LittleEndian(facts[UnackedAt..]) + (long)BinaryPrimitives.ReadUInt32LittleEndian(facts[NotSentAt..]);
        }
        catch (SocketException)
        {
            return 0;
        }
    }
}
