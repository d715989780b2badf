namespace Mugai.Gateway.Spooling.Embedded;

/// <summary>Where and how the embedded store keeps things.</summary>
public sealed record EmbeddedSpoolOptions
{
    /// <summary>The folder of the store (<c>storage.path</c>); made when absent.</summary>
    public required string Path { get; init; }

    /// <summary>The master key (<c>storage.masterKeyFile</c>), 32 bytes; made on the first start when absent. Keep it outside <see cref="Path"/> and outside its backups.</summary>
    public required string MasterKeyFile { get; init; }

    /// <summary>Free bytes below which no new mail is taken; null: 256 MiB or 5 % of the volume, whichever is less.</summary>
    public long? ReserveBytes { get; init; }

    /// <summary>Size of a shared segment; smaller ones are made while room is short.</summary>
    public long SegmentBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>Up to this size a message waits in memory for the group commit; larger ones stream to a file of their own.</summary>
    public int SmallMessageBytes { get; init; } = 128 * 1024;

    /// <summary>Plaintext of just committed messages that is kept in memory for their first attempt, in all.</summary>
    public long RecentOriginalBytes { get; init; } = 32L * 1024 * 1024;
}
