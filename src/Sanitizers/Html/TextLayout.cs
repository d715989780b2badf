using Mugai.Wording;
using System.Buffers;
using Mugai.Sanitizers.PlainText;

namespace Mugai.Sanitizers.Html;

/// <summary>
/// Lays text out as lines: collapses white space as CSS does, owes line ends until the next visible character, puts quote marks,
/// indents and item marks before each line, and lets only clean characters through (<see cref="TextCharacters"/>). Line ends are CRLF.
/// Holds a bounded tail of its output back, so that the label of an open link and the cells of an open table can be rewritten.
/// </summary>
internal sealed partial class TextLayout(IBufferWriter<char> output)
{
    // Two blank lines at most: what a page wants to say with more of them is not text.
    private const int MaxBreaks = 3;
    private const int MaxHardSpaces = 120;

    // Deeper quotes and lists stand at this depth: eight "> " are as much as a line bears, and the output stays in proportion to the input.
    private const int MaxPrefixes = 8;
    private const int FlushChars = 8_192;
    private const int MaxHeldLabelChars = 2_048;

    private static readonly SearchValues<char> OwnMarks = SearchValues.Create("■◆●○□◇◎★☆▼▲▽△▶►・･•※【《〔❖✦");

    private readonly IBufferWriter<char> _output = output;
    private readonly LinePrefix[] _prefixes = new LinePrefix[MaxPrefixes];
    private char[] _buffer = GC.AllocateUninitializedArray<char>(FlushChars);
    private int _length;
    private int _prefixCount;
    private int _lastQuotes;
    private int _breaks;
    private int _hardSpaces;
    private int _labelMark = -1;
    private bool _space;
    private bool _lineHasText;
    private bool _any;
    private bool _labelPending;
    private char _highSurrogate;

    /// <summary>Controls dropped so far.</summary>
    public long Controls { get; private set; }

    /// <summary>Direction controls dropped so far.</summary>
    public long BidiControls { get; private set; }

    /// <summary>Invisible format characters dropped so far.</summary>
    public long Invisibles { get; private set; }

    /// <summary>Characters written so far.</summary>
    public long Written { get; private set; }

    /// <summary>True while spaces and line ends are kept (pre, textarea).</summary>
    public bool Preformatted { get; set; }

    /// <summary>Running text of the document.</summary>
    public void Text(ReadOnlySpan<char> text)
    {
        var i = 0;
        while (i < text.Length)
        {
            var start = i;
            while (i < text.Length)
            {
                if (text[i] >= '\u3000' && TextCharacters.WideLength(text[i..]) is var wide and > 0)
                {
                    i += wide;
                }
                else if (IsWord(text[i]) || (text[i] == ' ' && i > start && i + 1 < text.Length && IsWord(text[i + 1]) && !Preformatted))
                {
                    i++;
                }
                else
                {
                    break;
                }
            }

            if (i > start)
            {
                Append(text[start..i]);
            }

            if (i < text.Length)
            {
                Odd(text[i++]);
            }
        }
    }

    /// <summary>Words that are not collapsed: ours, and pieces of what was cleaned before.</summary>
    public void Literal(ReadOnlySpan<char> text)
    {
        Demand(text);
        Append(text);
    }

    /// <summary>Words of our own, one space away from what stands before; a space that was due there follows them.</summary>
    public void Apart(ReadOnlySpan<char> text, ReadOnlySpan<char> more = default, ReadOnlySpan<char> last = default)
    {
        var due = _space || _hardSpaces > 0;
        _hardSpaces = _lineHasText ? 0 : _hardSpaces;
        _space = true;
        Literal(text);
        if (more.Length + last.Length > 0)
        {
            Literal(more);
            Literal(last);
        }

        _space = due;
    }

    /// <summary>A space that collapses with its neighbours.</summary>
    public void Space() => _space = true;

    /// <summary>Ends the line (br).</summary>
    public void LineBreak()
    {
        FlushSurrogate();
        _breaks = _lineHasText ? 1 : Math.Min(_breaks + 1, MaxBreaks);
        EndLine();
    }

    /// <summary>The border of a block: the next text begins a line of its own, <paramref name="margin"/> line ends away.</summary>
    /// <param name="margin">1 = next line, 2 = one blank line between.</param>
    /// <param name="keepBlank">A line of no-break spaces alone counts as a blank line (how Outlook writes one).</param>
    public void Block(int margin, bool keepBlank = false)
    {
        FlushSurrogate();
        if (_lineHasText)
        {
            _breaks = margin;
        }
        else if (_hardSpaces > 0 && keepBlank)
        {
            _breaks = Math.Min(_breaks + 1, MaxBreaks);
        }
        else if (!FirstLineOfItem)
        {
            _breaks = Math.Max(_breaks, margin);
        }

        EndLine();
    }

    /// <summary>Opens a quote, an indent, an item or a heading; its mark stands before each line until <see cref="PopPrefix"/>. False when too deep: then nothing is to be popped.</summary>
    public bool PushPrefix(LinePrefix prefix)
    {
        AbandonTable();
        if (_prefixCount == MaxPrefixes)
        {
            return false;
        }

        _prefixes[_prefixCount++] = prefix;
        return true;
    }

    /// <summary>Closes the innermost prefix.</summary>
    public void PopPrefix() => _prefixCount--;

    /// <summary>Ends the last line and hands everything over.</summary>
    public void Complete()
    {
        FlushSurrogate();
        AbandonTable();
        if (_any)
        {
            AppendRaw("\r\n");
        }

        _labelMark = -1;
        Flush();
    }

    // Visible and never collapsed; a single space between two of them is copied with them.
    private static bool IsWord(char c) => c > ' ' && c != '\u00A0' && TextCharacters.IsPlain(c);

    private bool FirstLineOfItem =>
        _prefixCount > 0 && _prefixes[_prefixCount - 1] is { Written: false, Kind: LinePrefixKind.Bullet or LinePrefixKind.Number } && _breaks > 0;

    // What does not come through Text has been cleaned where it came from. Should that ever fail, the part is lost, not let through.
    private static void Demand(ReadOnlySpan<char> text)
    {
        while ((text = text[TextCharacters.PlainLength(text)..]).Length > 0)
        {
            if (!char.IsSurrogate(text[0]))
            {
                throw new InvalidOperationException("Text that was not cleaned reached the layout.");
            }

            text = text[1..];
        }
    }

    private void EndLine()
    {
        _lineHasText = false;
        _space = false;
        _hardSpaces = 0;
    }

    private void Append(ReadOnlySpan<char> visible)
    {
        if (_highSurrogate != '\0')
        {
            FlushSurrogate();
        }

        if (!_lineHasText || _space || _hardSpaces > 0 || _labelPending)
        {
            BeforeVisible(visible.IsEmpty ? ' ' : visible[0]);
        }

        AppendRaw(visible);
    }

    private void BeforeVisible(char next)
    {
        if (!_lineHasText)
        {
            StartLine(next);
        }
        else if (_space)
        {
            AppendRaw(" ");
        }

        for (; _hardSpaces > 0; _hardSpaces--)
        {
            AppendRaw(" ");
        }

        _space = false;
        if (_labelPending)
        {
            _labelPending = false;
            _labelMark = _length;
        }
    }

    private void StartLine(char next)
    {
        if (_table == TableState.Row)
        {
            // Text between cells stands before the table in a browser (foster parenting); here the table flows around it.
            AbandonTable();
        }

        if (InCell)
        {
            if (_length > CellStart)
            {
                AppendRaw("\n");
            }

            _breaks = 0;
            _lineHasText = true;
            return;
        }

        var quotes = 0;
        while (quotes < _prefixCount && _prefixes[quotes].Kind == LinePrefixKind.Quote)
        {
            quotes++;
        }

        for (var i = _any ? _breaks : 0; i > 0; i--)
        {
            AppendRaw("\r\n");
            if (i > 1 && Math.Min(quotes, _lastQuotes) is var shared and > 0)
            {
                AppendRaw("> > > > > > > > ".AsSpan(0, (2 * shared) - 1));
            }
        }

        for (var i = 0; i < _prefixCount; i++)
        {
            // A heading or an item that brings a mark of its own needs none of ours: "◆ ■ 目次" is one too many.
            AppendPrefix(ref _prefixes[i], hasOwnMark: i == _prefixCount - 1 && OwnMarks.Contains(next));
        }

        _lastQuotes = quotes;
        _breaks = 0;
        _any = true;
        _lineHasText = true;
    }

    private void AppendPrefix(ref LinePrefix prefix, bool hasOwnMark)
    {
        Span<char> mark = stackalloc char[LinePrefix.MaxMarkChars];
        var isMark = prefix is { Written: false, Kind: LinePrefixKind.Heading or LinePrefixKind.Bullet };
        var length = prefix.Write(mark);
        AppendRaw(isMark && hasOwnMark ? default : mark[..length]);
    }

    private void AppendRaw(ReadOnlySpan<char> text)
    {
        if (_length + text.Length > _buffer.Length)
        {
            Make(text.Length);
        }

        text.CopyTo(_buffer.AsSpan(_length));
        _length += text.Length;
        Written += text.Length;
    }

    private void Make(int room)
    {
        if (_labelMark >= 0 && _length - _labelMark > MaxHeldLabelChars)
        {
            _labelMark = -1;
        }

        LimitTable();
        Flush();
        if (_length + room > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + room));
        }
    }

    // Hands over what no mark holds back.
    private void Flush()
    {
        var until = Math.Min(_labelMark >= 0 ? _labelMark : _length, TableMark >= 0 ? TableMark : _length);
        _output.Write(_buffer.AsSpan(0, until));
        _buffer.AsSpan(until, _length - until).CopyTo(_buffer);
        _length -= until;
        _labelMark = _labelMark >= 0 ? _labelMark - until : -1;
        ShiftTable(until);
    }
}
