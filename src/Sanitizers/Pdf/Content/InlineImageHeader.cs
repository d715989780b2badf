using Mugai.Sanitizers.Pdf.Filters;
using Mugai.Sanitizers.Pdf.Objects;

namespace Mugai.Sanitizers.Pdf.Content;

/// <summary>The entries of an inline image that are known (ISO 32000-2, tables 91 to 93), abbreviated or not.</summary>
internal sealed class InlineImageHeader
{
    private const int MaxSide = 65_536;
    private const long MaxBytes = 256 << 20;

    private readonly PdfObject _dictionary;
    private readonly PdfObject _colorSpace;

    private InlineImageHeader(PdfObject dictionary, FilterChain filters)
    {
        (_dictionary, Filters) = (dictionary, filters);
        _colorSpace = Get("CS"u8, "ColorSpace"u8);
    }

    public FilterChain Filters { get; }

    public int Width { get; private init; }

    public int Height { get; private init; }

    public int BitsPerComponent { get; private init; }

    public bool IsMask { get; private init; }

    /// <summary>Bytes of the samples; -1 when the color space is not known.</summary>
    public long SampleBytes { get; private init; }

    /// <summary>L, the bytes of the data as the dictionary tells them; -1 when it does not.</summary>
    public long Length { get; private init; }

    /// <summary>Null when it is none that can be shown.</summary>
    public static InlineImageHeader? Read(PdfObject dictionary, IContentResources? resources)
    {
        var (filter, parameters) = (Either(dictionary, "F"u8, "Filter"u8), Either(dictionary, "DP"u8, "DecodeParms"u8));
        var (width, height) = (Either(dictionary, "W"u8, "Width"u8).Integer, Either(dictionary, "H"u8, "Height"u8).Integer);
        if (FilterChain.Read(filter, parameters, value => value) is not { } chain || width is < 1 or > MaxSide || height is < 1 or > MaxSide)
        {
            return null;
        }

        var isMask = Either(dictionary, "IM"u8, "ImageMask"u8).Boolean;
        var bits = isMask ? 1 : (int)Math.Clamp(Either(dictionary, "BPC"u8, "BitsPerComponent"u8).Integer, 0, 16);
        bits = bits is 1 or 2 or 4 or 8 or 16 ? bits : 8;
        var components = isMask ? 1 : Components(Either(dictionary, "CS"u8, "ColorSpace"u8), resources);
        var bytes = components == 0 ? -1 : ((width * components * bits) + 7) / 8 * height;
        var length = Either(dictionary, "L"u8, "Length"u8);
        return bytes > MaxBytes ? null : new InlineImageHeader(dictionary, chain)
        {
            Width = (int)width, Height = (int)height, BitsPerComponent = bits, IsMask = isMask, SampleBytes = bytes, Length = length.Kind == PdfKind.Integer ? length.Integer : -1,
        };
    }

    /// <summary>ID is followed by a carriage return and a line feed, which is one line end, and filtered data cannot begin with it.</summary>
    public bool HasCrLf(ReadOnlySpan<byte> content, int data) => Filters.Steps.Count > 0 && data < content.Length && content[data - 1] == '\r' && content[data] == '\n';

    /// <summary>Writes BI and all entries but filter, parameters and length.</summary>
    public void Write(ContentWriter writer)
    {
        writer.Raw("BI\n/W "u8);
        writer.Integer(Width);
        writer.Raw("/H "u8);
        writer.Integer(Height);
        if (IsMask)
        {
            writer.Raw("/IM true"u8);
        }
        else
        {
            writer.Raw("/BPC "u8);
            writer.Integer(BitsPerComponent);
            WriteColorSpace(writer);
        }

        var decode = Get("D"u8, "Decode"u8);
        if (decode.IsArray && decode.Count is > 0 and <= 64)
        {
            writer.Raw("/D["u8);
            WriteNumbers(writer, decode);
            writer.Byte((byte)']');
        }

        if (Get("I"u8, "Interpolate"u8).Boolean)
        {
            writer.Raw("/I true"u8);
        }

        if (_dictionary["Intent"u8] is { IsName: true } intent)
        {
            writer.Raw("/Intent"u8);
            writer.DecodedName(intent.Bytes);
        }
    }

    private static void WriteNumbers(ContentWriter writer, PdfObject array)
    {
        foreach (var item in array.Items)
        {
            writer.Separate();
            if (item.Kind == PdfKind.Real)
            {
                writer.Number(Reading.PdfToken.Real, item.RealText, 0);
            }
            else
            {
                writer.Integer(item.Integer);
            }
        }
    }

    private void WriteColorSpace(ContentWriter writer)
    {
        if (_colorSpace.IsName)
        {
            writer.Raw("/CS"u8);
            writer.DecodedName(_colorSpace.Bytes);
        }
        else if (IsIndexed(_colorSpace))
        {
            writer.Raw("/CS[/I"u8);
            writer.DecodedName(_colorSpace.At(1).Bytes);
            writer.Separate();
            writer.Integer(Math.Clamp(_colorSpace.At(2).Integer, 0, 255));
            var table = _colorSpace.At(3);
            if (table.IsName)
            {
                writer.DecodedName(table.Bytes);
            }
            else
            {
                writer.Byte((byte)'<');
                writer.Raw(System.Text.Encoding.ASCII.GetBytes(Convert.ToHexString(table.Bytes)));
                writer.Byte((byte)'>');
            }

            writer.Byte((byte)']');
        }
    }

    private PdfObject Get(ReadOnlySpan<byte> abbreviated, ReadOnlySpan<byte> full) => Either(_dictionary, abbreviated, full);

    private static PdfObject Either(PdfObject dictionary, ReadOnlySpan<byte> abbreviated, ReadOnlySpan<byte> full) =>
        dictionary[abbreviated] is { IsNull: false } value ? value : dictionary[full];

    private static bool IsIndexed(PdfObject space) => space.IsArray && space.Count == 4 && (space.At(0).Is("I"u8) || space.At(0).Is("Indexed"u8)) && space.At(1).IsName;

    private static int Components(PdfObject space, IContentResources? resources) => space switch
    {
        _ when IsIndexed(space) => 1,
        _ when space.Is("G"u8) || space.Is("DeviceGray"u8) || space.Is("CalGray"u8) => 1,
        _ when space.Is("RGB"u8) || space.Is("DeviceRGB"u8) || space.Is("CalRGB"u8) => 3,
        _ when space.Is("CMYK"u8) || space.Is("DeviceCMYK"u8) => 4,
        _ when space.IsName => resources?.Components(space.Bytes) ?? 0,
        _ => 0,
    };
}
