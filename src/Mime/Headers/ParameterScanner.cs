namespace Mugai.Mime;

/// <summary>
/// Splits "value; name=value; name="quoted"" (RFC 2045 5.1) as it is found in the wild. Never fails: what does not follow the grammar
/// sets <see cref="SawBad"/> and is read as documented at each place. Work is linear; at most <see cref="MaxParameters"/> are read.
/// </summary>
internal ref struct ParameterScanner(ReadOnlySpan<byte> raw)
{
    /// <summary>RFC 2231 splits a long name into pieces of some 60 bytes; 200 of them are 12 KB of file name.</summary>
    public const int MaxParameters = 200;

    private readonly ReadOnlySpan<byte> _raw = raw;
    private int _position;
    private int _read;

    public bool SawBad { get; private set; }

    /// <summary>The last parameter's name as it came.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>The last parameter's value: inside of the quotes, escapes and folds still in it.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    public bool IsQuoted { get; private set; }

    /// <summary>True when the last parameter did not follow the grammar.</summary>
    public bool IsBad { get; private set; }

    /// <summary>What stands before the first ';', comments included.</summary>
    public ReadOnlySpan<byte> ReadMain()
    {
        var end = SkipTo((byte)';', _position);
        var main = _raw[_position..end];
        _position = Math.Min(end + 1, _raw.Length);
        return MimeText.Trim(main);
    }

    public bool Next()
    {
        while (true)
        {
            SkipBlank();
            if (_position >= _raw.Length)
            {
                return false;
            }

            if (_raw[_position] == ';')
            {
                _position++;
                continue;
            }

            if (++_read > MaxParameters)
            {
                SawBad = true;
                _position = _raw.Length;
                return false;
            }

            IsBad = false;
            if (ReadOne())
            {
                SawBad |= IsBad;
                return true;
            }

            SawBad = true;
        }
    }

    private bool ReadOne()
    {
        var rest = _raw[_position..];
        var end = rest.IndexOfAny(MimeText.NameEnds);
        if (end < 0)
        {
            // A word without '=': dropped.
            _position = _raw.Length;
            return false;
        }

        Name = rest[..end];
        _position += end;
        SkipBlank();
        if (_position >= _raw.Length || _raw[_position] != '=')
        {
            // A word without '=': dropped; what follows is looked at as the next parameter.
            return false;
        }

        _position++;
        SkipBlank();
        IsBad |= Name.IsEmpty;
        if (_position < _raw.Length && _raw[_position] == '"')
        {
            ReadQuoted();
        }
        else
        {
            ReadUnquoted();
        }

        return true;
    }

    private void ReadQuoted()
    {
        IsQuoted = true;
        var start = _position + 1;
        var end = MimeText.SkipQuoted(_raw, _position, out var isClosed);
        if (!isClosed)
        {
            // No closing quote: all that is left is the value.
            Value = _raw[start..];
            IsBad = true;
            _position = _raw.Length;
            return;
        }

        Value = _raw[start..(end - 1)];
        _position = end;

        // Raw ISO-2022-JP: others end the string at a quote that is half a kanji.
        IsBad |= Value.Contains(MimeText.Escape);
        SkipBlank();
        if (_position < _raw.Length && _raw[_position] != ';')
        {
            // Text after the closing quote; we take it for the next parameter whose ';' is missing.
            IsBad = true;
        }
    }

    private void ReadUnquoted()
    {
        IsQuoted = false;
        var rest = _raw[_position..];
        var length = rest.IndexOf((byte)';');
        var segment = length < 0 ? rest : rest[..length];
        var blank = segment.IndexOfAny(MimeText.Blanks);
        if (blank < 0)
        {
            Value = segment;
            _position += segment.Length;
            return;
        }

        var start = _position;
        _position += blank;
        SkipBlank();
        if (_position >= start + segment.Length)
        {
            Value = segment[..blank];
            return;
        }

        // "name=my file.txt" is one value; "charset=x boundary=y" lacks a ';'.
        IsBad = true;
        if (_raw[_position..(start + segment.Length)].Contains((byte)'='))
        {
            Value = segment[..blank];
            return;
        }

        Value = MimeText.Trim(segment);
        _position = start + segment.Length;
    }

    /// <summary>White space, line ends of folds, comments.</summary>
    private void SkipBlank()
    {
        while (_position < _raw.Length)
        {
            var c = _raw[_position];
            if (c is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            {
                _position++;
            }
            else if (c == '(')
            {
                _position = MimeText.SkipComment(_raw, _position);
            }
            else
            {
                return;
            }
        }
    }

    /// <summary>Position of the byte outside of quotes and comments, or the end.</summary>
    private readonly int SkipTo(byte wanted, int from)
    {
        var i = from;
        while (i < _raw.Length)
        {
            var c = _raw[i];
            if (c == wanted)
            {
                return i;
            }

            i = c switch
            {
                (byte)'(' => MimeText.SkipComment(_raw, i),
                (byte)'"' => MimeText.SkipQuoted(_raw, i),
                _ => i + 1,
            };
        }

        return _raw.Length;
    }
}
