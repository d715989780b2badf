using System.Globalization;

namespace Mugai.Fuzz;

/// <summary>The command line. Runs 0 means until the time is over.</summary>
internal sealed record FuzzOptions(string Target, long Runs, TimeSpan Time, string? Corpus, int Seed, string Findings)
{
    private const int DefaultSeconds = 60;

    /// <summary>Null when the command line is wrong.</summary>
    public static FuzzOptions? Parse(string[] args)
    {
        if (args.Length == 0 || args.Length % 2 == 0 || (args[0] != "replay" && FuzzTargets.All.All(t => t.Name != args[0])))
        {
            return null;
        }

        var options = new FuzzOptions(args[0], 0, TimeSpan.MaxValue, null, 1, Path.Combine("fuzz", "Findings"));
        var isLimited = false;
        for (var i = 1; i < args.Length; i += 2)
        {
            var value = args[i + 1];
            long.TryParse(value, CultureInfo.InvariantCulture, out var number);
            switch (args[i])
            {
                case "--runs" when number > 0:
                    options = options with { Runs = number };
                    isLimited = true;
                    break;
                case "--seconds" when number > 0:
                    options = options with { Time = TimeSpan.FromSeconds(number) };
                    isLimited = true;
                    break;
                case "--seed":
                    options = options with { Seed = (int)number };
                    break;
                case "--corpus" when Directory.Exists(value):
                    options = options with { Corpus = value };
                    break;
                case "--findings":
                    options = options with { Findings = value };
                    break;
                default:
                    return null;
            }
        }

        return isLimited ? options : options with { Time = TimeSpan.FromSeconds(DefaultSeconds) };
    }
}
