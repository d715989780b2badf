using System.Buffers;
using System.Globalization;
using System.Text;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Detection;

/// <summary>
/// Names that Windows, macOS, a browser or an office program runs, mounts, installs or obeys although the content may look like plain text or an
/// archive (DESIGN: never allowed). A name is read as the most careless program would read it: trailing dots and spaces dropped, stream names
/// behind a colon looked at on both sides, a NUL taken for its end, full-width letters folded, invisible characters ignored.
/// </summary>
internal static class NeverNames
{
    private static readonly HashSet<string> Extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        // Programs and their parts.
        ".exe", ".com", ".scr", ".pif", ".cpl", ".dll", ".drv", ".sys", ".ocx", ".ax", ".acm", ".efi", ".mui", ".bpl", ".vxd", ".fxp", ".app", ".elf", ".so", ".dylib",
        ".ko", ".appimage", ".run", ".action", ".workflow", ".xbe", ".wasm", ".swf", ".fla",

        // Java and Python.
        ".jar", ".class", ".war", ".ear", ".jmod", ".jnlp", ".dex", ".py", ".pyc", ".pyd", ".pyo", ".pyw", ".pyz", ".pyzw", ".whl", ".egg",

        // Scripts.
        ".bat", ".cmd", ".btm", ".js", ".jse", ".mjs", ".cjs", ".vb", ".vbe", ".vbs", ".vbscript", ".ws", ".wsc", ".wsf", ".wsh", ".sct", ".hta", ".htc", ".bas", ".ps1",
        ".ps1xml", ".ps2", ".ps2xml", ".psc1", ".psc2", ".psd1", ".psdm1", ".psm1", ".pssc", ".cdxml", ".msh", ".msh1", ".msh2", ".mshxml", ".msh1xml", ".msh2xml", ".sh",
        ".bash", ".zsh", ".ksh", ".csh", ".fish", ".tcsh", ".command", ".tool", ".terminal", ".pl", ".pm", ".rb", ".php", ".php3", ".phtml", ".phar", ".asp", ".aspx",
        ".ashx", ".asa", ".cgi", ".jsp", ".jspx", ".cfm", ".lua", ".tcl", ".ahk", ".au3", ".a3x", ".applescript", ".scpt", ".scptd", ".osax", ".xsl", ".xslt",
        ".xaml", ".xbap", ".xoml", ".mof", ".awk", ".sed", ".groovy", ".kix", ".wbt", ".rgs", ".reg", ".job", ".csproj", ".vbproj", ".vcxproj", ".fsproj", ".proj", ".sln",
        ".suo", ".targets", ".ipynb", ".cnt", ".prg", ".plg", ".mcf", ".vbp", ".vsw", ".vsmacros", ".ade", ".adp", ".mad", ".maf", ".mag", ".mam", ".maq", ".mar", ".mas",
        ".mau", ".mav", ".maw", ".mda", ".mde", ".mdt", ".mdw", ".mdz", ".accda", ".accde", ".accdr", ".accdu",

        // Macro sheets and add-ins alone; what a spreadsheet fetches by itself.
        ".xla", ".xll", ".wll", ".xlm", ".slk", ".sylk", ".iqy", ".oqy", ".dqy", ".rqy", ".odc", ".udl", ".dsn", ".ppa",

        // Shortcuts and settings that lead elsewhere.
        ".lnk", ".url", ".website", ".webloc", ".inetloc", ".fileloc", ".desktop", ".directory", ".scf", ".library-ms", ".search-ms", ".searchconnector-ms",
        ".settingcontent-ms", ".appref-ms", ".appcontent-ms", ".application", ".manifest", ".vsto", ".appinstaller", ".inf", ".ins", ".isp", ".its", ".theme", ".themepack",
        ".deskthemepack", ".msstyles", ".rdp", ".rdpw", ".ica", ".remmina", ".vncloc", ".webpnp", ".printerexport", ".prf", ".grp", ".group", ".contact", ".xnk", ".shb",
        ".shs", ".mapimail", ".zfsendtotarget", ".msc", ".osd", ".gadget", ".wdgt", ".wcx", ".mobileconfig", ".mobileprovision", ".diagcab", ".diagcfg", ".diagpkg", ".ppkg",
        ".cmdline", ".pcd", ".pst", ".ost", ".hpj",

        // Help and note books that carry programs.
        ".chm", ".hlp", ".one", ".onepkg", ".onetoc2",

        // Installers.
        ".msi", ".msp", ".mst", ".msu", ".msix", ".msixbundle", ".msixupload", ".appx", ".appxbundle", ".appxupload", ".deb", ".rpm", ".apk", ".aab", ".apks", ".xapk", ".ipa",
        ".pkg", ".mpkg", ".crx", ".xpi", ".vsix", ".snap", ".flatpak", ".flatpakref", ".flatpakrepo", ".air", ".click", ".gem", ".nupkg", ".partial",

        // Disk images. ISO is an archive to us: its members are cleaned one by one.
        ".img", ".ima", ".dmg", ".sparseimage", ".sparsebundle", ".vhd", ".vhdx", ".avhd", ".avhdx", ".vmdk", ".vdi", ".qcow", ".qcow2", ".ova", ".ovf", ".wim", ".swm", ".esd",
        ".ffu", ".vfd", ".flp", ".toast", ".cue", ".mdf", ".nrg", ".hdd", ".xva",
    };

    // What most names consist of, and nothing that is folded, dropped or taken for something else: ASCII, kana, the common ideographs.
    private static readonly SearchValues<char> AsTheyAre = SearchValues.Create([.. Between(' ', '~'), .. Between('\u3041', '\u3096'), .. Between('\u30A1', '\u30FE'), .. Between('\u4E00', '\u9FA5')]);

    /// <summary>True for an extension (with its dot) that is never let in whatever the content.</summary>
    public static bool Contains(string extension) => Extensions.Contains(extension);

    /// <summary>The ending for which a name is never let in, or null.</summary>
    public static string? Find(UntrustedText name)
    {
        var read = Folded(name.DangerousRaw);
        foreach (var piece in read.AsSpan().Split(':'))
        {
            var segment = read.AsSpan()[piece].TrimEnd(". \"'");
            var dot = segment.LastIndexOf('.');
            if (dot < 0)
            {
                continue;
            }

            var extension = segment[dot..];

            // A folder or file that ends in a class id is opened by that class: report.{3f6bc534-dfa1-4ab4-ae54-ef25a74e0107}.
            if (extension.Length == 39 && extension[1] == '{' && extension[^1] == '}')
            {
                return extension.ToString();
            }

            if (extension.Length <= 24 && Extensions.Contains(extension.ToString()))
            {
                return extension.ToString().ToLowerInvariant();
            }
        }

        return null;
    }

    // The last path segment; a colon in place of NUL, since both end a name for somebody.
    private static string Folded(string raw)
    {
        raw = raw.TrimEnd('/', '\\');
        var start = raw.LastIndexOfAny(['/', '\\']) + 1;
        if (!raw.AsSpan(start).ContainsAnyExcept(AsTheyAre))
        {
            return raw[start..];
        }

        var folded = new StringBuilder(raw.Length - start);
        Span<char> units = stackalloc char[2];
        foreach (var rune in raw.AsSpan(start).EnumerateRunes())
        {
            if (rune.Value is 0 or 0xFF1A)
            {
                folded.Append(':');
            }
            else if (rune.Value is > 0xFF00 and < 0xFF5F)
            {
                folded.Append((char)(rune.Value - 0xFEE0));
            }
            else if (rune.Value is 0x2024 or 0xFE52)
            {
                folded.Append('.');
            }
            else if (Rune.IsWhiteSpace(rune))
            {
                folded.Append(' ');
            }
            else if (IsSeen(rune))
            {
                folded.Append(units[..rune.EncodeToUtf16(units)]);
            }
        }

        return folded.ToString();
    }

    private static IEnumerable<char> Between(char first, char last) => Enumerable.Range(first, last - first + 1).Select(c => (char)c);

    private static bool IsSeen(Rune rune) => rune.Value is not (>= 0xFE00 and <= 0xFE0F or >= 0xE0100 and <= 0xE01EF) && Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate);
}
