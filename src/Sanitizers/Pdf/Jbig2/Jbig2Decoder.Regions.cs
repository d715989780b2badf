using Mugai.Sanitizers.Pdf.Bilevel;

namespace Mugai.Sanitizers.Pdf.Jbig2;

/// <summary>The segments that are or become pixels (T.88, 7.4.4 to 7.4.7).</summary>
public sealed partial class Jbig2Decoder
{
    private BilevelImage? ReadGeneric(Segment segment, RegionHeader header, ref SegmentReader reader)
    {
        var flags = reader.Byte();
        var template = (flags >> 1) & 3;
        if ((flags & 1) != 0)
        {
            return GenericRegion.DecodeMmr(reader.Rest.Span, header.Width, header.Height, _work, out _);
        }

        // Bit 4 is the template with twelve adaptive pixels of the second amendment; no writer of it is known.
        var adaptive = reader.Pixels(GenericRegion.AdaptiveCount(template));
        return reader.HasFailed || (flags & 0x10) != 0
            ? null
            : GenericRegion.Decode(
                new ArithmeticDecoder(reader.Rest), GenericRegion.NewContexts(template), new GenericParameters(template, (flags & 8) != 0, adaptive), header.Width, header.Height, _work);
    }

    private BilevelImage? ReadRefinement(Segment segment, RegionHeader header, ref SegmentReader reader)
    {
        var flags = reader.Byte();
        var template = flags & 1;
        var adaptive = template == 0 ? reader.RefinementPixels() : [];
        if (reader.HasFailed)
        {
            return null;
        }

        // Without a region referred to, it refines what the page shows there.
        var reference = Referred(segment).FirstOrDefault(c => c.Region is not null)?.Region;
        if (reference is null)
        {
            if (_page is null || _work.NewImage(header.Width, header.Height) is not { } shown)
            {
                return null;
            }

            shown.Compose(_page, -header.X, -header.Y, Combination.Replace);
            reference = shown;
        }

        return RefinementRegion.Decode(
            new ArithmeticDecoder(reader.Rest), RefinementRegion.NewContexts(template), new RefinementParameters(template, (flags & 2) != 0, adaptive),
            header.Width, header.Height, reference, 0, 0, _work);
    }

    private BilevelImage? ReadHalftone(Segment segment, RegionHeader header, ref SegmentReader reader)
    {
        var flags = reader.Byte();
        var parameters = new HalftoneParameters
        {
            Width = header.Width,
            Height = header.Height,
            IsMmr = (flags & 1) != 0,
            Template = (flags >> 1) & 3,
            SkipsOutside = (flags & 8) != 0,
            Combination = (Combination)Math.Min((flags >> 4) & 7, (int)Combination.Replace),
            DefaultPixel = (flags & 0x80) != 0,
            GridWidth = reader.UInt32(),
            GridHeight = reader.UInt32(),
            Origin = (reader.Int32(), reader.Int32()),
            Vector = (reader.UInt16(), reader.UInt16()),
        };
        var patterns = Referred(segment).FirstOrDefault(c => c.Patterns is not null)?.Patterns;
        return reader.HasFailed || patterns is null ? null : HalftoneRegion.Decode(reader.Rest, parameters, patterns, _work);
    }

    private SegmentContent? ReadPatterns(ref SegmentReader reader)
    {
        var flags = reader.Byte();
        var (width, height, grayMax) = (reader.Byte(), reader.Byte(), reader.UInt32());
        var patterns = reader.HasFailed ? null : HalftoneRegion.DecodePatterns(reader.Rest, (flags & 1) != 0, (flags >> 1) & 3, width, height, grayMax, _work);
        return patterns is null ? null : new SegmentContent { Patterns = patterns };
    }
}
