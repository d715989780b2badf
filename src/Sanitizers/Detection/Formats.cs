using System.Reflection;
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
    public static readonly FileFormat Ppam = new("ppam", "application/vnd.ms-powerpoint.addin.macroEnabled.12", ".ppam", FileFamily.Office);
    public static readonly FileFormat Vsdx = new("vsdx", "application/vnd.ms-visio.drawing", ".vsdx", FileFamily.Office);
    public static readonly FileFormat Vsdm = new("vsdm", "application/vnd.ms-visio.drawing.macroEnabled", ".vsdm", FileFamily.Office);
    public static readonly FileFormat Vstx = new("vstx", "application/vnd.ms-visio.template", ".vstx", FileFamily.Office);
    public static readonly FileFormat Vstm = new("vstm", "application/vnd.ms-visio.template.macroEnabled", ".vstm", FileFamily.Office);
    public static readonly FileFormat Vssx = new("vssx", "application/vnd.ms-visio.stencil", ".vssx", FileFamily.Office);
    public static readonly FileFormat Vssm = new("vssm", "application/vnd.ms-visio.stencil.macroEnabled", ".vssm", FileFamily.Office);

    // Office Open XML and ZIP packages that no sanitizer takes yet, and what looks like one.
    public static readonly FileFormat Xps = new("xps", "application/vnd.ms-xpsdocument", ".xps", FileFamily.Office);
    public static readonly FileFormat Odt = new("odt", "application/vnd.oasis.opendocument.text", ".odt", FileFamily.Office);
    public static readonly FileFormat Ods = new("ods", "application/vnd.oasis.opendocument.spreadsheet", ".ods", FileFamily.Office);
    public static readonly FileFormat Odp = new("odp", "application/vnd.oasis.opendocument.presentation", ".odp", FileFamily.Office);
    public static readonly FileFormat Odg = new("odg", "application/vnd.oasis.opendocument.graphics", ".odg", FileFamily.Office);
    public static readonly FileFormat Ott = new("ott", "application/vnd.oasis.opendocument.text-template", ".ott", FileFamily.Office);
    public static readonly FileFormat Ots = new("ots", "application/vnd.oasis.opendocument.spreadsheet-template", ".ots", FileFamily.Office);
    public static readonly FileFormat Otp = new("otp", "application/vnd.oasis.opendocument.presentation-template", ".otp", FileFamily.Office);
    public static readonly FileFormat Otg = new("otg", "application/vnd.oasis.opendocument.graphics-template", ".otg", FileFamily.Office);

    // OpenDocument that no sanitizer takes: master documents and databases are made of links, queries and scripts; the rest hardly anybody sends.
    public static readonly FileFormat Odm = new("odm", "application/vnd.oasis.opendocument.text-master", ".odm", FileFamily.Office);
    public static readonly FileFormat Oth = new("oth", "application/vnd.oasis.opendocument.text-web", ".oth", FileFamily.Office);
    public static readonly FileFormat Odb = new("odb", "application/vnd.oasis.opendocument.base", ".odb", FileFamily.Office);
    public static readonly FileFormat OdChart = new("odc-chart", "application/vnd.oasis.opendocument.chart", ".bin", FileFamily.Office);
    public static readonly FileFormat Odi = new("odi", "application/vnd.oasis.opendocument.image", ".odi", FileFamily.Office);
    public static readonly FileFormat OdFormula = new("odf", "application/vnd.oasis.opendocument.formula", ".odf", FileFamily.Office);

    // OpenOffice.org 1 (2002 to 2005).
    public static readonly FileFormat Sxw = new("sxw", "application/vnd.sun.xml.writer", ".sxw", FileFamily.LegacyOffice);
    public static readonly FileFormat Sxc = new("sxc", "application/vnd.sun.xml.calc", ".sxc", FileFamily.LegacyOffice);
    public static readonly FileFormat Sxi = new("sxi", "application/vnd.sun.xml.impress", ".sxi", FileFamily.LegacyOffice);
    public static readonly FileFormat Sxd = new("sxd", "application/vnd.sun.xml.draw", ".sxd", FileFamily.LegacyOffice);
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
    public static readonly FileFormat Hanako = new("jhd", "application/x-js-hanako", ".jhd", FileFamily.LegacyOffice);
    public static readonly FileFormat Sanshiro = new("jsd", "application/x-js-sanshiro", ".jsd", FileFamily.LegacyOffice);
    public static readonly FileFormat Hwp = new("hwp", "application/x-hwp", ".hwp", FileFamily.LegacyOffice);
    public static readonly FileFormat Hwpx = new("hwpx", "application/hwp+zip", ".hwpx", FileFamily.LegacyOffice);
    public static readonly FileFormat Rtf = new("rtf", "application/rtf", ".rtf", FileFamily.LegacyOffice);
    public static readonly FileFormat Mdb = new("mdb", "application/vnd.ms-access", ".mdb", FileFamily.LegacyOffice);
    public static readonly FileFormat DocuWorks = new("xdw", "application/vnd.fujixerox.docuworks", ".xdw", FileFamily.LegacyOffice);
    public static readonly FileFormat OfficeXml = new("officexml", "application/xml", ".xml", FileFamily.LegacyOffice);
    public static readonly FileFormat Cfb = new("cfb", "application/x-ole-storage", ".bin", FileFamily.LegacyOffice);

    public static readonly FileFormat Msg = new("msg", "application/vnd.ms-outlook", ".msg", FileFamily.Mail);
    public static readonly FileFormat Mbox = new("mbox", "application/mbox", ".mbox", FileFamily.Mail);
    public static readonly FileFormat Tnef = new("tnef", "application/vnd.ms-tnef", ".dat", FileFamily.Mail);
    public static readonly FileFormat Pkcs7 = new("p7m", "application/pkcs7-mime", ".p7m", FileFamily.Mail);
    public static readonly FileFormat Mht = new("mht", "multipart/related", ".mht", FileFamily.Mail);
    public static readonly FileFormat Pst = new("pst", "application/vnd.ms-outlook", ".pst", FileFamily.Mail);

    public static readonly FileFormat Ics = new("ics", "text/calendar", ".ics", FileFamily.Calendar);
    public static readonly FileFormat Vcf = new("vcf", "text/vcard", ".vcf", FileFamily.Calendar);

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
    public static readonly FileFormat Cur = new("cur", "image/x-win-bitmap", ".cur", FileFamily.Image);
    public static readonly FileFormat Heic = new("heic", "image/heic", ".heic", FileFamily.Image);
    public static readonly FileFormat Avif = new("avif", "image/avif", ".avif", FileFamily.Image);
    public static readonly FileFormat Jp2 = new("jp2", "image/jp2", ".jp2", FileFamily.Image);
    public static readonly FileFormat Psd = new("psd", "image/vnd.adobe.photoshop", ".psd", FileFamily.Image);
    public static readonly FileFormat Psb = new("psb", "image/vnd.adobe.photoshop", ".psb", FileFamily.Image);
    public static readonly FileFormat Xcf = new("xcf", "image/x-xcf", ".xcf", FileFamily.Image);
    public static readonly FileFormat Dicom = new("dicom", "application/dicom", ".dcm", FileFamily.Image);
    public static readonly FileFormat Eps = new("eps", "application/postscript", ".eps", FileFamily.Image);
    public static readonly FileFormat Ai = new("ai", "application/postscript", ".ai", FileFamily.Image);
    public static readonly FileFormat Djvu = new("djvu", "image/vnd.djvu", ".djvu", FileFamily.Image);
    public static readonly FileFormat Jbig2 = new("jbig2", "image/x-jbig2", ".jb2", FileFamily.Image);
    public static readonly FileFormat Jxl = new("jxl", "image/jxl", ".jxl", FileFamily.Image);
    public static readonly FileFormat Jxr = new("jxr", "image/jxr", ".jxr", FileFamily.Image);
    public static readonly FileFormat Mng = new("mng", "video/x-mng", ".mng", FileFamily.Image);
    public static readonly FileFormat Exr = new("exr", "image/x-exr", ".exr", FileFamily.Image);
    public static readonly FileFormat Icns = new("icns", "image/x-icns", ".icns", FileFamily.Image);
    public static readonly FileFormat Pcx = new("pcx", "image/x-pcx", ".pcx", FileFamily.Image);
    public static readonly FileFormat Tga = new("tga", "image/x-tga", ".tga", FileFamily.Image);
    public static readonly FileFormat Sgi = new("sgi", "image/x-sgi", ".sgi", FileFamily.Image);
    public static readonly FileFormat Pict = new("pict", "image/x-pict", ".pct", FileFamily.Image);
    public static readonly FileFormat Wpg = new("wpg", "application/x-wpg", ".wpg", FileFamily.Image);
    public static readonly FileFormat Cgm = new("cgm", "image/cgm", ".cgm", FileFamily.Image);

    /// <summary>Several OS/2 bitmaps, icons or pointers in one file.</summary>
    public static readonly FileFormat BitmapArray = new("os2-bitmaps", "application/octet-stream", ".bin", FileFamily.Image);

    /// <summary>What a camera wrote before developing: Canon, Fujifilm, Olympus, Panasonic, Minolta, Sigma, Adobe DNG.</summary>
    public static readonly FileFormat CameraRaw = new("cameraraw", "application/octet-stream", ".raw", FileFamily.Image);
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
    public static readonly FileFormat Lzma = new("lzma", "application/x-lzma", ".lzma", FileFamily.Archive);
    public static readonly FileFormat Compress = new("z", "application/x-compress", ".Z", FileFamily.Archive);
    public static readonly FileFormat Iso = new("iso", "application/x-iso9660-image", ".iso", FileFamily.Archive);
    public static readonly FileFormat Arj = new("arj", "application/x-arj", ".arj", FileFamily.Archive);

    // Archives that nothing here unpacks: named, so that a person learns why they did not come through.
    public static readonly FileFormat Ace = new("ace", "application/x-ace-compressed", ".ace", FileFamily.Archive);
    public static readonly FileFormat Zoo = new("zoo", "application/x-zoo", ".zoo", FileFamily.Archive);
    public static readonly FileFormat StuffIt = new("sit", "application/x-stuffit", ".sit", FileFamily.Archive);
    public static readonly FileFormat Alz = new("alz", "application/x-alz-compressed", ".alz", FileFamily.Archive);
    public static readonly FileFormat Egg = new("egg", "application/x-egg", ".egg", FileFamily.Archive);
    public static readonly FileFormat Lz4 = new("lz4", "application/x-lz4", ".lz4", FileFamily.Archive);
    public static readonly FileFormat Lzip = new("lz", "application/x-lzip", ".lz", FileFamily.Archive);

    /// <summary>A program with an archive behind it that unpacks itself.</summary>
    public static readonly FileFormat SelfExtracting = new("sfx", "application/vnd.microsoft.portable-executable", ".exe", FileFamily.Executable);

    public static readonly FileFormat Mp3 = new("mp3", "audio/mpeg", ".mp3", FileFamily.Media);
    public static readonly FileFormat Wav = new("wav", "audio/wav", ".wav", FileFamily.Media);
    public static readonly FileFormat Ogg = new("ogg", "application/ogg", ".ogg", FileFamily.Media);
    public static readonly FileFormat Flac = new("flac", "audio/flac", ".flac", FileFamily.Media);
    public static readonly FileFormat Mp4 = new("mp4", "video/mp4", ".mp4", FileFamily.Media);
    public static readonly FileFormat M4a = new("m4a", "audio/mp4", ".m4a", FileFamily.Media);
    public static readonly FileFormat Mov = new("mov", "video/quicktime", ".mov", FileFamily.Media);
    public static readonly FileFormat ThreeGp = new("3gp", "video/3gpp", ".3gp", FileFamily.Media);
    public static readonly FileFormat Aac = new("aac", "audio/aac", ".aac", FileFamily.Media);
    public static readonly FileFormat Aiff = new("aiff", "audio/aiff", ".aiff", FileFamily.Media);
    public static readonly FileFormat Amr = new("amr", "audio/amr", ".amr", FileFamily.Media);
    public static readonly FileFormat Midi = new("midi", "audio/midi", ".mid", FileFamily.Media);
    public static readonly FileFormat Flv = new("flv", "video/x-flv", ".flv", FileFamily.Media);
    public static readonly FileFormat Avi = new("avi", "video/x-msvideo", ".avi", FileFamily.Media);
    public static readonly FileFormat Mkv = new("mkv", "video/x-matroska", ".mkv", FileFamily.Media);
    public static readonly FileFormat Asf = new("asf", "video/x-ms-asf", ".wmv", FileFamily.Media);

    public static readonly FileFormat Dwg = new("dwg", "image/vnd.dwg", ".dwg", FileFamily.Cad);
    public static readonly FileFormat Jww = new("jww", "application/x-jww", ".jww", FileFamily.Cad);
    public static readonly FileFormat Step = new("p21", "model/step", ".p21", FileFamily.Cad);
    public static readonly FileFormat Sfc = new("sfc", "application/x-sxf", ".sfc", FileFamily.Cad);
    public static readonly FileFormat Dxf = new("dxf", "image/vnd.dxf", ".dxf", FileFamily.Cad);
    public static readonly FileFormat BinaryDxf = new("dxf-binary", "image/vnd.dxf", ".bin", FileFamily.Cad);

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
    public static readonly FileFormat Deb = new("deb", "application/vnd.debian.binary-package", ".deb", FileFamily.Executable);
    public static readonly FileFormat Rpm = new("rpm", "application/x-rpm", ".rpm", FileFamily.Executable);
    public static readonly FileFormat Msix = new("msix", "application/msix", ".msix", FileFamily.Executable);
    public static readonly FileFormat Xar = new("xar", "application/x-xar", ".pkg", FileFamily.Executable);
    public static readonly FileFormat Crx = new("crx", "application/x-chrome-extension", ".crx", FileFamily.Executable);
    public static readonly FileFormat Dmg = new("dmg", "application/x-apple-diskimage", ".dmg", FileFamily.Executable);
    public static readonly FileFormat Vmdk = new("vmdk", "application/x-vmdk", ".vmdk", FileFamily.Executable);
    public static readonly FileFormat Vdi = new("vdi", "application/x-virtualbox-vdi", ".vdi", FileFamily.Executable);
    public static readonly FileFormat Qcow = new("qcow", "application/x-qemu-disk", ".qcow2", FileFamily.Executable);
    public static readonly FileFormat Wim = new("wim", "application/x-ms-wim", ".wim", FileFamily.Executable);
    public static readonly FileFormat Hlp = new("hlp", "application/winhlp", ".hlp", FileFamily.Executable);
    public static readonly FileFormat Pyc = new("pyc", "application/x-python-bytecode", ".pyc", FileFamily.Executable);
    public static readonly FileFormat JavaObject = new("java-object", "application/x-java-serialized-object", ".bin", FileFamily.Executable);
    public static readonly FileFormat Lua = new("luac", "application/x-lua-bytecode", ".bin", FileFamily.Executable);
    public static readonly FileFormat Slk = new("slk", "application/x-sylk", ".slk", FileFamily.Executable);
    public static readonly FileFormat WebQuery = new("iqy", "text/x-ms-iqy", ".iqy", FileFamily.Executable);
    public static readonly FileFormat Odc = new("odc", "text/x-ms-odc", ".odc", FileFamily.Executable);
    public static readonly FileFormat Rdp = new("rdp", "application/x-rdp", ".rdp", FileFamily.Executable);
    public static readonly FileFormat Inf = new("inf", "application/x-setupscript", ".inf", FileFamily.Executable);
    public static readonly FileFormat Scf = new("scf", "application/x-ms-scf", ".scf", FileFamily.Executable);
    public static readonly FileFormat Msc = new("msc", "application/xml", ".msc", FileFamily.Executable);
    public static readonly FileFormat Jnlp = new("jnlp", "application/x-java-jnlp-file", ".jnlp", FileFamily.Executable);
    public static readonly FileFormat ClickOnce = new("application", "application/x-ms-application", ".application", FileFamily.Executable);
    public static readonly FileFormat Xslt = new("xslt", "application/xslt+xml", ".xslt", FileFamily.Executable);
    public static readonly FileFormat Xaml = new("xaml", "application/xaml+xml", ".xaml", FileFamily.Executable);
    public static readonly FileFormat Plist = new("plist", "application/x-plist", ".plist", FileFamily.Executable);
    public static readonly FileFormat Contact = new("contact", "application/xml", ".contact", FileFamily.Executable);

    /// <summary>All of the above. Declared last: static fields are set in the order of the text.</summary>
    public static readonly IReadOnlyList<FileFormat> All =
        [.. typeof(Formats).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetValue(null)).OfType<FileFormat>()];
}
