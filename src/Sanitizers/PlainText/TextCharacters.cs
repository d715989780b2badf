using System.Text;

namespace Mugai.Sanitizers.PlainText;

/// <summary>What a UTF-16 unit is to clean text.</summary>
internal enum CharacterClass : byte
{
    /// <summary>Stays.</summary>
    Plain,

    /// <summary>LF.</summary>
    LineFeed,

    /// <summary>CR.</summary>
    CarriageReturn,

    /// <summary>VT, FF, NEL, LS, PS: line and page ends that programs disagree about. They become ordinary line ends.</summary>
    OddLineEnd,

    /// <summary>C0, DEL and C1 controls other than TAB and line ends; interlinear anchors; noncharacters (Unicode 23.7).</summary>
    Control,

    /// <summary>Embeddings, overrides, isolates and marks of the bidirectional algorithm (UAX 9, 2; "Trojan Source", CVE-2021-42574).</summary>
    Bidi,

    /// <summary>Format characters and fillers that show nothing: they hide words from people or from filters.</summary>
    Invisible,

    /// <summary>First half of a pair.</summary>
    HighSurrogate,

    /// <summary>Second half of a pair.</summary>
    LowSurrogate,
}

/// <summary>
/// The one definition of which characters clean text may hold. Kept on purpose: TAB, NBSP, variation selectors (U+FE00-FE0F,
/// U+E0100-E01EF: 異体字), private use (外字), combining marks. Not kept: U+200D, so that a joined emoji falls apart into its members.
/// </summary>
internal static class TextCharacters
{
    // From the ideographic space to the last Hangul syllable one character alone does not stay.
    private const char FirstWide = '\u3000';
    private const char LastWide = '\uD7FF';
    private const char HangulFiller = '\u3164';

    /// <summary>True when <paramref name="c"/> stays and needs no second look.</summary>
    public static bool IsPlain(char c)
    {
        if (c < 0x7F)
        {
            return c >= 0x20 || c == '\t';
        }

        // Kana, CJK, Hangul syllables and private use need one comparison only.
        return c is >= '\u3165' and < '\uD800' or >= '\uE000' and < '\uFDD0' || Classify(c) == CharacterClass.Plain;
    }

    /// <summary>How many characters at the beginning of <paramref name="text"/> stay, Japanese and ASCII in vectors; a character that needs a second look ends them.</summary>
    public static int PlainLength(ReadOnlySpan<char> text)
    {
        var i = 0;
        while (i < text.Length)
        {
            var c = text[i];
            if (c is >= ' ' and <= '~')
            {
                var stop = text[i..].IndexOfAnyExceptInRange(' ', '~');
                i = stop < 0 ? text.Length : i + stop;
            }
            else if (c is >= FirstWide and <= LastWide)
            {
                var run = WideLength(text[i..]);
                if (run == 0)
                {
                    break;
                }

                i += run;
            }
            else if (IsPlain(c))
            {
                i++;
            }
            else
            {
                break;
            }
        }

        return i;
    }

    private const int MaxWideRun = 512;

    /// <summary>How many characters at the beginning are kana, kanji, Hangul and their punctuation, which all stay.</summary>
    public static int WideLength(ReadOnlySpan<char> text)
    {
        // In pieces: who calls goes on behind it, and a text of fillers must not be looked through to its end for each of them.
        text = text[..Math.Min(text.Length, MaxWideRun)];
        var stop = text.IndexOfAnyExceptInRange(FirstWide, LastWide);
        var run = stop < 0 ? text : text[..stop];
        var filler = run.IndexOf(HangulFiller);
        return filler < 0 ? run.Length : filler;
    }

    /// <summary>True when <paramref name="rune"/> stays.</summary>
    public static bool IsPlain(Rune rune)
    {
        if (rune.IsBmp)
        {
            return IsPlain((char)rune.Value);
        }

        Span<char> pair = stackalloc char[2];
        rune.EncodeToUtf16(pair);
        return ClassifyPair(pair[0], pair[1]) == CharacterClass.Plain;
    }

    /// <summary>The class of one UTF-16 unit.</summary>
    public static CharacterClass Classify(char c) => c switch
    {
        '\n' => CharacterClass.LineFeed,
        '\r' => CharacterClass.CarriageReturn,
        '\t' => CharacterClass.Plain,
        '\v' or '\f' or '\u0085' or '\u2028' or '\u2029' => CharacterClass.OddLineEnd,
        < ' ' => CharacterClass.Control,
        < '\u007F' => CharacterClass.Plain,
        < '\u00A0' => CharacterClass.Control,
        '\u00AD' or '\u034F' or '\u115F' or '\u1160' or '\u17B4' or '\u17B5' or '\u180E' or '\u3164' or '\uFEFF' or '\uFFA0' => CharacterClass.Invisible,
        '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') => CharacterClass.Bidi,
        (>= '\u200B' and <= '\u200D') or (>= '\u2060' and <= '\u206F') => CharacterClass.Invisible,
        (>= '\uD800' and <= '\uDBFF') => CharacterClass.HighSurrogate,
        (>= '\uDC00' and <= '\uDFFF') => CharacterClass.LowSurrogate,
        (>= '\uFDD0' and <= '\uFDEF') or (>= '\uFFF9' and <= '\uFFFB') or '\uFFFE' or '\uFFFF' => CharacterClass.Control,
        _ => CharacterClass.Plain,
    };

    /// <summary>The class of a surrogate pair: Plain, Invisible (tags and the rest of plane 14, musical and shorthand format) or Control (noncharacters).</summary>
    public static CharacterClass ClassifyPair(char high, char low)
    {
        var point = char.ConvertToUtf32(high, low);
        return point switch
        {
            >= 0xE0100 and <= 0xE01EF => CharacterClass.Plain,
            >= 0xE0000 and <= 0xEFFFF => CharacterClass.Invisible,
            >= 0x1D173 and <= 0x1D17A => CharacterClass.Invisible,
            >= 0x1BCA0 and <= 0x1BCA3 => CharacterClass.Invisible,
            _ when (point & 0xFFFE) == 0xFFFE => CharacterClass.Control,
            _ => CharacterClass.Plain,
        };
    }
}
