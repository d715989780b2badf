using System.Diagnostics;
using System.Globalization;

namespace Mugai.Micro.Archives;

/// <summary>
/// `--archive MUGAI`: the whole command on an archive of 10,000 small files beside `unzip` and `zip` of the same, by turns, by CPU time of everything that was started (user and
/// system, /proc/self/stat), because the wall clock of a shared machine says little. A file of five bytes tells what of it is start-up, which a gateway pays once.
/// </summary>
internal static class ArchiveRace
{
    private const int Rounds = 7;
    private const int Files = 10_000;

    public static void Run(string mugai)
    {
        var folder = Directory.CreateTempSubdirectory("mugai-archive-").FullName;
        try
        {
            File.WriteAllBytes(Path.Combine(folder, "small.zip"), SmallFiles.Zip(Files));
            File.WriteAllText(Path.Combine(folder, "tiny.txt"), "tiny\n");
            var (whole, start, tools) = (new List<Spent>(), new List<Spent>(), new List<Spent>());
            for (var round = 0; round < Rounds; round++)
            {
                whole.Add(Time(folder, $"'{mugai}' sanitize small.zip -o clean.zip"));
                start.Add(Time(folder, $"'{mugai}' sanitize tiny.txt -o tiny.clean"));
                Time(folder, "rm -rf out out.zip");
                tools.Add(Time(folder, "unzip -q small.zip -d out && cd out && zip -q -r ../out.zip ."));
            }

            Console.WriteLine($"{Files} small files, {new FileInfo(Path.Combine(folder, "small.zip")).Length} bytes; medians of {Rounds} rounds by turns");
            Show("mugai sanitize", whole);
            Show("of it start-up", start);
            Show("unzip && zip -r", tools);
            var (all, idle, other) = (Median(whole, s => s.Cpu), Median(start, s => s.Cpu), Median(tools, s => s.Cpu));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ratio of CPU time to unzip && zip: {all / other:F2} whole, {(all - idle) / other:F2} without start-up"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Show(string name, List<Spent> spent) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{name,-16} CPU {Median(spent, s => s.Cpu):F2} s (least {spent.Min(s => s.Cpu):F2})   clock {Median(spent, s => s.Clock):F2} s"));

    private static double Median(List<Spent> spent, Func<Spent, double> of) => spent.Select(of).Order().ElementAt(spent.Count / 2);

    private static Spent Time(string folder, string command)
    {
        var before = ChildSeconds();
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command]) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? new(ChildSeconds() - before, clock.Elapsed.TotalSeconds) : throw new InvalidOperationException($"{command} ended with {process.ExitCode}.");
    }

    // Fields 16 and 17 of proc(5) stat: user and system time of the children that were waited for, in hundredths of a second.
    private static double ChildSeconds()
    {
        var stat = File.ReadAllText("/proc/self/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[13], CultureInfo.InvariantCulture) + long.Parse(fields[14], CultureInfo.InvariantCulture)) / 100.0;
    }

    private readonly record struct Spent(double Cpu, double Clock);
}
