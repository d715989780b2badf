using System.Buffers;
using Mugai.Policies;
using Mugai.Sanitizers.Links;

namespace Mugai.Sanitizers.Html;

/// <summary>
/// NAME: HTML to readable plain text, streaming. Characters in by <see cref="Write"/> in chunks split anywhere, clean text out: CRLF
/// line ends, no controls, no direction or invisible characters.
/// KEEPS: every visible word in order; headings, lists, quotes, tables, preformatted text, ruby; where links lead.
/// REMOVES: everything that acts or loads; what a reader would not see. Each removal is counted in <see cref="Findings"/>.
/// LIMITS: no tree construction (WHATWG 13.2.6), only what of it text needs; CSS as far as <see cref="StyleSheet"/> says.
/// Never throws on input except <see cref="Mugai.Sanitizing.BudgetExceededException"/>. Time is linear and memory bounded on any input.
/// </summary>
public sealed partial class HtmlTextConverter
{
    private const int MaxTitleChars = 512;
    private const int MaxStyleSheetChars = 262_144;

    // What mail clients write text with; ends of a mail's parts may not be found by it, so it is not "-- " or "---".
    private const string RuleLine = "----------------------------------------";

    private readonly HtmlTextOptions _options;
    private readonly LinkRules _rules;
    private readonly HtmlTokenizer _tokenizer;
    private readonly TextLayout _layout;
    private readonly HtmlFindings _found = new();
    private readonly HtmlAttributes _attributes = new();
    private readonly OpenElements _open = new();
    private readonly StyleSheet _sheet = new();
    private readonly System.Text.StringBuilder _title = new();
    private readonly System.Text.StringBuilder _css = new();
    private readonly List<ListFrame> _lists = [];

    private HtmlElement _tag;
    private HtmlElement _raw;
    private bool _tagIsEnd;
    private bool _skipLineFeed;
    private bool _hasTitle;
    private bool _hasBody;
    private bool _optionSeen;
    private bool _voidIsHidden;
    private int _tagHash;
    private int _foreign;
    private long _chargedTokens;
    private long _chargedCharacters;

    /// <summary>Writes to <paramref name="output"/>.</summary>
    public HtmlTextConverter(IBufferWriter<char> output, HtmlTextOptions options)
    {
        _options = options;
        _rules = options.Rules ?? new LinkRules(new SanitizePolicy { Links = options.Links, Language = options.Language });
        _layout = new TextLayout(output);
        _tokenizer = new HtmlTokenizer(new TokenHandler(this));
    }

    /// <summary>The title element's text, white space collapsed; at most 512 characters.</summary>
    public UntrustedText Title => new(CollapsedTitle());

    /// <summary>What was found so far; complete after <see cref="Complete"/>.</summary>
    public IReadOnlyList<HtmlFinding> Findings => _found.ToList(_layout.Controls, _layout.BidiControls, _layout.Invisibles);

    /// <summary>True when text was written.</summary>
    public bool HasText => _layout.Written > 0;

    private bool IsEnglish => _options.Language == NoticeLanguage.En;

    /// <summary>Reads the next characters of the document.</summary>
    public void Write(ReadOnlySpan<char> html)
    {
        // In pieces, so that a budget stops the work soon after it is used up.
        const int PieceChars = 65_536;
        while (html.Length > 0)
        {
            var piece = html[..Math.Min(html.Length, PieceChars)];
            _tokenizer.Write(piece);
            Charge();
            html = html[piece.Length..];
        }
    }

    /// <summary>Ends the document and hands over the rest of the text.</summary>
    public void Complete()
    {
        _tokenizer.Complete();
        if (_raw != HtmlElement.Unknown)
        {
            EndRaw();
        }

        PopTo(0);
        _found.Add(HtmlFindingKind.ExternalResource, count: _sheet.ExternalResources);
        _layout.Complete();
        _options.Hidden?.Complete(_tokenizer.Tokens);
        Charge();
    }

    private void Charge()
    {
        if (_options.Budget is not { } budget)
        {
            return;
        }

        budget.ChargeObjects(_tokenizer.Tokens - _chargedTokens);
        budget.ChargeBytes(2 * (_layout.Written - _chargedCharacters));
        _chargedTokens = _tokenizer.Tokens;
        _chargedCharacters = _layout.Written;
    }

    private void Text(ReadOnlySpan<char> text)
    {
        if (_raw != HtmlElement.Unknown)
        {
            RawText(text);
            return;
        }

        if (_skipLineFeed)
        {
            // 13.2.6.4.7: the first line feed of pre and textarea is not part of it.
            _skipLineFeed = false;
            text = text[0] == '\n' ? text[1..] : text;
        }

        if (_isHidden)
        {
            NoteHidden(text);
            return;
        }

        _layout.Text(text);
        if (_linkIsOpen)
        {
            AppendLabel(text);
        }
    }

    private void RawText(ReadOnlySpan<char> text)
    {
        switch (_raw)
        {
            case HtmlElement.Title when !_hasTitle:
                _title.Append(text[..Math.Min(text.Length, MaxTitleChars - _title.Length)]);
                break;
            case HtmlElement.Style:
                _css.Append(text[..Math.Min(text.Length, MaxStyleSheetChars - _css.Length)]);
                break;
        }
    }

    private void BeginRaw(HtmlContentModel model)
    {
        _raw = _tag;
        _tokenizer.SwitchTo(model);
    }

    private void EndRaw()
    {
        if (_raw == HtmlElement.Style)
        {
            // A noscript shows here, but it must not hide what a reader with scripts sees: some pages blank themselves out in it.
            if (_open.Last(HtmlElement.NoScript) < 0)
            {
                _sheet.Add(_css.ToString());
            }

            _css.Clear();
        }
        else if (_raw == HtmlElement.Title && !_hasTitle)
        {
            EndTitle();
        }

        _raw = HtmlElement.Unknown;
    }

    private void EndTitle()
    {
        _hasTitle = true;
        var title = CollapsedTitle();
        if (!_options.WritesTitle || title.Length == 0 || HasText)
        {
            return;
        }

        _layout.Block(1);
        _layout.Text(title);
        _layout.Block(1);
        _layout.Literal(new string('=', Math.Clamp(EastAsianWidth.Of(title), 4, 60)));
        _layout.Block(2);
    }

    private string CollapsedTitle() => string.Join(' ', _title.ToString().Split([' ', '\t', '\n', '\f'], StringSplitOptions.RemoveEmptyEntries));

    private void Comment(ReadOnlySpan<char> start)
    {
        // [if mso]>…: only Outlook reads what is inside. [if !mso]><! ends here and what follows is for everybody.
        start = start.TrimStart();
        if (start.StartsWith("[if", StringComparison.OrdinalIgnoreCase) && !start.EndsWith("<!"))
        {
            _found.Add(HtmlFindingKind.ConditionalComment, start[..Math.Min(start.Length, Math.Max(0, start.IndexOf(']') + 1))]);
        }
    }

    private void CommitTag(bool selfClosing)
    {
        _skipLineFeed = false;
        if (_tagIsEnd)
        {
            EndTag();
            return;
        }

        _found.Add(HtmlFindingKind.EventHandler, count: _attributes.EventHandlers);
        if (_attributes.HasCut)
        {
            _found.Add(HtmlFindingKind.CutValue);
        }

        if (_foreign > 0 && !LeavesForeign())
        {
            StartForeign(selfClosing);
        }
        else
        {
            StartTag();
        }
    }

    /// <summary>The tokenizer's side of the converter, kept out of its public face.</summary>
    private sealed class TokenHandler(HtmlTextConverter owner) : IHtmlTokenHandler
    {
        public void Text(ReadOnlySpan<char> text)
        {
            if (text.Length > 0)
            {
                owner.Text(text);
            }
        }

        public void BeginTag(ReadOnlySpan<char> name, bool isEnd)
        {
            owner._tag = HtmlElements.Find(name);
            owner._tagHash = owner._tag == HtmlElement.Unknown ? NameHash(name) : 0;
            owner._tagIsEnd = isEnd;
            owner._attributes.Reset();
        }

        public bool BeginAttribute(ReadOnlySpan<char> name) => !owner._tagIsEnd && owner._attributes.Begin(name);

        public void AttributeValue(ReadOnlySpan<char> value, bool cut) => owner._attributes.Value(value, cut);

        public void CommitTag(bool selfClosing)
        {
            owner.CommitTag(selfClosing);
            owner._options.Hidden?.Note(owner._tokenizer.Tokens, owner._isHidden, owner._voidIsHidden);
            owner._voidIsHidden = false;
        }

        public void Comment(ReadOnlySpan<char> start) => owner.Comment(start);

        // Two unknown names with one hash would close each other: that changes layout, never what is let through.
        private static int NameHash(ReadOnlySpan<char> name)
        {
            var hash = 17;
            foreach (var c in name)
            {
                hash = unchecked((hash * 31) + c);
            }

            return hash;
        }
    }

    private record struct ListFrame(bool IsOrdered, int Next, int Step, char Style);
}
