using System.Buffers;
using System.IO.Pipelines;
using System.Text;
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

    /// <param name="scratchFolder">Where the scratch file is made, with no name left in it.</param>
    /// <param name="maxMemoryBytes">When to begin it.</param>
    public CleanOutput(string scratchFolder, int maxMemoryBytes = DefaultMaxMemoryBytes) => throw new NotImplementedException();

    /// <summary>Clean bytes, without any link.</summary>
    public long Length => throw new NotImplementedException();

    /// <summary>True when the output asks for the portal link somewhere.</summary>
    public bool HasLinkSlots => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken token) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask WriteLinkSlotAsync(LinkSlotEncoding encoding, CancellationToken token) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask RestartAsync(CancellationToken token) => throw new NotImplementedException();

    /// <summary>The bytes with <paramref name="link"/> in each slot (null leaves the slots empty), forward-only. Several may be open at once.</summary>
    public Stream OpenRead(string? link) => throw new NotImplementedException();

    /// <summary>Writes the bytes with <paramref name="link"/> in each slot.</summary>
    public ValueTask WriteToAsync(Stream destination, string? link, CancellationToken token) => throw new NotImplementedException();

    /// <summary>Writes the bytes with <paramref name="link"/> in each slot, flushing as back-pressure asks.</summary>
    public ValueTask WriteToAsync(PipeWriter destination, string? link, CancellationToken token) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
