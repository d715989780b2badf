using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizers.Rtf.Reading;
using Mugai.Sanitizers.Rtf.Vocabulary;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Rtf;

/// <summary>The text of a document: stories in the order in which they stand, results of fields, no pictures.</summary>
internal sealed class RtfPlainText(TextCleaner text) : IRtfHandler
{
    private readonly Stack<bool> _outer = new();
    private bool _isShown = true;

    public static PartVerdict Write(PartInput input, Stream output, ISanitizeContext context)
    {
        input.Content.Position = 0;
        return ExtractedText.Write(input.Name, output, context, cleaner =>
            new RtfReader(input.Content, context.Budget).Read(new RtfPlainText(cleaner)) is not RtfFault.None and var fault ? PartVerdict.Blocked(RtfSanitizer.ReasonOf(fault)) : null);
    }

    public bool IsDone { get; private set; }

    public void GroupBegin()
    {
        _outer.Push(_isShown);
    }

    public void GroupEnd()
    {
        _isShown = _outer.Count > 0 ? _outer.Pop() : _isShown;
        IsDone = _outer.Count == 0;
    }

    public void Control(ReadOnlySpan<char> name, int? number, bool isStarred)
    {
        if (!RtfVocabulary.Find(name, out var word))
        {
            _isShown &= !isStarred;
            return;
        }

        switch (word.Kind)
        {
            case RtfKind.Character:
                Text(word.Code, isEscaped: false);
                break;
            case RtfKind.ObjectResult or RtfKind.UnicodeText:
                _isShown = IsShownAround();
                break;
            case RtfKind.Object or RtfKind.Unicode:
                _pairs.Push((_outer.Count, _isShown));
                _isShown = false;
                break;
            case RtfKind.Story when word.Name is "footnote" or "annotation" or "header" or "footer" or "shptxt" or "dptxbxtext":
                Text("\r\n", isEscaped: false);
                break;
            case RtfKind.Story or RtfKind.FieldResult or RtfKind.Field or RtfKind.Format or RtfKind.Wide or RtfKind.Quiet or RtfKind.RemovedWord or RtfKind.Font or RtfKind.Style or RtfKind.Cell or RtfKind.CodePage
                or RtfKind.OverrideCount or RtfKind.PictureWord:
                break;
            default:
                _isShown = false;
                break;
        }
    }

    private readonly Stack<(int Depth, bool IsShown)> _pairs = new();

    // What an object or a pair of texts stands in; those that have ended are gone.
    private bool IsShownAround()
    {
        while (_pairs.TryPeek(out var pair) && pair.Depth > _outer.Count)
        {
            _pairs.Pop();
        }

        return _pairs.TryPeek(out var around) ? around.IsShown : _isShown;
    }

    public void Text(ReadOnlySpan<char> characters, bool isEscaped)
    {
        if (_isShown && _outer.Count > 0)
        {
            text.Write(characters);
        }
    }
}
