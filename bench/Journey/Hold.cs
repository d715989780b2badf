using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Mugai.Journey;

/// <summary>
/// Many sessions, each with a large message of which only the final dot is missing: what the gateway holds in memory then is what an
/// attacker who sends slowly can make it hold.
/// </summary>
internal static class Hold
{
    private const int Sessions = 20;
    private const int Bytes = 20 << 20;
    private const long Goal = 200L << 20;

    public static async Task RunAsync(string program, string folder, TextWriter output)
    {
        await using var place = WorkPlace.Make(folder);
        await output.WriteLineAsync(Machine.Look(place.Folder).ToString());
        await using var sink = await Sink.StartAsync();
        await using var mugai = await MugaiRelay.StartAsync(program, Path.Combine(place.Folder, "mugai"), sink.Port);
        await Task.Delay(TimeSpan.FromSeconds(1));
        await SayAsync(output, "idle", mugai.RootProcess);
        var sessions = await Task.WhenAll(Enumerable.Range(0, Sessions).Select(_ => OpenAsync(mugai.Port)));
        await SayAsync(output, $"{Sessions} messages of {Bytes >> 20} MB held open", mugai.RootProcess);
        await Task.WhenAll(sessions.Select(FinishAsync));
        await SayAsync(output, "all acknowledged", mugai.RootProcess);
        await sink.WaitForAsync(Sessions, TimeSpan.FromMinutes(2));
        await SayAsync(output, "all delivered", mugai.RootProcess);
    }

    private static async Task SayAsync(TextWriter output, string when, int process)
    {
        var resident = ProcessTree.ResidentBytes(process);
        var peak = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/status")).First(line => line.StartsWith("VmHWM", StringComparison.Ordinal))[6..].Trim();
        await output.WriteLineAsync($"{when}: gateway RSS {resident >> 20} MiB ({(resident < Goal ? "under" : "OVER")} {Goal >> 20} MiB), peak {peak}");
    }

    private static async Task<TcpClient> OpenAsync(int port)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        var stream = client.GetStream();
        await ExpectAsync(stream, "220");
        foreach (var (command, reply) in new[] { ("HELO holder.bench.invalid", "250"), ("MAIL FROM:<sender@source.bench.invalid>", "250"), ("RCPT TO:<clerk@town.bench.invalid>", "250"), ("DATA", "354") })
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"));
            await ExpectAsync(stream, reply);
        }

        await stream.WriteAsync("From: sender@source.bench.invalid\r\nSubject: held\r\n\r\n"u8.ToArray());
        var block = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(new string('x', 76) + "\r\n", 840)));
        for (var sent = 0; sent < Bytes; sent += block.Length)
        {
            await stream.WriteAsync(block);
        }

        return client;
    }

    private static async Task FinishAsync(TcpClient client)
    {
        using (client)
        {
            var stream = client.GetStream();
            await stream.WriteAsync(".\r\n"u8.ToArray());
            await ExpectAsync(stream, "250");
        }
    }

    private static async Task ExpectAsync(NetworkStream stream, string code)
    {
        var buffer = new byte[4096];
        var read = await stream.ReadAsync(buffer);
        var reply = Encoding.ASCII.GetString(buffer, 0, read);
        if (!reply.StartsWith(code, StringComparison.Ordinal))
        {
            throw new JourneyException($"Expected {code}, got: {reply}");
        }
    }
}
