namespace Mugai.Sanitizers.Images.Gif;

/// <summary>Reads a GIF of ours from the stream, block by block: screen, at most one loop block, frames of the canonical shape, trailer, end. Codes are followed to see that each frame is full.</summary>
internal sealed class GifVerifier(Stream file)
{
    private readonly byte[] _buffer = new byte[65_536];
    private int _at;
    private int _filled;

    public string? Check()
    {
        file.Position = 0;
        foreach (var expected in "GIF89a"u8)
        {
            if (Next() != expected)
            {
                return "The GIF has no header.";
            }
        }

        var (width, height) = (Word(), Word());
        var flags = Next();
        Next();
        if (width <= 0 || height <= 0 || flags < 0 || Next() < 0 || !SkipPalette(flags))
        {
            return "The GIF's screen is malformed.";
        }

        var (frames, hasControl, hasLoop) = (0, false, false);
        while (true)
        {
            switch (Next())
            {
                case 0x3B:
                    return frames == 0 || hasControl ? "The GIF has no image." : Next() >= 0 ? "The GIF has bytes behind its end." : null;
                case 0x2C:
                    if (Frame() is { } fault)
                    {
                        return fault;
                    }

                    frames++;
                    hasControl = false;
                    break;
                case 0x21:
                    var label = Next();
                    if (label == 0xF9 && !hasControl && Next() == 4 && Next() is >= 0 and < 16 && Word() >= 0 && Next() >= 0 && Next() == 0)
                    {
                        hasControl = true;
                        break;
                    }

                    if (label == 0xFF && !hasLoop && frames == 0 && !hasControl && IsLoop())
                    {
                        hasLoop = true;
                        break;
                    }

                    return "The GIF holds a foreign extension.";
                default:
                    return "The GIF holds bytes of no block.";
            }
        }
    }

    private bool IsLoop()
    {
        foreach (var expected in "\u000BNETSCAPE2.0\u0003\u0001"u8)
        {
            if (Next() != expected)
            {
                return false;
            }
        }

        return Word() >= 0 && Next() == 0;
    }

    private string? Frame()
    {
        var (left, top, width, height, flags) = (Word(), Word(), Word(), Word(), Next());
        if (left < 0 || top < 0 || width <= 0 || height <= 0 || flags < 0 || (flags & 0x38) != 0 || !SkipPalette(flags))
        {
            return "A GIF frame is malformed.";
        }

        var bits = Next();
        return bits is < 2 or > 8 ? "A GIF frame is malformed." : Codes(bits, (long)width * height);
    }

    // Only the lengths of the strings are kept: enough to count pixels.
    private string? Codes(int bits, long pixels)
    {
        var (clear, width, next, previous) = (1 << bits, bits + 1, (1 << bits) + 2, 0);
        var lengths = new int[4096];
        Array.Fill(lengths, 1);
        var (pool, count, total, ended) = (0, 0, 0L, false);
        for (var size = Next(); size > 0; size = Next())
        {
            for (var i = 0; i < size; i++)
            {
                var value = Next();
                if (value < 0 || ended)
                {
                    return value < 0 ? "The GIF ends inside a frame." : "A GIF frame holds bytes behind its codes.";
                }

                pool |= value << count;
                count += 8;
                while (count >= width && !ended)
                {
                    var code = pool & ((1 << width) - 1);
                    pool >>= width;
                    count -= width;
                    if (code == clear)
                    {
                        (width, next, previous) = (bits + 1, clear + 2, 0);
                        continue;
                    }

                    if (code == clear + 1)
                    {
                        ended = true;
                        break;
                    }

                    if (code > next || (previous == 0 && code > clear))
                    {
                        return "A GIF frame holds an impossible code.";
                    }

                    var length = code == next ? previous + 1 : lengths[code];
                    total += length;
                    if (previous > 0 && next < 4096)
                    {
                        lengths[next++] = previous + 1;
                        width += next == 1 << width && width < 12 ? 1 : 0;
                    }

                    previous = length;
                }
            }
        }

        return !ended || total != pixels || pool != 0 ? "A GIF frame does not hold exactly its pixels." : null;
    }

    private bool SkipPalette(int flags)
    {
        var left = (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
        while (left > 0 && Next() >= 0)
        {
            left--;
        }

        return left == 0;
    }

    private int Word() => Next() is >= 0 and var low && Next() is >= 0 and var high ? low | (high << 8) : -1;

    private int Next()
    {
        if (_at == _filled)
        {
            _filled = file.Read(_buffer, 0, _buffer.Length);
            _at = 0;
            if (_filled == 0)
            {
                return -1;
            }
        }

        return _buffer[_at++];
    }
}
