using System.Text;
using Mugai.Sanitizers.Metafiles;

namespace Mugai.Sanitizers.Ooxml.Biff12;

/// <summary>Takes strings and formulas from the front of a record's rest ([MS-XLSB] 2.5.166 to 2.5.168). False when they do not fit into it.</summary>
internal static class Biff12Text
{
    /// <summary>A string with its length in front; null for the length that means none.</summary>
    public static bool Take(scoped ref ReadOnlySpan<byte> rest, out string? text)
    {
        text = null;
        if (rest.Length < 4)
        {
            return false;
        }

        var count = rest.U32(0);
        rest = rest[4..];
        if (count == 0xFFFFFFFF)
        {
            return true;
        }

        if (count > 32_767 || 2 * count > rest.Length)
        {
            return false;
        }

        text = Encoding.Unicode.GetString(rest[..(int)(2 * count)]);
        rest = rest[(int)(2 * count)..];
        return true;
    }

    /// <summary>A parsed formula: tokens with their size in front, then their extra data with theirs.</summary>
    public static bool TakeFormula(scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> tokens, out ReadOnlySpan<byte> extra)
    {
        extra = default;
        return TakeSized(ref rest, out tokens) && TakeSized(ref rest, out extra);
    }

    public static byte[] Of(string text) => [.. BitConverter.GetBytes(text.Length), .. Encoding.Unicode.GetBytes(text)];

    private static bool TakeSized(scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (rest.Length < 4 || rest.U32(0) > rest.Length - 4)
        {
            return false;
        }

        bytes = rest.Slice(4, (int)rest.U32(0));
        rest = rest[(4 + bytes.Length)..];
        return true;
    }
}
