using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ichitaro;

/// <summary>
/// LHA method -lh5-: blocks of Huffman codes for bytes, lengths and places in a window of 8,192 bytes. Linear in what it gives; null for data that no packer writes.
/// </summary>
internal sealed class Lh5Decoder(Stream packed, Budget budget)
{
    private const int WindowBytes = 8_192;
    private const int Characters = 510;
    private const int Places = 14;
    private const int Lengths = 19;
    private const int MinMatch = 3;

    private readonly byte[] _window = new byte[WindowBytes];
    private readonly byte[] _input = new byte[16 * 1024];
    private readonly HuffmanCode _characters = new(Characters);
    private readonly HuffmanCode _places = new(Places);
    private readonly HuffmanCode _lengths = new(Lengths);
    private int _inputAt;
    private int _inputEnd;
    private uint _bits;
    private int _bitCount;
    private bool _isBroken;

    /// <summary>Writes <paramref name="size"/> bytes to <paramref name="output"/>; their CRC-16, or null.</summary>
    public ushort? Decode(long size, Stream output)
    {
        var (at, left, block) = (0, size, 0);
        ushort crc = 0;
        Array.Fill(_window, (byte)' ');
        while (left > 0 && !_isBroken)
        {
            if (block-- == 0)
            {
                block = Bits(16) - 1;
                if (block < 0 || !ReadLengths(_lengths, Lengths, 5, 3) || !ReadCharacters() || !ReadLengths(_places, Places, 4, -1))
                {
                    return null;
                }

                budget.ChargeObjects(1);
            }

            var symbol = Symbol(_characters);
            var (count, distance) = symbol < 256 ? (1, 0) : (symbol - 256 + MinMatch, Distance());
            for (; count > 0 && left > 0; count--, left--)
            {
                var value = symbol < 256 ? (byte)symbol : _window[(at - distance) & (WindowBytes - 1)];
                _window[at++] = value;
                crc = Next(crc, value);
                if (at == WindowBytes)
                {
                    budget.ChargeBytes(at);
                    output.Write(_window, 0, at);
                    at = 0;
                }
            }
        }

        output.Write(_window, 0, at);
        return _isBroken ? null : crc;
    }

    private int Distance()
    {
        var bits = Symbol(_places);
        return bits <= 1 ? bits + 1 : (1 << (bits - 1)) + Bits(bits - 1) + 1;
    }

    // Lengths of the codes, in three bits or more each; at one place a run of zeros may follow.
    private bool ReadLengths(HuffmanCode code, int symbols, int countBits, int runAt)
    {
        var count = Bits(countBits);
        if (count == 0)
        {
            return code.Constant(Bits(countBits));
        }

        if (count > symbols)
        {
            return false;
        }

        code.Clear();
        for (var i = 0; i < count;)
        {
            var length = Bits(3);
            while (length >= 7 && Bits(1) == 1)
            {
                length++;
            }

            if (length > HuffmanCode.MaxBits)
            {
                return false;
            }

            code.Lengths[i++] = (byte)length;
            if (i == runAt)
            {
                i += Bits(2);
            }
        }

        return code.Build();
    }

    private bool ReadCharacters()
    {
        var count = Bits(9);
        if (count == 0)
        {
            return _characters.Constant(Bits(9));
        }

        if (count > Characters)
        {
            return false;
        }

        _characters.Clear();
        for (var i = 0; i < count && !_isBroken;)
        {
            var symbol = Symbol(_lengths);
            if (symbol > 2)
            {
                _characters.Lengths[i++] = (byte)(symbol - 2);
            }
            else
            {
                i += symbol switch { 0 => 1, 1 => Bits(4) + 3, _ => Bits(9) + 20 };
            }
        }

        return !_isBroken && _characters.Build();
    }

    private int Symbol(HuffmanCode code)
    {
        if (code.Only is { } only)
        {
            return only;
        }

        var (value, first, index) = (0, 0, 0);
        for (var length = 1; length <= HuffmanCode.MaxBits; length++)
        {
            value |= Bits(1);
            var count = code.Counts[length];
            if (value - count < first)
            {
                return code.Symbols[index + value - first];
            }

            index += count;
            first = (first + count) << 1;
            value <<= 1;
        }

        _isBroken = true;
        return 0;
    }

    private int Bits(int count)
    {
        while (_bitCount < count)
        {
            _bits = (_bits << 8) | Byte();
            _bitCount += 8;
        }

        _bitCount -= count;
        return (int)((_bits >> _bitCount) & ((1u << count) - 1));
    }

    private byte Byte()
    {
        if (_inputAt == _inputEnd)
        {
            (_inputAt, _inputEnd) = (0, packed.Read(_input, 0, _input.Length));
            if (_inputEnd == 0)
            {
                _isBroken = true;
                return 0;
            }
        }

        return _input[_inputAt++];
    }

    private static ushort Next(ushort crc, byte value)
    {
        crc ^= value;
        for (var bit = 0; bit < 8; bit++)
        {
            crc = (ushort)((crc & 1) != 0 ? (crc >> 1) ^ 0xA001 : crc >> 1);
        }

        return crc;
    }
}
