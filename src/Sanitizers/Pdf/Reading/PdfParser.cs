using System.Buffers;
using Mugai.Sanitizers.Pdf.Objects;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Pdf.Reading;

/// <summary>
/// Tokens to a <see cref="PdfTree"/>, with a stack of its own instead of recursion. Takes damaged objects as other readers do: a dictionary without its end,
/// a value without a key, a key without a value. Nesting beyond <see cref="PdfLimits.MaxNesting"/> ends the run. One instance parses many objects, one at a time.
/// </summary>
internal sealed class PdfParser(Budget budget)
{
    private readonly int[] _open = new int[PdfLimits.MaxNesting];
    private readonly ArrayBufferWriter<byte> _aside = new();
    private byte[] _source = [];
    private PdfNode[] _nodes = new PdfNode[256];
    private int _count;

    /// <summary>
    /// Parses the object at <paramref name="position"/> and moves it behind. For a dictionary in front of the word stream the position is that of the
    /// first data byte. Null when no object stands there.
    /// </summary>
    /// <param name="number">The object it belongs to; 0 when it belongs to none.</param>
    /// <param name="decryption">Null when strings are in clear.</param>
    public ParsedObject? Parse(byte[] source, int length, ref int position, int number, int generation, IObjectDecryption? decryption)
    {
        _source = source;
        _count = 0;
        _aside.Clear();
        var lexer = new PdfLexer(source.AsSpan(0, length), position);
        var depth = 0;
        var from = position;
        do
        {
            var token = lexer.Read();
            var inDictionary = depth > 0 && _nodes[_open[depth - 1]].Kind == PdfKind.Dictionary;
            var wantsKey = inDictionary && _nodes[_open[depth - 1]].B == 0;
            switch (token)
            {
                case PdfToken.Name:
                    AddBytes(PdfKind.Name, ref lexer, token, null, number, generation);
                    if (wantsKey)
                    {
                        // The key is there and the value is still to come.
                        _nodes[_open[depth - 1]].B = 1;
                        continue;
                    }

                    break;
                case PdfToken.DictionaryClose when inDictionary:
                    if (!wantsKey)
                    {
                        Add(PdfKind.Null, 0, 0);
                        Grown(depth);
                    }

                    Close(_open[--depth]);
                    break;
                case PdfToken.ArrayClose when depth > 0 && !inDictionary:
                    Close(_open[--depth]);
                    break;
                case PdfToken.End:
                    lexer.Position = length;
                    depth = Unwind(depth);
                    if (_count == 0)
                    {
                        return null;
                    }

                    break;
                case PdfToken.Keyword when IsEnd(ref lexer):
                    // The object was left open: its end stands here all the same.
                    lexer.Position = lexer.Start;
                    if (_count == 0)
                    {
                        return null;
                    }

                    depth = Unwind(depth);
                    break;
                case var _ when wantsKey:
                    // A value without a key.
                    continue;
                case PdfToken.DictionaryOpen or PdfToken.ArrayOpen:
                    if (depth == PdfLimits.MaxNesting)
                    {
                        throw new BudgetExceededException(Reason.TooDeep, "nested objects");
                    }

                    _open[depth++] = _count;
                    Add(token == PdfToken.ArrayOpen ? PdfKind.Array : PdfKind.Dictionary, 0, 0);
                    continue;
                case PdfToken.Integer when lexer.Integer is > 0 and <= PdfLimits.MaxObjectNumber && lexer.TryTakeReference(out var to):
                    Add(PdfKind.Reference, (int)lexer.Integer, to);
                    break;
                case PdfToken.Integer:
                    Add(PdfKind.Integer, (int)lexer.Integer, (int)(lexer.Integer >> 32));
                    break;
                case PdfToken.Real:
                    Add(PdfKind.Real, lexer.Start, lexer.Length);
                    break;
                case PdfToken.LiteralString or PdfToken.HexString:
                    AddBytes(PdfKind.String, ref lexer, token, decryption, number, generation);
                    break;
                case PdfToken.Keyword:
                    AddWord(lexer.TokenBytes);
                    break;
                default:
                    // A closing bracket of the wrong kind, braces: no object.
                    if (depth == 0)
                    {
                        return null;
                    }

                    continue;
            }

            Grown(depth);
        }
        while (depth > 0);

        budget.ChargeObjects(1 + (_count >> 3));
        position = lexer.Position;
        // An unterminated string may reach to the end of the file, again and again.
        if (position - from > 64 << 10)
        {
            budget.ChargeBytes(position - from);
        }

        var isStream = _nodes[0].Kind == PdfKind.Dictionary && TakeStreamWord(ref lexer, source.AsSpan(0, length), ref position);
        if (isStream)
        {
            _nodes[0].Kind = PdfKind.Stream;
        }

        return new ParsedObject(_nodes.AsSpan(0, _count).ToArray(), _aside.WrittenCount == 0 ? [] : _aside.WrittenSpan.ToArray(), isStream);
    }

    private static bool IsEnd(ref PdfLexer lexer) => lexer.TokenBytes is var word && (word.StartsWith("endobj"u8) || word.SequenceEqual("obj"u8) || word.SequenceEqual("stream"u8)
        || word.SequenceEqual("endstream"u8) || word.SequenceEqual("xref"u8) || word.SequenceEqual("trailer"u8) || word.SequenceEqual("startxref"u8));

    // The end of line behind stream is CR LF or LF (7.3.8.1); some writers give CR alone, or blanks in front of it.
    private static bool TakeStreamWord(ref PdfLexer lexer, ReadOnlySpan<byte> source, ref int position)
    {
        if (lexer.Read() != PdfToken.Keyword || !lexer.TokenBytes.StartsWith("stream"u8))
        {
            return false;
        }

        var at = lexer.Start + "stream".Length;
        var line = at;
        while (line < source.Length && source[line] is (byte)' ' or (byte)'\t')
        {
            line++;
        }

        at = line < source.Length && source[line] is (byte)'\r' or (byte)'\n' ? line : at;
        if (at < source.Length && source[at] == '\r')
        {
            at++;
        }

        if (at < source.Length && source[at] == '\n')
        {
            at++;
        }

        position = at;
        return true;
    }

    private void AddWord(ReadOnlySpan<byte> word)
    {
        if (word.SequenceEqual("true"u8))
        {
            Add(PdfKind.Boolean, 1, 0);
        }
        else if (word.SequenceEqual("false"u8))
        {
            Add(PdfKind.Boolean, 0, 0);
        }
        else
        {
            Add(PdfKind.Null, 0, 0);
        }
    }

    private void AddBytes(PdfKind kind, ref PdfLexer lexer, PdfToken token, IObjectDecryption? decryption, int number, int generation)
    {
        var written = lexer.TokenBytes;
        if (decryption is null && (token == PdfToken.HexString ? written.IsEmpty : !lexer.HasEscapes))
        {
            Add(kind, lexer.Start, lexer.Length);
            return;
        }

        var target = _aside.GetSpan(Math.Max(written.Length, 1));
        var length = token switch
        {
            PdfToken.Name => PdfEscapes.DecodeName(written, target),
            PdfToken.HexString => PdfEscapes.DecodeHex(written, target),
            _ => PdfEscapes.DecodeLiteral(written, target),
        };
        if (decryption is not null)
        {
            var clear = decryption.DecryptString(number, generation, target[..length]);
            length = clear.Length;
            clear.CopyTo(_aside.GetSpan(Math.Max(length, 1)));
        }

        Add(kind, _aside.WrittenCount, length);
        _nodes[_count - 1].IsAside = true;
        _aside.Advance(length);
    }

    private void Add(PdfKind kind, int a, int b)
    {
        if (_count == _nodes.Length)
        {
            budget.ChargeObjects(_count >> 3);
            Array.Resize(ref _nodes, _count * 2);
        }

        _nodes[_count] = new PdfNode { Kind = kind, A = a, B = b, Next = _count + 1 };
        _count++;
    }

    // One object more in what is open; in a dictionary the pair is complete.
    private void Grown(int depth)
    {
        if (depth > 0)
        {
            ref var parent = ref _nodes[_open[depth - 1]];
            parent.A++;
            parent.B = 0;
        }
    }

    private int Unwind(int depth)
    {
        while (depth > 0)
        {
            ref var node = ref _nodes[_open[depth - 1]];
            if (node is { Kind: PdfKind.Dictionary, B: 1 })
            {
                Add(PdfKind.Null, 0, 0);
                Grown(depth);
            }

            Close(_open[--depth]);
            if (depth > 0)
            {
                Grown(depth);
            }
        }

        return 0;
    }

    private void Close(int index)
    {
        _nodes[index].Next = _count;
        if (_nodes[index].Kind == PdfKind.Dictionary && _nodes[index].A > 1)
        {
            Shadow(index);
        }
    }

    // Of several equal keys the last one counts, as in qpdf and Acrobat; decided here so that nobody can see another one.
    private void Shadow(int index)
    {
        if (_nodes[index].A <= 24)
        {
            for (var key = index + 1; key < _count; key = _nodes[key + 1].Next)
            {
                for (var later = _nodes[key + 1].Next; later < _count && !_nodes[key].IsShadowed; later = _nodes[later + 1].Next)
                {
                    _nodes[key].IsShadowed = _nodes[key].B == _nodes[later].B && KeyBytes(key).SequenceEqual(KeyBytes(later));
                }
            }

            return;
        }

        var last = new Dictionary<ByteKey, int>(_nodes[index].A);
        for (var key = index + 1; key < _count; key = _nodes[key + 1].Next)
        {
            var name = new ByteKey(KeyBytes(key).ToArray());
            if (last.TryGetValue(name, out var earlier))
            {
                _nodes[earlier].IsShadowed = true;
            }

            last[name] = key;
        }
    }

    private ReadOnlySpan<byte> KeyBytes(int key) => (_nodes[key].IsAside ? _aside.WrittenSpan : _source).Slice(_nodes[key].A, _nodes[key].B);
}
