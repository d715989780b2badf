namespace Mugai.Sanitizers.Zip;

/// <summary>What a strict reading of an archive found.</summary>
/// <param name="Entries">In the order of the central directory.</param>
/// <param name="LeadingBytes">Bytes before the first entry: a stub or another file.</param>
/// <param name="TrailingBytes">Bytes after the end record and its comment.</param>
/// <param name="HiddenBytes">Bytes between entries that belong to none.</param>
/// <param name="CommentBytes">Length of the archive's comment.</param>
public sealed record ZipDirectory(IReadOnlyList<ZipEntry> Entries, long LeadingBytes, long TrailingBytes, long HiddenBytes, int CommentBytes);

/// <summary>A directory, or why there is none.</summary>
/// <param name="Directory">Null when refused.</param>
/// <param name="Reason">Corrupt, Ambiguous, Encrypted, Unsupported or Budget when refused.</param>
/// <param name="Detail">A few English words for the report.</param>
public readonly record struct ZipReading(ZipDirectory? Directory, Reason Reason, string Detail)
{
    internal static ZipReading Refused(Reason reason, string detail) => new(null, reason, detail);
}
