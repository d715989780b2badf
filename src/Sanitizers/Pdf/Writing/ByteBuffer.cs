using System.Buffers.Text;
using Mugai.Sanitizers.Pdf.Objects;
using Mugai.Sanitizers.Pdf.Reading;

namespace Mugai.Sanitizers.Pdf.Writing;

/// <summary>Bytes of an object in the one way we write it: no comments, no needless blanks, names and strings escaped as ISO 32000-2, 7.3 wants.</summary>
internal sealed class ByteBuffer
{
    private byte[] _bytes = new byte[16 << 10];

    public int Count { get; private set; }

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Count);

    public byte[] Array => _bytes;

    public void Clear() => Count = 0;

    /// <summary>Takes back what was written behind <paramref name="count"/>.</summary>
    public void Cut(int count) => Count = count;

    public void Add(byte b)
    {
        Need(1);
        _bytes[Count++] = b;
    }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        Need(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(Count));
        Count += bytes.Length;
    }

    public void AddNumber(long value)
    {
        Need(20);
        Utf8Formatter.TryFormat(value, _bytes.AsSpan(Count), out var written);
        Count += written;
    }

    public void AddReference(int number)
    {
        AddNumber(number);
        Add(" 0 R"u8);
    }

    public void AddName(ReadOnlySpan<byte> name)
    {
        Need(1 + (3 * name.Length));
        _bytes[Count++] = (byte)'/';
        foreach (var b in name)
        {
            if (b is > 32 and < 127 && b != '#' && !PdfLexer.IsDelimiter(b))
            {
                _bytes[Count++] = b;
            }
            else
            {
                _bytes[Count++] = (byte)'#';
                _bytes[Count++] = "0123456789ABCDEF"u8[b >> 4];
                _bytes[Count++] = "0123456789ABCDEF"u8[b & 15];
            }
        }
    }

    public void AddString(ReadOnlySpan<byte> text)
    {
        Need(2 + (2 * text.Length));
        _bytes[Count++] = (byte)'(';
        foreach (var b in text)
        {
            if (b is (byte)'(' or (byte)')' or (byte)'\\' or (byte)'\r')
            {
                _bytes[Count++] = (byte)'\\';
                _bytes[Count++] = b == '\r' ? (byte)'r' : b;
            }
            else
            {
                _bytes[Count++] = b;
            }
        }

        _bytes[Count++] = (byte)')';
    }

    /// <summary>A scalar; other kinds as null.</summary>
    public void AddScalar(PdfObject value)
    {
        switch (value.Kind)
        {
            case PdfKind.Boolean:
                Add(value.Boolean ? "true"u8 : "false"u8);
                break;
            case PdfKind.Integer:
                AddNumber(value.Integer);
                break;
            case PdfKind.Real:
                AddReal(value);
                break;
            case PdfKind.Name:
                AddName(value.Bytes);
                break;
            case PdfKind.String:
                AddString(value.Bytes);
                break;
            default:
                Add("null"u8);
                break;
        }
    }

    // A well-formed number keeps its digits; 1e5, --1 and 1.2.3 are written as what we read.
    private void AddReal(PdfObject value)
    {
        var text = value.RealText;
        var digits = text is [(byte)'-' or (byte)'+', ..] ? text[1..] : text;
        var point = digits.IndexOf((byte)'.');
        if (point >= 0 && digits.Length is > 1 and < 40 && digits[(point + 1)..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0 && digits[..point].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0)
        {
            Add(text);
            return;
        }

        var number = Math.Clamp(value.Number, -1e15, 1e15);
        Need(40);
        Utf8Formatter.TryFormat((decimal)number, _bytes.AsSpan(Count), out var written, new System.Buffers.StandardFormat('F', 5));
        Count += written;
    }

    private void Need(int more)
    {
        if (_bytes.Length - Count < more)
        {
            System.Array.Resize(ref _bytes, (int)Math.Min(System.Array.MaxLength, Math.Max(_bytes.Length * 2L, (long)Count + more)));
        }
    }
}
