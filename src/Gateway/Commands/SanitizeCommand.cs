using System.CommandLine;
using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Mugai.Gateway.Configuration;
using Mugai.Gateway.Sandboxing;
using Mugai.Gateway.Sanitizing;

namespace Mugai.Gateway.Commands;

/// <summary><c>mugai sanitize INPUT…</c>: cleans files through the same sandbox as mail.</summary>
internal static class SanitizeCommand
{
    private static readonly Argument<string[]> Inputs = new("INPUT") { Description = "Files, folders, or - for standard input / 入力", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string?> Output = new("--output", "-o") { Description = "Output file or folder, - for standard output / 出力先", HelpName = "FILE|DIR" };
    private static readonly Option<string?> Report = new("--report") { Description = "Write the report (JSON), - for standard output / 報告書", HelpName = "FILE" };
    private static readonly Option<string?> Passwords = new("--password-file") { Description = "Passwords to try, one a line / 試すパスワードの一覧", HelpName = "FILE" };
    private static readonly Option<bool> Strict = new("--strict") { Description = "Exit 3 when any part was refused / 一部でも拒否されたら終了コード 3" };

    public static Command Create()
    {
        var command = new Command("sanitize", "Clean files / ファイルを無害化します") { Inputs, Output, Report, Passwords, Strict };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken token)
    {
        var (output, report) = (parsed.GetValue(Output), parsed.GetValue(Report));
        if (output == "-" && report == "-")
        {
            Say.Error("-o - and --report - cannot both have standard output.", "-o - と --report - は同時に指定できません。");
            return ExitCode.Usage;
        }

        if (Setup.Load(parsed.GetValue(CommandLine.Config)) is not { } setup)
        {
            return ExitCode.Usage;
        }

        if (TypedPasswords(parsed.GetValue(Passwords)) is not { } typed)
        {
            return ExitCode.Usage;
        }

        using var inputs = SanitizeInputs.Find(parsed.GetRequiredValue(Inputs));
        var single = !inputs.AnyFolder && parsed.GetRequiredValue(Inputs).Length == 1;
        if (SanitizeOutputs.Choose(output, single) is not { } outputs)
        {
            return ExitCode.Usage;
        }

        var run = new SanitizeBatch(setup, outputs, [.. typed, .. setup.Passwords], parsed.GetValue(Strict), report is not null);
        var code = await run.RunAsync(inputs.Files, token).ConfigureAwait(false);
        if (report is not null && (run.Reports.Count > 0 || !single))
        {
            var json = single ? run.Reports[0] : ReportJson.WriteArray(run.Reports);
            await SanitizeOutputs.WriteAsync(report, stream => stream.WriteAsync(json, CancellationToken.None).AsTask()).ConfigureAwait(false);
        }

        return inputs.AnyMissing ? ExitCode.Worst(ExitCode.Usage, code) : code;
    }

    private static IReadOnlyList<string>? TypedPasswords(string? file)
    {
        var problems = new List<ConfigProblem>();
        var passwords = file is null ? [] : PasswordList.Read(file, problems);
        problems.ForEach(problem => Say.Error($"{problem.File}:{problem.Line}: {problem.En}", $"{problem.File}:{problem.Line}：{problem.Ja}"));
        return passwords;
    }
}
