using Mugai.Wording;
using System.Buffers;
using System.Text;

namespace Mugai.Sanitizers.Archives.Passwords;

/// <summary>
/// Finds words in a mail that may be the password of an archive: what follows a word like パスワード or "password" first, then everything in ASCII that looks made up.
/// A pure function over text; linear, bounded in what it reads and gives. The words are secrets and go nowhere but to the trial and to the host's store.
/// </summary>
public static class PasswordWords
{
    /// <summary>Words given at most.</summary>
    public const int MaxWords = 64;

    /// <summary>Characters of one word; 256 bytes hold them in any charset.</summary>
    public const int MaxWordChars = 64;

    // A mail that says its password says it early; what stands below is the thread it answers.
    private const int MaxTextChars = 64 * 1024;

    // How far behind the key word the password may stand: 「パスワードは下記の通りです。」, an empty line, the password.
    private const int Reach = 240;
    private const int ReachLines = 4;
    private const int MinMadeUpChars = 4;
    private const int MaxMadeUpChars = 32;

    private static readonly string[] Keys =
    [
        "パスワード", "ぱすわーど", "ﾊﾟｽﾜｰﾄﾞ", "パスフレーズ", "パスコード", "暗証", "解凍", "開封", "復号", "展開キー", "password", "passwd", "passphrase", "passcode", "pass", "pwd", "pw",
    ];

    // Every mail is searched: one pass for all keys, not one for each character and key.
    private static readonly SearchValues<string> KeySet = SearchValues.Create(Keys, StringComparison.OrdinalIgnoreCase);

    /// <summary>The words of <paramref name="text"/>, best first, each once.</summary>
    public static IReadOnlyList<string> Extract(ReadOnlySpan<char> text)
    {
        var plain = HalfWidth(text[..Math.Min(text.Length, MaxTextChars)]);
        var words = new WordList();
        var at = 0;
        while (!words.IsFull && plain.AsSpan(at).IndexOfAny(KeySet) is >= 0 and var found)
        {
            at += found;
            at += KeyLength(plain.AsSpan(at));
            AddBehind(plain.AsSpan(at, Math.Min(Reach, plain.Length - at)), words);
        }

        foreach (var range in plain.AsSpan().SplitAny(" \t\r\n\u3000"))
        {
            AddMadeUp(plain.AsSpan()[range], words);
        }

        return words.Words;
    }

    private static int KeyLength(ReadOnlySpan<char> text)
    {
        foreach (var key in Keys)
        {
            if (text.StartsWith(key, StringComparison.OrdinalIgnoreCase))
            {
                return key.Length;
            }
        }

        return 1;
    }

    // The rest of the line, and the next lines that hold a single word.
    private static void AddBehind(ReadOnlySpan<char> text, WordList words)
    {
        var lines = 0;
        foreach (var range in text.Split('\n'))
        {
            var line = text[range].Trim().TrimStart(Opening).TrimStart();
            if (line.IsEmpty)
            {
                continue;
            }

            if (lines++ == 0)
            {
                AddTokens(line, words);
            }
            else if (!line.ContainsAny(' ', '\t', '\u3000'))
            {
                AddToken(line, words);
            }

            if (lines == ReachLines)
            {
                break;
            }
        }
    }

    private const string Opening = ":;=>-_→⇒「『【〔《[(<\"'“‘■●◆▼*※・|は";
    private const string Closing = ".,;:!?)]>\"'”’」』】〕》。、，．";

    private static void AddTokens(ReadOnlySpan<char> line, WordList words)
    {
        var count = 0;
        foreach (var range in line.SplitAny(" \t\u3000"))
        {
            var token = line[range].TrimStart(Opening);
            if (!token.IsEmpty && count++ < 4)
            {
                AddToken(token, words);
            }
        }
    }

    private static void AddToken(ReadOnlySpan<char> token, WordList words)
    {
        // 「abc123です。」: the run of ASCII is the word; 「みかん」です: up to the closing bracket; else all of it.
        var ascii = token.IndexOfAnyInRange('!', '~');
        if (ascii >= 0)
        {
            var run = token[ascii..];
            var end = run.IndexOfAnyExceptInRange('!', '~');
            run = end < 0 ? run : run[..end];
            words.Add(run.TrimStart(Opening).TrimEnd(Closing));
            words.Add(run);
        }

        if (ascii < 0 || token.ContainsAnyExceptInRange('!', '~'))
        {
            var end = token.IndexOfAny(Closing.AsSpan(13));
            words.Add(end > 0 ? token[..end] : token);
        }
    }

    private static void AddMadeUp(ReadOnlySpan<char> token, WordList words)
    {
        token = token.TrimStart(Opening).TrimEnd(Closing);
        if (token.Length is >= MinMadeUpChars and <= MaxMadeUpChars && !token.ContainsAnyExceptInRange('!', '~') && !IsAddress(token) && Classes(token) > 1)
        {
            words.Add(token);
        }
    }

    private static bool IsAddress(ReadOnlySpan<char> token) =>
        token.Contains("://", StringComparison.Ordinal) || token.StartsWith("www.", StringComparison.OrdinalIgnoreCase)
        || (token.IndexOf('@') is > 0 and var at && token[at..].Contains('.'));

    private static int Classes(ReadOnlySpan<char> token)
    {
        var seen = 0;
        foreach (var c in token)
        {
            seen |= char.IsAsciiLetterLower(c) ? 1 : char.IsAsciiLetterUpper(c) ? 2 : char.IsAsciiDigit(c) ? 4 : 8;
        }

        return int.PopCount(seen);
    }

    // Japanese mailers write ＡＢＣ１２３ and the archive was made with ABC123.
    private static string HalfWidth(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAnyInRange('\uFF01', '\uFF5E'))
        {
            return text.ToString();
        }

        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            plain.Append(c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c is (>= '\u2010' and <= '\u2015') or '\u2212' ? '-' : c);
        }

        return plain.ToString();
    }

    private sealed class WordList
    {
        private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

        public List<string> Words { get; } = [];

        public bool IsFull => Words.Count >= MaxWords;

        public void Add(ReadOnlySpan<char> word)
        {
            if (IsFull || word.IsEmpty || word.Length > MaxWordChars || char.IsLowSurrogate(word[0]) || char.IsHighSurrogate(word[^1]))
            {
                return;
            }

            var text = word.ToString();
            if (_seen.Add(text))
            {
                Words.Add(text);
            }
        }
    }
}
