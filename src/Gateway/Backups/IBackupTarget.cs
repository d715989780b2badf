namespace Mugai.Gateway.Backups;

/// <summary>Where a backup is written. Until <see cref="CommitAsync"/> it has another name; disposed before that, nothing of it stays.</summary>
internal interface IBackupTarget : IAsyncDisposable
{
    /// <summary>What the finished backup is called.</summary>
    string Path { get; }

    /// <summary>Where the database is put together before it is added.</summary>
    string DatabaseDraft { get; }

    /// <summary>Takes a file in; <paramref name="open"/> may be asked more than once.</summary>
    Task<AddedFile> AddAsync(string name, Func<CheckedStream> open, CancellationToken token);

    /// <summary>Writes manifest and signature, syncs everything, and gives the backup its name.</summary>
    Task CommitAsync(byte[] manifest, string signature, CancellationToken token);
}

/// <summary>A file that was taken in.</summary>
/// <param name="File">Its name, length and digest.</param>
/// <param name="IsWhole">Every record in it verified.</param>
/// <param name="IsLinked">It is the same file as an earlier backup's.</param>
internal sealed record AddedFile(BackupFile File, bool IsWhole, bool IsLinked)
{
    /// <summary>Reads a source to its end into <paramref name="output"/>.</summary>
    public static async Task<AddedFile> CopyAsync(string name, CheckedStream content, Stream output, CancellationToken token)
    {
        await content.CopyToAsync(output, token).ConfigureAwait(false);
        return new AddedFile(new BackupFile(name, content.Length, content.Finish()), content.IsWhole, IsLinked: false);
    }
}
