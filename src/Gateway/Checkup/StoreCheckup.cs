using System.Globalization;
using System.Runtime.Versioning;
using Mugai.Gateway.Configuration;
using Mugai.Gateway.Spooling;

namespace Mugai.Gateway.Checkup;

/// <summary>The store's place and its key.</summary>
[UnsupportedOSPlatform("windows")]
internal static class StoreCheckup
{
    private const UnixFileMode Others = ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    public static IEnumerable<Diagnosis> Run(StorageConfig storage) => [Disk(storage), Access(storage), .. Key(storage)];

    private static Diagnosis Disk(StorageConfig storage)
    {
        var volume = new DriveInfo(Existing(storage.Path));
        var (free, total) = (volume.AvailableFreeSpace, volume.TotalSize);
        var seen = string.Create(CultureInfo.InvariantCulture, $"{storage.Path}: {Size(free)} free of {Size(total)}, reserve {Size(storage.Reserve)}");
        return free < storage.Reserve
            ? Diagnosis.Failure("disk", seen, "under the reserve (storage.reserve): no mail is taken (452) until there is room. See docs/operating: sizing", "空き容量が storage.reserve を下回り、新規メールを受信しません（452）。容量を増やしてください")
            : free < Math.Max(4 * storage.Reserve, total / 20)
                ? Diagnosis.Warning("disk", seen, "little room is left: shorten quarantine.retention or give it a larger disk", "空き容量がわずかです。quarantine.retention を短くするか、ディスクを増やしてください")
                : Diagnosis.Good("disk", seen);
    }

    private static Diagnosis Access(StorageConfig storage)
    {
        var place = Existing(storage.Path);
        try
        {
            File.Delete(Path.Combine(place, $".doctor-{Environment.ProcessId}"));
            using (File.Create(Path.Combine(place, $".doctor-{Environment.ProcessId}"), 1, FileOptions.DeleteOnClose))
            {
            }

            return Environment.IsPrivilegedProcess
                ? Diagnosis.Note("user", $"root, {place}", "run doctor as the user of the service (sudo -u mugai mugai doctor): root may write everywhere", "サービスの利用者で実行してください（sudo -u mugai mugai doctor）。root では権限の不足が分かりません")
                : Diagnosis.Good("user", $"{Environment.UserName}, {place}");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return Diagnosis.Failure(
                "user", $"{Environment.UserName}, {place}", $"this user cannot write the store's folder: chown it to the user of the service, or run doctor as that user ({refused.Message})",
                "この利用者は保管庫のフォルダーに書き込めません。所有者を変更するか、サービスの利用者で実行してください");
        }
    }

    private static IEnumerable<Diagnosis> Key(StorageConfig storage)
    {
        var path = storage.MasterKeyFile;
        var folder = Path.GetDirectoryName(path)!;
        if (!Exists(path))
        {
            yield return File.Exists(Path.Combine(storage.Path, "mugai.db"))
                ? Diagnosis.Failure("master key", path, "it is missing, or this user may not read its folder. Put back the copy that you keep elsewhere; without it nothing in the store can be read", "鍵がないか、読む権限がありません。別に保管している写しを戻してください。鍵がなければ保管庫は読めません")
                : Diagnosis.Note("master key", path, "it is made at the first start: copy it to a safe place then", "初回起動時に作成されます。作成後、別の場所に保管してください");
            yield break;
        }

        var mode = File.GetUnixFileMode(path);
        var seen = $"{path}, mode {Convert.ToString((int)mode, 8)}";
        yield return (mode & Others) != 0
            ? Diagnosis.Failure("master key", seen, $"other users can read it: chmod 600 {path}", $"他の利用者が読めます。chmod 600 {path} を実行してください")
            : new FileInfo(path).Length != MasterKey.Bytes
                ? Diagnosis.Failure("master key", seen, "it is not 32 bytes long: put back the copy that you keep elsewhere", "32 バイトではありません。別に保管している写しを戻してください")
                : path.StartsWith(storage.Path.TrimEnd('/') + "/", StringComparison.Ordinal)
                    ? Diagnosis.Failure("master key", seen, "it lies in the store's folder: whoever copies the folder has key and data together. Move it and change storage.masterKeyFile", "保管庫の中にあります。鍵とデータが一緒に写し取られます。別の場所へ移し、storage.masterKeyFile を変更してください")
                    : Diagnosis.Good("master key", seen);
        // By its beginning: the pattern "master.key.*" would also match master.key itself.
        foreach (var left in Directory.GetFiles(folder).Where(file => Path.GetFileName(file).StartsWith(Path.GetFileName(path) + ".", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            yield return left.EndsWith(".next", StringComparison.Ordinal)
                ? Diagnosis.Warning("master key", left, "a rotation was interrupted: run mugai key rotate again", "鍵の交換が中断しています。mugai key rotate をもう一度実行してください")
                : Diagnosis.Note("master key", left, "an old key: destroy it when the backups made with it have expired", "古い鍵です。その鍵で取ったバックアップの期限が過ぎたら破棄してください");
        }
    }

    private static bool Exists(string path) => File.Exists(path) && TryOpen(path);

    private static bool TryOpen(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The folder, or the nearest above it that is there.</summary>
    private static string Existing(string path)
    {
        while (!Directory.Exists(path))
        {
            path = Path.GetDirectoryName(path)!;
        }

        return path;
    }

    private static string Size(long bytes) => bytes >= 1L << 30
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):F1} GiB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes >> 20} MiB");
}
