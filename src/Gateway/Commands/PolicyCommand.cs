using System.CommandLine;
using System.Net;
using Mugai.Gateway.Configuration;
using Mugai.Gateway.Policies;
using Mugai.Gateway.Sandboxing;
using Mugai.Gateway.Sanitizing;
using Mugai.Policies;

namespace Mugai.Gateway.Commands;

/// <summary><c>mugai policy list|explain</c>: what happens to whom, and which line of which file says so. Changes nothing.</summary>
internal static class PolicyCommand
{
    public static Command Create() => new("policy", "What happens to whom, and why / 誰のメールをどう扱うか、その理由") { List(), Explain(), Addresses(), ReplayCommand.Create(), ShadowCommand.Create() };

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
        var department = new Option<string[]>("--department") { Description = "A department of the recipient / 宛先の部署", HelpName = "NAME", DefaultValueFactory = _ => [] };
        var size = new Option<string?>("--size") { Description = "The size of the mail, e.g. 12MiB / メールの大きさ", HelpName = "SIZE" };
        var authentication = AuthenticationOption.Create();
        var command = new Command("explain", "Which policy judges a mail, and where each value comes from / どのポリシーが適用され、各値がどこから来たか") { to, from, client, department, size, authentication, file };
        command.SetAction((parsed, token) => ExplainAsync(
            parsed.GetValue(CommandLine.Config), new PolicyQuestion(parsed.GetValue(to)!, parsed.GetValue(from) is { } sender and not PolicyMatch.NullSender ? sender : "", null, TimeProvider.System.Today()) { Departments = parsed.GetValue(department)!, Authentication = AuthenticationOption.Read(parsed.GetValue(authentication)!) },
            parsed.GetValue(client), parsed.GetValue(size), parsed.GetValue(file), token));
        return command;
    }

    private static Command Addresses()
    {
        var name = new Option<string?>("--policy") { Description = "Of this policy alone / このポリシーだけ", HelpName = "NAME" };
        var list = new Option<string>("--list") { Description = "senders or recipients", DefaultValueFactory = _ => "senders" };
        list.AcceptOnlyFromAmong("senders", "recipients");
        var command = new Command("addresses", "The senders or recipients of the policies as CSV; `senders: [file:LIST.csv]` reads such a file / 差出人・宛先の一覧を CSV で出力") { name, list };
        command.SetAction(parsed =>
        {
            if (Setup.Load(parsed.GetValue(CommandLine.Config)) is not { } setup)
            {
                return ExitCode.Usage;
            }

            var rules = setup.Policies.Rules.Where(rule => rule.File.Length > 0 && (parsed.GetValue(name) is not { } only || rule.Policy.Name == only));
            Console.Out.Write(AddressLists.Write(rules.SelectMany(rule => (parsed.GetValue(list) == "senders" ? rule.Match.Senders : rule.Match.Recipients).Select(pattern => (pattern, rule.Policy.Name)))));
            return ExitCode.Done;
        });
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

    private static async Task<int> ExplainAsync(string? configFile, PolicyQuestion question, string? client, string? size, string? file, CancellationToken token)
    {
        if (question.Authentication is null)
        {
            Say.Error($"--authentication: {AuthenticationOption.Expects}", $"--authentication の書き方：{AuthenticationOption.ExpectsJa}");
            return ExitCode.Usage;
        }

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

        long bytes;
        try
        {
            bytes = size is null ? 0 : Read.Size(size);
        }
        catch (Exception wrong) when (wrong is FormatException or OverflowException)
        {
            Say.Error("--size: write a size such as 12MiB.", "--size は 12MiB のように指定してください。");
            return ExitCode.Usage;
        }

        if (Setup.Load(configFile) is not { } setup)
        {
            return ExitCode.Usage;
        }

        var explanation = PolicyExplanation.Of(setup.Policies, question with { Client = address, Size = bytes });
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
            var ruling = MailRuling.Of(policy.Mail, report);
            if (ruling.Way != MailWay.Deliver)
            {
                Console.Out.WriteLine(ruling.Way == MailWay.Hold
                    ? $"The whole mail would be held for a person ({ruling.Why}). / メールごと保留されます。" : $"The mail would go back to its sender ({ruling.Why}). / 送信者に返送されます。");
            }

            Console.Out.WriteLine($"{job.Name.ForDisplay()} ({report.Input.Format}): {(report.Output is null ? $"{report.Outcome.Word()}: {ReasonText.En(report)} / {ReasonText.Ja(report)}" : ReasonText.Summary(report))}");
            return ExitCode.Done;
        }
    }

    private static string NameOf(PolicyRule rule) => rule.File.Length > 0 ? rule.File : "(built in / 組み込み)";
}
