using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Mugai.EndToEnd.Tests.Scanning;

/// <summary>Answers PING and VERSION like clamd, and a mail with whatever it is told to say; null: without end.</summary>
internal sealed class LyingScanner : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;
    private int _scans;

    public LyingScanner(string? said)
    {
        _listener.Start();
        _serving = ServeAsync(said);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Contents it was asked about.</summary>
    public int Scans => Volatile.Read(ref _scans);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task ServeAsync(string? said)
    {
        while (true)
        {
            var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            _ = Task.Run(async () =>
            {
                using (client)
                {
                    await AnswerAsync(client.GetStream(), said);
                }
            });
        }
    }

    private async Task AnswerAsync(NetworkStream stream, string? said)
    {
        var command = await ReadCommandAsync(stream);
        if (command != "zINSTREAM")
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(command == "zPING" ? "PONG\0" : "ClamAV 1.4.6\0"), _stop.Token);
            return;
        }

        Interlocked.Increment(ref _scans);
        var length = new byte[4];
        do
        {
            await stream.ReadExactlyAsync(length, _stop.Token);
            await stream.ReadExactlyAsync(new byte[System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(length)], _stop.Token);
        }
        while (length.Any(part => part != 0));
        do
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(said ?? new string('x', 1000)), _stop.Token);
        }
        while (said is null);
    }

    private async Task<string> ReadCommandAsync(NetworkStream stream)
    {
        var command = new StringBuilder();
        var next = new byte[1];
        while (true)
        {
            await stream.ReadExactlyAsync(next, _stop.Token);
            if (next[0] == 0)
            {
                return command.ToString();
            }

            command.Append((char)next[0]);
        }
    }
}
