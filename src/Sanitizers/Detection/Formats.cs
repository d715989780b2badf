using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Detection;

/// <summary>Every format that detection can name. A format without a sanitizer in the catalog is Blocked under its proper name.</summary>
public static class Formats
{
    public static readonly FileFormat Eml = new("eml", "message/rfc822", ".eml", FileFamily.Mail);
    public static readonly FileFormat Txt = new("txt", "text/plain", ".txt", FileFamily.Text);
    public static readonly FileFormat Csv = new("csv", "text/csv", ".csv", FileFamily.Text);
    public static readonly FileFormat Tsv = new("tsv", "text/tab-separated-values", ".tsv", FileFamily.Text);
    public static readonly FileFormat Html = new("html", "text/html", ".html", FileFamily.Html);

    public static readonly FileFormat Docx = new("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx", FileFamily.Office);
    public static readonly FileFormat Docm = new("docm", "application/vnd.ms-word.document.macroEnabled.12", ".docm", FileFamily.Office);
    public static readonly FileFormat Dotx = new("dotx", "application/vnd.openxmlformats-officedocument.wordprocessingml.template", ".dotx", FileFamily.Office);
    public static readonly FileFormat Dotm = new("dotm", "application/vnd.ms-word.template.macroEnabled.12", ".dotm", FileFamily.Office);
    public static readonly FileFormat Xlsx = new("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx", FileFamily.Office);
    public static readonly FileFormat Xlsm = new("xlsm", "application/vnd.ms-excel.sheet.macroEnabled.12", ".xlsm", FileFamily.Office);
    public static readonly FileFormat Xltx = new("xltx", "application/vnd.openxmlformats-officedocument.spreadsheetml.template", ".xltx", FileFamily.Office);
    public static readonly FileFormat Xltm = new("xltm", "application/vnd.ms-excel.template.macroEnabled.12", ".xltm", FileFamily.Office);
    public static readonly FileFormat Xlam = new("xlam", "application/vnd.ms-excel.addin.macroEnabled.12", ".xlam", FileFamily.Office);
    public static readonly FileFormat Xlsb = new("xlsb", "application/vnd.ms-excel.sheet.binary.macroEnabled.12", ".xlsb", FileFamily.Office);
    public static readonly FileFormat Pptx = new("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", ".pptx", FileFamily.Office);
    public static readonly FileFormat Pptm = new("pptm", "application/vnd.ms-powerpoint.presentation.macroEnabled.12", ".pptm", FileFamily.Office);
    public static readonly FileFormat Ppsx = new("ppsx", "application/vnd.openxmlformats-officedocument.presentationml.slideshow", ".ppsx", FileFamily.Office);
    public static readonly FileFormat Ppsm = new("ppsm", "application/vnd.ms-powerpoint.slideshow.macroEnabled.12", ".ppsm", FileFamily.Office);
    public static readonly FileFormat Potx = new("potx", "application/vnd.openxmlformats-officedocument.presentationml.template", ".potx", FileFamily.Office);
    public static readonly FileFormat Potm = new("potm", "application/vnd.ms-powerpoint.template.macroEnabled.12", ".potm", FileFamily.Office);

    // Office Open XML and ZIP packages that no sanitizer takes yet, and what looks like one.
    public static readonly FileFormat Ppam = new("ppam", "application/vnd.ms-powerpoint.addin.macroEnabled.12", ".ppam", FileFamily.Office);
    public static readonly FileFormat Vsdx = new("vsdx", "application/vnd.ms-visio.drawing", ".vsdx", FileFamily.Office);
    public static readonly FileFormat Xps = new("xps", "application/vnd.ms-xpsdocument", ".xps", FileFamily.Office);
    public static readonly FileFormat Odt = new("odt", "application/vnd.oasis.opendocument.text", ".odt", FileFamily.Office);
    public static readonly FileFormat Ods = new("ods", "application/vnd.oasis.opendocument.spreadsheet", ".ods", FileFamily.Office);
    public static readonly FileFormat Odp = new("odp", "application/vnd.oasis.opendocument.presentation", ".odp", FileFamily.Office);
    public static readonly FileFormat Odg = new("odg", "application/vnd.oasis.opendocument.graphics", ".odg", FileFamily.Office);
    public static readonly FileFormat Epub = new("epub", "application/epub+zip", ".epub", FileFamily.Office);

    /// <summary>An Office document encrypted with a password ([MS-OFFCRYPTO]): which kind it is cannot be seen from outside.</summary>
    public static readonly FileFormat EncryptedOffice = new("office-encrypted", "application/x-ole-storage", ".bin", FileFamily.Office);

    // Office formats of before 2007 and their neighbours.
    public static readonly FileFormat Doc = new("doc", "application/msword", ".doc", FileFamily.LegacyOffice);
    public static readonly FileFormat Xls = new("xls", "application/vnd.ms-excel", ".xls", FileFamily.LegacyOffice);
    public static readonly FileFormat Ppt = new("ppt", "application/vnd.ms-powerpoint", ".ppt", FileFamily.LegacyOffice);
    public static readonly FileFormat Vsd = new("vsd", "application/vnd.visio", ".vsd", FileFamily.LegacyOffice);
    public static readonly FileFormat Pub = new("pub", "application/vnd.ms-publisher", ".pub", FileFamily.LegacyOffice);
    public static readonly FileFormat Mpp = new("mpp", "application/vnd.ms-project", ".mpp", FileFamily.LegacyOffice);
    public static readonly FileFormat Jtd = new("jtd", "application/x-js-taro", ".jtd", FileFamily.LegacyOffice);
    public static readonly FileFormat Hwp = new("hwp", "application/x-hwp", ".hwp", FileFamily.LegacyOffice);
    public static readonly FileFormat Rtf = new("rtf", "application/rtf", ".rtf", FileFamily.LegacyOffice);
    public static readonly FileFormat Slk = new("slk", "application/x-sylk", ".slk", FileFamily.LegacyOffice);
    public static readonly FileFormat OfficeXml = new("officexml", "application/xml", ".xml", FileFamily.LegacyOffice);
    public static readonly FileFormat Cfb = new("cfb", "application/x-ole-storage", ".bin", FileFamily.LegacyOffice);

    public static readonly FileFormat Msg = new("msg", "application/vnd.ms-outlook", ".msg", FileFamily.Mail);
    public static readonly FileFormat Mbox = new("mbox", "application/mbox", ".mbox", FileFamily.Mail);
    public static readonly FileFormat Tnef = new("tnef", "application/vnd.ms-tnef", ".dat", FileFamily.Mail);
    public static readonly FileFormat Pkcs7 = new("p7m", "application/pkcs7-mime", ".p7m", FileFamily.Mail);
    public static readonly FileFormat Ics = new("ics", "text/calendar", ".ics", FileFamily.Mail);
    public static readonly FileFormat Vcf = new("vcf", "text/vcard", ".vcf", FileFamily.Mail);

    public static readonly FileFormat Xml = new("xml", "application/xml", ".xml", FileFamily.Text);

    public static readonly FileFormat Pdf = new("pdf", "application/pdf", ".pdf", FileFamily.Pdf);
    public static readonly FileFormat PostScript = new("ps", "application/postscript", ".ps", FileFamily.Pdf);

    public static readonly FileFormat Jpeg = new("jpeg", "image/jpeg", ".jpg", FileFamily.Image);
    public static readonly FileFormat Png = new("png", "image/png", ".png", FileFamily.Image);
    public static readonly FileFormat Gif = new("gif", "image/gif", ".gif", FileFamily.Image);
    public static readonly FileFormat Webp = new("webp", "image/webp", ".webp", FileFamily.Image);
    public static readonly FileFormat Tiff = new("tiff", "image/tiff", ".tif", FileFamily.Image);
    public static readonly FileFormat Bmp = new("bmp", "image/bmp", ".bmp", FileFamily.Image);
    public static readonly FileFormat Ico = new("ico", "image/x-icon", ".ico", FileFamily.Image);
    public static readonly FileFormat Heic = new("heic", "image/heic", ".heic", FileFamily.Image);
    public static readonly FileFormat Avif = new("avif", "image/avif", ".avif", FileFamily.Image);
    public static readonly FileFormat Jp2 = new("jp2", "image/jp2", ".jp2", FileFamily.Image);
    public static readonly FileFormat Psd = new("psd", "image/vnd.adobe.photoshop", ".psd", FileFamily.Image);
    public static readonly FileFormat Raw = new("raw", "image/x-raw", ".raw", FileFamily.Image);
    public static readonly FileFormat Jxl = new("jxl", "image/jxl", ".jxl", FileFamily.Image);
    public static readonly FileFormat Dicom = new("dicom", "application/dicom", ".dcm", FileFamily.Image);
    public static readonly FileFormat Svg = new("svg", "image/svg+xml", ".svg", FileFamily.Image);
    public static readonly FileFormat Emf = new("emf", "image/emf", ".emf", FileFamily.Image);
    public static readonly FileFormat Wmf = new("wmf", "image/wmf", ".wmf", FileFamily.Image);

    public static readonly FileFormat Zip = new("zip", "application/zip", ".zip", FileFamily.Archive);
    public static readonly FileFormat SevenZip = new("7z", "application/x-7z-compressed", ".7z", FileFamily.Archive);
    public static readonly FileFormat Rar = new("rar", "application/vnd.rar", ".rar", FileFamily.Archive);
    public static readonly FileFormat Lzh = new("lzh", "application/x-lzh-compressed", ".lzh", FileFamily.Archive);
    public static readonly FileFormat Cab = new("cab", "application/vnd.ms-cab-compressed", ".cab", FileFamily.Archive);
    public static readonly FileFormat Tar = new("tar", "application/x-tar", ".tar", FileFamily.Archive);
    public static readonly FileFormat Gz = new("gz", "application/gzip", ".gz", FileFamily.Archive);
    public static readonly FileFormat Bz2 = new("bz2", "application/x-bzip2", ".bz2", FileFamily.Archive);
    public static readonly FileFormat Xz = new("xz", "application/x-xz", ".xz", FileFamily.Archive);
    public static readonly FileFormat Zst = new("zst", "application/zstd", ".zst", FileFamily.Archive);
    public static readonly FileFormat Iso = new("iso", "application/x-iso9660-image", ".iso", FileFamily.Archive);
    public static readonly FileFormat Arj = new("arj", "application/x-arj", ".arj", FileFamily.Archive);

    public static readonly FileFormat Mp3 = new("mp3", "audio/mpeg", ".mp3", FileFamily.Media);
    public static readonly FileFormat Wav = new("wav", "audio/wav", ".wav", FileFamily.Media);
    public static readonly FileFormat Ogg = new("ogg", "application/ogg", ".ogg", FileFamily.Media);
    public static readonly FileFormat Flac = new("flac", "audio/flac", ".flac", FileFamily.Media);
    public static readonly FileFormat Mp4 = new("mp4", "video/mp4", ".mp4", FileFamily.Media);
    public static readonly FileFormat Avi = new("avi", "video/x-msvideo", ".avi", FileFamily.Media);
    public static readonly FileFormat Mkv = new("mkv", "video/x-matroska", ".mkv", FileFamily.Media);
    public static readonly FileFormat Asf = new("asf", "video/x-ms-asf", ".wmv", FileFamily.Media);

    public static readonly FileFormat Dwg = new("dwg", "image/vnd.dwg", ".dwg", FileFamily.Cad);
    public static readonly FileFormat Jww = new("jww", "application/x-jww", ".jww", FileFamily.Cad);
    public static readonly FileFormat Step = new("p21", "model/step", ".p21", FileFamily.Cad);

    public static readonly FileFormat Exe = new("exe", "application/vnd.microsoft.portable-executable", ".exe", FileFamily.Executable);
    public static readonly FileFormat Elf = new("elf", "application/x-executable", ".bin", FileFamily.Executable);
    public static readonly FileFormat MachO = new("macho", "application/x-mach-binary", ".bin", FileFamily.Executable);
    public static readonly FileFormat JavaClass = new("class", "application/java-vm", ".class", FileFamily.Executable);
    public static readonly FileFormat Jar = new("jar", "application/java-archive", ".jar", FileFamily.Executable);
    public static readonly FileFormat Apk = new("apk", "application/vnd.android.package-archive", ".apk", FileFamily.Executable);
    public static readonly FileFormat Dex = new("dex", "application/x-dex", ".dex", FileFamily.Executable);
    public static readonly FileFormat Wasm = new("wasm", "application/wasm", ".wasm", FileFamily.Executable);
    public static readonly FileFormat Swf = new("swf", "application/x-shockwave-flash", ".swf", FileFamily.Executable);
    public static readonly FileFormat Msi = new("msi", "application/x-msi", ".msi", FileFamily.Executable);
    public static readonly FileFormat Lnk = new("lnk", "application/x-ms-shortcut", ".lnk", FileFamily.Executable);
    public static readonly FileFormat Url = new("url", "application/x-mswinurl", ".url", FileFamily.Executable);
    public static readonly FileFormat Chm = new("chm", "application/vnd.ms-htmlhelp", ".chm", FileFamily.Executable);
    public static readonly FileFormat OneNote = new("one", "application/onenote", ".one", FileFamily.Executable);
    public static readonly FileFormat Vhd = new("vhd", "application/x-vhd", ".vhd", FileFamily.Executable);
    public static readonly FileFormat Hta = new("hta", "application/hta", ".hta", FileFamily.Executable);
    public static readonly FileFormat Script = new("script", "text/x-script", ".txt", FileFamily.Executable);
    public static readonly FileFormat Reg = new("reg", "text/x-ms-regedit", ".reg", FileFamily.Executable);
    public static readonly FileFormat SettingContent = new("settingcontent-ms", "application/xml", ".settingcontent-ms", FileFamily.Executable);
    public static readonly FileFormat LibraryMs = new("library-ms", "application/xml", ".library-ms", FileFamily.Executable);

    /// <summary>All of the above. Declared last: static fields are set in the order of the text.</summary>
    public static readonly IReadOnlyList<FileFormat> All =
    [
        Eml, Txt, Csv, Tsv, Html, Docx, Docm, Dotx, Dotm, Xlsx, Xlsm, Xltx, Xltm, Xlam, Xlsb, Pptx, Pptm, Ppsx, Ppsm, Potx, Potm,
        Ppam, Vsdx, Xps, Odt, Ods, Odp, Odg, Epub, EncryptedOffice, Doc, Xls, Ppt, Vsd, Pub, Mpp, Jtd, Hwp, Rtf, Slk, OfficeXml,
        Cfb, Msg, Mbox, Tnef, Pkcs7, Ics, Vcf, Xml, Pdf, PostScript, Jpeg, Png, Gif, Webp, Tiff, Bmp, Ico, Heic, Avif, Jp2, Psd,
        Raw, Jxl, Dicom, Svg, Emf, Wmf, Zip, SevenZip, Rar, Lzh, Cab, Tar, Gz, Bz2, Xz, Zst, Iso, Arj, Mp3, Wav, Ogg, Flac, Mp4, Avi, Mkv, Asf,
        Dwg, Jww, Step, Exe, Elf, MachO, JavaClass, Jar, Apk, Dex, Wasm, Swf, Msi, Lnk, Url, Chm, OneNote, Vhd, Hta, Script, Reg,
        SettingContent, LibraryMs,
    ];
}
