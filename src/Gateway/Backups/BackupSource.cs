using System.Formats.Tar;

namespace Mugai.Gateway.Backups;

/// <summary>The files of a backup, one after the other: from its folder or out of its tar file. What has another name than a backup's files stops it.</summary>
internal static class BackupSource
{
    public static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);

    public static async IAsyncEnumerable<(string Name, Stream Content)> ReadAsync(string path, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token)
    {
        if (Directory.Exists(path))
        {
            foreach (var file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                using var content = File.OpenRead(file);
                yield return (Named(Path.GetRelativePath(path, file)), content);
            }

            yield break;
        }

        var input = File.OpenRead(path);
        await using (input.ConfigureAwait(false))
        {
            var tar = new TarReader(input);
            await using (tar.ConfigureAwait(false))
            {
                while (await NextAsync(tar, path, token).ConfigureAwait(false) is { } entry)
                {
                    yield return (Named(entry.Name), entry.DataStream ?? Stream.Null);
                }
            }
        }
    }

    private static async ValueTask<TarEntry?> NextAsync(TarReader tar, string path, CancellationToken token)
    {
        try
        {
            return await tar.GetNextEntryAsync(copyData: false, token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new BackupException($"{path} is no backup, or was cut off ({e.Message}).", $"{path} はバックアップではないか、途中で切れています。", e);
        }
    }

    private static string Named(string name) => BackupManifest.IsName(name)
        ? name
        : throw new BackupException($"'{new UntrustedText(name).ForLog()}' does not belong into a backup.", "バックアップにあるはずのないファイルが含まれています。");
}
