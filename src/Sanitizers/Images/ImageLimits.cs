namespace Mugai.Sanitizers.Images;

/// <summary>Numbers only: what a picture may ask for. All are checked on the header, before anything is decoded.</summary>
internal static class ImageLimits
{
    /// <summary>Bytes of a file: it is read whole, because containers point back and forth.</summary>
    public const int MaxFileBytes = 256 << 20;

    /// <summary>Longest side of a picture; JPEG and GIF cannot say more, and no decoder of a desktop opens more.</summary>
    public const int MaxSide = 65_535;

    /// <summary>Pixels of one frame or page: an A0 plan at 300 dpi has 140 million, a large camera 100 to 150 million.</summary>
    public const long MaxFramePixels = 160_000_000;

    /// <summary>Frames of an animation or pages of a document.</summary>
    public const int MaxFrames = 2_000;

    /// <summary>Scans of a progressive JPEG. Encoders write about ten; each one costs a pass over the whole picture.</summary>
    public const int MaxScans = 64;

    /// <summary>Segments, chunks, blocks, boxes or directory entries that a walk over a container looks at.</summary>
    public const int MaxPieces = 200_000;

    /// <summary>Bytes of a colour profile. Printers' profiles reach 2 MiB.</summary>
    public const int MaxProfileBytes = 4 << 20;

    // A blank page compresses a thousandfold, so small files get a constant; what a file may decode to grows with it from there.
    private const long FreeDecodedBytes = 512L << 20;
    private const int DecodedPerByte = 400;

    // A picture's pixels pass through once and are not held: a decoded byte is an eighth of the work of an inflated one.
    private const int DecodedPerCharge = 8;

    /// <summary>Why a picture of these dimensions is not decoded; <see cref="Reason.None"/> when it may be.</summary>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="bitsPerPixel">All channels together.</param>
    /// <param name="frames">Frames or pages of this size.</param>
    /// <param name="inputBytes">Size of the file.</param>
    public static Reason Check(long width, long height, int bitsPerPixel, long frames, long inputBytes)
    {
        if (width <= 0 || height <= 0 || frames <= 0)
        {
            return Reason.Corrupt;
        }

        if (width > MaxSide || height > MaxSide || width * height > MaxFramePixels || frames > MaxFrames)
        {
            return Reason.TooBig;
        }

        return DecodedBytes(width, height, bitsPerPixel, frames) > FreeDecodedBytes + (DecodedPerByte * inputBytes) ? Reason.Budget : Reason.None;
    }

    /// <summary>What <see cref="Mugai.Sanitizing.Budget.ChargeBytes"/> is told of a picture.</summary>
    public static long Charge(long width, long height, int bitsPerPixel, long frames) => DecodedBytes(width, height, bitsPerPixel, frames) / DecodedPerCharge;

    private static long DecodedBytes(long width, long height, int bitsPerPixel, long frames) => ((width * bitsPerPixel) + 7) / 8 * height * frames;
}
