using Mugai.Sanitizers.Pdf.Bilevel;

namespace Mugai.Sanitizers.Pdf.Jbig2;

/// <summary>A Huffman table made ready for decoding: canonical codes (T.88, B.3), looked up length by length.</summary>
internal sealed class HuffmanTable
{
    public const int MaxPrefix = 32;

    private readonly HuffmanLine[] _sorted;

    // Per length: the first code and where its lines begin in _sorted.
    private readonly long[] _firstCode = new long[MaxPrefix + 2];
    private readonly int[] _firstLine = new int[MaxPrefix + 2];

    public HuffmanTable(IReadOnlyList<HuffmanLine> lines)
    {
        var counts = new int[MaxPrefix + 2];
        foreach (var line in lines)
        {
            counts[line.PrefixLength]++;
        }

        counts[0] = 0;
        long code = 0;
        var index = 0;
        for (var length = 1; length <= MaxPrefix; length++)
        {
            code = (code + counts[length - 1]) << 1;
            (_firstCode[length], _firstLine[length]) = (code, index);
            index += counts[length];
        }

        _firstLine[MaxPrefix + 1] = index;
        _sorted = new HuffmanLine[index];
        var next = _firstLine.ToArray();
        foreach (var line in lines)
        {
            if (line.PrefixLength > 0)
            {
                _sorted[next[line.PrefixLength]++] = line;
            }
        }
    }

    /// <summary>False when no code matches or the data ends. A null value is out of band.</summary>
    public bool TryDecode(ref BitReader bits, out long? value)
    {
        long code = 0;
        value = null;
        for (var length = 1; length <= MaxPrefix; length++)
        {
            code = (code << 1) | bits.Take(1);
            var offset = code - _firstCode[length];
            if (offset >= 0 && offset < _firstLine[length + 1] - _firstLine[length])
            {
                var line = _sorted[_firstLine[length] + (int)offset];
                if (line.Kind != HuffmanLineKind.OutOfBand)
                {
                    long range = bits.Take(line.RangeLength);
                    value = line.Kind == HuffmanLineKind.Lower ? line.RangeLow - range : line.RangeLow + range;
                }

                return !bits.IsPastEnd;
            }
        }

        return false;
    }

    /// <summary>A table of a segment of type 53 (B.2); null when it cannot be one.</summary>
    public static HuffmanTable? Parse(ReadOnlySpan<byte> data)
    {
        if (data.Length < 9)
        {
            return null;
        }

        var flags = data[0];
        var (hasOutOfBand, prefixBits, rangeBits) = ((flags & 1) != 0, ((flags >> 1) & 7) + 1, ((flags >> 4) & 7) + 1);
        var low = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(data[1..]);
        var high = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(data[5..]);
        var bits = new BitReader(data[9..]);
        var lines = new List<HuffmanLine>();
        long current = low;
        while (current < high)
        {
            var (prefix, range) = ((int)bits.Take(prefixBits), (int)bits.Take(rangeBits));
            if (bits.IsPastEnd || range > 32 || prefix > MaxPrefix)
            {
                return null;
            }

            lines.Add(new HuffmanLine(prefix, range, (int)current));
            current += 1L << range;
        }

        lines.Add(new HuffmanLine((int)bits.Take(prefixBits), 32, unchecked(low - 1), HuffmanLineKind.Lower));
        lines.Add(new HuffmanLine((int)bits.Take(prefixBits), 32, (int)Math.Min(current, int.MaxValue)));
        if (hasOutOfBand)
        {
            lines.Add(new HuffmanLine((int)bits.Take(prefixBits), 0, 0, HuffmanLineKind.OutOfBand));
        }

        return bits.IsPastEnd || lines.Exists(l => l.PrefixLength > MaxPrefix) ? null : new HuffmanTable(lines);
    }
}
