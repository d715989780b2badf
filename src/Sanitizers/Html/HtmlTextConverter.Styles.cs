using System.Buffers;

namespace Mugai.Sanitizers.Html;

/// <summary>What shows and what does not.</summary>
public sealed partial class HtmlTextConverter
{
    private const int White = 0xFFFFFF;

    // What newsletters fill a hidden preview line with.
    private static readonly SearchValues<char> BlankCharacters = SearchValues.Create(" \t\n\f\u00A0\u200B\u200C\u200D\u034F\u00AD\uFEFF");
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    private readonly Stack<InheritedStyle> _outerStyles = new();
    private InheritedStyle _style = new();
    private int _hiddenDepth;
    private bool _isHidden;
    private bool _hiddenIsQuiet;
    private bool _hiddenIsNoted;
    private bool _hasForeignSheet;

    private StyleFacts ReadStyle()
    {
        var facts = new StyleFacts();
        if (!_sheet.IsEmpty)
        {
            _sheet.Apply(ElementName(_tag), _attributes[HtmlAttribute.Class], _attributes[HtmlAttribute.Id], ref facts);
        }

        if (_attributes.IsEmpty)
        {
            return facts;
        }

        if (_attributes.Has(HtmlAttribute.BgColor))
        {
            facts.Background = LegacyColor(_attributes[HtmlAttribute.BgColor]);
        }

        if (_attributes.Has(HtmlAttribute.Color) && _tag == HtmlElement.Font)
        {
            facts.Color = LegacyColor(_attributes[HtmlAttribute.Color]);
        }

        if (_attributes.Has(HtmlAttribute.Background))
        {
            facts.Background = StyleFacts.UnknownColor;
            CountExternal(_attributes[HtmlAttribute.Background], isLink: false);
        }

        if (_attributes.Has(HtmlAttribute.Style))
        {
            InlineStyle.Parse(_attributes[HtmlAttribute.Style], ref facts);
            _found.Add(HtmlFindingKind.ExternalResource, count: facts.ExternalResources);
        }

        if (facts.OverridesDirection || (_tag == HtmlElement.Bdo && _attributes.Has(HtmlAttribute.Dir)))
        {
            _found.Add(HtmlFindingKind.DirectionOverride);
        }

        return facts;
    }

    private bool HidesAll(HtmlTraits traits, in StyleFacts facts) =>
        (traits & HtmlTraits.Hidden) != 0 || facts.HidesAll || (_attributes.Has(HtmlAttribute.Hidden) && facts.Display is DisplayKind.Unset or DisplayKind.None);

    private bool ChangesStyle(in StyleFacts facts) =>
        facts.Invisible != Tristate.Unset || facts.Tiny != Tristate.Unset || facts.Preformatted != Tristate.Unset || facts.Color != StyleFacts.Unset
        || facts.Background is not (StyleFacts.Unset or StyleFacts.Transparent) || IsPreformattedElement(_tag);

    private static bool IsPreformattedElement(HtmlElement element) =>
        element is HtmlElement.Pre or HtmlElement.Listing or HtmlElement.Xmp or HtmlElement.Plaintext or HtmlElement.Textarea;

    private void EnterStyle(in StyleFacts facts)
    {
        _outerStyles.Push(_style);
        if (facts.Invisible != Tristate.Unset)
        {
            _style.IsInvisible = facts.Invisible == Tristate.On;
        }

        if (facts.Tiny != Tristate.Unset)
        {
            _style.IsTiny = facts.Tiny == Tristate.On;
        }

        if (facts.Preformatted != Tristate.Unset || IsPreformattedElement(_tag))
        {
            _style.IsPreformatted = facts.Preformatted != Tristate.Off;
        }

        _style.Color = facts.Color == StyleFacts.Unset ? _style.Color : facts.Color;
        _style.Background = facts.Background is StyleFacts.Unset or StyleFacts.Transparent ? _style.Background : facts.Background;
    }

    private void LeaveStyle() => _style = _outerStyles.Pop();

    private void UpdateVisibility()
    {
        var wasHidden = _isHidden;
        _isHidden = _hiddenDepth > 0 || _style.IsInvisible || _style.IsTiny || IsUnreadable();
        _hiddenIsNoted &= wasHidden && _isHidden;
        _hiddenIsQuiet &= _hiddenDepth > 0;
        _layout.Preformatted = _style.IsPreformatted;
    }

    // The page is white unless something says otherwise, which a style sheet could do in a way that is not read here.
    private bool IsUnreadable() =>
        _style.Color == StyleFacts.Transparent
        || CssColor.LooksSame(_style.Color, _style.Background)
        || (_style is { Color: White, Background: StyleFacts.Unset } && _sheet.IsEmpty && !_hasForeignSheet);

    private void NoteHidden(ReadOnlySpan<char> text)
    {
        if (_hiddenIsNoted || _hiddenIsQuiet)
        {
            return;
        }

        var first = text.IndexOfAnyExcept(BlankCharacters);
        if (first >= 0)
        {
            _hiddenIsNoted = true;
            _found.Add(HtmlFindingKind.HiddenText, text[first..]);
        }
    }

    private static int LegacyColor(ReadOnlySpan<char> value)
    {
        value = value.Trim();
        if (value.Length == 6 && !value.ContainsAnyExcept(HexDigits))
        {
            Span<char> hex = stackalloc char[7];
            hex[0] = '#';
            value.CopyTo(hex[1..]);
            return CssColor.Parse(hex);
        }

        return CssColor.Parse(value);
    }

    // The names that type selectors of mail use.
    private static string ElementName(HtmlElement element) => element switch
    {
        HtmlElement.A => "a",
        HtmlElement.Body => "body",
        HtmlElement.Div => "div",
        HtmlElement.Font => "font",
        HtmlElement.Img => "img",
        HtmlElement.Li => "li",
        HtmlElement.P => "p",
        HtmlElement.Span => "span",
        HtmlElement.Table => "table",
        HtmlElement.Td => "td",
        HtmlElement.Th => "th",
        HtmlElement.Tr => "tr",
        HtmlElement.H1 => "h1",
        HtmlElement.H2 => "h2",
        HtmlElement.H3 => "h3",
        _ => "",
    };

    /// <summary>What children take over.</summary>
    private struct InheritedStyle
    {
        public InheritedStyle()
        {
        }

        public bool IsInvisible;
        public bool IsTiny;
        public bool IsPreformatted;
        public int Color = StyleFacts.Unset;
        public int Background = StyleFacts.Unset;
    }
}
