using System.Collections.Frozen;

namespace Mugai.Sanitizers.Metafiles;

/// <summary>Record types of [MS-EMF] 2.1.1 that are written, by their numbers there.</summary>
internal static class EmfRecord
{
    public const uint Header = 1;
    public const uint Eof = 14;
    public const uint SaveDc = 33;
    public const uint RestoreDc = 34;
    public const uint SelectObject = 37;
    public const uint CreatePen = 38;
    public const uint CreateBrush = 39;
    public const uint DeleteObject = 40;
    public const uint SelectPalette = 48;
    public const uint CreatePalette = 49;
    public const uint SetPaletteEntries = 50;
    public const uint ResizePalette = 51;
    public const uint PolyDraw = 56;
    public const uint Comment = 70;
    public const uint CreateFont = 82;
    public const uint TextA = 83;
    public const uint TextW = 84;
    public const uint PolyDraw16 = 92;
    public const uint MonoBrush = 93;
    public const uint DibBrush = 94;
    public const uint ExtCreatePen = 95;
    public const uint PolyTextA = 96;
    public const uint PolyTextW = 97;
    public const uint SmallText = 108;
    public const uint AlphaBlend = 114;
    public const uint GradientFill = 118;

    /// <summary>Records without anything of variable length: their bytes behind type and size.</summary>
    public static readonly FrozenDictionary<uint, int> Fixed = new Dictionary<uint, int>
    {
        [9] = 8, [10] = 8, [11] = 8, [12] = 8, [13] = 8, [15] = 12, [16] = 4, [17] = 4, [18] = 4, [19] = 4, [20] = 4, [21] = 4, [22] = 4, [23] = 24, [24] = 4, [25] = 4, [26] = 8, [27] = 8,
        [28] = 0, [29] = 16, [30] = 16, [31] = 16, [32] = 16, [35] = 24, [36] = 28, [41] = 20, [42] = 16, [43] = 16, [44] = 24, [45] = 32, [46] = 32, [47] = 32, [52] = 0, [53] = 16, [54] = 8,
        [55] = 32, [57] = 4, [58] = 4, [59] = 0, [60] = 0, [61] = 0, [62] = 16, [63] = 16, [64] = 16, [65] = 0, [66] = 0, [67] = 4, [68] = 0, [98] = 4, [115] = 4, [120] = 8,
    }.ToFrozenDictionary();

    /// <summary>Records of points: how many bytes a point has.</summary>
    public static int PointSize(uint type) => type switch
    {
        >= 2 and <= 8 => 8,
        >= 85 and <= 91 => 4,
        _ => 0,
    };

    /// <summary>True for records that hold several polygons or lines.</summary>
    public static bool IsPolyPoly(uint type) => type is 7 or 8 or 90 or 91;

    /// <summary>Bytes before a region, behind type and size; -1 for records without one.</summary>
    public static int RegionAt(uint type) => type switch
    {
        71 => 24,
        72 => 32,
        73 or 74 => 20,
        75 => 8,
        _ => -1,
    };

    /// <summary>Where a record with bitmaps has them, from the record's start: its fixed length, its usage, offBmi, and the same for a mask (0: none).</summary>
    public static (int Length, int Usage, int Source, int MaskUsage, int Mask) BitmapAt(uint type) => type switch
    {
        76 => (100, 80, 84, 0, 0),
        77 or 114 or 116 => (108, 80, 84, 0, 0),
        78 => (128, 80, 84, 108, 112),
        79 => (140, 92, 96, 120, 124),
        80 => (76, 64, 48, 0, 0),
        81 => (80, 64, 48, 0, 0),
        MonoBrush or DibBrush => (32, 12, 16, 0, 0),
        _ => default,
    };

    /// <summary>What a record is that is known and never written; null for one that is not known at all.</summary>
    public static string? Refused(uint type) => type switch
    {
        69 or 70 => MetafileCodes.Comment,
        99 or 100 or 101 or 111 or 112 or 113 or 121 or 122 => MetafileCodes.ColorProfile,
        102 or 103 or 104 => MetafileCodes.OpenGl,
        105 or 106 or 107 or 109 or 110 or 119 => MetafileCodes.Escape,
        _ => null,
    };
}
