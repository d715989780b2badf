using Mugai.Sanitizing;
using static Mugai.Sanitizers.Tests.Ooxml.PackageBuilder;

namespace Mugai.Sanitizers.Tests.Ooxml;

/// <summary>The workbook behind a chart: without it the chart's data cannot be edited.</summary>
public class EmbeddedWorkbookTests
{
    private const string C = "xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    private const string Chart = "word/charts/chart1.xml";
    private const string MacroBook = "application/vnd.ms-excel.sheet.macroEnabled.12";

    [Fact]
    public void Rebuilds_TheWorkbookBehindAChart()
    {
        var workbook = Book("", "application/vnd.ms-excel.sheet.macroEnabled.main+xml", "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData>")
            .Part("xl/vbaProject.bin", "application/vnd.ms-office.vbaProject", "vba").Relate("xl/workbook.xml", "rId8", "http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin").Build();

        var run = Runs.File("a.docx", WithChart(workbook).Build());

        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.Contains("ooxml.vba", run.Codes);
        using var archive = new System.IO.Compression.ZipArchive(new MemoryStream(run.Output.Bytes));
        var inner = Cleaning.Read(archive.GetEntry("word/embeddings/workbook.xlsx")!);
        using var book = new System.IO.Compression.ZipArchive(new MemoryStream(inner));
        Assert.NotNull(book.GetEntry("xl/worksheets/sheet1.xml"));
        Assert.Null(book.GetEntry("xl/vbaProject.bin"));
        var again = Runs.File("a.docx", run.Output.Bytes);
        Assert.Equal(run.Output.Bytes, again.Output.Bytes);
        Assert.Empty(again.Codes);
    }

    [Fact]
    public void Drops_AWorkbookThatIsNone()
    {
        var run = Runs.File("a.docx", WithChart("MZ no workbook"u8.ToArray()).Build());

        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.Contains("ooxml.embedding", run.Codes);
        using var archive = new System.IO.Compression.ZipArchive(new MemoryStream(run.Output.Bytes));
        Assert.DoesNotContain(archive.Entries, e => e.FullName.Contains("embeddings", StringComparison.Ordinal));
        Assert.DoesNotContain("externalData", System.Text.Encoding.UTF8.GetString(Cleaning.Read(archive.GetEntry(Chart)!)), StringComparison.Ordinal);
        Assert.Equal(run.Output.Bytes, Runs.File("a.docx", run.Output.Bytes).Output.Bytes);
    }

    private static PackageBuilder WithChart(byte[] workbook) => Word(Paragraph(Text("body")))
        .Part(Chart, "application/vnd.openxmlformats-officedocument.drawingml.chart+xml", $"<c:chartSpace {C}><c:chart><c:plotArea><c:layout/></c:plotArea></c:chart><c:externalData r:id=\"rId1\"><c:autoUpdate val=\"0\"/></c:externalData></c:chartSpace>")
        .Relate("word/document.xml", "rId4", "chart", "charts/chart1.xml")
        .Part("word/embeddings/Microsoft_Excel.xlsm", MacroBook, workbook).Relate(Chart, "rId1", "package", "../embeddings/Microsoft_Excel.xlsm");
}
