using System.CommandLine;
using System.Text.Json.Nodes;
using Mugai.Gateway.Checkup;

namespace Mugai.Gateway.Commands;

/// <summary><c>mugai doctor</c>: looks at machine, configuration and surroundings and says what to do. 0: nothing stands in the way (there may be warnings), 1: something does, 2: bad configuration.</summary>
internal static class DoctorCommand
{
    private static readonly Option<bool> Json = new("--json") { Description = "As JSON / JSON で出力" };

    public static Command Create()
    {
        var command = new Command("doctor", "Look at the machine and the surroundings, and say what to do / 動作環境を診断し、対処を示します") { Json };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken token)
    {
        if (Setup.Load(parsed.GetValue(CommandLine.Config)) is not { } setup)
        {
            return ExitCode.Usage;
        }

        var all = await GatewayCheckup.RunAsync(setup, TimeProvider.System, token).ConfigureAwait(false);
        if (parsed.GetValue(Json))
        {
            Console.Out.WriteLine(new JsonArray([.. all.Select(found => (JsonNode)new JsonObject
            {
                ["gravity"] = found.Gravity.ToString().ToLowerInvariant(), ["name"] = found.Name, ["seen"] = found.Seen, ["en"] = found.English, ["ja"] = found.Japanese,
            })]).ToJsonString());
        }
        else
        {
            foreach (var found in all)
            {
                Write(found);
            }

            var (failures, warnings) = (all.Count(found => found.Gravity == Gravity.Failure), all.Count(found => found.Gravity == Gravity.Warning));
            Console.Out.WriteLine($"{failures} to mend, {warnings} warnings / 要対処 {failures} 件、注意 {warnings} 件");
        }

        return all.Any(found => found.Gravity == Gravity.Failure) ? ExitCode.Failure : ExitCode.Done;
    }

    private static void Write(Diagnosis found)
    {
        var mark = found.Gravity switch { Gravity.Good => "OK  ", Gravity.Note => "--  ", Gravity.Warning => "WARN", _ => "FAIL" };
        Console.Out.WriteLine($"{mark}  {found.Name}: {found.Seen}");
        foreach (var words in (ReadOnlySpan<string>)[found.Japanese, found.English])
        {
            if (words.Length > 0)
            {
                Console.Out.WriteLine($"        {words}");
            }
        }
    }
}
