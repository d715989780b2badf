using System.Buffers;

namespace Mugai.Mime;

/// <summary>
/// Quoted-printable (RFC 2045 6.7). White space at a line's end was added on the way and is dropped (the last 128 bytes of it); "=" and
/// white space before a line end is a soft line end, so is "=" as the last byte. An "=" followed by anything else stays as it is.
/// </summary>
internal sealed class QuotedPrintableDecoder : TransferDecoder
{
    private const int MaxHeldBlanks = 128;
    private static readonly SearchValues<byte> Special = SearchValues.Create("=\r\n"u8);

    // White space that may be at the end of a line.
    private readonly byte[] _blanks = new byte[MaxHeldBlanks];
    private int _blankCount;
    private bool _tooManyBlanks;

    // What followed an '=' so far.
    private readonly byte[] _escape = new byte[MaxHeldBlanks];
    private int _escapeLength;
    private bool _inEscape;

    // A CR that may be the first half of a line end.
    private bool _sawCr;

    public override int Decode(ReadOnlySpan<byte> source, Span<byte> destination, bool isFinal)
    {
        DemandRoom(source, destination);
        var written = 0;
        var i = 0;
        while (i < source.Length)
        {
            if (!_inEscape && _blankCount == 0 && !_sawCr)
            {
                TakeRun(source, ref i, destination, ref written);
                if (i == source.Length)
                {
                    break;
                }
            }

            var c = source[i];
            if (_inEscape)
            {
                i += TakeEscape(c, destination, ref written) ? 1 : 0;
            }
            else
            {
                i++;
                Take(c, destination, ref written);
            }
        }

        if (isFinal)
        {
            Finish(destination, ref written);
        }

        return written;
    }

    /// <summary>Copies text, whole escapes and line ends; stops before what needs the state: blanks at a line's end, a cut or odd escape.</summary>
    private static void TakeRun(ReadOnlySpan<byte> source, ref int i, Span<byte> destination, ref int written)
    {
        while (true)
        {
            var rest = source[i..];
            var run = rest.IndexOfAny(Special);
            var text = run < 0 ? rest : rest[..run];
            var isEscape = run >= 0 && rest[run] == '=';
            if (!isEscape && !text.IsEmpty && text[^1] is (byte)' ' or (byte)'\t')
            {
                text = text.TrimEnd(" \t"u8);
                run = -1;
            }

            text.CopyTo(destination[written..]);
            written += text.Length;
            i += text.Length;
            if (run < 0)
            {
                return;
            }

            rest = rest[run..];
            if (isEscape && rest.Length > 2)
            {
                if (rest[1] == '\r' && rest[2] == '\n')
                {
                    i += 3;
                    continue;
                }

                if (IsHex(rest[1]) && IsHex(rest[2]))
                {
                    destination[written++] = (byte)((HexValue(rest[1]) << 4) | HexValue(rest[2]));
                    i += 3;
                    continue;
                }
            }
            else if (rest.Length > 1 && rest[0] == '\r' && rest[1] == '\n')
            {
                destination[written++] = (byte)'\r';
                destination[written++] = (byte)'\n';
                i += 2;
                continue;
            }

            return;
        }
    }

    private void Take(byte c, Span<byte> destination, ref int written)
    {
        if (_sawCr)
        {
            _sawCr = false;
            if (c == '\n')
            {
                DropBlanks();
                destination[written++] = (byte)'\r';
                destination[written++] = (byte)'\n';
                return;
            }

            // A lone CR ends no line: what was before it stays.
            FlushBlanks(destination, ref written);
            destination[written++] = (byte)'\r';
        }

        switch (c)
        {
            case (byte)'\r':
                _sawCr = true;
                break;

            case (byte)'\n':
                DropBlanks();
                destination[written++] = c;
                break;

            case (byte)' ' or (byte)'\t':
                if (_blankCount == MaxHeldBlanks)
                {
                    _tooManyBlanks = true;
                    destination[written++] = _blanks[0];
                    _blanks.AsSpan(1).CopyTo(_blanks);
                    _blankCount--;
                }

                _blanks[_blankCount++] = c;
                break;

            default:
                FlushBlanks(destination, ref written);
                if (c == '=')
                {
                    _inEscape = true;
                    _escapeLength = 0;
                }
                else
                {
                    destination[written++] = c;
                }

                break;
        }
    }

    /// <summary>False when the byte is to be looked at again, outside of an escape.</summary>
    private bool TakeEscape(byte c, Span<byte> destination, ref int written)
    {
        if (_escapeLength == 0)
        {
            if (c == '\n')
            {
                _inEscape = false;
                return true;
            }

            if (IsHex(c) || c is (byte)' ' or (byte)'\t' or (byte)'\r')
            {
                _escape[_escapeLength++] = c;
                return true;
            }

            return Literal(destination, ref written);
        }

        var first = _escape[0];
        if (IsHex(first))
        {
            if (!IsHex(c))
            {
                return Literal(destination, ref written);
            }

            destination[written++] = (byte)((HexValue(first) << 4) | HexValue(c));
            _inEscape = false;
            return true;
        }

        if (c == '\n')
        {
            _inEscape = false;
            return true;
        }

        var last = _escape[_escapeLength - 1];
        if (last != '\r' && _escapeLength < _escape.Length && c is (byte)' ' or (byte)'\t' or (byte)'\r')
        {
            _escape[_escapeLength++] = c;
            return true;
        }

        return Literal(destination, ref written);
    }

    /// <summary>The '=' was none: it and what was held are text.</summary>
    private bool Literal(Span<byte> destination, ref int written)
    {
        Defect = MimeDefect.BadQuotedPrintable;
        _inEscape = false;
        destination[written++] = (byte)'=';
        var held = _escape.AsSpan(0, _escapeLength);
        _escapeLength = 0;
        foreach (var c in held)
        {
            Take(c, destination, ref written);
        }

        return false;
    }

    private void FlushBlanks(Span<byte> destination, ref int written)
    {
        _blanks.AsSpan(0, _blankCount).CopyTo(destination[written..]);
        written += _blankCount;
        _blankCount = 0;
        _tooManyBlanks = false;
    }

    private void DropBlanks()
    {
        if (_tooManyBlanks)
        {
            Defect = MimeDefect.BadQuotedPrintable;
        }

        _blankCount = 0;
        _tooManyBlanks = false;
    }

    private void Finish(Span<byte> destination, ref int written)
    {
        if (_inEscape && _escapeLength > 0 && IsHex(_escape[0]))
        {
            Literal(destination, ref written);
        }

        _inEscape = false;
        if (_sawCr)
        {
            FlushBlanks(destination, ref written);
            destination[written++] = (byte)'\r';
            _sawCr = false;
        }

        DropBlanks();
    }

    private static bool IsHex(byte c) => char.IsAsciiHexDigit((char)c);

    private static int HexValue(byte c) => c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}
