using System.Collections.Frozen;
using Mugai.Sanitizing;

namespace Mugai.Gateway.Policies;

/// <summary>
/// The short names of formats that a policy can name, by their family: all that are not refused anyway. The gateway cannot see the sanitizers (that is the wall), so the names stand here
/// once more, and a test compares both lists: a misspelled name in a policy must be an error, never a rule that does nothing.
/// </summary>
internal static class FormatNames
{
    private static readonly (FileFamily Family, string[] Names)[] ByFamily =
    [
        (FileFamily.Mail, ["mbox", "mht", "msg", "p7m", "pst", "tnef"]),
        (FileFamily.Text, ["csv", "tsv", "txt", "xml"]),
        (FileFamily.Html, ["html"]),
        (FileFamily.Office,
        [
            "docm", "docx", "dotm", "dotx", "epub", "odb", "odc-chart", "odf", "odg", "odi", "odm", "odp", "ods", "odt", "office-encrypted", "otg", "oth", "otp",
            "ots", "ott", "potm", "potx", "ppam", "ppsm", "ppsx", "pptm", "pptx", "vsdm", "vsdx", "vssm", "vssx", "vstm", "vstx", "xlam", "xlsb", "xlsm", "xlsx",
            "xltm", "xltx", "xps"
        ]),
        (FileFamily.Pdf, ["pdf", "ps"]),
        (FileFamily.Image,
        [
            "ai", "avif", "bmp", "cameraraw", "cgm", "cur", "dicom", "djvu", "emf", "eps", "exr", "gif", "heic", "icns", "ico", "jbig2", "jp2", "jpeg", "jxl",
            "jxr", "mng", "os2-bitmaps", "pcx", "pict", "png", "psb", "psd", "sgi", "svg", "tga", "tiff", "webp", "wmf", "wpg", "xcf"
        ]),
        (FileFamily.Archive, ["7z", "ace", "alz", "arj", "bz2", "cab", "egg", "gz", "iso", "lz", "lz4", "lzh", "lzma", "rar", "sit", "tar", "xz", "z", "zip", "zoo", "zst"]),
        (FileFamily.LegacyOffice, ["cfb", "doc", "hwp", "hwpx", "jhd", "jsd", "jtd", "mdb", "mpp", "officexml", "ppt", "pub", "rtf", "sxc", "sxd", "sxi", "sxw", "vsd", "xdw", "xls"]),
        (FileFamily.Media, ["3gp", "aac", "aiff", "amr", "asf", "avi", "flac", "flv", "m4a", "midi", "mkv", "mov", "mp3", "mp4", "ogg", "wav"]),
        (FileFamily.Cad, ["dwg", "dxf", "dxf-binary", "jww", "p21", "sfc"]),
        (FileFamily.Calendar, ["ics", "vcf"]),
    ];

    /// <summary>The family of each format.</summary>
    public static FrozenDictionary<string, FileFamily> Families { get; } =
        ByFamily.SelectMany(row => row.Names.Select(name => (name, row.Family))).ToFrozenDictionary(pair => pair.name, pair => pair.Family, StringComparer.Ordinal);

    public static IReadOnlyCollection<string> All => Families.Keys;
}
