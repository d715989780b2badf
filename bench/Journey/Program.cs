using System.CommandLine;

namespace Mugai.Journey;

/// <summary>
/// `dotnet run -c Release --project bench/Journey`: mail from smtp-source through Mugai and through Postfix in turns to smtp-sink, and what it
/// costs. `--hold`: many large messages open at one time, and the gateway's memory. `--tenants`: one tenant floods, another's latency.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        var rounds = new Option<int>("--rounds") { Description = "Pairs of runs", DefaultValueFactory = _ => 5 };
        var messages = new Option<int?>("--messages") { Description = "Messages per run (default: 3000 small ones, 60 large ones)" };
        var size = new Option<int?>("--size") { Description = "Bytes of a body (default: 4096 and then 5242880)" };
        var sessions = new Option<int>("--sessions") { Description = "Sessions at one time", DefaultValueFactory = _ => 50 };
        var keep = new Option<bool>("--keep") { Description = "Many messages over one connection instead of one each" };
        var quick = new Option<bool>("--quick") { Description = "Two short rounds" };
        var hold = new Option<bool>("--hold") { Description = "Hold 20 sessions with 20 MB each open and measure memory" };
        var tenants = new Option<bool>("--tenants") { Description = "Two tenants, one flooding: latency of the other" };
        var apart = new Option<bool>("--apart") { Description = "With --tenants: the gateway on one half of the processors, everything else on the other" };
        var folder = new Option<string>("--folder") { Description = "Volume to work on; not one in memory", DefaultValueFactory = _ => "/var/tmp" };
        var program = new Option<string>("--mugai") { Description = "The program to measure", DefaultValueFactory = _ => Default("artifacts/bin/Gateway/release/mugai") };
        var results = new Option<string?>("--results") { Description = "Folder for the result page (none with --quick)" };
        var command = new RootCommand("smtp-source → X → smtp-sink") { rounds, messages, size, sessions, keep, quick, hold, tenants, apart, folder, program, results };
        command.SetAction(async (parsed, _) =>
        {
            try
            {
                if (parsed.GetValue(hold))
                {
                    await Hold.RunAsync(parsed.GetValue(program)!, parsed.GetValue(folder)!, Console.Out);
                    return 0;
                }

                if (parsed.GetValue(tenants))
                {
                    await Fairness.RunAsync(
                        parsed.GetValue(program)!, parsed.GetValue(folder)!, parsed.GetValue(rounds), parsed.GetValue(size) ?? 4096, Math.Min(parsed.GetValue(sessions), 20), parsed.GetValue(apart), Console.Out);
                    return 0;
                }

                var isQuick = parsed.GetValue(quick);
                Load Small(int bytes, int count) => new(parsed.GetValue(messages) ?? (isQuick ? count / 4 : count), bytes, parsed.GetValue(sessions), parsed.GetValue(keep));
                IReadOnlyList<Load> loads = parsed.GetValue(size) is { } bytes
                    ? [Small(bytes, bytes < 1 << 20 ? 3000 : 60)]
                    : [Small(4096, 3000), Small(5 << 20, 60) with { Sessions = Math.Min(parsed.GetValue(sessions), 10) }];
                var page = parsed.GetValue(results) ?? (isQuick ? null : Default("bench/results"));
                await Race.RunAsync(new(isQuick ? Math.Min(parsed.GetValue(rounds), 2) : parsed.GetValue(rounds), loads, parsed.GetValue(folder)!, parsed.GetValue(program)!, page), Console.Out);
                return 0;
            }
            catch (JourneyException e)
            {
                await Console.Error.WriteLineAsync(e.Message);
                return 1;
            }
        });
        return await command.Parse(args).InvokeAsync();
    }

    /// <summary>A path below the checkout that this program was built in.</summary>
    private static string Default(string path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Sanitizer.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? Directory.GetCurrentDirectory(), path);
    }
}
