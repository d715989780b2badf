using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Detection;

/// <summary>What an extension claims. Extensions never decide what a file is; they refine text into CSV or TSV, forbid, and disagree.</summary>
internal static class FileNames
{
    private static readonly (string Extension, FileFormat Format)[] Further =
    [
        (".htm", Formats.Html), (".xhtml", Formats.Html), (".mht", Formats.Eml), (".mhtml", Formats.Eml), (".tab", Formats.Tsv),
        (".log", Formats.Txt), (".md", Formats.Txt), (".json", Formats.Txt), (".yaml", Formats.Txt), (".yml", Formats.Txt), (".ini", Formats.Txt),
        (".jpeg", Formats.Jpeg), (".jpe", Formats.Jpeg), (".jfif", Formats.Jpeg), (".tiff", Formats.Tiff), (".dib", Formats.Bmp), (".cur", Formats.Ico),
        (".heif", Formats.Heic), (".j2k", Formats.Jp2), (".dot", Formats.Doc), (".xlt", Formats.Xls), (".pps", Formats.Ppt), (".pot", Formats.Ppt),
        (".lha", Formats.Lzh), (".tgz", Formats.Gz), (".taz", Formats.Compress), (".tbz", Formats.Bz2), (".tbz2", Formats.Bz2), (".txz", Formats.Xz), (".tlz", Formats.Lzma), (".tzst", Formats.Zst),
        (".zipx", Formats.Zip), (".wmv", Formats.Asf), (".wma", Formats.Asf), (".m4a", Formats.Mp4),
        (".mov", Formats.Mp4), (".3gp", Formats.Mp4), (".webm", Formats.Mkv), (".eps", Formats.PostScript), (".p7s", Formats.Pkcs7), (".step", Formats.Step),
        (".stp", Formats.Step), (".scr", Formats.Exe), (".dll", Formats.Exe), (".cpl", Formats.Exe), (".vhdx", Formats.Vhd), (".vbs", Formats.Script),
        (".js", Formats.Script), (".ps1", Formats.Script), (".bat", Formats.Script), (".cmd", Formats.Script), (".sh", Formats.Script),
    ];

    private static readonly Dictionary<string, FileFormat> ByExtension = Index();

    // Names that Windows or a browser runs although the content may look like plain text or an archive (DESIGN: never allowed).
    private static readonly HashSet<string> Never = new(StringComparer.OrdinalIgnoreCase)
    {
        ".ade", ".adp", ".app", ".appinstaller", ".application", ".appref-ms", ".appx", ".asp", ".aspx", ".bas", ".bat", ".chm", ".cmd", ".com",
        ".command", ".cpl", ".csh", ".desktop", ".diagcab", ".dll", ".exe", ".fxp", ".gadget", ".grp", ".hlp", ".hpj", ".hta", ".htc",
        ".inf", ".ins", ".iqy", ".isp", ".its", ".jar", ".jnlp", ".js", ".jse", ".ksh", ".library-ms", ".lnk", ".mad", ".maf", ".mag", ".mam",
        ".maq", ".mar", ".mas", ".mau", ".mav", ".maw", ".mcf", ".mda", ".mde", ".mdt", ".mdw", ".mdz", ".msc", ".msh", ".msh1", ".msh2",
        ".mshxml", ".msi", ".msix", ".msp", ".mst", ".msu", ".ocx", ".odc", ".one", ".onepkg", ".oqy", ".osd", ".pcd", ".php", ".pif", ".pl",
        ".plg", ".ppkg", ".prf", ".prg", ".printerexport", ".ps1", ".ps1xml", ".ps2", ".psc1", ".psc2", ".psd1", ".psdm1", ".psm1", ".pst", ".py",
        ".pyc", ".pyo", ".pyw", ".pyz", ".rb", ".rdp", ".reg", ".rqy", ".scf", ".scpt", ".scr", ".sct", ".search-ms", ".searchconnector-ms",
        ".settingcontent-ms", ".sh", ".shb", ".shs", ".sys", ".theme", ".themepack", ".udl", ".url", ".vb", ".vbe", ".vbp", ".vbs",
        ".vhd", ".vhdx", ".vsmacros", ".vsw", ".vxd", ".wcx", ".webpnp", ".website", ".ws", ".wsc", ".wsf", ".wsh", ".xbap", ".xla",
        ".xll", ".xlm", ".xnk",
    };

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
    public static bool IsNever(string extension) => Never.Contains(extension);

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
            || (claimed == Formats.Exe && format == Formats.SelfExtracting)
            || (claimed == Formats.Heic && format == Formats.Avif)
            || (claimed == Formats.Mp4 && format == Formats.Mp4);
    }

    private static Dictionary<string, FileFormat> Index()
    {
        var byExtension = new Dictionary<string, FileFormat>(StringComparer.OrdinalIgnoreCase);
        foreach (var format in Formats.All)
        {
            byExtension.TryAdd(format.Extension, format);
        }

        byExtension.Remove(".bin");
        byExtension.Remove(".dat");
        byExtension[".txt"] = Formats.Txt;
        byExtension[".xml"] = Formats.Xml;
        foreach (var (extension, format) in Further)
        {
            byExtension[extension] = format;
        }

        return byExtension;
    }
}
