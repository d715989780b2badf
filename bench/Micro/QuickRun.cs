using System.Diagnostics;
using System.Globalization;

namespace Mugai.Micro;

/// <summary>Plain loops by CPU time: on a machine shared with others the wall clock says little, the best of several rounds much.</summary>
internal static class QuickRun
{
    private const int Rounds = 7;
    private static readonly TimeSpan RoundLength = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan MaxRound = TimeSpan.FromSeconds(10);

    public static void Run(string filter)
    {
        Console.WriteLine("case                           MB per CPU-second   target   allocated bytes per byte");
        foreach (var micro in MicroCases.All.Where(c => c.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)))
        {
            var best = 0.0;
            var allocated = 0.0;
            Round(micro, out _);
            Round(micro, out _);
            for (var i = 0; i < Rounds; i++)
            {
                best = Math.Max(best, Round(micro, out allocated));
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{micro.Name,-30} {best,17:N0} {micro.Target,8:N0}   {allocated:F4}{(best < micro.Target ? "   below target" : "")}"));
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
