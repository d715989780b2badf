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
}
