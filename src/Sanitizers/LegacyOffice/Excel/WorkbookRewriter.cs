using System.Globalization;
using Mugai.Sanitizers.LegacyOffice.Drawings;
using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.LegacyOffice.Excel;

/// <summary>
/// The second pass: writes a workbook anew. Records of the list stay as they are, records that may hold something active are rewritten or go, sheets that go take their
/// substream and every reference along. INDEX and DBCELL, which only speed up finding rows, are left out, so that nothing has to keep its length.
/// </summary>
internal sealed partial class WorkbookRewriter(BiffReader reader, WorkbookFacts facts, Dictionary<int, DrawingChunks> drawings, Stream output, ISanitizeContext context, FindingTally tally, OfficeArtRewriter artist)
{
    private readonly TextObjectTail _tail = new();
    private readonly BiffWriter _writer = new(output);
    private readonly RecordBuffer _record = new();
    private readonly RecordBuffer _gathered = new();
    private readonly List<(long FieldAt, SheetFacts Sheet)> _positions = [];
    private readonly Dictionary<SheetFacts, long> _starts = [];
    private readonly Stack<int> _open = new();
    private int _substream = -1;
    private int _previous;
    private bool _keepsContinue;
    private int _gathers;
    private int _sheetNumber;
    private int _nameNumber;
    private int _book = -1;
    private long _stringsMoved;
    private bool _inUserView;
    private bool _droppedLink;
    private byte[]? _pendingText;

    public void Run()
    {
        reader.Restart();
        while (reader.Next())
        {
            context.Budget.ChargeObjects(1);
            var isContinue = reader.Type == BiffType.Continue;
            if (!isContinue)
            {
                EndGathering();
            }

            if (reader.Type == BiffType.Bof)
            {
                Begin();
            }
            else if (_open.Count == 0)
            {
                // Between and behind substreams there is nothing; Excel pads with zeros.
                continue;
            }
            else if (isContinue)
            {
                Continue();
            }
            else if (reader.Type == BiffType.Eof)
            {
                FlushText();
                _writer.Write(BiffType.Eof, default);
                _open.Pop();
            }
            else
            {
                Take();
            }

            if (!isContinue)
            {
                _previous = reader.Type;
            }
        }

        Finish();
    }

    private void Finish()
    {
        EndGathering();
        FlushText();
        for (; _open.Count > 0; _open.Pop())
        {
            _writer.Write(BiffType.Eof, default);
        }

        _writer.Flush();
        Span<byte> field = stackalloc byte[4];
        foreach (var (at, sheet) in _positions)
        {
            field.U32(0, _starts.GetValueOrDefault(sheet));
            output.Position = at;
            output.Write(field);
        }
    }

    private void Begin()
    {
        _substream++;
        if (_open.Count == 0 && _substream > 0)
        {
            var at = (uint)reader.Position;
            var sheet = facts.Sheets.Find(candidate => candidate.Position == at && candidate.IsFound);
            if (sheet is null || sheet.IsRemoved)
            {
                tally.Add("", LegacyCodes.MacroSheet, FindingAction.Removed);
                Skip();
                return;
            }

            _starts[sheet] = _writer.Position;
            if (sheet.IsEmptied)
            {
                tally.Add("", LegacyCodes.MacroSheet, FindingAction.Replaced);
                WriteEmptySheet();
                Skip();
                return;
            }
        }

        _open.Push(_substream);
        _writer.Write(BiffType.Bof, reader.Data);
    }

    private void WriteEmptySheet()
    {
        var bof = new byte[facts.IsBiff8 ? 16 : 8];
        bof.AsSpan().U16(0, facts.IsBiff8 ? 0x600 : 0x500);
        bof.AsSpan().U16(2, 0x10);
        bof.AsSpan().U16(4, 0x0DBB);
        bof.AsSpan().U16(6, 0x7CC);
        _writer.Write(BiffType.Bof, bof);
        _writer.Write(0x200, new byte[facts.IsBiff8 ? 14 : 10]);
        _writer.Write(0x23E, facts.IsBiff8 ? [0xB6, 0, 0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] : [0xB6, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        _writer.Write(BiffType.Eof, default);
    }

    /// <summary>Passes over a substream and what is in it.</summary>
    private void Skip()
    {
        for (var depth = 1; depth > 0 && reader.Next();)
        {
            context.Budget.ChargeObjects(1);
            if (reader.Type == BiffType.Bof)
            {
                _substream++;
                depth++;
            }
            else if (reader.Type == BiffType.Eof)
            {
                depth--;
            }
        }
    }

    private void Continue()
    {
        if (_gathers != 0)
        {
            _gathered.Add(reader.Data);
        }
        else if (_previous == BiffType.TextObject && !_tail.Takes(reader.Data))
        {
            // Not the object's own: a piece of the drawing, or nothing.
            WriteDrawing();
        }
        else if (_previous == BiffType.Obj && drawings.ContainsKey(_open.Peek()))
        {
            WriteDrawing();
        }
        else if (_keepsContinue)
        {
            _writer.Write(BiffType.Continue, reader.Data);
        }
    }

    // Drawings of the whole workbook and fills of charts come in several records of the same type or in Continue records: one tree each.
    private void EndGathering()
    {
        if (_gathers == 0 || (reader.Type == _gathers && _gathers == BiffType.MsoDrawingGroup))
        {
            return;
        }

        _record.Clear();
        artist.Rewrite(_gathered.Written, [], _record);
        if (_record.Length > 0)
        {
            _writer.WriteLong(_gathers, _record.Written);
        }

        _gathered.Clear();
        _gathers = 0;
    }

    private void WriteDrawing()
    {
        var piece = drawings.TryGetValue(_open.Peek(), out var chunks) ? chunks.Take() : default;
        if (!piece.IsEmpty)
        {
            _writer.WriteLong(BiffType.MsoDrawing, piece);
        }
    }

    private void Take()
    {
        var data = reader.Data;
        _keepsContinue = false;
        if (_inUserView || reader.Type == BiffType.UserViewBegin)
        {
            // A view that a user saved: a second set of settings under the user's name.
            _inUserView = reader.Type != BiffType.UserViewEnd;
            return;
        }

        if (_pendingText is not null && reader.Type is not (BiffType.SharedFormula or BiffType.Array or 0x236 or BiffType.String))
        {
            FlushText();
        }

        switch (reader.Type)
        {
            case BiffType.MsoDrawingGroup or BiffType.ChartFill:
                _gathers = reader.Type;
                _gathered.Add(data);
                break;
            case BiffType.MsoDrawing:
                WriteDrawing();
                break;
            case BiffType.Obj:
                Object(data);
                break;
            case BiffType.Formula or BiffType.OldFormula3 or BiffType.OldFormula4 or BiffType.SharedFormula or BiffType.Array or BiffType.String:
                Cell(data);
                break;
            case BiffType.Hyperlink or BiffType.HyperlinkTooltip:
                Hyperlink(data);
                break;
            case BiffType.BoundSheet or BiffType.TabId or BiffType.Window1 or BiffType.SupBook or BiffType.ExternSheet or BiffType.ExternName or BiffType.Name
                or BiffType.WriteAccess or BiffType.ExtSst:
                Global(data);
                break;
            case BiffType.ConditionalFormat or BiffType.Validation or BiffType.ChartReference or BiffType.TextObject or BiffType.Theme or BiffType.Feature or BiffType.WsBool:
                Judged(data);
                break;
            default:
                if (BiffType.StaysAsItIs(reader.Type))
                {
                    if (reader.Type == BiffType.Sst)
                    {
                        _stringsMoved = _writer.Position - reader.Position;
                    }

                    Keep(data);
                }
                else
                {
                    Drop();
                }

                break;
        }
    }

    private void Keep(ReadOnlySpan<byte> data)
    {
        _writer.Write(reader.Type, data);
        _keepsContinue = true;
    }

    private void Drop()
    {
        // What only helps to find rows, a FILEPASS that was answered, marks of toolbars and of refreshing nothing: nothing that a reader misses.
        var isNothing = reader.Type is 0x20B or 0xD7 or BiffType.FilePass or 0 or 0x87A or 0x879 or 0x87B or 0xBF or 0xC0 or 0x1B7;
        if (!isNothing)
        {
            tally.Add("", BiffType.CodeOf(reader.Type), FindingAction.Removed, reader.Type.ToString("X4", CultureInfo.InvariantCulture));
        }
    }

    private void Object(ReadOnlySpan<byte> data)
    {
        if (!facts.IsBiff8)
        {
            // Before 1997 a shape and its picture were one record with places for macros in it.
            tally.Add("", LegacyCodes.Drawing, FindingAction.Removed, "shape of Excel 5");
            return;
        }

        _record.Clear();
        var (hadMacro, hadObject) = ObjectRecord.Rewrite(data, _record, facts);
        if (hadMacro)
        {
            tally.Add("", LegacyCodes.ShapeMacro, FindingAction.Removed);
        }

        if (hadObject)
        {
            tally.Add("", LegacyCodes.Ole, FindingAction.Removed);
        }

        _writer.Write(BiffType.Obj, _record.Written);
    }

    private void Hyperlink(ReadOnlySpan<byte> data)
    {
        if (reader.Type == BiffType.HyperlinkTooltip)
        {
            if (!_droppedLink)
            {
                Keep(data);
            }

            return;
        }

        _droppedLink = !HyperlinkRecord.IsSafe(data);
        if (_droppedLink)
        {
            tally.Add("", LegacyCodes.Hyperlink, FindingAction.Removed);
        }
        else
        {
            Keep(data);
        }
    }
}
