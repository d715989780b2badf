namespace Mugai.Sanitizers.Bitmaps;

/// <summary>Numbers only: what a bitmap may be before a pixel of it is read.</summary>
internal static class BitmapLimits
{
    /// <summary>Pixels of one picture: an A0 sheet scanned at 200 dpi has 62 million.</summary>
    public const long MaxPixels = 100_000_000;

    /// <summary>Pixels along one side; what JPEG and most viewers can address.</summary>
    public const int MaxSide = 65_535;

    /// <summary>Frames of an icon. Icons of programs have about 20; the directory could name 65,535 that all share one picture.</summary>
    public const int MaxFrames = 256;

    /// <summary>Pixels along one side of an icon: 256 is the format's own word, some programs write 1,024.</summary>
    public const int MaxIconSide = 4_096;

    /// <summary>Dots per metre (25,400 dpi); more is no resolution of a real device and is written as "unknown".</summary>
    public const int MaxDotsPerMeter = 1_000_000;

    public static bool Allow(int width, int height) => width <= MaxSide && height <= MaxSide && (long)width * height <= MaxPixels;
}
