using System.Text;
using System.Xml;
using Mugai.Sanitizers.OpenDocument.Schema;

namespace Mugai.Sanitizers.OpenDocument.Filtering;

/// <summary>Writes what arrives as UTF-8 XML. Prefixes stay as they were, because values name them (of:=SUM(…)).</summary>
internal sealed class OdfWriter(Stream output) : IDisposable
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(false),
        NewLineHandling = NewLineHandling.Entitize,
        ConformanceLevel = ConformanceLevel.Document,
        CloseOutput = false,
    };

    private readonly XmlWriter _xml = XmlWriter.Create(output, Settings);
    private readonly char[] _chunk = new char[4096];

    /// <summary>True once a root was written; a document without one cannot be closed and is refused anyway.</summary>
    public bool HasRoot { get; private set; }

    public void Start(OdfElement element)
    {
        if (!HasRoot)
        {
            HasRoot = true;
            _xml.WriteStartDocument();
        }

        _xml.WriteStartElement(element.Prefix, element.Name.LocalName, element.Name.Uri);
        foreach (var attribute in element.Attributes)
        {
            if (attribute.Name.Space != OdfSpace.Xmlns)
            {
                _xml.WriteAttributeString(attribute.Prefix, attribute.Name.LocalName, attribute.Name.Uri, attribute.Value);
            }
            else if (attribute.Prefix.Length > 0)
            {
                _xml.WriteAttributeString("xmlns", attribute.Name.LocalName, OdfSpaces.Xmlns, attribute.Value);
            }
            else if (element.Prefix.Length > 0 || element.Name.Uri == attribute.Value)
            {
                // xmlns="…" is spelled with an empty prefix.
                _xml.WriteAttributeString("xmlns", OdfSpaces.Xmlns, attribute.Value);
            }
        }
    }

    public void Text(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var count = Math.Min(text.Length, _chunk.Length);
            if (count < text.Length && char.IsHighSurrogate(text[count - 1]))
            {
                count--;
            }

            text[..count].CopyTo(_chunk);
            _xml.WriteChars(_chunk, 0, count);
            text = text[count..];
        }
    }

    public void End() => _xml.WriteEndElement();

    /// <summary>A picture of ours in a frame whose content had to go.</summary>
    public void Picture(string href)
    {
        _xml.WriteStartElement("draw", "image", OdfSpaces.Draw);
        _xml.WriteAttributeString("xlink", "href", OdfSpaces.XLink, href);
        _xml.WriteAttributeString("xlink", "type", OdfSpaces.XLink, "simple");
        _xml.WriteAttributeString("xlink", "show", OdfSpaces.XLink, "embed");
        _xml.WriteAttributeString("xlink", "actuate", OdfSpaces.XLink, "onLoad");
        _xml.WriteEndElement();
    }

    /// <summary>Binary data as text; all but the last piece are multiples of three bytes.</summary>
    public void Base64(ReadOnlySpan<byte> content) => _xml.WriteString(Convert.ToBase64String(content));

    /// <inheritdoc/>
    public void Dispose()
    {
        if (HasRoot)
        {
            _xml.Dispose();
        }
    }
}
