using System.Globalization;
using System.IO.Compression;
using System.Text;
using Mugai.Sanitizers.Bitmaps;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Pdf.Content;
using Mugai.Sanitizers.Pdf.Filters;
using Mugai.Sanitizers.Pdf.Objects;
using Mugai.Sanitizers.Pdf.Reading;
using Mugai.Sanitizers.Pdf.Rules;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Pdf.Writing;

/// <summary>
/// Decides what becomes of the bytes of a stream. What only Flate packs is copied as it is; other packings are undone and packed with Flate; image codecs are
/// checked, sent through the sanitizer of pictures, or replaced by a gray box.
/// </summary>
internal sealed class StreamRebuild(PdfDocument document, string partPath, ISanitizeContext context, PdfRebuild rebuild)
{
    // Below this a zlib header and a dictionary entry cost more than they save.
    private const int MinDeflated = 64;

    // Colorants of DeviceN (ISO 32000-2, annex C).
    private const int MaxValues = 32;

    private static readonly byte[] Flate = "/Filter/FlateDecode"u8.ToArray();
    private readonly InnerStreams? _inner = context.Policy.Pdf.Deep ? new InnerStreams(document, rebuild) : null;
    private readonly FlateFlood _flood = new();
    private int _pictures;

    public StreamPlan Plan(PdfObject stream, ObjectRule rule)
    {
        if (document.Filters(stream) is not { } chain)
        {
            rebuild.Found(stream, PdfCodes.Filter, FindingAction.Removed);
            return rule.Name == "Image" ? Placeholder(stream) : new StreamPlan(default, []);
        }

        if (rule.Name == "Function4")
        {
            return Calculator(stream);
        }

        if (_inner?.Plan(stream, rule) is { } written)
        {
            return written;
        }

        var encoded = document.Encoded(stream);
        if (!context.Policy.Pdf.Deep && chain.IsFlateAlone && Parameters(chain.Steps[0]) is { } parameters)
        {
            _flood.Check(encoded);
            return new StreamPlan(encoded, parameters);
        }

        var decoded = chain.Decode(encoded, document.Budget);
        if (decoded.HasCodec)
        {
            return rule.Name == "Image" && decoded.Behind == 0 ? Image(stream, decoded) : Refused(stream, rule);
        }

        return Packed(decoded.Bytes);
    }

    // Small, and run by readers for every pixel: always written anew.
    private StreamPlan Calculator(PdfObject stream)
    {
        if (document.Decode(stream) is { HasCodec: false } decoded && CalculatorFunction.Rewrite(decoded.Bytes) is { } program)
        {
            return Packed(program);
        }

        rebuild.Found(stream, PdfCodes.PostScript, FindingAction.Replaced, "FunctionType 4");
        var lows = new List<double>();
        var range = document.Get(stream, "Range"u8);
        foreach (var bound in range.Items)
        {
            lows.Add(document.Resolve(bound).Number);
        }

        return Packed(CalculatorFunction.Constant(Math.Min(document.Get(stream, "Domain"u8).Count / 2, MaxValues), lows.Where((_, i) => (i & 1) == 0).Take(MaxValues)));
    }

    private StreamPlan Refused(PdfObject stream, ObjectRule rule)
    {
        rebuild.Found(stream, PdfCodes.Filter, FindingAction.Removed);
        return rule.Name == "Image" ? Placeholder(stream) : new StreamPlan(default, []);
    }

    /// <summary>With Flate when that makes them shorter.</summary>
    public static StreamPlan Packed(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length >= MinDeflated)
        {
            var packed = PdfFileWriter.Deflate(bytes.Span, CompressionLevel.Fastest);
            if (packed.Length < bytes.Length)
            {
                return new StreamPlan(packed.ToArray(), Flate);
            }
        }

        return new StreamPlan(bytes, []);
    }

    // Null when the predictor is none: then the rows must be undone as far as they can be.
    private byte[]? Parameters(FilterStep step)
    {
        if (!step.Parameters.IsDictionary)
        {
            return Flate;
        }

        if (!Predictor.TryRead(step.Parameters, document.Resolve, out var predictor))
        {
            return null;
        }

        return predictor.IsNone ? Flate : Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"/Filter/FlateDecode/DecodeParms<</Predictor {predictor.Kind}/Colors {predictor.Colors}/BitsPerComponent {predictor.Bits}/Columns {predictor.Columns}>>"));
    }

    private StreamPlan Image(PdfObject stream, DecodedStream decoded) => decoded.Codec.Filter switch
    {
        PdfFilter.Dct => Jpeg(stream, decoded),
        PdfFilter.Jpx => Picture(stream, IsColoredHere(stream) ? JpxStream.Codestream(decoded.Bytes) : decoded.Bytes, ".jp2"),
        _ => BilevelPictures.Rebuild(document, stream, decoded) is { } plan ? plan : Unreadable(stream, decoded.Codec.Filter.ToString()),
    };

    // What the dictionary says of colors overrides the picture's own boxes (7.4.9): its palette would be applied twice.
    private bool IsColoredHere(PdfObject stream) => !document.Get(stream, "ColorSpace"u8).IsNull && document.Get(stream, "SMaskInData"u8).Integer == 0;

    private StreamPlan Jpeg(PdfObject stream, DecodedStream decoded)
    {
        var clean = JpegStream.Clean(decoded.Bytes.Span, out var hadExtras);
        if (clean is null)
        {
            return Unreadable(stream, "Dct");
        }

        if (hadExtras)
        {
            rebuild.Found(0, PdfCodes.JpegExtras, FindingAction.Removed);
        }

        if (context.Policy.Pdf is { Deep: true, EncodeImages: true } && document.Get(stream, "Decode"u8).IsNull && !IsFourColors(clean))
        {
            return Picture(stream, clean, ".jpg");
        }

        var transform = document.Get(decoded.Codec.Parameters, "ColorTransform"u8);
        return new StreamPlan(clean, transform.IsNumber && transform.Integer is 0 or 1
            ? Encoding.ASCII.GetBytes($"/Filter/DCTDecode/DecodeParms<</ColorTransform {transform.Integer}>>")
            : "/Filter/DCTDecode"u8.ToArray());
    }

    // Through the sanitizer of pictures, which decodes and encodes it anew in the native worker.
    private StreamPlan Picture(PdfObject stream, ReadOnlyMemory<byte> data, string extension)
    {
        using var member = context.CreateScratch();
        member.Write(data.Span);
        member.Position = 0;
        using var pending = context.BeginPicture(PictureMember.Path(partPath, ++_pictures, extension), UntrustedText.Empty, null, member, keepsFormat: true);
        using var result = pending.Finish();
        if (result.Output is not { } output || result.OutputFormat is not { } format || (format != Formats.Jp2 && format != Formats.Jpeg))
        {
            return Unreadable(stream, extension == ".jp2" ? "Jpx" : "Dct");
        }

        var clean = new byte[output.Length];
        output.Position = 0;
        output.ReadExactly(clean);
        return new StreamPlan(clean, format == Formats.Jp2 ? "/Filter/JPXDecode"u8.ToArray() : "/Filter/DCTDecode"u8.ToArray());
    }

    // What four inks mean is said by the dictionary and by Adobe's marker; our encoder writes gray and RGB alone.
    private static bool IsFourColors(ReadOnlySpan<byte> jpeg)
    {
        for (var at = 2; at + 9 < jpeg.Length && jpeg[at] == 0xFF; at += 2 + ((jpeg[at + 2] << 8) | jpeg[at + 3]))
        {
            if (jpeg[at + 1] is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return jpeg[at + 9] == 4;
            }
        }

        return true;
    }

    private StreamPlan Unreadable(PdfObject stream, string codec)
    {
        rebuild.Found(stream, PdfCodes.Image, FindingAction.Replaced, codec);
        return Placeholder(stream);
    }

    // One light gray pixel over the whole place of the picture; a stencil or a mask that lets everything through.
    private StreamPlan Placeholder(PdfObject stream)
    {
        var isMask = document.Get(stream, "ImageMask"u8).Boolean;
        var dictionary = isMask
            ? "<</Type/XObject/Subtype/Image/Width 1/Height 1/ImageMask true/BitsPerComponent 1/Decode[1 0]"u8
            : "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"u8;
        return new StreamPlan(isMask ? new byte[] { 0 } : [0xD0], [], dictionary.ToArray());
    }
}
