using System.Text;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.PlainText;

/// <summary>
/// Drops from values what clean text may not hold (<see cref="TextCharacters"/>) and counts it, for formats that are made of many short texts.
/// Line ends stay or become a space. Its own output passes through it unchanged.
/// </summary>
internal sealed class CharacterFilter(bool keepsLineEnds)
{
    private int _controls;
    private int _bidi;
    private int _invisibles;
    private int _lone;

    /// <summary><paramref name="text"/> itself when it is clean.</summary>
    public string Clean(string text)
    {
        if (IsClean(text))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        Append(text, clean);
        return clean.ToString();
    }

    /// <summary>Appends what may stay.</summary>
    public void Append(ReadOnlySpan<char> text, StringBuilder clean)
    {
        while (text.Length > 0)
        {
            var plain = 0;
            while (plain < text.Length && TextCharacters.IsPlain(text[plain]))
            {
                plain++;
            }

            clean.Append(text[..plain]);
            text = text[plain..];
            if (text.Length > 0)
            {
                text = text[Odd(text, clean)..];
            }
        }
    }

    public void Report(ISanitizeContext context)
    {
        Report(context, "text.control", FindingAction.Removed, _controls);
        Report(context, "text.bidi", FindingAction.Removed, _bidi);
        Report(context, "text.invisible", FindingAction.Removed, _invisibles);
        Report(context, "text.undecodable", FindingAction.Replaced, _lone);
    }

    /// <summary>True when every character of <paramref name="text"/> may stay.</summary>
    public bool IsClean(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (TextCharacters.IsPlain(text[i]) || (keepsLineEnds && text[i] is ('\r' or '\n')))
            {
                continue;
            }

            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]) && TextCharacters.ClassifyPair(text[i], text[i + 1]) == CharacterClass.Plain)
            {
                i++;
                continue;
            }

            return false;
        }

        return true;
    }

    // Takes one character; returns its length.
    private int Odd(ReadOnlySpan<char> text, StringBuilder clean)
    {
        if (text.Length > 1 && char.IsSurrogatePair(text[0], text[1]))
        {
            switch (TextCharacters.ClassifyPair(text[0], text[1]))
            {
                case CharacterClass.Plain:
                    clean.Append(text[..2]);
                    break;
                case CharacterClass.Invisible:
                    _invisibles++;
                    break;
                default:
                    _controls++;
                    break;
            }

            return 2;
        }

        switch (TextCharacters.Classify(text[0]))
        {
            case CharacterClass.CarriageReturn or CharacterClass.LineFeed:
                clean.Append(keepsLineEnds ? text[0] : ' ');
                break;
            case CharacterClass.OddLineEnd:
                clean.Append(keepsLineEnds ? '\n' : ' ');
                break;
            case CharacterClass.Bidi:
                _bidi++;
                break;
            case CharacterClass.Invisible:
                _invisibles++;
                break;
            case CharacterClass.HighSurrogate or CharacterClass.LowSurrogate:
                _lone++;
                clean.Append('\uFFFD');
                break;
            default:
                _controls++;
                break;
        }

        return 1;
    }

    private static void Report(ISanitizeContext context, string code, FindingAction action, int count)
    {
        if (count > 0)
        {
            context.Report("", code, action, count);
        }
    }
}
