using Mugai.Sanitizers.Pdf.Bilevel;

namespace Mugai.Sanitizers.Pdf.Jbig2;

/// <summary>
/// Decodes a JBIG2Decode stream and its globals (ISO 32000-2, 7.4.7; ITU-T T.88): one page, embedded organization. Written because the
/// format has no decoder in managed code and the native ones are where attacks came through (JBIG2 was a virtual machine to FORCEDENTRY): here all
/// memory is checked, work is counted in pixels and symbols, and a segment can only refer to segments before it.
/// </summary>
public sealed partial class Jbig2Decoder
{
    private const uint UnknownHeight = 0xFFFF_FFFF;

    private readonly Dictionary<uint, SegmentContent> _contents = [];
    private readonly Jbig2Work _work;
    private readonly int _width;
    private readonly int _height;
    private BilevelImage? _page;

    private Jbig2Decoder(int width, int height, Jbig2Limits limits)
    {
        _work = new Jbig2Work(limits);
        _width = width;
        _height = height;
    }

    /// <summary>The picture of <paramref name="width"/> × <paramref name="height"/> pixels that the image dictionary announces.</summary>
    public static Jbig2Result Decode(ReadOnlyMemory<byte> stream, ReadOnlyMemory<byte> globals, int width, int height, Jbig2Limits limits)
    {
        var segments = new List<Segment>();
        var isWhole = Segment.ReadAll(globals, limits.MaxSegments, segments);
        isWhole &= Segment.ReadAll(stream, limits.MaxSegments, segments);
        var decoder = new Jbig2Decoder(width, height, limits);
        if (width < 1 || height < 1 || !decoder._work.TakePixels((long)width * height))
        {
            return new Jbig2Result(null, true, decoder._work.IsSpent, 0);
        }

        foreach (var segment in segments)
        {
            if (segment.Type == SegmentType.EndOfPage)
            {
                break;
            }

            isWhole &= decoder.TryDecode(segment);
            if (decoder._work.IsSpent)
            {
                return new Jbig2Result(null, true, true, decoder._work.Pixels);
            }
        }

        return new Jbig2Result(decoder.Picture(), !isWhole || decoder._page is null, false, decoder._work.Pixels);
    }

    private BilevelImage? Picture()
    {
        if (_page is null || (_page.Width == _width && _page.Height == _height))
        {
            return _page;
        }

        var picture = new BilevelImage(_width, _height);
        picture.Compose(_page, 0, 0, Combination.Replace);
        return picture;
    }

    private bool TryDecode(Segment segment)
    {
        var reader = new SegmentReader(segment.Data);
        switch (segment.Type)
        {
            case SegmentType.PageInformation:
                return BeginPage(ref reader);
            case SegmentType.SymbolDictionary:
                return Keep(segment, ReadSymbols(segment, ref reader));
            case SegmentType.PatternDictionary:
                return Keep(segment, ReadPatterns(ref reader));
            case SegmentType.Tables:
                return Keep(segment, HuffmanTable.Parse(segment.Data.Span) is { } table ? new SegmentContent { Table = table } : null);
            case SegmentType.IntermediateText or SegmentType.ImmediateText or SegmentType.ImmediateLosslessText:
                return Show(segment, RegionHeader.Read(ref reader), ref reader, ReadText);
            case SegmentType.IntermediateHalftone or SegmentType.ImmediateHalftone or SegmentType.ImmediateLosslessHalftone:
                return Show(segment, RegionHeader.Read(ref reader), ref reader, ReadHalftone);
            case SegmentType.IntermediateGeneric or SegmentType.ImmediateGeneric or SegmentType.ImmediateLosslessGeneric:
                return Show(segment, RegionHeader.Read(ref reader), ref reader, ReadGeneric);
            case SegmentType.IntermediateRefinement or SegmentType.ImmediateRefinement or SegmentType.ImmediateLosslessRefinement:
                return Show(segment, RegionHeader.Read(ref reader), ref reader, ReadRefinement);
            case SegmentType.EndOfStripe or SegmentType.EndOfFile or SegmentType.Profiles or SegmentType.Extension:
                return true;
            default:
                return false;
        }
    }

    private delegate BilevelImage? RegionReader(Segment segment, RegionHeader header, ref SegmentReader reader);

    private bool BeginPage(ref SegmentReader reader)
    {
        var (width, height) = (reader.UInt32(), reader.UInt32());
        reader.Skip(8);
        var flags = reader.Byte();
        if (reader.HasFailed || _page is not null)
        {
            return false;
        }

        _page = _work.NewImage(width, height == UnknownHeight ? (uint)_height : height);
        _page?.Fill((flags & 4) != 0);
        return _page is not null;
    }

    private bool Keep(Segment segment, SegmentContent? content)
    {
        if (content is not null)
        {
            _contents[segment.Number] = content;
        }

        return content is not null;
    }

    private bool Show(Segment segment, RegionHeader header, ref SegmentReader reader, RegionReader read)
    {
        if (reader.HasFailed || read(segment, header, ref reader) is not { } region)
        {
            return false;
        }

        if (segment.Type is SegmentType.IntermediateText or SegmentType.IntermediateHalftone or SegmentType.IntermediateGeneric or SegmentType.IntermediateRefinement)
        {
            return Keep(segment, new SegmentContent { Region = region });
        }

        if (_page is null || !_work.TakePixels((long)region.Width * region.Height))
        {
            return false;
        }

        _page.Compose(region, header.X, header.Y, header.Combination);
        return true;
    }

    private IEnumerable<SegmentContent> Referred(Segment segment)
    {
        foreach (var number in segment.Referred)
        {
            if (_contents.TryGetValue(number, out var content))
            {
                yield return content;
            }
        }
    }

    // All symbols of the dictionaries referred to; null when they are more than the limit.
    private List<BilevelImage>? ReferredSymbols(Segment segment)
    {
        var symbols = new List<BilevelImage>();
        foreach (var content in Referred(segment))
        {
            if (content.Symbols is { } some)
            {
                if (!_work.TakeSymbols(some.Count))
                {
                    return null;
                }

                symbols.AddRange(some);
            }
        }

        return symbols;
    }
}
