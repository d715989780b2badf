using System.Buffers;

namespace Mugai.Sanitizers.Pdf.Reading;

/// <summary>
/// Tokens of a PDF file, an object stream, a content stream or a CMap. Takes every byte sequence and always moves on, so that a loop until
/// <see cref="PdfToken.End"/> ends. Skips white space and comments.
/// </summary>
internal ref struct PdfLexer(ReadOnlySpan<byte> bytes, int position = 0)
{
    private static readonly SearchValues<byte> Delimiting = SearchValues.Create("\0\t\n\f\r ()<>[]{}/%"u8);
    private static readonly SearchValues<byte> Numeric = SearchValues.Create("0123456789.-+eE"u8);
    private static readonly SearchValues<byte> StringMarks = SearchValues.Create("()\\\r"u8);

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Behind the last token; may be set.</summary>
    public int Position { get; set; } = position;

    /// <summary>Where the last token's bytes begin (see <see cref="PdfToken"/>).</summary>
    public int Start { get; private set; }

    /// <summary>The last token's bytes.</summary>
    public int Length { get; private set; }

    /// <summary>Value of the last Integer.</summary>
    public long Integer { get; private set; }

    /// <summary>The last name or literal string has escapes (or a carriage return) to be resolved: see <see cref="PdfEscapes"/>.</summary>
    public bool HasEscapes { get; private set; }

    public readonly ReadOnlySpan<byte> TokenBytes => _bytes.Slice(Start, Length);

    public static bool IsSpace(byte b) => b is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t' or 0 or (byte)'\f';

    public static bool IsDelimiter(byte b) => b is (byte)'(' or (byte)')' or (byte)'<' or (byte)'>' or (byte)'[' or (byte)']' or (byte)'{' or (byte)'}' or (byte)'/' or (byte)'%';

    public static bool IsRegular(byte b) => !IsSpace(b) && !IsDelimiter(b);

    public PdfToken Read()
    {
        SkipSpace();
        Start = Position;
        Length = 0;
        if ((uint)Position >= (uint)_bytes.Length)
        {
            Position = _bytes.Length;
            return PdfToken.End;
        }

        switch (_bytes[Position])
        {
            case (byte)'/':
                return ReadName();
            case (byte)'(':
                return ReadLiteral();
            case (byte)'<':
                return Follows('<') ? Mark(2, PdfToken.DictionaryOpen) : ReadHex();
            case (byte)'>':
                return Follows('>') ? Mark(2, PdfToken.DictionaryClose) : Mark(1, PdfToken.Keyword);
            case (byte)'[':
                return Mark(1, PdfToken.ArrayOpen);
            case (byte)']':
                return Mark(1, PdfToken.ArrayClose);
            case (byte)'{':
                return Mark(1, PdfToken.BraceOpen);
            case (byte)'}':
                return Mark(1, PdfToken.BraceClose);
            case (byte)')':
                return Mark(1, PdfToken.Keyword);
            default:
                return ReadRegular();
        }
    }

    /// <summary>
    /// After an Integer: takes the rest of an indirect reference (generation and R) when it stands there. Otherwise nothing is taken.
    /// </summary>
    public bool TryTakeReference(out int generation)
    {
        generation = 0;
        var at = Position;
        var spaces = at;
        while (at < _bytes.Length && IsSpace(_bytes[at]))
        {
            at++;
        }

        var digits = at;
        while (at < _bytes.Length && at - digits < 6 && (uint)(_bytes[at] - '0') <= 9)
        {
            generation = (generation * 10) + _bytes[at++] - '0';
        }

        if (at == digits || digits == spaces || at >= _bytes.Length || !IsSpace(_bytes[at]))
        {
            return false;
        }

        while (at < _bytes.Length && IsSpace(_bytes[at]))
        {
            at++;
        }

        if (at >= _bytes.Length || _bytes[at] != 'R' || (at + 1 < _bytes.Length && IsRegular(_bytes[at + 1])))
        {
            return false;
        }

        Position = at + 1;
        return true;
    }

    public void SkipSpace()
    {
        var at = Position;
        while (at < _bytes.Length)
        {
            var b = _bytes[at];
            if (IsSpace(b))
            {
                at++;
            }
            else if (b == '%')
            {
                var end = _bytes[at..].IndexOfAny((byte)'\r', (byte)'\n');
                at = end < 0 ? _bytes.Length : at + end;
            }
            else
            {
                break;
            }
        }

        Position = at;
    }

    private readonly bool Follows(char c) => Position + 1 < _bytes.Length && _bytes[Position + 1] == c;

    private PdfToken Mark(int length, PdfToken token)
    {
        Position += length;
        Length = length;
        return token;
    }

    private PdfToken ReadName()
    {
        Start = ++Position;
        var rest = _bytes[Position..];
        var length = rest.IndexOfAny(Delimiting);
        Length = length < 0 ? rest.Length : length;
        Position += Length;
        HasEscapes = rest[..Length].Contains((byte)'#');
        return PdfToken.Name;
    }

    private PdfToken ReadLiteral()
    {
        Start = ++Position;
        HasEscapes = false;
        var depth = 1;
        while (true)
        {
            var found = _bytes[Position..].IndexOfAny(StringMarks);
            if (found < 0)
            {
                Position = _bytes.Length;
                Length = Position - Start;
                return PdfToken.LiteralString;
            }

            Position += found;
            switch (_bytes[Position++])
            {
                case (byte)'(':
                    depth++;
                    break;
                case (byte)')' when --depth == 0:
                    Length = Position - 1 - Start;
                    return PdfToken.LiteralString;
                case (byte)'\\':
                    HasEscapes = true;
                    Position = Math.Min(Position + 1, _bytes.Length);
                    break;
                case (byte)'\r':
                    HasEscapes = true;
                    break;
            }
        }
    }

    private PdfToken ReadHex()
    {
        Start = ++Position;
        var end = _bytes[Position..].IndexOf((byte)'>');
        Length = end < 0 ? _bytes.Length - Position : end;
        Position = Math.Min(Position + Length + 1, _bytes.Length);
        return PdfToken.HexString;
    }

    private PdfToken ReadRegular()
    {
        var first = _bytes[Position];
        if (first is (>= (byte)'0' and <= (byte)'9') or (byte)'-' or (byte)'+' or (byte)'.')
        {
            return ReadNumber();
        }

        var rest = _bytes[Position..];
        var length = rest.IndexOfAny(Delimiting);
        Length = length < 0 ? rest.Length : length;
        Position += Length;
        return PdfToken.Keyword;
    }

    // Real files hold 1.2.3, --5, 12-34 and 1e5. What the digits in front say counts, as in other readers; a run that begins like a number but has
    // letters in it is a keyword.
    private PdfToken ReadNumber()
    {
        var at = Position;
        var negative = false;
        while (at < _bytes.Length && _bytes[at] is (byte)'-' or (byte)'+')
        {
            negative |= _bytes[at] == '-';
            at++;
        }

        long value = 0;
        var (digits, overflow) = (0, false);
        while (at < _bytes.Length && (uint)(_bytes[at] - '0') <= 9)
        {
            overflow |= value > (long.MaxValue / 10) - 1;
            value = overflow ? value : (value * 10) + _bytes[at] - '0';
            at++;
            digits++;
        }

        if (at == _bytes.Length || !IsRegular(_bytes[at]))
        {
            Length = at - Position;
            Position = at;
            if (digits == 0)
            {
                Integer = 0;
                return PdfToken.Integer;
            }

            Integer = negative ? -value : value;
            return overflow ? PdfToken.Real : PdfToken.Integer;
        }

        var rest = _bytes[at..];
        var more = rest.IndexOfAny(Delimiting);
        more = more < 0 ? rest.Length : more;
        var isNumber = rest[..more].IndexOfAnyExcept(Numeric) < 0 && (digits > 0 || rest[0] == '.');
        Length = at + more - Position;
        Position = at + more;
        return isNumber ? PdfToken.Real : PdfToken.Keyword;
    }
}
