namespace Mugai.Sanitizers.Images.Gif;

/// <summary>Colour indices to GIF's LZW in sub-blocks. Strings are found in a hash table that is cleared when it is full.</summary>
internal sealed class LzwEncoder(Stream output)
{
    private const int MaxCodes = 4096;
    private const int HashSize = 16_384;

    private readonly int[] _keys = new int[HashSize];
    private readonly short[] _codes = new short[HashSize];
    private readonly byte[] _block = new byte[256];
    private int _filled;
    private int _bits;
    private int _count;

    public void Encode(ReadOnlySpan<byte> pixels, int codeBits)
    {
        output.WriteByte((byte)codeBits);
        var (clear, end) = (1 << codeBits, (1 << codeBits) + 1);
        var (next, width) = (end + 1, codeBits + 1);
        Array.Fill(_keys, -1);
        Put(clear, width);
        int current = pixels[0];
        foreach (var pixel in pixels[1..])
        {
            var key = (current << 8) | pixel;
            var slot = (int)((uint)key * 2654435761u >> 18);
            while (_keys[slot] != key && _keys[slot] >= 0)
            {
                slot = (slot + 1) & (HashSize - 1);
            }

            if (_keys[slot] == key)
            {
                current = _codes[slot];
                continue;
            }

            Put(current, width);
            current = pixel;
            if (next < MaxCodes)
            {
                (_keys[slot], _codes[slot]) = (key, (short)next);
                // The decoder is one entry behind, so the codes grow one later than the table.
                if (next++ == 1 << width && width < 12)
                {
                    width++;
                }
            }
            else
            {
                Put(clear, width);
                Array.Fill(_keys, -1);
                (next, width) = (end + 1, codeBits + 1);
            }
        }

        Put(current, width);
        if (next == 1 << width && width < 12)
        {
            width++;
        }

        Put(end, width);
        Finish();
    }

    private void Put(int code, int width)
    {
        _bits |= code << _count;
        _count += width;
        while (_count >= 8)
        {
            Add((byte)_bits);
            _bits >>= 8;
            _count -= 8;
        }
    }

    private void Add(byte value)
    {
        _block[1 + _filled++] = value;
        if (_filled == 255)
        {
            Send();
        }
    }

    private void Send()
    {
        _block[0] = (byte)_filled;
        output.Write(_block, 0, _filled + 1);
        _filled = 0;
    }

    private void Finish()
    {
        if (_count > 0)
        {
            Add((byte)_bits);
            (_bits, _count) = (0, 0);
        }

        if (_filled > 0)
        {
            Send();
        }

        output.WriteByte(0);
    }
}
