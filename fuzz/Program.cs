using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace Mugai.Fuzz;

/// <summary>
/// dotnet run -c Release --project fuzz -- TARGET --runs N --seconds S --corpus DIR --seed K --findings DIR
/// Exit codes: 0 nothing found, 1 findings were saved, 2 usage, 3 a hang was saved.
/// TARGET can also be "replay": then --corpus names the folder whose files are run once through every target.
/// </summary>
internal static class Program
{
    private const int MaxFindings = 20;
    private const int MaxSeedBytes = 64 * 1024;

    // A run takes microseconds; this survives a machine on which the process does not get its turn for long.
    private static readonly TimeSpan HangTime = TimeSpan.FromSeconds(60);

    private static int Main(string[] args)
    {
        var options = FuzzOptions.Parse(args);
        if (options is null)
        {
            Console.Error.WriteLine("usage: TARGET [--runs N] [--seconds S] [--corpus DIR] [--seed K] [--findings DIR]");
            Console.Error.WriteLine("targets: replay, " + string.Join(", ", FuzzTargets.All.Select(t => t.Name)));
            return 2;
        }

        if (options.Target == "replay")
        {
            return Replay(options);
        }

        var target = FuzzTargets.All.First(t => t.Name == options.Target);
        return Fuzz(target, options);
    }

    private static int Fuzz(FuzzTarget target, FuzzOptions options)
    {
        var mutator = new Mutator(options.Seed, target.Seeds.Concat(CorpusFiles(options.Corpus).Select(f => f.Bytes)), target.Dictionary);
        var watchdog = new Watchdog(HangTime, input => Save(options.Findings, target.Name, "hang", input));
        var clock = Stopwatch.StartNew();
        long runs = 0;
        long bytes = 0;
        var findings = 0;
        while ((options.Runs == 0 || runs < options.Runs) && clock.Elapsed < options.Time && findings < MaxFindings)
        {
            var input = mutator.Next();
            watchdog.Begin(input);
            if (!TryRun(target, input, out var error))
            {
                findings++;
                Console.WriteLine(Save(options.Findings, target.Name, "crash", input) + ": " + error);
            }

            watchdog.End();
            runs++;
            bytes += input.Length;
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{target.Name}: {runs} runs, {bytes} bytes, {clock.Elapsed.TotalSeconds:F0} s, seed {options.Seed}, {findings} findings"));
        return findings == 0 ? 0 : 1;
    }

    private static int Replay(FuzzOptions options)
    {
        var findings = 0;
        foreach (var (name, bytes) in CorpusFiles(options.Corpus))
        {
            foreach (var target in FuzzTargets.All)
            {
                if (!TryRun(target, bytes, out var error))
                {
                    findings++;
                    Console.WriteLine($"{target.Name} {name}: {error}");
                }
            }
        }

        Console.WriteLine($"replay: {findings} findings");
        return findings == 0 ? 0 : 1;
    }

    private static bool TryRun(FuzzTarget target, byte[] input, out string error)
    {
        try
        {
            target.Run(input);
            error = "";
            return true;
        }
#pragma warning disable CA1031 // Any exception is what is looked for.
        catch (Exception e)
#pragma warning restore CA1031
        {
            error = e.ToString();
            return false;
        }
    }

    private static IEnumerable<(string Name, byte[] Bytes)> CorpusFiles(string? folder) =>
        folder is null ? [] : Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Where(f => new FileInfo(f).Length <= MaxSeedBytes).Select(f => (f, File.ReadAllBytes(f)));

    private static string Save(string folder, string target, string kind, byte[] input)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{target}-{kind}-{Convert.ToHexString(SHA256.HashData(input).AsSpan(0, 6))}.bin");
        File.WriteAllBytes(path, input);
        return path;
    }
}
