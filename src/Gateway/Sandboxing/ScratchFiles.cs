using Microsoft.Win32.SafeHandles;

namespace Mugai.Gateway.Sandboxing;

/// <summary>
/// Files without a name for <see cref="ScratchStore"/>. A few are kept when they are given back: their pages are in the page cache already, so that
/// the next output is written over them without a block or a page being asked for. What is left in them is ciphertext whose key is gone. When no
/// output came for a while they go, so that a volume that is full of nothing else becomes free without anybody's help.
/// </summary>
public sealed class ScratchFiles : IAsyncDisposable
{
    /// <summary>How long files are kept after the last output.</summary>
    public static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(10);

    /// <summary>A file that grew beyond this is not kept: with the count it bounds what lies on the volume for nothing.</summary>
    private const long MaxKeptBytes = 16L << 20;

    private readonly string _folder;
    private readonly int _keep;
    private readonly ITimer _idle;
    private readonly Lock _lock = new();
    private readonly Stack<SafeFileHandle> _kept = new();
    private bool _disposed;

    /// <param name="folder">Where they are made; made itself when absent.</param>
    /// <param name="keep">How many are kept.</param>
    /// <param name="clock">Tells how long none was used.</param>
    public ScratchFiles(string folder, int keep, TimeProvider clock)
    {
        (_folder, _keep) = (folder, keep);
        _idle = clock.CreateTimer(_ => DropKept(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    internal SafeFileHandle Rent()
    {
        lock (_lock)
        {
            if (_kept.TryPop(out var kept))
            {
                return kept;
            }
        }

        return CreateWithoutName(_folder);
    }

    internal void Return(SafeFileHandle file, long written)
    {
        lock (_lock)
        {
            if (!_disposed && _kept.Count < _keep && written <= MaxKeptBytes)
            {
                _kept.Push(file);
                _idle.Change(IdleTime, Timeout.InfiniteTimeSpan);
                return;
            }
        }

        file.Dispose();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _disposed = true;
        }

        DropKept();
        return _idle.DisposeAsync();
    }

    private void DropKept()
    {
        lock (_lock)
        {
            while (_kept.TryPop(out var file))
            {
                file.Dispose();
            }
        }
    }

    internal static SafeFileHandle CreateWithoutName(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"scratch-{Guid.NewGuid():N}");
        var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite);
        // Nobody can open it any more, and it is gone with the process however that ends.
        File.Delete(path);
        return file;
    }
}
