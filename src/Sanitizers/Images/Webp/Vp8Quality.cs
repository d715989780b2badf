namespace Mugai.Sanitizers.Images.Webp;

/// <summary>Reads the quantizer out of a VP8 frame header (RFC 6386, 9.2 to 9.6) and says with which quality libwebp would have written it.</summary>
internal ref struct Vp8Quality
{
    private readonly ReadOnlySpan<byte> _data;
    private int _at;
    private int _range;
    private int _value;
    private int _bits;

    private Vp8Quality(ReadOnlySpan<byte> data)
    {
        _data = data;
        (_range, _value, _bits) = (255, (Next() << 8) | Next(), 0);
    }

    /// <summary>1 to 100.</summary>
    public static int Estimate(ReadOnlySpan<byte> firstPartition)
    {
        // libwebp maps quality to the quantizer by a cube root, with a knee at 75 (its documentation: "emulate jpeg-like behaviour").
        var compression = 1 - (new Vp8Quality(firstPartition).Quantizer() / 127.0);
        var linear = compression * compression * compression;
        return (int)Math.Clamp(Math.Round(100 * (linear < 0.5 ? 1.5 * linear : (linear + 1) / 2)), 1, 100);
    }

    private double Quantizer()
    {
        Literal(2);
        var (sum, isAbsolute) = (0, false);
        if (Literal(1) == 1)
        {
            var (updatesMap, updatesData) = (Literal(1) == 1, Literal(1) == 1);
            if (updatesData)
            {
                isAbsolute = Literal(1) == 1;
                for (var i = 0; i < 4; i++)
                {
                    sum += Literal(1) == 1 ? Signed(7) : 0;
                }

                for (var i = 0; i < 4; i++)
                {
                    _ = Literal(1) == 1 ? Signed(6) : 0;
                }
            }

            for (var i = 0; updatesMap && i < 3; i++)
            {
                _ = Literal(1) == 1 ? Literal(8) : 0;
            }
        }

        Literal(1 + 6 + 3);
        if (Literal(1) == 1 && Literal(1) == 1)
        {
            for (var i = 0; i < 8; i++)
            {
                _ = Literal(1) == 1 ? Signed(6) : 0;
            }
        }

        Literal(2);
        var global = Literal(7);
        return Math.Clamp(isAbsolute ? sum / 4.0 : global + (sum / 4.0), 0, 127);
    }

    private int Signed(int bits)
    {
        var value = Literal(bits);
        return Literal(1) == 1 ? -value : value;
    }

    // The boolean decoder of section 7 with probability one half.
    private int Literal(int bits)
    {
        var value = 0;
        for (; bits > 0; bits--)
        {
            var split = 1 + (((_range - 1) * 128) >> 8);
            var big = split << 8;
            var bit = _value >= big ? 1 : 0;
            (_range, _value) = bit == 1 ? (_range - split, _value - big) : (split, _value);
            while (_range < 128)
            {
                _value <<= 1;
                _range <<= 1;
                if (++_bits == 8)
                {
                    _bits = 0;
                    _value |= Next();
                }
            }

            value = (value << 1) | bit;
        }

        return value;
    }

    private int Next() => _at < _data.Length ? _data[_at++] : 0;
}
