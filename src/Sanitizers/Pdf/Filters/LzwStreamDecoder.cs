namespace Mugai.Sanitizers.Pdf.Filters;

/// <summary>LZWDecode (ISO 32000-2, 7.4.4): 9 to 12 bits, most significant first, clear 256, end 257.</summary>
internal static class LzwStreamDecoder
{
    private const int MaxCodes = 4096;
    private const int Clear = 256;
    private const int End = 257;

    /// <param name="early">EarlyChange: 1 widens codes one entry before the table needs it, which is the default.</param>
    /// <returns>False when a code came that the table does not hold yet; what came before it stays.</returns>
    public static bool Decode(ReadOnlySpan<byte> data, DecodeSink target, int early)
    {
        Span<short> prefix = stackalloc short[MaxCodes];
        Span<short> lengths = stackalloc short[MaxCodes];
        Span<byte> suffix = stackalloc byte[MaxCodes];
        for (var i = 0; i < Clear; i++)
        {
            (prefix[i], suffix[i], lengths[i]) = (-1, (byte)i, 1);
        }

        var (next, width, previous) = (End + 1, 9, -1);
        var (bits, count) = (0u, 0);
        byte first = 0;
        foreach (var b in data)
        {
            bits = (bits << 8) | b;
            count += 8;
            if (count < width)
            {
                continue;
            }

            count -= width;
            var code = (int)(bits >> count) & ((1 << width) - 1);
            if (code == Clear)
            {
                (next, width, previous) = (End + 1, 9, -1);
                continue;
            }

            if (code == End)
            {
                return true;
            }

            if (code > next || (code == next && previous < 0) || (code > Clear && code >= next && next >= MaxCodes))
            {
                return false;
            }

            // A code that is made by this very step (KwKwK) is the previous string and its own first byte again.
            var isNew = code == next;
            var from = isNew ? previous : code;
            var length = lengths[from] + (isNew ? 1 : 0);
            var room = target.Room(length)[..length];
            if (isNew)
            {
                room[^1] = first;
            }

            for (int at = lengths[from] - 1, walk = from; at >= 0; at--, walk = prefix[walk])
            {
                room[at] = suffix[walk];
            }

            first = room[0];
            target.Advance(length);
            if (previous >= 0 && next < MaxCodes)
            {
                (prefix[next], suffix[next], lengths[next]) = ((short)previous, first, (short)(lengths[previous] + 1));
                next++;
            }

            previous = code;
            width = (next + early) switch
            {
                >= 2048 => 12,
                >= 1024 => 11,
                >= 512 => 10,
                _ => 9,
            };
        }

        return true;
    }
}
