using System.Buffers;
using System.Text;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Cad;

/// <summary>Reads statement by statement and writes each anew on a line of its own, or the words in it.</summary>
internal sealed class ExchangeRebuild(ExchangeTokens tokens, Encoding encoding, Stream output, bool asText, ISanitizeContext context)
{
    private const int MaxDepth = 64;
    private const int MaxStatementBytes = 8 << 20;

    private readonly SortedDictionary<string, int> _found = new(StringComparer.Ordinal);
    private readonly CharacterFilter _characters = new(keepsLineEnds: false);
    private readonly ArrayBufferWriter<byte> _statement = new(1_024);
    private readonly ArrayBufferWriter<byte> _words = new(256);
    private string _entity = "";

    /// <summary>Writes the whole structure; false when it is none.</summary>
    public bool Run()
    {
        if (!Statement() || _entity != "ISO-10303-21")
        {
            return false;
        }

        Put("ISO-10303-21;");
        while (tokens.Read() != TokenKind.End)
        {
            if (!Statement(isRead: true))
            {
                return false;
            }

            switch (_entity)
            {
                case "END-ISO-10303-21":
                    // A signature may stand behind it; nothing of the drawing does.
                    Put("END-ISO-10303-21;");
                    return true;
                case "HEADER":
                    Put("HEADER;");
                    if (!Section(isHeader: true))
                    {
                        return false;
                    }

                    break;
                case "DATA":
                    Flush();
                    if (!Section(isHeader: false))
                    {
                        return false;
                    }

                    break;
                case "ANCHOR" or "REFERENCE" or "SIGNATURE":
                    Count("p21.reference");
                    if (!SkipSection())
                    {
                        return false;
                    }

                    break;
                default:
                    return false;
            }
        }

        return false;
    }

    public void Report()
    {
        if (tokens.Comments > 0)
        {
            context.Report("", "p21.comment", FindingAction.Removed, tokens.Comments);
        }

        foreach (var (code, count) in _found)
        {
            context.Report("", code, FindingAction.Removed, count);
        }

        _characters.Report(context);
    }

    private bool Section(bool isHeader)
    {
        while (tokens.Read() != TokenKind.End)
        {
            if (tokens.Kind == TokenKind.Feature)
            {
                if (isHeader || !Feature())
                {
                    return false;
                }

                continue;
            }

            if (!Statement(isRead: true))
            {
                return false;
            }

            if (_entity == "ENDSEC")
            {
                Put("ENDSEC;");
                return true;
            }

            if (isHeader && !ExchangeRules.IsHeader(_entity))
            {
                Count("p21.header");
                continue;
            }

            if (!isHeader && _statement.WrittenSpan[0] != '#')
            {
                return false;
            }

            Flush();
        }

        return false;
    }

    private bool SkipSection()
    {
        // Its addresses stand in signs that the rest of the grammar does not know.
        while (tokens.Read() != TokenKind.End)
        {
            if (tokens.Kind == TokenKind.Keyword && tokens.Word == "ENDSEC")
            {
                return tokens.Read() == TokenKind.Sign && tokens.IsSign(';');
            }
        }

        return false;
    }

    // Up to the semicolon. _entity is its first keyword. Parentheses are balanced, an instance has its entity behind the sign.
    private bool Statement(bool isRead = false)
    {
        _statement.ResetWrittenCount();
        _words.ResetWrittenCount();
        _entity = "";
        var depth = 0;
        var count = 0;
        var isInstance = false;
        var before = TokenKind.Sign;
        for (var more = isRead || tokens.Read() != TokenKind.End; more; more = tokens.Read() != TokenKind.End)
        {
            if (tokens.IsSign(';'))
            {
                Add(";"u8);
                return depth == 0 && count > 0 && _entity.Length > 0;
            }

            isInstance |= count == 0 && tokens.Kind == TokenKind.Instance;
            var fits = count switch
            {
                0 => tokens.Kind is TokenKind.Instance or TokenKind.Keyword,
                1 when isInstance => tokens.IsSign('='),
                1 => tokens.IsSign('('),
                2 when isInstance => tokens.Kind == TokenKind.Keyword || tokens.IsSign('('),
                _ => depth > 0 || tokens.IsSign('('),
            };
            depth += tokens.IsSign('(') ? 1 : tokens.IsSign(')') ? -1 : 0;
            if (!fits || depth is < 0 or > MaxDepth || _statement.WrittenCount > MaxStatementBytes || !Value(before))
            {
                return false;
            }

            before = tokens.Kind;
            count++;
        }

        return false;
    }

    private bool Value(TokenKind before)
    {
        // Two values without a sign between them would run together.
        if (before != TokenKind.Sign && tokens.Kind != TokenKind.Sign)
        {
            return false;
        }

        switch (tokens.Kind)
        {
            case TokenKind.Keyword:
                if (_entity.Length == 0)
                {
                    _entity = tokens.Word;
                }

                Add(tokens.Bytes);
                return tokens.Bytes.IndexOfAnyInRange((byte)'a', (byte)'z') < 0;
            case TokenKind.Instance:
                Add("#"u8);
                Add(tokens.Bytes);
                return tokens.Bytes.Length is > 0 and < 20;
            case TokenKind.Number or TokenKind.Sign:
                Add(tokens.Bytes);
                return true;
            case TokenKind.Enumeration:
                Add("."u8);
                Add(tokens.Bytes);
                Add("."u8);
                return true;
            case TokenKind.Binary:
                Add("\""u8);
                Add(tokens.Bytes);
                Add("\""u8);
                return true;
            case TokenKind.Text:
                Text();
                return true;
            default:
                return false;
        }
    }

    private void Text()
    {
        var text = Cleaned(encoding.GetString(tokens.Bytes));
        var meant = text.Replace("''", "'", StringComparison.Ordinal);
        meant = tokens.IsFeature ? meant : meant.Replace("\\\\", "\\", StringComparison.Ordinal);
        if (OutsideReference.Is(meant) || (ExchangeRules.NamesFiles(_entity) && meant.AsSpan().ContainsAny("./\\:")))
        {
            // Only the name of the file itself is told by its header, without where it lay.
            text = _entity == "FILE_NAME" ? Last(meant) : "";
            Count("p21.externalFile");
        }

        var bytes = encoding.GetBytes(text);
        Add("'"u8);
        Add(bytes);
        Add("'"u8);
        if (asText && text.Trim().Length > 0)
        {
            _words.Write(new UTF8Encoding(false).GetBytes(meant + "\r\n"));
        }
    }

    // Between quotes piece by piece: what is dropped beside a quote must not make another string of the rest.
    private string Cleaned(string raw)
    {
        if (_characters.IsClean(raw))
        {
            return raw;
        }

        var clean = new StringBuilder(raw.Length);
        var from = 0;
        while (raw.IndexOf('\'', from) is var quote and >= 0)
        {
            var isSlashed = tokens.IsFeature && quote > from && raw[quote - 1] == '\\';
            Piece(raw.AsSpan(from..(isSlashed ? quote - 1 : quote)));
            clean.Append(isSlashed ? "\\'" : "''");
            from = Math.Min(isSlashed ? quote + 1 : quote + 2, raw.Length);
        }

        Piece(raw.AsSpan(from));
        return clean.ToString();

        void Piece(ReadOnlySpan<char> piece)
        {
            var start = clean.Length;
            _characters.Append(piece, clean);
            while (tokens.IsFeature && clean.Length > start && clean[^1] == '\\')
            {
                clean.Length--;
            }
        }
    }

    private static string Last(string path)
    {
        var name = path[(path.LastIndexOfAny(['\\', '/', ':']) + 1)..].Replace("'", "''", StringComparison.Ordinal);
        return OutsideReference.Is(name) ? "" : name;
    }

    // "/*SXF" #n = name('…','…') "SXF*/"
    private bool Feature()
    {
        var version = tokens.Word;
        _statement.ResetWrittenCount();
        _words.ResetWrittenCount();
        if (tokens.Read() != TokenKind.Instance || tokens.Bytes.Length is 0 or >= 20)
        {
            return false;
        }

        Add(Encoding.ASCII.GetBytes("/*SXF" + version + "\r\n#"));
        Add(tokens.Bytes);
        if (tokens.Read() != TokenKind.Sign || !tokens.IsSign('=') || tokens.Read() != TokenKind.Keyword)
        {
            return false;
        }

        _entity = tokens.Word;
        Add(Encoding.ASCII.GetBytes(" = " + _entity));
        if (tokens.Read() != TokenKind.Sign || !tokens.IsSign('('))
        {
            return false;
        }

        Add("("u8);
        var before = TokenKind.Sign;
        while (tokens.Read() is TokenKind.Text or TokenKind.Sign && !tokens.IsSign(')'))
        {
            if (tokens.Kind == before && before == TokenKind.Text || (tokens.Kind == TokenKind.Sign && !tokens.IsSign(',')) || _statement.WrittenCount > MaxStatementBytes)
            {
                return false;
            }

            before = tokens.Kind;
            if (tokens.Kind == TokenKind.Text)
            {
                Text();
            }
            else
            {
                Add(","u8);
            }
        }

        if (!tokens.IsSign(')') || tokens.Read() != TokenKind.Feature)
        {
            return false;
        }

        Add(Encoding.ASCII.GetBytes(")\r\nSXF" + version + "*/"));
        if (!ExchangeRules.IsFeature(_entity))
        {
            Count("sfc.feature");
            return true;
        }

        Flush();
        return true;
    }

    private void Flush()
    {
        context.Budget.ChargeBytes(_statement.WrittenCount);
        output.Write(asText ? _words.WrittenSpan : _statement.WrittenSpan);
        if (!asText)
        {
            output.Write("\r\n"u8);
        }
    }

    private void Put(string line)
    {
        if (!asText)
        {
            output.Write(Encoding.ASCII.GetBytes(line + "\r\n"));
        }
    }

    private void Add(ReadOnlySpan<byte> bytes) => _statement.Write(bytes);

    private void Count(string code) => _found[code] = _found.GetValueOrDefault(code) + 1;
}
