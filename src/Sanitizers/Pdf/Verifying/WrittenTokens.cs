namespace Mugai.Sanitizers.Pdf.Verifying;

/// <summary>The kinds of token our writer writes.</summary>
internal enum WrittenToken : byte
{
    End,
    Fault,
    Number,
    Reference,
    Name,
    String,
    Word,
    Open,
    Close,
    ArrayOpen,
    ArrayClose,
}

/// <summary>Tokens of a written object: no comments, no hexadecimal strings outside the trailer, single blanks. What our writer never writes is a fault.</summary>
internal struct WrittenTokens(byte[] bytes, int position, int end = -1)
{
    private readonly int _end = end < 0 ? bytes.Length : end;
    private int _start;
    private int _length;

    public int Position { get; private set; } = position;

    /// <summary>Of a reference.</summary>
    public int Number { get; private set; }

    public readonly ReadOnlySpan<byte> Bytes => bytes.AsSpan(_start, _length);

    public WrittenToken Next()
    {
        while (Position < _end && bytes[Position] is (byte)' ' or (byte)'\n')
        {
            Position++;
        }

        _start = Position;
        if (Position >= _end)
        {
            return WrittenToken.End;
        }

        var b = bytes[Position++];
        switch (b)
        {
            case (byte)'<' when Position < _end && bytes[Position] == '<':
                Position++;
                return WrittenToken.Open;
            case (byte)'>' when Position < _end && bytes[Position] == '>':
                Position++;
                return WrittenToken.Close;
            case (byte)'[':
                return WrittenToken.ArrayOpen;
            case (byte)']':
                return WrittenToken.ArrayClose;
            case (byte)'/':
                return Name();
            case (byte)'(':
                return Text();
            case (byte)'-' or (byte)'+' or (byte)'.' or (>= (byte)'0' and <= (byte)'9'):
                return Numeral();
            case >= (byte)'a' and <= (byte)'z':
                Run();
                return WrittenToken.Word;
            default:
                return WrittenToken.Fault;
        }
    }

    public bool TryNumber(out int value) => Next() == WrittenToken.Number & int.TryParse(Bytes, out value) && value >= 0;

    public bool TryWord(ReadOnlySpan<byte> word) => Next() == WrittenToken.Word && Bytes.SequenceEqual(word);

    private void Run()
    {
        while (Position < _end && bytes[Position] is (>= (byte)'a' and <= (byte)'z') or (>= (byte)'A' and <= (byte)'Z') or (>= (byte)'0' and <= (byte)'9') or (byte)'.' or (byte)'-' or (byte)'+')
        {
            Position++;
        }

        _length = Position - _start;
    }

    private WrittenToken Name()
    {
        _start = Position;
        while (Position < _end && bytes[Position] is > 32 and < 127 and not ((byte)'/' or (byte)'(' or (byte)')' or (byte)'<' or (byte)'>' or (byte)'[' or (byte)']' or (byte)'{' or (byte)'}' or (byte)'%'))
        {
            Position++;
        }

        _length = Position - _start;
        return WrittenToken.Name;
    }

    private WrittenToken Text()
    {
        _start = Position;
        for (; Position < _end; Position++)
        {
            if (bytes[Position] == '\\')
            {
                Position++;
            }
            else if (bytes[Position] == ')')
            {
                _length = Position++ - _start;
                return WrittenToken.String;
            }
            else if (bytes[Position] == '(')
            {
                return WrittenToken.Fault;
            }
        }

        return WrittenToken.Fault;
    }

    // A number, and the rest of a reference when it stands there.
    private WrittenToken Numeral()
    {
        Run();
        if (Position + 3 < _end && bytes.AsSpan(Position, 4).SequenceEqual(" 0 R"u8) && int.TryParse(Bytes, out var number))
        {
            Number = number;
            Position += 4;
            return WrittenToken.Reference;
        }

        return WrittenToken.Number;
    }
}
