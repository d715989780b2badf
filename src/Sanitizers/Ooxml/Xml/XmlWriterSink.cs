namespace Mugai.Sanitizers.Ooxml.Xml;

/// <summary>Writes what arrives as UTF-8 XML. Prefixes stay as they were, because markup compatibility attributes name them.</summary>
internal sealed class XmlWriterSink(Stream output) : IXmlSink, IDisposable
{
    private readonly Utf8XmlWriter _writer = new(output);

    private bool _started;

    /// <inheritdoc/>
    public void Start(ElementStart element)
    {
        if (!_started)
        {
            _started = true;
            _writer.StartDocument(isStandalone: true);
        }

        _writer.StartElement(element.Prefix, element.LocalName, element.Namespace);
        foreach (var attribute in element.Attributes)
        {
            if (attribute.Vocabulary == Vocabulary.Xmlns)
            {
                // xmlns="…" is spelled with an empty prefix, xmlns:p="…" with the prefix xmlns.
                _writer.Declare(attribute.Prefix.Length > 0 ? attribute.LocalName : "", attribute.Value);
            }
        }

        foreach (var attribute in element.Attributes)
        {
            if (attribute.Vocabulary != Vocabulary.Xmlns)
            {
                _writer.Attribute(attribute.Prefix, attribute.LocalName, attribute.Namespace, attribute.Value);
            }
        }
    }

    /// <inheritdoc/>
    public void Text(ReadOnlySpan<char> text) => _writer.Text(text);

    /// <inheritdoc/>
    public void End() => _writer.EndElement();

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();
}
