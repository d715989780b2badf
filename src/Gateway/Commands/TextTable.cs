using System.Text;

namespace Mugai.Gateway.Commands;

/// <summary>
/// A table for the terminal that knows that Japanese characters are two cells wide. Cells wrap inside their column; nothing is cut off.
/// </summary>
internal sealed class TextTable(params (string Title, int Width)[] columns)
{
    private readonly List<string[]> _rows = [];

    public void Add(params string[] cells) => _rows.Add(cells);

    public void WriteTo(TextWriter output)
    {
        WriteRule(output);
        WriteRow(output, [.. columns.Select(column => column.Title)]);
        WriteRule(output);
        foreach (var row in _rows)
        {
            WriteRow(output, row);
            WriteRule(output);
        }
    }

    private void WriteRule(TextWriter output) => output.WriteLine("+" + string.Concat(columns.Select(column => new string('-', column.Width + 2) + "+")));

    private void WriteRow(TextWriter output, string[] cells)
    {
        var wrapped = cells.Select((cell, i) => Wrap(cell, columns[i].Width)).ToList();
        for (var line = 0; line < wrapped.Max(cell => cell.Count); line++)
        {
            output.WriteLine("|" + string.Concat(wrapped.Select((cell, i) =>
            {
                var text = line < cell.Count ? cell[line] : "";
                return " " + text + new string(' ', columns[i].Width - WidthOf(text)) + " |";
            })));
        }
    }

    private static List<string> Wrap(string text, int width)
    {
        var lines = new List<string>();
        foreach (var paragraph in text.Split('\n'))
        {
            var line = new StringBuilder();
            var used = 0;
            foreach (var rune in paragraph.EnumerateRunes())
            {
                var cells = WidthOf(rune);
                if (used + cells > width)
                {
                    lines.Add(line.ToString());
                    line.Clear();
                    used = 0;
                }

                line.Append(rune.ToString());
                used += cells;
            }

            lines.Add(line.ToString());
        }

        return lines;
    }

    private static int WidthOf(string text) => text.EnumerateRunes().Sum(WidthOf);

    /// <summary>The blocks of Unicode's East Asian Width W and F that Japanese text uses.</summary>
    private static int WidthOf(Rune rune) => rune.Value switch
    {
        >= 0x1100 and <= 0x115F or >= 0x2E80 and <= 0x303E or >= 0x3041 and <= 0xA4CF or >= 0xAC00 and <= 0xD7A3 or >= 0xF900 and <= 0xFAFF
            or >= 0xFE30 and <= 0xFE6F or >= 0xFF00 and <= 0xFF60 or >= 0xFFE0 and <= 0xFFE6 or >= 0x20000 and <= 0x3FFFD => 2,
        _ => 1,
    };
}
