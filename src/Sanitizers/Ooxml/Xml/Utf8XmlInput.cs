using System.Buffers;
using System.Text.Unicode;
using System.Xml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml.Xml;

/// <summary>
/// The bytes of a part on their way to <see cref="Utf8XmlReader"/>: what is in the buffer is whole UTF-8 characters of XML (2.2) and nothing else. Keeps from <see cref="Kept"/> on, grows for one token up
/// to the limit.
/// </summary>
internal sealed class Utf8XmlInput(Stream content)
{
    // XmlReader and this hold a start tag with all its attributes in memory. The longest seen in real files is a VML path of some 100 KB.
    public const int MaxTokenBytes = 8 << 20;

    private const int FirstBytes = 32_768;

    private static readonly SearchValues<byte> Controls = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(static b => (byte)b).Where(static b => b is not ((byte)'\t' or (byte)'\n' or (byte)'\r'))]);

    private byte[] _buffer = new byte[FirstBytes];
    private int _loaded;
    private int _lines = 1;
    private long _offset;
    private int _taken;

    /// <summary>Whole characters in the buffer.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, Length);

    public int Length { get; private set; }

    /// <summary>Where the reader is.</summary>
    public int At { get; set; }

    /// <summary>What is before it may go: the beginning of the token in hand.</summary>
    public int Kept { get; set; }

    /// <summary>A number for the token in hand, the same in each reading.</summary>
    public long Mark => _offset + Kept;

    public ReadOnlySpan<byte> Rest => _buffer.AsSpan(At, Length - At);

    /// <summary>A new token: the count of what is taken in for it begins anew.</summary>
    public void Begin()
    {
        Kept = At;
        _taken = 0;
    }

    /// <summary>More bytes behind what is there; false at the end. What lies before <see cref="Kept"/> is gone, places move.</summary>
    public bool Fill()
    {
        if (Kept > 0)
        {
            _lines += _buffer.AsSpan(0, Kept).Count((byte)'\n');
            _buffer.AsSpan(Kept, _loaded - Kept).CopyTo(_buffer);
            _offset += Kept;
            _loaded -= Kept;
            Length -= Kept;
            At -= Kept;
            Kept = 0;
        }

        if (_loaded == _buffer.Length)
        {
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }

        var count = content.Read(_buffer.AsSpan(_loaded));
        _taken += count;
        if (_taken > MaxTokenBytes || _loaded > MaxTokenBytes)
        {
            throw new BudgetExceededException(Reason.Budget, "XML token");
        }

        if (count == 0)
        {
            return Length == _loaded ? false : throw Broken("Half a character.");
        }

        _loaded += count;
        Check();
        return true;
    }

    /// <summary>At least <paramref name="count"/> bytes from the place on; false when the part ends before.</summary>
    public bool Ensure(int count)
    {
        while (Length - At < count)
        {
            if (!Fill())
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What the report says of a broken part, with the line.</summary>
    public XmlException Broken(string message)
    {
        var line = _lines + _buffer.AsSpan(0, Math.Min(At, Length)).Count((byte)'\n');
        return new XmlException(message, null, line, 1);
    }

    // From the last whole character to the end of what was loaded.
    private void Check()
    {
        var whole = WholeCharacters(_buffer.AsSpan(Length, _loaded - Length));
        var added = _buffer.AsSpan(Length, whole);
        if (!Utf8.IsValid(added) || added.ContainsAny(Controls))
        {
            throw Broken("No character of XML.");
        }

        // U+FFFE and U+FFFF.
        for (var rest = added; rest.IndexOf<byte>([0xEF, 0xBF]) is var at and >= 0; rest = rest[(at + 2)..])
        {
            if (rest.Length > at + 2 && rest[at + 2] >= 0xBE)
            {
                throw Broken("No character of XML.");
            }
        }

        Length += whole;
    }

    private static int WholeCharacters(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= 3 && back <= bytes.Length; back++)
        {
            var b = bytes[^back];
            if (b >= 0xC0)
            {
                var length = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2;
                return back < length ? bytes.Length - back : bytes.Length;
            }

            if (b < 0x80)
            {
                break;
            }
        }

        return bytes.Length;
    }
}
