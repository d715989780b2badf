using Mugai.Sanitizers.Ooxml.Xml;

namespace Mugai.Sanitizers.Ooxml.Word;

/// <summary>Notices whether anything passes that a reader of the document sees: text, pictures, drawings, results of fields. Lines of ours that stand for what is missing do not count.</summary>
internal sealed class ShownWatch(IXmlSink next) : IXmlSink
{
    private int _depth;
    private int _noteDepth = -1;
    private bool _isText;

    /// <summary>True once something was seen.</summary>
    public bool HasShown { get; private set; }

    /// <inheritdoc/>
    public void Start(ElementStart element)
    {
        if (_noteDepth < 0 && element.Mark == PlainParagraphs.NoteMark)
        {
            _noteDepth = _depth;
        }

        _depth++;
        _isText = element.LocalName == "t";
        HasShown |= element.LocalName is "blip" or "imagedata" or "textpath" or "chart" or "relIds" or "wsp" or "sym";
        next.Start(element);
    }

    /// <inheritdoc/>
    public void Text(ReadOnlySpan<char> text)
    {
        HasShown |= _isText && _noteDepth < 0 && !text.IsWhiteSpace();
        next.Text(text);
    }

    /// <inheritdoc/>
    public void End()
    {
        _isText = false;
        _noteDepth = --_depth == _noteDepth ? -1 : _noteDepth;
        next.End();
    }
}
