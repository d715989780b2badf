namespace Mugai.Sanitizers.LegacyOffice.Properties;

/// <summary>
/// Which document properties stay ([MS-OLEPS] 2.25, [MS-OSHARED] 2.3.3): what people write about a document, and when and with what it was written. Left out: the path of the template (7), the
/// thumbnail (17), names of parts and links (11 to 13, 16 to 22 of the second set), properties of the author's own, anything else.
/// </summary>
internal static class PropertyList
{
    public const int CodePage = 1;
    public const int Utf8 = 65001;

    /// <summary>Property types: integers, a string of bytes, one of UTF-16, a time.</summary>
    public const int I2 = 2;
    public const int I4 = 3;
    public const int Text = 0x1E;
    public const int WideText = 0x1F;
    public const int FileTime = 0x40;

    public static readonly Guid Summary = new("f29f85e0-4ff9-1068-ab91-08002b27b3d9");
    public static readonly Guid DocumentSummary = new("d5cdd502-2e9c-101b-9397-08002b2cf9ae");

    /// <summary>The type that a property must be of to stay; 0 for one that does not.</summary>
    public static int TypeOf(bool isSummary, uint id) => isSummary
        ? id switch
        {
            2 or 3 or 4 or 5 or 6 or 8 or 9 or 18 => Text,
            10 or 11 or 12 or 13 => FileTime,
            14 or 15 or 16 => I4,
            _ => 0,
        }
        : id switch
        {
            2 or 3 or 14 or 15 or 26 or 27 or 28 => Text,
            4 or 5 or 6 or 7 or 8 or 9 or 10 => I4,
            _ => 0,
        };

    /// <summary>Says nothing of its own: code page, locale, flags of the program, names and numbers of the parts that the document shows anyway.</summary>
    public static bool IsDerived(bool isSummary, uint id) => isSummary ? id is 1 or 19 or 0x80000000 : id is 1 or 11 or 12 or 13 or 16 or 17 or 19 or 22 or 23 or 29 or 0x80000000;
}
