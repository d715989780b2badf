namespace Mugai.Sanitizers.Pdf.Jbig2;

/// <summary>Numbers only: what one JBIG2 stream may cost.</summary>
public sealed record Jbig2Limits
{
    /// <summary>Pixels decoded and drawn, all bitmaps together. A page of A4 at 600 dpi has 35 million; symbols drawn over each other are rarely more than the page again.</summary>
    public long MaxPixels { get; init; } = 400_000_000;

    /// <summary>Symbols of all dictionaries, imported ones counted each time.</summary>
    public int MaxSymbols { get; init; } = 1_000_000;

    /// <summary>Segments of the stream and its globals.</summary>
    public int MaxSegments { get; init; } = 20_000;
}
