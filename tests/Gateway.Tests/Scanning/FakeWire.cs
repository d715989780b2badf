using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Mugai.Gateway.Tests.Scanning;

/// <summary>A server on loopback whose every connection is one script. What it does wrong is what the tests are about.</summary>
internal sealed class FakeWire : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _running = [];
    private int _connections;

    public FakeWire(Func<Wire, int, Task> script)
    {
        _listener.Start();
        _running.Add(AcceptAsync(script));
    }

    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>Connections it has taken.</summary>
    public int Connections => Volatile.Read(ref _connections);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AcceptAsync(Func<Wire, int, Task> script)
    {
        while (true)
        {
            var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            var number = Interlocked.Increment(ref _connections);
            _running.Add(Task.Run(async () =>
            {
                using (client)
                {
                    await script(new Wire(client.GetStream(), _stop.Token), number);
                }
            }));
        }
    }
}

/// <summary>One connection of the server, read byte by byte.</summary>
internal sealed class Wire(NetworkStream stream, CancellationToken token)
{
    public Task SayAsync(string text) => stream.WriteAsync(Encoding.Latin1.GetBytes(text), token).AsTask();

    public Task NeverAsync() => Task.Delay(Timeout.Infinite, token);

    public async Task<byte[]> TakeAsync(int count)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, token);
        return bytes;
    }

    public async Task<string> LineAsync(char end = '\n')
    {
        var line = new StringBuilder();
        do
        {
            line.Append((char)(await TakeAsync(1))[0]);
        }
        while (line[^1] != end);
        return line.ToString().TrimEnd('\r', '\n', '\0');
    }

    /// <summary>Head of a request, line by line.</summary>
    public async Task<List<string>> HeadAsync()
    {
        var lines = new List<string>();
        while (await LineAsync() is { Length: > 0 } line)
        {
            lines.Add(line);
        }

        return lines;
    }

    /// <summary>An ICAP request with its encapsulated heads.</summary>
    public async Task<List<string>> IcapHeadAsync()
    {
        var head = await HeadAsync();
        var encapsulated = head.Single(line => line.StartsWith("Encapsulated:", StringComparison.Ordinal));
        var bytes = int.Parse(encapsulated[(encapsulated.LastIndexOf('=') + 1)..], System.Globalization.CultureInfo.InvariantCulture);
        await TakeAsync(bytes);
        return head;
    }

    /// <summary>Chunks up to the last one; what is said of that one.</summary>
    public async Task<(byte[] Body, string Last)> ChunksAsync()
    {
        var body = new MemoryStream();
        while (true)
        {
            var size = await LineAsync();
            var count = Convert.ToInt32(size.Split(';')[0], 16);
            if (count == 0)
            {
                await LineAsync();
                return (body.ToArray(), size);
            }

            body.Write(await TakeAsync(count));
            await LineAsync();
        }
    }
}
