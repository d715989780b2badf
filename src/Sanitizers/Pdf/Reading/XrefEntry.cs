namespace Mugai.Sanitizers.Pdf.Reading;

/// <summary>Where an object is.</summary>
/// <param name="Place">Offset in the file, or the number of the object stream.</param>
/// <param name="Generation">Its generation, or its index in the object stream.</param>
internal readonly record struct XrefEntry(XrefKind Kind, int Place, int Generation);

/// <summary>The kinds of entry (ISO 32000-2, table 18).</summary>
internal enum XrefKind : byte
{
    /// <summary>Nothing is known of it.</summary>
    Absent,
    Free,
    InFile,
    InStream,
}
