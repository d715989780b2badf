using Mugai.Sanitizers.Ooxml.Xml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml.Word;

/// <summary>Clean text as paragraphs of Word, one for each line, in the namespace of the element whose place they take. A tab is w:tab, because white space inside w:t is shown as a space. Each paragraph and tab is charged.</summary>
internal sealed class PlainParagraphs
{
    private const string XmlUri = "http://www.w3.org/XML/1998/namespace";

    private readonly IXmlSink _sink;
    private readonly Budget _budget;
    private readonly ElementStart _paragraph;
    private readonly ElementStart _run;
    private readonly ElementStart _text;
    private readonly ElementStart _tab;
    private bool _isOpen;
    private bool _isInText;

    /// <summary>The mark of what says in our words that something is missing; no element of a file has it.</summary>
    public const long NoteMark = -1;

    public PlainParagraphs(ElementStart place, IXmlSink sink, Budget budget)
    {
        (_sink, _budget) = (sink, budget);
        _paragraph = Named(place, "p");
        _run = Named(place, "r");
        _text = Named(place, "t");
        _text.Attributes.Add(new ElementAttribute(Vocabulary.Xml, "xml", "space", XmlUri, "preserve"));
        _tab = Named(place, "tab");
    }

    /// <summary>The next characters; a line may come in pieces.</summary>
    public void Write(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var end = text.IndexOfAny('\n', '\r', '\t');
            var piece = end < 0 ? text : text[..end];
            if (!piece.IsEmpty)
            {
                Begin();
                // Open until the line or a tab ends it: two pieces may cut a pair of surrogates.
                if (!_isInText)
                {
                    _isInText = true;
                    _sink.Start(_text);
                }

                _sink.Text(piece);
            }

            if (end < 0)
            {
                return;
            }

            if (text[end] == '\t')
            {
                Begin();
                EndText();
                _budget.ChargeObjects(1);
                _sink.Start(_tab);
                _sink.End();
            }
            else if (text[end] == '\n')
            {
                Begin();
                Complete();
            }

            text = text[(end + 1)..];
        }
    }

    /// <summary>Ends the last line when it had no end.</summary>
    public void Complete()
    {
        EndText();
        if (_isOpen)
        {
            _isOpen = false;
            _sink.End();
            _sink.End();
        }
    }

    /// <summary>A paragraph of ours.</summary>
    public void WriteNote(string note)
    {
        _sink.Start(_paragraph);
        WriteRun(note);
        _sink.End();
    }

    /// <summary>A run of ours, where the place is inside a paragraph.</summary>
    public void WriteRun(string note)
    {
        _budget.ChargeObjects(1);
        _run.Mark = NoteMark;
        _sink.Start(_run);
        _sink.Start(_text);
        _sink.Text(note);
        _sink.End();
        _sink.End();
    }

    private void Begin()
    {
        if (!_isOpen)
        {
            _isOpen = true;
            _budget.ChargeObjects(1);
            _sink.Start(_paragraph);
            _sink.Start(_run);
        }
    }

    private void EndText()
    {
        if (_isInText)
        {
            _isInText = false;
            _sink.End();
        }
    }

    private static ElementStart Named(ElementStart place, string name) => new() { Vocabulary = Vocabulary.Word, Prefix = place.Prefix, LocalName = name, Namespace = place.Namespace };
}
