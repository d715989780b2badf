using System.Text;

namespace Mugai.Sanitizers.Pdf.Text;

/// <summary>
/// Puts glyphs together to words and lines. Glyphs come in the order of the content stream, which nearly all writers make the reading order; where a page jumps back and
/// forth, its lines are sorted by place.
/// </summary>
internal sealed class TextLines
{
    // In parts of the font size: another baseline; a gap that is a space; a gap that ends the line's piece; glyphs drawn again over themselves.
    private const double NewLine = 0.5;
    private const double Space = 0.17;
    private const double NewPiece = 3;
    private const double Backward = -0.6;

    private readonly List<Line> _lines = [];
    private Line? _open;

    /// <summary>A glyph at a place of the page that goes on by (dx, dy).</summary>
    public void Add(string text, double x, double y, double dx, double dy, double size, bool isVertical)
    {
        if (text.Length == 0 || !double.IsFinite(x + y + dx + dy + size))
        {
            return;
        }

        // Turned so that lines run along the first coordinate.
        var turn = Turn(dx, dy, isVertical);
        var (along, across, length) = turn switch { 1 => (y, -x, dy), 2 => (-x, -y, -dx), 3 => (-y, x, -dy), _ => (x, y, dx) };
        size = Math.Max(Math.Abs(size), 0.01);
        if (_open is null || _open.Turn != turn || Math.Abs(across - _open.Across) > NewLine * Math.Max(size, _open.Size) || along - _open.End < Backward * size || along - _open.End > NewPiece * size)
        {
            _open = new Line(turn, across, along, size);
            _lines.Add(_open);
        }
        else if (along - _open.End > Space * size)
        {
            _open.AddSpace();
        }

        _open.Text.Append(text);
        _open.End = along + Math.Max(0, length);
    }

    /// <summary>The next glyph begins a new line wherever it stands.</summary>
    public void Break() => _open = null;

    public void WriteTo(StringBuilder output)
    {
        var lines = IsInOrder() ? _lines : Sorted();
        Line? before = null;
        foreach (var line in lines)
        {
            if (before is not null)
            {
                var isSame = before.Turn == line.Turn && Math.Abs(before.Across - line.Across) <= NewLine * Math.Max(line.Size, before.Size) && line.Start >= before.End - line.Size;
                output.Append(isSame ? ' ' : '\n');
            }

            output.Append(line.Text);
            before = line;
        }

        if (before is not null)
        {
            output.Append('\n');
        }
    }

    private static int Turn(double dx, double dy, bool isVertical)
    {
        // Vertical writing runs downwards; its columns go from right to left.
        if (isVertical)
        {
            return 3;
        }

        return Math.Abs(dx) >= Math.Abs(dy) ? dx < 0 ? 2 : 0 : dy > 0 ? 1 : 3;
    }

    // Most lines stand below the one before, or right of it in the same row, or begin a new column far above.
    private bool IsInOrder()
    {
        var (up, down) = (0, 0);
        for (var i = 1; i < _lines.Count; i++)
        {
            var rise = _lines[i].Across - _lines[i - 1].Across;
            up += rise > _lines[i].Size ? 1 : 0;
            down += rise < -NewLine * _lines[i].Size ? 1 : 0;
        }

        return up <= 2 + (down / 3);
    }

    // By row, then along it. Rows are told by rounding to half a line of the page's usual size, so that the order has no circles.
    private List<Line> Sorted()
    {
        var sizes = _lines.Select(line => line.Size).Order().ToArray();
        var row = Math.Max(0.1, sizes[sizes.Length / 2] * NewLine);
        return [.. _lines.OrderBy(line => line.Turn).ThenByDescending(line => Math.Round(line.Across / row)).ThenBy(line => line.Start)];
    }

    private sealed class Line(int turn, double across, double start, double size)
    {
        public int Turn => turn;

        public double Across => across;

        public double Start { get; } = start;

        public double Size => size;

        public double End { get; set; } = start;

        public StringBuilder Text { get; } = new();

        public void AddSpace()
        {
            if (Text.Length > 0 && !char.IsWhiteSpace(Text[^1]) && !IsCjk(Text[^1]))
            {
                Text.Append(' ');
            }
        }

        // Japanese has no spaces between words; wide setting is no space either.
        private static bool IsCjk(char c) => c is >= '\u3000' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF' or >= '\uFF00' and <= '\uFFEF';
    }
}
