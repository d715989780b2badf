using System.Text;
using System.Xml;

namespace Mugai.Sanitizers.Ooxml.Xml;

/// <summary>Writes what arrives as UTF-8 XML. Prefixes stay as they were, because markup compatibility attributes name them.</summary>
internal sealed class XmlWriterSink : IXmlSink, IDisposable
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(false),
        NewLineHandling = NewLineHandling.Entitize,
        ConformanceLevel = ConformanceLevel.Document,
        CloseOutput = false,
    };

    private readonly XmlWriter _writer;
    private readonly char[] _chunk = new char[4096];

    private bool _started;

    public XmlWriterSink(Stream output) => _writer = XmlWriter.Create(output, Settings);

    /// <inheritdoc/>
    public void Start(ElementStart element)
    {
        if (!_started)
        {
            _started = true;
            _writer.WriteStartDocument(standalone: true);
        }

        _writer.WriteStartElement(element.Prefix, element.LocalName, element.Namespace);
        foreach (var attribute in element.Attributes)
        {
            if (attribute.Vocabulary == Vocabulary.Xmlns)
            {
                WriteDeclaration(element, attribute);
            }
            else
            {
                _writer.WriteAttributeString(attribute.Prefix, attribute.LocalName, attribute.Namespace, attribute.Value);
            }
        }
    }

    /// <inheritdoc/>
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
            _writer.WriteChars(_chunk, 0, count);
            text = text[count..];
        }
    }

    /// <inheritdoc/>
    public void End() => _writer.WriteEndElement();

    /// <inheritdoc/>
    public void Dispose()
    {
        // A document without a root cannot be closed; such a part is refused anyway.
        if (_started)
        {
            _writer.Dispose();
        }
    }

    private void WriteDeclaration(ElementStart element, ElementAttribute attribute)
    {
        // xmlns="…" is spelled with an empty prefix, xmlns:p="…" with the prefix xmlns.
        if (attribute.Prefix.Length > 0)
        {
            _writer.WriteAttributeString("xmlns", attribute.LocalName, Namespaces.Xmlns, attribute.Value);
        }
        else if (element.Prefix.Length > 0 || element.Namespace == attribute.Value)
        {
            _writer.WriteAttributeString("xmlns", Namespaces.Xmlns, attribute.Value);
        }
    }
}
