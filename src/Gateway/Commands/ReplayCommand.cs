using System.CommandLine;
using System.Text.Json.Nodes;
using Mugai.Gateway.Configuration;

namespace Mugai.Gateway.Commands;

/// <summary><c>mugai policy replay</c>: which of the stored mails other policies would treat differently. Changes nothing; ends between two pages when it is stopped.</summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        var since = SinceOption.Create();
        var policies = new Option<string?>("--policies") { Description = "The policies to try; without: those in force now / 試すポリシーのフォルダー（省略時は現在のもの）", HelpName = "DIR" };
        var tenant = new Option<string?>("--tenant") { Description = "Of this tenant alone / 団体", HelpName = "NAME" };
        var max = new Option<int>("--max") { Description = "Mails at most / 最大件数", DefaultValueFactory = _ => 1_000 };
        var command = new Command("replay", "Which stored mails would be treated differently; nothing is changed / 保存中のメールの扱いがどう変わるかを試します（何も変更しません）") { since, policies, tenant, max };
        command.SetAction((parsed, token) =>
        {
            if (SinceOption.Read(parsed, since) is not { } back)
            {
                return Task.FromResult(ExitCode.Usage);
            }

            var arguments = new JsonObject
            {
                ["since"] = TimeProvider.System.GetUtcNow() - back, ["tenant"] = parsed.GetValue(tenant), ["policies"] = parsed.GetValue(policies) is { } folder ? Path.GetFullPath(folder) : null,
            };
            return StoreCall.WithDoorAsync(parsed, door => RunAsync(door, arguments, parsed.GetValue(max), token), token);
        });
        return command;
    }

    private static async Task<int> RunAsync(IStoreDoor door, JsonObject arguments, int max, CancellationToken token)
    {
        var (tried, different, unreadable) = (0L, 0, 0L);
        try
        {
            while (tried < max)
            {
                arguments["max"] = Math.Min(20L, max - tried);
                var page = await door.CallAsync("policy.replay", arguments.DeepClone().AsObject(), token).ConfigureAwait(false) ?? throw new InvalidOperationException("No answer.");
                foreach (var row in page["rows"]!.AsArray())
                {
                    different++;
                    Console.Out.WriteLine($"{row!["id"]}  {row["from"]}  {row["subject"]}");
                    Console.Out.WriteLine($"    {row["before"]} → {row["after"]}");
                    foreach (var line in row["differences"]!.AsArray())
                    {
                        Console.Out.WriteLine($"    {line}");
                    }
                }

                tried += page["tried"]!.GetValue<int>() + page["unreadable"]!.GetValue<int>();
                unreadable += page["unreadable"]!.GetValue<int>();
                if (page["next"] is not { } next)
                {
                    break;
                }

                arguments["before"] = next.GetValue<long>();
            }
        }
        catch (OperationCanceledException)
        {
            Say.Line("stopped / 中断しました");
        }

        Console.Out.WriteLine($"{tried} mail(s) tried, {different} difference(s), {unreadable} unreadable / {tried} 件を試し、{different} 件の扱いが変わります");
        return ExitCode.Done;
    }
}
