namespace Mugai.Sanitizers.Mapi;

/// <summary>What stands next in an RTF stream.</summary>
internal enum RtfToken : byte
{
    End,
    GroupBegin,
    GroupEnd,

    /// <summary>A control word or symbol: its name and number.</summary>
    Control,

    /// <summary>One byte of text, in the code page that is in force.</summary>
    Byte,
}

/// <summary>Splits RTF (specification 1.9.1) into tokens, byte by byte. No exception on any input.</summary>
internal sealed class RtfScanner(Stream content)
{
    private const int MaxWord = 32;

    private readonly char[] _word = new char[MaxWord];
    private int _pushedBack = -1;

    /// <summary>Name of the last control; a symbol is one character.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Its number; null when it had none.</summary>
    public int? Number { get; private set; }

    /// <summary>The last byte of text.</summary>
    public byte Value { get; private set; }

    /// <summary>True when the last byte of text came as \'hh.</summary>
    public bool IsEscaped { get; private set; }

    public RtfToken Read()
    {
        while (true)
        {
            var c = Next();
            switch (c)
            {
                case < 0:
                    return RtfToken.End;
                case '{':
                    return RtfToken.GroupBegin;
                case '}':
                    return RtfToken.GroupEnd;
                case '\r' or '\n' or 0:
                    continue;
                case '\\':
                    return Control();
                default:
                    IsEscaped = false;
                    Value = (byte)c;
                    return RtfToken.Byte;
            }
        }
    }

    /// <summary>Passes over binary data behind \binN.</summary>
    public void Skip(int count)
    {
        while (count-- > 0 && Next() >= 0)
        {
        }
    }

    private RtfToken Control()
    {
        var c = Next();
        Number = null;
        if (c is '\\' or '{' or '}')
        {
            IsEscaped = false;
            Value = (byte)c;
            return RtfToken.Byte;
        }

        if (c == '\'')
        {
            var (high, low) = (Hex(Next()), Hex(Next()));
            IsEscaped = true;
            Value = (byte)((high << 4) | low);
            return RtfToken.Byte;
        }

        if (c is '\r' or '\n')
        {
            Name = "par";
            return RtfToken.Control;
        }

        if (c < 0 || !char.IsAsciiLetter((char)c))
        {
            Name = c < 0 ? "" : ((char)c).ToString();
            return RtfToken.Control;
        }

        ReadWord(c);
        return RtfToken.Control;
    }

    private void ReadWord(int c)
    {
        var length = 0;
        while (c >= 0 && char.IsAsciiLetter((char)c))
        {
            if (length < MaxWord)
            {
                _word[length++] = (char)c;
            }

            c = Next();
        }

        Name = new string(_word, 0, length);
        var isNegative = c == '-';
        c = isNegative ? Next() : c;
        if (c is >= '0' and <= '9')
        {
            var number = 0;
            for (; c is >= '0' and <= '9'; c = Next())
            {
                number = number > 100_000_000 ? number : (number * 10) + c - '0';
            }

            Number = isNegative ? -number : number;
        }

        // One blank belongs to the word; anything else does not.
        _pushedBack = c == ' ' ? -1 : c;
    }

    private int Next()
    {
        if (_pushedBack >= 0)
        {
            var c = _pushedBack;
            _pushedBack = -1;
            return c;
        }

        return content.ReadByte();
    }

    private static int Hex(int c) => c is >= '0' and <= '9' ? c - '0' : (c | 0x20) is >= 'a' and <= 'f' ? (c | 0x20) - 'a' + 10 : 0;
}
