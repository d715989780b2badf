using System.Globalization;
using System.Text;
using Mugai.Sanitizers.Pdf.Bilevel;
using Mugai.Sanitizers.Pdf.Ccitt;
using Mugai.Sanitizers.Pdf.Filters;
using Mugai.Sanitizers.Pdf.Jbig2;
using Mugai.Sanitizers.Pdf.Objects;
using Mugai.Sanitizers.Pdf.Reading;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Pdf.Writing;

/// <summary>Image XObjects of one bit per pixel: decoded by our own decoders and coded anew, so that no byte of theirs reaches the output.</summary>
internal static class BilevelPicture
{
    private const int MaxSide = 65_536;

    // Regions are drawn over each other, symbols over regions: real pages take two to three times their pixels.
    private const long PixelsPerPixel = 8;
    private const long MinPixels = 16 << 20;
    private const long MaxPixels = 400_000_000;

    /// <summary>A CCITTFaxDecode picture; null when nothing of it can be read.</summary>
    public static StreamPlan? Fax(PdfDocument document, PdfObject stream, DecodedStream coded, PdfRebuild rebuild)
    {
        if (Size(document, stream) is not var (width, height))
        {
            return null;
        }

        var parameters = FaxParameters.Read(coded.Codec.Parameters, height, document.Resolve);
        document.Budget.ChargeBytes((long)Math.Clamp(parameters.Columns, 0, MaxSide) * height / 4);
        if (CcittDecoder.Decode(coded.Bytes.Span, parameters) is not { RowsRead: > 0 } result)
        {
            return null;
        }

        Tell(rebuild, stream, result.IsDamaged);
        return Plan(document, stream, Sized(result.Image, width, height), parameters.BlackIs1);
    }

    /// <summary>A JBIG2Decode picture; null when nothing of it can be read or it costs too much.</summary>
    public static StreamPlan? Jbig2(PdfDocument document, PdfObject stream, DecodedStream coded, PdfRebuild rebuild)
    {
        if (Size(document, stream) is not var (width, height))
        {
            return null;
        }

        var globals = document.Get(coded.Codec.Parameters, "JBIG2Globals"u8);
        var shared = globals.IsStream && document.Decode(globals) is { HasCodec: false } decoded ? decoded.Bytes : default;
        var limits = new Jbig2Limits { MaxPixels = Math.Min(MaxPixels, MinPixels + (PixelsPerPixel * width * height)) };
        var result = Jbig2Decoder.Decode(coded.Bytes, shared, width, height, limits);
        document.Budget.ChargeBytes(Math.Min(result.Pixels, limits.MaxPixels) / 8);
        if (result.Image is null)
        {
            return null;
        }

        Tell(rebuild, stream, result.IsDamaged);
        return Plan(document, stream, result.Image, blackIs1: false);
    }

    // What could be read is shown, as in every viewer; that something is missing is told.
    private static void Tell(PdfRebuild rebuild, PdfObject stream, bool isDamaged)
    {
        if (isDamaged)
        {
            rebuild.Found(stream, PdfCodes.Image, FindingAction.Rewritten, "damaged");
        }
    }

    private static (int Width, int Height)? Size(PdfDocument document, PdfObject stream)
    {
        var (width, height) = (document.Get(stream, "Width"u8).Integer, document.Get(stream, "Height"u8).Integer);
        return width is < 1 or > MaxSide || height is < 1 or > MaxSide || width * height > MaxPixels ? null : ((int)width, (int)height);
    }

    private static BilevelImage Sized(BilevelImage image, int width, int height)
    {
        if (image.Width == width && image.Height == height)
        {
            return image;
        }

        var sized = new BilevelImage(width, height);
        sized.Compose(image, 0, 0, Combination.Replace);
        return sized;
    }

    private static StreamPlan Plan(PdfDocument document, PdfObject stream, BilevelImage image, bool blackIs1)
    {
        var coded = BilevelStream.Of(image, blackIs1);

        // Readers take one bit per component for granted with these two codecs, whatever the dictionary says; with Flate they do not.
        var saysOneBit = document.Get(stream, "ImageMask"u8).Boolean || document.Get(stream, "BitsPerComponent"u8).Integer == 1;
        if (!coded.IsCcitt && saysOneBit)
        {
            return new StreamPlan(coded.Data, "/Filter/FlateDecode"u8.ToArray());
        }

        var fax = coded.IsCcitt ? coded.Data : CcittEncoder.Encode(image);
        var black = blackIs1 ? "/BlackIs1 true" : "";
        return new StreamPlan(fax, Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns {image.Width}/Rows {image.Height}{black}>>")));
    }
}
