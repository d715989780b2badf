namespace Mugai.Sanitizers.Pdf.Jbig2;

/// <summary>The arithmetic integer decoding procedure of T.88, annex A.2: one of these for each IAx.</summary>
internal sealed class IntegerDecoder
{
    // Prefix of ones, then a zero (but for the last), then so many bits, from this value on.
    private static readonly (int Bits, int From)[] Ranges = [(2, 0), (4, 4), (6, 20), (8, 84), (12, 340), (32, 4436)];

    private readonly byte[] _contexts = new byte[512];

    /// <summary>Null for the out-of-band value.</summary>
    public long? Decode(ArithmeticDecoder decoder)
    {
        var previous = 1;
        var negative = Bit(decoder, ref previous) == 1;
        var range = 0;
        while (range < Ranges.Length - 1 && Bit(decoder, ref previous) == 1)
        {
            range++;
        }

        var (bits, from) = Ranges[range];
        long value = 0;
        for (var i = 0; i < bits; i++)
        {
            value = (value << 1) | (uint)Bit(decoder, ref previous);
        }

        value += from;
        return negative ? value == 0 ? null : -value : value;
    }

    private int Bit(ArithmeticDecoder decoder, ref int previous)
    {
        var bit = decoder.Decode(_contexts, previous);
        previous = previous < 256 ? (previous << 1) | bit : ((((previous << 1) | bit) & 511) | 256);
        return bit;
    }
}
