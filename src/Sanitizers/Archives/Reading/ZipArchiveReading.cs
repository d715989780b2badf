namespace Mugai.Sanitizers.Archives.Reading;

/// <summary>What a reading of an archive came to: its entries in the order of the central directory, or why it is refused.</summary>
/// <param name="Members">Empty when refused.</param>
/// <param name="Reason">None, Corrupt, Ambiguous, Unsupported or Budget.</param>
/// <param name="Detail">A few English words for the report.</param>
public sealed record ZipArchiveReading(IReadOnlyList<ZipMember> Members, Reason Reason, string Detail)
{
    /// <summary>Bytes before the first entry.</summary>
    public long LeadingBytes { get; init; }

    /// <summary>Bytes behind the end record and its comment.</summary>
    public long TrailingBytes { get; init; }

    /// <summary>Bytes between entries that belong to none.</summary>
    public long HiddenBytes { get; init; }

    /// <summary>Length of the archive's comment.</summary>
    public int CommentBytes { get; init; }

    /// <summary>An entry or the directory itself is encrypted in a way that no password of ours opens (PKWARE strong encryption).</summary>
    public bool HasStrongEncryption { get; init; }

    /// <summary>One of several volumes.</summary>
    public bool IsVolume { get; init; }

    public static ZipArchiveReading Refused(Reason reason, string detail) => new([], reason, detail);
}
