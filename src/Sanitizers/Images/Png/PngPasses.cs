namespace Mugai.Sanitizers.Images.Png;

/// <summary>The sizes of the seven passes of an interlaced image, or the one of any other (ISO/IEC 15948, 8.2).</summary>
internal static class PngPasses
{
    private static readonly (int X, int Y, int StepX, int StepY)[] Adam7 =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <summary>Each pass that is not empty.</summary>
    public static IEnumerable<PngPass> Of(int width, int height, int bitsPerPixel, bool isInterlaced)
    {
        if (!isInterlaced)
        {
            yield return new PngPass(Bytes(width, bitsPerPixel), height, width, 0, 0, 1, 1);
            yield break;
        }

        foreach (var (x, y, stepX, stepY) in Adam7)
        {
            var (w, h) = ((width - x + stepX - 1) / stepX, (height - y + stepY - 1) / stepY);
            if (w > 0 && h > 0)
            {
                yield return new PngPass(Bytes(w, bitsPerPixel), h, w, x, y, stepX, stepY);
            }
        }
    }

    private static int Bytes(int width, int bitsPerPixel) => checked((int)((((long)width * bitsPerPixel) + 7) / 8));
}

/// <summary>One pass over an image: its rows, and where its pixels stand in the image.</summary>
/// <param name="RowBytes">Bytes of a row without its filter.</param>
/// <param name="Rows">Rows.</param>
/// <param name="Width">Pixels of a row.</param>
/// <param name="X">Column of the first pixel.</param>
/// <param name="Y">Row of the first pixel.</param>
/// <param name="StepX">Columns from one pixel to the next.</param>
/// <param name="StepY">Rows from one row to the next.</param>
internal readonly record struct PngPass(int RowBytes, int Rows, int Width, int X, int Y, int StepX, int StepY);
