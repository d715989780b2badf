namespace Mugai.Sanitizers.Images.Gif;

/// <summary>A GIF's blocks as read: what is kept of the screen, and where each frame's codes lie.</summary>
internal sealed class GifPicture
{
    public int Width { get; set; }

    public int Height { get; set; }

    /// <summary>Red, green, blue; a power of two of them, or none.</summary>
    public byte[] Palette { get; set; } = [];

    public byte Background { get; set; }

    public byte AspectRatio { get; set; }

    /// <summary>Repetitions of the animation, 0 for ever; null when it runs once.</summary>
    public int? Loops { get; set; }

    public List<GifFrame> Frames { get; } = [];
}

/// <summary>One image: graphic control, descriptor, colours, codes.</summary>
internal sealed class GifFrame
{
    public required int Left { get; init; }

    public required int Top { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    public required bool IsInterlaced { get; init; }

    public required byte[] Palette { get; init; }

    /// <summary>0 to 3; what happens to the frame before the next one is shown.</summary>
    public int Disposal { get; init; }

    /// <summary>Hundredths of a second.</summary>
    public int Delay { get; init; }

    /// <summary>The colour that is none, or -1.</summary>
    public int Transparent { get; init; } = -1;

    public bool HasControl { get; init; }

    public int CodeBits { get; set; }

    /// <summary>The data sub-blocks.</summary>
    public List<Range> Data { get; } = [];
}
