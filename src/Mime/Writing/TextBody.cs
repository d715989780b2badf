using System.Numerics;
using System.Runtime.Intrinsics;
using System.Text;
using System.Text.Unicode;

namespace Mugai.Mime;

/// <summary>Prepares the text of a part: UTF-8 with CRLF line ends, and the encoding that keeps it 7-bit clean and most readable.</summary>
internal static class TextBody
{
    // RFC 5322 2.1.1: what every relay must take. Lines of more than the 78 characters that it recommends come from the sender, who sent them
    // as they are; folding them by quoted-printable would only make the text larger and harder to read.
    private const int MaxPlainLine = 998;

    /// <summary>CR LF, CR and LF become CRLF; lone surrogates become U+FFFD.</summary>
    public static byte[] Canonical(ReadOnlySpan<char> text)
    {
        if (HasOnlyCrLf(text))
        {
            var bytes = new byte[Encoding.UTF8.GetByteCount(text)];
            Encoding.UTF8.GetBytes(text, bytes);
            return bytes;
        }

        var canonical = new StringBuilder(text.Length + 16);
        while (true)
        {
            var end = text.IndexOfAny('\r', '\n');
            canonical.Append(end < 0 ? text : text[..end]);
            if (end < 0)
            {
                return Encoding.UTF8.GetBytes(canonical.ToString());
            }

            canonical.Append("\r\n");
            text = text[(end + (text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? 2 : 1))..];
        }
    }

    /// <summary>The same for text that is UTF-8 already: itself when nothing must be changed.</summary>
    public static ReadOnlySpan<byte> Canonical(ReadOnlySpan<byte> utf8) =>
        Utf8.IsValid(utf8) && HasOnlyCrLf(utf8) ? utf8 : Canonical(Encoding.UTF8.GetString(utf8));

    public static byte[] EndLine(byte[] text) => text.Length == 0 || text.AsSpan().EndsWith("\r\n"u8) ? text : [.. text, (byte)'\r', (byte)'\n'];

    /// <summary>Blanks make whole quanta of three bytes, so that base64 can be continued behind them.</summary>
    public static byte[] PadQuanta(byte[] text)
    {
        var missing = (3 - (text.Length % 3)) % 3;
        return missing == 0 ? text : [.. text, .. Enumerable.Repeat((byte)' ', missing)];
    }

    public static SlotEncoding Choose(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        if (IsPlain(first) && IsPlain(second))
        {
            return SlotEncoding.SevenBit;
        }

        // Quoted-printable triples what it escapes: past a sixth of the text base64 is shorter (and nothing is readable anyway).
        var escaped = Escaped(first) + Escaped(second);
        return escaped * 6L > first.Length + second.Length ? SlotEncoding.Base64 : SlotEncoding.QuotedPrintable;
    }

    private static int Escaped(ReadOnlySpan<byte> text)
    {
        var count = 0;
        for (; text.Length >= Vector256<byte>.Count; text = text[Vector256<byte>.Count..])
        {
            var v = Vector256.Create(text);
            var stays = Vector256.GreaterThanOrEqual(v, Vector256.Create((byte)' ')) & Vector256.LessThanOrEqual(v, Vector256.Create((byte)'~'));
            stays |= Vector256.Equals(v, Vector256.Create((byte)'\r')) | Vector256.Equals(v, Vector256.Create((byte)'\n')) | Vector256.Equals(v, Vector256.Create((byte)'\t'));
            stays &= ~Vector256.Equals(v, Vector256.Create((byte)'='));
            count += Vector256<byte>.Count - BitOperations.PopCount(stays.ExtractMostSignificantBits());
        }

        foreach (var c in text)
        {
            count += c is (>= 0x20 and <= 0x7E and not (byte)'=') or (byte)'\r' or (byte)'\n' or (byte)'\t' ? 0 : 1;
        }

        return count;
    }

    /// <summary>
    /// Short printable lines that nobody on the way changes: no blanks at a line's end, no "From ", no "." alone in front, no "--".
    /// </summary>
    public static bool IsPlain(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            // One search a line: the first byte that is not printable must be its CRLF, or the text is not plain.
            var end = text.IndexOfAnyExceptInRange((byte)' ', (byte)'~');
            var line = end < 0 ? text : text[..end];
            if (line.Length > MaxPlainLine || (end >= 0 && !text[end..].StartsWith("\r\n"u8)))
            {
                return false;
            }

            if (line.Length > 0 && (line[^1] == ' ' || line[0] is (byte)'F' or (byte)'.' or (byte)'-')
                && (line[^1] == ' ' || line[0] == '.' || line.StartsWith("From "u8) || line.StartsWith("--"u8)))
            {
                return false;
            }

            text = end < 0 ? [] : text[(end + 2)..];
        }

        return true;
    }

    private static bool HasOnlyCrLf<T>(ReadOnlySpan<T> text)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        var (cr, lf) = (T.CreateTruncating('\r'), T.CreateTruncating('\n'));
        while (true)
        {
            var end = text.IndexOfAny(cr, lf);
            if (end < 0)
            {
                return true;
            }

            if (text[end] == lf || end + 1 == text.Length || text[end + 1] != lf)
            {
                return false;
            }

            text = text[(end + 2)..];
        }
    }
}
