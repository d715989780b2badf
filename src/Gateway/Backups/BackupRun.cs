using System.Text;
using System.Text.Json.Nodes;
using Mugai.Gateway.Commands;
using Mugai.Gateway.Configuration;
using Mugai.Gateway.Spooling.Embedded;

namespace Mugai.Gateway.Backups;

/// <summary>What a backup came to.</summary>
internal sealed record BackupResult(string Path, BackupManifest Manifest, long Bytes, int Linked);

/// <summary>
/// Copies a store while mail flows. First the database, as it is at one moment (VACUUM INTO: one read transaction, and no stale page of the old file comes along);
/// then the segments that its rows refer to, each as far as its last row. Segments only grow and were synced before their rows, so both fit; the store keeps
/// segments that nobody needs any more until the copy is done.
/// </summary>
/// <remarks>
/// The master key is not part of it. The wrapped keys are, in the database: without them nothing could be read again. A message that is erased afterwards can therefore be
/// read with an older backup and the master key until that backup expires.
/// </remarks>
internal sealed class BackupRun(IStoreDoor door, TimeProvider clock)
{
    /// <summary>A third of the store's lease.</summary>
    private static readonly TimeSpan RenewEvery = BackupLease.Length / 3;

    public async Task<BackupResult> RunAsync(string storage, IBackupTarget target, TimeSpan keep, CancellationToken token)
    {
        var begun = (await door.CallAsync("backup.begin", [], token).ConfigureAwait(false))!;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(token);
        var renewing = RenewAsync(stop.Token);
        try
        {
            var made = clock.GetUtcNow();
            var (places, messages, entries) = CopyDatabase(Path.Combine(storage, EmbeddedSpool.DatabaseName), target.DatabaseDraft);
            var files = new List<BackupFile>();
            var damaged = new List<string>();
            var (bytes, linked) = (0L, 0);
            foreach (var (name, path, length) in Sources(storage, target.DatabaseDraft, places))
            {
                var added = await target.AddAsync(name, () => new CheckedStream(path, length, isSegment: length is not null), token).ConfigureAwait(false);
                files.Add(added.File);
                linked += added.IsLinked ? 1 : 0;
                bytes += added.IsLinked ? 0 : added.File.Bytes;
                if (!added.IsWhole)
                {
                    damaged.Add(name);
                }
            }

            var manifest = new BackupManifest(
                BackupManifest.CurrentFormat, made, made + keep, GatewayConfig.EngineVersion, begun["keyCheck"]!.GetValue<string>(), messages, entries, damaged, files);
            var text = manifest.Write();
            var end = new JsonObject { ["manifest"] = Encoding.UTF8.GetString(text), ["target"] = target.Path };
            var signature = (await door.CallAsync("backup.end", end, token).ConfigureAwait(false))!["signature"]!.GetValue<string>();
            await target.CommitAsync(text, signature, token).ConfigureAwait(false);
            return new BackupResult(target.Path, manifest, bytes, linked);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await renewing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RenewAsync(CancellationToken token)
    {
        while (!token.IsCancellationRequested)
        {
            await Task.Delay(RenewEvery, clock, token).ConfigureAwait(false);
            await door.CallAsync("backup.renew", [], token).ConfigureAwait(false);
        }
    }

    /// <summary>The database first; then the segments, in order.</summary>
    private static IEnumerable<(string Name, string Path, long? Length)> Sources(string storage, string database, SortedDictionary<long, long> places)
    {
        yield return (BackupManifest.DatabaseName, database, null);
        foreach (var (segment, end) in places)
        {
            var path = SegmentStore.PathOf(Path.Combine(storage, EmbeddedSpool.SegmentFolder), segment);
            yield return ($"{BackupManifest.SegmentFolder}/{Path.GetFileName(path)}", path, end);
        }
    }

    private static (SortedDictionary<long, long> Places, long Messages, long Entries) CopyDatabase(string from, string to)
    {
        using (var live = SqliteConnection.Open(from, create: false))
        {
            live.Execute($"VACUUM INTO '{to.Replace("'", "''", StringComparison.Ordinal)}'");
        }

        using (var written = new FileStream(to, FileMode.Open, FileAccess.ReadWrite))
        {
            File.SetUnixFileMode(to, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            written.Flush(flushToDisk: true);
        }

        using var copy = SqliteConnection.Open(to, create: false);
        var places = new SortedDictionary<long, long>();
        using var ends = copy.Prepare(StoreRecovery.SegmentEnds);
        while (ends.Step())
        {
            places.Add(ends.Int64(0), ends.Int64(1));
        }

        return (places, copy.ReadInt64("SELECT COUNT(*) FROM messages"), copy.ReadInt64("SELECT MAX(sequence) FROM audit"));
    }
}

/// <summary>How long the store keeps what a backup may still copy, when nothing is heard of that backup.</summary>
internal static class BackupLease
{
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(2);
}
