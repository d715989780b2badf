using Mugai.Sanitizers.Pdf.Bilevel;

namespace Mugai.Sanitizers.Pdf.Jbig2;

/// <summary>The generic refinement region decoding procedure (T.88, 6.3).</summary>
internal static class RefinementRegion
{
    // Contexts of a decision "this row is typical": the middle reference pixel black, all others white (figures 14 and 15).
    private const int TypicalContext0 = 0x100;
    private const int TypicalContext1 = 0x080;

    public static byte[] NewContexts(int template) => new byte[template == 0 ? 1 << 13 : 1 << 10];

    /// <summary>Null when the limit is reached.</summary>
    public static BilevelImage? Decode(
        ArithmeticDecoder decoder, byte[] contexts, RefinementParameters parameters, long width, long height, BilevelImage reference, long offsetX, long offsetY, Jbig2Work work)
    {
        if (Math.Abs(offsetX) > int.MaxValue / 4 || Math.Abs(offsetY) > int.MaxValue / 4)
        {
            return null;
        }

        // A refined pixel looks at thirteen others: it costs about what four of a generic region do.
        var image = width * height < 0 || !work.TakePixels(3 * width * height) ? null : work.NewImage(width, height);
        if (image is null)
        {
            return null;
        }

        var (dx, dy) = ((int)offsetX, (int)offsetY);
        var typical = false;
        for (var y = 0; y < image.Height; y++)
        {
            if (parameters.IsTypical)
            {
                typical ^= decoder.Decode(contexts, parameters.Template == 0 ? TypicalContext0 : TypicalContext1) == 1;
            }

            for (var x = 0; x < image.Width; x++)
            {
                var (rx, ry) = (x - dx, y - dy);
                var bit = typical && Uniform(reference, rx, ry) is { } same ? same : decoder.Decode(contexts, Context(image, reference, parameters, x, y, rx, ry));
                if (bit == 1)
                {
                    image.SetBlack(x, y);
                }
            }
        }

        return image;
    }

    private static int Context(BilevelImage image, BilevelImage reference, RefinementParameters parameters, int x, int y, int rx, int ry)
    {
        var context = image[x - 1, y] | (image[x + 1, y - 1] << 1) | (image[x, y - 1] << 2);
        if (parameters.Template == 1)
        {
            return context | (image[x - 1, y - 1] << 3) | (reference[rx + 1, ry + 1] << 4) | (reference[rx, ry + 1] << 5) | (reference[rx + 1, ry] << 6)
                | (reference[rx, ry] << 7) | (reference[rx - 1, ry] << 8) | (reference[rx, ry - 1] << 9);
        }

        var (first, second) = (parameters.Adaptive[0], parameters.Adaptive[1]);
        return context | (image[x + first.X, y + first.Y] << 3) | (reference[rx + 1, ry + 1] << 4) | (reference[rx, ry + 1] << 5) | (reference[rx - 1, ry + 1] << 6)
            | (reference[rx + 1, ry] << 7) | (reference[rx, ry] << 8) | (reference[rx - 1, ry] << 9) | (reference[rx + 1, ry - 1] << 10) | (reference[rx, ry - 1] << 11)
            | (reference[rx + second.X, ry + second.Y] << 12);
    }

    // The color that the nine reference pixels around share; null when they differ.
    private static int? Uniform(BilevelImage reference, int x, int y)
    {
        var color = reference[x, y];
        for (var dy = -1; dy <= 1; dy++)
        {
            for (var dx = -1; dx <= 1; dx++)
            {
                if (reference[x + dx, y + dy] != color)
                {
                    return null;
                }
            }
        }

        return color;
    }
}
