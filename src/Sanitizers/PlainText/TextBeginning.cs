using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Mugai.Sanitizers.PlainText;

/// <summary>How a text file begins.</summary>
/// <param name="MarkLength">Bytes of the byte-order mark.</param>
/// <param name="Label">The charset when the beginning settles it; null when what follows has to.</param>
internal readonly record struct TextBeginning(int MarkLength, string? Label)
{
    // UTF-16 without a mark shows by NULs in every other byte; this share of them is met by any text with some ASCII in it.
    private const int NulShare = 4;
    private const int MinValidPerBroken = 4;

    public static TextBeginning Of(ReadOnlySpan<byte> head) => head switch
    {
        [0xEF, 0xBB, 0xBF, ..] => new TextBeginning(3, "utf-8"),
        [0xFF, 0xFE, ..] => new TextBeginning(2, "utf-16le"),
        [0xFE, 0xFF, ..] => new TextBeginning(2, "utf-16be"),
        _ => new TextBeginning(0, WideLabel(head)),
    };

    /// <summary>True when what is not ASCII is UTF-8, give or take a damaged character in a few: no other charset looks like that by chance.</summary>
    public static bool IsUtf8(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
        {
            return true;
        }

        int valid = 0, broken = 0;
        while (bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF) is var at and >= 0)
        {
            bytes = bytes[at..];
            switch (Rune.DecodeFromUtf8(bytes, out _, out var taken))
            {
                case OperationStatus.Done:
                    valid++;
                    break;
                case OperationStatus.InvalidData:
                    broken++;
                    break;
            }

            bytes = bytes[taken..];
        }

        return valid > MinValidPerBroken * broken;
    }

    /// <summary>True when ISO-2022-JP (or a cousin) switches its character set somewhere (RFC 1468).</summary>
    public static bool HasEscapes(ReadOnlySpan<byte> bytes) => bytes.IndexOf("\u001B$"u8) >= 0 || bytes.IndexOf("\u001B("u8) >= 0;

    private static string? WideLabel(ReadOnlySpan<byte> head)
    {
        int even = 0, odd = 0;
        for (var i = 0; i + 1 < head.Length; i += 2)
        {
            even += head[i] == 0 ? 1 : 0;
            odd += head[i + 1] == 0 ? 1 : 0;
        }

        var pairs = head.Length / 2;
        return odd * NulShare > pairs && even * 16 < odd ? "utf-16le"
            : even * NulShare > pairs && odd * 16 < even ? "utf-16be"
            : null;
    }
}
