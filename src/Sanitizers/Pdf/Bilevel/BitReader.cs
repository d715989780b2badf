namespace Mugai.Sanitizers.Pdf.Bilevel;

/// <summary>Bits from the highest of each byte on. Behind the end there are zeros; <see cref="IsPastEnd"/> tells.</summary>
internal ref struct BitReader(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _data = data;

    /// <summary>The next bit to be read.</summary>
    public long Position { get; private set; }

    public readonly long BitCount => (long)_data.Length * 8;

    public readonly bool IsAtEnd => Position >= BitCount;

    public readonly bool IsPastEnd => Position > BitCount;

    /// <summary>The first byte of which no bit was read.</summary>
    public readonly int NextByte => (int)Math.Min((Position + 7) >> 3, _data.Length);

    /// <summary>The next bits (24 at most) without taking them.</summary>
    public readonly int Peek(int count)
    {
        var at = (int)Math.Min(Position >> 3, int.MaxValue - 4);
        uint word = 0;
        if (at + 4 <= _data.Length)
        {
            word = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(_data[at..]);
        }
        else
        {
            for (var i = 0; i < 4; i++)
            {
                word = (word << 8) | (at + i < _data.Length ? _data[at + i] : 0u);
            }
        }

        return count == 0 ? 0 : (int)((word << (int)(Position & 7)) >> (32 - count));
    }

    public void Skip(long count) => Position += count;

    /// <summary>Takes up to 32 bits.</summary>
    public uint Take(int count)
    {
        if (count > 16)
        {
            return (Take(count - 16) << 16) | Take(16);
        }

        var bits = (uint)Peek(count);
        Position += count;
        return bits;
    }

    public void AlignToByte() => Position = (Position + 7) & ~7L;
}
