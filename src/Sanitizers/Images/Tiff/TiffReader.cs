using System.Buffers.Binary;
using System.Globalization;

namespace Mugai.Sanitizers.Images.Tiff;

/// <summary>
/// Walks the directories of a TIFF or BigTIFF (TIFF 6.0, section 2). One pass along the chain, no recursion, no pointer followed twice, nothing decoded, never throws.
/// </summary>
internal sealed class TiffReader(ReadOnlyMemory<byte> file, ImageTally tally)
{
    private const int MaxEntries = 1_000;
    private const int MaxValues = 300_000;

    private readonly HashSet<long> _visited = [];
    private bool _isBig;
    private long _values;

    public bool IsBigEndian { get; private set; }

    public List<TiffDirectory> Pages { get; } = [];

    /// <summary>None when <see cref="Pages"/> holds at least one page.</summary>
    public (Reason Reason, string Fault) Read()
    {
        var data = file.Span;
        if (data.Length < 16 || !(data.StartsWith("II"u8) || data.StartsWith("MM"u8)))
        {
            return (Reason.Corrupt, "header");
        }

        IsBigEndian = data[0] == 'M';
        _isBig = U16(2) == 43;
        // CR2 says so behind the header; the others are told by their tags.
        if (data.Slice(8, 2).SequenceEqual("CR"u8))
        {
            return (Reason.Unsupported, "camera raw");
        }

        var next = _isBig ? U64(8) : U32(4);
        while (next != 0)
        {
            if (!_visited.Add(next))
            {
                tally.Add(ImageCodes.Repaired, FindingAction.Removed, "a page that points back");
                break;
            }

            if (Pages.Count >= ImageLimits.MaxFrames)
            {
                return (Reason.TooBig, "too many pages");
            }

            var (reason, fault, following) = Directory(next);
            if (reason != Reason.None)
            {
                if (Pages.Count == 0 || reason != Reason.Corrupt)
                {
                    return (reason, fault);
                }

                tally.Add(ImageCodes.Repaired, FindingAction.Removed, "a page that is cut off");
                break;
            }

            next = following;
        }

        return Pages.Count == 0 ? (Reason.Corrupt, "no page") : (Reason.None, "");
    }

    private (Reason, string, long) Directory(long at)
    {
        var (countBytes, entryBytes, valueBytes) = _isBig ? (8, 20, 8) : (2, 12, 4);
        if (at > file.Length - countBytes)
        {
            return (Reason.Corrupt, "directory", 0);
        }

        var count = _isBig ? U64((int)at) : U16((int)at);
        if (count is < 1 or > MaxEntries || at + countBytes + (count * entryBytes) > file.Length)
        {
            return (Reason.Corrupt, "directory", 0);
        }

        var page = new TiffDirectory();
        (TiffField? offsets, TiffField? lengths) = (null, null);
        for (var i = 0; i < count; i++)
        {
            var entry = (int)at + countBytes + (i * entryBytes);
            var tag = U16(entry);
            if (tag is TiffTag.StripOffsets or TiffTag.TileOffsets)
            {
                offsets = Field(entry, tag, valueBytes) ?? offsets;
            }
            else if (tag is TiffTag.StripByteCounts or TiffTag.TileByteCounts)
            {
                lengths = Field(entry, tag, valueBytes) ?? lengths;
            }
            else if (tag is TiffTag.DngVersion)
            {
                return (Reason.Unsupported, "camera raw", 0);
            }
            else if (tag == TiffTag.Profile)
            {
                page.Profile = Field(entry, tag, valueBytes) is { } profile ? Array.ConvertAll(profile.Values, static value => (byte)value) : [0];
            }
            else if (TiffTag.IsKept(tag))
            {
                if (Field(entry, tag, valueBytes) is { } field)
                {
                    page.Set(field);
                }
            }
            else
            {
                Report(tag);
                if (tag == TiffTag.SubDirectories && (page.Value(TiffTag.SubfileType, 0) & 1) != 0 && Pages.Count == 0)
                {
                    return (Reason.Unsupported, "camera raw", 0);
                }
            }
        }

        var end = (int)at + countBytes + ((int)count * entryBytes);
        var next = end + valueBytes > file.Length ? 0 : _isBig ? U64(end) : U32(end);
        var (reason, fault) = Complete(page, offsets, lengths);
        return (reason, fault, next);
    }

    private (Reason, string) Complete(TiffDirectory page, TiffField? offsets, TiffField? lengths)
    {
        // CFA and linear raw; Nikon's, Sony's and Pentax' compressions.
        if (page.Photometric is 32803 or 34892 || page.Compression is 34713 or 32767 or 65535)
        {
            return (Reason.Unsupported, "camera raw");
        }

        if (page.Compression == 6)
        {
            return (Reason.Unsupported, "JPEG as TIFF 6.0 had it first");
        }

        if ((page.Value(TiffTag.SubfileType, 0) & 1) != 0 && Pages.Count > 0)
        {
            tally.Add(ImageCodes.Thumbnail, FindingAction.Removed, "TIFF");
            return (Reason.None, "");
        }

        if (page.Width is 0 || page.Height is 0 || offsets is null || page.Samples is < 1 or > 32 || page.BitsPerSample is < 1 or > 64)
        {
            return (Reason.Corrupt, "page header");
        }

        // What libvips cannot decode is not broken.
        if (page.BitsPerSample is not (1 or 2 or 4 or 8 or 16 or 32 or 64) || (page.Photometric == 6 && page.Compression != 7 && page.Value(TiffTag.YCbCrSubSampling, 2) != 1))
        {
            return (Reason.Unsupported, Describe(page));
        }

        // One strip may leave its length out; it reaches to the end then.
        lengths ??= offsets.Values.Length == 1 ? new TiffField(TiffTag.StripByteCounts, TiffTag.Long, [file.Length - offsets.Values[0]]) : null;
        if (lengths is null || lengths.Values.Length < offsets.Values.Length)
        {
            return (Reason.Corrupt, "strips");
        }

        for (var i = 0; i < offsets.Values.Length; i++)
        {
            var (offset, length) = (offsets.Values[i], lengths.Values[i]);
            if (offset < 0 || length < 0 || offset > file.Length)
            {
                return (Reason.Corrupt, "strips");
            }

            // A length past the end of the file is a common fault of writers of one strip; the decoder sees whether it is enough.
            page.Pieces.Add((offset, Math.Min(length, file.Length - offset)));
        }

        Pages.Add(page);
        return (Reason.None, "");
    }

    private TiffField? Field(int entry, int tag, int valueBytes)
    {
        var type = U16(entry + 2);
        var size = type switch { 1 or 2 or 6 or 7 => 1, 3 or 8 => 2, 4 or 9 or 11 or 13 => 4, 5 or 10 or 12 or 16 or 17 or 18 => 8, _ => 0 };
        var count = valueBytes == 8 ? U64(entry + 4) : U32(entry + 4);
        if (size == 0 || count <= 0 || count > ImageLimits.MaxProfileBytes || (size > 1 && (_values += count) > MaxValues * 4L))
        {
            return null;
        }

        var at = entry + (valueBytes == 8 ? 12 : 8);
        if (count * size > valueBytes)
        {
            var offset = valueBytes == 8 ? U64(at) : U32(at);
            if (offset < 0 || offset > file.Length - (count * size))
            {
                return null;
            }

            at = (int)offset;
        }

        var isRational = type is 5 or 10;
        var values = new long[isRational ? count * 2 : count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = isRational ? U32(at + (4 * i)) : size switch { 1 => file.Span[at + i], 2 => U16(at + (2 * i)), 4 => U32(at + (4 * i)), _ => U64(at + (8 * i)) };
        }

        return new TiffField(tag, type, values);
    }

    private void Report(int tag) => _ = tag switch
    {
        700 => Found("XMP"),
        33723 => Found("IPTC"),
        34377 or 37724 => Found("Photoshop"),
        34665 => Found("EXIF"),
        34853 => FoundPlace(),
        TiffTag.SubDirectories => FoundPictures(),
        // Describing text and page numbers that any writer puts in.
        _ => Found("TIFF"),
    };

    private bool Found(string detail)
    {
        tally.Add(ImageCodes.Metadata, FindingAction.Removed, detail);
        return true;
    }

    private bool FoundPlace()
    {
        tally.Add(ImageCodes.Location, FindingAction.Removed);
        return true;
    }

    private bool FoundPictures()
    {
        tally.Add(ImageCodes.ExtraImages, FindingAction.Removed, "SubIFD");
        return true;
    }

    private int U16(int at) => IsBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(file.Span[at..]) : BinaryPrimitives.ReadUInt16LittleEndian(file.Span[at..]);

    private long U32(int at) => IsBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(file.Span[at..]) : BinaryPrimitives.ReadUInt32LittleEndian(file.Span[at..]);

    // Anything that does not fit is past the end of every file.
    private long U64(int at) => (IsBigEndian ? BinaryPrimitives.ReadUInt64BigEndian(file.Span[at..]) : BinaryPrimitives.ReadUInt64LittleEndian(file.Span[at..])) is var value && value > int.MaxValue ? int.MaxValue : (long)value;

    /// <summary>How a page is named in a report: its dimensions and kind.</summary>
    public static string Describe(TiffDirectory page) => string.Create(CultureInfo.InvariantCulture, $"{page.Width} × {page.Height}, {page.Samples} × {page.BitsPerSample} bits");
}
