namespace Mugai.Sanitizers.Rtf.Writing;

/// <summary>Hexadecimal digits to bytes, piece by piece; whatever else stands between them is passed over, as Word does.</summary>
internal sealed class HexData(Action<ReadOnlyMemory<byte>> sink)
{
    private readonly byte[] _bytes = new byte[16 * 1024];
    private int _count;
    private int _high = -1;

    public void Add(ReadOnlySpan<byte> digits)
    {
        while (!digits.IsEmpty)
        {
            if (_high < 0 && digits.Length > 1)
            {
                var piece = digits[..(Math.Min(digits.Length, 2 * (_bytes.Length - _count)) & ~1)];
                Convert.FromHexString(piece, _bytes.AsSpan(_count), out var consumed, out var written);
                _count += written;
                digits = digits[consumed..];
                FlushWhenFull();
                if (written > 0)
                {
                    continue;
                }
            }

            One(digits[0]);
            digits = digits[1..];
        }
    }

    public void AddBinary(ReadOnlySpan<byte> bytes)
    {
        _high = -1;
        while (!bytes.IsEmpty)
        {
            var count = Math.Min(bytes.Length, _bytes.Length - _count);
            bytes[..count].CopyTo(_bytes.AsSpan(_count));
            _count += count;
            bytes = bytes[count..];
            FlushWhenFull();
        }
    }

    public void Complete()
    {
        sink(_bytes.AsMemory(0, _count));
        _count = 0;
    }

    private void One(byte c)
    {
        if (!char.IsAsciiHexDigit((char)c))
        {
            return;
        }

        var digit = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
        if (_high < 0)
        {
            _high = digit;
            return;
        }

        _bytes[_count++] = (byte)((_high << 4) | digit);
        _high = -1;
        FlushWhenFull();
    }

    private void FlushWhenFull()
    {
        if (_count == _bytes.Length)
        {
            Complete();
        }
    }
}
