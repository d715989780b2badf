using static Mugai.Sanitizers.Html.HtmlTokenizerState;

namespace Mugai.Sanitizers.Html;

/// <summary>Character references in text and in attribute values (13.2.5.72 to 13.2.5.80).</summary>
public sealed partial class HtmlTokenizer
{
    // 13.2.5.80: what old pages mean by &#128; to &#159; (windows-1252); 0 where the code point stays.
    private static ReadOnlySpan<char> Windows1252 =>
    [
        '\u20AC', '\0', '\u201A', '\u0192', '\u201E', '\u2026', '\u2020', '\u2021', '\u02C6', '\u2030', '\u0160', '\u2039', '\u0152', '\0', '\u017D', '\0',
        '\0', '\u2018', '\u2019', '\u201C', '\u201D', '\u2022', '\u2013', '\u2014', '\u02DC', '\u2122', '\u0161', '\u203A', '\u0153', '\0', '\u017E', '\u0178',
    ];

    private bool InAttribute => _returnState is AttributeValueDoubleQuoted or AttributeValueSingleQuoted or AttributeValueUnquoted;

    private void BeginReference()
    {
        Tokens++;
        _returnState = _state;
        _held[0] = '&';
        _heldLength = 1;
        _state = CharacterReference;
    }

    private int ReadReference(ReadOnlySpan<char> s, int i)
    {
        var c = s[i];
        switch (_state)
        {
            case CharacterReference when c == '#':
                _held[_heldLength++] = c;
                _state = NumericCharacterReference;
                return i + 1;
            case CharacterReference when char.IsAsciiLetterOrDigit(c):
                _state = NamedCharacterReference;
                return i;
            case NamedCharacterReference:
                return ReadNamedReference(s, i);
            case NumericCharacterReference when c is 'x' or 'X':
                _held[_heldLength++] = c;
                _state = HexadecimalCharacterReferenceStart;
                return i + 1;
            case NumericCharacterReference:
                _state = DecimalCharacterReferenceStart;
                return i;
            case HexadecimalCharacterReferenceStart when char.IsAsciiHexDigit(c):
                _codePoint = 0;
                _state = HexadecimalCharacterReference;
                return i;
            case DecimalCharacterReferenceStart when char.IsAsciiDigit(c):
                _codePoint = 0;
                _state = DecimalCharacterReference;
                return i;
            case HexadecimalCharacterReference when char.IsAsciiHexDigit(c):
                _codePoint = Math.Min((_codePoint * 16) + HexValue(c), 0x110000);
                return i + 1;
            case DecimalCharacterReference when char.IsAsciiDigit(c):
                _codePoint = Math.Min((_codePoint * 10) + (c - '0'), 0x110000);
                return i + 1;
            case HexadecimalCharacterReference or DecimalCharacterReference:
                _state = _returnState;
                EmitCodePoint();
                return c == ';' ? i + 1 : i;
            default:
                _state = _returnState;
                FlushHeld(0);
                return i;
        }
    }

    private int ReadNamedReference(ReadOnlySpan<char> s, int i)
    {
        for (; i < s.Length && char.IsAsciiLetterOrDigit(s[i]) && _heldLength <= NamedCharacterReferences.LongestName + 1; i++)
        {
            _held[_heldLength++] = s[i];
        }

        return i == s.Length ? i : ResolveNamed(s[i]) ? i + 1 : i;
    }

    // Returns true when the semicolon belongs to the reference. `next` is NUL at the end of input.
    private bool ResolveNamed(char next)
    {
        _state = _returnState;
        var run = _held.AsSpan(1, _heldLength - 1);
        var taken = NamedCharacterReferences.Match(run, next == ';', out var named);
        var withSemicolon = taken == run.Length && next == ';';
        if (taken > 0 && InAttribute && !withSemicolon)
        {
            // 13.2.5.73: in a value, &copy=1 is the text it was before the name existed, e.g. a URL's parameter.
            var after = taken < run.Length ? run[taken] : next;
            taken = after == '=' || char.IsAsciiLetterOrDigit(after) ? 0 : taken;
        }

        if (taken == 0)
        {
            FlushHeld(0);
            return false;
        }

        _codePoint = named.CodePoint;
        EmitUnits(named.Second);
        FlushHeld(1 + taken);
        return withSemicolon;
    }

    private void CompleteReference()
    {
        var hasDigits = _state is HexadecimalCharacterReference or DecimalCharacterReference;
        var isNamed = _state == NamedCharacterReference;
        _state = _returnState;
        if (InAttribute)
        {
            return;
        }

        if (isNamed)
        {
            ResolveNamed('\0');
        }
        else if (hasDigits)
        {
            EmitCodePoint();
        }
        else
        {
            FlushHeld(0);
        }
    }

    private void EmitCodePoint()
    {
        if (_codePoint is 0 or > 0x10FFFF or (>= 0xD800 and <= 0xDFFF))
        {
            _codePoint = 0xFFFD;
        }
        else if (_codePoint is >= 0x80 and <= 0x9F && Windows1252[_codePoint - 0x80] is var mapped and not '\0')
        {
            _codePoint = mapped;
        }

        EmitUnits('\0');
    }

    private void EmitUnits(char second)
    {
        Span<char> units = stackalloc char[3];
        var rune = new System.Text.Rune(_codePoint);
        var length = rune.EncodeToUtf16(units);
        if (second != '\0')
        {
            units[length++] = second;
        }

        EmitText(units[..length]);
    }

    private static int HexValue(char c) => c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;

    private void FlushHeld(int from)
    {
        if (from < _heldLength)
        {
            EmitText(_held.AsSpan(from, _heldLength - from));
        }
    }

    private void EmitText(ReadOnlySpan<char> text)
    {
        if (InAttribute)
        {
            AppendValue(text);
        }
        else
        {
            _handler.Text(text);
        }
    }
}
