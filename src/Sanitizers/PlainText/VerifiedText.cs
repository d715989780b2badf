namespace Mugai.Sanitizers.PlainText;

/// <summary>
/// Code points of an output as a strict stranger decodes them: UTF-8 (RFC 3629, 4) of characters that may stand in clean text, nothing else. For
/// verifiers; the first thing that is wrong ends the text and says so in <see cref="Fault"/>.
/// </summary>
internal sealed class VerifiedText(Stream output)
{
    private readonly byte[] _buffer = new byte[(int)Math.Clamp(output.Length, 1, 32_768)];
    private int _at;
    private int _end;
    private long _passed;
    private int _peeked = -2;

    /// <summary>What is wrong; null so far.</summary>
    public string? Fault { get; private set; }

    /// <summary>The next code point without taking it; -1 at the end.</summary>
    public int Peek() => _peeked == -2 ? _peeked = Decode() : _peeked;

    /// <summary>Takes the next code point; -1 at the end.</summary>
    public int Next()
    {
        var point = Peek();
        _peeked = -2;
        return point;
    }

    /// <summary>Takes <paramref name="expected"/> (ASCII) or says that it is missing.</summary>
    public bool Take(string expected)
    {
        foreach (var c in expected)
        {
            if (Next() != c)
            {
                Fail($"something else than \"{expected.Trim()}\"");
                return false;
            }
        }

        return true;
    }

    /// <summary>Takes a run of ASCII characters that <paramref name="allowed"/> lets stand, at most <paramref name="max"/>.</summary>
    public string TakeWhile(Func<int, bool> allowed, int max)
    {
        Span<char> name = stackalloc char[Math.Min(max, 256)];
        var length = 0;
        while (length < name.Length && Peek() is >= 0 and < 128 && allowed(Peek()))
        {
            name[length++] = (char)Next();
        }

        return name[..length].ToString();
    }

    /// <summary>Ends the text with a fault, unless there is one already.</summary>
    public string Fail(string what)
    {
        Fault ??= $"The output holds {what} before byte {_passed + _at}.";
        _peeked = -1;
        return Fault;
    }

    private int Decode()
    {
        if (Fault is not null)
        {
            return -1;
        }

        var first = NextByte();
        if (first < 0x80)
        {
            return first < 0 || PlainTextVerifier.MayStand(first) ? first : Wrong($"U+{first:X4}");
        }

        var (point, pending, smallest) = first switch
        {
            >= 0xC2 and <= 0xDF => (first & 0x1F, 1, 0x80),
            >= 0xE0 and <= 0xEF => (first & 0x0F, 2, 0x800),
            >= 0xF0 and <= 0xF4 => (first & 0x07, 3, 0x10000),
            _ => (0, 0, int.MaxValue),
        };
        for (; pending > 0; pending--)
        {
            var next = NextByte();
            if (next < 0 || (next & 0xC0) != 0x80)
            {
                return Wrong("an unfinished character");
            }

            point = (point << 6) | (next & 0x3F);
        }

        return point < smallest || point > 0x10FFFF || point is >= 0xD800 and < 0xE000 ? Wrong("bytes that are not UTF-8")
            : PlainTextVerifier.MayStand(point) ? point : Wrong($"U+{point:X4}");
    }

    private int Wrong(string what)
    {
        Fail(what);
        return -1;
    }

    private int NextByte()
    {
        if (_at == _end)
        {
            _passed += _end;
            _end = output.Read(_buffer, 0, _buffer.Length);
            _at = 0;
            if (_end == 0)
            {
                return -1;
            }
        }

        return _buffer[_at++];
    }
}
