namespace Mugai.Sanitizers.Ooxml.Word;

/// <summary>
/// A look at the bytes of a part, to save the first of two readings where there is no field: names cannot be written otherwise in UTF-8. Any other charset, or a doubt about it, says yes.
/// </summary>
internal static class FieldScan
{
    private const int ChunkBytes = 32 * 1024;
    private const int LongestWord = 9;

    /// <summary>True when <paramref name="content"/> (read to its end, or to the first hit) may hold a field.</summary>
    public static bool MayHoldFields(Stream content)
    {
        var buffer = new byte[LongestWord + ChunkBytes];
        var kept = 0;
        var isFirst = true;
        while (true)
        {
            var count = content.ReadAtLeast(buffer.AsSpan(kept, ChunkBytes), ChunkBytes, throwOnEndOfStream: false);
            var bytes = buffer.AsSpan(0, kept + count);
            if ((isFirst && !IsUtf8(bytes)) || bytes.IndexOf("fldChar"u8) >= 0 || bytes.IndexOf("fldSimple"u8) >= 0 || bytes.IndexOf("nstrText"u8) >= 0)
            {
                return true;
            }

            if (count < ChunkBytes)
            {
                return false;
            }

            isFirst = false;
            kept = LongestWord;
            bytes[^LongestWord..].CopyTo(buffer);
        }
    }

    private static bool IsUtf8(ReadOnlySpan<byte> head)
    {
        head = head.StartsWith<byte>([0xef, 0xbb, 0xbf]) ? head[3..] : head;
        if (head.Length < 2 || head[0] != '<' || head[1] == 0)
        {
            return false;
        }

        var end = head.IndexOf("?>"u8);
        if (!head.StartsWith("<?xml"u8))
        {
            return true;
        }

        if (end is < 0 or > 256)
        {
            return false;
        }

        var declaration = head[..end];
        return declaration.IndexOf("encoding"u8) < 0 || declaration.IndexOf("\"UTF-8\""u8) >= 0 || declaration.IndexOf("\"utf-8\""u8) >= 0
            || declaration.IndexOf("'UTF-8'"u8) >= 0 || declaration.IndexOf("'utf-8'"u8) >= 0;
    }
}
