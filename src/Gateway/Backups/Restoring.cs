using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Mugai.Auditing;
using Mugai.Gateway.Auditing;
using Mugai.Gateway.Spooling;
using Mugai.Gateway.Spooling.Embedded;
using Mugai.Spooling;

namespace Mugai.Gateway.Backups;

/// <summary>
/// Brings a backup back into an empty folder. Everything is copied below <c>restoring/</c> and checked there: every digest against the manifest, the manifest's signature
/// against the master key. Only then it moves into place, the database last: until then the folder is no store, and restoring can be begun again.
/// </summary>
internal sealed class Restoring(string storage, MasterKey master) : IDisposable
{
    private const string DraftFolder = "restoring";
    private const int BufferBytes = 1 << 20;

    /// <summary>Of a manifest, which is read whole before its signature can be: room for 400,000 segments.</summary>
    private const long MaxListBytes = 64L << 20;

    /// <summary>The database of a later backup beside the one that is restored, while it is asked what was erased.</summary>
    private const string LaterDatabase = "later-backup.db";

    private readonly string _draft = Path.Combine(storage, DraftFolder);
    private bool _begun;

    /// <summary>Nothing but what an interrupted restore left lies there.</summary>
    public bool IsEmpty => !Directory.Exists(storage) || !File.Exists(Path.Combine(storage, EmbeddedSpool.DatabaseName))
        && (Directory.Exists(_draft) || !Directory.EnumerateFileSystemEntries(storage).Any(entry => Path.GetFileName(entry) is not "lost+found"));

    /// <summary>Reads and checks all of it; without <paramref name="keep"/> nothing is written.</summary>
    public async Task<BackupManifest> CheckAsync(string backup, bool keep, CancellationToken token)
    {
        if (keep)
        {
            _begun = true;
            Clear();
        }

        var files = new Dictionary<string, BackupFile>(StringComparer.Ordinal);
        var lists = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        await foreach (var (name, content) in BackupSource.ReadAsync(backup, token).ConfigureAwait(false))
        {
            if (name is BackupManifest.FileName or BackupManifest.SignatureName)
            {
                lists[name] = await ReadListAsync(content, token).ConfigureAwait(false);
            }
            else
            {
                files[name] = await CopyAsync(name, content, keep ? Path.Combine(_draft, name) : null, token).ConfigureAwait(false);
            }
        }

        return Verify(backup, files, lists);
    }

    /// <summary>Makes a store of what was checked.</summary>
    public void Settle()
    {
        var disk = new LinuxStorageFiles();
        using (var database = SqliteConnection.Open(Path.Combine(_draft, BackupManifest.DatabaseName), create: false))
        {
            database.Execute("PRAGMA journal_mode = WAL"); // the copy came without a log
        }

        // A restore that stopped here before has moved them already.
        var segments = Path.Combine(storage, EmbeddedSpool.SegmentFolder);
        Directory.CreateDirectory(segments);
        foreach (var file in Directory.GetFiles(Path.Combine(_draft, BackupManifest.SegmentFolder)))
        {
            File.Move(file, Path.Combine(segments, Path.GetFileName(file)));
        }

        disk.SyncDirectory(segments);
        File.Move(Path.Combine(_draft, BackupManifest.DatabaseName), Path.Combine(storage, EmbeddedSpool.DatabaseName));
        disk.SyncDirectory(storage);
        Directory.Delete(_draft, recursive: true);
        _begun = false;
    }

    /// <summary>
    /// Messages and tenants that the newest backup beside this one knows as erased: they are erased again. Whoever can write there could name others, so that only a backup which this installation
    /// signed is believed; <paramref name="passedOver"/> gets the paths of newer ones that it did not sign, or that were signed with another master key.
    /// </summary>
    public async Task<(IReadOnlyList<MessageId> Messages, IReadOnlyList<(long Key, string Tenant)> Tenants)> ErasedSinceAsync(string backup, BackupManifest manifest, ICollection<string> passedOver, CancellationToken token)
    {
        if (!Directory.Exists(backup) || Path.GetDirectoryName(Path.GetFullPath(backup).TrimEnd('/')) is not { } beside)
        {
            return ([], []);
        }

        var copy = Path.Combine(storage, LaterDatabase);
        try
        {
            foreach (var folder in FolderTarget.List(beside).Where(each => each.Manifest.AuditEntries > manifest.AuditEntries).OrderByDescending(each => each.Manifest.AuditEntries).Select(each => each.Path))
            {
                // What is opened is the copy that was verified.
                File.Delete(copy);
                if (await IsOwnAsync(folder, copy, token).ConfigureAwait(false))
                {
                    return Erased(copy, manifest.AuditEntries);
                }

                passedOver.Add(folder);
            }

            return ([], []);
        }
        finally
        {
            File.Delete(copy);
        }
    }

    /// <summary>What was not settled goes.</summary>
    public void Dispose()
    {
        if (_begun)
        {
            Clear();
            Directory.Delete(_draft, recursive: true);
        }
    }

    private static (IReadOnlyList<MessageId> Messages, IReadOnlyList<(long Key, string Tenant)> Tenants) Erased(string copy, long since)
    {
        using var database = SqliteConnection.Open(copy, create: false);
        var messages = new List<MessageId>();
        using var query = database.Prepare($"SELECT message FROM audit WHERE sequence > ?1 AND kind IN ({(int)AuditKind.Erased}, {(int)AuditKind.Expired}) AND message IS NOT NULL");
        query.Bind(1, since);
        while (query.Step())
        {
            messages.Add(MessageId.FromBytes(query.Blob(0)));
        }

        var tenants = new List<(long, string)>();
        if (database.ReadInt64("SELECT COUNT(*) FROM sqlite_master WHERE name = 'tenantkeys'") > 0)
        {
            using var keys = database.Prepare("SELECT number, tenant FROM tenantkeys WHERE slot IS NULL");
            while (keys.Step())
            {
                tenants.Add((keys.Int64(0), keys.Text(1)));
            }
        }

        return (messages, tenants);
    }

    /// <summary>Copies the database of a backup, and says whether this installation signed it.</summary>
    private async Task<bool> IsOwnAsync(string folder, string copy, CancellationToken token)
    {
        try
        {
            var text = await File.ReadAllBytesAsync(Path.Combine(folder, BackupManifest.FileName), token).ConfigureAwait(false);
            var signature = await File.ReadAllBytesAsync(Path.Combine(folder, BackupManifest.SignatureName), token).ConfigureAwait(false);
            if (!IsSigned(text, signature) || BackupManifest.Read(text)?.Files.FirstOrDefault(file => file.Name == BackupManifest.DatabaseName) is not { } listed)
            {
                return false;
            }

            using var content = File.OpenRead(Path.Combine(folder, BackupManifest.DatabaseName));
            return await CopyAsync(BackupManifest.DatabaseName, content, copy, token).ConfigureAwait(false) == listed;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    private bool IsSigned(byte[] manifest, byte[] signature) =>
        AuditSigner.TryDecode(Encoding.ASCII.GetString(signature), out var signed) && AuditSigner.Verify(master.Signer.PublicKey, BackupManifest.Statement(manifest), signed);

    private void Clear()
    {
        if (!IsEmpty)
        {
            throw new InvalidOperationException($"{storage} holds a store.");
        }

        Directory.CreateDirectory(storage, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var folder in (string[])[_draft, Path.Combine(storage, EmbeddedSpool.SegmentFolder)])
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        Directory.CreateDirectory(Path.Combine(_draft, BackupManifest.SegmentFolder));
    }

    private static async Task<BackupFile> CopyAsync(string name, Stream content, string? to, CancellationToken token)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var output = to is not null ? new FileStream(to, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0) : Stream.Null;
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        var bytes = 0L;
        try
        {
            int count;
            while ((count = await content.ReadAsync(buffer, token).ConfigureAwait(false)) > 0)
            {
                hash.AppendData(buffer.AsSpan(0, count));
                await output.WriteAsync(buffer.AsMemory(0, count), token).ConfigureAwait(false);
                bytes += count;
            }

            (output as FileStream)?.Flush(flushToDisk: true);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            await output.DisposeAsync().ConfigureAwait(false);
        }

        return new BackupFile(name, bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static async Task<byte[]> ReadListAsync(Stream content, CancellationToken token)
    {
        using var list = new MemoryStream();
        var buffer = new byte[1 << 16];
        int count;
        while ((count = await content.ReadAsync(buffer, token).ConfigureAwait(false)) > 0 && list.Length < MaxListBytes)
        {
            await list.WriteAsync(buffer.AsMemory(0, count), token).ConfigureAwait(false);
        }

        return list.ToArray();
    }

    private BackupManifest Verify(string backup, Dictionary<string, BackupFile> files, Dictionary<string, byte[]> lists)
    {
        if (!lists.TryGetValue(BackupManifest.FileName, out var text) || BackupManifest.Read(text) is not { } manifest || !lists.TryGetValue(BackupManifest.SignatureName, out var signature))
        {
            throw new BackupException($"{backup} is not whole: its manifest is missing or unknown. Take another backup.", $"{backup} は完全ではありません（目録がないか読めません）。別のバックアップを使ってください。");
        }

        if (manifest.KeyCheck != Convert.ToHexStringLower(master.CheckValue))
        {
            throw new BackupException(
                $"the master key is not the one of {backup}. Put the key file in place that was in use on {manifest.Made:yyyy-MM-dd}.",
                $"マスターキーが {backup} のものと一致しません。{manifest.Made:yyyy-MM-dd} に使っていた鍵ファイルを置いてください。");
        }

        if (!IsSigned(text, signature))
        {
            throw new BackupException($"the manifest of {backup} was changed: its signature does not fit.", $"{backup} の目録が改ざんされています（署名が一致しません）。");
        }

        foreach (var file in manifest.Files)
        {
            if (!files.Remove(file.Name, out var found) || found != file)
            {
                throw new BackupException(
                    $"{file.Name} of {backup} is {(found is null ? "missing" : "damaged")}. Take another backup.",
                    $"{backup} の {file.Name} が{(found is null ? "ありません" : "破損しています")}。別のバックアップを使ってください。");
            }
        }

        return files.Count == 0 ? manifest : throw new BackupException($"{backup} holds {files.Count} file(s) that are not in its manifest.", $"{backup} に目録にないファイルがあります。");
    }
}
