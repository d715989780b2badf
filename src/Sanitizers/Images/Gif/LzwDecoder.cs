namespace Mugai.Sanitizers.Images.Gif;

/// <summary>GIF's variable-length LZW (GIF89a, appendix F), codes to colour indices. A table of 4,096 prefixes and no recursion.</summary>
internal sealed class LzwDecoder
{
    private const int MaxCodes = 4096;

    private readonly short[] _prefix = new short[MaxCodes];
    private readonly byte[] _suffix = new byte[MaxCodes];
    private readonly byte[] _stack = new byte[MaxCodes + 1];

    /// <summary>Fills <paramref name="pixels"/>; how many were there. Codes behind the last pixel are not looked at.</summary>
    public int Decode(ReadOnlySpan<byte> file, List<Range> blocks, int codeBits, Span<byte> pixels)
    {
        var (clear, end) = (1 << codeBits, (1 << codeBits) + 1);
        var (next, width, previous) = (end + 1, codeBits + 1, -1);
        byte first = 0;
        var (bits, count, written) = (0, 0, 0);
        for (var i = 0; i < Math.Min(clear, MaxCodes); i++)
        {
            (_prefix[i], _suffix[i]) = (-1, (byte)i);
        }

        foreach (var block in blocks)
        {
            foreach (var b in file[block])
            {
                bits |= b << count;
                count += 8;
                while (count >= width)
                {
                    var code = bits & ((1 << width) - 1);
                    bits >>= width;
                    count -= width;
                    if (code == clear)
                    {
                        (next, width, previous) = (end + 1, codeBits + 1, -1);
                        continue;
                    }

                    if (code == end || written == pixels.Length)
                    {
                        return written;
                    }

                    if (code > next || (code == next && previous < 0) || (previous < 0 && code > clear))
                    {
                        return written;
                    }

                    var depth = 0;
                    var walk = code;
                    if (code == next)
                    {
                        _stack[depth++] = first;
                        walk = previous;
                    }

                    while (walk >= clear)
                    {
                        _stack[depth++] = _suffix[walk];
                        walk = _prefix[walk];
                    }

                    first = (byte)walk;
                    _stack[depth++] = first;
                    while (depth > 0 && written < pixels.Length)
                    {
                        pixels[written++] = _stack[--depth];
                    }

                    if (previous >= 0 && next < MaxCodes)
                    {
                        (_prefix[next], _suffix[next]) = ((short)previous, first);
                        next++;
                        if (next == 1 << width && width < 12)
                        {
                            width++;
                        }
                    }

                    previous = code;
                }
            }
        }

        return written;
    }
}
