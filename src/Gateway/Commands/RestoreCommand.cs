using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Mugai.Auditing;
using Mugai.Gateway.Backups;
using Mugai.Gateway.Configuration;
using Mugai.Gateway.Hosting;
using Mugai.Gateway.Spooling;
using Mugai.Gateway.Spooling.Embedded;
using Mugai.Spooling;

namespace Mugai.Gateway.Commands;

/// <summary><c>mugai restore</c>: makes a store of a backup, in an empty folder; or only checks one.</summary>
internal static class RestoreCommand
{
    private static readonly Argument<string> Backup = new("BACKUP") { Description = "The folder of one backup, or its .tar file / バックアップ 1 回分のフォルダーまたは .tar ファイル" };
    private static readonly Option<bool> Check = new("--check") { Description = "Only check it: every digest, and the signature / 検査のみ" };
    private static readonly Option<bool> Hold = new("--hold") { Description = "Hold all mail until you have compared with the next hop / 次段サーバーと照合するまで全メールを保留" };
    private static readonly Option<bool> Expired = new("--even-if-expired") { Description = "Although its time is over / 期限切れでも復元" };
    private static readonly Option<string?> Reason = new("--reason") { Description = "Why; goes into the audit log / 理由（監査ログに残ります）", HelpName = "TEXT" };

    public static Command Create()
    {
        var command = new Command("restore", "Bring a backup back into an empty folder / バックアップを空のフォルダーへ復元します") { Backup, Check, Hold, Expired, Reason };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken token)
    {
        if (Setup.Load(parsed.GetValue(CommandLine.Config)) is not { } setup)
        {
            return ExitCode.Usage;
        }

        var check = parsed.GetValue(Check);
        var backup = Path.GetFullPath(parsed.GetRequiredValue(Backup));
        if (!BackupSource.Exists(backup) || (!check && parsed.GetValue(Reason) is not { Length: > 0 }))
        {
            Say.Error("say which BACKUP, and --reason: who reads the audit log later must know why.", "存在する BACKUP と --reason を指定してください（監査ログに理由を残します）。");
            return ExitCode.Usage;
        }

        var options = GatewayHost.SpoolOptionsFor(setup.Config);
        try
        {
            using var restoring = new Restoring(Path.GetFullPath(options.Path), MasterKeyFile.OpenExisting(options));
            if (!check && !restoring.IsEmpty)
            {
                Say.Error($"{options.Path} is not empty. Move what is there away first; nothing was changed.", $"{options.Path} が空ではありません。中身を移してから実行してください。何も変更していません。");
                return ExitCode.Usage;
            }

            var manifest = await restoring.CheckAsync(backup, keep: !check, token).ConfigureAwait(false);
            var tooOld = manifest.Expires <= TimeProvider.System.GetUtcNow();
            if (check || (tooOld && !parsed.GetValue(Expired)))
            {
                Console.Out.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"OK: {manifest.Made:yyyy-MM-dd HH:mm}Z, {manifest.Messages} messages, {manifest.AuditEntries} audit entries, until {manifest.Expires:yyyy-MM-dd} / 正常"));
                if (tooOld)
                {
                    Say.Error("its time is over: mail that was erased since then would come back. --even-if-expired restores it all the same.", "期限切れです。消去済みのメールが復活します。それでも復元する場合は --even-if-expired を付けてください。");
                }

                return check ? ExitCode.Done : ExitCode.Usage;
            }

            restoring.Settle();
            return await OpenAsync(parsed, setup.Config, restoring, backup, manifest, token).ConfigureAwait(false);
        }
        catch (Exception refused) when (refused is BackupException or SpoolStartException)
        {
            Say.Error(refused.Message);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            Say.Error($"not restored: {refused.Message}", "復元できませんでした。空き容量と権限を確認してください。");
        }

        return ExitCode.Failure;
    }

    /// <summary>The first start of the restored store: recovery, what was erased later, and an entry that says what happened.</summary>
    private static async Task<int> OpenAsync(ParseResult parsed, GatewayConfig config, Restoring restoring, string backup, BackupManifest manifest, CancellationToken token)
    {
        if (await Store.OpenAsync(config, token).ConfigureAwait(false) is not { } store)
        {
            return ExitCode.Failure;
        }

        await using (store.ConfigureAwait(false))
        {
            var (actor, why) = ($"os:{Environment.UserName}", new UntrustedText(parsed.GetValue(Reason)));
            var passedOver = new List<string>();
            var erased = await restoring.ErasedSinceAsync(backup, manifest, passedOver, token).ConfigureAwait(false);
            var again = await EraseAgainAsync(store, erased, actor, why, token).ConfigureAwait(false);

            foreach (var later in passedOver)
            {
                Say.Error(
                    $"what was erased since then is not taken from {new UntrustedText(later).ForLog()}: this installation did not sign it with this master key, or it is damaged. Erase such mail again by hand.",
                    "このマスターキーで署名されていないか破損しているため、上のバックアップの消去記録は使いませんでした。その後に消去したメールがあれば、もう一度消去してください。");
            }

            if (parsed.GetValue(Hold))
            {
                await store.HoldEverythingAsync("", true, actor, why, token).ConfigureAwait(false);
            }

            var note = new JsonObject
            {
                ["act"] = "restore", ["backup"] = new UntrustedText(backup).ForLog(), ["made"] = manifest.Made, ["messages"] = manifest.Messages, ["erasedAgain"] = again, ["held"] = parsed.GetValue(Hold),
                ["why"] = why.ForLog(),
            };
            await store.RecordAsync(new AuditNote(AuditKind.AdministratorActed, actor, Encoding.UTF8.GetBytes(note.ToJsonString())), token).ConfigureAwait(false);
            var verdict = await store.VerifyAsync(token).ConfigureAwait(false);
            Console.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"Restored: {manifest.Messages - again} messages, {verdict.Entries} audit entries, {again} erased again, audit log {(verdict.Problems.Count == 0 ? "whole" : "CHANGED")} / 復元しました: メール {manifest.Messages - again} 通、監査記録 {verdict.Entries} 件"));
            return verdict.Problems.Count == 0 && store.Recovery.DamagedMessages == 0 ? ExitCode.Done : ExitCode.Failure;
        }
    }

    /// <summary>How many messages went.</summary>
    private static async Task<long> EraseAgainAsync(
        EmbeddedSpool store, (IReadOnlyList<MessageId> Messages, IReadOnlyList<(long Key, string Tenant)> Tenants) erased, string actor, UntrustedText why, CancellationToken token)
    {
        var again = 0L;
        var known = store.TenantKeys;
        foreach (var (_, tenant) in erased.Tenants.Where(gone => !known.Any(key => key.Number == gone.Key && !key.IsAlive)).DistinctBy(gone => gone.Tenant))
        {
            again += (await store.EraseTenantAsync(tenant, actor, why, token).ConfigureAwait(false)).Messages;
        }

        foreach (var id in erased.Messages)
        {
            if (await store.FindAsync(id, token).ConfigureAwait(false) is not null)
            {
                await store.EraseAsync(id, actor, why, token).ConfigureAwait(false);
                again++;
            }
        }

        return again;
    }
}
