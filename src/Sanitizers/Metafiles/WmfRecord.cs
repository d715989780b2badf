using System.Collections.Frozen;

namespace Mugai.Sanitizers.Metafiles;

/// <summary>Record functions of [MS-WMF] 2.1.1.1 that are written.</summary>
internal static class WmfRecord
{
    public const int Eof = 0x0000;
    public const int SaveDc = 0x001E;
    public const int SetPaletteEntries = 0x0037;
    public const int CreatePalette = 0x00F7;
    public const int RestoreDc = 0x0127;
    public const int InvertRegion = 0x012A;
    public const int PaintRegion = 0x012B;
    public const int SelectClipRegion = 0x012C;
    public const int SelectObject = 0x012D;
    public const int DibPatternBrush = 0x0142;
    public const int DeleteObject = 0x01F0;
    public const int FillRegion = 0x0228;
    public const int SelectPalette = 0x0234;
    public const int CreatePen = 0x02FA;
    public const int CreateFont = 0x02FB;
    public const int CreateBrush = 0x02FC;
    public const int Polygon = 0x0324;
    public const int Polyline = 0x0325;
    public const int FrameRegion = 0x0429;
    public const int AnimatePalette = 0x0436;
    public const int TextOut = 0x0521;
    public const int PolyPolygon = 0x0538;
    public const int Escape = 0x0626;
    public const int CreateRegion = 0x06FF;
    public const int BitBlt = 0x0922;
    public const int DibBitBlt = 0x0940;
    public const int ExtTextOut = 0x0A32;
    public const int StretchBlt = 0x0B23;
    public const int DibStretchBlt = 0x0B41;
    public const int SetDibToDevice = 0x0D33;
    public const int StretchDib = 0x0F43;

    /// <summary>Records with nothing but numbers: how many words of them are written.</summary>
    public static readonly FrozenDictionary<int, int> Fixed = new Dictionary<int, int>
    {
        [0x0035] = 0, [0x0102] = 1, [0x0103] = 1, [0x0104] = 1, [0x0105] = 0, [0x0106] = 1, [0x0107] = 1, [0x0108] = 1, [0x012E] = 1, [0x0139] = 1, [0x0149] = 1, [0x0201] = 2, [0x0209] = 2,
        [0x020A] = 2, [0x020B] = 2, [0x020C] = 2, [0x020D] = 2, [0x020E] = 2, [0x020F] = 2, [0x0211] = 2, [0x0213] = 2, [0x0214] = 2, [0x0220] = 2, [0x0231] = 2, [0x0410] = 4, [0x0412] = 4,
        [0x0415] = 4, [0x0416] = 4, [0x0418] = 4, [0x0419] = 4, [0x041B] = 4, [0x041F] = 4, [0x0548] = 5, [0x061C] = 6, [0x061D] = 6, [0x0817] = 8, [0x081A] = 8, [0x0830] = 8,
    }.ToFrozenDictionary();

    /// <summary>Records with a bitmap behind their numbers: bytes of those; 0 for other records.</summary>
    public static int BitmapAt(int function) => function switch
    {
        DibBitBlt => 16,
        DibStretchBlt => 20,
        StretchDib => 22,
        SetDibToDevice => 18,
        _ => 0,
    };

    /// <summary>
    /// Records that make an object in a way that is not written (device-dependent bitmaps). Objects are numbered in order, so a brush that paints nothing takes
    /// the number.
    /// </summary>
    public static bool MakesOtherObject(int function) => function is 0x01F9 or 0x00F8 or 0x02FD or 0x06FE;
}
