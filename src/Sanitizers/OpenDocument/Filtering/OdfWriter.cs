using Mugai.Sanitizers.OpenDocument.Schema;
using Mugai.Sanitizers.Ooxml.Xml;

namespace Mugai.Sanitizers.OpenDocument.Filtering;

/// <summary>Writes what arrives as UTF-8 XML. Prefixes stay as they were, because values name them (of:=SUM(…)).</summary>
internal sealed class OdfWriter(Stream output) : IDisposable
{
    private readonly Utf8XmlWriter _xml = new(output);

    /// <summary>True once a root was written; a document without one cannot be closed and is refused anyway.</summary>
    public bool HasRoot { get; private set; }

    public void Start(OdfElement element)
    {
        if (!HasRoot)
        {
            HasRoot = true;
            _xml.StartDocument(isStandalone: false);
        }

        _xml.StartElement(element.Prefix, element.Name.LocalName, element.Name.Uri);
        foreach (var attribute in element.Attributes)
        {
            if (attribute.Name.Space == OdfSpace.Xmlns)
            {
                // xmlns="…" is spelled with an empty prefix.
                _xml.Declare(attribute.Prefix.Length > 0 ? attribute.Name.LocalName : "", attribute.Value);
            }
        }

        foreach (var attribute in element.Attributes)
        {
            if (attribute.Name.Space != OdfSpace.Xmlns)
            {
                _xml.Attribute(attribute.Prefix, attribute.Name.LocalName, attribute.Name.Uri, attribute.Value);
            }
        }
    }

    public void Text(ReadOnlySpan<char> text) => _xml.Text(text);

    public void End() => _xml.EndElement();

    /// <summary>A picture of ours in a frame whose content had to go.</summary>
    public void Picture(string href)
    {
        _xml.StartElement("draw", "image", OdfSpaces.Draw);
        _xml.Attribute("xlink", "href", OdfSpaces.XLink, href);
        _xml.Attribute("xlink", "type", OdfSpaces.XLink, "simple");
        _xml.Attribute("xlink", "show", OdfSpaces.XLink, "embed");
        _xml.Attribute("xlink", "actuate", OdfSpaces.XLink, "onLoad");
        _xml.EndElement();
    }

    /// <summary>Binary data as text; all but the last piece are multiples of three bytes.</summary>
    public void Base64(ReadOnlySpan<byte> content) => _xml.Text(Convert.ToBase64String(content));

    /// <inheritdoc/>
    public void Dispose() => _xml.Dispose();
}
