namespace Mugai.Gateway.Spooling.Embedded;

/// <summary>
/// The file operations that durability hangs on, and nothing else, so that a test can fail, tear or count each of them. Failures are
/// <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.
/// </summary>
internal interface IStorageFiles
{
    /// <summary>Creates a file that must not exist yet, with <paramref name="preallocated"/> bytes reserved and its length set to them.</summary>
    IStorageFile Create(string path, long preallocated);

    /// <summary>Makes new and removed names in a folder durable.</summary>
    void SyncDirectory(string path);

    /// <summary>Removes a file; one that is not there is fine.</summary>
    void Delete(string path);

    /// <summary>Free and total bytes of the volume that <paramref name="path"/> lies on.</summary>
    (long Free, long Total) MeasureSpace(string path);
}

/// <summary>A file being written.</summary>
internal interface IStorageFile : IDisposable
{
    /// <summary>Writes all <paramref name="buffers"/> one behind the other from <paramref name="offset"/> on.</summary>
    void Write(long offset, IReadOnlyList<ReadOnlyMemory<byte>> buffers);

    /// <summary>Returns when everything written is on the disk. After a failure nothing is known about any write since the last success.</summary>
    void Sync();

    /// <summary>Cuts the file.</summary>
    void Truncate(long length);
}
