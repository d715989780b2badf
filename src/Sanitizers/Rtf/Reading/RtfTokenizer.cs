using System.Buffers;

namespace Mugai.Sanitizers.Rtf.Reading;

/// <summary>Splits RTF (specification 1.9.1) into tokens, text in runs as long as the buffer holds. No exception on any input, memory is one buffer.</summary>
internal sealed class RtfTokenizer(Stream content)
{
    private const int BufferBytes = 64 * 1024;

    // The longest word of the specification has 25 letters and none may have more than 32; what is longer is no word of it.
    private const int MaxWord = 32;

    private static readonly SearchValues<byte> Marks = SearchValues.Create("\\{}\r\n\0"u8);
    private static readonly SearchValues<byte> MarksAndLeads = SearchValues.Create([.. "\\{}\r\n\0"u8, .. Enumerable.Range(0x80, 0x80).Select(b => (byte)b)]);

    private readonly byte[] _buffer = new byte[BufferBytes];
    private readonly char[] _word = new char[MaxWord];
    private int _at;
    private int _end;
    private int _wordLength;
    private int _textStart;
    private int _textLength;
    private long _binary;
    private bool _isDrained;

    /// <summary>Name of the last control; a symbol is one character; empty when it can be none.</summary>
    public ReadOnlySpan<char> Name => _word.AsSpan(0, _wordLength);

    /// <summary>Its number; null when it had none.</summary>
    public int? Number { get; private set; }

    /// <summary>The last run of text. Valid until the next token.</summary>
    public ReadOnlySpan<byte> Text => _buffer.AsSpan(_textStart, _textLength);

    /// <summary>The last byte that came as \'hh.</summary>
    public byte Value { get; private set; }

    /// <summary>The code page in force has characters of two bytes, of which the second can be a brace or a backslash.</summary>
    public bool IsDoubleByte { get; set; }

    /// <summary>Binary data reached beyond the end.</summary>
    public bool IsBinaryCut { get; private set; }

    /// <summary>Bytes read so far.</summary>
    public long Position { get; private set; }

    public RtfToken Read()
    {
        while (_binary > 0)
        {
            ReadBinary();
        }

        while (true)
        {
            if (_at == _end && !Fill(1))
            {
                return RtfToken.End;
            }

            switch (_buffer[_at])
            {
                case (byte)'{':
                    _at++;
                    return RtfToken.GroupBegin;
                case (byte)'}':
                    _at++;
                    return RtfToken.GroupEnd;
                case (byte)'\r' or (byte)'\n' or 0:
                    _at++;
                    continue;
                case (byte)'\\':
                    return Control();
                default:
                    TakeText();
                    return RtfToken.Text;
            }
        }
    }

    /// <summary>The next piece of the binary data behind the last token; empty at its end. What is not read is passed over.</summary>
    public ReadOnlySpan<byte> ReadBinary()
    {
        if (_binary == 0)
        {
            return default;
        }

        if (_at == _end && !Fill(1))
        {
            (_binary, IsBinaryCut) = (0, true);
            return default;
        }

        var count = (int)Math.Min(_binary, _end - _at);
        _at += count;
        _binary -= count;
        return _buffer.AsSpan(_at - count, count);
    }

    /// <summary>True when only white space and zeros follow.</summary>
    public bool IsRestEmpty()
    {
        do
        {
            if (_buffer.AsSpan(_at, _end - _at).ContainsAnyExcept(" \t\r\n\0"u8))
            {
                return false;
            }

            _at = _end;
        }
        while (Fill(1));
        return true;
    }

    private RtfToken Control()
    {
        // One byte behind a word decides where it ends; hex takes two.
        Fill(4);
        Number = null;
        _at++;
        if (_at == _end)
        {
            return Symbol('\0');
        }

        var c = _buffer[_at];
        if (char.IsAsciiLetter((char)c))
        {
            return Word();
        }

        _at++;
        switch (c)
        {
            case (byte)'\\' or (byte)'{' or (byte)'}':
                (_textStart, _textLength) = (_at - 1, 1);
                return RtfToken.Text;
            case (byte)'\'' when _at + 1 < _end && char.IsAsciiHexDigit((char)_buffer[_at]) && char.IsAsciiHexDigit((char)_buffer[_at + 1]):
                Value = (byte)((Hex(_buffer[_at]) << 4) | Hex(_buffer[_at + 1]));
                _at += 2;
                return RtfToken.Hex;
            case (byte)'\r' or (byte)'\n':
                return Named("par");
            case (byte)'\t':
                return Named("tab");
            default:
                return Symbol((char)c);
        }
    }

    private RtfToken Word()
    {
        _wordLength = 0;
        var isLong = false;
        while ((_at < _end || Fill(1)) && char.IsAsciiLetter((char)_buffer[_at]))
        {
            isLong |= _wordLength == MaxWord;
            if (!isLong)
            {
                _word[_wordLength++] = (char)_buffer[_at];
            }

            _at++;
        }

        _wordLength = isLong ? 0 : _wordLength;
        TakeNumber();

        // One blank belongs to the word; anything else does not.
        if ((_at < _end || Fill(1)) && _buffer[_at] == ' ')
        {
            _at++;
        }

        if (Number is > 0 && Name.SequenceEqual("bin"))
        {
            _binary = Number.Value;
            return RtfToken.Binary;
        }

        return RtfToken.Control;
    }

    private void TakeNumber()
    {
        Fill(2);
        var isNegative = _at + 1 < _end && _buffer[_at] == '-' && char.IsAsciiDigit((char)_buffer[_at + 1]);
        _at += isNegative ? 1 : 0;
        if (_at == _end || !char.IsAsciiDigit((char)_buffer[_at]))
        {
            return;
        }

        var number = 0L;
        while ((_at < _end || Fill(1)) && char.IsAsciiDigit((char)_buffer[_at]))
        {
            number = Math.Min((number * 10) + _buffer[_at++] - '0', int.MaxValue);
        }

        Number = (int)(isNegative ? -number : number);
    }

    private void TakeText()
    {
        _textStart = _at;
        while (true)
        {
            var rest = _buffer.AsSpan(_at, _end - _at);
            var run = rest.IndexOfAny(IsDoubleByte ? MarksAndLeads : Marks);
            _at = run < 0 ? _end : _at + run;
            if (run < 0 || _buffer[_at] < 0x80)
            {
                break;
            }

            if (_end - _at < 4)
            {
                if (_at > _textStart)
                {
                    break;
                }

                // The bytes move to the front.
                Fill(4);
                _textStart = _at;
            }

            _at += IsLead(_buffer[_at]) && IsTrail() ? 2 : 1;
        }

        _textLength = _at - _textStart;
    }

    private static bool IsLead(byte c) => c is >= 0x81 and not 0xFF;

    // Japanese programs of the nineties wrote text as it was, and 5C, 7B and 7D are second bytes of common letters; later ones escaped byte by byte. A backslash in front of
    // another one, or of a brace, that begins no control word was written by those.
    private bool IsTrail()
    {
        if (_at + 1 >= _end || _buffer[_at + 1] is < 0x40 or 0x7F or > 0xFC)
        {
            return false;
        }

        if (_buffer[_at + 1] != '\\' || _at + 2 >= _end)
        {
            return true;
        }

        return _buffer[_at + 2] switch
        {
            (byte)'{' or (byte)'}' => false,
            (byte)'\\' => _at + 3 < _end && (char.IsAsciiLetter((char)_buffer[_at + 3]) || _buffer[_at + 3] is (byte)'\'' or (byte)'*' or (byte)'~'),
            _ => true,
        };
    }

    private RtfToken Symbol(char c)
    {
        (_word[0], _wordLength) = (c, 1);
        return RtfToken.Control;
    }

    private RtfToken Named(string name)
    {
        name.CopyTo(_word);
        _wordLength = name.Length;
        return RtfToken.Control;
    }

    // False when nothing more is there; otherwise up to that many bytes are.
    private bool Fill(int count)
    {
        if (_end - _at >= count || _isDrained)
        {
            return _end > _at;
        }

        _buffer.AsSpan(_at, _end - _at).CopyTo(_buffer);
        _end -= _at;
        _at = 0;
        var read = content.ReadAtLeast(_buffer.AsSpan(_end), count - _end, throwOnEndOfStream: false);
        _isDrained = read < count - _end;
        _end += read;
        Position += read;
        return _end > 0;
    }

    private static int Hex(byte c) => c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}
