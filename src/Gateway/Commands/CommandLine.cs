using System.CommandLine;

namespace Mugai.Gateway.Commands;

/// <summary>The commands of DESIGN 4.2 and the options they share.</summary>
internal static class CommandLine
{
    public static Option<string?> Config { get; } = new("--config")
    {
        Description = "Configuration file / 設定ファイル (default: mugai.yaml, then /etc/mugai/mugai.yaml)", HelpName = "FILE", Recursive = true,
    };

    /// <summary>Every command with its options.</summary>
    public static RootCommand Root() => new("Mugai (無害): sanitizes mail and files. / メールとファイルを無害化します。")
    {
        Config,
        ServeCommand.Create(),
        DemoCommand.Create(),
        SanitizeCommand.Create(),
        CheckCommand.Create(),
        PolicyCommand.Create(),
        QueueCommand.Create(),
        QuarantineCommand.Create(),
        AuditCommand.Create(),
        UserCommand.Create(),
        BackupCommand.Create(),
        RestoreCommand.Create(),
        KeyCommand.Create(),
        TenantCommand.Create(),
        DoctorCommand.Create(),
        HealthCommand.Create(),
    };

    public static async Task<int> RunAsync(string[] arguments)
    {
        var parsed = Root().Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                Say.Line($"mugai: {error.Message}");
            }

            Say.Line("       使い方は `mugai --help` で表示できます。 / See `mugai --help`.");
            return ExitCode.Usage;
        }

        // The library would end the process two seconds after SIGTERM, in the middle of a drain: the commands that run on listen to signals themselves.
        var listensItself = parsed.CommandResult.Command.Name is ServeCommand.Name or DemoCommand.Name;
        var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false };
        invocation.ProcessTerminationTimeout = listensItself ? null : invocation.ProcessTerminationTimeout;
        return await parsed.InvokeAsync(invocation).ConfigureAwait(false);
    }
}
