using System.Diagnostics;
using System.Globalization;

namespace Mugai.Journey;

/// <summary>smtp-sink as the next hop of both relays: takes mail, keeps none, and says how many it has.</summary>
internal sealed class Sink : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task _counting;
    private long _messages;

    private Sink(Process process)
    {
        _process = process;
        _counting = CountAsync();
    }

    public required int Port { get; init; }

    /// <summary>Messages it has accepted so far.</summary>
    public long Messages => Interlocked.Read(ref _messages);

    public static async Task<Sink> StartAsync(bool givesWay = false)
    {
        var port = Tool.FreePort();
        // -c prints the counters after each message; -m: Postfix opens up to 100 connections, Mugai 20.
        var process = Process.Start(new ProcessStartInfo(Tool.Find("nice"), ["-n", givesWay ? "10" : "0", Tool.Find("smtp-sink"), .. Environment.UserName == "root" ? ["-u", "postfix"] : Array.Empty<string>(), "-c", "-m", "1000", $"127.0.0.1:{port}", "1000"]) { RedirectStandardOutput = true })!;
        var sink = new Sink(process) { Port = port };
        await Tool.WaitForPortAsync(port, () => process.HasExited, "smtp-sink");
        return sink;
    }

    /// <summary>Waits until <paramref name="count"/> messages have arrived in all; throws when none comes for a while.</summary>
    public async Task WaitForAsync(long count, TimeSpan patience)
    {
        var last = Messages;
        var since = Stopwatch.StartNew();
        while (Messages < count)
        {
            await Task.Delay(2);
            if (Messages != last)
            {
                (last, since) = (Messages, Stopwatch.StartNew());
            }
            else if (since.Elapsed > patience)
            {
                throw new JourneyException($"{count - last} messages did not arrive within {patience.TotalSeconds:0} s.");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Tool.EndAsync(_process);
        await _counting;
        _process.Dispose();
    }

    /// <summary>"sess=… quit=… mesg=N max=…", each followed by a CR.</summary>
    private async Task CountAsync()
    {
        var buffer = new char[64 * 1024];
        var rest = "";
        int read;
        while ((read = await _process.StandardOutput.ReadAsync(buffer)) > 0)
        {
            var text = rest + new string(buffer, 0, read);
            var end = text.LastIndexOf('\r');
            var at = end < 0 ? -1 : text.LastIndexOf("mesg=", end, StringComparison.Ordinal);
            if (at >= 0)
            {
                var digits = text.AsSpan(at + 5, end - at - 5);
                digits = digits[..(digits.IndexOf(' ') is var space and >= 0 ? space : digits.Length)];
                Interlocked.Exchange(ref _messages, long.Parse(digits, CultureInfo.InvariantCulture));
            }

            rest = text[(end + 1)..];
        }
    }
}
