using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Mugai.Gateway.Tests.Smtp.Receiving;

/// <summary>A client that sends exactly the octets it is given.</summary>
internal sealed class SmtpWire : IDisposable
{
    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private Stream _stream;
    private string _pending = "";

    private SmtpWire(Socket socket)
    {
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: false);
    }

    public static async Task<SmtpWire> ConnectAsync(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
        return new SmtpWire(socket);
    }

    public Task SendAsync(string octets) => SendAsync(Encoding.Latin1.GetBytes(octets));

    public async Task SendAsync(ReadOnlyMemory<byte> octets)
    {
        using var guard = new CancellationTokenSource(TestGateway.HangGuard);
        await _stream.WriteAsync(octets, guard.Token);
    }

    /// <summary>Sends a command line and waits for its reply.</summary>
    public async Task<string> AskAsync(string command)
    {
        await SendAsync(command + "\r\n");
        return await ReplyAsync();
    }

    /// <summary>The next reply, all its lines; empty when the server has closed.</summary>
    public async Task<string> ReplyAsync()
    {
        while (true)
        {
            var end = EndOfReply();
            if (end > 0)
            {
                var reply = _pending[..end];
                _pending = _pending[end..];
                return reply;
            }

            if (!await ReceiveAsync())
            {
                return "";
            }
        }
    }

    /// <summary>What one receive brings, whatever it is.</summary>
    public async Task<string> ReceiveOnceAsync()
    {
        Assert.Equal("", _pending);
        await ReceiveAsync();
        var received = _pending;
        _pending = "";
        return received;
    }

    /// <summary>True when the server closes without another word.</summary>
    public async Task<bool> IsClosedAsync() => _pending.Length == 0 && !await ReceiveAsync();

    /// <summary>Sends FIN and keeps reading.</summary>
    public void CloseSending() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>The client side of the handshake; only the certificate with this thumbprint will do.</summary>
    public async Task StartTlsAsync(string thumbprint)
    {
        using var guard = new CancellationTokenSource(TestGateway.HangGuard);
        var tls = new SslStream(_stream, leaveInnerStreamOpen: true, (_, shown, _, _) => shown?.GetCertHashString() == thumbprint);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "gw.city.example" }, guard.Token);
        _stream = tls;
    }

    public void Dispose()
    {
        _stream.Dispose();
        _socket.Dispose();
    }

    private async Task<bool> ReceiveAsync()
    {
        using var guard = new CancellationTokenSource(TestGateway.HangGuard);
        try
        {
            var count = await _stream.ReadAsync(_buffer, guard.Token);
            _pending += Encoding.Latin1.GetString(_buffer, 0, count);
            return count > 0;
        }
        catch (IOException)
        {
            // A reset is a close too.
            return false;
        }
    }

    private int EndOfReply()
    {
        var start = 0;
        while (true)
        {
            var end = _pending.IndexOf("\r\n", start, StringComparison.Ordinal);
            if (end < 0)
            {
                return 0;
            }

            if (_pending[start + 3] == ' ')
            {
                return end + 2;
            }

            start = end + 2;
        }
    }
}
