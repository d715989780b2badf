using Mugai.Sanitizers.Pdf.Bilevel;

namespace Mugai.Sanitizers.Pdf.Ccitt;

/// <summary>
/// Group 3 (ITU-T T.4, one and two dimensions) and Group 4 (T.6). Every code takes a bit at least and a row has no more changes than
/// pixels, so that the work is bounded by the data and the picture. Damage ends Group 4; Group 3 goes on at the next end-of-line code.
/// </summary>
public ref struct CcittDecoder
{
    private const int EndOfLine = 1;
    private const int EndOfLineBits = 12;
    private const int MaxColumns = 65_536;

    private readonly CcittParameters _parameters;
    private readonly int _columns;
    private BitReader _bits;

    // Positions at which the color changes, white first, closed by two times the width. Two more than pixels: a first run of 0 and the closing pair.
    private int[] _reference;
    private int[] _coding;
    private int _count;

    private CcittDecoder(ReadOnlySpan<byte> data, CcittParameters parameters)
    {
        _parameters = parameters;
        _columns = parameters.Columns;
        _bits = new BitReader(data);
        _reference = new int[_columns + 4];
        _coding = new int[_columns + 4];
        _reference.AsSpan().Fill(_columns);
    }

    /// <summary>Null when the dimensions cannot be: no columns, or more pixels than allowed.</summary>
    public static CcittResult? Decode(ReadOnlySpan<byte> data, CcittParameters parameters)
    {
        if (parameters.Columns is < 1 or > MaxColumns || parameters.Rows < 0 || (long)parameters.Columns * Math.Max(1, parameters.Rows) > parameters.MaxPixels)
        {
            return null;
        }

        return new CcittDecoder(data, parameters).DecodeRows();
    }

    private CcittResult DecodeRows()
    {
        var maxRows = _parameters.Rows > 0 ? _parameters.Rows : (int)Math.Min(_parameters.MaxPixels / _columns, int.MaxValue / 2 / ((_columns + 7) / 8));
        var image = new BilevelImage(_columns, _parameters.Rows > 0 ? _parameters.Rows : Math.Min(maxRows, 256));
        var (row, sound, damaged) = (0, 0, false);
        while (row < maxRows && BeginRow(out var twoDimensions))
        {
            if (row == image.Height)
            {
                image = Resized(image, Math.Min(maxRows, row * 2));
            }

            _count = 0;
            var ok = twoDimensions ? ReadTwoDimensions() : ReadOneDimension();
            Close();
            Paint(image.Row(row));
            row++;
            if (ok)
            {
                sound++;
            }
            else
            {
                damaged = true;
                if (_parameters.K < 0 || !SeekEndOfLine())
                {
                    break;
                }
            }

            (_reference, _coding) = (_coding, _reference);
        }

        // The code for the end of the block may follow the last row.
        var isComplete = row == _parameters.Rows || _parameters.Rows == 0;
        SkipEndOfBlock();
        return new CcittResult(_parameters.Rows > 0 ? image : Resized(image, row), sound, _bits.NextByte, damaged || !isComplete);
    }

    // False at the end of the data or of the block.
    private bool BeginRow(out bool twoDimensions)
    {
        twoDimensions = _parameters.K < 0;
        if (_parameters.EncodedByteAlign)
        {
            _bits.AlignToByte();
        }

        if (_bits.IsAtEnd)
        {
            return false;
        }

        if (_parameters.K < 0)
        {
            return _bits.Peek(EndOfLineBits) != EndOfLine;
        }

        var ends = 0;
        while (TakeEndOfLine())
        {
            ends++;
            if (ends > 1)
            {
                return false;
            }

            if (_parameters.K > 0)
            {
                twoDimensions = _bits.Take(1) == 0;
            }
        }

        if (ends == 0 && _parameters.K > 0)
        {
            twoDimensions = _bits.Take(1) == 0;
        }

        return !_bits.IsAtEnd;
    }

    // Fill bits and the end-of-line code, when they come next.
    private bool TakeEndOfLine()
    {
        if (_bits.Peek(11) != 0 || _bits.IsAtEnd)
        {
            return false;
        }

        var start = _bits.Position;
        _bits.Skip(11);
        while (!_bits.IsAtEnd)
        {
            if (_bits.Take(1) == 1)
            {
                return true;
            }
        }

        _bits.Skip(start - _bits.Position);
        return false;
    }

    private bool SeekEndOfLine()
    {
        while (!_bits.IsAtEnd && _bits.Peek(EndOfLineBits) != EndOfLine)
        {
            _bits.Skip(1);
        }

        return !_bits.IsAtEnd;
    }

    private void SkipEndOfBlock()
    {
        for (var i = 0; i < 6 && _bits.Peek(EndOfLineBits) == EndOfLine; i++)
        {
            _bits.Skip(EndOfLineBits + (_parameters.K > 0 ? 1 : 0));
        }
    }

    private bool ReadOneDimension()
    {
        var (at, black) = (0, false);
        while (at < _columns)
        {
            var run = ReadRun(black);
            if (run < 0 || run > _columns - at)
            {
                return false;
            }

            at += run;
            if (!Add(at))
            {
                return false;
            }

            black = !black;
        }

        return true;
    }

    private bool ReadTwoDimensions()
    {
        var (a0, black, b) = (-1, false, 0);
        while (a0 < _columns)
        {
            // b1: the first change of the reference row to the right of a0, towards the other color.
            while (_reference[b] <= a0 && _reference[b] < _columns)
            {
                b += 2;
            }

            var (mode, length) = Mode(_bits.Peek(7));
            if (length == 0 || _bits.IsAtEnd)
            {
                return false;
            }

            _bits.Skip(length);
            switch (mode)
            {
                case Pass:
                    a0 = _reference[b + 1];
                    break;
                case Horizontal:
                    a0 = ReadPair(Math.Max(a0, 0), black);
                    if (a0 < 0)
                    {
                        return false;
                    }

                    break;
                default:
                    var a1 = _reference[b] + mode;
                    if (a1 < Math.Max(a0, 0) || a1 > _columns || !Add(a1))
                    {
                        return false;
                    }

                    a0 = a1;
                    black = !black;
                    b = b > 0 ? b - 1 : b + 1;
                    break;
            }
        }

        return true;
    }

    private int ReadPair(int at, bool black)
    {
        for (var i = 0; i < 2; i++)
        {
            var run = ReadRun(black ^ (i == 1));
            if (run < 0 || run > _columns - at || !Add(at + run))
            {
                return -1;
            }

            at += run;
        }

        return at;
    }

    private const int Pass = 100;
    private const int Horizontal = 101;

    private static (int Mode, int Length) Mode(int bits) => bits switch
    {
        >= 64 => (0, 1),
        >= 48 => (1, 3),
        >= 32 => (-1, 3),
        >= 16 => (Horizontal, 3),
        >= 8 => (Pass, 4),
        >= 6 => (2, 6),
        >= 4 => (-2, 6),
        3 => (3, 7),
        2 => (-3, 7),
        _ => (0, 0),
    };

    private int ReadRun(bool black)
    {
        var sum = 0;
        while (sum <= _columns)
        {
            var (run, length) = CcittCodes.Find(black, _bits.Peek(CcittCodes.MaxBits));
            if (length == 0 || _bits.IsAtEnd)
            {
                return -1;
            }

            _bits.Skip(length);
            sum += run;
            if (run < 64)
            {
                return sum;
            }
        }

        return -1;
    }

    private bool Add(int position)
    {
        if (_count >= _columns + 2)
        {
            return false;
        }

        _coding[_count++] = position;
        return true;
    }

    private readonly void Close()
    {
        // A row that stopped in the middle of a black run is black to its end nowhere: what was not read is white.
        var count = _count;
        if ((count & 1) == 1 && count < _coding.Length && _coding[count - 1] < _columns)
        {
            _coding[count] = _coding[count - 1];
            count++;
        }

        _coding.AsSpan(count).Fill(_columns);
    }

    private readonly void Paint(Span<byte> row)
    {
        for (var i = 0; i + 1 < _coding.Length && _coding[i] < _columns; i += 2)
        {
            FillBlack(row, _coding[i], _coding[i + 1]);
        }
    }

    private static void FillBlack(Span<byte> row, int from, int to)
    {
        if (from >= to)
        {
            return;
        }

        var (first, last) = (from >> 3, (to - 1) >> 3);
        var (head, tail) = (0xFF >> (from & 7), 0xFF << (7 - ((to - 1) & 7)));
        if (first == last)
        {
            row[first] |= (byte)(head & tail);
            return;
        }

        row[first] |= (byte)head;
        row[(first + 1)..last].Fill(0xFF);
        row[last] |= (byte)tail;
    }

    private static BilevelImage Resized(BilevelImage image, int rows)
    {
        var other = new BilevelImage(image.Width, rows);
        image.Data.AsSpan(0, Math.Min(image.Data.Length, other.Data.Length)).CopyTo(other.Data);
        return other;
    }
}
