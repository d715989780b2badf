using System.Globalization;

namespace Mugai.Sanitizers.Archives.Reading;

/// <summary>Names of compression methods (APPNOTE 4.4.5), for reports.</summary>
internal static class ZipMethods
{
    public static string Name(ushort method) => method switch
    {
        0 => "store",
        1 => "shrink",
        2 or 3 or 4 or 5 => "reduce",
        6 => "implode",
        8 => "deflate",
        9 => "deflate64",
        10 => "PKWARE DCL implode",
        12 => "bzip2",
        14 => "lzma",
        16 or 18 or 19 => "IBM",
        20 or 93 => "zstd",
        94 => "mp3",
        95 => "xz",
        96 => "jpeg",
        97 => "wavpack",
        98 => "ppmd",
        _ => string.Create(CultureInfo.InvariantCulture, $"method {method}"),
    };
}
