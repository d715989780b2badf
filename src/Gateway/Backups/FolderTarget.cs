using System.Globalization;
using Mugai.Gateway.Spooling.Embedded;

namespace Mugai.Gateway.Backups;

/// <summary>A backup as a folder of its own below the target. Segments that an earlier backup beside it has already are hard links to it: a daily backup takes the room of a day.</summary>
internal sealed class FolderTarget : IBackupTarget
{
    private const string Prefix = "mugai-";
    private const string Unfinished = ".partial";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string _draft;
    private readonly string _root;
    private readonly Dictionary<string, (string Path, BackupFile File)> _earlier = new(StringComparer.Ordinal);
    private bool _done;

    public FolderTarget(string root, DateTimeOffset now)
    {
        _root = root;
        var name = Prefix + now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        for (var again = 2; Directory.Exists(System.IO.Path.Combine(root, name)); again++)
        {
            name = $"{name.Split('.')[0]}.{again}";
        }

        Path = System.IO.Path.Combine(root, name);
        _draft = Path + Unfinished;
        Directory.CreateDirectory(root);
        RemoveUnfinished(root);
        if (List(root).LastOrDefault() is { Manifest: { } manifest } last)
        {
            foreach (var file in manifest.Files)
            {
                _earlier[file.Name] = (System.IO.Path.Combine(last.Path, file.Name), file);
            }
        }

        Directory.CreateDirectory(_draft, OwnerOnly);
        Directory.CreateDirectory(System.IO.Path.Combine(_draft, BackupManifest.SegmentFolder), OwnerOnly);
    }

    public string Path { get; }

    public string DatabaseDraft => System.IO.Path.Combine(_draft, BackupManifest.DatabaseName);

    /// <summary>The finished backups below a folder, oldest first.</summary>
    public static List<(string Path, BackupManifest Manifest)> List(string root)
    {
        var found = new List<(string Path, BackupManifest Manifest)>();
        foreach (var folder in Directory.Exists(root) ? Directory.GetDirectories(root, Prefix + "*") : [])
        {
            var file = System.IO.Path.Combine(folder, BackupManifest.FileName);
            if (!folder.EndsWith(Unfinished, StringComparison.Ordinal) && File.Exists(file) && BackupManifest.Read(File.ReadAllBytes(file)) is { } manifest)
            {
                found.Add((folder, manifest));
            }
        }

        found.Sort((a, b) => a.Manifest.Made.CompareTo(b.Manifest.Made));
        return found;
    }

    /// <summary>Removes the backups whose time is over; their keys are gone with them. Gives their names.</summary>
    public static List<string> RemoveExpired(string root, DateTimeOffset now)
    {
        var removed = new List<string>();
        foreach (var (path, _) in List(root).Where(backup => backup.Manifest.Expires <= now))
        {
            // The manifest first: what is left after a crash half way does not look whole.
            File.Delete(System.IO.Path.Combine(path, BackupManifest.FileName));
            Directory.Delete(path, recursive: true);
            removed.Add(path);
        }

        return removed;
    }

    public async Task<AddedFile> AddAsync(string name, Func<CheckedStream> open, CancellationToken token)
    {
        if (name == BackupManifest.DatabaseName || (_earlier.TryGetValue(name, out var earlier) && earlier.File.Bytes == LengthOf(open)))
        {
            // The database lies in its place already. A segment of this number and length is very likely the earlier one: reading it tells.
            using var content = open();
            var read = await AddedFile.CopyAsync(name, content, Stream.Null, token).ConfigureAwait(false);
            if (name == BackupManifest.DatabaseName)
            {
                return read;
            }

            if (read.File == _earlier[name].File && LinuxStorageFiles.TryLink(_earlier[name].Path, System.IO.Path.Combine(_draft, name)))
            {
                return read with { IsLinked = true };
            }
        }

        var output = new FileStream(
            System.IO.Path.Combine(_draft, name), new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
        await using (output.ConfigureAwait(false))
        {
            using var content = open();
            var added = await AddedFile.CopyAsync(name, content, output, token).ConfigureAwait(false);
            output.Flush(flushToDisk: true);
            return added;
        }
    }

    public async Task CommitAsync(byte[] manifest, string signature, CancellationToken token)
    {
        var files = new LinuxStorageFiles();
        files.SyncDirectory(System.IO.Path.Combine(_draft, BackupManifest.SegmentFolder));
        await WriteAsync(BackupManifest.SignatureName, System.Text.Encoding.ASCII.GetBytes(signature), token).ConfigureAwait(false);
        await WriteAsync(BackupManifest.FileName, manifest, token).ConfigureAwait(false);
        files.SyncDirectory(_draft);
        Directory.Move(_draft, Path);
        files.SyncDirectory(_root);
        _done = true;
    }

    public ValueTask DisposeAsync()
    {
        if (!_done && Directory.Exists(_draft))
        {
            Directory.Delete(_draft, recursive: true);
        }

        return default;
    }

    private static long LengthOf(Func<CheckedStream> open)
    {
        using var content = open();
        return content.Length;
    }

    private async Task WriteAsync(string name, byte[] content, CancellationToken token)
    {
        var output = new FileStream(System.IO.Path.Combine(_draft, name), FileMode.CreateNew);
        await using (output.ConfigureAwait(false))
        {
            await output.WriteAsync(content, token).ConfigureAwait(false);
            output.Flush(flushToDisk: true);
        }
    }

    /// <summary>What a killed backup left. One at a time runs per store, so nobody is at work there.</summary>
    private static void RemoveUnfinished(string root)
    {
        foreach (var folder in Directory.GetDirectories(root, Prefix + "*" + Unfinished))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
