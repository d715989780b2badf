using System.CommandLine;
using System.Globalization;
using Mugai.Gateway.Backups;
using Mugai.Gateway.Configuration;
using Mugai.Gateway.Spooling.Embedded;

namespace Mugai.Gateway.Commands;

/// <summary><c>mugai backup</c>: copies the store, with the server running or stopped. 1 when a segment turned out to be damaged (the rest is in the backup).</summary>
internal static class BackupCommand
{
    private static readonly Argument<string> Target = new("TARGET") { Description = "A folder for backups, or a file that ends in .tar / バックアップ用フォルダー、または .tar ファイル" };
    private static readonly Option<string> Keep = new("--keep") { Description = "How long it may be restored; older ones in the folder are removed / 保存期間（過ぎたものは削除）", HelpName = "14d", DefaultValueFactory = _ => "14d" };

    public static Command Create()
    {
        var command = new Command("backup", "Copy the store, also while the server runs; never the master key / 保管庫をバックアップします（マスターキーは含みません）") { Target, Keep };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken token)
    {
        TimeSpan keep;
        try
        {
            keep = Read.Duration(parsed.GetRequiredValue(Keep));
        }
        catch (FormatException)
        {
            Say.Error("--keep is a duration such as 14d.", "--keep には 14d のような期間を指定してください。");
            return ExitCode.Usage;
        }

        if (Setup.LoadConfig(parsed.GetValue(CommandLine.Config)) is not { } config)
        {
            return ExitCode.Usage;
        }

        var storage = Path.GetFullPath(config.Storage.Path);
        var place = Path.GetFullPath(parsed.GetRequiredValue(Target));
        if (place == storage || place.StartsWith(storage + "/", StringComparison.Ordinal))
        {
            Say.Error($"{place} lies in the store itself; say a place on another disk.", $"{place} は保管庫の中です。別のディスクを指定してください。");
            return ExitCode.Usage;
        }

        return await StoreCall.WithDoorAsync(parsed, door => CopyAsync(door, storage, place, keep, token), token).ConfigureAwait(false);
    }

    private static async Task<int> CopyAsync(IStoreDoor door, string storage, string place, TimeSpan keep, CancellationToken token)
    {
        var clock = TimeProvider.System;
        try
        {
            var isFile = place.EndsWith(TarTarget.Extension, StringComparison.Ordinal);
            IBackupTarget target = isFile ? new TarTarget(place) : new FolderTarget(place, clock.GetUtcNow());
            BackupResult result;
            await using (target.ConfigureAwait(false))
            {
                result = await new BackupRun(door, clock).RunAsync(storage, target, keep, token).ConfigureAwait(false);
            }

            var removed = isFile ? [] : FolderTarget.RemoveExpired(place, clock.GetUtcNow());
            var manifest = result.Manifest;
            Console.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{result.Path}: {manifest.Messages} messages, {manifest.AuditEntries} audit entries, {manifest.Files.Count} files, {result.Bytes} bytes written, {result.Linked} linked, good until {manifest.Expires:yyyy-MM-dd} / メール {manifest.Messages} 通、監査記録 {manifest.AuditEntries} 件"));
            removed.ForEach(old => Console.Out.WriteLine($"{old}: expired, removed / 期限切れのため削除"));
            foreach (var segment in manifest.Damaged)
            {
                Say.Error($"{segment} is damaged in the store. The backup holds it as it is: look at the disk, and keep older backups.", $"保管庫の {segment} が破損しています。ディスクを確認し、古いバックアップを残してください。");
            }

            return manifest.Damaged.Count == 0 ? ExitCode.Done : ExitCode.Failure;
        }
        catch (BackupException refused)
        {
            Say.Error(refused.Message);
        }
        catch (StoreDatabaseException refused)
        {
            Say.Error($"the database could not be copied: {refused.Message}", "データベースをコピーできませんでした。空き容量とディスクを確認してください。");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            Say.Error($"the backup was not made: {refused.Message}", "バックアップできませんでした。空き容量と書き込み権限を確認してください。");
        }

        return ExitCode.Failure;
    }
}
