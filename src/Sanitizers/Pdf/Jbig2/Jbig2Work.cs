using Mugai.Sanitizers.Pdf.Bilevel;

namespace Mugai.Sanitizers.Pdf.Jbig2;

/// <summary>Counts what a stream costs. Once a limit is passed nothing more is made, and the stream is refused.</summary>
internal sealed class Jbig2Work(Jbig2Limits limits)
{
    private const int MaxSide = 1 << 20;

    // What a bitmap costs even when it has no pixels: an object and its place in a list.
    private const int PixelsPerObject = 64;

    private long _symbols;

    public long Pixels { get; private set; }

    /// <summary>A limit was passed, as opposed to data that cannot be right.</summary>
    public bool IsSpent { get; private set; }

    public bool TakePixels(long count)
    {
        // What is refused is not done, and so not counted.
        IsSpent |= count > limits.MaxPixels - Pixels - PixelsPerObject;
        Pixels += IsSpent ? 0 : Math.Max(0, count) + PixelsPerObject;
        return !IsSpent;
    }

    public bool TakeSymbols(long count)
    {
        _symbols += count;
        IsSpent |= _symbols > limits.MaxSymbols;
        return !IsSpent;
    }

    // A row costs its lines and margins however short it is: a bitmap of a million rows without width is work too.
    private const int MinRowPixels = 64;

    /// <summary>A white bitmap; null when its sides cannot be or the limit is reached.</summary>
    public BilevelImage? NewImage(long width, long height) =>
        width is < 0 or > MaxSide || height is < 0 or > MaxSide || !TakePixels(height * Math.Max(width, MinRowPixels)) ? null : new BilevelImage((int)width, (int)height);
}
