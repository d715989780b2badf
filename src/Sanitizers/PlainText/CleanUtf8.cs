using System.Buffers;
using System.Text.Unicode;

namespace Mugai.Sanitizers.PlainText;

/// <summary>
/// Says of a piece of bytes whether it is UTF-8 that <see cref="TextCleaner"/> would leave as it is, at the speed of vector instructions:
/// a validity check and a search for the few bytes with which anything else begins. A doubt is a no, and the piece takes the slow way.
/// </summary>
internal static class CleanUtf8
{
    // Controls other than TAB, and the first bytes of every character that is not kept: C2 (C1 controls, soft hyphen), CD 8F, D8 9C,
    // E1 (Hangul and Khmer fillers, U+180E), E2 80/81 (format characters), EF (marks, U+FEFF, U+FFA0, specials), F0 and up
    // (tags, noncharacters), and 85 as the second byte of U+3164.
    private static readonly SearchValues<byte> Doubtful = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Where(c => c != '\t').Select(c => (byte)c), 0x7F, 0x85, 0xC2, 0xCD, 0xD8, 0xE1, 0xE2, 0xEF, .. Enumerable.Range(0xF0, 16).Select(c => (byte)c)]);

    /// <summary>True when <paramref name="bytes"/> (whole characters, whole line ends) need no cleaning.</summary>
    public static bool IsClean(ReadOnlySpan<byte> bytes)
    {
        if (!Utf8.IsValid(bytes))
        {
            return false;
        }

        var i = 0;
        while (true)
        {
            var stop = bytes[i..].IndexOfAny(Doubtful);
            if (stop < 0)
            {
                return true;
            }

            i += stop;
            var taken = Known(bytes[i..], i == 0 ? (byte)0 : bytes[i - 1]);
            if (taken == 0)
            {
                return false;
            }

            i += taken;
        }
    }

    /// <summary>How much of <paramref name="bytes"/> is whole characters and whole line ends: neither a decoder nor the cleaner holds anything behind it.</summary>
    public static int WholeLength(ReadOnlySpan<byte> bytes)
    {
        var length = bytes.Length;
        for (var back = 1; back <= Math.Min(3, bytes.Length); back++)
        {
            var b = bytes[^back];
            if (b >= 0xC0)
            {
                length -= back < (b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2) ? back : 0;
                break;
            }

            if (b < 0x80)
            {
                break;
            }
        }

        return length > 0 && bytes[length - 1] == '\r' ? length - 1 : length;
    }

    // Bytes of the harmless character that begins here, 0 when it may not be harmless. The bytes are valid UTF-8.
    private static int Known(ReadOnlySpan<byte> bytes, byte before) => bytes[0] switch
    {
        (byte)'\r' => bytes.Length > 1 && bytes[1] == '\n' ? 2 : 0,
        0x85 => before == 0xE3 && bytes.Length > 1 && bytes[1] == 0xA4 ? 0 : 1,
        0xC2 => bytes[1] is >= 0xA0 and not 0xAD ? 2 : 0,
        0xCD => bytes[1] != 0x8F ? 2 : 0,
        0xD8 => bytes[1] != 0x9C ? 2 : 0,
        0xE1 => bytes[1] is 0x85 or 0x9E or 0xA0 ? 0 : 3,
        0xE2 => bytes[1] >= 0x82 || (bytes[1] == 0x80 && bytes[2] is (>= 0x90 and <= 0xA7) or >= 0xAF) || (bytes[1] == 0x81 && bytes[2] is < 0xA0 or >= 0xB0) ? 3 : 0,
        0xEF => bytes[1] is <= 0xB6 or (>= 0xB8 and <= 0xBA) or 0xBC or 0xBD || (bytes[1] == 0xBE && bytes[2] != 0xA0)
            || (bytes[1] == 0xBF && bytes[2] is >= 0xA0 and <= 0xAF) ? 3 : 0,
        0xF0 => bytes[1] is 0x9F or 0xA0 && (bytes[2] < 0xBF || bytes[3] < 0xBE) ? 4 : 0,
        _ => 0,
    };
}
