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

        var rows = new Rows(Shapes[parameters.Template], parameters.Adaptive, image, skip);
        var typical = false;
        for (var y = 0; y < image.Height; y++)
        {
            if (parameters.IsTypical)
            {
                typical ^= decoder.Decode(contexts, Shapes[parameters.Template].TypicalContext) == 1;
                if (typical)
                {
                    rows.Repeat(y);
                    continue;
                }
            }

            rows.Decode(decoder, contexts, y);
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

    /// <summary>A template (figures 3 to 6). The rightmost pixel of each run has the lowest bit; this row's run has the lowest bits.</summary>
    private sealed record Shape(
        int Here, int Above, int AboveRight, int Above2, int Above2Right, int TypicalContext, int[] Adaptive, (int X, int Y)[] Nominal)
    {
        public int Bits => Here + Above + Above2;
    }
    /// <summary>The rows that a template looks at, a byte per pixel: this one, the two above, and those of adaptive pixels that were moved.</summary>
    private sealed class Rows
    {
        private readonly Shape _shape;
        private readonly BilevelImage _image;
        private readonly BilevelImage? _skip;
        private readonly (int Bit, int X, int Y)[] _moved;
        private readonly PixelLine[] _movedLines;
        private PixelLine _here;
        private PixelLine _above;
        private PixelLine _above2;

        public Rows(Shape shape, (int X, int Y)[] adaptive, BilevelImage image, BilevelImage? skip)
        {
            (_shape, _image, _skip) = (shape, image, skip);
            (_here, _above, _above2) = (new PixelLine(image.Width), new PixelLine(image.Width), new PixelLine(image.Width));
            _moved = [.. shape.Adaptive.Select((bit, i) => (bit, adaptive[i].X, adaptive[i].Y)).Where((pixel, i) => adaptive[i] != shape.Nominal[i])];
            _movedLines = [.. _moved.Select(pixel => new PixelLine(image.Width))];
        }

        /// <summary>The row is like the one above.</summary>
        public void Repeat(int y)
        {
            if (y > 0)
            {
                _image.Row(y - 1).CopyTo(_image.Row(y));
            }

            _above.Pixels.CopyTo(_above2.Pixels);
        }

        public void Decode(ArithmeticDecoder decoder, byte[] contexts, int y)
        {
            for (var i = 0; i < _moved.Length; i++)
            {
                if (_moved[i].Y < 0)
                {
                    _movedLines[i].Take(_image, y + _moved[i].Y);
                }
            }

            _here.Clear();
            Pixels(decoder, contexts, y);
            _here.Put(_image, y);
            Turn();
        }

        private void Pixels(ArithmeticDecoder decoder, byte[] contexts, int y)
        {
            var (mask0, mask1, mask2) = ((1 << _shape.Here) - 1, (1 << _shape.Above) - 1, (1 << _shape.Above2) - 1);
            var (shift1, shift2) = (_shape.Here, _shape.Here + _shape.Above);
            var pixels = _here.Pixels[PixelLine.Margin..];
            var above = _above.Pixels[(PixelLine.Margin + _shape.AboveRight)..];
            var above2 = _above2.Pixels[(PixelLine.Margin + _shape.Above2Right)..];
            var (left, run1, run2) = (0, Before(_above, _shape.AboveRight), Before(_above2, _shape.Above2Right));
            for (var x = 0; x < _image.Width; x++)
            {
                run1 = ((run1 << 1) | above[x]) & mask1;
                run2 = ((run2 << 1) | above2[x]) & mask2;
                var bit = 0;
                if (_skip is null || _skip[x, y] == 0)
                {
                    var context = left | (run1 << shift1) | (run2 << shift2);
                    for (var i = 0; i < _moved.Length; i++)
                    {
                        var (index, dx, dy) = _moved[i];
                        context = (context & ~(1 << index)) | ((dy == 0 ? _here : _movedLines[i]).Pixels[PixelLine.Margin + x + dx] << index);
                    }

                    bit = decoder.Decode(contexts, context);
                    pixels[x] = (byte)bit;
                }

                left = ((left << 1) | bit) & mask0;
            }
        }

        // The pixels of a run that lie right of the first column, but for the last one.
        private static int Before(PixelLine line, int right)
        {
            var run = 0;
            for (var x = 0; x < right; x++)
            {
                run = (run << 1) | line.Pixels[PixelLine.Margin + x];
            }

            return run;
        }

        private void Turn() => (_here, _above, _above2) = (_above2, _here, _above);
    }
}
