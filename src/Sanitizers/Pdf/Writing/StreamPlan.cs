namespace Mugai.Sanitizers.Pdf.Writing;

/// <summary>How a stream is written.</summary>
/// <param name="Data">Its bytes, encoded as <paramref name="Filter"/> says.</param>
/// <param name="Filter">Filter and DecodeParms as they stand in the dictionary; empty for bytes in clear.</param>
/// <param name="Dictionary">The whole dictionary without Length and its end, when another object stands in the place of this one; null otherwise.</param>
internal readonly record struct StreamPlan(ReadOnlyMemory<byte> Data, byte[] Filter, byte[]? Dictionary = null);
