using System.Text;
using Mugai.Sanitizers.Ooxml.Rules;
using Mugai.Sanitizers.Ooxml.Xml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml.Word;

/// <summary>
/// Word fields in a stream. Run twice over the same part: first without a sink, to join each field's code and decide (<see cref="Decisions"/>, by the
/// mark of the element that begins the field), then with one, to carry the decisions out. Fields may cross runs and paragraphs and stand inside each other; they may not
/// leave a text box, a note, a comment or a branch of AlternateContent.
/// </summary>
internal sealed class FieldFilter : IXmlSink
{
    // Word stops at 20 fields in each other; branches and text boxes count here too.
    private const int MaxOpenFields = 256;

    private readonly IXmlSink? _next;
    private readonly PartScope? _scope;
    private readonly Dictionary<long, FieldDecision> _decisions;
    private readonly Stack<Place> _places = new();
    private readonly Stack<OpenField> _fields = new();
    private int _skipDepth;

    /// <summary>First run: decides.</summary>
    public FieldFilter() => _decisions = [];

    /// <summary>Second run: carries <paramref name="decisions"/> out.</summary>
    public FieldFilter(IXmlSink next, Dictionary<long, FieldDecision> decisions, PartScope scope)
    {
        _next = next;
        _decisions = decisions;
        _scope = scope;
    }

    /// <summary>What the first run decided.</summary>
    public Dictionary<long, FieldDecision> Decisions => _decisions;

    /// <summary>True when the part holds anything of a field, also marks and codes that belong to none.</summary>
    public bool HasFields { get; private set; }

    private bool IsDeciding => _next is null;

    /// <summary>The innermost open field of this story; null when there is none.</summary>
    private OpenField? Top => _fields.TryPeek(out var top) && !top.IsBarrier ? top : null;

    /// <inheritdoc/>
    public void Start(ElementStart element)
    {
        if (_skipDepth > 0)
        {
            _skipDepth++;
            return;
        }

        var place = PlaceOf(element);
        HasFields |= place is Place.Mark or Place.Simple or Place.Code;
        var keep = place switch
        {
            Place.Mark => Mark(element),
            Place.Simple => Simple(element),
            Place.Code => IsDeciding || Top is { InCode: true, Decision.Fate: FieldFate.Keep },
            _ => true,
        };
        // Whatever a run shows inside the code of a field that goes is code too: results of fields inside it, pictures.
        if (!IsDeciding && (!keep || (_places.TryPeek(out var parent) && parent == Place.Run && element.LocalName != "rPr" && IsInFlattenedCode())))
        {
            if (place == Place.Simple)
            {
                _places.Push(Place.Unwrapped);
                return;
            }

            _skipDepth = 1;
            return;
        }

        if (place == Place.Barrier)
        {
            _fields.Push(OpenField.Barrier);
        }

        _places.Push(place);
        _next?.Start(element);
    }

    /// <inheritdoc/>
    public void Text(ReadOnlySpan<char> text)
    {
        if (_skipDepth > 0)
        {
            return;
        }

        if (IsDeciding && _places.TryPeek(out var place) && place is Place.Code or Place.Text && Top is { InCode: true } field)
        {
            field.Append(text);
        }

        _next?.Text(text);
    }

    /// <inheritdoc/>
    public void End()
    {
        if (_skipDepth > 0)
        {
            _skipDepth--;
            return;
        }

        var place = _places.Pop();
        if (place == Place.Barrier)
        {
            while (!_fields.Pop().IsBarrier)
            {
            }
        }

        if (place != Place.Unwrapped)
        {
            _next?.End();
        }
    }

    /// <summary>w:fldChar: false when it goes.</summary>
    private bool Mark(ElementStart element)
    {
        switch (element.Get(Vocabulary.Word, "fldCharType"))
        {
            case "begin":
                return Begin(element.Mark);
            case "separate" when Top is { InCode: true } field:
                field.InCode = false;
                return field.Decision.Fate == FieldFate.Keep;
            case "end" when Top is { } field:
                return Finish(element);
            default:
                return false;
        }
    }

    private bool Begin(long mark)
    {
        if (_fields.Count >= MaxOpenFields)
        {
            throw new BudgetExceededException(Reason.TooDeep, "fields");
        }

        if (IsDeciding)
        {
            if (Top is { InCode: true } outer)
            {
                outer.Append([FieldCode.NestedMark]);
            }

            _fields.Push(new OpenField(mark));
            _decisions.Add(mark, FieldDecision.Open);
            return true;
        }

        var decision = Decided(mark);
        _fields.Push(new OpenField(mark) { Decision = decision });
        Report(decision);
        return decision.Fate == FieldFate.Keep;
    }

    private bool Finish(ElementStart element)
    {
        var field = _fields.Pop();
        if (IsDeciding)
        {
            var decision = field.HasFlattenedInside ? FieldCode.Judge(field.Code) with { Fate = FieldFate.Flatten } : FieldCode.Judge(field.Code);
            _decisions[field.Mark] = field.HasFlattenedInside && decision.Code.Length == 0 ? decision with { Code = OoxmlCodes.Field } : decision;
            FlattenOuter(_decisions[field.Mark]);
            return true;
        }

        if (field.Decision is { Fate: FieldFate.Flatten, ShownText: { } shown } && field.InCode && !IsInFlattenedCode())
        {
            Show(element, shown);
        }

        return field.Decision.Fate == FieldFate.Keep;
    }

    private bool Simple(ElementStart element)
    {
        if (IsDeciding)
        {
            if (Top is { InCode: true } outer)
            {
                outer.Append([FieldCode.NestedMark]);
            }

            var judged = FieldCode.Judge(element.Get(Vocabulary.Word, "instr"));
            _decisions.Add(element.Mark, judged);
            FlattenOuter(judged);
            return true;
        }

        var decision = Decided(element.Mark);
        Report(decision);
        return decision.Fate == FieldFate.Keep && !IsInFlattenedCode();
    }

    /// <summary>What a flattened field leaves inside another's code would be read as that one's code.</summary>
    private void FlattenOuter(FieldDecision decision)
    {
        if (decision.Fate != FieldFate.Keep && Top is { InCode: true } outer)
        {
            outer.HasFlattenedInside = true;
        }
    }

    private FieldDecision Decided(long mark) => _decisions.GetValueOrDefault(mark, FieldDecision.Open);

    private bool IsInFlattenedCode()
    {
        foreach (var field in _fields)
        {
            if (field.InCode && field.Decision.Fate == FieldFate.Flatten)
            {
                return true;
            }
        }

        return false;
    }

    private void Report(FieldDecision decision)
    {
        if (decision.Fate != FieldFate.Keep)
        {
            _scope!.Report(decision.Code, FindingAction.Replaced, decision.Name);
        }
    }

    private void Show(ElementStart mark, string text)
    {
        var element = new ElementStart { Vocabulary = Vocabulary.Word, Prefix = mark.Prefix, LocalName = "t", Namespace = mark.Namespace };
        element.Attributes.Add(new ElementAttribute(Vocabulary.Xml, "xml", "space", "http://www.w3.org/XML/1998/namespace", "preserve"));
        _next!.Start(element);
        _next.Text(text);
        _next.End();
    }

    private static Place PlaceOf(ElementStart element) => (element.Vocabulary, element.LocalName) switch
    {
        (Vocabulary.Word, "fldChar") => Place.Mark,
        (Vocabulary.Word, "fldSimple") => Place.Simple,
        (Vocabulary.Word, "instrText" or "delInstrText") => Place.Code,
        (Vocabulary.Word, "t" or "delText") => Place.Text,
        (Vocabulary.Word, "r") => Place.Run,
        (Vocabulary.Word, "txbxContent" or "footnote" or "endnote" or "comment" or "docPartBody") => Place.Barrier,
        (Vocabulary.Mc, "Choice" or "Fallback") => Place.Barrier,
        _ => Place.Elsewhere,
    };

    private enum Place : byte
    {
        Elsewhere,
        Run,
        Mark,
        Simple,
        Code,
        Text,
        Barrier,
        Unwrapped,
    }

    private sealed class OpenField(long mark)
    {
        public static readonly OpenField Barrier = new(-1) { IsBarrier = true, InCode = false };

        private readonly StringBuilder _code = new();

        public long Mark => mark;

        public bool IsBarrier { get; private init; }

        public bool InCode { get; set; } = true;

        public bool HasFlattenedInside { get; set; }

        public FieldDecision Decision { get; init; }

        public string Code => _code.ToString();

        public void Append(ReadOnlySpan<char> text)
        {
            // One character more than the judge accepts is enough to be refused.
            if (_code.Length <= FieldCode.MaxChars)
            {
                _code.Append(text[..Math.Min(text.Length, FieldCode.MaxChars + 1 - _code.Length)]);
            }
        }
    }
}
