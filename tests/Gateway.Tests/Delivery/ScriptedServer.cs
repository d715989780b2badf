using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Mugai.Gateway.Tests.Delivery;

/// <summary>
/// A server on a real socket that does what a test says. By default it accepts everything; <see cref="Answer"/> changes single answers:
/// it gets the connection's number and the command ("." for the final dot, "" for the greeting) and returns the reply, null for the
/// usual one, <see cref="Close"/> or <see cref="Hang"/>.
/// </summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    public const string Close = "\0close";
    public const string Reset = "\0reset";
    public const string Hang = "\0hang";

    private readonly Socket _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _running = [];
    private readonly Task _accepting;
    private int _connections;

    public ScriptedServer(string address = "127.0.0.1", int port = 0, string? socketPath = null)
    {
        _listener = socketPath is null
            ? new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
            : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _listener.Bind(socketPath is null ? new IPEndPoint(IPAddress.Parse(address), port) : new UnixDomainSocketEndPoint(socketPath));
        _listener.Listen(200);
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public string[] Extensions { get; set; } = ["PIPELINING", "SIZE 10000000", "8BITMIME", "SMTPUTF8", "DSN", "ENHANCEDSTATUSCODES"];

    public Func<int, string, string?> Answer { get; set; } = (_, _) => null;

    public X509Certificate2? Certificate { get; set; }

    public bool IsLmtp { get; set; }

    /// <summary>Answers a pipelined group only once it is here in full, so that a client that waits in between hangs.</summary>
    public bool AnswersOnlyAfterData { get; set; }

    public ConcurrentQueue<string> Commands { get; } = new();

    public ConcurrentQueue<string> Messages { get; } = new();

    /// <summary>Commands that arrived before the one ahead of them was answered.</summary>
    public int PipelinedCommands { get; private set; }

    public int Connections => Volatile.Read(ref _connections);

    public SemaphoreSlim Ended { get; } = new(0);

    public string[] Verbs => [.. Commands.Select(command => command.Split(' ')[0])];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_running);
        _stop.Dispose();
        Ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptAsync(_stop.Token);
                var number = Interlocked.Increment(ref _connections);
                _running.Add(ServeAsync(socket, number));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket socket, int number)
    {
        try
        {
            await using var peer = new Peer(socket, _stop.Token);
            await ConverseAsync(peer, number);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException or AbruptEnd
            or System.Security.Authentication.AuthenticationException)
        {
            // The client went away or the script says so.
        }

        try
        {
            Ended.Release();
        }
        catch (ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ConverseAsync(Peer peer, int number)
    {
        await SayAsync(peer, Answer(number, "") ?? "220 hop.test");
        var accepted = 0;
        var held = new List<string>();
        while (await peer.ReadLineAsync() is { } line)
        {
            Commands.Enqueue(line);
            if (peer.HasMore)
            {
                PipelinedCommands++;
            }

            var verb = line.Split(' ')[0];
            var reply = Answer(number, line) ?? Usual(verb, peer.IsSecure);
            accepted = verb == "MAIL" ? 0 : verb == "RCPT" && reply.StartsWith('2') ? accepted + 1 : accepted;
            held.Add(reply);
            if (AnswersOnlyAfterData && verb is "MAIL" or "RCPT")
            {
                continue;
            }

            foreach (var each in held)
            {
                await SayAsync(peer, each);
            }

            held.Clear();
            if (verb == "STARTTLS" && reply.StartsWith('2'))
            {
                await peer.SecureAsync(Certificate!);
            }
            else if (verb == "DATA" && reply.StartsWith('3'))
            {
                await TakeContentAsync(peer, number, accepted);
            }
            else if (verb == "QUIT")
            {
                return;
            }
        }
    }

    private async Task TakeContentAsync(Peer peer, int number, int accepted)
    {
        if (Answer(number, "content") is { } early)
        {
            await SayAsync(peer, early);
        }

        var message = await peer.ReadContentAsync();
        Messages.Enqueue(message);
        for (var i = 0; i < (IsLmtp ? accepted : 1); i++)
        {
            await SayAsync(peer, Answer(number, IsLmtp ? $".{i}" : ".") ?? "250 2.0.0 taken");
        }
    }

    private string Usual(string verb, bool secure) => verb switch
    {
        "EHLO" or "LHLO" => "250" + string.Join("\r\n250", Extensions
            .Concat(Certificate is not null && !secure ? ["STARTTLS"] : Array.Empty<string>())
            .Prepend("hop.test").Select((line, index) => index == Extensions.Length + (Certificate is not null && !secure ? 1 : 0) ? " " + line : "-" + line)),
        "DATA" => "354 go on",
        "STARTTLS" => "220 2.0.0 ready",
        "QUIT" => "221 2.0.0 bye",
        "RCPT" => "250 2.1.5 ok",
        _ => "250 2.1.0 ok",
    };

    private async Task SayAsync(Peer peer, string reply)
    {
        switch (reply)
        {
            case Close:
                throw new AbruptEnd();
            case Reset:
                peer.ResetOnClose();
                throw new AbruptEnd();
            case Hang:
                await Task.Delay(Timeout.Infinite, _stop.Token);
                break;
            default:
                await peer.SendAsync(reply + "\r\n");
                break;
        }
    }

    private sealed class AbruptEnd : Exception;

    private sealed class Peer(Socket socket, CancellationToken stop) : IAsyncDisposable
    {
        private readonly byte[] _buffer = new byte[256 * 1024];
        private Stream _stream = new NetworkStream(socket, ownsSocket: true);
        private int _start;
        private int _end;

        public bool HasMore => _end > _start;

        public bool IsSecure => _stream is SslStream;

        public ValueTask DisposeAsync() => _stream.DisposeAsync();

        public void ResetOnClose() => socket.LingerState = new LingerOption(true, 0);

        public Task SendAsync(string text) => _stream.WriteAsync(Encoding.UTF8.GetBytes(text), stop).AsTask();

        public async Task SecureAsync(X509Certificate2 certificate)
        {
            var secured = new SslStream(_stream);
            await secured.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, stop);
            _stream = secured;
        }

        public async Task<string?> ReadLineAsync()
        {
            while (true)
            {
                var end = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n"u8);
                if (end >= 0)
                {
                    var line = Encoding.UTF8.GetString(_buffer, _start, end);
                    _start += end + 2;
                    return line;
                }

                if (!await FillAsync())
                {
                    return null;
                }
            }
        }

        /// <summary>Up to CRLF.CRLF, unstuffed: what a mailbox would hold.</summary>
        public async Task<string> ReadContentAsync()
        {
            var message = new StringBuilder();
            while (true)
            {
                var line = await ReadLineAsync() ?? throw new AbruptEnd();
                if (line == ".")
                {
                    return message.ToString();
                }

                message.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
            }
        }

        private async Task<bool> FillAsync()
        {
            if (_start > 0)
            {
                _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
                (_start, _end) = (0, _end - _start);
            }

            var read = await _stream.ReadAsync(_buffer.AsMemory(_end), stop);
            _end += read;
            return read > 0;
        }
    }
}
