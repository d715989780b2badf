using System.Collections.Frozen;

namespace Mugai.Gateway.Policies;

/// <summary>
/// The short names of formats that a policy can name: all that are not refused anyway. The gateway cannot see the sanitizers (that is the wall), so the names stand here
/// once more, and a test compares both lists: a misspelled name in a policy must be an error, never a rule that does nothing.
/// </summary>
internal static class FormatNames
{
    public static FrozenSet<string> All { get; } = new[]
    {
        "3gp", "7z", "aac", "ace", "ai", "aiff", "alz", "amr", "arj", "asf", "avi", "avif", "bmp", "bz2", "cab", "cameraraw", "cfb", "cgm", "csv",
        "cur", "dicom", "djvu", "doc", "docm", "docx", "dotm", "dotx", "dwg", "dxf", "dxf-binary", "egg", "emf", "eps", "epub", "exr", "flac", "flv",
        "gif", "gz", "heic", "html", "hwp", "hwpx", "icns", "ico", "ics", "iso", "jbig2", "jp2", "jhd", "jpeg", "jsd", "jtd",
        "jww", "jxl", "jxr", "lz", "lz4", "lzh", "lzma", "m4a", "mbox", "mdb", "mht", "midi", "mkv", "mng", "mov", "mp3", "mp4", "mpp", "msg", "odb",
        "odc-chart", "odf", "odg", "odi", "odm", "odp", "ods", "odt", "office-encrypted", "officexml", "ogg", "os2-bitmaps", "otg", "oth", "otp",
        "ots", "ott", "p21", "p7m", "pcx", "pdf", "pict", "png", "potm", "potx", "ppam", "ppsm", "ppsx", "ppt", "pptm", "pptx", "ps", "psb", "psd",
        "pst", "pub", "rar", "rtf", "sfc", "sgi", "sit", "svg", "sxc", "sxd", "sxi", "sxw", "tar", "tga", "tiff", "tnef", "tsv", "txt", "vcf", "vsd",
        "vsdm", "vsdx", "vssm", "vssx", "vstm", "vstx", "wav", "webp", "wmf", "wpg", "xcf", "xdw", "xlam", "xls", "xlsb", "xlsm", "xlsx", "xltm",
        "xltx", "xml", "xps", "xz", "z", "zip", "zoo", "zst",
    }.ToFrozenSet(StringComparer.Ordinal);
}
