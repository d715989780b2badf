using System.Buffers;
using System.Text;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Cad;

/// <summary>Kinds of tokens of an exchange structure (ISO 10303-21, 5.4 and 6).</summary>
internal enum TokenKind
{
    End,
    Broken,
    Keyword,
    Instance,
    Number,
    Text,
    Enumeration,
    Binary,
    Sign,
    Feature,
}

/// <summary>
/// Tokens of an exchange structure, comments skipped and counted. A comment that begins with <c>/*SXF</c> is the envelope of a feature (SXF): it comes as a token of its own with the version
/// as its bytes, and what it holds comes as tokens up to its end. Bytes in, no recursion, tokens bounded.
/// </summary>
internal sealed class ExchangeTokens(Stream content, bool isDoubleByte, Budget budget)
{
    // The standard allows 32,769 octets of string.
    private const int MaxTokenBytes = 64 * 1_024;

    private readonly byte[] _buffer = new byte[32_768];
    private readonly ArrayBufferWriter<byte> _token = new(256);
    private int _at;
    private int _end;

    /// <summary>What the token is.</summary>
    public TokenKind Kind { get; private set; }

    /// <summary>Its bytes: of a string without its quotes, of an enumeration without its dots.</summary>
    public ReadOnlySpan<byte> Bytes => _token.WrittenSpan;

    /// <summary>Comments that were skipped.</summary>
    public int Comments { get; private set; }

    /// <summary>Inside the envelope of a feature.</summary>
    public bool IsFeature { get; private set; }

    public bool IsSign(char sign) => Kind == TokenKind.Sign && _token.WrittenSpan[0] == sign;

    public string Word => Encoding.ASCII.GetString(Bytes[..Math.Min(Bytes.Length, 128)]);

    /// <summary>Moves on and says what it found.</summary>
    public TokenKind Read()
    {
        budget.ChargeObjects(1);
        _token.ResetWrittenCount();
        while (true)
        {
            var c = Next();
            switch (c)
            {
                case < 0:
                    return Kind = TokenKind.End;
                case ' ' or '\t' or '\r' or '\n' or '\f' or '\v' or 0x1A:
                    continue;
                case '/' when Peek() == '*':
                    Next();
                    if (!IsFeature && Envelope())
                    {
                        return Kind;
                    }

                    continue;
                default:
                    return Kind = Token(c);
            }
        }
    }

    private TokenKind Token(int c)
    {
        switch (c)
        {
            case '\'':
                return Text();
            case '"':
                return Run(TokenKind.Binary, b => char.IsAsciiHexDigit((char)b)) == TokenKind.Binary && Next() == '"' ? TokenKind.Binary : TokenKind.Broken;
            case '#':
                return Run(TokenKind.Instance, b => char.IsAsciiDigit((char)b));
            case '(' or ')' or ',' or ';' or '=' or '$' or '*':
                Add(c);
                return TokenKind.Sign;
            case '.' when Peek() is >= 'A' and <= 'Z':
                return Run(TokenKind.Enumeration, b => char.IsAsciiLetterUpper((char)b) || char.IsAsciiDigit((char)b) || b == '_') == TokenKind.Enumeration && Next() == '.'
                    ? TokenKind.Enumeration : TokenKind.Broken;
            case '+' or '-' or '.' or (>= '0' and <= '9'):
                Add(c);
                return Run(TokenKind.Number, b => char.IsAsciiDigit((char)b) || b is '.' or 'E' or 'e' or '+' or '-');
            case (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or '!' or '_':
                Add(c);
                return Run(TokenKind.Keyword, b => char.IsAsciiLetterOrDigit((char)b) || b is '_' or '-' or '.') is var kind && IsFeature && EndsEnvelope() ? TokenKind.Feature : kind;
            default:
                return TokenKind.Broken;
        }
    }

    private TokenKind Run(TokenKind kind, Func<int, bool> allowed)
    {
        while (Peek() is var c && c >= 0 && allowed(c))
        {
            if (_token.WrittenCount >= 256 && kind != TokenKind.Binary || _token.WrittenCount >= MaxTokenBytes)
            {
                return TokenKind.Broken;
            }

            Add(Next());
        }

        return kind;
    }

    // A quote is doubled inside a string; in the features of SXF it may stand behind a backslash too.
    private TokenKind Text()
    {
        while (true)
        {
            var c = Next();
            if (c < 0 || _token.WrittenCount >= MaxTokenBytes)
            {
                return TokenKind.Broken;
            }

            if (c == '\'')
            {
                if (Peek() != '\'')
                {
                    return TokenKind.Text;
                }

                Add(c);
                Add(Next());
            }
            else if (isDoubleByte && c is ((>= 0x81 and <= 0x9F) or (>= 0xE0 and <= 0xFC)))
            {
                // Half a character must not reach the decoder, which would take the quote behind it for the other half.
                var isWhole = Peek() >= 0x40;
                Add(isWhole ? c : '?');
                if (isWhole)
                {
                    Add(Next());
                }
            }
            else if (IsFeature && c == '\\' && Peek() is '\'' or '\r' or '\n')
            {
                // The line end goes, and its backslash with it: it would take the next quote for its own.
                var quote = Next();
                if (quote == '\'')
                {
                    Add(c);
                    Add(quote);
                }
            }
            else if (c is not ('\r' or '\n'))
            {
                // Line ends inside a string belong to no character (6.4.3).
                Add(c);
            }
        }
    }

    // After "/*": true at the beginning of a feature; otherwise the comment is skipped.
    private bool Envelope()
    {
        foreach (var expected in "SXF"u8)
        {
            if (Peek() != expected)
            {
                Skip();
                return false;
            }

            Next();
        }

        while (Peek() is (>= '0' and <= '9') or '.' && _token.WrittenCount < 8)
        {
            Add(Next());
        }

        if (Peek() is not (' ' or '\r' or '\n' or '\t'))
        {
            _token.ResetWrittenCount();
            Skip();
            return false;
        }

        IsFeature = true;
        Kind = TokenKind.Feature;
        return true;
    }

    private bool EndsEnvelope()
    {
        if (!Bytes.StartsWith("SXF"u8) || Peek() != '*')
        {
            return false;
        }

        Next();
        if (Peek() != '/')
        {
            return false;
        }

        Next();
        IsFeature = false;
        return true;
    }

    private void Skip()
    {
        Comments++;
        var star = false;
        while (Next() is var c && c >= 0 && !(star && c == '/'))
        {
            star = c == '*';
        }
    }

    private void Add(int c)
    {
        _token.GetSpan(1)[0] = (byte)c;
        _token.Advance(1);
    }

    private int Peek()
    {
        if (_at == _end)
        {
            _end = content.Read(_buffer, 0, _buffer.Length);
            _at = 0;
        }

        return _end == 0 ? -1 : _buffer[_at];
    }

    private int Next()
    {
        var c = Peek();
        _at += c < 0 ? 0 : 1;
        return c;
    }
}
