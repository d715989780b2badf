using Mugai.Wording;
using System.Text;

namespace Mugai.Sanitizers.Mail.Bodies;

/// <summary>
/// Says how much of one text another one lacks, in words; where a script does not separate words (kana, kanji), in pairs of characters. Order, case,
/// white space and addresses do not count. Words are hashed and sorted, never put into a table that an attacker could fill from one bucket.
/// </summary>
internal static class TextCoverage
{
    // Beyond this many words the rest changes nothing in what is said of a text.
    private const int MaxWords = 200_000;

    /// <summary>How many different words of <paramref name="text"/> are not in <paramref name="known"/>, and how many it has.</summary>
    public static (int Missing, int All) Missing(ReadOnlySpan<byte> known, ReadOnlySpan<byte> text)
    {
        var there = Words(Encoding.UTF8.GetString(known));
        var wanted = Words(Encoding.UTF8.GetString(text));
        var missing = 0;
        var all = 0;
        for (var i = 0; i < wanted.Count; i++)
        {
            if (i == 0 || wanted[i] != wanted[i - 1])
            {
                all++;
                missing += there.BinarySearch(wanted[i]) < 0 ? 1 : 0;
            }
        }

        return (missing, all);
    }

    // 32 bits of hash tell enough apart for a share; a chance match only makes two texts look more alike.
    private static List<uint> Words(string text)
    {
        var words = new List<uint>();
        var start = -1;
        var previous = 0u;
        for (var i = 0; i <= text.Length && words.Count < MaxWords; i++)
        {
            var c = i < text.Length ? text[i] : ' ';
            var isIdeographic = c is (>= '\u3040' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF') or (>= '\uE000' and <= '\uF8FF');
            if (isIdeographic)
            {
                words.Add((previous << 16) | c);
            }

            previous = isIdeographic ? c : 0u;
            var isWord = !isIdeographic && (char.IsLetterOrDigit(c) || (start >= 0 && c is '.' or ':' or '/' or '@' or '-' or '_' or '%' or '?' or '=' or '&' or '[' or ']'));
            if (isWord && start < 0)
            {
                start = i;
            }
            else if (!isWord && start >= 0)
            {
                Add(words, text.AsSpan(start, i - start).TrimEnd(".:-?"));
                start = -1;
            }
        }

        words.Sort();
        return words;
    }

    // An address is written in one way in the HTML and in another one in the text.
    private static void Add(List<uint> words, ReadOnlySpan<char> word)
    {
        if (word.IndexOf("://") >= 0 || word.Contains('@'))
        {
            return;
        }

        // FNV-1a: the same in every run.
        var hash = 2166136261u;
        foreach (var c in word)
        {
            hash = (hash ^ char.ToLowerInvariant(c)) * 16777619u;
        }

        words.Add(hash);
    }
}
