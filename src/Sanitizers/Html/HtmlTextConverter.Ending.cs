namespace Mugai.Sanitizers.Html;

/// <summary>Ends of elements, written or implied, and what has to be undone with them.</summary>
public sealed partial class HtmlTextConverter
{
    private void CloseImplied(HtmlTraits traits)
    {
        if ((traits & HtmlTraits.ClosesP) != 0 && _open.InScope(HtmlElement.P) is var p and >= 0)
        {
            PopTo(p);
        }

        switch (_tag)
        {
            case HtmlElement.A when _open.InScope(HtmlElement.A) is var a and >= 0:
                EndFormatting(a);
                break;
            case HtmlElement.Li:
                var list = Math.Max(_open.Last(HtmlElement.Ul), Math.Max(_open.Last(HtmlElement.Ol), _open.Last(HtmlElement.Menu)));
                CloseAfter(_open.InScope(HtmlElement.Li), list);
                break;
            case HtmlElement.Dd or HtmlElement.Dt:
                CloseAfter(Math.Max(_open.InScope(HtmlElement.Dd), _open.InScope(HtmlElement.Dt)), _open.Last(HtmlElement.Dl));
                break;
            case HtmlElement.Option or HtmlElement.Optgroup:
                CloseAfter(_open.InScope(HtmlElement.Option), _open.Last(HtmlElement.Select));
                break;
            case HtmlElement.Rt or HtmlElement.Rp:
                CloseAfter(Math.Max(_open.InScope(HtmlElement.Rt), _open.InScope(HtmlElement.Rp)), _open.Last(HtmlElement.Ruby));
                break;
            case HtmlElement.Td or HtmlElement.Th:
                CloseAfter(Math.Max(_open.InTable(HtmlElement.Td), _open.InTable(HtmlElement.Th)), -1);
                break;
            case HtmlElement.Tr:
                CloseAfter(_open.InTable(HtmlElement.Tr), -1);
                break;
            case HtmlElement.Tbody or HtmlElement.Thead or HtmlElement.Tfoot:
                CloseAfter(Math.Max(_open.InTable(HtmlElement.Tbody), Math.Max(_open.InTable(HtmlElement.Thead), _open.InTable(HtmlElement.Tfoot))), -1);
                break;
        }
    }

    private void CloseAfter(int index, int border)
    {
        if (index > border)
        {
            PopTo(index);
        }
    }

    private void EndTag()
    {
        if (_raw != HtmlElement.Unknown)
        {
            EndRaw();
            return;
        }

        if (_open.Overflow > 0)
        {
            _open.DropOverflow();
            return;
        }

        var traits = HtmlElements.Of(_tag);
        switch (_tag)
        {
            case HtmlElement.Html or HtmlElement.Head or HtmlElement.Body:
                break;
            case HtmlElement.Br:
                Break();
                break;
            case HtmlElement.P when _open.InScope(HtmlElement.P) < 0:
                if (!_isHidden)
                {
                    _layout.Block(2);
                }

                break;
            case >= HtmlElement.H1 and <= HtmlElement.H6:
                PopFrom(_open.HeadingInScope());
                break;
            case HtmlElement.Table:
                PopFrom(_open.Last(HtmlElement.Table));
                break;
            case HtmlElement.Tr or HtmlElement.Td or HtmlElement.Th or HtmlElement.Tbody or HtmlElement.Thead or HtmlElement.Tfoot or HtmlElement.Caption:
                PopFrom(_open.InTable(_tag));
                break;
            case var _ when (traits & HtmlTraits.Formatting) != 0:
                if (_open.InScope(_tag) is var formatting and >= 0)
                {
                    EndFormatting(formatting);
                }

                break;
            case var _ when (traits & (HtmlTraits.Special | HtmlTraits.Scope)) != 0:
                PopFrom(_open.InScope(_tag));
                break;
            default:
                PopFrom(_open.FindInline(_tag, _tagHash));
                break;
        }
    }

    // 13.2.6.4.7, adoption agency: the element ends here even when blocks inside it are still open.
    private void EndFormatting(int index)
    {
        if (_open.IsReachable(index))
        {
            PopTo(index);
        }
        else
        {
            Undo(_open.Remove(index), HtmlElement.A);
        }
    }

    private void PopFrom(int index)
    {
        if (index >= 0)
        {
            PopTo(index);
        }
    }

    private void PopTo(int index)
    {
        while (_open.Count > index)
        {
            var effects = _open.Pop(out var element);
            Undo(effects, element);
        }
    }

    private void Undo(OpenEffects effects, HtmlElement element)
    {
        if ((effects & OpenEffects.Hidden) != 0)
        {
            _hiddenDepth--;
        }

        if ((effects & OpenEffects.Style) != 0)
        {
            LeaveStyle();
        }

        if ((effects & (OpenEffects.Hidden | OpenEffects.Style)) != 0)
        {
            UpdateVisibility();
        }

        if (element is HtmlElement.Svg or HtmlElement.Math && _foreign > 0)
        {
            _foreign--;
            _tokenizer.AllowCData = _foreign > 0;
        }

        UndoLayout(effects, element);
    }

    private void UndoLayout(OpenEffects effects, HtmlElement element)
    {
        if ((effects & ~(OpenEffects.Hidden | OpenEffects.Style | OpenEffects.Gone)) == 0)
        {
            return;
        }

        if ((effects & OpenEffects.Link) != 0)
        {
            EndLink();
        }

        if ((effects & (OpenEffects.Parenthesis | OpenEffects.Bracket)) != 0)
        {
            _layout.Literal((effects & OpenEffects.Parenthesis) != 0 ? ")" : "]");
        }

        if ((effects & OpenEffects.Line) != 0)
        {
            _layout.Block((effects & OpenEffects.Margin) != 0 ? 2 : 1, keepBlank: element is HtmlElement.P or HtmlElement.Div or HtmlElement.Li);
        }

        if ((effects & OpenEffects.Prefix) != 0)
        {
            _layout.PopPrefix();
        }

        if ((effects & OpenEffects.List) != 0)
        {
            _lists.RemoveAt(_lists.Count - 1);
        }

        switch (effects & (OpenEffects.Cell | OpenEffects.Row | OpenEffects.Table))
        {
            case OpenEffects.Cell:
                _layout.EndCell();
                break;
            case OpenEffects.Row:
                _layout.EndRow();
                break;
            case OpenEffects.Table:
                _layout.EndTable();
                break;
        }
    }
}
