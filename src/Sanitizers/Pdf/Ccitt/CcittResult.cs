using Mugai.Sanitizers.Pdf.Bilevel;

namespace Mugai.Sanitizers.Pdf.Ccitt;

/// <summary>What was read.</summary>
/// <param name="Image">The picture; rows that could not be read are white.</param>
/// <param name="RowsRead">Rows that were read without a fault.</param>
/// <param name="UsedBytes">Where the coded data ended.</param>
/// <param name="IsDamaged">Some code was not one, or the data ended before the last row.</param>
public sealed record CcittResult(BilevelImage Image, int RowsRead, int UsedBytes, bool IsDamaged);
