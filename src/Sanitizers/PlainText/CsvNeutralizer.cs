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

    private static readonly SearchValues<char> CommaStructure = SearchValues.Create(",\"\r\n");

    private readonly IBufferWriter<char> _output;
    private readonly Reading[] _readings;
    private readonly SearchValues<char> _structure;
    private readonly char[] _held = new char[MaxNumberChars + 2];
    private int _heldLength;
    private bool _atStart;

    /// <param name="output">Where the text goes.</param>
    /// <param name="separators">The separators that a program may take, at least one.</param>
    public CsvNeutralizer(IBufferWriter<char> output, ReadOnlySpan<char> separators)
    {
        _output = output;
        // Programs disagree as well about a quote after spaces: to some it opens, to RFC 4180 and Excel it is text.
        _readings = new Reading[2 * separators.Length];
        for (var i = 0; i < separators.Length; i++)
        {
            _readings[2 * i] = new Reading(separators[i], quotesAfterBlanks: false);
            _readings[(2 * i) + 1] = new Reading(separators[i], quotesAfterBlanks: true);
        }

        _structure = separators is [','] ? CommaStructure : SearchValues.Create([.. separators, '"', '\r', '\n']);
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
        // What passes unchanged is handed over in one piece, from here to where something is held.
        var from = 0;
        var i = 0;
        while (i < text.Length)
        {
            if (_heldLength > 0)
            {
                i += Hold(text[i]) ? 1 : 0;
                from = i;
            }
            else if (_atStart && IsSign(text[i]))
            {
                Emit(text[from..i]);
                AtSign(text[i++]);
                from = i;
            }
            else if (_atStart)
            {
                Advance(text[i++]);
            }
            else
            {
                var stop = text[i..].IndexOfAny(_structure);
                var plain = stop < 0 ? text.Length - i : stop;
                i += plain;
                if (plain > 0)
                {
                    Advance('x');
                }

                if (i < text.Length)
                {
                    Advance(text[i++]);
                }
            }
        }

        Emit(text[from..i]);
    }

    /// <summary>The file ends here.</summary>
    public void Complete()
    {
        if (_heldLength > 0)
        {
            Release(isFormula: !IsNumber());
        }
    }

    private static bool IsSign(char c) => c is '=' or '@' or '＝' or '＠' or '+' or '-' or '＋' or '－';

    private void AtSign(char c)
    {
        foreach (ref var reading in _readings.AsSpan())
        {
            reading.IsAsked = reading.AtStart;
        }

        Take(c);
        if (c is '=' or '@' or '＝' or '＠')
        {
            Release(isFormula: true);
        }
    }

    // After a sign: -12.5 and +81-3-1234-5678 are no formulas. True when the character was taken.
    private bool Hold(char c)
    {
        bool endsForOne = false, endsForAll = true, isQuoted = true, isClosed = false;
        foreach (ref var reading in _readings.AsSpan())
        {
            var ends = reading.EndsAt(c);
            endsForOne |= ends;
            endsForAll &= ends || !reading.IsAsked;
            isQuoted &= reading.IsQuoted || !reading.IsAsked;
            isClosed |= reading.IsClosed && reading.IsAsked;
        }

        if (endsForOne)
        {
            // Where the readings part, the cell goes on in one of them with what is no number.
            Release(isFormula: !(endsForAll && IsNumber()));
            return false;
        }

        var mayGoOn = c == '"' ? isQuoted && !isClosed : IsNumberCharacter(c) && !isClosed;
        if (!mayGoOn || _heldLength > MaxNumberChars)
        {
            Release(isFormula: true);
            return false;
        }

        Take(c);
        return true;
    }

    private void Take(char c)
    {
        _held[_heldLength++] = c;
        Advance(c);
    }

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

    private void Emit(ReadOnlySpan<char> text)
    {
        if (!text.IsEmpty)
        {
            _output.Write(text);
        }
    }

    /// <summary>Where one reading of the file stands.</summary>
    private struct Reading(char separator, bool quotesAfterBlanks)
    {
        private bool _quoted;
        private bool _quoteSeen;
        private bool _fresh = true;

        /// <summary>Nothing of the cell's text was seen yet but spaces and quotes, which programs strip.</summary>
        public bool AtStart { get; private set; } = true;

        /// <summary>The sign that is held stands at the start of a cell of this reading.</summary>
        public bool IsAsked { get; set; }

        /// <summary>Inside quotes.</summary>
        public readonly bool IsQuoted => _quoted;

        /// <summary>After a quote that closes the cell unless it is doubled.</summary>
        public readonly bool IsClosed => _quoted && _quoteSeen;

        /// <summary>True when <paramref name="c"/> comes after the cell.</summary>
        public readonly bool EndsAt(char c) => (!_quoted || _quoteSeen) && (c == separator || c is '\r' or '\n');

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
            _fresh &= quotesAfterBlanks && IsBlank(c);
        }

        private static bool IsBlank(char c) => c is ' ' or '\t' or '\r' or '\n' or '\u00A0' or '\u3000';
    }
}
