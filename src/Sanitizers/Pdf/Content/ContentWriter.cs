using Mugai.Sanitizers.Pdf.Reading;

namespace Mugai.Sanitizers.Pdf.Content;

/// <summary>
/// Writes tokens in one way only: an operator per line, one space where tokens would run together, no comments, numbers without superfluous characters.
/// </summary>
internal sealed class ContentWriter
{
    // A real of more characters says nothing that a page of 14,400 units could show.
    private const int MaxNumberLength = 24;

    // What the next token would run into. The solidus is one: an empty name would swallow the operator behind it.
    private static readonly bool[] Regular = [.. Enumerable.Range(0, 256).Select(b => PdfLexer.IsRegular((byte)b) || b == '/')];

    private byte[] _bytes;
    private byte[] _decoded = new byte[256];

    public ContentWriter(int sourceLength) => _bytes = new byte[Math.Max(256, sourceLength + (sourceLength / 8))];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, Length);

    /// <summary>Forgets what was written from <paramref name="length"/> on.</summary>
    public void Truncate(int length) => Length = length;

    /// <summary>Takes the bytes between the two places out, and the space that divided them from what follows.</summary>
    public void Remove(int from, int to)
    {
        to += to < Length && _bytes[to] == ' ' ? 1 : 0;
        _bytes.AsSpan(to, Length - to).CopyTo(_bytes.AsSpan(from));
        Length -= to - from;
    }

    public void Operator(ReadOnlySpan<byte> name)
    {
        Separate();
        Raw(name);
        Byte((byte)'\n');
    }

    public void Byte(byte b)
    {
        if (Length == _bytes.Length)
        {
            Grow(1);
        }

        _bytes[Length++] = b;
    }

    public void Raw(ReadOnlySpan<byte> bytes)
    {
        if (_bytes.Length - Length < bytes.Length)
        {
            Grow(bytes.Length);
        }

        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    /// <summary>A number as the lexer found it.</summary>
    public void Number(PdfToken token, ReadOnlySpan<byte> written, long integer)
    {
        Separate();
        if (token == PdfToken.Integer)
        {
            // As it stands when it is short and has neither sign nor zero in front but one it needs.
            var digits = written[0] == '-' ? written[1..] : written;
            if (digits.Length is > 0 and < 10 && digits[0] is >= (byte)'1' and <= (byte)'9')
            {
                Raw(written);
            }
            else if (digits.Length == 1 && digits[0] == '0')
            {
                Byte((byte)'0');
            }
            else
            {
                Integer(integer);
            }

            return;
        }

        Real(written);
    }

    /// <summary>A name, its escapes resolved only where they are not needed.</summary>
    public void Name(ReadOnlySpan<byte> written, bool hasEscapes)
    {
        if (!hasEscapes && written.IndexOfAnyExceptInRange((byte)'!', (byte)'~') < 0)
        {
            Byte((byte)'/');
            Raw(written);
            return;
        }

        var name = Room(written.Length);
        name = name[..PdfEscapes.DecodeName(written, name)];
        DecodedName(name);
    }

    /// <summary>A name given as the bytes it means.</summary>
    public void DecodedName(ReadOnlySpan<byte> name)
    {
        Byte((byte)'/');
        foreach (var b in name)
        {
            if (b is > (byte)' ' and < 0x7F && b != '#' && PdfLexer.IsRegular(b))
            {
                Byte(b);
            }
            else
            {
                Byte((byte)'#');
                Hex(b);
            }
        }
    }

    public void String(PdfToken token, ReadOnlySpan<byte> written, bool hasEscapes)
    {
        if (token == PdfToken.HexString)
        {
            var bytes = Room(written.Length + 1);
            bytes = bytes[..PdfEscapes.DecodeHex(written, bytes)];
            Byte((byte)'<');
            foreach (var b in bytes)
            {
                Hex(b);
            }

            Byte((byte)'>');
            return;
        }

        Byte((byte)'(');
        if (hasEscapes)
        {
            var text = Room(written.Length);
            Escaped(text[..PdfEscapes.DecodeLiteral(written, text)]);
        }
        else
        {
            Raw(written);
        }

        Byte((byte)')');
    }

    // Parentheses are escaped even where they come in pairs: the same bytes whatever the source did.
    private void Escaped(ReadOnlySpan<byte> text)
    {
        foreach (var b in text)
        {
            if (b is (byte)'(' or (byte)')' or (byte)'\\')
            {
                Byte((byte)'\\');
                Byte(b);
            }
            else if (b == '\r')
            {
                Raw("\\r"u8);
            }
            else
            {
                Byte(b);
            }
        }
    }

    public void Integer(long value)
    {
        Span<byte> digits = stackalloc byte[24];
        System.Buffers.Text.Utf8Formatter.TryFormat((int)Math.Clamp(value, -int.MaxValue, int.MaxValue), digits, out var count);
        Raw(digits[..count]);
    }

    /// <summary>A space, unless what stands before ends by itself.</summary>
    public void Separate()
    {
        if (Length > 0 && Regular[_bytes[Length - 1]])
        {
            Byte((byte)' ');
        }
    }

    // Digits before and behind the first point; later signs and points end it, as other readers do.
    private void Real(ReadOnlySpan<byte> written)
    {
        var at = 0;
        var negative = false;
        while (at < written.Length && written[at] is (byte)'-' or (byte)'+')
        {
            negative |= written[at++] == '-';
        }

        var end = at;
        var point = -1;
        while (end < written.Length && ((uint)(written[end] - '0') <= 9 || (written[end] == '.' && point < 0)))
        {
            point = written[end] == '.' ? end : point;
            end++;
        }

        if (point < 0)
        {
            // Digits with something behind them that is no number: 12-34, 1e5.
            var value = end - at > 10 ? int.MaxValue : end == at ? 0 : long.Parse(written[at..end], System.Globalization.CultureInfo.InvariantCulture);
            Integer(negative ? -value : value);
            return;
        }

        if (point - at > 10)
        {
            // Beyond any number a reader holds in an integer part.
            Integer(negative ? -int.MaxValue : int.MaxValue);
            return;
        }

        end = Math.Min(end, at + MaxNumberLength);
        if (end - at == 1)
        {
            Byte((byte)'0');
            return;
        }

        if (negative)
        {
            Byte((byte)'-');
        }

        Raw(written[at..end]);
    }

    private void Hex(byte b)
    {
        Byte("0123456789ABCDEF"u8[b >> 4]);
        Byte("0123456789ABCDEF"u8[b & 15]);
    }

    private Span<byte> Room(int length)
    {
        if (_decoded.Length < length)
        {
            _decoded = new byte[length * 2];
        }

        return _decoded;
    }

    private void Grow(int least) => Array.Resize(ref _bytes, (int)Math.Min(Math.Max(_bytes.Length * 2L, _bytes.Length + (long)least), Array.MaxLength));
}
