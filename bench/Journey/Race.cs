namespace Mugai.Journey;

/// <summary>Drives both relays in turns on one volume into one sink.</summary>
internal static class Race
{
    public static async Task RunAsync(JourneyOptions options, TextWriter output)
    {
        await using var place = WorkPlace.Make(options.Folder);
        var machine = Machine.Look(place.Folder);
        await output.WriteLineAsync(machine.ToString());
        if (machine.Volume is "tmpfs" or "ramfs")
        {
            await output.WriteLineAsync($"warning: {place.Folder} is memory, a sync costs nothing there; choose another with --folder.");
        }

        await using var sink = await Sink.StartAsync();
        await using var mugai = await MugaiRelay.StartAsync(options.Program, Path.Combine(place.Folder, "mugai"), sink.Port);
        await using var postfix = await PostfixRelay.StartAsync(Path.Combine(place.Folder, "postfix"), sink.Port);
        var page = $"# Journey {machine.Date} {machine.Commit}\n\n{machine}\n";
        foreach (var load in options.Loads)
        {
            var comparison = await CompareAsync(mugai, postfix, sink, load, options.Rounds, output);
            var table = comparison.ToMarkdown();
            await output.WriteLineAsync($"\n{table}");
            page += $"\n{table}";
        }

        if (options.Results is { } results)
        {
            Directory.CreateDirectory(results);
            var file = Path.Combine(results, $"{machine.Date}-{machine.Commit}-journey.md");
            await File.WriteAllTextAsync(file, page);
            await output.WriteLineAsync(file);
        }
    }

    private static async Task<Comparison> CompareAsync(IRelay mugai, IRelay postfix, Sink sink, Load load, int rounds, TextWriter output)
    {
        // Not counted: programs are loaded and compiled, files are made. A server runs for weeks; its first seconds are not what it costs.
        await Measurement.TakeAsync(mugai, sink, load);
        await Measurement.TakeAsync(postfix, sink, load);
        var comparison = new Comparison(load);
        for (var round = 0; round < rounds; round++)
        {
            var ours = await Measurement.TakeAsync(mugai, sink, load);
            var theirs = await Measurement.TakeAsync(postfix, sink, load);
            comparison.Add(ours, theirs);
            await output.WriteLineAsync($"{load.Name}, round {round + 1} of {rounds}: {ours.PerSecond:0.0} : {theirs.PerSecond:0.0} msg/s");
        }

        return comparison;
    }
}
