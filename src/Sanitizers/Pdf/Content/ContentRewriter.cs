using Mugai.Sanitizers.Pdf.Reading;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Pdf.Content;

/// <summary>
/// Writes a content stream anew (page, form, pattern, glyph procedure or appearance; the parts of a page joined by line feeds). One pass: operands go out as
/// they come in and are taken back when their operator is not in the allow-list or cannot have them. What readers do with odd streams is kept: of too many operands the last
/// count, an operator with too few does nothing.
/// </summary>
public sealed class ContentRewriter
{
    // poppler and others keep 33 operands: 32 color components and a pattern's name.
    private const int MaxOperands = 33;

    // Each q copies the graphics state in the reader; real pages stay below 30.
    private const int MaxSaves = 2048;

    // Charging each operator alone would cost as much as reading it.
    private const int OperatorsPerCharge = 256;

    private readonly ReadOnlyMemory<byte> _content;
    private readonly IContentResources? _resources;
    private readonly bool _isPart;
    private readonly ContentFindings _findings;
    private readonly Budget _budget;
    private readonly ContentWriter _writer;
    private readonly Operand[] _operands = new Operand[MaxOperands];
    private int _count;
    private bool _overflowed;
    private int _mark;
    private int _saves;
    private int _droppedSaves;
    private int _marked;
    private int _compatibility;
    private int _uncharged;
    private bool _inText;

    private ContentRewriter(ReadOnlyMemory<byte> content, IContentResources? resources, ContentFindings findings, Budget budget, bool isPart)
    {
        (_content, _resources, _findings, _budget, _isPart) = (content, resources, findings, budget, isPart);
        _writer = new ContentWriter(content.Length);
    }

    /// <summary>The new stream. Only <see cref="BudgetExceededException"/> leaves this.</summary>
    /// <param name="resources">Null when names are not to be checked.</param>
    /// <param name="isPart">One of the streams of a page, which share their pairs: what is open or closed here may be closed or opened in another.</param>
    public static ReadOnlyMemory<byte> Rewrite(ReadOnlyMemory<byte> content, IContentResources? resources, ContentFindings findings, Budget budget, bool isPart = false)
    {
        var rewriter = new ContentRewriter(content, resources, findings, budget, isPart);
        rewriter.Run();
        budget.ChargeBytes(rewriter._writer.Length);
        return rewriter._writer.Memory;
    }

    private void Run()
    {
        var lexer = new PdfLexer(_content.Span);
        while (true)
        {
            var token = lexer.Read();
            switch (token)
            {
                case PdfToken.End:
                    Finish();
                    return;
                case PdfToken.Keyword:
                    Keyword(ref lexer);
                    break;
                case PdfToken.ArrayClose or PdfToken.DictionaryClose or PdfToken.BraceOpen or PdfToken.BraceClose:
                    _findings.BadOperands++;
                    break;
                default:
                    Take(ref lexer, token);
                    break;
            }
        }
    }

    // Operands beyond those anyone keeps are read and forgotten.
    private void Take(ref PdfLexer lexer, PdfToken token)
    {
        var (start, at, length, hasEscapes) = (_writer.Length, lexer.Start, lexer.Length, lexer.HasEscapes);
        var kind = OperandKind.Number;
        switch (token)
        {
            case PdfToken.Integer or PdfToken.Real:
                _writer.Number(token, lexer.TokenBytes, lexer.Integer);
                break;
            case PdfToken.Name:
                _writer.Name(lexer.TokenBytes, lexer.HasEscapes);
                kind = OperandKind.Name;
                break;
            case PdfToken.ArrayOpen:
                kind = ReadArray(ref lexer);
                break;
            case PdfToken.DictionaryOpen:
                PropertyList.Rewrite(ref lexer, _writer, _findings);
                kind = OperandKind.Properties;
                break;
            default:
                _writer.String(token, lexer.TokenBytes, lexer.HasEscapes || IsOpenEnded(lexer));
                kind = OperandKind.String;
                break;
        }

        if (_count < MaxOperands)
        {
            _operands[_count++] = new Operand(kind, start, at, length, hasEscapes);
        }
        else
        {
            _overflowed = true;
            _writer.Truncate(start);
        }
    }

    // The string is not closed: its parentheses may not come in pairs.
    private bool IsOpenEnded(in PdfLexer lexer) => lexer.Start + lexer.Length == _content.Length;

    private OperandKind ReadArray(ref PdfLexer lexer)
    {
        var (kind, depth) = (OperandKind.Numbers, 1);
        _writer.Byte((byte)'[');
        while (depth > 0)
        {
            var token = lexer.Read();
            switch (token)
            {
                case PdfToken.Integer or PdfToken.Real:
                    _writer.Number(token, lexer.TokenBytes, lexer.Integer);
                    break;
                case PdfToken.LiteralString or PdfToken.HexString:
                    kind = kind == OperandKind.Numbers ? OperandKind.Texts : kind;
                    _writer.String(token, lexer.TokenBytes, lexer.HasEscapes || IsOpenEnded(lexer));
                    break;
                case PdfToken.ArrayOpen:
                    depth++;
                    kind = OperandKind.Other;
                    break;
                case PdfToken.ArrayClose:
                    depth--;
                    break;
                case PdfToken.End:
                    depth = 0;
                    break;
                default:
                    kind = OperandKind.Other;
                    break;
            }
        }

        _writer.Byte((byte)']');
        return kind;
    }

    private void Keyword(ref PdfLexer lexer)
    {
        var name = lexer.TokenBytes;
        if (ContentOperators.Find(name) is { } found)
        {
            if (++_uncharged == OperatorsPerCharge)
            {
                _budget.ChargeObjects(_uncharged);
                _uncharged = 0;
            }

            Apply(found, name, ref lexer);
        }
        else if (name.SequenceEqual("true"u8) || name.SequenceEqual("false"u8) || name.SequenceEqual("null"u8))
        {
            if (_count < MaxOperands)
            {
                _operands[_count++] = new Operand(OperandKind.Other, _writer.Length, lexer.Start, lexer.Length, false);
            }

            return;
        }
        else
        {
            _findings.UnknownOperators += _compatibility > 0 ? 0 : 1;
            _writer.Truncate(_mark);
        }

        _mark = _writer.Length;
        _count = 0;
        _overflowed = false;
    }

    private void Apply(ContentOperator found, ReadOnlySpan<byte> name, ref PdfLexer lexer)
    {
        if (found.Role == OperatorRole.InlineImage)
        {
            _findings.BadOperands += _count > 0 ? 1 : 0;
            _writer.Truncate(_mark);
            var position = lexer.Position;
            InlineImage.Rewrite(_content, ref position, _writer, _resources, _findings, _budget);
            lexer.Position = position;
            return;
        }

        if (!Fits(found))
        {
            // BDC with operands nobody can read opens a level all the same; the tag only names it.
            if (found.Role == OperatorRole.BeginMarked)
            {
                _writer.Truncate(_mark);
                _writer.Raw("/Span BMC\n"u8);
                _marked += _isPart ? 0 : 1;
            }

            _findings.BadOperands++;
            _writer.Truncate(found.Role == OperatorRole.BeginMarked ? _writer.Length : _mark);
            return;
        }

        if (found.NeedsName && _resources is not null && !_resources.Has(found.Category, NameOf(_operands[_count - 1])))
        {
            _findings.MissingResources++;
            _writer.Truncate(_mark);
            return;
        }

        if (Balances(found.Role))
        {
            _writer.Operator(name);
        }
        else
        {
            _writer.Truncate(_mark);
        }
    }

    // Cuts operands in front of those that count; false when what is left is not what the operator takes.
    private bool Fits(ContentOperator found)
    {
        var wanted = found.Operands;
        if (wanted is ['c'] or ['C'])
        {
            return FitsColor(wanted is ['C']);
        }

        if (_count < wanted.Length || _overflowed)
        {
            return false;
        }

        var first = _count - wanted.Length;
        for (var i = 0; i < wanted.Length; i++)
        {
            if (!Fits(wanted[i], _operands[first + i].Kind))
            {
                return false;
            }
        }

        if (first > 0)
        {
            _findings.BadOperands++;
            _writer.Remove(_mark, wanted.Length == 0 ? _writer.Length : _operands[first].Written);
        }

        return true;
    }

    private bool FitsColor(bool mayEndWithName)
    {
        for (var i = 0; i < _count; i++)
        {
            if (_operands[i].Kind != OperandKind.Number && !(mayEndWithName && i == _count - 1 && _operands[i].Kind == OperandKind.Name))
            {
                return false;
            }
        }

        return _count > 0 && !_overflowed;
    }

    private static bool Fits(char wanted, OperandKind kind) => wanted switch
    {
        'n' => kind == OperandKind.Number,
        'N' => kind == OperandKind.Name,
        's' => kind == OperandKind.String,
        'a' => kind == OperandKind.Numbers,
        't' => kind is OperandKind.Numbers or OperandKind.Texts,
        _ => kind is OperandKind.Name or OperandKind.Properties,
    };

    private ReadOnlySpan<byte> NameOf(Operand operand)
    {
        var written = _content.Span.Slice(operand.Start, operand.Length);
        if (!operand.HasEscapes)
        {
            return written;
        }

        var name = new byte[written.Length];
        return name.AsSpan(0, PdfEscapes.DecodeName(written, name));
    }

    // False for the half of a pair that has no other half.
    private bool Balances(OperatorRole role)
    {
        switch (role)
        {
            case OperatorRole.Save or OperatorRole.Restore or OperatorRole.BeginText or OperatorRole.EndText or OperatorRole.BeginMarked or OperatorRole.EndMarked when _isPart:
                return true;
            case OperatorRole.Save when _saves == MaxSaves:
                _droppedSaves++;
                _findings.Unbalanced++;
                return false;
            case OperatorRole.Save:
                _saves++;
                return true;
            case OperatorRole.Restore when _droppedSaves > 0:
                _droppedSaves--;
                return false;
            case OperatorRole.Restore:
                return Closes(ref _saves);
            case OperatorRole.BeginText:
                if (_inText)
                {
                    // Readers take it as a new text object.
                    _findings.Unbalanced++;
                    _writer.Raw("ET\n"u8);
                }

                _inText = true;
                return true;
            case OperatorRole.EndText:
                _findings.Unbalanced += _inText ? 0 : 1;
                (var open, _inText) = (_inText, false);
                return open;
            case OperatorRole.BeginMarked:
                _marked++;
                return true;
            case OperatorRole.EndMarked:
                return Closes(ref _marked);
            case OperatorRole.BeginCompatibility:
                _compatibility++;
                return false;
            case OperatorRole.EndCompatibility:
                _compatibility = Math.Max(0, _compatibility - 1);
                return false;
            default:
                return true;
        }
    }

    private bool Closes(ref int open)
    {
        if (open == 0)
        {
            _findings.Unbalanced++;
            return false;
        }

        open--;
        return true;
    }

    private void Finish()
    {
        _findings.BadOperands += _count > 0 ? 1 : 0;
        _writer.Truncate(_mark);
        _budget.ChargeObjects(_uncharged + _saves + _marked);
        _findings.Unbalanced += _saves + _marked + (_inText ? 1 : 0);
        if (_inText)
        {
            _writer.Raw("ET\n"u8);
        }

        for (; _marked > 0; _marked--)
        {
            _writer.Raw("EMC\n"u8);
        }

        for (; _saves > 0; _saves--)
        {
            _writer.Raw("Q\n"u8);
        }
    }

    private enum OperandKind : byte
    {
        Number,
        Name,
        String,
        Numbers,
        Texts,
        Properties,
        Other,
    }

    /// <summary>An operand that was written already, and where its token lies in the source.</summary>
    private readonly record struct Operand(OperandKind Kind, int Written, int Start, int Length, bool HasEscapes);
}
