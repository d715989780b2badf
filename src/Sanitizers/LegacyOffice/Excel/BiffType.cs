namespace Mugai.Sanitizers.LegacyOffice.Excel;

/// <summary>Types of workbook records ([MS-XLS] 2.3): those that are looked into, and the list of those that stay as they are.</summary>
internal static class BiffType
{
    public const int Formula = 0x06;

    /// <summary>Numbers that formulas had in Excel 3 and 4; some writers still use them.</summary>
    public const int OldFormula3 = 0x206;
    public const int OldFormula4 = 0x406;
    public const int Eof = 0x0A;
    public const int ExternSheet = 0x17;
    public const int Name = 0x18;
    public const int ExternName = 0x23;
    public const int FilePass = 0x2F;
    public const int Continue = 0x3C;
    public const int Window1 = 0x3D;
    public const int WriteAccess = 0x5C;
    public const int Obj = 0x5D;
    public const int WsBool = 0x81;
    public const int BoundSheet = 0x85;
    public const int InterfaceHeader = 0xE1;
    public const int MsoDrawingGroup = 0xEB;
    public const int MsoDrawing = 0xEC;
    public const int Sst = 0xFC;
    public const int ExtSst = 0xFF;
    public const int TabId = 0x13D;
    public const int UserViewBegin = 0x1AA;
    public const int UserViewEnd = 0x1AB;
    public const int SupBook = 0x1AE;
    public const int ConditionalFormat = 0x1B1;
    public const int TextObject = 0x1B6;
    public const int Hyperlink = 0x1B8;
    public const int Validation = 0x1BE;
    public const int Blank = 0x201;
    public const int Number = 0x203;
    public const int Label = 0x204;
    public const int BoolErr = 0x205;
    public const int String = 0x207;
    public const int Array = 0x221;
    public const int SharedFormula = 0x4BC;
    public const int HyperlinkTooltip = 0x800;
    public const int Bof = 0x809;
    public const int Feature = 0x868;
    public const int Theme = 0x896;
    public const int ChartReference = 0x1051;
    public const int ChartFill = 0x1066;

    private static readonly bool[] Kept = List();

    /// <summary>True for a record that holds numbers, text and formatting alone.</summary>
    public static bool StaysAsItIs(int type) => type < Kept.Length && Kept[type];

    /// <summary>What goes with a word of its own; the others are counted as records that are not listed.</summary>
    public static string CodeOf(int type) => type switch
    {
        0xD3 or 0x1BA or 0x1BD or 0x897 => LegacyCodes.Vba,
        0x50 or 0x51 or 0x52 or 0x1B5 or 0xDC or 0x1AD or 0x801 or 0x802 or 0x803 or 0x805 or 0x806 or 0x807 or 0x80A or 0x80B or 0x813 or 0x876 => LegacyCodes.Connection,
        0x59 or 0x5A => LegacyCodes.ExternalLink,
        (>= 0xB0 and <= 0xB6) or (>= 0xC5 and <= 0xD2) or 0xD5 or 0xD8 or 0xD9 or 0xE3 or (>= 0xF0 and <= 0xFB) or 0x100 or 0x103 or 0x122 or 0x1BB or (>= 0x80C and <= 0x810) or 0x858 or 0x859 or 0x864 => LegacyCodes.Pivot,
        0x7F or 0xE9 or 0x866 => LegacyCodes.Image,
        0x5B or 0xB8 or 0xB9 or 0x4D => LegacyCodes.Metadata,
        _ => LegacyCodes.Record,
    };

    private static bool[] List()
    {
        var kept = new bool[0x1100];
        ReadOnlySpan<ushort> types =
        [
            // Calculation, protection (without who protected), page set-up, views
            0x0C, 0x0D, 0x0E, 0x0F, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x19, 0x1A, 0x1B, 0x1C, 0x1D, 0x22, 0x26, 0x27, 0x28, 0x29, 0x2A, 0x2B, 0x31, 0x33, 0x40, 0x41, 0x42, 0x55,
            0x5E, 0x5F, 0x60, 0x61, 0x63, 0x7D, 0x80, 0x81, 0x82, 0x83, 0x84, 0x86, 0x8C, 0x8D, 0x90, 0x92, 0x97, 0x99, 0x9B, 0x9C, 0x9D, 0x9E, 0xA0, 0xA1, 0xAE, 0xAF,
            // Cells, strings, formats
            0xBD, 0xBE, 0xC1, 0xDA, 0xDD, 0xE0, 0xE1, 0xE2, 0xE5, 0xEF, 0xFC, 0xFD, 0x160, 0x161, 0x1AF, 0x1B0, 0x1B2, 0x1BC, 0x1C0, 0x1C1, 0x1C2,
            0x200, 0x201, 0x203, 0x204, 0x205, 0x207, 0x208, 0x225, 0x236, 0x23E, 0x27E, 0x293, 0x41E, 0x56, 0x16, 0x9A, 0xC2,
            // Later formatting: colors of tabs, extended formats, header and footer texts, layout of charts
            0x850, 0x852, 0x853, 0x854, 0x855, 0x856, 0x857, 0x85A, 0x862, 0x863, 0x867, 0x86A, 0x86B, 0x87C, 0x87D, 0x88B, 0x88C, 0x88D, 0x88E, 0x88F, 0x890, 0x892, 0x894, 0x89A, 0x89B, 0x89C, 0x89D, 0x8A3, 0x8A7,
        ];
        foreach (var type in types)
        {
            kept[type] = true;
        }

        // Charts: numbers, colors, places ([MS-XLS] 2.3.1, 0x1001 to 0x1067); the two that are more are looked into.
        for (var type = 0x1001; type <= 0x1067; type++)
        {
            kept[type] = type is not (ChartReference or ChartFill);
        }

        return kept;
    }
}
