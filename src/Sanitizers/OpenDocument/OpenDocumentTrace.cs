using Mugai.Wording;
using System.Text;
using System.Xml;
using Mugai.Sanitizers.OpenDocument.Schema;

namespace Mugai.Sanitizers.OpenDocument;

/// <summary>The verifier's walk over one part: names outside the list, elements that act, links of an unsafe kind or to nothing, formulas that reach out.</summary>
/// <param name="folder">Where the part lies: links are seen from there.</param>
/// <param name="names">All entries; null for a document that is one file.</param>
internal sealed class OpenDocumentTrace(string folder, IReadOnlySet<string>? names)
{
    private const string XLink = "http://www.w3.org/1999/xlink";

    private static readonly HashSet<string> ForbiddenElements = new(StringComparer.Ordinal)
    {
        "script", "scripts", "libraries", "library-linked", "library-embedded", "execute-macro", "applet", "plugin", "floating-frame", "object-ole", "dde-source", "dde-connection", "dde-connection-decl",
        "dde-link", "section-source", "table-source", "cell-range-source", "database-source-sql", "database-source-query", "database-source-table", "source-service", "connection-resource", "connection-data",
        "database-display", "error-macro", "sound", "audio", "command", "font-face-src", "font-face-uri", "auto-reload", "model", "submission",
    };

    private static readonly HashSet<string> Walks = ["none", "previous-page", "next-page", "first-page", "last-page", "last-visited-page", "stop", "show"];

    private static readonly Lazy<HashSet<string>> Elements = new(static () => Names(ElementWords.All, MathWords.Elements));
    private static readonly Lazy<HashSet<string>> Attributes = new(static () => Names(AttributeWords.All, ""));

    /// <summary>Null when nothing was found.</summary>
    public string? Read(XmlReader xml)
    {
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.ProcessingInstruction)
            {
                return "A processing instruction is left.";
            }

            if (xml.NodeType == XmlNodeType.Element && Element(xml) is { } wrong)
            {
                return wrong;
            }
        }

        return null;
    }

    private string? Element(XmlReader xml)
    {
        var name = xml.LocalName;
        var isClick = name == "event-listener" && xml.NamespaceURI.EndsWith(":presentation:1.0", StringComparison.Ordinal);
        if (ForbiddenElements.Contains(name) || (name == "event-listener" && !isClick))
        {
            return "An element is left that must be gone: " + name;
        }

        if (!isClick && name is not ("event-listeners" or "binary-data") && !Elements.Value.Contains(xml.NamespaceURI + " " + name))
        {
            return "An element is left that is not listed: " + new UntrustedText(name).ForLog();
        }

        string? wrong = null;
        for (var has = xml.MoveToFirstAttribute(); has && wrong is null; has = xml.MoveToNextAttribute())
        {
            wrong = Attribute(xml, name, isClick);
        }

        xml.MoveToElement();
        return wrong;
    }

    private string? Attribute(XmlReader xml, string element, bool isClick)
    {
        var value = xml.Value.TrimStart();
        if (xml.NamespaceURI == "http://www.w3.org/2000/xmlns/")
        {
            return null;
        }

        if (xml.NamespaceURI == XLink && xml.LocalName == "href")
        {
            return Link(element, value);
        }

        if (xml.NamespaceURI.Length > 0 && !(isClick && xml.LocalName is "action" or "event-name" or "language") && !Attributes.Value.Contains(xml.NamespaceURI + " " + xml.LocalName))
        {
            return "An attribute is left that is not listed: " + new UntrustedText(xml.LocalName).ForLog();
        }

        return xml.LocalName switch
        {
            "action" when isClick && !Walks.Contains(value) => "A click is left that must be gone.",
            "formula" or "expression" or "condition" when IsForbiddenFormula(value) => "A formula is left that must be gone.",
            "string-value" or "value" or "bullet-char" or "num-prefix" or "num-suffix" or "condition" or "formula" or "display-text" => null,
            _ => StartsWithScheme(value, "javascript") || StartsWithScheme(value, "vbscript") || StartsWithScheme(value, "file") || StartsWithScheme(value, "vnd.sun.star.script") || StartsWithScheme(value, "macro")
                ? xml.NamespaceURI.Contains("datastyle", StringComparison.Ordinal) ? null : "An attribute still holds a link of an unsafe kind."
                : null,
        };
    }

    private string? Link(string element, string target)
    {
        switch (element)
        {
            case "a" or "area-rectangle" or "area-circle" or "area-polygon" or "event-listener":
                return target.StartsWith('#') || StartsWithScheme(target, "http") || StartsWithScheme(target, "https") || StartsWithScheme(target, "mailto") ? null : "A link of an unsafe kind is left.";
            case "chart":
                return target is "." or ".." ? null : "A chart names another document.";
            case "image" or "fill-image" or "background-image" or "symbol-image" or "list-level-style-image":
                return names is not null && names.Contains(Full(target)) ? null : "A picture is not there.";
            case "object":
                return names is not null && names.Contains(Full(target) + "/content.xml") ? null : "An object is not there.";
            default:
                return "A link is left where none may be.";
        }
    }

    private string Full(string target) =>
        Uri.TryCreate(new Uri("http://package/" + folder), target, out var uri) ? Uri.UnescapeDataString(uri.AbsolutePath).TrimStart('/') : "";

    private static bool StartsWithScheme(string value, string scheme) => value.Length > scheme.Length && value[scheme.Length] == ':' && value.StartsWith(scheme, StringComparison.OrdinalIgnoreCase);

    private static bool IsForbiddenFormula(string formula)
    {
        // String literals may say anything.
        var outside = new StringBuilder();
        var inLiteral = false;
        foreach (var c in formula)
        {
            inLiteral ^= c == '"';
            outside.Append(inLiteral || c == '"' ? ' ' : char.ToUpperInvariant(c));
        }

        var plain = outside.ToString();
        return plain.Contains("'#", StringComparison.Ordinal) || plain.Contains("FILE:", StringComparison.Ordinal)
            || Array.Exists((string[])["DDE(", "WEBSERVICE(", "FILTERXML(", "CALL(", "REGISTER(", "RTD("], word => plain.Contains(word, StringComparison.Ordinal));
    }

    private static HashSet<string> Names(IReadOnlyList<(OdfSpace Space, string Words)> tables, string math)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (space, words) in tables)
        {
            foreach (var word in words.Split(' '))
            {
                names.Add(UriOf(space) + " " + word);
            }
        }

        foreach (var word in math.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            names.Add("http://www.w3.org/1998/Math/MathML " + word);
        }

        return names;
    }

    private static string UriOf(OdfSpace space) => space switch
    {
        OdfSpace.Draw => Oasis("drawing"),
        OdfSpace.Format => Oasis("xsl-fo-compatible"),
        OdfSpace.Svg => Oasis("svg-compatible"),
        OdfSpace.Number => Oasis("datastyle"),
        OdfSpace.Scene => Oasis("dr3d"),
        OdfSpace.Smil => Oasis("smil-compatible"),
        OdfSpace.XLink => XLink,
        OdfSpace.Dc => "http://purl.org/dc/elements/1.1/",
        OdfSpace.Xml => "http://www.w3.org/XML/1998/namespace",
        OdfSpace.Extension => "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
        OdfSpace.CalcExtension => "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
        OdfSpace.Field => "urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0",
        OdfSpace.FormExtension => "urn:openoffice:names:experimental:ooxml-odf-interop:xmlns:form:1.0",
        OdfSpace.OooDraw => "http://openoffice.org/2010/draw",
        OdfSpace.OooOffice => "http://openoffice.org/2009/office",
        OdfSpace.OooTable => "http://openoffice.org/2009/table",
        OdfSpace.OooChart => "http://openoffice.org/2010/chart",
        OdfSpace.TextJustify => "http://www.w3.org/TR/css3-text/",
        _ => Oasis(space.ToString().ToLowerInvariant()),
    };

    private static string Oasis(string name) => "urn:oasis:names:tc:opendocument:xmlns:" + name + ":1.0";
}
