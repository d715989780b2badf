using Mugai.Sanitizers.PlainText;

namespace Mugai.Sanitizers.Html;

/// <summary>Characters that are no plain words: white space, halves of pairs, and what is dropped.</summary>
internal sealed partial class TextLayout
{
    private void Odd(char c)
    {
        switch (c)
        {
            case '\n' when Preformatted:
                LineBreak();
                return;
            case '\t' or ' ' when Preformatted:
                HardSpaces(c == '\t' ? 4 : 1);
                return;
            case ' ' or '\t' or '\f' or '\n' or '\r':
                FlushSurrogate();
                _space = true;
                return;
            case '\u00A0':
                HardSpaces(1);
                return;
        }

        switch (TextCharacters.Classify(c))
        {
            case CharacterClass.HighSurrogate:
                FlushSurrogate();
                _highSurrogate = c;
                break;
            case CharacterClass.LowSurrogate:
                Pair(c);
                break;
            case CharacterClass.OddLineEnd:
                _space = true;
                break;
            case CharacterClass.Bidi:
                BidiControls++;
                break;
            case CharacterClass.Invisible:
                Invisibles++;
                break;
            default:
                Controls++;
                break;
        }
    }

    private void Pair(char low)
    {
        var high = _highSurrogate;
        _highSurrogate = '\0';
        if (high == '\0')
        {
            Append("\uFFFD");
            return;
        }

        switch (TextCharacters.ClassifyPair(high, low))
        {
            case CharacterClass.Plain:
                Append([high, low]);
                break;
            case CharacterClass.Invisible:
                Invisibles++;
                break;
            default:
                Controls++;
                break;
        }
    }

    private void FlushSurrogate()
    {
        if (_highSurrogate != '\0')
        {
            _highSurrogate = '\0';
            Append("\uFFFD");
        }
    }

    private void HardSpaces(int count)
    {
        FlushSurrogate();
        _hardSpaces = Math.Min(_hardSpaces + count + (_space && _lineHasText ? 1 : 0), MaxHardSpaces);
        _space = false;
    }
}
