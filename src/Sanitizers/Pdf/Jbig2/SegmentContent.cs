using Mugai.Sanitizers.Pdf.Bilevel;

namespace Mugai.Sanitizers.Pdf.Jbig2;

/// <summary>What a segment gives to those that refer to it.</summary>
internal sealed class SegmentContent
{
    public List<BilevelImage>? Symbols { get; init; }

    public List<BilevelImage>? Patterns { get; init; }

    public BilevelImage? Region { get; init; }

    public HuffmanTable? Table { get; init; }

    /// <summary>The contexts that a symbol dictionary retains for the next, and what they were learned with.</summary>
    public byte[]? GenericContexts { get; init; }

    public byte[]? RefinementContexts { get; init; }
}
