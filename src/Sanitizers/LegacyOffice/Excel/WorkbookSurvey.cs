using System.Text;
using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.LegacyOffice.Excel;

/// <summary>The first pass over a workbook: what must be known before anything is written.</summary>
internal sealed class WorkbookSurvey(BiffReader reader, Budget budget)
{
    private const int WorksheetKind = 0;
    private const int ChartKind = 2;
    private const int DialogFlag = 0x10;

    private readonly Dictionary<uint, SheetFacts> _byPosition = [];
    private readonly Stack<int> _open = new();
    private int _substream = -1;
    private SheetFacts? _sheet;
    private (int Row, int Column) _cell;
    private int _previous;
    private bool _collects;
    private readonly TextObjectTail _tail = new();

    public WorkbookFacts Facts { get; } = new();

    /// <summary>Drawings by the number of their substream.</summary>
    public Dictionary<int, DrawingChunks> Drawings { get; } = [];

    /// <summary>Null when the workbook can be rebuilt.</summary>
    public Reason? Run()
    {
        while (reader.Next())
        {
            budget.ChargeObjects(1);
            if (reader.Type == BiffType.Bof)
            {
                if (Open() is { } refused)
                {
                    return refused;
                }
            }
            else if (_substream < 0)
            {
                // The stream begins with a BOF of BIFF5 or 8; BIFF2 to 4 have other numbers for it.
                return (reader.Type & 0xFF) == 9 ? Reason.Unsupported : Reason.Corrupt;
            }
            else if (reader.Type == BiffType.Eof)
            {
                if (_open.Count > 0)
                {
                    _open.Pop();
                }
            }
            else if (_open.Count > 0)
            {
                Look();
            }

            if (reader.Type != BiffType.Continue)
            {
                _previous = reader.Type;
            }
        }

        return Conclude();
    }

    private Reason? Open()
    {
        var data = reader.Data;
        _substream++;
        if (data.Length < 4)
        {
            return Reason.Corrupt;
        }

        if (_substream == 0)
        {
            if (data.U16(0) is not (0x0500 or 0x0600))
            {
                return Reason.Unsupported;
            }

            if (data.U16(2) != 5)
            {
                return Reason.Unsupported;
            }

            Facts.IsBiff8 = data.U16(0) == 0x0600;
        }
        else if (_open.Count == 0)
        {
            _sheet = _byPosition.GetValueOrDefault((uint)reader.Position);
            if (_sheet is not null)
            {
                // What a substream is counts, not what the list of sheets says.
                var kind = data.U16(2);
                _sheet.IsFound = true;
                _sheet.IsRemoved = !((kind == 0x10 && _sheet.Kind == WorksheetKind) || (kind == 0x20 && _sheet.Kind == ChartKind));
            }
        }

        _open.Push(_substream);
        return _open.Count > 8 ? Reason.TooDeep : null;
    }

    private void Look()
    {
        var data = reader.Data;
        switch (reader.Type)
        {
            case BiffType.BoundSheet when data.Length >= 8 && _open.Peek() == 0:
                var sheet = new SheetFacts { Position = data.U32(0), Kind = data[5], IsRemoved = data[5] is not (WorksheetKind or ChartKind) };
                Facts.Sheets.Add(sheet);
                _byPosition.TryAdd(sheet.Position, sheet);
                break;
            case BiffType.SupBook:
                Facts.SupBooks.Add(new SupBookFacts(KindOf(data)));
                break;
            case BiffType.ExternName when Facts.SupBooks.Count > 0:
                Facts.SupBooks[^1].ExternNames.Add(ExternName(data));
                break;
            case BiffType.ExternSheet:
                ExternSheet(data);
                break;
            case BiffType.Continue when _previous == BiffType.ExternSheet:
                AddReferences(data);
                break;
            case BiffType.Name:
                Facts.Names.Add(NameRecord.TryRead(data, Facts.IsBiff8, out var name) ? new NameFacts(name.IsMacro, name.IsFunction, name.Tokens.ToArray()) : new NameFacts(true, false, []));
                break;
            case BiffType.WsBool when _sheet is not null && data.Length >= 2 && (data.U16(0) & DialogFlag) != 0:
                _sheet.IsRemoved = true;
                break;
            case BiffType.Formula when data.Length >= 4:
                _cell = (data.U16(0), data.U16(2));
                break;
            case BiffType.SharedFormula or BiffType.Array:
                Shared(data);
                break;
            default:
                Drawing(data);
                break;
        }
    }

    private void Drawing(ReadOnlySpan<byte> data)
    {
        var at = _open.Peek();
        if (reader.Type == BiffType.TextObject)
        {
            _tail.Begin(data);
        }
        else if (reader.Type == BiffType.MsoDrawing)
        {
            if (!Drawings.TryGetValue(at, out var chunks))
            {
                Drawings.Add(at, chunks = new DrawingChunks());
            }

            chunks.AddPiece(data);
            _collects = true;
        }
        else if (reader.Type == BiffType.Continue && Drawings.TryGetValue(at, out var chunks))
        {
            // Excel goes on with a long drawing behind the object that interrupted it.
            if (_previous == BiffType.MsoDrawing && _collects)
            {
                chunks.Extend(data);
            }
            else if (_previous == BiffType.Obj || (_previous == BiffType.TextObject && !_tail.Takes(data)))
            {
                chunks.AddPiece(data);
            }
        }
    }

    private void Shared(ReadOnlySpan<byte> data)
    {
        var at = reader.Type == BiffType.SharedFormula ? 8 : 12;
        if (!IsSafe(data, at))
        {
            Facts.UnsafeAnchors.Add((_open.Peek(), _cell.Row, _cell.Column));
        }
    }

    private bool IsSafe(ReadOnlySpan<byte> data, int at) =>
        data.Length >= at + 2 && at + 2 + data.U16(at) <= data.Length && FormulaTokens.IsSafe(data.Slice(at + 2, data.U16(at)), Facts);

    private static SupBookKind KindOf(ReadOnlySpan<byte> data) => data.Length < 4 ? SupBookKind.Outside
        : data.U16(2) == 0x0401 ? SupBookKind.Self
        : data.U16(2) == 0x3A01 ? SupBookKind.AddIn
        : data.U16(2) == 1 && data.Length <= 6 && data[^1] is 0 or 0x20 ? SupBookKind.Same
        : SupBookKind.Outside;

    private static string ExternName(ReadOnlySpan<byte> data)
    {
        if (data.Length < 8 || data.U16(0) != 0)
        {
            return "";
        }

        var isWide = (data[7] & 1) != 0;
        var bytes = isWide ? data[6] * 2 : data[6];
        return 8 + bytes > data.Length ? "" : isWide ? Encoding.Unicode.GetString(data.Slice(8, bytes)) : Encoding.Latin1.GetString(data.Slice(8, bytes));
    }

    private void ExternSheet(ReadOnlySpan<byte> data)
    {
        if (!Facts.IsBiff8)
        {
            // 0x03: a sheet of this file; anything else names a book.
            Facts.InnerSheets.Add(data.Length >= 2 && data[1] == 3);
        }
        else if (data.Length >= 2)
        {
            AddReferences(data[2..]);
        }
    }

    private void AddReferences(ReadOnlySpan<byte> data)
    {
        for (var at = 0; at + 6 <= data.Length; at += 6)
        {
            Facts.References.Add((data.U16(at), data.U16(at + 2), data.U16(at + 4)));
        }
    }

    private Reason? Conclude()
    {
        if (_substream < 0 || Facts.Sheets.Count == 0)
        {
            return Reason.Corrupt;
        }

        foreach (var sheet in Facts.Sheets)
        {
            sheet.IsRemoved |= !sheet.IsFound;
        }

        if (!Facts.Sheets.Exists(sheet => sheet.IsFound))
        {
            return Reason.Corrupt;
        }

        if (Facts.KeptSheets == 0)
        {
            var first = Facts.Sheets.Find(sheet => sheet.IsFound)!;
            (first.IsRemoved, first.IsEmptied) = (false, true);
        }

        Facts.NumberSheets();
        foreach (var name in Facts.Names)
        {
            name.IsUnsafe |= !FormulaTokens.IsSafe(name.Tokens, Facts);
        }

        return null;
    }
}
