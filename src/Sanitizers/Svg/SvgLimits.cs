namespace Mugai.Sanitizers.Svg;

/// <summary>Numbers only: what a drawing may ask of the program that shows it.</summary>
internal static class SvgLimits
{
    /// <summary>Elements inside elements. Drawing programs write fewer than 40.</summary>
    public const int MaxDepth = 256;

    /// <summary>
    /// Elements that are drawn once all uses, patterns, masks, markers and filters are expanded. A detailed map has about 200,000; fourteen
    /// levels of "use this ten times" are a hundred million million.
    /// </summary>
    public const long MaxDrawn = 2_000_000;

    /// <summary>What a filter primitive costs compared with a shape: it works on every pixel.</summary>
    public const int FilterCost = 16;

    /// <summary>Bytes of one tag with its attributes: a scanned page as a data: URI.</summary>
    public const int MaxTokenBytes = 64 << 20;

    /// <summary>Characters of all style sheets.</summary>
    public const int MaxStyleChars = 4 << 20;

    /// <summary>Width and height of the whole drawing, in whatever unit; renderers reserve memory for it.</summary>
    public const double MaxSide = 100_000;

    /// <summary>Radius of a blur or of a morphology, waves of turbulence, cells of a convolution: the work per pixel grows with them.</summary>
    public const double MaxFilterNumber = 500;
}
