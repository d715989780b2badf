using System.Diagnostics;
using System.Globalization;

namespace Mugai.Micro;

/// <summary>
/// Plain loops by CPU time: on a machine shared with others the wall clock says little, the best of several rounds much. Before it is measured a case runs until it gets no faster:
/// the runtime compiles again what runs often, in a thread that gets its turn late where processors are few, and code of the first tier runs at a fifth of the speed.
/// </summary>
internal static class QuickRun
{
    private const int Rounds = 7;
    private static readonly TimeSpan RoundLength = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan MaxRound = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan MaxWarmUp = TimeSpan.FromSeconds(20);

    public static void Run(string filter)
    {
        var exact = MicroCases.All.Where(c => c.Name == filter).ToList();
        Run([.. exact.Count > 0 ? exact : MicroCases.All.Where(c => c.Name.Contains(filter, StringComparison.OrdinalIgnoreCase))]);
    }

    public static void Run(params IReadOnlyList<MicroCase> cases)
    {
        Console.WriteLine("case                           MB per CPU-second   target   median   allocated bytes per byte");
        foreach (var micro in cases)
        {
            WarmUp(micro);
            var allocated = 0.0;
            var speeds = Enumerable.Range(0, Rounds).Select(_ => Round(micro, out allocated)).Order().ToList();
            var best = speeds[^1];

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{micro.Name,-30} {best,17:G3} {micro.Target,8:N0} {speeds[Rounds / 2],8:G3}   {allocated:F4}{(best < micro.Target ? "   below target" : "")}"));
        }
    }

    // Until three rounds in a row are no faster than the best one.
    private static void WarmUp(MicroCase micro)
    {
        var clock = Stopwatch.StartNew();
        var best = 0.0;
        for (var since = 0; since < 3 && clock.Elapsed < MaxWarmUp; since++)
        {
            var speed = Round(micro, out _);
            (best, since) = speed > best * 1.03 ? (speed, -1) : (best, since);
            Thread.Sleep(100);
        }
    }

    private static double Round(MicroCase micro, out double allocatedPerByte)
    {
        var allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        var cpu = Environment.CpuUsage.TotalTime;
        var clock = Stopwatch.StartNew();
        long runs = 0;
        var sink = 0L;
        while (Environment.CpuUsage.TotalTime - cpu < RoundLength && clock.Elapsed < MaxRound)
        {
            // Asking for the CPU time costs a system call: only after a megabyte of work.
            for (var done = 0L; done < 1_000_000; done += micro.Bytes)
            {
                sink += micro.Run();
                runs++;
            }
        }

        var spent = Environment.CpuUsage.TotalTime - cpu;
        GC.KeepAlive(sink);
        var bytes = runs * micro.Bytes;
        allocatedPerByte = (GC.GetAllocatedBytesForCurrentThread() - allocatedBefore) / (double)bytes;
        return bytes / 1e6 / Math.Max(spent.TotalSeconds, 1e-6);
    }
}
