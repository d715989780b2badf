using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizers.Ooxml.Rules;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml.Biff12;

/// <summary>Sheets, chart sheets and tables: cells with formulas that may stay (else their last value), links, drawings, rules.</summary>
internal sealed class Biff12SheetRewriter(Biff12Reader reader, Biff12Records records, Biff12Book book, PartScope scope, Stream output)
    : Biff12Rewriter(reader, records, scope, output), IDisposable
{
    private readonly Biff12References _references = new(scope);
    private readonly HashSet<(uint Row, uint Column)> _masters = [];
    private MemoryStream? _block;
    private bool _isBlockLost;
    private uint _row;
    private (int Type, byte[] Data)? _cell;

    public void Dispose() => _block?.Dispose();

    protected override void Take(int type)
    {
        if (_cell is { } cell && type is Biff12Type.ArrayFormula or Biff12Type.SharedFormula or Biff12Type.DataTable)
        {
            TakeMaster(cell, type);
            return;
        }

        Settle();
        switch (type)
        {
            case Biff12Type.RowHeader:
                _row = Reader.Data.U32(0);
                Out.Write(type, Reader.Data);
                break;
            case >= Biff12Type.FormulaString and <= Biff12Type.FormulaError:
                TakeCell(type);
                break;
            case Biff12Type.ArrayFormula or Biff12Type.SharedFormula or Biff12Type.DataTable:
                Scope.Report(OoxmlCodes.Formula, FindingAction.Removed);
                break;
            case Biff12Type.BeginConditionalFormatting or Biff12Type.BeginValidations:
                Finish();
                _block = new MemoryStream();
                _isBlockLost = false;
                Out = new Biff12Writer(_block);
                Out.Write(type, Reader.Data);
                break;
            case Biff12Type.EndConditionalFormatting or Biff12Type.EndValidations:
                Out.Write(type, Reader.Data);
                EndBlock();
                break;
            case Biff12Type.BeginRule or Biff12Type.Threshold or Biff12Type.DataValidation:
                _isBlockLost |= !Biff12Rules.Neutralize(type, Reader.Writable, book, out var code);
                if (code is not null)
                {
                    Scope.Report(code, FindingAction.Removed);
                }

                Out.Write(type, Reader.Data);
                break;
            case Biff12Type.ListColumnFormula or Biff12Type.ListTotalFormula:
                TakeTableFormula(type);
                break;
            case Biff12Type.PageSetup:
                // Behind it stands the relationship of the printer's settings.
                Out.Write(type, [.. Reader.Data[..34], 0xFF, 0xFF, 0xFF, 0xFF]);
                break;
            case Biff12Type.BeginListParts or Biff12Type.ListPart or Biff12Type.EndListParts:
                _references.TakeTable(type, Reader.Data, Out);
                break;
            default:
                if (_references.MayStay(type, Reader.Data))
                {
                    Out.Write(type, Reader.Data);
                }

                break;
        }
    }

    protected override void Finish()
    {
        if (_block is not null)
        {
            throw new InvalidDataException("A block does not end.");
        }
    }

    private void EndBlock()
    {
        Out = new Biff12Writer(Output);
        if (_block is null)
        {
            throw new InvalidDataException("A block ends that did not begin.");
        }

        if (_isBlockLost)
        {
            Scope.Report(OoxmlCodes.Formula, FindingAction.Removed);
        }
        else
        {
            Output.Write(_block.GetBuffer(), 0, (int)_block.Length);
        }

        _block.Dispose();
        _block = null;
    }

    private void TakeCell(int type)
    {
        var tokens = Biff12Cell.Tokens(type, Reader.Data, out _);
        if (Biff12Formula.IsShared(tokens, out _))
        {
            // What it shares may come with the next record.
            _cell = (type, Reader.Data.ToArray());
            return;
        }

        if (Biff12Formula.CodeOf(tokens, book) is { } code)
        {
            WriteValue(type, Reader.Data, code);
            return;
        }

        Out.Write(type, Reader.Data);
    }

    /// <summary>The first cell of a shared or array formula, and that formula behind it.</summary>
    private void TakeMaster((int Type, byte[] Data) cell, int type)
    {
        _cell = null;
        var rest = type switch { Biff12Type.ArrayFormula => Reader.Data[17..], Biff12Type.SharedFormula => Reader.Data[16..], _ => default };
        ReadOnlySpan<byte> tokens = default;
        var isRead = type == Biff12Type.DataTable || (Biff12Text.TakeFormula(ref rest, out tokens, out _) && rest.IsEmpty);
        var code = !isRead ? OoxmlCodes.Formula : Biff12Formula.CodeOf(tokens, book);
        if (code is not null)
        {
            WriteValue(cell.Type, cell.Data, code);
            return;
        }

        _masters.Add((_row, ((ReadOnlySpan<byte>)cell.Data).U32(0)));
        Out.Write(cell.Type, cell.Data);
        Out.Write(type, Reader.Data);
    }

    /// <summary>A cell that shares a formula which was kept stays; without one it is its value.</summary>
    private void Settle()
    {
        if (_cell is not { } cell)
        {
            return;
        }

        _cell = null;
        var tokens = Biff12Cell.Tokens(cell.Type, cell.Data, out var extra);
        if (Biff12Formula.IsShared(tokens, out var row) && extra.Length >= 4 && _masters.Contains((row, extra.U32(0))))
        {
            Out.Write(cell.Type, cell.Data);
            return;
        }

        WriteValue(cell.Type, cell.Data, OoxmlCodes.Formula);
    }

    private void TakeTableFormula(int type)
    {
        // A byte says whether it is an array formula.
        var rest = Reader.Data[1..];
        if (!Biff12Text.TakeFormula(ref rest, out var tokens, out _))
        {
            Scope.Report(OoxmlCodes.Formula, FindingAction.Removed);
        }
        else if (Biff12Formula.CodeOf(tokens, book) is { } code)
        {
            Scope.Report(code, FindingAction.Removed);
        }
        else
        {
            Out.Write(type, Reader.Data);
        }
    }

    private void WriteValue(int type, ReadOnlySpan<byte> data, string code)
    {
        Scope.Report(code, FindingAction.Replaced);
        Out.Write(Biff12Cell.TypeOfValue(type), data[..Biff12Cell.ValueEnd(type, data)]);
    }
}
