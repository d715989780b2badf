using System.CommandLine;
using System.Globalization;

namespace Mugai.Gateway.Commands;

/// <summary><c>mugai audit verify</c>: reads the whole chain and finds every edit, deletion and reordering.</summary>
internal static class AuditCommand
{
    public static Command Create()
    {
        var verify = new Command("verify", "Check the audit chain / 監査ログの改ざんを検査します");
        verify.SetAction((parsed, token) => VerifyAsync(parsed.GetValue(CommandLine.Config), token));
        return new Command("audit", "The audit log / 監査ログ") { verify };
    }

    private static async Task<int> VerifyAsync(string? configFile, CancellationToken token)
    {
        if (Setup.Load(configFile) is not { } setup || await StoreDoor.OpenAsync(setup.Config, token).ConfigureAwait(false) is not { } door)
        {
            return ExitCode.Usage;
        }

        await using (door.ConfigureAwait(false))
        {
            var verdict = await door.VerifyAuditAsync(token).ConfigureAwait(false);
            if (verdict.IsWhole)
            {
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"OK: {verdict.Entries} entries, none changed, missing or out of order / {verdict.Entries} 件、改ざんなし"));
                return ExitCode.Done;
            }

            foreach (var problem in verdict.Problems)
            {
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"entry {problem.Sequence}: {problem.Fault}"));
            }

            Say.Error("the audit log has been changed.", "監査ログが改ざんされています。");
            return ExitCode.Failure;
        }
    }
}
