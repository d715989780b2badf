using System.CommandLine;
using System.Net;
using Mugai.Gateway.Policies;
using Mugai.Gateway.Sandboxing;
using Mugai.Gateway.Sanitizing;
using Mugai.Policies;

namespace Mugai.Gateway.Commands;

/// <summary><c>mugai policy list|explain</c>: what happens to whom, and which line of which file says so. Changes nothing.</summary>
internal static class PolicyCommand
{
    public static Command Create() => new("policy", "What happens to whom, and why / 誰のメールをどう扱うか、その理由") { List(), Explain() };

    private static Command List()
    {
        var command = new Command("list", "The policies in the order they are asked / ポリシーの一覧（調べる順）");
        command.SetAction(parsed => List(parsed.GetValue(CommandLine.Config)));
        return command;
    }

    private static Command Explain()
    {
        var to = new Option<string>("--to") { Description = "The recipient / 宛先", Required = true, HelpName = "ADDRESS" };
        var from = new Option<string>("--from") { Description = "The sender; empty or <> for a notification / 差出人", HelpName = "ADDRESS", DefaultValueFactory = _ => "" };
        var client = new Option<string?>("--client") { Description = "The client's IP address / 接続元", HelpName = "IP" };
        var file = new Option<string?>("--file") { Description = "Also clean this file under the policy and say what would become of it / このファイルの処理結果も表示", HelpName = "FILE" };
        var command = new Command("explain", "Which policy judges a mail, and where each value comes from / どのポリシーが適用され、各値がどこから来たか") { to, from, client, file };
        command.SetAction((parsed, token) => ExplainAsync(
            parsed.GetValue(CommandLine.Config), parsed.GetValue(to)!, parsed.GetValue(from)!, parsed.GetValue(client), parsed.GetValue(file), token));
        return command;
    }

    private static int List(string? configFile)
    {
        if (Setup.Load(configFile) is not { } setup)
        {
            return ExitCode.Usage;
        }

        var today = TimeProvider.System.Today();
        foreach (var rule in setup.Policies.Rules)
        {
            var ended = today > rule.Match.Expires ? "  ended / 期限切れ" : "";
            Console.Out.WriteLine($"{NameOf(rule)}  {rule.Policy.Name}  revision {rule.Policy.Revision}{ended}");
            foreach (var key in PolicyKeys.Choosing)
            {
                if (key != "name" && rule.Words.TryGetValue(key, out var word))
                {
                    Console.Out.WriteLine($"    {key}: {word.Text}");
                }
            }
        }

        return ExitCode.Done;
    }

    private static async Task<int> ExplainAsync(string? configFile, string to, string from, string? client, string? file, CancellationToken token)
    {
        IPAddress? address = null;
        if (client is not null && !IPAddress.TryParse(client, out address))
        {
            Say.Error($"--client: '{new UntrustedText(client).ForLog()}' is not an IP address.", "--client には IP アドレスを指定してください。");
            return ExitCode.Usage;
        }

        if (file is not null && !File.Exists(file))
        {
            Say.Error($"--file: '{new UntrustedText(file).ForLog()}' does not exist.", "--file のファイルがありません。");
            return ExitCode.Usage;
        }

        if (Setup.Load(configFile) is not { } setup)
        {
            return ExitCode.Usage;
        }

        var explanation = PolicyExplanation.Of(setup.Policies, new PolicyQuestion(to, from == PolicyMatch.NullSender ? "" : from, address, TimeProvider.System.Today()));
        Write(explanation);
        return file is null ? ExitCode.Done : await TryAsync(setup, explanation.Rule.Policy, file, token).ConfigureAwait(false);
    }

    private static void Write(PolicyExplanation explanation)
    {
        foreach (var answer in explanation.Asked)
        {
            Console.Out.WriteLine(answer.Misfit is null
                ? $"{NameOf(answer.Rule)}: decides / このファイルが適用されます  (policy {answer.Rule.Policy.Name}, tenant {answer.Rule.Tenant}, revision {answer.Rule.Policy.Revision})"
                : $"{NameOf(answer.Rule)}: no, {Misfit(answer)}");
        }

        if (explanation.Rule.Owner.Length > 0)
        {
            Console.Out.WriteLine($"    owner / 責任者: {explanation.Rule.Owner}  reason / 理由: {explanation.Rule.Reason}");
        }

        foreach (var value in explanation.Values)
        {
            Console.Out.WriteLine($"  {value.Key}: {value.Text}  <- {(value.Source.Length > 0 ? value.Source : "default / 既定値")}");
        }
    }

    private static string Misfit(RuleAnswer answer) => answer.Misfit == "expires"
        ? $"ended on {answer.Wanted} / {answer.Wanted} で期限切れです"
        : $"{answer.Misfit} ({answer.Wanted}) / {answer.Misfit} が合いません";

    /// <summary>The file is cleaned as a recipient's attachment would be, and the result thrown away.</summary>
    private static async Task<int> TryAsync(Setup setup, SanitizePolicy policy, string file, CancellationToken token)
    {
        var sandbox = await WorkerSandbox.StartForCommandAsync(setup.SandboxOptions with { PoolSize = 1, NativeSpares = 0 }, token).ConfigureAwait(false);
        await using (sandbox.ConfigureAwait(false))
        {
            using var output = new CleanOutput(Path.GetTempPath());
            var job = SandboxJob.ForFile(file, Path.GetFileName(file), policy, setup.Passwords);
            var result = await sandbox.SanitizeAsync(job, _ => ValueTask.FromResult<Stream>(File.OpenRead(file)), output, token).ConfigureAwait(false);
            var report = result.Report;
            Console.Out.WriteLine($"{job.Name.ForDisplay()} ({report.Input.Format}): {(report.Output is null ? $"{report.Outcome.Word()}: {ReasonText.En(report)} / {ReasonText.Ja(report)}" : ReasonText.Summary(report))}");
            return ExitCode.Done;
        }
    }

    private static string NameOf(PolicyRule rule) => rule.File.Length > 0 ? rule.File : "(built in / 組み込み)";
}
