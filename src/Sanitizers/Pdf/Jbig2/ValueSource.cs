using Mugai.Sanitizers.Pdf.Bilevel;

namespace Mugai.Sanitizers.Pdf.Jbig2;

/// <summary>
/// Where symbol dictionaries and text regions take their numbers from: an arithmetic decoder or Huffman codes. Once data was wrong it
/// stays failed and gives zeros.
/// </summary>
internal sealed class ValueSource
{
    private readonly ReadOnlyMemory<byte> _data;
    private long _bit;

    public ValueSource(ReadOnlyMemory<byte> data, bool isHuffman)
    {
        _data = data;
        IsHuffman = isHuffman;
        Arithmetic = isHuffman ? null : new ArithmeticDecoder(data);
    }

    public bool IsHuffman { get; }

    /// <summary>Null when Huffman codes are used.</summary>
    public ArithmeticDecoder? Arithmetic { get; }

    public bool HasFailed { get; private set; }

    /// <summary>The next value of a kind; null is out of band.</summary>
    public long? Next(ValueSlot slot)
    {
        if (Arithmetic is not null)
        {
            return slot.Integer.Decode(Arithmetic);
        }

        var bits = new BitReader(_data.Span);
        bits.Skip(_bit);
        if (slot.Table is null || !slot.Table.TryDecode(ref bits, out var value))
        {
            HasFailed = true;
            return null;
        }

        _bit = bits.Position;
        return value;
    }

    /// <summary>The same where the standard knows no out-of-band value.</summary>
    public long NextInBand(ValueSlot slot)
    {
        var value = Next(slot);
        HasFailed |= value is null;
        return value ?? 0;
    }

    /// <summary>Plain bits between Huffman codes.</summary>
    public uint Bits(int count)
    {
        var bits = new BitReader(_data.Span);
        bits.Skip(_bit);
        var value = bits.Take(count);
        HasFailed |= bits.IsPastEnd;
        _bit = bits.Position;
        return value;
    }

    public void AlignToByte() => _bit = (_bit + 7) & ~7L;

    /// <summary>Bytes that stand between Huffman codes, from the next byte on; null when there are not so many.</summary>
    public ReadOnlyMemory<byte>? Bytes(long count)
    {
        AlignToByte();
        var at = _bit >> 3;
        if (count < 0 || count > _data.Length - at)
        {
            HasFailed = true;
            return null;
        }

        _bit += count * 8;
        return _data.Slice((int)at, (int)count);
    }
}
