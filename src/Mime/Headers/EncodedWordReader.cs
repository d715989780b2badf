using System.Buffers;
using System.Text;

namespace Mugai.Mime;

/// <summary>One pass over an unfolded value. Linear: a missing terminator is remembered, so that it is searched for once.</summary>
internal ref struct EncodedWordReader(ReadOnlySpan<byte> value)
{
    private const int MaxCharsetBytes = 60;

    private readonly ReadOnlySpan<byte> _value = value;
    private readonly StringBuilder _text = new(value.Length);
    private readonly ArrayBufferWriter<byte> _joined = new();
    private CharsetLabel _rawCharset;
    private bool _rawCharsetKnown;
    private bool _hadErrors;
    private bool _noTerminator;

    // The word that is being joined.
    private string? _charset;
    private bool _isBase64;
    private int _bits;
    private int _bitCount;

    public DecodedText Read()
    {
        var position = 0;
        while (position < _value.Length)
        {
            var start = FindWord(position, out var word);
            if (start < 0)
            {
                break;
            }

            var between = _value[position..start];
            var isGap = _charset is not null && !between.ContainsAnyExcept(MimeText.Blanks);
            if (!isGap)
            {
                EndWords();
                AppendRaw(between);
            }

            var charset = Encoding.ASCII.GetString(word.Charset);
            if (_charset is null || !isGap || _isBase64 != word.IsBase64 || !string.Equals(_charset, charset, StringComparison.OrdinalIgnoreCase))
            {
                EndWords();
                _charset = charset;
                _isBase64 = word.IsBase64;
            }

            Append(word);
            position = word.End;
        }

        EndWords();
        AppendRaw(_value[position..]);
        return new DecodedText(_text.ToString(), _hadErrors);
    }

    private ref struct Word
    {
        public ReadOnlySpan<byte> Charset;
        public ReadOnlySpan<byte> Text;
        public bool IsBase64;
        public int End;
    }

    /// <summary>Start of the next "=?charset?B?text?=" or -1.</summary>
    private int FindWord(int from, scoped out Word word)
    {
        word = default;
        var i = from;
        while (!_noTerminator)
        {
            var hop = _value[i..].IndexOfAny((byte)'=', MimeText.Escape);
            if (hop < 0 || i + hop + 1 >= _value.Length)
            {
                return -1;
            }

            i += hop;
            if (_value[i] == MimeText.Escape)
            {
                // In raw ISO-2022-JP the bytes "=?" are a kanji.
                i = MimeText.SkipEscape(_value, i);
                continue;
            }

            if (_value[i + 1] == '?' && TryWord(i, out var found))
            {
                word.Charset = found.Charset;
                word.Text = found.Text;
                word.IsBase64 = found.IsBase64;
                word.End = found.End;
                return i;
            }

            i++;
        }

        return -1;
    }

    private bool TryWord(int start, out Word word)
    {
        word = default;
        var rest = _value[(start + 2)..];
        var head = rest.Length > MaxCharsetBytes ? rest[..MaxCharsetBytes] : rest;
        var mark = head.IndexOf((byte)'?');
        if (mark <= 0 || mark + 2 >= rest.Length || rest[mark + 2] != '?' || head[..mark].ContainsAny(MimeText.Blanks))
        {
            return false;
        }

        var encoding = rest[mark + 1] | 0x20;
        if (encoding is not ('b' or 'q'))
        {
            return false;
        }

        var text = rest[(mark + 3)..];
        var end = text.IndexOf("?="u8);
        if (end < 0)
        {
            // None behind this place means none behind any later one.
            _noTerminator = true;
            return false;
        }

        // RFC 2231 5: the language after '*' says nothing about the bytes.
        var charset = head[..mark];
        var star = charset.IndexOf((byte)'*');
        word.Charset = star > 0 ? charset[..star] : charset;
        word.Text = text[..end];
        word.IsBase64 = encoding == 'b';
        word.End = start + 2 + mark + 3 + end + 2;
        return true;
    }

    private void Append(scoped in Word word)
    {
        if (word.IsBase64)
        {
            AppendBase64(word.Text);
        }
        else
        {
            AppendQ(word.Text);
        }
    }

    /// <summary>Bits run on across words, since some mailers cut the base64 text anywhere; padding starts a new quantum.</summary>
    private void AppendBase64(scoped ReadOnlySpan<byte> text)
    {
        var output = _joined.GetSpan(text.Length + 1);
        var length = 0;
        foreach (var c in text)
        {
            var value = Base64Value(c);
            if (value >= 0)
            {
                _bits = (_bits << 6) | value;
                _bitCount += 6;
                if (_bitCount >= 8)
                {
                    _bitCount -= 8;
                    output[length++] = (byte)(_bits >> _bitCount);
                    _bits &= (1 << _bitCount) - 1;
                }
            }
            else if (c == '=')
            {
                _bits = _bitCount = 0;
            }
            else if (c is not ((byte)' ' or (byte)'\t'))
            {
                _hadErrors = true;
            }
        }

        _joined.Advance(length);
    }

    private void AppendQ(scoped ReadOnlySpan<byte> text)
    {
        var output = _joined.GetSpan(text.Length + 1);
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '_')
            {
                c = (byte)' ';
            }
            else if (c == '=')
            {
                if (i + 2 < text.Length && Hex(text[i + 1]) >= 0 && Hex(text[i + 2]) >= 0)
                {
                    c = (byte)((Hex(text[i + 1]) << 4) | Hex(text[i + 2]));
                    i += 2;
                }
                else
                {
                    _hadErrors = true;
                }
            }

            output[length++] = c;
        }

        _joined.Advance(length);
    }

    private void EndWords()
    {
        if (_charset is null)
        {
            return;
        }

        // Two or more left-over bits other than zero were the beginning of a byte.
        _hadErrors |= _isBase64 && _bitCount >= 6;
        var decoder = CharsetDecoder.For(_charset);
        AppendDecoded(decoder, _joined.WrittenSpan);
        _hadErrors |= decoder.Defect != MimeDefect.None;
        _joined.ResetWrittenCount();
        _charset = null;
        _bits = _bitCount = 0;
    }

    private void AppendRaw(scoped ReadOnlySpan<byte> raw)
    {
        if (raw.IsEmpty)
        {
            return;
        }

        if (!_rawCharsetKnown)
        {
            _rawCharset = CharsetDetector.Detect(_value);
            _rawCharsetKnown = true;
        }

        var decoder = CharsetDecoder.For(_rawCharset);
        AppendDecoded(decoder, raw);
        _hadErrors |= decoder.HadErrors;
    }

    private readonly void AppendDecoded(CharsetDecoder decoder, scoped ReadOnlySpan<byte> bytes)
    {
        var chars = new ArrayBufferWriter<char>(Math.Max(16, bytes.Length));
        decoder.Decode(bytes, isFinal: true, chars);
        _text.Append(chars.WrittenSpan);
    }

    private static int Base64Value(byte c) => c switch
    {
        >= (byte)'A' and <= (byte)'Z' => c - 'A',
        >= (byte)'a' and <= (byte)'z' => c - 'a' + 26,
        >= (byte)'0' and <= (byte)'9' => c - '0' + 52,
        (byte)'+' => 62,
        (byte)'/' => 63,
        _ => -1,
    };

    private static int Hex(byte c) => c switch
    {
        >= (byte)'0' and <= (byte)'9' => c - '0',
        >= (byte)'A' and <= (byte)'F' => c - 'A' + 10,
        >= (byte)'a' and <= (byte)'f' => c - 'a' + 10,
        _ => -1,
    };
}
