namespace Mugai.Sanitizers.Images.Tiff;

/// <summary>One page of a TIFF as numbers: the fields that a decoder needs, in their original values, and where the samples lie.</summary>
internal sealed class TiffDirectory
{
    private readonly SortedDictionary<int, TiffField> _fields = [];

    public IEnumerable<TiffField> Fields => _fields.Values;

    /// <summary>Strips or tiles, in order.</summary>
    public List<(long Offset, long Length)> Pieces { get; } = [];

    public byte[] Profile { get; set; } = [];

    public int Width => (int)Value(TiffTag.Width, 0);

    public int Height => (int)Value(TiffTag.Height, 0);

    public int BitsPerSample => (int)Value(TiffTag.BitsPerSample, 1);

    public int Samples => (int)Value(TiffTag.SamplesPerPixel, 1);

    public int Compression => (int)Value(TiffTag.Compression, 1);

    public int Photometric => (int)Value(TiffTag.Photometric, 0);

    public bool IsTiled => _fields.ContainsKey(TiffTag.TileWidth);

    public bool Has(int tag) => _fields.ContainsKey(tag);

    public TiffField? Field(int tag) => _fields.GetValueOrDefault(tag);

    public long Value(int tag, long otherwise) => _fields.TryGetValue(tag, out var field) && field.Values.Length > 0 ? field.Values[0] : otherwise;

    public void Set(TiffField field) => _fields[field.Tag] = field;

    public void Remove(int tag) => _fields.Remove(tag);
}

/// <summary>A field: numbers (a rational is two), or bytes.</summary>
/// <param name="Tag">Its number.</param>
/// <param name="Type">TIFF's type.</param>
/// <param name="Values">The numbers; for <see cref="TiffTag.Bytes"/> and undefined types one per byte.</param>
internal sealed record TiffField(int Tag, int Type, long[] Values);

/// <summary>The tags that a page may have, with TIFF's own names (TIFF 6.0, part 1 to 3).</summary>
internal static class TiffTag
{
    public const int Byte = 1;
    public const int Short = 3;
    public const int Long = 4;
    public const int Rational = 5;
    public const int Bytes = 7;
    public const int Long8 = 16;

    public const int SubfileType = 254;
    public const int Width = 256;
    public const int Height = 257;
    public const int BitsPerSample = 258;
    public const int Compression = 259;
    public const int Photometric = 262;
    public const int FillOrder = 266;
    public const int StripOffsets = 273;
    public const int Orientation = 274;
    public const int SamplesPerPixel = 277;
    public const int RowsPerStrip = 278;
    public const int StripByteCounts = 279;
    public const int ResolutionX = 282;
    public const int ResolutionY = 283;
    public const int PlanarConfiguration = 284;
    public const int T4Options = 292;
    public const int T6Options = 293;
    public const int ResolutionUnit = 296;
    public const int Predictor = 317;
    public const int ColorMap = 320;
    public const int TileWidth = 322;
    public const int TileLength = 323;
    public const int TileOffsets = 324;
    public const int TileByteCounts = 325;
    public const int SubDirectories = 330;
    public const int InkSet = 332;
    public const int ExtraSamples = 338;
    public const int SampleFormat = 339;
    public const int JpegTables = 347;
    public const int YCbCrCoefficients = 529;
    public const int YCbCrSubSampling = 530;
    public const int YCbCrPositioning = 531;
    public const int ReferenceBlackWhite = 532;
    public const int Profile = 34675;
    public const int DngVersion = 50706;

    /// <summary>What decoding needs; everything else is metadata.</summary>
    public static bool IsKept(int tag) => tag is SubfileType or Width or Height or BitsPerSample or Compression or Photometric or FillOrder or Orientation or SamplesPerPixel
        or RowsPerStrip or ResolutionX or ResolutionY or PlanarConfiguration or T4Options or T6Options or ResolutionUnit or Predictor or ColorMap or TileWidth or TileLength
        or InkSet or ExtraSamples or SampleFormat or JpegTables or YCbCrCoefficients or YCbCrSubSampling or YCbCrPositioning or ReferenceBlackWhite;
}
