namespace Mugai.Sanitizers.Images.Png;

/// <summary>A PNG's chunks as read: numbers that are kept, and where the compressed rows lie. Nothing was inflated yet.</summary>
internal sealed class PngPicture
{
    public required PngHeader Header { get; init; }

    public byte[] Palette { get; set; } = [];

    public byte[] Transparency { get; set; } = [];

    /// <summary>gAMA, 4 bytes; cHRM, 32 bytes; sRGB, 1 byte: numbers of fixed size, or empty.</summary>
    public byte[] Gamma { get; set; } = [];

    /// <inheritdoc cref="Gamma"/>
    public byte[] Chromaticities { get; set; } = [];

    /// <inheritdoc cref="Gamma"/>
    public byte[] StandardIntent { get; set; } = [];

    /// <summary>pHYs, 9 bytes.</summary>
    public byte[] Dimensions { get; set; } = [];

    /// <summary>The profile of iCCP, inflated; null when there is none.</summary>
    public byte[]? Profile { get; set; }

    /// <summary>Runs of an animation; 0 is for ever.</summary>
    public uint Plays { get; set; }

    public bool IsAnimation { get; set; }

    /// <summary>The still image, or the frames in their order; the still image comes first even when it is no frame.</summary>
    public List<PngFrame> Frames { get; } = [];
}

/// <summary>IHDR.</summary>
internal readonly record struct PngHeader(int Width, int Height, byte Depth, byte ColorType, bool IsInterlaced)
{
    public int Channels => ColorType switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

    public int BitsPerPixel => Channels * Depth;
}

/// <summary>One image: where its rows lie, and for a frame of an animation its control chunk.</summary>
internal sealed class PngFrame(int width, int height)
{
    public int Width { get; } = width;

    public int Height { get; } = height;

    /// <summary>fcTL without the sequence number, 22 bytes; empty for a still image that is no frame.</summary>
    public byte[] Control { get; init; } = [];

    public List<Range> Data { get; } = [];
}
