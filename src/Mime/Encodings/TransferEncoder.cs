using System.Buffers;
using System.Buffers.Text;

namespace Mugai.Mime;

/// <summary>Puts a transfer encoding on, chunk by chunk; the result does not depend on how the input is cut. Lines end in CRLF, 76 characters at most.</summary>
public abstract class TransferEncoder
{
    /// <summary>
    /// An encoder for one body: base64, quoted-printable (the input is text with CRLF line ends) or uuencode (with its begin and end
    /// lines). Other encodings are copied.
    /// </summary>
    public static TransferEncoder Create(TransferEncoding encoding) => encoding switch
    {
        TransferEncoding.Base64 => new Base64BodyEncoder(),
        TransferEncoding.QuotedPrintable => new QuotedPrintableEncoder(),
        TransferEncoding.Uuencode => new UuencodeEncoder(),
        _ => new IdentityEncoder(),
    };

    /// <summary>Room that <see cref="Encode"/> needs: every byte escaped, soft line ends, what was held back, first and last lines.</summary>
    public static int MaxEncodedLength(int sourceLength) => checked((int)(sourceLength * 3.2) + 256);

    /// <summary>Consumes the whole source and returns how many bytes it wrote; the destination holds at least MaxEncodedLength.</summary>
    public abstract int Encode(ReadOnlySpan<byte> source, Span<byte> destination, bool isFinal);
}

internal sealed class IdentityEncoder : TransferEncoder
{
    public override int Encode(ReadOnlySpan<byte> source, Span<byte> destination, bool isFinal)
    {
        source.CopyTo(destination);
        return source.Length;
    }
}

/// <summary>Lines of 57 bytes as 76 characters.</summary>
internal sealed class Base64BodyEncoder : TransferEncoder
{
    public const int LineBytes = 57;

    private readonly byte[] _line = new byte[LineBytes];
    private int _length;

    public override int Encode(ReadOnlySpan<byte> source, Span<byte> destination, bool isFinal)
    {
        var written = 0;
        if (_length > 0)
        {
            var take = Math.Min(source.Length, LineBytes - _length);
            source[..take].CopyTo(_line.AsSpan(_length));
            _length += take;
            source = source[take..];
            if (_length == LineBytes)
            {
                Line(_line, destination, ref written);
                _length = 0;
            }
        }

        while (source.Length >= LineBytes)
        {
            Line(source[..LineBytes], destination, ref written);
            source = source[LineBytes..];
        }

        if (!source.IsEmpty)
        {
            source.CopyTo(_line);
            _length = source.Length;
        }

        if (isFinal && _length > 0)
        {
            Line(_line.AsSpan(0, _length), destination, ref written);
            _length = 0;
        }

        return written;
    }

    private static void Line(ReadOnlySpan<byte> bytes, Span<byte> destination, ref int written)
    {
        Base64.EncodeToUtf8(bytes, destination[written..], out _, out var count);
        written += count;
        destination[written++] = (byte)'\r';
        destination[written++] = (byte)'\n';
    }
}

/// <summary>
/// Text lines. Besides what must be escaped: blanks at a line's end, "." and "From " at its start (SMTP and mbox change them), and all
/// but letters, digits and plain punctuation stays readable. Bare CR and LF are data and escaped.
/// </summary>
internal sealed class QuotedPrintableEncoder : TransferEncoder
{
    private const int MaxLine = 75; // and the '=' of a soft line end

    private static readonly SearchValues<byte> Literal = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Where(c => c != '=').Select(c => (byte)c), (byte)'\t']);

    private int _column;
    private int _held = -1;

    public override int Encode(ReadOnlySpan<byte> source, Span<byte> destination, bool isFinal)
    {
        var written = 0;
        var i = 0;
        while (i < source.Length)
        {
            if (_held >= 0)
            {
                var held = (byte)_held;
                _held = -1;
                Put(held, source[i], destination, ref written);
                if (held == '\r' && source[i] == '\n')
                {
                    i++;
                    continue;
                }
            }

            var literal = LiteralLength(source[i..]);
            if (literal > 0)
            {
                source.Slice(i, literal).CopyTo(destination[written..]);
                written += literal;
                _column += literal;
                i += literal;
            }
            else
            {
                _held = source[i++];
            }
        }

        if (isFinal && _held >= 0)
        {
            Put((byte)_held, -1, destination, ref written);
            _held = -1;
        }

        if (isFinal && _column > 0)
        {
            // The last line had no end; a soft one keeps it that way.
            Write("=\r\n"u8, destination, ref written);
            _column = 0;
        }

        return written;
    }

    // How many bytes stay as they are on this line: not its first, and each with another such byte behind it, so that no blank ends the line.
    private int LiteralLength(ReadOnlySpan<byte> source)
    {
        var room = MaxLine - _column;
        if (_column == 0 || room <= 0)
        {
            return 0;
        }

        var look = source[..Math.Min(source.Length, room + 1)];
        var stop = look.IndexOfAnyExcept(Literal);
        return Math.Max((stop < 0 ? look.Length : stop) - 1, 0);
    }

    private void Put(byte c, int next, Span<byte> destination, ref int written)
    {
        if (c == '\r' && next == '\n')
        {
            Write("\r\n"u8, destination, ref written);
            _column = 0;
            return;
        }

        var isBlank = c is (byte)' ' or (byte)'\t';
        var isPlain = c is >= 0x21 and <= 0x7E && c != '=';
        var atEnd = next is -1 or '\r' or '\n';
        var atStart = _column == 0;
        var literal = (isPlain && !(atStart && c is (byte)'.' or (byte)'F' or (byte)'-')) || (isBlank && !atEnd);
        var width = literal ? 1 : 3;
        if (_column + width > MaxLine)
        {
            Write("=\r\n"u8, destination, ref written);
            _column = 0;
            if (c is (byte)'.' or (byte)'F' or (byte)'-')
            {
                literal = false;
                width = 3;
            }
        }

        _column += width;
        if (literal)
        {
            destination[written++] = c;
            return;
        }

        const string Digits = "0123456789ABCDEF";
        destination[written++] = (byte)'=';
        destination[written++] = (byte)Digits[c >> 4];
        destination[written++] = (byte)Digits[c & 15];
    }

    private static void Write(ReadOnlySpan<byte> text, Span<byte> destination, ref int written)
    {
        text.CopyTo(destination[written..]);
        written += text.Length;
    }
}

/// <summary>"begin 644 data", lines of 45 bytes, "end".</summary>
internal sealed class UuencodeEncoder : TransferEncoder
{
    private const int LineBytes = 45;

    private readonly byte[] _line = new byte[LineBytes];
    private int _length;
    private bool _begun;

    public override int Encode(ReadOnlySpan<byte> source, Span<byte> destination, bool isFinal)
    {
        var written = 0;
        if (!_begun)
        {
            _begun = true;
            Write("begin 644 data\r\n"u8, destination, ref written);
        }

        foreach (var c in source)
        {
            _line[_length++] = c;
            if (_length == LineBytes)
            {
                Line(destination, ref written);
            }
        }

        if (isFinal)
        {
            if (_length > 0)
            {
                Line(destination, ref written);
            }

            Write("`\r\nend\r\n"u8, destination, ref written);
        }

        return written;
    }

    private void Line(Span<byte> destination, ref int written)
    {
        destination[written++] = Character(_length);
        _line.AsSpan(_length).Clear();
        for (var i = 0; i < _length; i += 3)
        {
            var bits = (_line[i] << 16) | (_line[i + 1] << 8) | _line[i + 2];
            destination[written++] = Character(bits >> 18);
            destination[written++] = Character((bits >> 12) & 63);
            destination[written++] = Character((bits >> 6) & 63);
            destination[written++] = Character(bits & 63);
        }

        Write("\r\n"u8, destination, ref written);
        _length = 0;
    }

    private static byte Character(int value) => value == 0 ? (byte)'`' : (byte)(value + ' ');

    private static void Write(ReadOnlySpan<byte> text, Span<byte> destination, ref int written)
    {
        text.CopyTo(destination[written..]);
        written += text.Length;
    }
}
