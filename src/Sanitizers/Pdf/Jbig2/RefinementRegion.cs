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

        var rows = new Rows(parameters, image, reference, (int)offsetX, (int)offsetY);
        var typical = false;
        for (var y = 0; y < image.Height; y++)
        {
            if (parameters.IsTypical)
            {
                typical ^= decoder.Decode(contexts, parameters.Template == 0 ? TypicalContext0 : TypicalContext1) == 1;
            }

            rows.Decode(decoder, contexts, y, typical);
        }

        return image;
    }

    /// <summary>The rows that a template looks at, a byte per pixel: this one and the one above, three of the reference, and one of each for adaptive pixels.</summary>
    private sealed class Rows
    {
        private readonly RefinementParameters _parameters;
        private readonly BilevelImage _image;
        private readonly BilevelImage _reference;
        private readonly int _offsetX;
        private readonly int _offsetY;
        private readonly PixelLine _farImage;
        private readonly PixelLine _farReference;
        private PixelLine _here;
        private PixelLine _above;
        private PixelLine _up;
        private PixelLine _middle;
        private PixelLine _down;

        public Rows(RefinementParameters parameters, BilevelImage image, BilevelImage reference, int offsetX, int offsetY)
        {
            (_parameters, _image, _reference, _offsetX, _offsetY) = (parameters, image, reference, offsetX, offsetY);
            (_here, _above, _farImage, _farReference) = (new PixelLine(image.Width), new PixelLine(image.Width), new PixelLine(image.Width), new PixelLine(image.Width));
            (_up, _middle, _down) = (new PixelLine(image.Width), new PixelLine(image.Width), new PixelLine(image.Width));
            Take(_middle, -1);
            Take(_down, 0);
        }

        public void Decode(ArithmeticDecoder decoder, byte[] contexts, int y, bool typical)
        {
            (_up, _middle, _down) = (_middle, _down, _up);
            Take(_down, y + 1);
            _here.Clear();
            if (_parameters.Template == 1)
            {
                Small(decoder, contexts, typical);
            }
            else
            {
                Large(decoder, contexts, typical, y);
            }

            _here.Put(_image, y);
            (_here, _above) = (_above, _here);
        }

        // Ten pixels (figure 13).
        private void Small(ArithmeticDecoder decoder, byte[] contexts, bool typical)
        {
            ReadOnlySpan<byte> above = _above.Pixels, up = _up.Pixels, middle = _middle.Pixels, down = _down.Pixels;
            var here = _here.Pixels;
            for (var at = PixelLine.Margin; at < PixelLine.Margin + _image.Width; at++)
            {
                here[at] = (byte)(typical && Uniform(up, middle, down, at) is { } same ? same : decoder.Decode(contexts, here[at - 1] | (above[at + 1] << 1) | (above[at] << 2) | (above[at - 1] << 3)
                    | (down[at + 1] << 4) | (down[at] << 5) | (middle[at + 1] << 6) | (middle[at] << 7) | (middle[at - 1] << 8) | (up[at] << 9)));
            }
        }

        // Thirteen pixels, two of them adaptive (figure 12).
        private void Large(ArithmeticDecoder decoder, byte[] contexts, bool typical, int y)
        {
            var (first, second) = (_parameters.Adaptive[0], _parameters.Adaptive[1]);
            if (first.Y != 0)
            {
                _farImage.Take(_image, y + first.Y);
            }

            Take(_farReference, y + second.Y);
            ReadOnlySpan<byte> above = _above.Pixels, up = _up.Pixels, middle = _middle.Pixels, down = _down.Pixels;
            var here = _here.Pixels;
            ReadOnlySpan<byte> one = first.Y == 0 ? here : _farImage.Pixels, two = _farReference.Pixels;
            for (var at = PixelLine.Margin; at < PixelLine.Margin + _image.Width; at++)
            {
                here[at] = (byte)(typical && Uniform(up, middle, down, at) is { } same ? same : decoder.Decode(contexts, here[at - 1] | (above[at + 1] << 1) | (above[at] << 2) | (one[at + first.X] << 3)
                    | (down[at + 1] << 4) | (down[at] << 5) | (down[at - 1] << 6) | (middle[at + 1] << 7) | (middle[at] << 8) | (middle[at - 1] << 9)
                    | (up[at + 1] << 10) | (up[at] << 11) | (two[at + second.X] << 12)));
            }
        }

        // A row of the reference as it lies under the row y of the new bitmap.
        private void Take(PixelLine line, int y) => line.Take(_reference, y - _offsetY, -_offsetX);
    }

    // The color that the nine reference pixels around share; null when they differ.
    private static int? Uniform(ReadOnlySpan<byte> up, ReadOnlySpan<byte> middle, ReadOnlySpan<byte> down, int at) =>
        (up[at - 1] + up[at] + up[at + 1] + middle[at - 1] + middle[at] + middle[at + 1] + down[at - 1] + down[at] + down[at + 1]) switch { 0 => 0, 9 => 1, _ => null };
}
