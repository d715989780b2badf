namespace Mugai.Sanitizers.Html;

/// <summary>
/// Tables. The cells of the innermost open table are held back until it is known what it is: a grid of short cells is aligned in
/// columns; a table that holds another table, a list, a quote or long text is page layout and simply flows, cell after cell. A table
/// too large to hold keeps the column widths of its first part, so that memory stays flat.
/// </summary>
internal sealed partial class TextLayout
{
    // A grid of short cells is small; what is larger goes on with the widths seen so far.
    private const int MaxTableChars = 32_768;
    private const int MaxTableRows = 400;

    private readonly TableGrid _grid = new();
    private TableState _table;
    private char[] _cells = [];
    private int _cellStart;
    private int _breaksBeforeTable;
    private int _rows;

    private enum TableState : byte
    {
        /// <summary>No table, or one that flows.</summary>
        None,

        /// <summary>Open, nothing of it seen yet.</summary>
        Expected,

        /// <summary>Rows are being held.</summary>
        Row,

        /// <summary>Inside a cell that is held.</summary>
        Cell,
    }

    private bool InCell => _table == TableState.Cell;

    private int CellStart => _cellStart;

    private int TableMark { get; set; } = -1;

    /// <summary>A table opens; one around it flows from now on.</summary>
    public void BeginTable(bool mayAlign, bool hasBorder)
    {
        AbandonTable();
        Block(1);
        _table = mayAlign ? TableState.Expected : TableState.None;
        _grid.Reset(hasBorder);
    }

    /// <summary>A row opens; the one before is closed.</summary>
    public void BeginRow()
    {
        if (_table == TableState.None)
        {
            Block(1);
            return;
        }

        EndRow();
        Hold();
    }

    /// <summary>A cell opens.</summary>
    public void BeginCell(bool isHeader, int columns, int rows)
    {
        if (_table == TableState.None)
        {
            Block(1);
            return;
        }

        EndCell();
        Hold();
        FlushSurrogate();
        EndLine();
        _breaks = 0;
        _cellStart = _length;
        _grid.BeginCell(isHeader, columns, rows);
        _table = TableState.Cell;
    }

    /// <summary>The open cell closes.</summary>
    public void EndCell()
    {
        FlushSurrogate();
        if (_table == TableState.Cell)
        {
            _grid.EndCell(_cellStart - TableMark, _buffer.AsSpan(_cellStart, _length - _cellStart));
            _table = TableState.Row;
            EndLine();
        }
        else if (_table == TableState.None)
        {
            Block(1);
        }
    }

    /// <summary>The open row closes.</summary>
    public void EndRow()
    {
        EndCell();
        if (_table != TableState.Row || !_grid.EndRow())
        {
            return;
        }

        if (_grid.IsFixed || ++_rows >= MaxTableRows || _length - TableMark > MaxTableChars)
        {
            Render();
        }
    }

    /// <summary>The table closes.</summary>
    public void EndTable()
    {
        EndRow();
        if (_table == TableState.Row)
        {
            _grid.IsComplete = true;
            Render();
        }

        _table = TableState.None;
        TableMark = -1;
        Block(1);
    }

    private void Hold()
    {
        if (_table != TableState.Expected)
        {
            return;
        }

        _table = TableState.Row;
        _rows = 0;
        _breaksBeforeTable = _breaks;
        TableMark = _length;
    }

    private void LimitTable()
    {
        if (TableMark >= 0 && _length - TableMark > 2 * MaxTableChars)
        {
            AbandonTable();
        }
    }

    private void ShiftTable(int by)
    {
        if (TableMark >= 0)
        {
            TableMark -= by;
            _cellStart -= by;
        }
    }

    // From here on the table flows: what is held is written as lines, the open cell stays open.
    private void AbandonTable()
    {
        if (_table is TableState.Cell or TableState.Row)
        {
            var open = _table == TableState.Cell;
            var (space, hard, text, breaks) = (_space, _hardSpaces, _lineHasText, _breaks);
            if (open)
            {
                EndCell();
            }

            var held = TakeHeld();
            _table = TableState.None;
            WriteFlow(held);
            if (open && text)
            {
                // The last cell goes on in the line it stands in.
                (_space, _hardSpaces, _lineHasText) = (space, hard, _any);
                _breaks = 0;
            }
            else
            {
                // The margin of the paragraph before stays.
                Block(1);
                _breaks = open ? Math.Max(_breaks, breaks) : _breaks;
            }
        }

        _table = TableState.None;
    }

    // Moves the held text aside and goes back to where the table began.
    private ReadOnlySpan<char> TakeHeld()
    {
        var held = _buffer.AsSpan(TableMark, _length - TableMark);
        if (held.Length > _cells.Length)
        {
            _cells = GC.AllocateUninitializedArray<char>(Math.Max(held.Length, Math.Min(2 * _cells.Length, MaxTableChars)));
        }

        held.CopyTo(_cells);
        _length = TableMark;
        _labelMark = _labelMark >= TableMark ? -1 : _labelMark;
        TableMark = -1;
        _breaks = _breaksBeforeTable;
        EndLine();
        return _cells.AsSpan(0, held.Length);
    }

    private void Render()
    {
        var held = TakeHeld();
        var state = _table;
        _table = TableState.None;
        var look = _grid.Decide(held);
        if (look is TableLook.Flow)
        {
            WriteFlow(held);
            Block(1);
            return;
        }

        if (look is TableLook.Aligned)
        {
            Block(_grid.IsRuled ? 2 : 1);
        }

        foreach (var line in _grid.WriteRows(held))
        {
            Literal(line.Span);
            Block(1);
        }

        if (_grid.IsComplete)
        {
            Block(_grid.IsRuled ? 2 : 1);
            return;
        }

        _table = state;
        _rows = 0;
        _breaksBeforeTable = _breaks;
        TableMark = _length;
    }

    private void WriteFlow(ReadOnlySpan<char> held)
    {
        foreach (var cell in _grid.Cells)
        {
            var text = held.Slice(cell.Start, cell.Length);
            if (text.Length == 0)
            {
                continue;
            }

            Block(1);
            foreach (var line in text.Split('\n'))
            {
                Literal(text[line]);
                LineBreak();
            }
        }

        _grid.DropRows();
        if (!_lineHasText && _breaks == 1 && _any)
        {
            // The last line is still open for whoever goes on in it.
            _lineHasText = true;
            _breaks = 0;
        }
    }
}
