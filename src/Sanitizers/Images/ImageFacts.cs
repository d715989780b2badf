namespace Mugai.Sanitizers.Images;

/// <summary>What a header says of a picture, and which of its bytes the decoder gets. Made by a probe; nothing was decoded yet.</summary>
internal sealed class ImageFacts
{
    public int Width { get; set; }

    public int Height { get; set; }

    public int Frames { get; set; } = 1;

    public int BitsPerSample { get; set; } = 8;

    public int Channels { get; set; }

    /// <summary>EXIF orientation, 1 to 8.</summary>
    public int Orientation { get; set; } = 1;

    public Density Density { get; set; }

    /// <summary>Embedded colour profile, or empty.</summary>
    public byte[] Profile { get; set; } = [];

    /// <summary>The quality it was written with, 1 to 100; 0 when it is lossless or unknown.</summary>
    public int Quality { get; set; }

    public bool IsLossless { get; set; }

    public bool IsProgressive { get; set; }

    public bool HasOptimizedTables { get; set; }

    public bool HasHalfChroma { get; set; }

    /// <summary>The end of the picture was missing: the decoder must not be content with less than everything.</summary>
    public bool LacksEnd { get; set; }

    public int BitsPerPixel => BitsPerSample * Channels;
}

/// <summary>Pixels per unit.</summary>
/// <param name="X">Across.</param>
/// <param name="Y">Down.</param>
/// <param name="Unit">None means that only the proportion is known.</param>
internal readonly record struct Density(int X, int Y, DensityUnit Unit)
{
    /// <summary>Dots per inch as viewers show them; 0 when unknown.</summary>
    public (double X, double Y) PerInch => Unit switch
    {
        DensityUnit.Inch => (X, Y),
        DensityUnit.Centimeter => (X * 2.54, Y * 2.54),
        _ => (0, 0),
    };

    /// <summary>Sides exchanged, for a picture that is turned.</summary>
    public Density Turned => new(Y, X, Unit);
}

/// <summary>Values are those of JFIF.</summary>
internal enum DensityUnit : byte
{
    None = 0,
    Inch = 1,
    Centimeter = 2,
}

/// <summary>A probe's answer: facts, or why there are none.</summary>
internal readonly record struct ProbeResult(ImageFacts? Facts, Reason Reason, string Fault)
{
    public static ProbeResult Of(ImageFacts facts) => new(facts, Reason.None, "");

    public static ProbeResult Corrupt(string fault) => new(null, Reason.Corrupt, fault);

    public static ProbeResult Unsupported(string fault) => new(null, Reason.Unsupported, fault);

    public static ProbeResult Refused(Reason reason, string fault) => new(null, reason, fault);
}
