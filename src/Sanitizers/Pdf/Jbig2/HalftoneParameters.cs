using Mugai.Sanitizers.Pdf.Bilevel;

namespace Mugai.Sanitizers.Pdf.Jbig2;

/// <summary>What a halftone region is made of (T.88, table 17).</summary>
internal sealed record HalftoneParameters
{
    public required long Width { get; init; }

    public required long Height { get; init; }

    public required bool IsMmr { get; init; }

    public required int Template { get; init; }

    /// <summary>HENABLESKIP: patterns wholly outside of the region are not coded.</summary>
    public required bool SkipsOutside { get; init; }

    public required Combination Combination { get; init; }

    public required bool DefaultPixel { get; init; }

    public required long GridWidth { get; init; }

    public required long GridHeight { get; init; }

    /// <summary>HGX and HGY, in 1/256 pixels.</summary>
    public required (int X, int Y) Origin { get; init; }

    /// <summary>HRX and HRY, in 1/256 pixels.</summary>
    public required (int X, int Y) Vector { get; init; }

    /// <summary>The upper left corner of the pattern in row m, column n of the grid.</summary>
    public (int X, int Y) Place(long m, long n) =>
        (Narrow(Origin.X + (m * Vector.Y) + (n * Vector.X)), Narrow(Origin.Y + (m * Vector.X) - (n * Vector.Y)));

    private static int Narrow(long value) => (int)Math.Clamp(value >> 8, int.MinValue / 4, int.MaxValue / 4);
}
