using System.Text;

namespace Mugai.Sanitizers.Sanitizing;

/// <summary>
/// Voiced kana in one character. macOS writes names with the marks apart (か + U+3099), and Windows shows and finds them as other names. The runtime composes nothing without
/// ICU (docs/adr/0002), so this does, for what Japanese names are made of; marks over Latin letters stay apart.
/// </summary>
internal static class KanaMarks
{
    private const char Voiced = '\u3099';
    private const char SemiVoiced = '\u309A';
    private const int Katakana = 'ア' - 'あ';

    // Kana that have a voiced form, which is the next character; those of the second list have a semi-voiced one behind it.
    private const string WithVoiced = "かきくけこさしすせそたちつてとはひふへほゝ";
    private const string WithSemiVoiced = "はひふへほ";

    /// <summary><paramref name="text"/> itself when no mark stands apart.</summary>
    public static string Compose(string text)
    {
        if (!text.AsSpan().ContainsAny(Voiced, SemiVoiced))
        {
            return text;
        }

        var composed = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is Voiced or SemiVoiced && composed.Length > 0 && Pair(composed[^1], c) is { } one)
            {
                composed[^1] = one;
            }
            else
            {
                composed.Append(c);
            }
        }

        return composed.ToString();
    }

    private static char? Pair(char kana, char mark)
    {
        var shift = kana is >= 'ァ' and <= 'ヾ' ? Katakana : 0;
        var hiragana = (char)(kana - shift);
        return (hiragana, mark) switch
        {
            ('う', Voiced) => (char)('ゔ' + shift),
            ('わ' or 'ゐ' or 'ゑ' or 'を', Voiced) when shift > 0 => (char)(kana + ('ヷ' - 'ワ')),
            (_, Voiced) when WithVoiced.Contains(hiragana, StringComparison.Ordinal) => (char)(kana + 1),
            (_, SemiVoiced) when WithSemiVoiced.Contains(hiragana, StringComparison.Ordinal) => (char)(kana + 2),
            _ => null,
        };
    }
}
