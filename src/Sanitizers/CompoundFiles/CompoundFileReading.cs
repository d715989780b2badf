using Mugai.Sanitizing;

namespace Mugai.Sanitizers.CompoundFiles;

/// <summary>What reading a compound file came to.</summary>
/// <param name="File">The file; null when it was refused.</param>
/// <param name="Reason">Why it was refused.</param>
/// <param name="Detail">Where it broke, in a few English words.</param>
/// <param name="Entries">The directory as it lies in the file, whether or not it forms a tree: enough to call a broken file by its name.</param>
public sealed record CompoundFileReading(CompoundFile? File, Reason Reason, string Detail, IReadOnlyList<DirectoryRecord> Entries);
