using System.Buffers;
using static Mugai.Sanitizers.Html.HtmlTokenizerState;

namespace Mugai.Sanitizers.Html;

/// <summary>Tag names and attributes (13.2.5.8, 13.2.5.32 to 13.2.5.40).</summary>
public sealed partial class HtmlTokenizer
{
    private static readonly SearchValues<char> UnquotedEnd = SearchValues.Create("\t\n\f >&");

    private void BeginName(bool isEnd)
    {
        _nameLength = 0;
        _isEndTag = isEnd;
        _state = TagName;
    }

    private int ReadTagName(ReadOnlySpan<char> s, int i)
    {
        for (; i < s.Length; i++)
        {
            var c = s[i];
            if (IsTagNameEnd(c))
            {
                return EndName(c, i);
            }

            AppendName(c);
        }

        return i;
    }

    private int EndName(char c, int i)
    {
        Tokens++;
        if (!_isEndTag)
        {
            _name.AsSpan(0, _nameLength).CopyTo(_startName);
            _startNameLength = _nameLength;
        }

        _handler.BeginTag(_name.AsSpan(0, _nameLength), _isEndTag);
        if (c == '>')
        {
            Commit(selfClosing: false);
        }
        else
        {
            _state = c == '/' ? SelfClosingStartTag : BeforeAttributeName;
        }

        return i + 1;
    }

    private void Commit(bool selfClosing)
    {
        // The handler may switch the content model, so the state is set before it is called.
        _state = Data;
        _handler.CommitTag(selfClosing);
    }

    private void AppendName(char c)
    {
        if (_nameLength < MaxNameChars)
        {
            _name[_nameLength++] = c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c == '\0' ? '\uFFFD' : c;
        }
    }

    private int ReadAttributes(ReadOnlySpan<char> s, int i)
    {
        while (i < s.Length)
        {
            var c = s[i];
            switch (_state)
            {
                case BeforeAttributeName:
                    if (IsSpace(c))
                    {
                        i++;
                    }
                    else if (c is '/' or '>')
                    {
                        _state = AfterAttributeName;
                    }
                    else
                    {
                        // A leading '=' is part of the name (unexpected-equals-sign-before-attribute-name).
                        _nameLength = 0;
                        AppendName(c);
                        _state = AttributeName;
                        i++;
                    }

                    break;
                case AttributeName:
                    i = ReadAttributeName(s, i);
                    break;
                case AfterAttributeName:
                    if (IsSpace(c))
                    {
                        i++;
                    }
                    else if (c == '=')
                    {
                        _state = BeforeAttributeValue;
                        i++;
                    }
                    else
                    {
                        EndAttribute();
                        if (c == '>')
                        {
                            Commit(selfClosing: false);
                            return i + 1;
                        }

                        _state = c == '/' ? SelfClosingStartTag : BeforeAttributeName;
                        i += c == '/' ? 1 : 0;
                    }

                    break;
                case BeforeAttributeValue:
                    if (IsSpace(c))
                    {
                        i++;
                    }
                    else if (c is '"' or '\'')
                    {
                        _state = c == '"' ? AttributeValueDoubleQuoted : AttributeValueSingleQuoted;
                        i++;
                    }
                    else if (c == '>')
                    {
                        EndAttribute();
                        Commit(selfClosing: false);
                        return i + 1;
                    }
                    else
                    {
                        _state = AttributeValueUnquoted;
                    }

                    break;
                case AttributeValueDoubleQuoted or AttributeValueSingleQuoted or AttributeValueUnquoted:
                    i = ReadAttributeValue(s, i);
                    break;
                case AfterAttributeValueQuoted:
                    _state = c == '/' ? SelfClosingStartTag : BeforeAttributeName;
                    i += c == '/' || IsSpace(c) ? 1 : 0;
                    break;
                case SelfClosingStartTag:
                    if (c == '>')
                    {
                        Commit(selfClosing: true);
                        return i + 1;
                    }

                    _state = BeforeAttributeName;
                    break;
                default:
                    return i;
            }
        }

        return i;
    }

    private int ReadAttributeName(ReadOnlySpan<char> s, int i)
    {
        for (; i < s.Length; i++)
        {
            var c = s[i];
            if (c is '=' or '>' or '/' or ' ' or '\n' or '\t' or '\f')
            {
                _valueLength = 0;
                _valueCut = false;
                _pendingAttribute = true;
                _valueWanted = _handler.BeginAttribute(_name.AsSpan(0, _nameLength));
                _state = c == '=' ? BeforeAttributeValue : AfterAttributeName;
                return c == '=' ? i + 1 : i;
            }

            AppendName(c);
        }

        return i;
    }

    private int ReadAttributeValue(ReadOnlySpan<char> s, int i)
    {
        var rest = s[i..];
        var stop = _state switch
        {
            AttributeValueDoubleQuoted => rest.IndexOfAny('"', '&'),
            AttributeValueSingleQuoted => rest.IndexOfAny('\'', '&'),
            _ => rest.IndexOfAny(UnquotedEnd),
        };
        AppendValue(stop < 0 ? rest : rest[..stop]);
        if (stop < 0)
        {
            return s.Length;
        }

        i += stop + 1;
        switch (rest[stop])
        {
            case '&':
                BeginReference();
                break;
            case '>' when _state == AttributeValueUnquoted:
                EndAttribute();
                Commit(selfClosing: false);
                break;
            default:
                EndAttribute();
                _state = _state == AttributeValueUnquoted ? BeforeAttributeName : AfterAttributeValueQuoted;
                break;
        }

        return i;
    }

    private void EndAttribute()
    {
        if (_pendingAttribute)
        {
            _pendingAttribute = false;
            if (_valueWanted)
            {
                _handler.AttributeValue(_value.AsSpan(0, _valueLength), _valueCut);
            }
        }
    }

    private void AppendValue(ReadOnlySpan<char> text)
    {
        if (!_valueWanted || text.Length == 0)
        {
            return;
        }

        var room = ValueLimit - _valueLength;
        if (text.Length > room)
        {
            text = text[..room];
            _valueCut = true;
        }

        if (_valueLength + text.Length > _value.Length)
        {
            Array.Resize(ref _value, Math.Min(ValueLimit, Math.Max(_value.Length * 2, _valueLength + text.Length)));
        }

        text.Replace(_value.AsSpan(_valueLength), '\0', '\uFFFD');
        _valueLength += text.Length;
    }

    private static bool IsSpace(char c) => c is ' ' or '\n' or '\t' or '\f';
}
