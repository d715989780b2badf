using System.Text;
using System.Text.Unicode;

namespace Mugai.Mime;

/// <summary>
/// Guesses the charset of unlabeled text: marks and escape sequences first, then valid UTF-8, then whether it reads as CP932 or EUC-JP
/// (broken pairs weigh most, then kana and common kanji against rare kanji and half-width kana), windows-1252 last.
/// </summary>
internal static class CharsetDetector
{
    private const int BrokenWeight = 20;

    public static CharsetLabel Detect(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("\uFEFF"u8))
        {
            return CharsetLabels.Find("utf-8");
        }

        if (text.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || text.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return CharsetLabels.Find("utf-16");
        }

        if (HasJapaneseEscape(text))
        {
            return CharsetLabels.Find("iso-2022-jp");
        }

        if (Ascii.IsValid(text))
        {
            return CharsetLabels.Find("us-ascii");
        }

        if (IsUtf8(text))
        {
            return CharsetLabels.Find("utf-8");
        }

        var shiftJis = Score(text, new ShiftJisMachine());
        var euc = Score(text, new EucJpMachine());
        if (Math.Max(shiftJis, euc) > 0)
        {
            return CharsetLabels.Find(euc > shiftJis ? "euc-jp" : "shift_jis");
        }

        return CharsetLabels.Find("windows-1252");
    }

    private static bool HasJapaneseEscape(ReadOnlySpan<byte> text)
    {
        while (true)
        {
            var escape = text.IndexOf((byte)0x1B);
            if (escape < 0 || escape + 2 >= text.Length)
            {
                return false;
            }

            text = text[(escape + 1)..];
            if ((text[0] == '$' && text[1] is (byte)'@' or (byte)'B' or (byte)'(') || (text[0] == '(' && text[1] is (byte)'J' or (byte)'I'))
            {
                return true;
            }
        }
    }

    private static bool IsUtf8(ReadOnlySpan<byte> text)
    {
        if (Utf8.IsValid(text))
        {
            return true;
        }

        // The sample may end inside a character.
        for (var cut = 1; cut <= 3 && cut < text.Length; cut++)
        {
            if (text[^cut] >= 0xC0)
            {
                return Rune.DecodeFromUtf8(text[^cut..], out _, out _) == System.Buffers.OperationStatus.NeedMoreData && Utf8.IsValid(text[..^cut])
                    && !Ascii.IsValid(text[..^cut]);
            }
        }

        return false;
    }

    private static int Score(ReadOnlySpan<byte> text, CharsetMachine machine)
    {
        var buffer = new char[text.Length + CharsetMachine.Spare];
        var count = machine.Decode(text, buffer, isFinal: false, out _);
        var score = 0;
        foreach (var c in buffer.AsSpan(0, count))
        {
            score += c switch
            {
                '\uFFFD' => -BrokenWeight,
                >= '\u3041' and <= '\u30FE' => 4,
                >= '\u3000' and <= '\u3020' => 3,

                // The accented letters of windows-1252 are lead bytes of rare kanji.
                >= '\u4E00' and <= '\u9FFF' => JisTables.IsCommonKanji(c) ? 2 : -2,
                >= '\uFF01' and <= '\uFF5E' => 1,
                >= '\uFF61' and <= '\uFF9F' => -1,
                >= '\uE000' and <= '\uF8FF' => -2,
                _ => 0,
            };
        }

        return score;
    }
}
