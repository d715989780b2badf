namespace Mugai.Sanitizers.Ooxml.Xml;

/// <summary>Takes what the element filter lets through, in document order and balanced.</summary>
internal interface IXmlSink
{
    /// <summary>A start tag. <paramref name="element"/> is valid during the call only.</summary>
    void Start(ElementStart element);

    /// <summary>Character data.</summary>
    void Text(ReadOnlySpan<char> text);

    /// <summary>The end of the element started last.</summary>
    void End();
}
