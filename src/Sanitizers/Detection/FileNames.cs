using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Detection;

/// <summary>What an extension claims. Extensions never decide what a file is; they refine text into CSV or TSV, forbid, and disagree.</summary>
internal static class FileNames
{
    private static readonly (string Extension, FileFormat Format)[] Further =
    [
        (".exe", Formats.Exe), (".htm", Formats.Html), (".xhtml", Formats.Html), (".xht", Formats.Html), (".mht", Formats.Mht), (".mhtml", Formats.Mht), (".tab", Formats.Tsv),
        (".xsd", Formats.Xml), (".rss", Formats.Xml), (".atom", Formats.Xml), (".gml", Formats.Xml), (".xbrl", Formats.Xml), (".rdf", Formats.Xml), (".opml", Formats.Xml),
        (".ical", Formats.Ics), (".ifb", Formats.Ics), (".vcard", Formats.Vcf), (".mbx", Formats.Mbox),
        (".jpeg", Formats.Jpeg), (".jpe", Formats.Jpeg), (".jfif", Formats.Jpeg), (".tiff", Formats.Tiff), (".dib", Formats.Bmp),
        (".heif", Formats.Heic), (".svgz", Formats.Svg), (".j2k", Formats.Jp2), (".dot", Formats.Doc), (".xlt", Formats.Xls), (".jtt", Formats.Jtd), (".jtdc", Formats.Jtd), (".jttc", Formats.Jtd), (".jhdc", Formats.Hanako), (".jht", Formats.Hanako), (".jst", Formats.Sanshiro), (".pps", Formats.Ppt), (".pot", Formats.Ppt),
        (".lha", Formats.Lzh), (".tgz", Formats.Gz), (".taz", Formats.Compress), (".tbz", Formats.Bz2), (".tbz2", Formats.Bz2), (".txz", Formats.Xz), (".tlz", Formats.Lzma), (".tzst", Formats.Zst),
        (".zipx", Formats.Zip), (".wmv", Formats.Asf), (".wma", Formats.Asf),
        (".m4b", Formats.M4a), (".m4v", Formats.Mp4), (".qt", Formats.Mov), (".3g2", Formats.ThreeGp),
        (".mp2", Formats.Mp3), (".aif", Formats.Aiff), (".midi", Formats.Midi), (".oga", Formats.Ogg), (".opus", Formats.Ogg), (".webm", Formats.Mkv), (".p7s", Formats.Pkcs7), (".step", Formats.Step),
        (".pict", Formats.Pict), (".pic", Formats.Pict), (".djv", Formats.Djvu), (".tpic", Formats.Tga), (".rgb", Formats.Sgi),
        (".cr2", Formats.CameraRaw), (".cr3", Formats.CameraRaw), (".crw", Formats.CameraRaw), (".raf", Formats.CameraRaw), (".orf", Formats.CameraRaw), (".rw2", Formats.CameraRaw), (".mrw", Formats.CameraRaw),
        (".x3f", Formats.CameraRaw), (".dng", Formats.CameraRaw),
        (".stp", Formats.Step), (".scr", Formats.Exe), (".dll", Formats.Exe), (".cpl", Formats.Exe), (".vhdx", Formats.Vhd), (".vbs", Formats.Script),
        (".js", Formats.Script), (".ps1", Formats.Script), (".bat", Formats.Script), (".cmd", Formats.Script), (".sh", Formats.Script),
    ];

    // Endings that a clean text keeps: every program that takes them shows or reads them as text. None that anything runs.
    private static readonly string[] Texts =
    [
        ".txt", ".text", ".log", ".md", ".markdown", ".json", ".jsonl", ".ndjson", ".geojson", ".json5", ".yaml", ".yml", ".toml", ".ini", ".cfg", ".conf", ".cnf", ".config",
        ".properties", ".sql", ".srt", ".vtt", ".ass", ".lrc", ".rst", ".adoc", ".tex", ".bib", ".po", ".lst", ".list", ".diff", ".patch", ".asc", ".prn", ".nfo", ".me",
    ];

    private static readonly Dictionary<string, FileFormat> ByExtension = Index();

    /// <summary>The extension with its dot in lower case; empty when there is none. Trailing dots and spaces, which Windows drops, do not hide it.</summary>
    public static string Extension(UntrustedText name)
    {
        var raw = name.DangerousRaw.AsSpan().TrimEnd(". \t\r\n\0");
        var start = raw.LastIndexOfAny('/', '\\', ':') + 1;
        var dot = raw[start..].LastIndexOf('.');
        if (dot < 0 || raw.Length - start - dot > 24)
        {
            return "";
        }

        return raw[(start + dot)..].ToString().ToLowerInvariant();
    }

    /// <summary>The format an extension stands for, or null.</summary>
    public static FileFormat? Claimed(string extension) => ByExtension.GetValueOrDefault(extension);

    /// <summary>True for names that are never let in whatever the content.</summary>
    public static bool IsNever(string extension) => NeverNames.Contains(extension);

    /// <summary>True when <paramref name="extension"/> is an ordinary name for <paramref name="format"/>, or says nothing.</summary>
    public static bool Agree(string extension, FileFormat format)
    {
        var claimed = Claimed(extension);
        if (claimed is null || claimed == format)
        {
            return true;
        }

        // Text by any text name is text; the endings of pictures and films are used loosely within their container.
        return (claimed.Family == FileFamily.Text && format.Family == FileFamily.Text)
            || (claimed.Family == FileFamily.Office && format == Formats.EncryptedOffice)
            || (claimed == Formats.Exe && format == Formats.SelfExtracting)
            || (claimed == Formats.Xml && format == Formats.OfficeXml)
            || (claimed == Formats.Heic && format == Formats.Avif)
            || (claimed == Formats.Eps && format == Formats.PostScript)
            || (claimed == Formats.Ai && (format == Formats.Pdf || format == Formats.Eps || format == Formats.PostScript))
            || (claimed == Formats.Ico && format == Formats.Cur)
            || (claimed == Formats.Cur && format == Formats.Ico)
            || (IsIsoMedia(claimed) && IsIsoMedia(format));
    }

    private static bool IsIsoMedia(FileFormat format) => format == Formats.Mp4 || format == Formats.M4a || format == Formats.Mov || format == Formats.ThreeGp;

    private static Dictionary<string, FileFormat> Index()
    {
        var byExtension = new Dictionary<string, FileFormat>(StringComparer.OrdinalIgnoreCase);
        foreach (var format in Formats.All)
        {
            byExtension.TryAdd(format.Extension, format);
        }

        byExtension.Remove(".bin");
        byExtension.Remove(".dat");
        foreach (var text in Texts)
        {
            byExtension[text] = Formats.Txt;
        }

        byExtension[".xml"] = Formats.Xml;
        foreach (var (extension, format) in Further)
        {
            byExtension[extension] = format;
        }

        return byExtension;
    }
}
