using Mugai.Sanitizers.Pdf.Bilevel;

namespace Mugai.Sanitizers.Pdf.Jbig2;

/// <summary>What was read.</summary>
/// <param name="Image">The picture, of the size asked for; null when nothing of it could be decoded.</param>
/// <param name="IsDamaged">A segment could not be read or decoded; the picture lacks it.</param>
/// <param name="IsTooLarge">A limit was passed; there is no picture.</param>
/// <param name="Pixels">The work done, for the budget.</param>
public sealed record Jbig2Result(BilevelImage? Image, bool IsDamaged, bool IsTooLarge, long Pixels);
