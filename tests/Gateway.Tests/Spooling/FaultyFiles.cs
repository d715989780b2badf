using Mugai.Gateway.Spooling.Embedded;

namespace Mugai.Gateway.Tests.Spooling;

/// <summary>The file operations that a test can make fail.</summary>
internal enum FileStep
{
    Create,
    Write,
    TornWrite,
    Sync,
    Truncate,
    SyncDirectory,
}

/// <summary>
/// The real files with a disk in between that misbehaves on demand: fails a step, tears a write in half, reports little room, and
/// remembers which bytes were never synced, so that a power cut can take them away.
/// </summary>
internal sealed class FaultyFiles : IStorageFiles
{
    private const int NoSpace = 28;
    private const int IoError = 5;

    private readonly LinuxStorageFiles _real = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<(long Start, long Length)>> _unsynced = [];

    /// <summary>The step that fails from now on; null: none.</summary>
    public FileStep? Failing { get; set; }

    /// <summary>The failure is want of room instead of a broken disk.</summary>
    public bool OutOfSpace { get; set; }

    /// <summary>Free bytes to report; null: the truth.</summary>
    public long? FreeBytes { get; set; }

    /// <summary>A sync that has come waits for a permit of these; null: for nothing.</summary>
    public (SemaphoreSlim Come, SemaphoreSlim Permits)? Syncs { get; set; }

    /// <summary>Steps taken, in order.</summary>
    public List<FileStep> Steps { get; } = [];

    public IStorageFile Create(string path, long preallocated)
    {
        Take(FileStep.Create);
        return new FaultyFile(this, path, _real.Create(path, preallocated));
    }

    public void SyncDirectory(string path)
    {
        Take(FileStep.SyncDirectory);
        _real.SyncDirectory(path);
    }

    public void Delete(string path) => _real.Delete(path);

    public (long Free, long Total) MeasureSpace(string path)
    {
        var (free, total) = _real.MeasureSpace(path);
        return (FreeBytes ?? free, total);
    }

    /// <summary>Zeroes in a copied store every byte that was not synced when the copy was made: the page cache is gone.</summary>
    public void CutPower(string copiedSegments)
    {
        lock (_gate)
        {
            foreach (var (path, ranges) in _unsynced)
            {
                var copy = Path.Combine(copiedSegments, Path.GetFileName(path));
                if (!File.Exists(copy))
                {
                    continue;
                }

                using var file = File.OpenHandle(copy, FileMode.Open, FileAccess.Write);
                foreach (var (start, length) in ranges)
                {
                    RandomAccess.Write(file, new byte[length], start);
                }
            }
        }
    }

    private void Take(FileStep step)
    {
        lock (_gate)
        {
            Steps.Add(step);
        }

        if (Failing == step)
        {
            throw new IOException($"{step} failed", OutOfSpace ? NoSpace : IoError);
        }
    }

    private void NoteUnsynced(string path, long start, long length)
    {
        lock (_gate)
        {
            if (!_unsynced.TryGetValue(path, out var ranges))
            {
                _unsynced.Add(path, ranges = []);
            }

            ranges.Add((start, length));
        }
    }

    private void NoteSynced(string path)
    {
        lock (_gate)
        {
            _unsynced.Remove(path);
        }
    }

    private sealed class FaultyFile(FaultyFiles disk, string path, IStorageFile real) : IStorageFile
    {
        public void Write(long offset, IReadOnlyList<ReadOnlyMemory<byte>> buffers)
        {
            disk.Take(FileStep.Write);
            if (disk.Failing == FileStep.TornWrite)
            {
                real.Write(offset, [buffers[0][..(buffers[0].Length / 2)]]);
                disk.Take(FileStep.TornWrite);
            }

            disk.NoteUnsynced(path, offset, buffers.Sum(buffer => (long)buffer.Length));
            real.Write(offset, buffers);
        }

        public void Sync()
        {
            disk.Take(FileStep.Sync);
            disk.Syncs?.Come.Release();
            disk.Syncs?.Permits.Wait();
            real.Sync();
            disk.NoteSynced(path);
        }

        public void Truncate(long length)
        {
            disk.Take(FileStep.Truncate);
            real.Truncate(length);
        }

        public void Dispose() => real.Dispose();
    }
}
