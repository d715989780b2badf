using System.Buffers;
using System.Numerics;
using System.Runtime.Intrinsics;
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

    // Two characters may be broken by accident.
    private const int EnoughHighBytes = 6;

    // Three kanji or more that are valid UTF-8 by chance: less than once in a million texts of CP932.
    private const int SureHighBytes = 9;

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

    /// <summary>True for labels that are written on other charsets often enough to look before believing them.</summary>
    public static bool CanCheck(CharsetLabel label) => label.Kind is CharsetKind.Utf8 or CharsetKind.ShiftJis or CharsetKind.EucJp or CharsetKind.Iso2022Jp
        || label is { Kind: CharsetKind.CodePage, CodePage: 1252 };

    /// <summary>
    /// The claimed charset, or another one when the text contradicts the claim. <paramref name="text"/> begins with the first byte that is not plain
    /// ASCII. Whether UTF-8 is believed depends on its first character alone, so that it makes no difference how the text arrives.
    /// </summary>
    public static CharsetLabel Check(ReadOnlySpan<byte> text, CharsetLabel claimed)
    {
        if (claimed.Kind == CharsetKind.Utf8)
        {
            var isBorneOut = text[0] >= 0x80 && Rune.DecodeFromUtf8(text, out _, out _) != OperationStatus.InvalidData;
            return isBorneOut ? claimed : Other(text, claimed);
        }

        if (IsUtf8(text) && CountHigh(text) >= SureHighBytes)
        {
            return CharsetLabels.Find("utf-8");
        }

        // EUC-JP under a label of CP932 is half-width kana without a fault.
        if (claimed.Kind == CharsetKind.ShiftJis && IsEucKana(text))
        {
            return CharsetLabels.Find("euc-jp");
        }

        return claimed.Kind == CharsetKind.Iso2022Jp || claimed.Kind == CharsetKind.CodePage ? claimed : Other(text, claimed);
    }

    // Only what has no fault at all takes the place of a claim that has many.
    private static CharsetLabel Other(ReadOnlySpan<byte> text, CharsetLabel claimed)
    {
        if (text[0] != 0x1B && (CountHigh(text) < EnoughHighBytes || Faults(text, claimed) * 8 <= CountHigh(text)))
        {
            return claimed;
        }

        var detected = Detect(text);
        return detected.Kind is CharsetKind.Utf8 or CharsetKind.ShiftJis or CharsetKind.EucJp or CharsetKind.Iso2022Jp && Faults(text, detected) == 0 ? detected : claimed;
    }

    // A third of Japanese text is kana; of half-width kana read as EUC-JP hardly anything is.
    private static bool IsEucKana(ReadOnlySpan<byte> text)
    {
        var machine = new EucJpMachine();
        var buffer = Rent(text);
        var (kana, wide) = (0, 0);
        foreach (var c in buffer.AsSpan(0, machine.Decode(text, buffer, isFinal: false, out _)))
        {
            wide += c >= '\u0080' ? 1 : 0;
            kana += c is >= '\u3041' and <= '\u30FE' ? 1 : 0;
        }

        ArrayPool<char>.Shared.Return(buffer);
        return machine.Replacements == 0 && wide >= SureHighBytes && kana * 3 >= wide;
    }

    private static long Faults(ReadOnlySpan<byte> text, CharsetLabel label)
    {
        var machine = CharsetMachine.Create(label);
        var buffer = Rent(text);
        machine.Decode(text, buffer, isFinal: false, out _);
        ArrayPool<char>.Shared.Return(buffer);
        return machine.Replacements;
    }

    private static char[] Rent(ReadOnlySpan<byte> text) => ArrayPool<char>.Shared.Rent(text.Length + CharsetMachine.Spare);

    private static int CountHigh(ReadOnlySpan<byte> text)
    {
        var count = 0;
        for (; text.Length >= Vector256<byte>.Count; text = text[Vector256<byte>.Count..])
        {
            count += BitOperations.PopCount(Vector256.Create(text).ExtractMostSignificantBits());
        }

        foreach (var b in text)
        {
            count += b >> 7;
        }

        return count;
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
                return Rune.DecodeFromUtf8(text[^cut..], out _, out _) == OperationStatus.NeedMoreData && Utf8.IsValid(text[..^cut])
                    && !Ascii.IsValid(text[..^cut]);
            }
        }

        return false;
    }

    private static int Score(ReadOnlySpan<byte> text, CharsetMachine machine)
    {
        var buffer = Rent(text);
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

        ArrayPool<char>.Shared.Return(buffer);
        return score;
    }
}
