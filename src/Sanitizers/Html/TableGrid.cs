using System.Buffers;

namespace Mugai.Sanitizers.Html;

/// <summary>How a held table is written.</summary>
internal enum TableLook : byte
{
    /// <summary>Cell after cell, each a line of its own: page layout.</summary>
    Flow,

    /// <summary>Columns padded to one width.</summary>
    Aligned,

    /// <summary>Cells of a row in one line, separated by bars: too wide to align.</summary>
    Separated,
}

/// <summary>One cell: a slice of the held text, its place and its span.</summary>
internal readonly record struct TableCell(int Row, int Column, int Columns, int Start, int Length, bool IsHeader, bool IsTall);

/// <summary>Rows and cells of the table that is held, and the decision how it reads best. Work per row is bounded by its cells and <see cref="MaxColumns"/>.</summary>
internal sealed class TableGrid
{
    // A line of a plain text mail bears about this much; wider grids are separated, not aligned.
    private const int MaxWidth = 100;
    private const int MaxColumns = 24;
    private const int MaxRowSpan = 500;

    // A cell of more lines is not a field of a form but a piece of a page.
    private const int MaxCellLines = 12;

    // Longer text in a cell is prose: the table is page layout unless it has headings or lines.
    private const int MaxShortCell = 60;

    private static readonly SearchValues<char> NumericCharacters = SearchValues.Create("0123456789,.+-−△▲%¥￥$ 円名人件台個枚本");

    private readonly List<TableCell> _cells = [];
    private readonly int[] _widths = new int[MaxColumns];
    private readonly int[] _spanned = new int[MaxColumns];
    private readonly bool[] _numeric = new bool[MaxColumns];
    private readonly List<ReadOnlyMemory<char>> _lines = [];
    private readonly LineBuilder _line = new();
    private bool _hasBorder;
    private bool _hasHeader;
    private bool _hasLongText;
    private bool _hasTallCell;
    private bool _tooManyColumns;
    private bool _headerRuleDue;
    private int _row;
    private int _column;
    private int _nextColumns;
    private int _nextRows;
    private bool _nextIsHeader;
    private TableLook _look;

    /// <summary>The closed cells of the rows held, in order.</summary>
    public IReadOnlyList<TableCell> Cells => _cells;

    /// <summary>The look is decided; later rows follow it.</summary>
    public bool IsFixed { get; private set; }

    /// <summary>No more rows come.</summary>
    public bool IsComplete { get; set; }

    /// <summary>Bars between columns: a table with headings or a border is data.</summary>
    public bool IsRuled => _hasBorder || _hasHeader;

    public void Reset(bool hasBorder)
    {
        DropRows();
        Array.Clear(_spanned);
        (_hasBorder, _hasHeader, _hasLongText, _hasTallCell, _tooManyColumns, _headerRuleDue) = (hasBorder, false, false, false, false, false);
        (IsFixed, IsComplete) = (false, false);
    }

    public void DropRows()
    {
        _cells.Clear();
        _row = 0;
        _column = 0;
    }

    public void BeginCell(bool isHeader, int columns, int rows)
    {
        while (_column < MaxColumns && _spanned[_column] > 0)
        {
            _column++;
        }

        _nextColumns = Math.Clamp(columns, 1, MaxColumns);
        _nextRows = Math.Clamp(rows, 1, MaxRowSpan);
        _nextIsHeader = isHeader;
    }

    public void EndCell(int start, ReadOnlySpan<char> text)
    {
        if (_column + _nextColumns > MaxColumns)
        {
            _tooManyColumns = true;
            _nextColumns = 1;
            _column = Math.Min(_column, MaxColumns - 1);
        }

        var isTall = text.Count('\n') >= MaxCellLines;
        _cells.Add(new TableCell(_row, _column, _nextColumns, start, text.Length, _nextIsHeader, isTall));
        _hasTallCell |= isTall;
        _hasHeader |= _nextIsHeader && text.Length > 0;
        _hasLongText |= text.Length > MaxShortCell && EastAsianWidth.Of(text[..Math.Min(text.Length, 2 * MaxWidth)]) > MaxShortCell;
        for (var i = 0; i < _nextColumns && _nextRows > 1; i++)
        {
            _spanned[_column + i] = _nextRows;
        }

        _column += _nextColumns;
    }

    /// <summary>False when the row has no cell.</summary>
    public bool EndRow()
    {
        if (_cells.Count == 0 || _cells[^1].Row != _row)
        {
            return false;
        }

        for (var i = 0; i < MaxColumns; i++)
        {
            _spanned[i] = Math.Max(0, _spanned[i] - 1);
        }

        _column = 0;
        _row++;
        return true;
    }

    /// <summary>Decides the look from the rows held, once.</summary>
    public TableLook Decide(ReadOnlySpan<char> held)
    {
        if (IsFixed)
        {
            return _look;
        }

        IsFixed = true;
        Measure(held);
        int used = 0, width = 0;
        foreach (var column in _widths)
        {
            used += column > 0 ? 1 : 0;
            width += column > 0 ? column + 3 : 0;
        }

        _look = used <= 1 || _hasTallCell || (_hasLongText && !IsRuled) ? TableLook.Flow
            : _tooManyColumns || width - 3 > MaxWidth ? (IsRuled ? TableLook.Separated : TableLook.Flow)
            : TableLook.Aligned;
        _headerRuleDue = _look == TableLook.Aligned && FirstRowIsHeader();
        return _look;
    }

    /// <summary>The rows held as lines; they are dropped.</summary>
    public IEnumerable<ReadOnlyMemory<char>> WriteRows(ReadOnlySpan<char> held)
    {
        _lines.Clear();
        var first = 0;
        for (var i = 1; i <= _cells.Count; i++)
        {
            if (i < _cells.Count && _cells[i].Row == _cells[first].Row)
            {
                continue;
            }

            if (_look == TableLook.Aligned && FitsColumns(first, i))
            {
                if (HasText(first, i))
                {
                    WriteAligned(held, first, i);
                }
            }
            else
            {
                WriteSeparated(held, first, i);
            }

            first = i;
        }

        DropRows();
        return _lines;
    }

    private bool HasText(int first, int end)
    {
        while (first < end && _cells[first].Length == 0)
        {
            first++;
        }

        return first < end;
    }

    // A row that came after the widths were fixed may have text where no column is: it must not be lost.
    private bool FitsColumns(int first, int end)
    {
        var free = 0;
        for (var i = first; i < end; i++)
        {
            var cell = _cells[i];
            if (cell.IsTall || cell.Column < free || cell.Column + cell.Columns > MaxColumns
                || (cell.Length > 0 && _widths.AsSpan(cell.Column, cell.Columns).IndexOfAnyExcept(0) < 0))
            {
                return false;
            }

            free = cell.Column + cell.Columns;
        }

        return true;
    }

    private bool FirstRowIsHeader()
    {
        foreach (var cell in _cells)
        {
            if (cell.Row != _cells[0].Row)
            {
                return true;
            }

            if (!cell.IsHeader && cell.Length > 0)
            {
                return false;
            }
        }

        return false;
    }

    private void Measure(ReadOnlySpan<char> held)
    {
        Array.Clear(_widths);
        Array.Fill(_numeric, true);
        var hasNumber = 0;
        var hasNumbers = 0;
        var isHeaded = 0;
        var isSeen = 0;
        foreach (var cell in _cells)
        {
            if (cell.Columns > 1 || cell.Length == 0)
            {
                continue;
            }

            var text = held.Slice(cell.Start, cell.Length);
            foreach (var line in text.Split('\n'))
            {
                _widths[cell.Column] = Math.Max(_widths[cell.Column], EastAsianWidth.Of(text[line]));
            }

            // The first cell of a column is its heading more often than the markup says so; with one number below it may as well be a name above a telephone number.
            var bit = 1 << cell.Column;
            var isNumber = IsNumeric(text);
            var isFirst = (isSeen & bit) == 0;
            _numeric[cell.Column] &= cell.IsHeader || isNumber || isFirst;
            isHeaded |= isFirst && !cell.IsHeader && !isNumber ? bit : 0;
            hasNumbers |= isNumber ? hasNumber & bit : 0;
            hasNumber |= isNumber ? bit : 0;
            isSeen |= bit;
        }

        for (var column = 0; column < MaxColumns; column++)
        {
            _numeric[column] &= ((hasNumber & (~isHeaded | hasNumbers)) >> column & 1) != 0;
        }
    }

    private static bool IsNumeric(ReadOnlySpan<char> text) =>
        text.IndexOfAnyExcept(NumericCharacters) < 0 && text.IndexOfAnyInRange('0', '9') >= 0;

    private void WriteAligned(ReadOnlySpan<char> held, int first, int end)
    {
        var more = true;
        for (var lineNumber = 0; more; lineNumber++)
        {
            more = false;
            var line = _line;
            var next = first;
            for (var column = 0; column < MaxColumns; column++)
            {
                if (_widths[column] == 0)
                {
                    continue;
                }

                line.Separate(IsRuled ? " | " : "  ");
                while (next < end && _cells[next].Column + _cells[next].Columns <= column)
                {
                    next++;
                }

                if (next == end || _cells[next].Column > column)
                {
                    line.Pad(_widths[column]);
                    continue;
                }

                var cell = _cells[next++];
                var text = LineOf(held.Slice(cell.Start, cell.Length), lineNumber, ref more);
                var width = SpanWidth(cell, ref column);
                line.Cell(text, width, right: _numeric[cell.Column] && !cell.IsHeader && cell.Columns == 1);
            }

            _lines.Add(line.Take());
            if (!more && _headerRuleDue)
            {
                _headerRuleDue = false;
                _lines.Add(Rule());
            }
        }
    }

    private int SpanWidth(TableCell cell, ref int column)
    {
        var width = _widths[column];
        for (var last = Math.Min(cell.Column + cell.Columns, MaxColumns) - 1; column < last;)
        {
            column++;
            width += _widths[column] == 0 ? 0 : _widths[column] + (IsRuled ? 3 : 2);
        }

        return width;
    }

    private static ReadOnlySpan<char> LineOf(ReadOnlySpan<char> text, int number, ref bool more)
    {
        for (; number > 0; number--)
        {
            var end = text.IndexOf('\n');
            if (end < 0)
            {
                return [];
            }

            text = text[(end + 1)..];
        }

        var length = text.IndexOf('\n');
        more |= length >= 0;
        return length < 0 ? text : text[..length];
    }

    private ReadOnlyMemory<char> Rule()
    {
        var line = _line;
        foreach (var width in _widths)
        {
            if (width > 0)
            {
                line.Separate(IsRuled ? "-+-" : "  ");
                line.Fill('-', width);
            }
        }

        return line.Take();
    }

    private void WriteSeparated(ReadOnlySpan<char> held, int first, int end)
    {
        var line = _line;
        for (var i = first; i < end; i++)
        {
            if (_cells[i].Length > 0)
            {
                line.Separate(" | ");
                line.OneLine(held.Slice(_cells[i].Start, _cells[i].Length));
            }
        }

        if (line.Length > 0)
        {
            _lines.Add(line.Take());
        }
    }
}
