using System.Globalization;
using System.Text;
using Mugai.Sanitizers.Pdf.Bilevel;
using Mugai.Sanitizers.Pdf.Ccitt;
using Mugai.Sanitizers.Pdf.Filters;
using Mugai.Sanitizers.Pdf.Jbig2;
using Mugai.Sanitizers.Pdf.Objects;
using Mugai.Sanitizers.Pdf.Reading;

namespace Mugai.Sanitizers.Pdf.Writing;

/// <summary>Pictures of one bit per pixel: CCITT and JBIG2 are decoded here and coded anew, so that no reader meets a stranger's JBIG2.</summary>
internal static class BilevelPictures
{
    private const int MaxSide = 65_500;

    /// <summary>Null when nothing of the picture could be decoded.</summary>
    public static StreamPlan? Rebuild(PdfDocument document, PdfObject stream, DecodedStream decoded)
    {
        var (width, height) = (Side(document, stream, "Width"u8), Side(document, stream, "Height"u8));
        var image = width == 0 || height == 0 ? null : decoded.Codec.Filter == PdfFilter.Jbig2 ? Jbig2(document, decoded, width, height) : Fax(document, decoded, height);
        if (image is null)
        {
            return null;
        }

        document.Budget.ChargeBytes(image.Data.Length);
        return Coded(image);
    }

    /// <summary>As Group 4; as plain samples where they are packed smaller (halftones have no long runs), in the way in which any samples are packed, so that they stay the same the next time.</summary>
    public static StreamPlan Coded(BilevelImage image)
    {
        var fax = CcittEncoder.Encode(image);
        var samples = new byte[image.Data.Length];
        for (var i = 0; i < samples.Length; i++)
        {
            // JBIG2Decode and, unless told otherwise, CCITTFaxDecode give 0 for black.
            samples[i] = (byte)~image.Data[i];
        }

        var packed = StreamRebuild.Packed(samples);
        return packed.Data.Length < fax.Length
            ? packed
            : new StreamPlan(fax, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns {image.Width}/Rows {image.Height}>>")));
    }

    private static BilevelImage? Jbig2(PdfDocument document, DecodedStream decoded, int width, int height)
    {
        var globals = document.Get(decoded.Codec.Parameters, "JBIG2Globals"u8);
        var shared = globals.IsStream && document.Decode(globals) is { HasCodec: false } clear ? clear.Bytes : default;
        var result = Jbig2Decoder.Decode(decoded.Bytes, shared, width, height, new Jbig2Limits());
        document.Budget.ChargeBytes(result.Pixels / 8);
        return result.Image;
    }

    private static BilevelImage? Fax(PdfDocument document, DecodedStream decoded, int height)
    {
        var said = decoded.Codec.Parameters;
        var columns = document.Get(said, "Columns"u8);
        var rows = document.Get(said, "Rows"u8).Integer;
        var result = CcittDecoder.Decode(decoded.Bytes.Span, new CcittParameters
        {
            K = (int)Math.Clamp(document.Get(said, "K"u8).Integer, -1, 1),
            EncodedByteAlign = document.Get(said, "EncodedByteAlign"u8).Boolean,
            Columns = columns.IsNumber ? (int)Math.Clamp(columns.Integer, 0, MaxSide) : 1728,
            Rows = rows is > 0 and <= MaxSide ? (int)rows : height,
        });
        if (result is null || result.RowsRead == 0)
        {
            return null;
        }

        var image = result.Image;
        if (document.Get(said, "BlackIs1"u8).Boolean)
        {
            foreach (ref var b in image.Data.AsSpan())
            {
                b = (byte)~b;
            }

            image.ClearPadding();
        }

        return image;
    }

    private static int Side(PdfDocument document, PdfObject stream, ReadOnlySpan<byte> key) => document.Get(stream, key).Integer is > 0 and <= MaxSide and var side ? (int)side : 0;
}
