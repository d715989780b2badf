using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Detection;

/// <summary>What an XML document is by the name of its root element, where that makes it more than data: something that is run, obeyed, or another family's document.</summary>
internal static class XmlRoots
{
    // Local name in lower case; a piece that must occur in the namespace or, while only the beginning is looked at, anywhere in it ("" for none).
    private static readonly (string Name, string Mark, FileFormat Format)[] Table =
    [
        ("svg", "", Formats.Svg),
        ("html", "", Formats.Html),
        ("pcsettings", "", Formats.SettingContent),
        ("librarydescription", "", Formats.LibraryMs),
        ("searchconnectordescription", "", Formats.LibraryMs),
        ("persistedquery", "", Formats.LibraryMs),
        ("mmc_consolefile", "", Formats.Msc),
        ("jnlp", "", Formats.Jnlp),
        ("appinstaller", "schemas.microsoft.com/appx/", Formats.ClickOnce),
        ("assembly", "urn:schemas-microsoft-com:asm", Formats.ClickOnce),
        ("stylesheet", "www.w3.org/1999/XSL/Transform", Formats.Xslt),
        ("transform", "www.w3.org/1999/XSL/Transform", Formats.Xslt),
        ("stylesheet", "www.w3.org/TR/WD-xsl", Formats.Xslt),
        ("plist", "", Formats.Plist),
        ("contact", "schemas.microsoft.com/Contact", Formats.Contact),
        ("project", "schemas.microsoft.com/developer/msbuild", Formats.Script),
        ("task", "schemas.microsoft.com/windows/2004/02/mit/task", Formats.Script),
        ("unattend", "urn:schemas-microsoft-com:unattend", Formats.Script),
        ("scriptlet", "", Formats.Script),
        ("component", "<script", Formats.Script),
        ("package", "<script", Formats.Script),
        ("package", "<job", Formats.Script),
        ("job", "<script", Formats.Script),
        ("window", "winfx/2006/xaml", Formats.Xaml),
        ("page", "winfx/2006/xaml", Formats.Xaml),
        ("usercontrol", "winfx/2006/xaml", Formats.Xaml),
        ("resourcedictionary", "winfx/2006/xaml", Formats.Xaml),
        ("worddocument", "schemas.microsoft.com/office/word", Formats.OfficeXml),
        ("workbook", "urn:schemas-microsoft-com:office", Formats.OfficeXml),
        ("package", "schemas.microsoft.com/office/2006/xmlPackage", Formats.OfficeXml),
        ("document", "urn:oasis:names:tc:opendocument", Formats.OfficeXml),
        ("visiodocument", "", Formats.OfficeXml),
    ];

    /// <summary>The format of a root called <paramref name="name"/> (no prefix) whose <paramref name="surroundings"/> are its namespace or the beginning of the file; null when it is plain data.</summary>
    public static FileFormat? Find(ReadOnlySpan<char> name, ReadOnlySpan<char> surroundings)
    {
        foreach (var (root, mark, format) in Table)
        {
            if (name.Equals(root, StringComparison.OrdinalIgnoreCase) && (mark.Length == 0 || surroundings.Contains(mark, StringComparison.OrdinalIgnoreCase)))
            {
                return format;
            }
        }

        return null;
    }
}
