using System.Globalization;
using Mugai.Sanitizers.LegacyOffice.Excel;
using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizers.Ooxml.Biff12;
using Mugai.Sanitizers.Ooxml.Packaging;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml.Text;

/// <summary>The text of a binary workbook ([MS-XLSB]), in the shape of <see cref="WorkbookText"/>. Throws <see cref="InvalidDataException"/> on records that are cut off.</summary>
internal sealed class BinaryWorkbookText(OoxmlPackage package, PlannedPart main, ISanitizeContext context, TextCleaner text, Func<string, string, string> label)
{
    // A value far to the right stands behind as many tabs as there are columns before it; more of them help nobody.
    private const int MaxTabs = 256;
    private const int LastColumn = 16_383;
    private const int CellBytes = 8;

    private readonly SharedItems _strings = new(context.Budget);
    private readonly CellFormats _formats = new();
    private int _column;
    private bool _isRowOpen;

    public void Write()
    {
        try
        {
            WriteAll();
        }
        finally
        {
            _strings.GiveBack();
        }
    }

    private void WriteAll()
    {
        ReadStrings();
        ReadStyles();
        var isFirst = true;
        foreach (var (name, sheet) in Sheets())
        {
            text.Heading((isFirst ? "[" : "\n[") + name + "]\n");
            isFirst = false;
            if (sheet.Kind.Name == "worksheet")
            {
                WriteSheet(sheet);
                WriteComments(sheet);
            }
        }
    }

    private List<(string Name, PlannedPart Part)> Sheets()
    {
        var sheets = new List<(string, PlannedPart)>();
        using var reader = package.OpenRecords(main.Entry!);
        while (reader.Next())
        {
            switch (reader.Type)
            {
                case Biff12Type.BookProperties when reader.Data.Length >= 4:
                    _formats.Is1904 = (reader.Data[0] & 1) != 0;
                    break;
                case Biff12Type.BundleSheet when reader.Data.Length >= CellBytes:
                    var rest = reader.Data[CellBytes..];
                    if (Biff12Text.Take(ref rest, out var id) && Biff12Text.Take(ref rest, out var name) && main.Find(id ?? "")?.Part is { } part)
                    {
                        sheets.Add((name ?? "", part));
                    }

                    break;
            }
        }

        return sheets;
    }

    private void ReadStrings()
    {
        if (Related(main, "sharedStrings") is not { } entry)
        {
            return;
        }

        using var reader = package.OpenRecords(entry);
        while (reader.Next())
        {
            if (reader.Type == Biff12Type.SharedItem)
            {
                _strings.Add(Rich(reader.Data));
            }
        }
    }

    private void ReadStyles()
    {
        if (Related(main, "styles") is not { } entry)
        {
            return;
        }

        using var reader = package.OpenRecords(entry);
        var isOfCells = false;
        while (reader.Next())
        {
            switch (reader.Type)
            {
                case Biff12Type.BeginCellStyles or Biff12Type.EndCellStyles:
                    isOfCells = reader.Type == Biff12Type.BeginCellStyles;
                    break;
                case Biff12Type.Style when isOfCells && reader.Data.Length >= 4:
                    _formats.AddStyle(reader.Data.U16(2));
                    break;
                case Biff12Type.Format when reader.Data.Length >= 2:
                    var rest = reader.Data[2..];
                    _formats.AddFormat(reader.Data.U16(0), Biff12Text.Take(ref rest, out var code) ? code ?? "" : "");
                    break;
            }
        }
    }

    private void WriteSheet(PlannedPart sheet)
    {
        using var reader = package.OpenRecords(sheet.Entry!);
        while (reader.Next())
        {
            if (reader.Type == Biff12Type.RowHeader)
            {
                EndRow();
            }
            else if (reader.Data.Length >= CellBytes && Value(reader.Type, reader.Data) is { Length: > 0 } value)
            {
                var column = (int)Math.Min(reader.Data.U32(0), LastColumn);
                for (var tabs = Math.Min(column - _column, MaxTabs); tabs > 0; tabs--)
                {
                    text.Write("\t");
                }

                (_column, _isRowOpen) = (column, true);
                text.Write(value);
            }
        }

        EndRow();
    }

    private void EndRow()
    {
        if (_isRowOpen)
        {
            text.Write("\n");
        }

        (_column, _isRowOpen) = (0, false);
    }

    // Column and style in eight bytes, then the value (2.5.9).
    private string Value(int type, ReadOnlySpan<byte> data)
    {
        var value = data[CellBytes..];
        var style = (int)(data.U32(4) & 0xFF_FFFF);
        switch (type)
        {
            case Biff12Type.CellShared when value.Length >= 4:
                return _strings[value.U32(0)];
            case Biff12Type.CellString or Biff12Type.FormulaString:
                return Biff12Text.Take(ref value, out var plain) ? OneLine(plain ?? "") : "";
            case Biff12Type.CellRichString:
                return Rich(value);
            case Biff12Type.CellRk when value.Length >= 4:
                return _formats.Show(CellValue.OfRk(value.U32(0)), style);
            case Biff12Type.CellReal or Biff12Type.FormulaNumber when value.Length >= sizeof(double):
                return _formats.Show(BitConverter.ToDouble(value), style);
            case Biff12Type.CellBool or Biff12Type.FormulaBool when value.Length >= 1:
                return CellValue.OfBool(value[0]);
            case Biff12Type.CellError or Biff12Type.FormulaError when value.Length >= 1:
                return CellValue.OfError(value[0]);
            default:
                return "";
        }
    }

    private void WriteComments(PlannedPart sheet)
    {
        if (Related(sheet, "comments") is not { } entry)
        {
            return;
        }

        text.Write("[" + label("コメント", "Comments") + "]\n");
        using var reader = package.OpenRecords(entry);
        var place = "";
        while (reader.Next())
        {
            if (reader.Type == Biff12Type.BeginComment && reader.Data.Length >= 20)
            {
                // The author's number, then the first and last row, the first and last column.
                place = Reference(reader.Data.U32(12), reader.Data.U32(4));
            }
            else if (reader.Type == Biff12Type.CommentText)
            {
                text.Write(place + ": " + Rich(reader.Data) + "\n");
            }
        }
    }

    private static string Reference(uint column, uint row)
    {
        var letters = "";
        for (var left = Math.Min(column, LastColumn) + 1; left > 0; left = (left - 1) / 26)
        {
            letters = (char)('A' + ((left - 1) % 26)) + letters;
        }

        return letters + (row + 1L).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>A byte of flags before the text; behind it runs and readings, which are left out (2.5.121).</summary>
    private static string Rich(ReadOnlySpan<byte> data)
    {
        var rest = data.IsEmpty ? data : data[1..];
        return Biff12Text.Take(ref rest, out var text) ? OneLine(text ?? "") : "";
    }

    private static string OneLine(string value) => value.Replace("\r\n", " ", StringComparison.Ordinal).Replace('\n', ' ').Replace('\r', ' ').Replace('\t', ' ');

    private static Zip.ZipEntry? Related(PlannedPart part, string kind) => part.Relationships.Find(r => r.Part?.Kind.Name == kind)?.Part?.Entry;
}
