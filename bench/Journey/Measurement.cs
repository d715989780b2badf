using System.Diagnostics;

namespace Mugai.Journey;

/// <summary>One relay under one load once.</summary>
/// <param name="PerSecond">Messages per second until the last one was at the sink.</param>
/// <param name="AcceptedPerSecond">Messages per second until the source had its last 250.</param>
/// <param name="CpuPerMessage">CPU of all the relay's processes.</param>
internal sealed record Measurement(double PerSecond, double AcceptedPerSecond, TimeSpan CpuPerMessage)
{
    /// <summary>Without any arrival for so long, mail was lost.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>What follows the last delivery (queue files removed, states written) belongs to the message's cost.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    public static async Task<Measurement> TakeAsync(IRelay relay, Sink sink, Load load)
    {
        var before = sink.Messages;
        var cpu = ProcessTree.CpuSeconds(relay.RootProcess);
        var watch = Stopwatch.StartNew();
        var source = SendAsync(relay, load);
        // Both at once: a relay that loses mail must not look like a slow source.
        var arrived = sink.WaitForAsync(before + load.Messages, Patience);
        await source;
        var accepted = watch.Elapsed;
        await arrived;
        var delivered = watch.Elapsed;
        await Task.Delay(Settling);
        if (sink.Messages != before + load.Messages)
        {
            throw new JourneyException($"{relay.Name} delivered {sink.Messages - before} of {load.Messages} messages.");
        }

        cpu = ProcessTree.CpuSeconds(relay.RootProcess) - cpu;
        return new Measurement(load.Messages / delivered.TotalSeconds, load.Messages / accepted.TotalSeconds, TimeSpan.FromSeconds(cpu / load.Messages));
    }

    private static Task<string> SendAsync(IRelay relay, Load load)
    {
        string[] kept = load.KeepOpen ? ["-d"] : [];
        return Tool.RunAsync(
            Tool.Find("smtp-source"),
            [.. kept, "-s", $"{load.Sessions}", "-m", $"{load.Messages}", "-l", $"{load.Bytes}", "-f", "sender@source.bench.invalid", "-t", "clerk@town.bench.invalid", $"127.0.0.1:{relay.Port}"]);
    }
}
