using Mugai.Wording;
using System.Buffers;

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

    private static readonly string[] JapaneseKeys = ["パスワード", "ぱすわーど", "ﾊﾟｽﾜｰﾄﾞ", "パスフレーズ", "パスコード", "暗証", "解凍", "開封", "復号", "展開キー"];

    private static readonly string[] EnglishKeys = ["password", "passwd", "passphrase", "passcode", "pass", "pwd", "pw"];

    // Every mail is searched: in vectors, which strings of Japanese are not; their first characters are rare enough.
    private static readonly SearchValues<char> JapaneseFirsts = SearchValues.Create([.. JapaneseKeys.Select(key => key[0])]);
    private static readonly SearchValues<string> EnglishSet = SearchValues.Create(EnglishKeys, StringComparison.OrdinalIgnoreCase);

    /// <summary>The words of <paramref name="text"/>, best first, each once.</summary>
    public static IReadOnlyList<string> Extract(ReadOnlySpan<char> text)
    {
        text = text[..Math.Min(text.Length, MaxTextChars)];
        if (!text.ContainsAnyInRange('\uFF01', '\uFF5E'))
        {
            return ExtractPlain(text);
        }

        var rented = ArrayPool<char>.Shared.Rent(text.Length);
        var words = ExtractPlain(HalfWidth(text, rented));
        ArrayPool<char>.Shared.Return(rented, clearArray: true);
        return words;
    }

    private static List<string> ExtractPlain(ReadOnlySpan<char> plain)
    {
        var words = new WordList();
        var at = 0;
        var (japanese, english) = (-1, -1);
        while (!words.IsFull)
        {
            japanese = japanese >= at ? japanese : NextJapanese(plain, at);
            english = english >= at ? english : plain[at..].IndexOfAny(EnglishSet) is var next and >= 0 ? at + next : plain.Length;
            if (Math.Min(japanese, english) is var found && found == plain.Length)
            {
                break;
            }

            at = found + Math.Max(KeyLength(plain[found..]), 1);
            AddBehind(plain[at..Math.Min(at + Reach, plain.Length)], words);
        }

        foreach (var range in plain.SplitAny(Blanks))
        {
            if (words.IsFull)
            {
                break;
            }

            AddMadeUp(plain[range], words);
        }

        return words.Words;
    }

    // The length of the text when there is none.
    private static int NextJapanese(ReadOnlySpan<char> text, int at)
    {
        while (text[at..].IndexOfAny(JapaneseFirsts) is var found and >= 0)
        {
            at += found;
            if (KeyLength(text[at..]) > 0)
            {
                return at;
            }

            at++;
        }

        return text.Length;
    }

    private static int KeyLength(ReadOnlySpan<char> text)
    {
        foreach (var key in text[0] < 0x80 ? EnglishKeys : JapaneseKeys)
        {
            if (text.StartsWith(key, StringComparison.OrdinalIgnoreCase))
            {
                return key.Length;
            }
        }

        return 0;
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

    private static readonly SearchValues<char> OpeningSet = SearchValues.Create(Opening);
    private static readonly SearchValues<char> ClosingSet = SearchValues.Create(Closing);
    private static readonly SearchValues<char> Blanks = SearchValues.Create(" \t\r\n\u3000");

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
        if (token.Length < MinMadeUpChars || token.IndexOfAnyInRange('!', '~') < 0)
        {
            // Sentences of Japanese, most of the time.
            return;
        }

        var start = token.IndexOfAnyExcept(OpeningSet);
        var end = token.LastIndexOfAnyExcept(ClosingSet) + 1;
        token = start < 0 || end <= start ? [] : token[start..end];
        if (token.Length is >= MinMadeUpChars and <= MaxMadeUpChars && !token.ContainsAnyExceptInRange('!', '~') && Classes(token) > 1 && !IsAddress(token))
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
    private static ReadOnlySpan<char> HalfWidth(ReadOnlySpan<char> text, Span<char> room)
    {
        var plain = room[..text.Length];
        text.CopyTo(plain);
        for (var at = 0; plain[at..].IndexOfAnyInRange('\uFF01', '\uFF5E') is var found and >= 0; at++)
        {
            at += found;
            plain[at] -= '\uFEE0';
        }

        for (var at = 0; plain[at..].IndexOfAnyInRange('\u2010', '\u2015') is var found and >= 0; at++)
        {
            at += found;
            plain[at] = '-';
        }

        plain.Replace('\u2212', '-');
        return plain;
    }

    private sealed class WordList
    {
        private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _seen = new HashSet<string>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

        public List<string> Words { get; } = [];

        public bool IsFull => Words.Count >= MaxWords;

        public void Add(ReadOnlySpan<char> word)
        {
            if (IsFull || word.IsEmpty || word.Length > MaxWordChars || char.IsLowSurrogate(word[0]) || char.IsHighSurrogate(word[^1]))
            {
                return;
            }

            if (_seen.Add(word))
            {
                Words.Add(word.ToString());
            }
        }
    }
}
