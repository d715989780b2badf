using System.Globalization;

namespace Mugai.Sanitizers.Pdf.Text;

/// <summary>Characters that glyph names stand for (Adobe Glyph List Specification): the names of the Latin character set of PDF (ISO 32000-2, annex D), and the rules for uniXXXX and uXXXXX.</summary>
internal static class GlyphNames
{
    // Names that are not a letter by itself or a letter with an accent, each with its character.
    private const string Listed = """
        space ~20 exclam ! quotedbl " numbersign # dollar $ percent % ampersand & quotesingle ' parenleft ( parenright ) asterisk * plus + comma , hyphen - minus − period . slash /
        zero 0 one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 colon : semicolon ; less < equal = greater > question ? at @ bracketleft [ backslash \ bracketright ]
        asciicircum ^ underscore _ grave ` braceleft { bar | braceright } asciitilde ~7E exclamdown ¡ cent ¢ sterling £ currency ¤ yen ¥ brokenbar ¦ section § dieresis ¨ copyright ©
        ordfeminine ª guillemotleft « guillemotright » logicalnot ¬ registered ® macron ¯ degree ° plusminus ± acute ´ mu µ paragraph ¶ periodcentered · middot · cedilla ¸ ordmasculine º
        onequarter ¼ onehalf ½ threequarters ¾ onesuperior ¹ twosuperior ² threesuperior ³ questiondown ¿ AE Æ Eth Ð multiply × Oslash Ø Thorn Þ germandbls ß ae æ eth ð divide ÷ oslash ø thorn þ
        dotlessi ı Lslash Ł lslash ł OE Œ oe œ florin ƒ circumflex ˆ caron ˇ breve ˘ dotaccent ˙ ring ˚ ogonek ˛ tilde ˜ hungarumlaut ˝ endash – emdash — quoteleft ‘ quoteright ’ quotesinglbase ‚
        quotedblleft “ quotedblright ” quotedblbase „ dagger † daggerdbl ‡ bullet • ellipsis … perthousand ‰ guilsinglleft ‹ guilsinglright › fraction ⁄ Euro € trademark ™ fi fi fl fl ff ff ffi ffi ffl ffl
        Alpha Α Beta Β Gamma Γ Delta Δ Epsilon Ε Zeta Ζ Eta Η Theta Θ Iota Ι Kappa Κ Lambda Λ Mu Μ Nu Ν Xi Ξ Omicron Ο Pi Π Rho Ρ Sigma Σ Tau Τ Upsilon Υ Phi Φ Chi Χ Psi Ψ Omega Ω
        alpha α beta β gamma γ delta δ epsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ nu ν xi ξ omicron ο pi π rho ρ sigma σ tau τ upsilon υ phi φ chi χ psi ψ omega ω
        infinity ∞ notequal ≠ lessequal ≤ greaterequal ≥ partialdiff ∂ summation ∑ product ∏ integral ∫ radical √ approxequal ≈ lozenge ◊ arrowleft ← arrowup ↑ arrowright → arrowdown ↓
        nbspace ~A0 nonbreakingspace ~A0 sfthyphen ~AD softhyphen ~AD Dcroat Đ dcroat đ Hbar Ħ hbar ħ Tbar Ŧ tbar ŧ Eng Ŋ eng ŋ kra ĸ section § checkmark ✓ blacksquare ■ filledbox ■ H22073 □ a20 ✔ a73 ■
        """;

    private static readonly (string Suffix, char Mark)[] Accents =
    [
        ("grave", '\u0300'), ("acute", '\u0301'), ("circumflex", '\u0302'), ("tilde", '\u0303'), ("macron", '\u0304'), ("breve", '\u0306'), ("dotaccent", '\u0307'), ("dieresis", '\u0308'),
        ("ring", '\u030A'), ("hungarumlaut", '\u030B'), ("caron", '\u030C'), ("ogonek", '\u0328'), ("cedilla", '\u0327'), ("commaaccent", '\u0326'),
    ];

    private static readonly Dictionary<string, string> Known = Read();

    /// <summary>The character or characters; empty when the name says nothing.</summary>
    public static string Text(string name)
    {
        // A suffix behind a period is a variant; parts joined by underscores are a ligature.
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        name = dot > 0 ? name[..dot] : name;
        if (Known.TryGetValue(name, out var text))
        {
            return text;
        }

        if (name.Length == 1 && char.IsAsciiLetter(name[0]))
        {
            return name;
        }

        if (name.Contains('_', StringComparison.Ordinal) && name.Length < 64)
        {
            return string.Concat(name.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(Text));
        }

        return name.StartsWith("uni", StringComparison.Ordinal) ? Units(name.AsSpan(3)) : name.StartsWith('u') && name.Length is >= 5 and <= 7 ? Scalar(name.AsSpan(1)) : "";
    }

    private static string Units(ReadOnlySpan<char> digits)
    {
        if (digits.Length is 0 or > 32 || digits.Length % 4 != 0)
        {
            return "";
        }

        var text = "";
        for (var i = 0; i < digits.Length; i += 4)
        {
            text += Scalar(digits.Slice(i, 4));
        }

        return text;
    }

    private static string Scalar(ReadOnlySpan<char> digits) =>
        int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) && System.Text.Rune.IsValid(value) ? new System.Text.Rune(value).ToString() : "";

    private static Dictionary<string, string> Read()
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        var words = Listed.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i + 1 < words.Length; i += 2)
        {
            known[words[i]] = words[i + 1].StartsWith('~') ? ((char)Convert.ToInt32(words[i + 1][1..], 16)).ToString() : words[i + 1];
        }

        for (var letter = 'A'; letter <= 'z'; letter++)
        {
            foreach (var (suffix, mark) in Accents)
            {
                var composed = Composed(letter, mark);
                if (composed != 0)
                {
                    known.TryAdd(letter + suffix, composed.ToString());
                }
            }
        }

        return known;
    }

    // Without ICU strings are not normalized; the Latin letters with accents are few and their places known.
    private static char Composed(char letter, char mark) => LatinLetters.Compose(letter, mark);
}
