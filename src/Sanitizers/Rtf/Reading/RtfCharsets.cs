using Mugai.Mime;
using Mugai.Sanitizers.Mapi;

namespace Mugai.Sanitizers.Rtf.Reading;

/// <summary>Code pages of fonts and documents (specification 1.9.1, "fcharset", "ansicpg").</summary>
internal static class RtfCharsets
{
    /// <summary>The page of fonts of signs: a byte is a place in the font and no character.</summary>
    public const int Symbol = 42;

    /// <summary>The code page of a font's charset; 0 for the document's own.</summary>
    public static int PageOf(int charset) => charset switch
    {
        2 => Symbol,
        77 => 10000,
        78 or 128 => 932,
        79 or 129 or 130 => 949,
        80 or 134 => 936,
        81 or 136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        254 => 437,
        _ => 0,
    };

    public static bool IsDoubleByte(int page) => page is 932 or 936 or 949 or 950 or 10001 or 10002 or 10003 or 10008;

    /// <summary>Always decodes by the page that was named: a document says it once for texts that are too short to doubt it.</summary>
    public static CharsetDecoder Decoder(int page) => CharsetDecoder.Exactly(page switch
    {
        10000 => "macintosh",
        10001 => "cp932",
        10002 => "cp950",
        10003 => "cp949",
        10008 => "gbk",
        65000 => "cp1252",
        _ => MapiCodePages.Label(page) ?? "cp1252",
    });
}
