namespace Mugai.Sanitizers.Images.Png;

/// <summary>The sizes of the seven passes of an interlaced image, or the one of any other (ISO/IEC 15948, 8.2).</summary>
internal static class PngPasses
{
    private static readonly (int X, int Y, int StepX, int StepY)[] Adam7 =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <summary>Bytes of a row and rows, for each pass that is not empty.</summary>
    public static IEnumerable<(int RowBytes, int Rows, int Width)> Of(int width, int height, int bitsPerPixel, bool isInterlaced)
    {
        if (!isInterlaced)
        {
            yield return (Bytes(width, bitsPerPixel), height, width);
            yield break;
        }

        foreach (var (x, y, stepX, stepY) in Adam7)
        {
            var (w, h) = ((width - x + stepX - 1) / stepX, (height - y + stepY - 1) / stepY);
            if (w > 0 && h > 0)
            {
                yield return (Bytes(w, bitsPerPixel), h, w);
            }
        }
    }

    private static int Bytes(int width, int bitsPerPixel) => checked((int)((((long)width * bitsPerPixel) + 7) / 8));
}
