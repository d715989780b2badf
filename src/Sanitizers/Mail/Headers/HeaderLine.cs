using System.Globalization;
using System.Text;
using Mugai.Sanitizers.PlainText;

namespace Mugai.Sanitizers.Mail.Headers;

/// <summary>Decoded header text made fit for one line: white space runs are one space, and nothing invisible is left that could reorder or hide text.</summary>
internal static class HeaderLine
{
    /// <summary>Characters of one value; longer ones are cut. Twice the RFC 5322 line length, more than any subject that is read.</summary>
    public const int MaxChars = 2000;

    /// <summary>The cleaned text, and how many characters other than white space were dropped.</summary>
    public static (string Text, int Dropped) Clean(string text)
    {
        if (IsClean(text))
        {
            return (text, 0);
        }

        var clean = new StringBuilder(Math.Min(text.Length, MaxChars));
        var dropped = 0;
        var pendingSpace = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length >= MaxChars - 2)
            {
                dropped++;
                break;
            }

            if (rune.Value != 0x3000 && Rune.IsWhiteSpace(rune))
            {
                pendingSpace = clean.Length > 0;
                continue;
            }

            if (!IsVisible(rune))
            {
                dropped++;
                continue;
            }

            if (pendingSpace)
            {
                clean.Append(' ');
                pendingSpace = false;
            }

            clean.Append(rune.ToString());
        }

        // An ideographic space at either end is taken off by whoever reads it.
        return (clean.ToString().Trim(), dropped);
    }

    // Nearly every value is; it is told in one pass without a copy.
    private static bool IsClean(string text)
    {
        if (text.Length > MaxChars || (text.Length > 0 && (char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]))))
        {
            return false;
        }

        var previous = '\0';
        foreach (var c in text)
        {
            // Printable ASCII, kana, kanji and full-width forms; whatever else takes the careful way.
            if (c is not ((>= ' ' and < '\u007F') or (>= '\u3000' and < '\uA000') or (>= '\uFF01' and < '\uFFE0')) || (c == ' ' && previous == ' '))
            {
                return false;
            }

            previous = c;
        }

        return true;
    }

    private static bool IsVisible(Rune rune) => TextCharacters.IsPlain(rune) && Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
