using static Mugai.Sanitizers.Html.HtmlTokenizerState;

namespace Mugai.Sanitizers.Html;

/// <summary>Comments with all their ends, bogus comments, DOCTYPE and CDATA sections (13.2.5.41 to 13.2.5.71).</summary>
public sealed partial class HtmlTokenizer
{
    private int ReadMarkup(ReadOnlySpan<char> s, int i)
    {
        var c = s[i];
        switch (_state)
        {
            case MarkupDeclarationOpen:
                return ReadMarkupDeclarationOpen(c, i);
            case BogusComment or Doctype:
                return ReadToGreaterThan(s, i);
            case Comment:
                return ReadComment(s, i);
            case CommentStart or CommentStartDash when c == '>':
                return EmitCommentAt(i);
            case CommentStart:
                _state = c == '-' ? CommentStartDash : Comment;
                return c == '-' ? i + 1 : i;
            case CommentStartDash or CommentEndDash:
                if (c == '-')
                {
                    _state = CommentEnd;
                    return i + 1;
                }

                return BackToComment("-", i);
            case CommentEnd:
                switch (c)
                {
                    case '>':
                        return EmitCommentAt(i);
                    case '!':
                        _state = CommentEndBang;
                        return i + 1;
                    case '-':
                        AppendComment("-");
                        return i + 1;
                    default:
                        return BackToComment("--", i);
                }

            case CommentEndBang when c == '>':
                return EmitCommentAt(i);
            case CommentEndBang when c == '-':
                AppendComment("--!");
                _state = CommentEndDash;
                return i + 1;
            default:
                return BackToComment("--!", i);
        }
    }

    private int ReadMarkupDeclarationOpen(char c, int i)
    {
        _held[_heldLength++] = c;
        var seen = _held.AsSpan(0, _heldLength);
        if (seen is "--")
        {
            Tokens++;
            _state = CommentStart;
        }
        else if (seen.Equals("doctype", StringComparison.OrdinalIgnoreCase))
        {
            _state = Doctype;
        }
        else if (seen is "[CDATA[")
        {
            AppendComment(seen);
            _state = AllowCData ? CDataSection : BogusComment;
        }
        else if (!"--".StartsWith(seen) && !"[CDATA[".StartsWith(seen) && !"doctype".AsSpan().StartsWith(seen, StringComparison.OrdinalIgnoreCase))
        {
            AppendComment(seen[..^1]);
            _state = BogusComment;
            return i;
        }

        return i + 1;
    }

    private int ReadToGreaterThan(ReadOnlySpan<char> s, int i)
    {
        var rest = s[i..];
        var end = rest.IndexOf('>');
        if (_state == BogusComment)
        {
            AppendComment(end < 0 ? rest : rest[..end]);
        }

        if (end < 0)
        {
            return s.Length;
        }

        if (_state == BogusComment)
        {
            return EmitCommentAt(i + end);
        }

        _state = Data;
        return i + end + 1;
    }

    private int ReadComment(ReadOnlySpan<char> s, int i)
    {
        var rest = s[i..];
        var dash = rest.IndexOf('-');
        AppendComment(dash < 0 ? rest : rest[..dash]);
        if (dash < 0)
        {
            return s.Length;
        }

        _state = CommentEndDash;
        return i + dash + 1;
    }

    private int BackToComment(ReadOnlySpan<char> withheld, int i)
    {
        AppendComment(withheld);
        _state = Comment;
        return i;
    }

    private int EmitCommentAt(int i)
    {
        EmitComment();
        _state = Data;
        return i + 1;
    }

    private void EmitComment()
    {
        _handler.Comment(_comment.AsSpan(0, _commentLength));
        _commentLength = 0;
    }

    private void AppendComment(ReadOnlySpan<char> text)
    {
        text = text[..Math.Min(text.Length, MaxCommentChars - _commentLength)];
        text.Replace(_comment.AsSpan(_commentLength), '\0', '\uFFFD');
        _commentLength += text.Length;
    }

    private int ReadCData(ReadOnlySpan<char> s, int i)
    {
        switch (_state)
        {
            case CDataSection:
                var rest = s[i..];
                var bracket = rest.IndexOf(']');
                if (bracket != 0)
                {
                    _handler.Text(bracket < 0 ? rest : rest[..bracket]);
                }

                _state = bracket < 0 ? CDataSection : CDataSectionBracket;
                return bracket < 0 ? s.Length : i + bracket + 1;
            case CDataSectionBracket when s[i] == ']':
                _state = CDataSectionEnd;
                return i + 1;
            case CDataSectionBracket:
                _handler.Text("]");
                _state = CDataSection;
                return i;
            case CDataSectionEnd when s[i] == ']':
                _handler.Text("]");
                return i + 1;
            case CDataSectionEnd when s[i] == '>':
                _state = Data;
                return i + 1;
            default:
                _handler.Text("]]");
                _state = CDataSection;
                return i;
        }
    }
}
