using System.Buffers;

namespace Mugai.Sanitizers.PlainText;

/// <summary>
/// Puts an apostrophe before the text of each cell that a spreadsheet would run as a formula; everything else passes unchanged (see
/// docs/formats/text.md for the choice). Cells are told by RFC 4180, quotes and line ends inside them included. Programs disagree about the
/// separator, so several readings are followed side by side, and a cell in any of them counts. Chunks may be split anywhere;
/// memory is flat. Its own output passes through it unchanged.
/// </summary>
internal sealed class CsvNeutralizer
{
    // Longer "numbers" are none.
    private const int MaxNumberChars = 48;
    private const int MaxDetailChars = 40;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789０１２３４５６７８９");

    private readonly IBufferWriter<char> _output;
    private readonly Reading[] _readings;
    private readonly SearchValues<char> _structure;
    private readonly char[] _held = new char[MaxNumberChars + 2];
    private int _heldLength;
    private bool _atStart;
    private bool _quoteInHeld;

    /// <param name="output">Where the text goes.</param>
    /// <param name="separators">The separators that a program may take, at least one.</param>
    public CsvNeutralizer(IBufferWriter<char> output, ReadOnlySpan<char> separators)
    {
        _output = output;
        _readings = new Reading[separators.Length];
        for (var i = 0; i < separators.Length; i++)
        {
            _readings[i] = new Reading(separators[i]);
        }

        _structure = SearchValues.Create([.. separators, '"', '\r', '\n']);
        _atStart = true;
    }

    /// <summary>Cells that would have run.</summary>
    public int Formulas { get; private set; }

    /// <summary>How the first of them begins.</summary>
    public string FirstFormula { get; private set; } = "";

    /// <summary>Counts without changing anything: the policy wants formulas kept.</summary>
    public bool OnlyCounts { get; init; }

    /// <summary>The next characters of the file.</summary>
    public void Write(ReadOnlySpan<char> text)
    {
        var i = 0;
        while (i < text.Length)
        {
            if (_heldLength > 0)
            {
                i += Hold(text[i]) ? 1 : 0;
            }
            else if (_atStart)
            {
                AtStart(text[i++]);
            }
            else
            {
                var stop = text[i..].IndexOfAny(_structure);
                var plain = stop < 0 ? text[i..] : text.Slice(i, stop);
                Emit(plain);
                i += plain.Length;
                if (plain.Length > 0)
                {
                    Advance('x');
                }

                if (i < text.Length)
                {
                    Emit(text.Slice(i, 1));
                    Advance(text[i++]);
                }
            }
        }
    }

    /// <summary>The file ends here.</summary>
    public void Complete()
    {
        if (_heldLength > 0)
        {
            Release(isFormula: !IsNumber());
        }
    }

    private void AtStart(char c)
    {
        if (c is '=' or '@' or '＝' or '＠' or '+' or '-' or '＋' or '－')
        {
            _held[0] = c;
            _heldLength = 1;
            _quoteInHeld = false;
            if (c is '=' or '@' or '＝' or '＠')
            {
                Release(isFormula: true);
            }

            return;
        }

        Emit([c]);
        Advance(c);
    }

    // After a sign: -12.5 and +81-3-1234-5678 are no formulas. True when the character was taken.
    private bool Hold(char c)
    {
        if (_quoteInHeld)
        {
            // The quote closed the cell, or it is doubled and the cell goes on with text.
            Release(isFormula: !(IsEnd(c) && IsNumber()));
            return false;
        }

        if (IsEnd(c))
        {
            Release(isFormula: !IsNumber());
            return false;
        }

        if (_heldLength > MaxNumberChars || (c != '"' && !IsNumberCharacter(c)))
        {
            Release(isFormula: true);
            return false;
        }

        _quoteInHeld = c == '"';
        _held[_heldLength++] = c;
        return true;
    }

    private bool IsEnd(char c) => c != '"' && _structure.Contains(c);

    private static bool IsNumberCharacter(char c) => Digits.Contains(c)
        || c is '.' or ',' or '-' or '+' or ' ' or '(' or ')' or '%' or ':' or '/' or 'e' or 'E' or '¥' or '￥' or '$' or '．' or '，' or '－' or '％' or '\u3000';

    // Signs and digits alone. An E must stand between digits: E5 alone is the address of a cell.
    private bool IsNumber()
    {
        var text = _held.AsSpan(1, _heldLength - 1).TrimEnd('"');
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is 'e' or 'E' && (i == 0 || !Digits.Contains(text[i - 1]) || i + 1 == text.Length || !(Digits.Contains(text[i + 1]) || text[i + 1] is '+' or '-')))
            {
                return false;
            }
        }

        return true;
    }

    private void Release(bool isFormula)
    {
        var held = _held.AsSpan(0, _heldLength);
        _heldLength = 0;
        if (isFormula)
        {
            Formulas++;
            FirstFormula = FirstFormula.Length > 0 ? FirstFormula : held[..Math.Min(held.Length, MaxDetailChars)].ToString();
            if (!OnlyCounts)
            {
                Emit("'");
            }
        }

        Emit(held);
        foreach (var c in held)
        {
            Advance(c);
        }
    }

    private void Advance(char c)
    {
        _atStart = false;
        foreach (ref var reading in _readings.AsSpan())
        {
            reading.Advance(c);
            _atStart |= reading.AtStart;
        }
    }

    private void Emit(ReadOnlySpan<char> text) => _output.Write(text);

    /// <summary>Where one reading of the file stands.</summary>
    private struct Reading(char separator)
    {
        private bool _quoted;
        private bool _quoteSeen;
        private bool _fresh = true;

        /// <summary>Nothing of the cell's text was seen yet but spaces and quotes, which programs strip.</summary>
        public bool AtStart { get; private set; } = true;

        public void Advance(char c)
        {
            if (_quoted)
            {
                if (_quoteSeen && c != '"')
                {
                    _quoted = false;
                    _quoteSeen = false;
                }
                else
                {
                    _quoteSeen = c == '"' && !_quoteSeen;
                    AtStart &= c == '"' || IsBlank(c);
                    return;
                }
            }

            if (c == separator || c is '\r' or '\n')
            {
                AtStart = true;
                _fresh = true;
                return;
            }

            _quoted = c == '"' && _fresh;
            AtStart &= c == '"' || IsBlank(c);
            _fresh = false;
        }

        private static bool IsBlank(char c) => c is ' ' or '\t' or '\r' or '\n' or '\u00A0' or '\u3000';
    }
}
