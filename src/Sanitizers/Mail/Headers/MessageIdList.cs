namespace Mugai.Sanitizers.Mail.Headers;

/// <summary>Message identifiers (RFC 5322 3.6.4) to their canonical form. What is no identifier is dropped: threading survives, text does not hide there.</summary>
internal static class MessageIdList
{
    // A References field grows with its thread; clients need the first and the last ones (RFC 5322 3.6.4 allows trimming in between).
    private const int MaxIds = 40;
    private const int MaxIdChars = 320;

    /// <summary>The identifiers in <paramref name="value"/>, each with its angle brackets.</summary>
    public static List<string> Parse(ReadOnlySpan<byte> value)
    {
        var ids = new List<string>();
        while (ids.Count < 4096)
        {
            var open = value.IndexOf((byte)'<');
            if (open < 0)
            {
                break;
            }

            value = value[(open + 1)..];
            var close = value.IndexOfAny((byte)'>', (byte)'<');
            if (close < 0)
            {
                break;
            }

            if (value[close] == '>' && IsId(value[..close]))
            {
                ids.Add("<" + System.Text.Encoding.ASCII.GetString(value[..close]) + ">");
            }

            value = value[close..];
        }

        if (ids.Count > MaxIds)
        {
            ids.RemoveRange(1, ids.Count - MaxIds);
        }

        return ids;
    }

    /// <summary>The one identifier of a Message-ID field; mailers that forget the brackets are forgiven. Null when there is none.</summary>
    public static string? Single(ReadOnlySpan<byte> value)
    {
        var ids = Parse(value);
        if (ids.Count > 0)
        {
            return ids[0];
        }

        var bare = value.Trim(" \t\r\n"u8);
        return bare.Contains((byte)'@') && IsId(bare) ? "<" + System.Text.Encoding.ASCII.GetString(bare) + ">" : null;
    }

    // "=?" begins an encoded word to readers that look for them everywhere.
    private static bool IsId(ReadOnlySpan<byte> id) => id.Length is > 0 and <= MaxIdChars && id.IndexOfAnyExceptInRange((byte)33, (byte)126) < 0 && !id.ContainsAny((byte)'<', (byte)'>')
        && id.IndexOf("=?"u8) < 0;
}
