using System.Buffers;
using System.Text;
using Mugai.Policies;
using Mugai.Sanitizers.Html;
using Mugai.Sanitizers.Links;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.SafeHtml;

/// <summary>
/// Tokens of a page in, a safe page out: only elements and attributes of <see cref="SafeHtmlRules"/>, every tag closed in its place, every value quoted and escaped the
/// one way. What a browser's tree construction makes of such tags is again made of such tags, so nothing that is not on the list can come to be.
/// </summary>
internal sealed partial class SafeHtmlWriter : IHtmlTokenHandler
{
    private const int MaxTitleChars = 1_024;
    private const int MaxStyleChars = 512 * 1_024;
    private const int MaxAttributes = 32;

    // 8 MiB of picture in base64.
    private const int MaxPictureChars = 12 << 20;

    private readonly IBufferWriter<char> _output;
    private readonly ISanitizeContext _context;
    private readonly PartInput _part;
    private readonly IPagePictures? _beside;
    private readonly SafeHtmlBody? _body;
    private readonly LinkRules _links;
    private readonly HtmlTokenizer _tokenizer;
    private readonly HtmlFindings _found = new();
    private readonly CharacterFilter _characters = new(keepsLineEnds: true);
    private readonly OpenTags _open = new();
    private readonly StringBuilder _clean = new();
    private readonly StringBuilder _raw = new();
    private readonly List<(string Name, string Value)> _attributes = [];
    private string _tag = "";
    private string _attribute = "";
    private string _rawTag = "";
    private string _skipped = "";
    private int _skipDepth;
    private bool _isEnd;
    private bool _hasTitle;
    private bool _hasBody;
    private bool _isInert;
    private bool _isHidden;
    private char _high;
    private long _charged;

    public SafeHtmlWriter(IBufferWriter<char> output, PartInput part, ISanitizeContext context, IPagePictures? beside = null, SafeHtmlBody? body = null)
    {
        _beside = beside;
        _body = body;
        _links = body?.Links ?? new LinkRules(context.Policy);
        _output = output;
        _part = part;
        _context = context;
        _tokenizer = new HtmlTokenizer(this) { ValueLimit = MaxPictureChars };
        Put("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"" + SafeHtmlRules.Policy + "\">\n");
    }

    /// <summary>What was read; a page whose hidden places were found on other tokens is no page to give on.</summary>
    public long Tokens => _tokenizer.Tokens;

    public void Write(ReadOnlySpan<char> html)
    {
        _tokenizer.Write(html);
        _context.Budget.ChargeObjects(_tokenizer.Tokens - _charged);
        _charged = _tokenizer.Tokens;
    }

    public void Complete()
    {
        _tokenizer.Complete();
        EndRaw();
        BeginBody([]);
        FlushSurrogate();
        Close(_open.Count);
        Notice(isAtBottom: true);
        Put("</body></html>");
        if (_body is not null)
        {
            return;
        }

        foreach (var finding in _found.ToList(0, 0, 0))
        {
            _context.Report("", finding.Code, finding.Action, finding.Count, finding.Detail);
        }

        _characters.Report(_context);
    }

    void IHtmlTokenHandler.Text(ReadOnlySpan<char> text)
    {
        if (_rawTag.Length > 0)
        {
            var room = (_rawTag == "title" ? MaxTitleChars : _rawTag == "style" ? MaxStyleChars : 0) - _raw.Length;
            _raw.Append(text[..Math.Clamp(text.Length, 0, Math.Max(0, room))]);
        }
        else if (_skipDepth == 0)
        {
            Shown(text);
        }
    }

    void IHtmlTokenHandler.BeginTag(ReadOnlySpan<char> name, bool isEnd)
    {
        _tag = name.ToString();
        _isEnd = isEnd;
        _isInert = isEnd;
        _attributes.Clear();
    }

    bool IHtmlTokenHandler.BeginAttribute(ReadOnlySpan<char> name)
    {
        if (_isInert)
        {
            return false;
        }

        _attribute = name is "xlink:href" ? "href" : name.ToString();
        if (name.Length > 3 && name.StartsWith("on") && char.IsAsciiLetter(name[2]))
        {
            _found.Add(HtmlFindingKind.EventHandler);
        }

        if (!SafeHtmlRules.IsAsked(_attribute) || _attributes.Count == MaxAttributes || Has(_attribute))
        {
            return false;
        }

        // An attribute without a value is never delivered one.
        _attributes.Add((_attribute, ""));
        return true;
    }

    void IHtmlTokenHandler.AttributeValue(ReadOnlySpan<char> value, bool cut)
    {
        if (cut || (_attribute != "src" && value.Length > HtmlTokenizer.MaxValueChars))
        {
            _found.Add(HtmlFindingKind.CutValue);
            value = [];
        }

        _attributes[^1] = (_attribute, value.ToString());
    }

    void IHtmlTokenHandler.CommitTag(bool selfClosing)
    {
        FlushSurrogate();

        // An end tag belongs to what it ends, a start tag to what it begins.
        _isHidden = _isEnd ? _isHidden : _body?.Hidden.IsHidden(_tokenizer.Tokens, isBehind: false) ?? false;
        Commit(selfClosing);
        _isHidden = _body?.Hidden.IsHidden(_tokenizer.Tokens, isBehind: true) ?? false;
    }

    private void Commit(bool selfClosing)
    {
        if (_rawTag.Length > 0)
        {
            // The end tag of the raw element; the tokenizer sees to it that nothing else gets here.
            EndRaw();
        }
        else if (_skipDepth > 0)
        {
            Skip(selfClosing);
        }
        else if (_isEnd)
        {
            End();
        }
        else
        {
            Start();
        }
    }

    void IHtmlTokenHandler.Comment(ReadOnlySpan<char> start)
    {
        if (start.TrimStart().StartsWith("[if", StringComparison.OrdinalIgnoreCase))
        {
            _found.Add(HtmlFindingKind.ConditionalComment);
        }
    }

    private void Start()
    {
        switch (_tag)
        {
            case "html" or "head":
                break;
            case "body" or "frameset":
                BeginBody(_attributes);
                CountLoads();
                break;
            case "title" or "style" or "script" or "iframe" or "noembed" or "noframes":
                CountActive();
                _rawTag = _tag;
                _raw.Clear();
                _tokenizer.SwitchTo(_tag switch
                {
                    "script" => HtmlContentModel.ScriptData,
                    "title" => HtmlContentModel.RcData,
                    _ => HtmlContentModel.RawText,
                });
                break;
            case "meta" or "base" or "link":
                CountHead();
                break;
            case "svg" or "math" or "template" or "datalist":
                CountActive();
                _skipped = _tag;
                _skipDepth = 1;
                _tokenizer.AllowCData = _tag is "svg" or "math";
                break;
            case "input" or "textarea" or "select" or "option" or "button" or "form" or "fieldset" or "legend" or "label" or "optgroup" or "output" or "keygen":
                Control();
                break;
            case "plaintext" or "xmp" or "listing":
                Open("pre", []);
                _tokenizer.SwitchTo(_tag == "plaintext" ? HtmlContentModel.PlainText : _tag == "xmp" ? HtmlContentModel.RawText : HtmlContentModel.Data);
                break;
            case "img" or "image":
                Picture();
                break;
            case "a":
                Link();
                break;
            case "bdo":
                _found.Add(HtmlFindingKind.DirectionOverride);
                break;
            default:
                CountActive();
                CountLoads();
                if (SafeHtmlRules.IsElement(_tag))
                {
                    Open(_tag, _attributes);
                }

                break;
        }
    }

    private void End()
    {
        var name = _tag is "xmp" or "listing" or "plaintext" ? "pre" : _tag;
        if (name == "br")
        {
            // 13.2.6.4.7: </br> is <br>.
            Open("br", []);
            return;
        }

        if (name is "option" or "select" or "button" or "fieldset" or "legend" or "optgroup")
        {
            Shown(" ");
            return;
        }

        if (!SafeHtmlRules.IsElement(name) || SafeHtmlRules.IsVoid(name))
        {
            return;
        }

        if (_open.Overflow > 0)
        {
            _open.DropOverflow();
            return;
        }

        if (_open.ClosedBy(name) is var count and > 0)
        {
            Close(count);
        }
        else if (name == "p")
        {
            Open("p", []);
            Close(1);
        }
    }

    private void Open(string name, List<(string Name, string Value)> attributes)
    {
        BeginBody([]);
        if (_open.ImpliedBy(name) is var implied and > 0 && _open.Overflow == 0)
        {
            Close(implied);
        }

        if (!SafeHtmlRules.IsVoid(name) && !_open.TryPush(new OpenTag(name, IsWritten: true)))
        {
            _found.Add(HtmlFindingKind.TooDeep);
            return;
        }

        Put("<" + name);
        foreach (var (attribute, value) in attributes)
        {
            Attribute(attribute, value);
        }

        Put(">");
    }

    private void Attribute(string name, string value)
    {
        switch (SafeHtmlRules.Kind(name))
        {
            case ValueKind.Text:
                Quoted(name, _characters.Clean(value));
                break;
            case ValueKind.Word when SafeHtmlRules.IsWord(value):
                Quoted(name, value);
                break;
            case ValueKind.Style:
                _clean.Clear();
                if (SafeCss.Declarations(value, _clean) > 0)
                {
                    _found.Add(HtmlFindingKind.ExternalResource, value);
                }

                if (_clean.Length > 0)
                {
                    Quoted(name, _clean.ToString());
                }

                break;
        }
    }

    private void Close(int count)
    {
        for (; count > 0; count--)
        {
            if (_open.Top.Name == "a")
            {
                EndLink();
            }

            var tag = _open.Pop();
            if (tag.IsWritten)
            {
                Put("</" + tag.Name + ">");
            }
        }
    }

    private void Skip(bool selfClosing)
    {
        if (_tag == _skipped)
        {
            _skipDepth += _isEnd ? -1 : selfClosing ? 0 : 1;
        }
        else if (!_isEnd && _skipped is "svg" or "math" && IsBreakout(_tag))
        {
            // 13.2.6.5: such a tag ends foreign content, as a browser would show it.
            _skipDepth = 0;
        }

        if (_skipDepth == 0)
        {
            _tokenizer.AllowCData = false;
            if (_tag != _skipped && !_isEnd)
            {
                Start();
            }
        }
    }

    private static bool IsBreakout(string tag) => tag is "b" or "big" or "blockquote" or "body" or "br" or "center" or "code" or "dd" or "div" or "dl" or "dt" or "em" or "embed"
        or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "head" or "hr" or "i" or "img" or "li" or "listing" or "menu" or "meta" or "nobr" or "ol" or "p" or "pre" or "ruby"
        or "s" or "small" or "span" or "strong" or "strike" or "sub" or "sup" or "table" or "tt" or "u" or "ul" or "var";
}
