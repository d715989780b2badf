using System.Globalization;

namespace Mugai.Sanitizers.Mapi;

/// <summary>Windows code page numbers to the charset labels that the MIME engine knows.</summary>
internal static class MapiCodePages
{
    /// <summary>Null when the number says nothing: then the charset is detected.</summary>
    public static string? Label(int codePage) => codePage switch
    {
        932 or 943 => "cp932",
        50220 or 50221 or 50222 => "iso-2022-jp",
        20932 or 51932 => "euc-jp",
        65001 => "utf-8",
        1200 => "utf-16le",
        936 => "gbk",
        54936 => "gb18030",
        949 => "cp949",
        950 => "cp950",
        874 => "cp874",
        20866 => "koi8-r",
        21866 => "koi8-u",
        437 or 850 or 866 or (>= 1250 and <= 1258) => "cp" + codePage.ToString(CultureInfo.InvariantCulture),
        >= 28591 and <= 28605 => "iso-8859-" + (codePage - 28590).ToString(CultureInfo.InvariantCulture),

        // 65000, UTF-7, is refused by its name.
        65000 => "utf-7",
        _ => null,
    };

    /// <summary>The ANSI code page of a Windows locale ([MS-LCID]), by its language; 0 when it says nothing.</summary>
    public static int OfLocale(int locale) => (locale & 0x3FF) switch
    {
        0x11 => 932,
        0x12 => 949,
        0x04 => locale is 0x0404 or 0x0C04 or 0x1404 ? 950 : 936,
        0x1E => 874,
        0x19 or 0x22 or 0x23 or 0x02 or 0x2F => 1251,
        0x05 or 0x0E or 0x15 or 0x18 or 0x1B or 0x24 => 1250,
        0x08 => 1253,
        0x1F => 1254,
        0x0D => 1255,
        0x01 or 0x29 => 1256,
        0x25 or 0x26 or 0x27 => 1257,
        0x2A => 1258,
        0x00 => 0,
        _ => 1252,
    };
}
