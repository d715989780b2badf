namespace Mugai.Sanitizers.Xml;

/// <summary>Names that make data act: what each becomes in a rebuilt document.</summary>
internal static class XmlRules
{
    public const string Declaration = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n";

    public const string XInclude2001 = "http://www.w3.org/2001/XInclude";
    public const string XInclude2003 = "http://www.w3.org/2003/XInclude";
    public const string Schema = "http://www.w3.org/2001/XMLSchema";
    public const string XLink = "http://www.w3.org/1999/xlink";
    public const string Xmlns = "http://www.w3.org/2000/xmlns/";

    /// <summary>What stands before the name of a namespace that a browser would act on.</summary>
    public const string InertPrefix = "urn:inert:";

    /// <summary>Namespaces whose elements a browser runs, draws or transforms wherever they stand in a document.</summary>
    private static readonly string[] Active =
    [
        "http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg", "http://www.w3.org/1999/XSL/Transform", "http://www.w3.org/TR/WD-xsl",
        "http://www.w3.org/1998/Math/MathML", "http://www.mozilla.org/keymaster/gatekeeper/there.is.only.xul", "http://www.w3.org/2001/xml-events",
        "http://www.w3.org/2002/xforms", "http://www.mozilla.org/xbl", "http://www.w3.org/ns/xbl", "http://www.w3.org/TR/REC-html40",
        XInclude2001, XInclude2003, "urn:schemas-microsoft-com:xslt", "http://schemas.microsoft.com/winfx/2006/xaml", "http://schemas.microsoft.com/winfx/2006/xaml/presentation",
    ];

    private static readonly string[] Schemes = ["javascript:", "vbscript:", "data:text/html", "data:image/svg", "data:application", "file:", "ms-", "search-ms:", "\\\\"];

    public static bool IsActive(string space)
    {
        foreach (var active in Active)
        {
            if (space.Trim().Equals(active, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for a value that some reader would take for an address that acts or leads to a file server.</summary>
    public static bool IsDangerousAddress(ReadOnlySpan<char> value)
    {
        // URL Standard 4.4: controls and spaces in front do not count, and tabs and line ends are dropped everywhere.
        Span<char> start = stackalloc char[24];
        var length = 0;
        foreach (var c in value)
        {
            if (c is '\t' or '\r' or '\n' || (c <= ' ' && length == 0))
            {
                continue;
            }

            start[length++] = c;
            if (length == start.Length)
            {
                break;
            }
        }

        foreach (var scheme in Schemes)
        {
            if (start[..length].StartsWith(scheme, StringComparison.OrdinalIgnoreCase) && (scheme != "ms-" || start[..length].Contains(':')))
            {
                return true;
            }
        }

        return false;
    }
}
