namespace Mugai.Sanitizers.Pdf.Bilevel;

/// <summary>Bits into bytes, the highest bit first.</summary>
internal sealed class BitWriter
{
    private readonly List<byte> _bytes = [];
    private ulong _bits;
    private int _count;

    /// <summary>Appends the lower <paramref name="length"/> (32 at most) bits of <paramref name="code"/>.</summary>
    public void Write(int code, int length)
    {
        _bits = (_bits << length) | (uint)code;
        _count += length;
        while (_count >= 8)
        {
            _count -= 8;
            _bytes.Add((byte)(_bits >> _count));
        }
    }

    /// <summary>All bytes, the last one filled up with zeros.</summary>
    public byte[] ToArray()
    {
        if (_count > 0)
        {
            Write(0, 8 - _count);
        }

        return [.. _bytes];
    }
}
