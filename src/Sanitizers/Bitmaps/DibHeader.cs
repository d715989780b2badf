namespace Mugai.Sanitizers.Bitmaps;

/// <summary>What the header of a device-independent bitmap says, after every number in it was checked.</summary>
internal sealed record DibHeader
{
    /// <summary>Pixels, 1 or more.</summary>
    public required int Width { get; init; }

    /// <summary>Pixels, 1 or more. In an icon both pictures together.</summary>
    public required int Height { get; init; }

    /// <summary>The first row stored is the top one.</summary>
    public bool TopDown { get; init; }

    /// <summary>Write the rows in the order in which they are stored: in metafiles the order decides what a part of the picture is.</summary>
    public bool KeepsOrder { get; init; }

    /// <summary>1, 2, 4, 8, 16, 24 or 32; 0 for an embedded JPEG or PNG.</summary>
    public required int BitCount { get; init; }

    public required DibEncoding Encoding { get; init; }

    public uint RedMask { get; init; }

    public uint GreenMask { get; init; }

    public uint BlueMask { get; init; }

    /// <summary>Zero when there is no alpha.</summary>
    public uint AlphaMask { get; init; }

    /// <summary>Dots per metre; 0 when unknown.</summary>
    public int DotsX { get; init; }

    /// <inheritdoc cref="DotsX"/>
    public int DotsY { get; init; }

    /// <summary>Blue, green, red, 0 for each of 2^BitCount colors, those not in the file black; empty above 8 bits.</summary>
    public byte[] Palette { get; init; } = [];

    /// <summary>Bytes from the header's start to behind its masks and palette.</summary>
    public required int Length { get; init; }

    /// <summary>Bytes of the embedded JPEG or PNG, as claimed.</summary>
    public uint ImageBytes { get; init; }

    /// <summary>The header names a color profile, in the file or (LINK) in another one.</summary>
    public bool HasProfile { get; init; }

    /// <summary>Bytes of a row, padded to four.</summary>
    public int Stride => DibRows.Stride(Width, BitCount);

    /// <summary>Bytes of all rows.</summary>
    public long PixelBytes => (long)Stride * Height;
}
