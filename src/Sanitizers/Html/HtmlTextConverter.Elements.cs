namespace Mugai.Sanitizers.Html;

/// <summary>Start tags: what of tree construction (WHATWG 13.2.6) the order and the borders of text depend on.</summary>
public sealed partial class HtmlTextConverter
{
    private void StartTag()
    {
        var traits = HtmlElements.Of(_tag);
        CloseImplied(traits);
        Count(traits);
        if (StartsRaw())
        {
            return;
        }

        var facts = ReadStyle();
        if ((traits & HtmlTraits.Void) != 0)
        {
            Void(facts);
            return;
        }

        if (_tag is HtmlElement.Html or HtmlElement.Head or HtmlElement.Frameset || (_tag == HtmlElement.Body && _hasBody))
        {
            return;
        }

        _hasBody |= _tag == HtmlElement.Body;
        Push(traits, facts);
    }

    private void Push(HtmlTraits traits, in StyleFacts facts)
    {
        var effects = OpenEffects.None;
        if (HidesAll(traits, facts))
        {
            effects |= OpenEffects.Hidden;
        }

        if (ChangesStyle(facts))
        {
            effects |= OpenEffects.Style;
        }

        if (_hiddenDepth == 0 && (effects & OpenEffects.Hidden) == 0)
        {
            effects |= Open(traits, facts);
        }

        if (!_open.TryPush(_tag, _tagHash, effects))
        {
            _found.Add(HtmlFindingKind.TooDeep);
            Undo(effects & ~(OpenEffects.Hidden | OpenEffects.Style), _tag);
            return;
        }

        if ((effects & OpenEffects.Style) != 0)
        {
            EnterStyle(facts);
        }

        if ((effects & OpenEffects.Hidden) != 0)
        {
            _hiddenDepth++;
            _hiddenIsQuiet = _hiddenDepth == 1 ? (traits & HtmlTraits.Hidden) != 0 && _tag != HtmlElement.Template : _hiddenIsQuiet;
        }

        UpdateVisibility();
        if (_tag is HtmlElement.Svg or HtmlElement.Math)
        {
            _foreign++;
            _tokenizer.AllowCData = true;
        }
    }

    // The layout of an element that shows; what comes back is undone when it ends.
    private OpenEffects Open(HtmlTraits traits, in StyleFacts facts)
    {
        var isBlock = facts.Display == DisplayKind.Block || ((traits & HtmlTraits.Block) != 0 && facts.Display != DisplayKind.Inline);
        var isSpaced = (traits & HtmlTraits.Spaced) != 0 && !IsTight(facts);
        var effects = !isBlock ? OpenEffects.None : isSpaced ? OpenEffects.Line | OpenEffects.Margin : OpenEffects.Line;
        if (isBlock)
        {
            _layout.Block(isSpaced ? 2 : 1, keepBlank: true);
        }

        switch (_tag)
        {
            case HtmlElement.A:
                return effects | BeginLink();
            case >= HtmlElement.H1 and <= HtmlElement.H6:
                return effects | Prefix(new LinePrefix(LinePrefixKind.Heading, _tag - HtmlElement.H1 + 1));
            case HtmlElement.Blockquote:
                return effects | Prefix(new LinePrefix(LinePrefixKind.Quote));
            case HtmlElement.Dd:
                return effects | Prefix(new LinePrefix(LinePrefixKind.Indent));
            case HtmlElement.Ul or HtmlElement.Menu or HtmlElement.Dir or HtmlElement.Ol:
                BeginList();
                return effects | OpenEffects.List;
            case HtmlElement.Li:
                return effects | Prefix(NextItem());
            case HtmlElement.Pre or HtmlElement.Listing or HtmlElement.Xmp or HtmlElement.Textarea:
                _skipLineFeed = true;
                return effects;
            case HtmlElement.Table:
                _layout.BeginTable(!IsPresentation(), _attributes.Integer(HtmlAttribute.Border, 0) > 0);
                return effects | OpenEffects.Table;
            case HtmlElement.Tr:
                _layout.BeginRow();
                return effects | OpenEffects.Row;
            case HtmlElement.Td or HtmlElement.Th:
                _layout.BeginCell(_tag == HtmlElement.Th, _attributes.Integer(HtmlAttribute.ColSpan, 1), _attributes.Integer(HtmlAttribute.RowSpan, 1));
                return effects | OpenEffects.Cell;
            case HtmlElement.Rt:
                _layout.Literal("(");
                return effects | OpenEffects.Parenthesis;
            case HtmlElement.Button or HtmlElement.Select:
                _layout.Literal("[");
                _optionSeen = false;
                return effects | OpenEffects.Bracket;
            case HtmlElement.Option:
                if (_optionSeen)
                {
                    _layout.Apart("/");
                    _layout.Space();
                }

                _optionSeen = true;
                return effects;
            default:
                return effects;
        }
    }

    private OpenEffects Prefix(LinePrefix prefix) => _layout.PushPrefix(prefix) ? OpenEffects.Prefix : OpenEffects.None;

    private bool IsPresentation() =>
        _attributes[HtmlAttribute.Role] is "presentation" or "none";

    // Paragraphs that follow each other as lines: no margin, or Outlook's own classes, whose style sheet says so.
    private bool IsTight(in StyleFacts facts) =>
        _tag switch
        {
            HtmlElement.P => facts.NoMargin || _attributes[HtmlAttribute.Class].StartsWith("Mso", StringComparison.Ordinal),
            HtmlElement.Ul or HtmlElement.Ol or HtmlElement.Menu or HtmlElement.Dir => _lists.Count > 0,
            HtmlElement.Pre => facts.NoMargin,
            _ => false,
        };

    private void BeginList()
    {
        var isOrdered = _tag == HtmlElement.Ol;
        var style = _attributes[HtmlAttribute.Type];
        var step = isOrdered && _attributes.Has(HtmlAttribute.Reversed) && _attributes.Has(HtmlAttribute.Start) ? -1 : 1;
        _lists.Add(new ListFrame(isOrdered, _attributes.Integer(HtmlAttribute.Start, 1), step, style is "a" or "A" or "i" or "I" ? style[0] : '1'));
    }

    private LinePrefix NextItem()
    {
        if (_lists.Count == 0 || !_lists[^1].IsOrdered)
        {
            return new LinePrefix(LinePrefixKind.Bullet);
        }

        var list = _lists[^1];
        var number = _attributes.Integer(HtmlAttribute.Value, list.Next);
        _lists[^1] = list with { Next = unchecked(number + list.Step) };
        return new LinePrefix(LinePrefixKind.Number, number, list.Style);
    }

    // 13.2.6.5: HTML inside SVG or MathML ends it.
    private bool LeavesForeign()
    {
        if ((HtmlElements.Of(_tag) & HtmlTraits.Breakout) == 0)
        {
            return false;
        }

        PopTo(Math.Max(0, Math.Max(_open.Last(HtmlElement.Svg), _open.Last(HtmlElement.Math))));
        return true;
    }

    private void StartForeign(bool selfClosing)
    {
        if (_tag == HtmlElement.Script)
        {
            _found.Add(HtmlFindingKind.Script);
        }

        CountExternal(_attributes[HtmlAttribute.Href], isLink: _tag == HtmlElement.A);
        if (selfClosing)
        {
            return;
        }

        var traits = HtmlElements.Of(_tag) & ~HtmlTraits.Void;
        if (_tag is HtmlElement.Script or HtmlElement.Style)
        {
            traits |= HtmlTraits.Hidden;
        }

        Push(traits, ReadStyle());
    }
}
