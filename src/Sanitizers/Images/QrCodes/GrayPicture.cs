namespace Mugai.Sanitizers.Images.QrCodes;

/// <summary>
/// A small gray copy of a picture: each of its pixels is the mean of a square of the picture's, which may come in any order. A code that a telephone reads from a
/// screen is still read in it.
/// </summary>
internal sealed class GrayPicture
{
    /// <summary>Pixels that are looked at: twenty milliseconds of the scanner's time.</summary>
    public const int MaxPixels = 1_500_000;

    // A code has 21 modules a side.
    private const int MinSide = 21;

    private readonly int[] _sums;
    private readonly ushort[] _counts;
    private readonly int _fullWidth;
    private readonly int _fullHeight;

    /// <param name="width">Of the picture, pixels.</param>
    /// <param name="height">Of the picture, pixels.</param>
    public GrayPicture(int width, int height)
    {
        (_fullWidth, _fullHeight) = (width, height);
        Shrink = ShrinkFor(width, height);
        Width = (width + Shrink - 1) / Shrink;
        Height = (height + Shrink - 1) / Shrink;
        _sums = new int[Width * Height];
        _counts = new ushort[Width * Height];
    }

    /// <summary>Side of the square that becomes one pixel.</summary>
    public int Shrink { get; }

    public int Width { get; }

    public int Height { get; }

    /// <summary>False when no code can be in a picture of this size.</summary>
    public static bool IsWorthLooking(int width, int height) => width >= MinSide && height >= MinSide;

    public static int ShrinkFor(int width, int height) => Math.Min(255, (int)Math.Ceiling(Math.Sqrt(Math.Max(1, (double)width * height / MaxPixels))));

    /// <summary>Red, green and blue as the eye weighs them (ITU-R BT.601), over white where it is transparent.</summary>
    public static byte Luma(int red, int green, int blue, int alpha = 255)
    {
        var gray = ((red * 77) + (green * 150) + (blue * 29)) >> 8;
        return (byte)(alpha == 255 ? gray : ((gray * alpha) + (255 * (255 - alpha))) / 255);
    }

    /// <summary>Adds one pixel of the picture; one outside it is ignored.</summary>
    public void Add(int x, int y, byte gray)
    {
        if ((uint)x < (uint)_fullWidth && (uint)y < (uint)_fullHeight)
        {
            var at = (y / Shrink * Width) + (x / Shrink);
            _sums[at] += gray;
            _counts[at]++;
        }
    }

    /// <summary>One byte a pixel, row by row; white where nothing came.</summary>
    public byte[] ToSamples()
    {
        var samples = new byte[_sums.Length];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = _counts[i] == 0 ? (byte)255 : (byte)(_sums[i] / _counts[i]);
        }

        return samples;
    }
}
