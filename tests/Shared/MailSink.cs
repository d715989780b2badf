using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Mugai.Testing;

/// <summary>A message that the sink said 250 to.</summary>
/// <param name="AcceptedAt">Just before the 250 was sent.</param>
public sealed record SunkMail(DateTime AcceptedAt, string From, IReadOnlyList<string> Recipients, byte[] Bytes)
{
    /// <summary>One character is one byte.</summary>
    public string Text => Encoding.Latin1.GetString(Bytes);
}

/// <summary>A next hop in the test's own process: it knows to the millisecond when it accepted what, and can be away for a while.</summary>
public sealed class MailSink : IAsyncDisposable
{
    private readonly ConcurrentQueue<SunkMail> _mails = new();
    private readonly ConcurrentDictionary<TcpClient, Task> _sessions = new();
    private TcpListener? _listener;
    private int _thinking;
    private Task _accepting = Task.CompletedTask;

    public int Port { get; } = LoopbackPort.Free();

    /// <summary>How long it thinks about a message before it accepts it.</summary>
    public TimeSpan Thinks { get; set; }

    /// <summary>Until then it accepts nothing that it has read.</summary>
    public Task Until { get; set; } = Task.CompletedTask;

    /// <summary>Messages it has read to the end and not answered yet.</summary>
    public int Thinking => _thinking;

    public IReadOnlyList<SunkMail> Mails => [.. _mails];

    public int Count => _mails.Count;

    public static MailSink Start()
    {
        var sink = new MailSink();
        sink.ComeBack();
        return sink;
    }

    public void ComeBack()
    {
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Start(512);
        _accepting = AcceptAsync(_listener);
    }

    /// <summary>Nobody answers at the port any more; open connections are cut.</summary>
    public async Task GoAwayAsync()
    {
        _listener?.Stop();
        await _accepting;
        foreach (var client in _sessions.Keys)
        {
            client.Dispose();
        }

        await Task.WhenAll(_sessions.Values);
    }

    public async Task<SunkMail> WaitForAsync(string token, TimeSpan? within = null)
    {
        await Wait.UntilAsync(() => _mails.Any(mail => mail.Text.Contains(token, StringComparison.Ordinal)), () => $"no mail with {token} among {Count}", within);
        return _mails.First(mail => mail.Text.Contains(token, StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync() => await GoAwayAsync();

    private async Task AcceptAsync(TcpListener listener)
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await listener.AcceptTcpClientAsync();
            }
            catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException or InvalidOperationException) // stopped while it waited, or between two
            {
                return;
            }

            var begun = new TaskCompletionSource();
            _sessions[client] = ServeAsync(client, begun.Task);
            begun.SetResult();
        }
    }

    private async Task ServeAsync(TcpClient client, Task begun)
    {
        await begun;
        try
        {
            using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
            await TalkAsync(reader, client.GetStream());
        }
        catch (Exception cut) when (cut is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The client went away, or we did.
        }
        finally
        {
            _sessions.TryRemove(client, out _);
            client.Dispose();
        }
    }

    private async Task TalkAsync(StreamReader reader, NetworkStream output)
    {
        var (from, to) = ("", new List<string>());
        await SayAsync(output, "220 sink.lgwan.example ESMTP");
        while (await reader.ReadLineAsync() is { } line)
        {
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            switch (verb)
            {
                case "EHLO":
                    await SayAsync(output, "250-sink.lgwan.example\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 ENHANCEDSTATUSCODES");
                    break;
                case "MAIL":
                    (from, to) = (Path(line), []);
                    await SayAsync(output, "250 2.1.0 ok");
                    break;
                case "RCPT":
                    to.Add(Path(line));
                    await SayAsync(output, "250 2.1.5 ok");
                    break;
                case "DATA":
                    await SayAsync(output, "354 go on");
                    if (await ContentAsync(reader) is not { } bytes)
                    {
                        return;
                    }

                    Interlocked.Increment(ref _thinking);
                    await Task.Delay(Thinks);
                    await Until;
                    Interlocked.Decrement(ref _thinking);
                    _mails.Enqueue(new(DateTime.UtcNow, from, to, bytes));
                    await SayAsync(output, "250 2.0.0 taken");
                    break;
                case "QUIT":
                    await SayAsync(output, "221 2.0.0 bye");
                    return;
                default:
                    await SayAsync(output, verb is "RSET" or "NOOP" ? "250 2.0.0 ok" : "502 5.5.1 no");
                    break;
            }
        }
    }

    /// <summary>Null when the client went away before the final dot: then nothing was accepted.</summary>
    private static async Task<byte[]?> ContentAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line == ".")
            {
                return Encoding.Latin1.GetBytes(text.ToString());
            }

            text.Append(line.StartsWith('.') ? line.AsSpan(1) : line).Append("\r\n");
        }

        return null;
    }

    private static string Path(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];

    private static async Task SayAsync(NetworkStream output, string line) => await output.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"));
}
