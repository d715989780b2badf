namespace Mugai.Sanitizers.Media.IsoMedia;

/// <summary>A sound or film track as it is written: fields already judged, tables as the big-endian entries they consist of.</summary>
internal sealed class IsoTrack
{
    public required uint Id { get; init; }

    /// <summary><c>vide</c> or <c>soun</c>.</summary>
    public required string Handler { get; init; }

    /// <summary>The bodies of the header boxes, written anew.</summary>
    public required byte[] TrackHeader { get; init; }

    public required byte[] MediaHeader { get; init; }

    /// <summary>Edit list with version; empty when there is none.</summary>
    public byte[] Edits { get; init; } = [];

    /// <summary>True for files of the QuickTime kind, whose media handler names itself.</summary>
    public bool IsQuickTimeHandler { get; init; }

    /// <summary>Whole sample entries, written anew.</summary>
    public required IReadOnlyList<byte[]> Entries { get; init; }

    /// <summary>(samples, duration) pairs of 8 bytes.</summary>
    public required ReadOnlyMemory<byte> Times { get; set; }

    /// <summary>(samples, offset) pairs of 8 bytes; empty when every sample is shown when it is decoded.</summary>
    public ReadOnlyMemory<byte> Offsets { get; set; }

    public byte OffsetsVersion { get; set; }

    /// <summary>(first chunk, samples per chunk, entry) of 12 bytes.</summary>
    public required ReadOnlyMemory<byte> ChunkRuns { get; set; }

    /// <summary>The size of every sample, or 0 when <see cref="Sizes"/> has one of 4 bytes for each.</summary>
    public required uint UniformSize { get; set; }

    public required ReadOnlyMemory<byte> Sizes { get; set; }

    public required uint Samples { get; set; }

    /// <summary>Bytes of one sample where the table says 1 for a frame of uncompressed sound, as QuickTime does; otherwise 0. As a fraction: bytes per so many samples.</summary>
    public (uint Bytes, uint Samples) RawFrame { get; init; }

    /// <summary>Sample numbers of 4 bytes; null when every sample can be started from.</summary>
    public ReadOnlyMemory<byte>? SyncSamples { get; set; }

    /// <summary>Where the chunks are in the input.</summary>
    public required ReadOnlyMemory<byte> ChunkOffsets { get; set; }

    public required bool HasLongOffsets { get; set; }

    public int Chunks => ChunkOffsets.Length / (HasLongOffsets ? 8 : 4);

    /// <summary>Where the chunk offsets stand in the box writer; set by the movie writer.</summary>
    public int OffsetsAt { get; set; }
}
