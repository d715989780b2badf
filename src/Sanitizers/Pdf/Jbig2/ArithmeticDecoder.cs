using System.Numerics;
using System.Runtime.InteropServices;

namespace Mugai.Sanitizers.Pdf.Jbig2;

/// <summary>The MQ decoder of ITU-T T.88, annex E. Behind the end of its data it reads ones, as the annex says, so that it never fails.</summary>
internal sealed class ArithmeticDecoder
{
    // Table E.1: Qe, next state after a more probable symbol, after a less probable one, and whether the sense of the state turns.
    private static readonly (ushort Qe, byte More, byte Less, byte Turn)[] States =
    [
        (0x5601, 1, 1, 1), (0x3401, 2, 6, 0), (0x1801, 3, 9, 0), (0x0AC1, 4, 12, 0), (0x0521, 5, 29, 0), (0x0221, 38, 33, 0), (0x5601, 7, 6, 1), (0x5401, 8, 14, 0),
        (0x4801, 9, 14, 0), (0x3801, 10, 14, 0), (0x3001, 11, 17, 0), (0x2401, 12, 18, 0), (0x1C01, 13, 20, 0), (0x1601, 29, 21, 0), (0x5601, 15, 14, 1), (0x5401, 16, 14, 0),
        (0x5101, 17, 15, 0), (0x4801, 18, 16, 0), (0x3801, 19, 17, 0), (0x3401, 20, 18, 0), (0x3001, 21, 19, 0), (0x2801, 22, 19, 0), (0x2401, 23, 20, 0), (0x2201, 24, 21, 0),
        (0x1C01, 25, 22, 0), (0x1801, 26, 23, 0), (0x1601, 27, 24, 0), (0x1401, 28, 25, 0), (0x1201, 29, 26, 0), (0x1101, 30, 27, 0), (0x0AC1, 31, 28, 0), (0x09C1, 32, 29, 0),
        (0x08A1, 33, 30, 0), (0x0521, 34, 31, 0), (0x0441, 35, 32, 0), (0x02A1, 36, 33, 0), (0x0221, 37, 34, 0), (0x0141, 38, 35, 0), (0x0111, 39, 36, 0), (0x0085, 40, 37, 0),
        (0x0049, 41, 38, 0), (0x0025, 42, 39, 0), (0x0015, 43, 40, 0), (0x0009, 44, 41, 0), (0x0005, 45, 42, 0), (0x0001, 45, 43, 0), (0x5601, 46, 46, 0),
    ];

    // The same by the byte of a context, so that a decision is three looks into small tables.
    private static readonly ushort[] Intervals = [.. Enumerable.Range(0, 2 * States.Length).Select(state => States[state >> 1].Qe)];
    private static readonly byte[] AfterMore = [.. Enumerable.Range(0, 2 * States.Length).Select(state => (byte)((States[state >> 1].More << 1) | (state & 1)))];
    private static readonly byte[] AfterLess = [.. Enumerable.Range(0, 2 * States.Length).Select(state => (byte)((States[state >> 1].Less << 1) | ((state & 1) ^ States[state >> 1].Turn)))];

    private readonly ushort[] _intervals = Intervals;
    private readonly byte[] _afterMore = AfterMore;
    private readonly byte[] _afterLess = AfterLess;
    private readonly byte[] _data;
    private readonly int _end;
    private int _next;
    private uint _code;
    private uint _range;
    private int _shifts;

    public ArithmeticDecoder(ReadOnlyMemory<byte> data)
    {
        if (!MemoryMarshal.TryGetArray(data, out var segment))
        {
            segment = data.ToArray();
        }

        (_data, _next, _end) = (segment.Array!, segment.Offset, segment.Offset + segment.Count);
        _code = (uint)ByteAt(_next) << 16;
        TakeByte();
        _code <<= 7;
        _shifts -= 7;
        _range = 0x8000;
    }

    /// <summary>One decision. A context's byte holds the state in its upper seven bits and the more probable symbol in the lowest.</summary>
    public int Decode(byte[] contexts, int context)
    {
        ref var state = ref contexts[context];
        int old = state;
        uint qe = _intervals[old];
        var symbol = old & 1;
        var range = _range - qe;
        var isLower = (_code >> 16) < qe;
        if (!isLower)
        {
            _code -= qe << 16;
            if ((range & 0x8000) != 0)
            {
                _range = range;
                return symbol;
            }
        }

        // The larger part keeps the more probable symbol (conditional exchange).
        if (isLower == range < qe)
        {
            state = _afterMore[old];
        }
        else
        {
            state = _afterLess[old];
            symbol ^= 1;
        }

        Renormalize(isLower ? qe : range);
        return symbol;
    }

    private void Renormalize(uint range)
    {
        var left = BitOperations.LeadingZeroCount(range) - 16;
        _range = range << left;
        while (left > 0)
        {
            if (_shifts == 0)
            {
                TakeByte();
            }

            var count = Math.Min(left, _shifts);
            _code <<= count;
            _shifts -= count;
            left -= count;
        }
    }

    // BYTEIN (figure E.19): after 0xFF comes a stuffed bit; a marker there ends the data.
    private void TakeByte()
    {
        if (ByteAt(_next) == 0xFF)
        {
            var following = ByteAt(_next + 1);
            if (following > 0x8F)
            {
                _code += 0xFF00;
                _shifts = 8;
            }
            else
            {
                _next++;
                _code += (uint)following << 9;
                _shifts = 7;
            }
        }
        else
        {
            _next++;
            _code += (uint)ByteAt(_next) << 8;
            _shifts = 8;
        }
    }

    private int ByteAt(int index) => index < _end ? _data[index] : 0xFF;
}
