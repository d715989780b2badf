using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.LegacyOffice.Excel;

/// <summary>Records of the whole workbook: sheets, names, supporting books, references.</summary>
internal sealed partial class WorkbookRewriter
{
    private void Global(ReadOnlySpan<byte> data)
    {
        switch (reader.Type)
        {
            case BiffType.BoundSheet when data.Length >= 8 && _open.Peek() == 0:
                BoundSheet(data);
                break;
            case BiffType.TabId when data.Length == facts.Sheets.Count * 2:
                _record.Clear();
                for (var i = 0; i < facts.Sheets.Count; i++)
                {
                    if (!facts.Sheets[i].IsRemoved)
                    {
                        _record.Add(data.Slice(i * 2, 2));
                    }
                }

                _writer.Write(BiffType.TabId, _record.Written);
                break;
            case BiffType.Window1 when data.Length >= 14:
                _record.Clear();
                _record.Add(data);
                _record.Written.U16(10, Shown(data.U16(10)));
                _record.Written.U16(12, Shown(data.U16(12)));
                _writer.Write(BiffType.Window1, _record.Written);
                break;
            case BiffType.SupBook:
                SupBook(data);
                break;
            case BiffType.ExternSheet:
                ExternSheet(data);
                break;
            case BiffType.ExternName:
                ExternName(data);
                break;
            case BiffType.Name:
                Name(data);
                break;
            case BiffType.WriteAccess:
                WriteAccess(data);
                break;
            case BiffType.ExtSst when data.Length >= 2:
                _record.Clear();
                _record.Add(data[..2]);
                for (var at = 2; at + 8 <= data.Length; at += 8)
                {
                    _record.U32(data.U32(at) + _stringsMoved).Add(data.Slice(at + 4, 2)).U16(0);
                }

                _writer.Write(BiffType.ExtSst, _record.Written);
                break;
        }
    }

    private int Shown(int sheet) => facts.NewIndex(sheet) is var index && index < facts.KeptSheets ? index : 0;

    private void BoundSheet(ReadOnlySpan<byte> data)
    {
        var sheet = facts.Sheets[_sheetNumber++];
        if (sheet.IsRemoved)
        {
            return;
        }

        _positions.Add((_writer.Position + 4, sheet));
        _record.Clear();
        _record.Add(data);
        _record.Written.U32(0, 0);
        if (sheet.IsEmptied)
        {
            _record.Written.U16(4, 0);
        }

        _writer.Write(BiffType.BoundSheet, _record.Written);
    }

    private void SupBook(ReadOnlySpan<byte> data)
    {
        _book++;
        var book = facts.SupBooks[_book];
        switch (book.Kind)
        {
            case SupBookKind.Outside:
                tally.Add("", LegacyCodes.ExternalLink, FindingAction.Removed);
                break;
            case SupBookKind.Self:
                _record.Clear();
                _writer.Write(BiffType.SupBook, _record.U16(facts.KeptSheets).U16(0x0401).Written);
                break;
            default:
                _writer.Write(BiffType.SupBook, data);
                break;
        }
    }

    // Only names of add-in functions stay, with what they must hold and no more.
    private void ExternName(ReadOnlySpan<byte> data)
    {
        if (!facts.IsBiff8 || _book < 0 || facts.SupBooks[_book].Kind != SupBookKind.AddIn)
        {
            if (!facts.IsBiff8)
            {
                tally.Add("", LegacyCodes.ExternalLink, FindingAction.Removed);
            }

            return;
        }

        var isWide = data.Length > 7 && (data[7] & 1) != 0;
        var bytes = data.Length > 7 ? Math.Min(isWide ? data[6] * 2 : data[6], data.Length - 8) : 0;
        _record.Clear();
        _record.U16(0).U32(0);
        if (bytes > 0)
        {
            _record.Add([data[6], (byte)(isWide ? 1 : 0)]).Add(data.Slice(8, bytes));
        }
        else
        {
            _record.Add([1, 0, (byte)'_']);
        }

        _writer.Write(BiffType.ExternName, _record.U16(2).Add([0x1C, 0x17]).Written);
    }

    private bool _hasReferences;

    private void ExternSheet(ReadOnlySpan<byte> data)
    {
        if (!facts.IsBiff8)
        {
            if (data.Length >= 2 && data[1] == 3)
            {
                Keep(data);
                return;
            }

            // Another book: what it was called goes, its number stays taken. 0x04: "this sheet".
            if (data.Length != 2 || data[1] != 4)
            {
                tally.Add("", LegacyCodes.ExternalLink, FindingAction.Removed);
            }

            _writer.Write(BiffType.ExternSheet, [1, 4]);
            return;
        }

        // The references of all such records stand in the first ([MS-XLS] has one).
        if (_hasReferences)
        {
            return;
        }

        _hasReferences = true;

        // A book without a supporting book for itself gets one: references must point somewhere.
        if (!facts.SupBooks.Exists(book => book.IsKept))
        {
            _record.Clear();
            _writer.Write(BiffType.SupBook, _record.U16(facts.KeptSheets).U16(0x0401).Written);
        }

        _record.Clear();
        _record.U16(facts.References.Count);
        foreach (var reference in facts.References)
        {
            var (book, first, last) = facts.Mapped(reference);
            _record.U16(book).U16(first).U16(last);
        }

        _writer.WriteLong(BiffType.ExternSheet, _record.Written);
    }

    private void Name(ReadOnlySpan<byte> data)
    {
        var isUnsafe = _nameNumber >= facts.Names.Count || facts.Names[_nameNumber].IsUnsafe;
        _nameNumber++;
        var isRead = NameRecord.TryRead(data, facts.IsBiff8, out var name);
        if (isRead && !isUnsafe)
        {
            var sheet = name.Sheet == 0 ? 0 : facts.NewIndex(name.Sheet - 1) + 1;
            if (sheet <= facts.KeptSheets)
            {
                _record.Clear();
                _record.Add(data);
                _record.Written.U16(8, sheet);
                _writer.Write(BiffType.Name, _record.Written);
                _keepsContinue = true;
                return;
            }
        }
        else
        {
            tally.Add("", LegacyCodes.MacroName, FindingAction.Neutralized, isRead ? Shorten(name) : "");
        }

        _writer.Write(BiffType.Name, NameRecord.Replacement(_nameNumber, facts.IsBiff8));
    }

    private static string Shorten(NameRecord name) => name.Name is { Length: > 0 } text ? text[0] < ' ' ? $"built-in {(int)text[0]}" : text : "";

    // Who opened the book last: blanks, as many as the record has ([MS-XLS] 2.4.349).
    private void WriteAccess(ReadOnlySpan<byte> data)
    {
        var clean = new byte[facts.IsBiff8 ? 112 : 32];
        clean.AsSpan().Fill((byte)' ');
        clean.AsSpan(0, facts.IsBiff8 ? 3 : 1).Clear();
        if (!data.SequenceEqual(clean))
        {
            tally.Add("", LegacyCodes.Metadata, FindingAction.Removed, "user name");
        }

        _writer.Write(BiffType.WriteAccess, clean);
    }
}
