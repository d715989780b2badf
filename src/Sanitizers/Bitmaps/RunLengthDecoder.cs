namespace Mugai.Sanitizers.Bitmaps;

/// <summary>
/// BI_RLE8 and BI_RLE4 ([MS-WMF] 3.1.6), row by row: the encoding only ever moves to the right and up, so one row is enough memory. Runs that
/// leave the row are clipped, whatever jumps above the picture ends it; pixels that nothing writes are color 0.
/// </summary>
internal sealed class RunLengthDecoder(DibHeader header, DibSource source)
{
    private readonly byte[] _buffer = new byte[4096];
    private readonly bool _isNibbles = header.Encoding == DibEncoding.Rle4;
    private int _at;
    private int _end;
    private long _taken;

    // Where the next pixel goes, in rows above the one that NextRow is asked for.
    private int _x;
    private int _rowsAbove;
    private bool _ended;

    /// <summary>The end mark was there, or every row was.</summary>
    public bool SawEnd { get; private set; }

    public int BadRuns { get; private set; }

    public long Consumed => _taken - (_end - _at);

    /// <summary>Fills <paramref name="row"/> with the next row from the bottom. False when the data had ended before it.</summary>
    public bool NextRow(Span<byte> row)
    {
        row.Clear();
        if (_ended)
        {
            return false;
        }

        if (_rowsAbove > 0)
        {
            _rowsAbove--;
            if (_rowsAbove > 0)
            {
                return true;
            }
        }

        while (!_ended && _rowsAbove == 0)
        {
            Step(row);
        }

        return true;
    }

    /// <summary>Takes the end mark that may stand behind the last row.</summary>
    public void Finish()
    {
        if (_ended)
        {
            return;
        }

        SawEnd = true;
        if (Peek() is 0)
        {
            Take();
            if (Peek() is 1)
            {
                Take();
            }
        }
    }

    private void Step(Span<byte> row)
    {
        var count = Take();
        var value = Take();
        if (count < 0 || value < 0)
        {
            _ended = true;
        }
        else if (count > 0)
        {
            Run(row, count, value);
        }
        else
        {
            Escape(row, value);
        }
    }

    private void Escape(Span<byte> row, int value)
    {
        switch (value)
        {
            case 0:
                _x = 0;
                _rowsAbove = 1;
                break;
            case 1:
                _ended = SawEnd = true;
                break;
            case 2:
                var right = Take();
                var up = Take();
                _ended = up < 0;
                _x = Math.Min(header.Width, _x + Math.Max(right, 0));
                _rowsAbove = Math.Max(up, 0);
                break;
            default:
                Literal(row, value);
                break;
        }
    }

    private void Run(Span<byte> row, int count, int value)
    {
        BadRuns += _x + count > header.Width ? 1 : 0;
        for (var i = 0; i < count && _x < header.Width; i++)
        {
            Put(row, _isNibbles ? (i % 2 == 0 ? value >> 4 : value & 15) : value);
        }
    }

    private void Literal(Span<byte> row, int count)
    {
        BadRuns += _x + count > header.Width ? 1 : 0;
        var bytes = _isNibbles ? (count + 1) / 2 : count;
        for (var i = 0; i < bytes; i++)
        {
            var value = Take();
            if (value < 0)
            {
                _ended = true;
                return;
            }

            if (!_isNibbles)
            {
                Put(row, value);
                continue;
            }

            Put(row, value >> 4);
            if ((2 * i) + 1 < count)
            {
                Put(row, value & 15);
            }
        }

        if (bytes % 2 != 0)
        {
            Take();
        }
    }

    private void Put(Span<byte> row, int value)
    {
        if (_x >= header.Width)
        {
            return;
        }

        if (_isNibbles)
        {
            row[_x / 2] |= (byte)(_x % 2 == 0 ? value << 4 : value);
        }
        else
        {
            row[_x] = (byte)value;
        }

        _x++;
    }

    private int Peek() => _at < _end || Fill() ? _buffer[_at] : -1;

    private int Take() => _at < _end || Fill() ? _buffer[_at++] : -1;

    private bool Fill()
    {
        var count = (int)Math.Min(_buffer.Length, source.Length - _taken);
        if (count <= 0)
        {
            return false;
        }

        source.Content.Position = source.Start + _taken;
        _end = source.Content.Read(_buffer, 0, count);
        _at = 0;
        _taken += _end;
        return _end > 0;
    }
}
