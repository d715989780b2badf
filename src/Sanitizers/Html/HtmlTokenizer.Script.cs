using static Mugai.Sanitizers.Html.HtmlTokenizerState;

namespace Mugai.Sanitizers.Html;

/// <summary>Script data with its escaped and double escaped forms (13.2.5.15 to 13.2.5.31): where a script really ends.</summary>
public sealed partial class HtmlTokenizer
{
    private int ReadScript(ReadOnlySpan<char> s, int i)
    {
        var c = s[i];
        switch (_state)
        {
            case ScriptDataLessThanSign:
                return ReadScriptLessThanSign(c, i);
            case ScriptDataEscapeStart or ScriptDataEscapeStartDash:
                if (c != '-')
                {
                    _state = ScriptData;
                    return i;
                }

                _handler.Text("-");
                _state = _state == ScriptDataEscapeStart ? ScriptDataEscapeStartDash : ScriptDataEscapedDashDash;
                return i + 1;
            case ScriptDataEscaped or ScriptDataDoubleEscaped:
                return ReadEscapedRun(s, i);
            case ScriptDataEscapedDash or ScriptDataEscapedDashDash or ScriptDataDoubleEscapedDash or ScriptDataDoubleEscapedDashDash:
                return ReadEscapedDash(c, i);
            case ScriptDataEscapedLessThanSign:
                return ReadEscapedLessThanSign(c, i);
            case ScriptDataDoubleEscapedLessThanSign:
                if (c != '/')
                {
                    _state = ScriptDataDoubleEscaped;
                    return i;
                }

                _handler.Text("/");
                _heldLength = 0;
                _state = ScriptDataDoubleEscapeEnd;
                return i + 1;
            default:
                return ReadDoubleEscapeName(c, i);
        }
    }

    private int ReadScriptLessThanSign(char c, int i)
    {
        switch (c)
        {
            case '/':
                _rawState = ScriptData;
                _state = RawEndTagOpen;
                return i + 1;
            case '!':
                _handler.Text("<!");
                _state = ScriptDataEscapeStart;
                return i + 1;
            default:
                _handler.Text("<");
                _state = ScriptData;
                return i;
        }
    }

    private int ReadEscapedRun(ReadOnlySpan<char> s, int i)
    {
        var rest = s[i..];
        var stop = rest.IndexOfAny('-', '<', '\0');
        var plain = stop < 0 ? rest : rest[..stop];
        if (plain.Length > 0)
        {
            _handler.Text(plain);
        }

        if (stop < 0)
        {
            return s.Length;
        }

        i += stop;
        if (rest[stop] == '\0')
        {
            _handler.Text("\uFFFD");
            return i + 1;
        }

        if (rest[stop] == '<')
        {
            return EnterLessThanSign(i);
        }

        _handler.Text("-");
        _state = _state == ScriptDataEscaped ? ScriptDataEscapedDash : ScriptDataDoubleEscapedDash;
        return i + 1;
    }

    private int ReadEscapedDash(char c, int i)
    {
        switch (c)
        {
            case '-':
                _handler.Text("-");
                _state = IsDoubleEscaped ? ScriptDataDoubleEscapedDashDash : ScriptDataEscapedDashDash;
                return i + 1;
            case '<':
                return EnterLessThanSign(i);
            case '>' when _state is ScriptDataEscapedDashDash or ScriptDataDoubleEscapedDashDash:
                _handler.Text(">");
                _state = ScriptData;
                return i + 1;
            default:
                _state = IsDoubleEscaped ? ScriptDataDoubleEscaped : ScriptDataEscaped;
                return i;
        }
    }

    private bool IsDoubleEscaped => _state >= ScriptDataDoubleEscaped;

    private int EnterLessThanSign(int i)
    {
        if (IsDoubleEscaped)
        {
            _handler.Text("<");
            _state = ScriptDataDoubleEscapedLessThanSign;
        }
        else
        {
            _state = ScriptDataEscapedLessThanSign;
        }

        return i + 1;
    }

    private int ReadEscapedLessThanSign(char c, int i)
    {
        if (c == '/')
        {
            _rawState = ScriptDataEscaped;
            _state = RawEndTagOpen;
            return i + 1;
        }

        _handler.Text("<");
        _heldLength = 0;
        _state = char.IsAsciiLetter(c) ? ScriptDataDoubleEscapeStart : ScriptDataEscaped;
        return i;
    }

    // "script" after "<" opens, after "</" closes the double escaped form.
    private int ReadDoubleEscapeName(char c, int i)
    {
        var starts = _state == ScriptDataDoubleEscapeStart;
        if (IsTagNameEnd(c))
        {
            var isScript = _held.AsSpan(0, _heldLength).Equals("script", StringComparison.OrdinalIgnoreCase);
            _state = isScript == starts ? ScriptDataDoubleEscaped : ScriptDataEscaped;
        }
        else if (char.IsAsciiLetter(c))
        {
            if (_heldLength < MaxNameChars)
            {
                _held[_heldLength++] = c;
            }
        }
        else
        {
            _state = starts ? ScriptDataEscaped : ScriptDataDoubleEscaped;
            return i;
        }

        _handler.Text([c]);
        return i + 1;
    }
}
