using Mugai.Sanitizers.Pdf.Bilevel;
using Mugai.Sanitizers.Pdf.Ccitt;
using Mugai.Sanitizers.Pdf.Jbig2;
using Mugai.Sanitizers.Tests.Pdf.Jbig2;

namespace Mugai.Fuzz.Pdf;

/// <summary>
/// Any bytes as a picture of one bit per pixel: never an exception, never more pixels than allowed, and what comes out is the same after our own coding.
/// </summary>
internal static class PixelTargets
{
    private const int Width = 64;
    private const int Height = 56;

    public static FuzzTarget Jbig2 { get; } = new(
        "pdf-jbig2",
        [AnnexH.Page(1), AnnexH.Page(2), AnnexH.Page(3), [.. AnnexH.Globals, .. AnnexH.Page(1)], [.. AnnexH.Globals, .. AnnexH.Page(3)]],
        [
            [0xFF, 0xFF, 0xFF, 0xFF], [0x7F, 0xFF, 0xFF, 0xFF], [0xFF, 0xAC], [0, 0, 0, 0], [0, 0, 0, 1], [38, 0, 1], [40, 0, 1], [6, 0, 1], [53, 0, 1], [22, 0, 1], [0x42, 0, 2, 1],
            [0, 1], [0, 3], [0x8C, 0x12], [8, 2, 2, 255], [1, 0xFF], [50, 0, 1],
        ],
        RunJbig2);

    public static FuzzTarget Ccitt { get; } = new(
        "pdf-ccitt",
        [
            [0, .. CcittEncoder.Encode(Jbig2Decoder.Decode(AnnexH.Page(2), AnnexH.Globals, Width, Height, new Jbig2Limits()).Image!)],
            [1, 0x00, 0x1B, 0xDC, 0x00, 0x13, 0x51, 0x40, 0x01, 0x00, 0x10, 0x01], [2, 0x00, 0x1D, 0xEE, 0x00, 0x17, 0x80, 0x0C, 0x01], [5, 0x26, 0xA0, 0x71, 0xCE, 0xA7, 0xFF],
        ],
        [[0, 1], [0, 0x10], [0x35], [0x03, 0x73], [0xFF], [0, 0, 0], [0x80, 0x08, 0x00, 0x80], [0x01, 0xF0]],
        RunCcitt);

    private static void RunJbig2(byte[] input)
    {
        var limits = new Jbig2Limits { MaxPixels = 300_000, MaxSymbols = 2_000, MaxSegments = 200 };
        var result = Jbig2Decoder.Decode(input, AnnexH.Globals, Width, Height, limits);
        if (result.Image is { } image)
        {
            Check(image, Width, Height);
        }

        // The globals come from the file too.
        Jbig2Decoder.Decode(AnnexH.Page(3), input, 37, 8, limits);
    }

    private static void RunCcitt(byte[] input)
    {
        var first = input.Length > 0 ? input[0] : 0;
        var parameters = new CcittParameters
        {
            K = (first % 3) - 1, Columns = first < 128 ? Width : first, Rows = (first & 4) != 0 ? Height : 0, EncodedByteAlign = (first & 8) != 0, MaxPixels = 200_000,
        };
        if (CcittDecoder.Decode(input.AsSpan(Math.Min(1, input.Length)), parameters) is not { } result)
        {
            return;
        }

        if (result.UsedBytes > input.Length || (long)result.Image.Width * result.Image.Height > Math.Max(parameters.MaxPixels, Width * 256))
        {
            throw new PropertyBrokenException("more than there is");
        }

        if (result.Image.Height > 0)
        {
            Check(result.Image, parameters.Columns, parameters.Rows > 0 ? Height : result.Image.Height);
        }
    }

    private static void Check(BilevelImage image, int width, int height)
    {
        if (image.Width != width || image.Height != height)
        {
            throw new PropertyBrokenException("another size");
        }

        var again = CcittDecoder.Decode(CcittEncoder.Encode(image), new CcittParameters { K = -1, Columns = width, Rows = height })!;
        if (again.IsDamaged || !again.Image.Data.AsSpan().SequenceEqual(image.Data))
        {
            throw new PropertyBrokenException("another picture after coding");
        }
    }
}
