using static Mugai.Sanitizers.Html.HtmlTokenizerState;

namespace Mugai.Sanitizers.Html;

/// <summary>
/// NAME: streaming HTML tokenizer after WHATWG HTML 13.2.5. Characters in by <see cref="Write"/>, in chunks split anywhere, tokens out
/// to the handler; the same document gives the same tokens however it is split. Never throws on input, never recurses, reads each
/// character a bounded number of times, and holds a bounded amount: names, values and comments are cut, not kept.
/// LIMITS: no tree construction (13.2.6); the handler says which content model follows a start tag.
/// </summary>
public sealed partial class HtmlTokenizer(IHtmlTokenHandler handler)
{
    /// <summary>The longest element and attribute names that mean anything have under 20 characters.</summary>
    public const int MaxNameChars = 64;

    /// <summary>Values that matter (URLs, inline styles, alternative texts) are shorter; 8 KiB is also what servers take as a URL.</summary>
    public const int MaxValueChars = 8192;

    /// <summary>Enough to see that a comment is a conditional one.</summary>
    public const int MaxCommentChars = 256;

    private const int PieceChars = 8192;

    private readonly IHtmlTokenHandler _handler = handler;
    private readonly char[] _name = new char[MaxNameChars];
    private readonly char[] _startName = new char[MaxNameChars];
    private readonly char[] _rawName = new char[MaxNameChars];
    private readonly char[] _comment = new char[MaxCommentChars];
    private readonly char[] _held = new char[80];
    private char[]? _piece;
    private char[] _value = new char[256];

    private HtmlTokenizerState _state = Data;
    private HtmlTokenizerState _rawState = RawText;
    private HtmlTokenizerState _returnState = Data;
    private bool _skipLineFeed;
    private bool _isEndTag;
    private bool _pendingAttribute;
    private bool _valueWanted;
    private bool _valueCut;
    private int _nameLength;
    private int _startNameLength;
    private int _rawNameLength;
    private int _commentLength;
    private int _heldLength;
    private int _valueLength;
    private int _codePoint;

    /// <summary>Tags, comments and references so far: the measure of work for a budget.</summary>
    public long Tokens { get; private set; }

    /// <summary>Characters of a value that are kept; more than <see cref="MaxValueChars"/> for who wants pictures that are written into the page.</summary>
    public int ValueLimit { get; init; } = MaxValueChars;

    /// <summary>True inside SVG and MathML, the only places where <c>&lt;![CDATA[</c> opens a section (13.2.5.42).</summary>
    public bool AllowCData { get; set; }

    /// <summary>Reads the next characters of the document.</summary>
    public void Write(ReadOnlySpan<char> chunk)
    {
        if (_skipLineFeed && chunk.Length > 0)
        {
            _skipLineFeed = false;
            chunk = chunk[0] == '\n' ? chunk[1..] : chunk;
        }

        while (chunk.Length > 0)
        {
            var window = chunk[..Math.Min(chunk.Length, PieceChars)];
            if (!window.Contains('\r'))
            {
                Run(window);
                chunk = chunk[window.Length..];
            }
            else
            {
                Run(TakeNormalized(ref chunk));
            }
        }
    }

    /// <summary>The document ends here: what is half open is closed as 13.2.5 says for EOF.</summary>
    public void Complete()
    {
        switch (_state)
        {
            case TagOpen or RawLessThanSign or ScriptDataLessThanSign or ScriptDataEscapedLessThanSign:
                _handler.Text("<");
                break;
            case EndTagOpen or RawEndTagOpen:
                _handler.Text("</");
                break;
            case RawEndTagName:
                FlushRawEndTag();
                break;
            case BogusComment or MarkupDeclarationOpen or CommentStart or CommentStartDash or Comment
                or CommentEndDash or CommentEnd or CommentEndBang:
                if (_state == MarkupDeclarationOpen)
                {
                    AppendComment(_held.AsSpan(0, _heldLength));
                }

                EmitComment();
                break;
            case CDataSectionBracket:
                _handler.Text("]");
                break;
            case CDataSectionEnd:
                _handler.Text("]]");
                break;
            case >= CharacterReference:
                CompleteReference();
                break;
        }

        _state = Data;
    }

    /// <summary>Called by the handler from <see cref="IHtmlTokenHandler.CommitTag"/> of a start tag whose content is not markup.</summary>
    public void SwitchTo(HtmlContentModel model)
    {
        _startName.AsSpan(0, _startNameLength).CopyTo(_rawName);
        _rawNameLength = _startNameLength;
        _rawState = (HtmlTokenizerState)(byte)model;
        _state = _rawState;
    }

    // 13.2.3.5: CR LF and CR become LF. Only windows that hold a CR are copied.
    private ReadOnlySpan<char> TakeNormalized(ref ReadOnlySpan<char> chunk)
    {
        _piece ??= new char[PieceChars];
        var filled = 0;
        while (filled < _piece.Length && chunk.Length > 0)
        {
            var window = chunk[..Math.Min(chunk.Length, _piece.Length - filled)];
            var cr = window.IndexOf('\r');
            var plain = cr < 0 ? window : window[..cr];
            plain.CopyTo(_piece.AsSpan(filled));
            filled += plain.Length;
            chunk = chunk[plain.Length..];
            if (cr >= 0)
            {
                _piece[filled++] = '\n';
                chunk = chunk[1..];
                _skipLineFeed = chunk.Length == 0;
                chunk = chunk.Length > 0 && chunk[0] == '\n' ? chunk[1..] : chunk;
            }
        }

        return _piece.AsSpan(0, filled);
    }

    // Each state reads at least one character, or changes the state without reading ("reconsume").
    private void Run(ReadOnlySpan<char> s)
    {
        var i = 0;
        while (i < s.Length)
        {
            i = _state switch
            {
                Data => ReadData(s, i),
                TagOpen => ReadTagOpen(s, i),
                EndTagOpen => ReadEndTagOpen(s, i),
                TagName => ReadTagName(s, i),
                RcData or RawText or ScriptData or PlainTextData => ReadRaw(s, i),
                RawLessThanSign or RawEndTagOpen or RawEndTagName => ReadRawTag(s, i),
                >= ScriptDataLessThanSign and <= ScriptDataDoubleEscapeEnd => ReadScript(s, i),
                >= BeforeAttributeName and <= SelfClosingStartTag => ReadAttributes(s, i),
                >= BogusComment and <= Doctype => ReadMarkup(s, i),
                >= CDataSection and <= CDataSectionEnd => ReadCData(s, i),
                _ => ReadReference(s, i),
            };
        }
    }

    private int ReadData(ReadOnlySpan<char> s, int i)
    {
        var rest = s[i..];
        var stop = rest.IndexOfAny('<', '&');
        if (stop < 0)
        {
            _handler.Text(rest);
            return s.Length;
        }

        if (stop > 0)
        {
            _handler.Text(rest[..stop]);
        }

        if (rest[stop] == '<')
        {
            _state = TagOpen;
        }
        else
        {
            BeginReference();
        }

        return i + stop + 1;
    }

    private int ReadTagOpen(ReadOnlySpan<char> s, int i)
    {
        var c = s[i];
        if (char.IsAsciiLetter(c))
        {
            BeginName(isEnd: false);
            return i;
        }

        switch (c)
        {
            case '/':
                _state = EndTagOpen;
                return i + 1;
            case '!':
                _heldLength = 0;
                _commentLength = 0;
                _state = MarkupDeclarationOpen;
                return i + 1;
            case '?':
                _commentLength = 0;
                _state = BogusComment;
                return i;
            default:
                _handler.Text("<");
                _state = Data;
                return i;
        }
    }

    private int ReadEndTagOpen(ReadOnlySpan<char> s, int i)
    {
        var c = s[i];
        if (char.IsAsciiLetter(c))
        {
            BeginName(isEnd: true);
            return i;
        }

        _commentLength = 0;
        _state = c == '>' ? Data : BogusComment;
        return c == '>' ? i + 1 : i;
    }

    // RCDATA, RAWTEXT, script data and PLAINTEXT (13.2.5.2 to 13.2.5.5). NUL becomes U+FFFD there, not in Data.
    private int ReadRaw(ReadOnlySpan<char> s, int i)
    {
        var rest = s[i..];
        var stop = _state switch
        {
            RcData => rest.IndexOfAny('<', '&', '\0'),
            PlainTextData => rest.IndexOf('\0'),
            _ => rest.IndexOfAny('<', '\0'),
        };
        var plain = stop < 0 ? rest : rest[..stop];
        if (plain.Length > 0)
        {
            _handler.Text(plain);
        }

        if (stop < 0)
        {
            return s.Length;
        }

        switch (rest[stop])
        {
            case '\0':
                _handler.Text("\uFFFD");
                break;
            case '&':
                BeginReference();
                break;
            default:
                _state = _state == ScriptData ? ScriptDataLessThanSign : RawLessThanSign;
                break;
        }

        return i + stop + 1;
    }

    private int ReadRawTag(ReadOnlySpan<char> s, int i)
    {
        var c = s[i];
        switch (_state)
        {
            case RawLessThanSign when c == '/':
                _state = RawEndTagOpen;
                return i + 1;
            case RawLessThanSign:
                _handler.Text("<");
                _state = _rawState;
                return i;
            case RawEndTagOpen when char.IsAsciiLetter(c):
                _heldLength = 0;
                _state = RawEndTagName;
                return i;
            case RawEndTagOpen:
                _handler.Text("</");
                _state = _rawState;
                return i;
        }

        if (char.IsAsciiLetter(c) && _heldLength < MaxNameChars)
        {
            _held[_heldLength++] = c;
            return i + 1;
        }

        if (IsTagNameEnd(c) && IsAppropriateEndTag())
        {
            _rawName.AsSpan(0, _rawNameLength).CopyTo(_name);
            _nameLength = _rawNameLength;
            _isEndTag = true;
            return EndName(c, i);
        }

        FlushRawEndTag();
        _state = _rawState;
        return i;
    }

    private bool IsAppropriateEndTag() =>
        _held.AsSpan(0, _heldLength).Equals(_rawName.AsSpan(0, _rawNameLength), StringComparison.OrdinalIgnoreCase);

    private void FlushRawEndTag()
    {
        _handler.Text("</");
        _handler.Text(_held.AsSpan(0, _heldLength));
    }

    private static bool IsTagNameEnd(char c) => c is '>' or '/' or ' ' or '\n' or '\t' or '\f';
}
