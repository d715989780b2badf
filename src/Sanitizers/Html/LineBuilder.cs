using System.Text;

namespace Mugai.Sanitizers.Html;

/// <summary>One line of a table.</summary>
internal sealed class LineBuilder
{
    private readonly StringBuilder _text = new();
    private bool _separatorDue;

    public int Length => _text.Length;

    /// <summary>Between two cells.</summary>
    public void Separate(string separator)
    {
        if (_separatorDue)
        {
            _text.Append(separator);
        }

        _separatorDue = true;
    }

    /// <summary>A cell padded to <paramref name="width"/> columns; wider text pushes the rest of the line.</summary>
    public void Cell(ReadOnlySpan<char> text, int width, bool right)
    {
        var padding = Math.Max(0, width - EastAsianWidth.Of(text));
        _text.Append(' ', right ? padding : 0).Append(text).Append(' ', right ? 0 : padding);
    }

    public void Pad(int width) => _text.Append(' ', width);

    public void Fill(char c, int width) => _text.Append(c, width);

    /// <summary>Text whose line ends become spaces.</summary>
    public void OneLine(ReadOnlySpan<char> text)
    {
        var from = _text.Length;
        _text.Append(text).Replace('\n', ' ', from, text.Length);
    }

    /// <summary>The line without the spaces at its end; the next one begins.</summary>
    public ReadOnlyMemory<char> Take()
    {
        var length = _text.Length;
        while (length > 0 && _text[length - 1] == ' ')
        {
            length--;
        }

        var line = _text.ToString(0, length).AsMemory();
        _text.Clear();
        _separatorDue = false;
        return line;
    }
}
