using Mugai.Sanitizers.Pdf.Bilevel;

namespace Mugai.Sanitizers.Pdf.Jbig2;

/// <summary>What a text region is made of, without its coding (T.88, table 9).</summary>
internal sealed record TextParameters
{
    public required long Width { get; init; }

    public required long Height { get; init; }

    public required long InstanceCount { get; init; }

    /// <summary>SBSTRIPS is two to this power.</summary>
    public int LogStrips { get; init; }

    public bool DefaultPixel { get; init; }

    public Combination Combination { get; init; }

    public bool IsTransposed { get; init; }

    public ReferenceCorner Corner { get; init; } = ReferenceCorner.TopLeft;

    /// <summary>SBDSOFFSET.</summary>
    public int OffsetS { get; init; }

    /// <summary>Null when no instance is refined.</summary>
    public RefinementParameters? Refinement { get; init; }

    public byte[] RefinementContexts { get; init; } = [];
}
