using Mugai.Policies;
using Mugai.Sanitizers.Links;
using Mugai.Sanitizers.PlainText;

namespace Mugai.Sanitizers.Html;

/// <summary>Links, pictures, form fields and whatever would load or act.</summary>
public sealed partial class HtmlTextConverter
{
    // Longer labels are sentences; what a link claims to be stands at its beginning.
    private const int MaxLabelChars = 512;

    // Nobody looks at a picture of two pixels; it is there to be fetched.
    private const float TrackingPixels = 2;

    private readonly char[] _label = new char[MaxLabelChars];
    private int _labelLength;
    private bool _linkIsOpen;
    private bool _linkHasImage;
    private LinkTarget _target;

    private OpenEffects BeginLink()
    {
        if (!_attributes.Has(HtmlAttribute.Href))
        {
            return OpenEffects.None;
        }

        _target = LinkTarget.Parse(_attributes[HtmlAttribute.Href]);
        if (_target.Kind == LinkKind.Dangerous)
        {
            _found.Add(HtmlFindingKind.DangerousLink, _target.Scheme + ":");
        }

        _linkIsOpen = true;
        _linkHasImage = false;
        _labelLength = 0;
        _layout.BeginLabel();
        return OpenEffects.Link;
    }

    // As the eye reads it: an invisible character inside a name must not hide what the link claims.
    private void AppendLabel(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (_labelLength == MaxLabelChars)
            {
                return;
            }

            if (c is '\n' or '\f' || char.IsSurrogate(c) || TextCharacters.IsPlain(c))
            {
                _label[_labelLength++] = c;
            }
        }
    }

    private void EndLink()
    {
        _linkIsOpen = false;
        if (!_isHidden)
        {
            WriteTarget(_label.AsSpan(0, _labelLength).Trim(" \t\n\f\u00A0\u3000"));
        }

        _layout.EndLabel();
    }

    private void WriteTarget(ReadOnlySpan<char> label)
    {
        if (_target.Kind is LinkKind.None or LinkKind.Part or LinkKind.Dangerous || (label.Length == 0 && !_linkHasImage))
        {
            return;
        }

        var claimed = LinkLabel.HostIn(label);
        var isMismatch = _target.HidesHost
            || (claimed.Length > 0 && _target.Kind is LinkKind.Web or LinkKind.Mail && !LinkLabel.SameSite(claimed, _target.Host));
        if (isMismatch)
        {
            _found.Add(HtmlFindingKind.LinkMismatch, claimed + " → " + _target.Host);
        }

        var style = _rules.StyleFor(_target);
        if (style == LinkStyle.Remove)
        {
            if (isMismatch)
            {
                _layout.Literal(Caution);
            }

            return;
        }

        if (_rules.IsPortal(_target.Host))
        {
            _found.Add(HtmlFindingKind.ForgedNotice, _target.Host);
        }

        var defang = style == LinkStyle.Defang;
        var shown = _target.Show(defang && _target.Kind != LinkKind.Mail);
        var notes = LinkNotes.For(_target, null, _options.Language, out var kinds);
        TextLinks.CountNotes(_found, _target, kinds);
        if (!isMismatch && LinkLabel.IsTarget(label, _target))
        {
            // The label is the target: once is enough.
            if (defang && _target.Kind == LinkKind.Web)
            {
                _layout.ReplaceLabel(shown);
            }

            Note(notes);
            return;
        }

        if (defang && claimed.Length > 0 && _target.Kind == LinkKind.Web)
        {
            _layout.ReplaceLabel(DefangedLabel(_layout.Label));
        }

        if (label.Length == 0)
        {
            _layout.Literal(IsEnglish ? "[Image]" : "[画像]");
        }

        _layout.Apart("<", shown, ">");
        Note(notes);
        if (isMismatch)
        {
            _layout.Literal(Caution);
        }
    }

    private void Note(string notes)
    {
        if (notes.Length > 0)
        {
            _layout.Literal(notes);
        }
    }

    private static string DefangedLabel(ReadOnlySpan<char> label)
    {
        var named = label.Contains("://", StringComparison.Ordinal) && !label.ContainsAny(' ', '\n') ? LinkTarget.Parse(label) : default;
        return named.Kind == LinkKind.Web ? named.Show(defang: true) : LinkTarget.Defanged(label.ToString());
    }

    private string Caution => _options.Language switch
    {
        NoticeLanguage.Ja => "【注意: 表示と異なる宛先です】",
        NoticeLanguage.En => " [Caution: this link does not lead where it says]",
        _ => "【注意: 表示と異なる宛先です / Caution: leads elsewhere】",
    };

    private void Void(in StyleFacts facts)
    {
        _voidIsHidden = facts.HidesAll || facts.Invisible == Tristate.On;
        switch (_tag)
        {
            case HtmlElement.Br:
                Break();
                break;
            case HtmlElement.Hr when !_isHidden && !facts.HidesAll:
                _layout.Block(1);
                _layout.Literal(RuleLine);
                _layout.Block(1);
                break;
            case HtmlElement.Img:
                Image(facts);
                break;
            case HtmlElement.Input when !_isHidden && !facts.HidesAll:
                Input();
                break;
            case HtmlElement.Meta:
                Meta();
                break;
            case HtmlElement.Base when _attributes.Has(HtmlAttribute.Href):
                _found.Add(HtmlFindingKind.BaseHref, _attributes[HtmlAttribute.Href]);
                break;
            case HtmlElement.Link:
                _hasForeignSheet |= _attributes[HtmlAttribute.Rel].Contains("stylesheet", StringComparison.OrdinalIgnoreCase);
                CountExternal(_attributes[HtmlAttribute.Href], isLink: false);
                break;
            case HtmlElement.Area when LinkTarget.Parse(_attributes[HtmlAttribute.Href]).Kind == LinkKind.Dangerous:
                _found.Add(HtmlFindingKind.DangerousLink);
                break;
        }
    }

    private void Break()
    {
        if (!_isHidden)
        {
            _layout.LineBreak();
            if (_linkIsOpen)
            {
                AppendLabel(" ");
            }
        }
    }

    private void Image(in StyleFacts facts)
    {
        var source = _attributes[HtmlAttribute.Src];
        var isExternal = LinkTarget.IsExternal(source) || LinkTarget.IsExternal(_attributes[HtmlAttribute.SrcSet]);
        var width = facts.Width >= 0 ? facts.Width : _attributes.Integer(HtmlAttribute.Width, int.MaxValue);
        var height = facts.Height >= 0 ? facts.Height : _attributes.Integer(HtmlAttribute.Height, int.MaxValue);
        var isUnseen = _isHidden || facts.HidesAll || facts.Invisible == Tristate.On;
        if (isExternal && (isUnseen || (width <= TrackingPixels && height <= TrackingPixels)))
        {
            _found.Add(HtmlFindingKind.TrackingPixel, source);
        }
        else if (isExternal)
        {
            _found.Add(HtmlFindingKind.ExternalResource, source);
        }

        if (isUnseen || width <= TrackingPixels || height <= TrackingPixels)
        {
            return;
        }

        _linkHasImage |= _linkIsOpen;
        var alt = _attributes[HtmlAttribute.Alt].Trim();
        if (alt.Length > 0)
        {
            _layout.Literal(IsEnglish ? "[Image: " : "[画像: ");
            _layout.Text(alt);
            _layout.Literal("]");
            if (_linkIsOpen)
            {
                AppendLabel(alt);
            }
        }
    }

    private void Input()
    {
        var type = _attributes[HtmlAttribute.Type];
        var mark = _attributes.Has(HtmlAttribute.Checked) ? "x" : " ";
        if (type.Equals("hidden", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        if (type.Equals("checkbox", StringComparison.OrdinalIgnoreCase))
        {
            _layout.Literal($"[{mark}]");
        }
        else if (type.Equals("radio", StringComparison.OrdinalIgnoreCase))
        {
            _layout.Literal($"({mark})");
        }
        else
        {
            _layout.Literal("[");
            _layout.Text(_attributes[HtmlAttribute.Value]);
            _layout.Literal("]");
        }
    }

    private void Meta()
    {
        if (_attributes[HtmlAttribute.HttpEquiv].Trim().Equals("refresh", StringComparison.OrdinalIgnoreCase))
        {
            _found.Add(HtmlFindingKind.MetaRefresh, _attributes[HtmlAttribute.Content]);
        }
    }

    private void Count(HtmlTraits traits)
    {
        if (_tag == HtmlElement.Script)
        {
            _found.Add(HtmlFindingKind.Script, _attributes[HtmlAttribute.Src]);
        }
        else if ((traits & HtmlTraits.Active) != 0)
        {
            var source = _attributes[HtmlAttribute.Src];
            _found.Add(HtmlFindingKind.ActiveContent, source.Length > 0 ? source : _attributes[HtmlAttribute.Data]);
        }
        else if ((traits & HtmlTraits.Form) != 0)
        {
            _found.Add(HtmlFindingKind.Form);
        }
    }

    private void CountExternal(ReadOnlySpan<char> url, bool isLink)
    {
        if (!isLink && LinkTarget.IsExternal(url))
        {
            _found.Add(HtmlFindingKind.ExternalResource, url);
        }
    }

    // Elements whose content is not markup. True when nothing else is to be done for the tag.
    private bool StartsRaw()
    {
        switch (_tag)
        {
            case HtmlElement.Script:
                BeginRaw(HtmlContentModel.ScriptData);
                return true;
            case HtmlElement.Style or HtmlElement.Iframe or HtmlElement.NoEmbed or HtmlElement.NoFrames:
                BeginRaw(HtmlContentModel.RawText);
                return true;
            case HtmlElement.Title:
                BeginRaw(HtmlContentModel.RcData);
                return true;
            case HtmlElement.Textarea:
                _tokenizer.SwitchTo(HtmlContentModel.RcData);
                return false;
            case HtmlElement.Xmp:
                _tokenizer.SwitchTo(HtmlContentModel.RawText);
                return false;
            case HtmlElement.Plaintext:
                _tokenizer.SwitchTo(HtmlContentModel.PlainText);
                return false;
            default:
                return false;
        }
    }
}
