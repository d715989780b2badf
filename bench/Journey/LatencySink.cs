using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Mugai.Journey;

/// <summary>A next hop in this process that knows when a mail of the quiet tenant came; smtp-sink only counts.</summary>
internal sealed class LatencySink : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<string, long> _arrivals = new();
    private long _messages;

    public LatencySink()
    {
        _listener.Start(512);
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public long Messages => Interlocked.Read(ref _messages);

    /// <summary>When the mail with this mark was accepted; waits for it.</summary>
    public async Task<long> ArrivalAsync(string mark)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromMinutes(2); await Task.Delay(5))
        {
            if (_arrivals.TryGetValue(mark, out var time))
            {
                return time;
            }
        }

        throw new JourneyException($"{mark} did not arrive.");
    }

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
            }
            catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.Latin1);
                await SayAsync(stream, "220 sink ESMTP");
                while (await reader.ReadLineAsync() is { } line)
                {
                    if (!line.StartsWith("DATA", StringComparison.OrdinalIgnoreCase))
                    {
                        await SayAsync(stream, line.StartsWith("EHLO", StringComparison.OrdinalIgnoreCase) ? "250-sink\r\n250 8BITMIME" : "250 ok");
                        continue;
                    }

                    await SayAsync(stream, "354 go on");
                    string? mark = null;
                    while (await reader.ReadLineAsync() is { } content && content != ".")
                    {
                        mark ??= content.StartsWith("Subject: quiet-", StringComparison.Ordinal) ? content[9..].Trim() : null;
                    }

                    Interlocked.Increment(ref _messages);
                    if (mark is not null)
                    {
                        _arrivals[mark] = Stopwatch.GetTimestamp();
                    }

                    await SayAsync(stream, "250 taken");
                }
            }
            catch (IOException)
            {
                // The gateway closed the connection.
            }
        }
    }

    private static async Task SayAsync(NetworkStream stream, string line) => await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"));
}
