using System.IO.Pipelines;
using Mugai.Mime;
using Mugai.Sanitizing;

namespace Mugai.Gateway.Sandboxing;

/// <summary>
/// The clean bytes of one job: up to 256 KiB (DESIGN 2.7) in pooled memory, more in a scratch file that holds ciphertext only, under a key that
/// exists nowhere else and dies with this object. Written by one task at a time; read as often as wanted afterwards.
/// </summary>
public sealed class CleanOutput : IResultSink, IDisposable
{
    /// <summary>Bytes kept in memory before the scratch file is begun.</summary>
    public const int DefaultMaxMemoryBytes = 256 * 1024;

    private readonly ScratchStore _store;
    private readonly List<(long Offset, LinkSlotEncoding Encoding)> _slots = [];

    /// <param name="scratchFolder">Where the scratch file is made, with no name left in it.</param>
    /// <param name="maxMemoryBytes">When to begin it.</param>
    public CleanOutput(string scratchFolder, int maxMemoryBytes = DefaultMaxMemoryBytes)
        : this(new ScratchFiles(scratchFolder, keep: 0, TimeProvider.System), maxMemoryBytes)
    {
    }

    /// <param name="files">Where the scratch file comes from.</param>
    /// <param name="maxMemoryBytes">When to begin it.</param>
    public CleanOutput(ScratchFiles files, int maxMemoryBytes = DefaultMaxMemoryBytes) => _store = new ScratchStore(files, maxMemoryBytes);

    /// <summary>Clean bytes, without any link.</summary>
    public long Length => _store.Length;

    /// <summary>True when the output asks for the portal link somewhere.</summary>
    public bool HasLinkSlots => _slots.Count > 0;

    /// <summary>True when a scratch file was begun.</summary>
    public bool IsSpilled => _store.IsSpilled;

    /// <inheritdoc/>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken token)
    {
        _store.Append(bytes.Span);
        return ValueTask.CompletedTask;
    }

    /// <summary>The same as <see cref="WriteAsync"/>, for bytes of a native step.</summary>
    internal void Append(ReadOnlySpan<byte> bytes) => _store.Append(bytes);

    /// <summary>Copies bytes from <paramref name="offset"/> on, without any link; fewer than asked for at the end of a block, 0 at the end.</summary>
    internal int ReadAt(long offset, Span<byte> destination, ScratchStore.BlockCache cache) => _store.Read(offset, destination, cache);

    /// <summary>The same as <see cref="RestartAsync"/>.</summary>
    internal void Clear()
    {
        _slots.Clear();
        _store.Clear();
    }

    /// <inheritdoc/>
    public ValueTask WriteLinkSlotAsync(LinkSlotEncoding encoding, CancellationToken token)
    {
        _slots.Add((_store.Length, encoding));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask RestartAsync(CancellationToken token)
    {
        Clear();
        return ValueTask.CompletedTask;
    }

    /// <summary>The bytes with <paramref name="link"/> in each slot (null leaves the slots empty), forward-only. Several may be open at once.</summary>
    public Stream OpenRead(string? link) => new SplicedStream(_store, link is null
        ? []
        : [.. _slots.Select(slot => (slot.Offset, (ReadOnlyMemory<byte>)LinkSlot.Encode((SlotEncoding)slot.Encoding, link)))]);

    /// <summary>Writes the bytes with <paramref name="link"/> in each slot.</summary>
    public async ValueTask WriteToAsync(Stream destination, string? link, CancellationToken token)
    {
        var source = OpenRead(link);
        await using (source)
        {
            await source.CopyToAsync(destination, ScratchStore.BlockBytes, token);
        }
    }

    /// <summary>Writes the bytes with <paramref name="link"/> in each slot, flushing as back-pressure asks.</summary>
    public async ValueTask WriteToAsync(PipeWriter destination, string? link, CancellationToken token)
    {
        using var source = OpenRead(link);
        while (true)
        {
            var read = source.Read(destination.GetSpan(16 * 1024));
            if (read == 0)
            {
                return;
            }

            destination.Advance(read);
            var flushed = await destination.FlushAsync(token);
            if (flushed.IsCompleted || flushed.IsCanceled)
            {
                return;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _store.Dispose();
}
