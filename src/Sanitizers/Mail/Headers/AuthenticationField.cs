using System.Buffers;
using System.Text;

namespace Mugai.Sanitizers.Mail.Headers;

/// <summary>
/// One Authentication-Results field (RFC 8601 2.2), read once from its beginning to its end: comments, which nest, are skipped by counting. Of an entry the method and its result are taken;
/// what follows it (reason, properties) is passed over up to the next semicolon.
/// </summary>
internal ref struct AuthenticationField(ReadOnlySpan<byte> value)
{
    // Longer than any name of a host, method or result; the rest of a longer one is passed over, and it is none that is known.
    private const int MaxWord = 256;

    private static readonly SearchValues<byte> s_wordEnds = SearchValues.Create(" \t\r\n;=/\"()"u8);

    private readonly ReadOnlySpan<byte> _value = value;
    private int _at;
    private bool _isBroken;

    private enum Kind
    {
        End,
        Semicolon,
        Equals,
        Slash,
        Word,
    }

    /// <summary>The name of who wrote it, lower-case; empty when it has none that can be read.</summary>
    public string ReadAuthservId()
    {
        var (kind, id) = Next();
        if (kind != Kind.Word)
        {
            return "";
        }

        (kind, var version) = Next();
        if (kind == Kind.Word && version.All(char.IsAsciiDigit))
        {
            (kind, _) = Next();
        }

        return !_isBroken && kind is Kind.Semicolon or Kind.End ? id.ToLowerInvariant() : "";
    }

    /// <summary>Takes the entries behind the name.</summary>
    public void ReadResults(AuthenticationTally tally)
    {
        var kind = Kind.Semicolon;
        while (kind == Kind.Semicolon)
        {
            kind = ReadEntry(tally);
        }

        tally.EndField(!_isBroken);
    }

    private Kind ReadEntry(AuthenticationTally tally)
    {
        var (kind, method) = Next();
        var (isMethod, result, isOfHelo) = (kind == Kind.Word, "", false);
        if (isMethod)
        {
            (kind, _) = Next();
            if (kind == Kind.Slash)
            {
                (kind, _) = Next();
                (kind, _) = kind == Kind.Word ? Next() : (kind, "");
            }

            if (kind == Kind.Equals)
            {
                (kind, result) = Next();
                isMethod = kind == Kind.Word;
            }
        }

        while (kind is not (Kind.Semicolon or Kind.End))
        {
            (kind, var word) = Next();
            isOfHelo |= kind == Kind.Word && word.Equals("smtp.helo", StringComparison.OrdinalIgnoreCase);
        }

        if (isMethod && result.Length > 0)
        {
            tally.Add(method, result, isOfHelo);
        }

        return kind;
    }

    private (Kind Kind, string Word) Next()
    {
        SkipBlanks();
        if (_at >= _value.Length)
        {
            return (Kind.End, "");
        }

        switch (_value[_at])
        {
            case (byte)';':
                _at++;
                return (Kind.Semicolon, "");
            case (byte)'=':
                _at++;
                return (Kind.Equals, "");
            case (byte)'/':
                _at++;
                return (Kind.Slash, "");
            case (byte)'"':
                return (Kind.Word, ReadQuoted());
            default:
                var end = _value[_at..].IndexOfAny(s_wordEnds);
                var word = end < 0 ? _value[_at..] : _value.Slice(_at, end);
                _at += word.Length;
                return (Kind.Word, Encoding.Latin1.GetString(word[..Math.Min(word.Length, MaxWord)]));
        }
    }

    private string ReadQuoted()
    {
        var word = new StringBuilder();
        for (_at++; _at < _value.Length; _at++)
        {
            var b = _value[_at];
            if (b == '"')
            {
                _at++;
                return word.ToString();
            }

            if (b == '\\' && _at + 1 < _value.Length)
            {
                b = _value[++_at];
            }

            if (word.Length < MaxWord)
            {
                word.Append((char)b);
            }
        }

        _isBroken = true;
        return word.ToString();
    }

    private void SkipBlanks()
    {
        var depth = 0;
        for (; _at < _value.Length; _at++)
        {
            var b = _value[_at];
            if (b == '(')
            {
                depth++;
            }
            else if (depth > 0)
            {
                depth -= b == ')' ? 1 : 0;
                _at += b == '\\' ? 1 : 0;
            }
            else if (b == ')')
            {
                // The end of nothing: whatever was meant to be a comment is not.
                _isBroken = true;
            }
            else if (b is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
            {
                return;
            }
        }

        _isBroken |= depth > 0;
    }
}
