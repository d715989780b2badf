using System.Buffers.Binary;

using Mugai.Sanitizers.Images.QrCodes;

namespace Mugai.Sanitizers.Images.Native;

/// <summary>The pictures that the step knows, by their one loader and saver. Values are wire values and never reused.</summary>
internal enum ImageKind : byte
{
    Jpeg = 1,
    Webp = 2,
    Tiff = 3,
    Heif = 4,
    Jp2 = 5,
    Avif = 6,
}

/// <summary>
/// What the sanitizer asks of <see cref="ImageStep"/>, little-endian, in this order: version, kind in, kind out, flags, orientation, quality, frames, width, height,
/// length of the colour profile at the end of the input, 16 bytes of seed, number of areas, areas of five numbers each, compressions of pages. Answers are in <see cref="ImageStep"/>.
/// </summary>
internal readonly record struct ImageArguments
{
    private const int Length = 48;
    private const int AreaLength = 20;
    private const int MaxAreas = 512;
    private const byte Version = 2;

    public ImageKind Input { get; init; }

    public ImageKind Output { get; init; }

    public bool IsStrict { get; init; }

    public bool IsLossless { get; init; }

    public bool IsProgressive { get; init; }

    public bool IsOptimized { get; init; }

    public bool HasHalfChroma { get; init; }

    public bool HasNoise { get; init; }

    public bool IsAnimation { get; init; }

    /// <summary>A gray copy of what was written is wanted too.</summary>
    public bool WantsGray { get; init; }

    public int Orientation { get; init; }

    public int Quality { get; init; }

    public int Frames { get; init; }

    public int Width { get; init; }

    public int Height { get; init; }

    public int ProfileBytes { get; init; }

    public UInt128 Seed { get; init; }

    /// <summary>For TIFF: how each page was written. Four bytes each behind the fixed fields.</summary>
    public TiffCoding[] Codings { get; init; } = [];

    /// <summary>What becomes one plain colour, in pixels of the turned pages.</summary>
    public PictureArea[] Areas { get; init; } = [];

    public ImageArguments()
    {
    }

    public byte[] Encode()
    {
        var codings = Length + (AreaLength * Areas.Length);
        var bytes = new byte[codings + (4 * Codings.Length)];
        (bytes[0], bytes[1], bytes[2]) = (Version, (byte)Input, (byte)Output);
        bytes[3] = (byte)((IsStrict ? 1 : 0) | (IsLossless ? 2 : 0) | (IsProgressive ? 4 : 0) | (IsOptimized ? 8 : 0) | (HasHalfChroma ? 16 : 0) | (HasNoise ? 32 : 0) | (IsAnimation ? 64 : 0) | (WantsGray ? 128 : 0));
        (bytes[4], bytes[5]) = ((byte)Orientation, (byte)Quality);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), Frames);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), Width);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(16), Height);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(20), ProfileBytes);
        BinaryPrimitives.WriteUInt128LittleEndian(bytes.AsSpan(24), Seed);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(40), Areas.Length);
        for (var i = 0; i < Areas.Length; i++)
        {
            var area = bytes.AsSpan(Length + (AreaLength * i));
            BinaryPrimitives.WriteInt32LittleEndian(area, Areas[i].Page);
            BinaryPrimitives.WriteInt32LittleEndian(area[4..], Areas[i].X);
            BinaryPrimitives.WriteInt32LittleEndian(area[8..], Areas[i].Y);
            BinaryPrimitives.WriteInt32LittleEndian(area[12..], Areas[i].Width);
            BinaryPrimitives.WriteInt32LittleEndian(area[16..], Areas[i].Height);
        }

        for (var i = 0; i < Codings.Length; i++)
        {
            var coding = bytes.AsSpan(codings + (4 * i));
            BinaryPrimitives.WriteUInt16LittleEndian(coding, Codings[i].Compression);
            (coding[2], coding[3]) = (Codings[i].Depth, Codings[i].Predictor);
        }

        return bytes;
    }

    /// <summary>False when they are not ours.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out ImageArguments arguments)
    {
        arguments = default;
        if (bytes.Length < Length || bytes[0] != Version || !Enum.IsDefined((ImageKind)bytes[1]) || !Enum.IsDefined((ImageKind)bytes[2]))
        {
            return false;
        }

        var count = BinaryPrimitives.ReadInt32LittleEndian(bytes[40..]);
        if (count is < 0 or > MaxAreas || bytes.Length < Length + (AreaLength * count))
        {
            return false;
        }

        var areas = new PictureArea[count];
        for (var i = 0; i < count; i++)
        {
            var area = bytes[(Length + (AreaLength * i))..];
            areas[i] = new PictureArea(BinaryPrimitives.ReadInt32LittleEndian(area), BinaryPrimitives.ReadInt32LittleEndian(area[4..]), BinaryPrimitives.ReadInt32LittleEndian(area[8..]),
                BinaryPrimitives.ReadInt32LittleEndian(area[12..]), BinaryPrimitives.ReadInt32LittleEndian(area[16..]));
        }

        var rest = bytes[(Length + (AreaLength * count))..];
        var codings = new TiffCoding[rest.Length / 4];
        for (var i = 0; i < codings.Length; i++)
        {
            var coding = rest[(4 * i)..];
            codings[i] = new TiffCoding(BinaryPrimitives.ReadUInt16LittleEndian(coding), coding[2], coding[3]);
        }

        var flags = bytes[3];
        arguments = new ImageArguments
        {
            Input = (ImageKind)bytes[1],
            Output = (ImageKind)bytes[2],
            IsStrict = (flags & 1) != 0,
            IsLossless = (flags & 2) != 0,
            IsProgressive = (flags & 4) != 0,
            IsOptimized = (flags & 8) != 0,
            HasHalfChroma = (flags & 16) != 0,
            HasNoise = (flags & 32) != 0,
            IsAnimation = (flags & 64) != 0,
            WantsGray = (flags & 128) != 0,
            Orientation = bytes[4],
            Quality = bytes[5],
            Frames = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]),
            Width = BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]),
            Height = BinaryPrimitives.ReadInt32LittleEndian(bytes[16..]),
            ProfileBytes = BinaryPrimitives.ReadInt32LittleEndian(bytes[20..]),
            Seed = BinaryPrimitives.ReadUInt128LittleEndian(bytes[24..]),
            Areas = areas,
            Codings = codings,
        };
        return arguments.ProfileBytes >= 0 && arguments.Frames is > 0 and <= ImageLimits.MaxFrames && (arguments.Input == ImageKind.Tiff ? codings.Length == arguments.Frames : codings.Length == 0);
    }
}

/// <summary>How a TIFF page was written.</summary>
/// <param name="Compression">TIFF's number.</param>
/// <param name="Depth">Bits of a sample.</param>
/// <param name="Predictor">1 none, 2 horizontal, 3 floating point.</param>
internal readonly record struct TiffCoding(ushort Compression, byte Depth, byte Predictor);
