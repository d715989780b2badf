using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.Ooxml;

/// <summary>Real workbooks, cell by cell as the Open XML SDK reads them: each keeps its formula, the value that was last computed, and its number format. A formula goes with a finding alone, and never its value.</summary>
public class CellsCorpusTests
{
    private const int MaxFileBytes = 1_000_000;

    private static readonly string[] FormulaCodes = ["ooxml.formula", "ooxml.dde", "ooxml.externalLink", "ooxml.definedName", "ooxml.macroSheet", "ooxml.hyperlink"];

    [Fact]
    public void Keeps_FormulaValueAndFormatOfEachCell()
    {
        var (wrong, cells, books) = (new List<string>(), 0, 0);
        foreach (var file in Corpus.Files("xlsx").Where(static file => new FileInfo(file).Length <= MaxFileBytes))
        {
            var original = File.ReadAllBytes(file);
            var run = Runs.File(Path.GetFileName(file), original);
            if (run.Report.Outcome != Outcome.Rebuilt || Cells(original) is not { } before)
            {
                continue;
            }

            books++;
            cells += before.Count;
            var after = Cells(run.Output.Bytes) ?? [];
            var mayLoseFormulas = run.Codes.Any(FormulaCodes.Contains);
            wrong.AddRange(before.Where(cell => !Stays(cell.Value, after.GetValueOrDefault(cell.Key), mayLoseFormulas))
                .Take(3).Select(cell => $"{Path.GetFileName(file)} {cell.Key}: {cell.Value} became {after.GetValueOrDefault(cell.Key)}"));
        }

        Assert.Empty(wrong);
        Assert.True(!Corpus.Files("xlsx").Any() || (books >= 40 && cells >= 10_000), $"{cells} cells of {books} workbooks");
    }

    private static bool Stays(SeenCell before, SeenCell? after, bool mayLoseFormula) =>
        after is not null && after.Value == before.Value && after.Format == before.Format && (after.Formula == before.Formula || (mayLoseFormula && after.Formula.Length == 0));

    /// <summary>The cells of all worksheets by name of sheet and place; null when the SDK does not read the workbook.</summary>
    private static Dictionary<(string Sheet, string Place), SeenCell>? Cells(byte[] book)
    {
        try
        {
            using var document = SpreadsheetDocument.Open(new MemoryStream(book), isEditable: false);
            var main = document.WorkbookPart!;
            var strings = main.SharedStringTablePart?.SharedStringTable?.Elements<SharedStringItem>().Select(static item => item.InnerText).ToList() ?? [];
            var styles = main.WorkbookStylesPart?.Stylesheet;
            var formats = styles?.CellFormats?.Elements<CellFormat>().Select(format => FormatOf(format, styles)).ToList() ?? [];
            var cells = new Dictionary<(string, string), SeenCell>();
            foreach (var sheet in main.Workbook.Sheets!.Elements<Sheet>())
            {
                if (sheet.Id?.Value is not { } id || main.GetPartById(id) is not WorksheetPart part)
                {
                    continue;
                }

                var number = 0;
                foreach (var cell in part.Worksheet.Descendants<Cell>())
                {
                    number++;
                    var text = cell.CellValue?.Text ?? cell.InlineString?.InnerText ?? "";
                    var value = cell.DataType?.Value == CellValues.SharedString && int.TryParse(text, out var index) && index < strings.Count ? strings[index] : text;
                    var style = (int)(cell.StyleIndex?.Value ?? 0);
                    cells[(sheet.Name!.Value!, cell.CellReference?.Value ?? "#" + number)] =
                        new SeenCell(cell.CellFormula is { } formula ? formula.Text + "|" + formula.FormulaType?.InnerText + "|" + formula.Reference?.Value + "|" + formula.SharedIndex?.Value : "", value, style < formats.Count ? formats[style] : "");
                }
            }

            return cells;
        }
        catch (Exception refused) when (refused is not OutOfMemoryException)
        {
            return null;
        }
    }

    private static string FormatOf(CellFormat format, Stylesheet styles)
    {
        var id = format.NumberFormatId?.Value ?? 0;
        var code = styles.NumberingFormats?.Elements<NumberingFormat>().FirstOrDefault(numbers => numbers.NumberFormatId?.Value == id)?.FormatCode?.Value ?? "";
        return $"{id} {code} {format.FontId?.Value} {format.FillId?.Value} {format.BorderId?.Value} {format.Alignment?.OuterXml}{format.Protection?.OuterXml}";
    }

    private sealed record SeenCell(string Formula, string Value, string Format);
}
