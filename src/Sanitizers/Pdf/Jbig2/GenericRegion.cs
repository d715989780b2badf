using Mugai.Sanitizers.Pdf.Bilevel;
using Mugai.Sanitizers.Pdf.Ccitt;

namespace Mugai.Sanitizers.Pdf.Jbig2;

/// <summary>The generic region decoding procedure (T.88, 6.2).</summary>
internal static class GenericRegion
{
    // The nearest template pixels as runs per row: how many in this row, in the one above (and how far right it goes), and two above.
    private static readonly Shape[] Shapes =
    [
        new(4, 7, 3, 5, 2, 0x9B25, [4, 10, 11, 15], [(3, -1), (-3, -1), (2, -2), (-2, -2)]),
        new(3, 6, 3, 4, 2, 0x0795, [3], [(3, -1)]),
        new(2, 5, 2, 3, 1, 0x00E5, [2], [(2, -1)]),
        new(4, 6, 2, 0, 0, 0x0195, [4], [(2, -1)]),
    ];

    /// <summary>How many adaptive pixels a template has.</summary>
    public static int AdaptiveCount(int template) => Shapes[template].Adaptive.Length;

    /// <summary>Contexts for a template.</summary>
    public static byte[] NewContexts(int template) => new byte[1 << Shapes[template].Bits];

    /// <summary>Where the adaptive pixels are unless a segment says otherwise.</summary>
    public static (int X, int Y)[] NominalPixels(int template) => Shapes[template].Nominal;

    /// <summary>Null when the limit is reached. <paramref name="skip"/>: pixels that are not coded and stay white.</summary>
    public static BilevelImage? Decode(
        ArithmeticDecoder decoder, byte[] contexts, GenericParameters parameters, long width, long height, Jbig2Work work, BilevelImage? skip = null)
    {
        var image = work.NewImage(width, height);
        if (image is null)
        {
            return null;
        }

        var shape = Shapes[parameters.Template];
        var moved = Moved(shape, parameters.Adaptive);
        var typical = false;
        for (var y = 0; y < image.Height; y++)
        {
            if (parameters.IsTypical)
            {
                typical ^= decoder.Decode(contexts, shape.TypicalContext) == 1;
                if (typical)
                {
                    if (y > 0)
                    {
                        image.Row(y - 1).CopyTo(image.Row(y));
                    }

                    continue;
                }
            }

            DecodeRow(decoder, contexts, shape, moved, image, y, skip);
        }

        return image;
    }

    /// <summary>The same picture coded as Group 4 (6.2.6); tells how many bytes it took.</summary>
    public static BilevelImage? DecodeMmr(ReadOnlySpan<byte> data, long width, long height, Jbig2Work work, out int usedBytes)
    {
        usedBytes = 0;
        if (width is < 1 or > ushort.MaxValue || height < 1 || !work.TakePixels(width * height))
        {
            return null;
        }

        var result = CcittDecoder.Decode(data, new CcittParameters { K = -1, Columns = (int)width, Rows = (int)Math.Min(height, int.MaxValue) });
        usedBytes = result?.UsedBytes ?? 0;
        return result?.Image;
    }

    private static void DecodeRow(
        ArithmeticDecoder decoder, byte[] contexts, Shape shape, (int Bit, int X, int Y)[] moved, BilevelImage image, int y, BilevelImage? skip)
    {
        var (mask0, mask1, mask2) = ((1 << shape.Here) - 1, (1 << shape.Above) - 1, (1 << shape.Above2) - 1);
        var (shift1, shift2) = (shape.Here, shape.Here + shape.Above);
        var (here, above, above2) = (0, 0, 0);
        for (var x = 0; x < shape.AboveRight; x++)
        {
            above = (above << 1) | image[x, y - 1];
        }

        for (var x = 0; x < shape.Above2Right; x++)
        {
            above2 = (above2 << 1) | image[x, y - 2];
        }

        for (var x = 0; x < image.Width; x++)
        {
            above = ((above << 1) | image[x + shape.AboveRight, y - 1]) & mask1;
            above2 = ((above2 << 1) | image[x + shape.Above2Right, y - 2]) & mask2;
            var bit = 0;
            if (skip is null || skip[x, y] == 0)
            {
                var context = here | (above << shift1) | (above2 << shift2);
                foreach (var (index, dx, dy) in moved)
                {
                    context = (context & ~(1 << index)) | (image[x + dx, y + dy] << index);
                }

                bit = decoder.Decode(contexts, context);
                if (bit == 1)
                {
                    image.SetBlack(x, y);
                }
            }

            here = ((here << 1) | bit) & mask0;
        }
    }

    private static (int Bit, int X, int Y)[] Moved(Shape shape, (int X, int Y)[] adaptive) =>
        [.. shape.Adaptive.Select((bit, i) => (bit, adaptive[i].X, adaptive[i].Y)).Where((pixel, i) => adaptive[i] != shape.Nominal[i])];

    /// <summary>A template (figures 3 to 6). The rightmost pixel of each run has the lowest bit; this row's run has the lowest bits.</summary>
    private sealed record Shape(
        int Here, int Above, int AboveRight, int Above2, int Above2Right, int TypicalContext, int[] Adaptive, (int X, int Y)[] Nominal)
    {
        public int Bits => Here + Above + Above2;
    }
}
