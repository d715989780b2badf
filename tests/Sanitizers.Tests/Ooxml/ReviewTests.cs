using System.IO.Compression;
using System.Text;
using Mugai.Policies;
using Mugai.Sanitizing;
using static Mugai.Sanitizers.Tests.Ooxml.PackageBuilder;

namespace Mugai.Sanitizers.Tests.Ooxml;

/// <summary>What a review left, when the policy wants none of it.</summary>
public class ReviewTests
{
    private const string Who = "w:id=\"1\" w:author=\"山田\" w:date=\"2026-04-01T00:00:00Z\"";

    private const string Comments = "application/vnd.openxmlformats-officedocument.";

    private static readonly SanitizePolicy Final = new() { Revision = "r3", Office = new OfficePolicy { RemoveComments = true, AcceptRevisions = true } };

    private static readonly byte[] Reviewed = Word(
        $"<w:p><w:commentRangeStart w:id=\"0\"/>{Text("前文")}<w:ins {Who}>{Text("挿入")}</w:ins><w:del {Who}><w:r><w:delText>削除</w:delText></w:r></w:del><w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r></w:p>"
        + $"<w:moveFrom {Who}>{Text("移動前")}</w:moveFrom><w:p><w:pPr><w:rPr><w:ins {Who}/></w:rPr><w:pPrChange {Who}><w:pPr/></w:pPrChange></w:pPr><w:moveTo {Who}>{Text("移動後")}</w:moveTo></w:p>"
        + $"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w=\"1\"/></w:tblGrid><w:tr><w:trPr><w:del {Who}/></w:trPr><w:tc><w:p>{Text("消えた行")}</w:p></w:tc></w:tr><w:tr><w:trPr><w:ins {Who}/></w:trPr><w:tc><w:p>{Text("増えた行")}</w:p></w:tc></w:tr></w:tbl>")
        .Part("word/comments.xml", Comments + "wordprocessingml.comments+xml", $"<w:comments {W}><w:comment w:id=\"0\" w:author=\"山田\"><w:p><w:r><w:t>意見</w:t></w:r></w:p></w:comment></w:comments>")
        .Relate("word/document.xml", "rId3", "comments", "comments.xml").Build();

    [Fact]
    public void Keeps_ReviewsByDefault()
    {
        var run = Runs.File("a.docx", Reviewed);

        var text = Everything(run.Output.Bytes);
        Assert.Empty(run.Codes);
        Assert.All((string[])["挿入", "削除", "移動前", "消えた行", "意見", "commentReference"], kept => Assert.Contains(kept, text, StringComparison.Ordinal));
    }

    [Fact]
    public void Gives_TheTextAsItIsOnceAllIsAccepted()
    {
        var run = Runs.File("a.docx", Reviewed, Final);

        var text = Everything(run.Output.Bytes);
        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.All((string[])["前文", "挿入", "移動後", "増えた行"], kept => Assert.Contains(kept, text, StringComparison.Ordinal));
        Assert.All((string[])["削除", "移動前", "消えた行", "意見", "山田", "w:ins", "w:del", "w:move", "Change", "comment"], gone => Assert.DoesNotContain(gone, text, StringComparison.Ordinal));
        Assert.Equal(["ooxml.comment", "ooxml.revision"], run.Codes);
        Assert.Empty(Cleaning.Errors(run.Output.Bytes, ".docx"));
        AssertStays(run, "a.docx");
    }

    [Fact]
    public void Drops_TablesRowsAndCellsOfWhichNothingIsLeft()
    {
        string Cell(string text, string mark = "") => $"<w:tc><w:tcPr>{mark}</w:tcPr><w:p>{Text(text)}</w:p></w:tc>";
        string Row(string cells, string mark = "") => $"<w:tr><w:trPr>{mark}</w:trPr>{cells}</w:tr>";
        const string Grid = "<w:tblPr/><w:tblGrid><w:gridCol w:w=\"1\"/><w:gridCol w:w=\"1\"/></w:tblGrid>";
        var (row, cell) = ($"<w:del {Who}/>", $"<w:cellDel {Who}/>");
        var file = Word($"<w:tbl>{Grid}{Row(Cell("消1"), row)}{Row(Cell("消2", cell) + Cell("消3", cell))}</w:tbl><w:p>{Text("間")}</w:p>"
            + $"<w:tbl>{Grid}{Row(Cell("消4", cell) + Cell("残1"))}{Row($"<w:tc><w:tbl>{Grid}{Row(Cell("消5"), row)}</w:tbl><w:p>{Text("残2")}</w:p></w:tc>")}</w:tbl><w:p/>").Build();

        var run = Runs.File("a.docx", file, Final);

        var text = Everything(run.Output.Bytes);
        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.All((string[])["間", "残1", "残2"], kept => Assert.Contains(kept, text, StringComparison.Ordinal));
        Assert.All((string[])["消1", "消2", "消3", "消4", "消5", "cellDel"], gone => Assert.DoesNotContain(gone, text, StringComparison.Ordinal));
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(text, "<w:tbl>"));
        Assert.Empty(Cleaning.Errors(run.Output.Bytes, ".docx"));
        AssertStays(run, "a.docx");
    }

    [Fact]
    public void Takes_NotesOfSheetsWithTheirShapes()
    {
        var book = Book("<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData><legacyDrawing r:id=\"rId9\"/>")
            .Part("xl/comments1.xml", Comments + "spreadsheetml.comments+xml", $"<comments {X}><authors><author>山田</author></authors><commentList><comment ref=\"A1\" authorId=\"0\"><text><t>意見</t></text></comment></commentList></comments>")
            .Relate("xl/worksheets/sheet1.xml", "rId8", "comments", "../comments1.xml")
            .Part("xl/drawings/v1.vml", Comments + "vmlDrawing", "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><v:shape id=\"_x0000_s1025\" type=\"#_x0000_t202\"><x:ClientData ObjectType=\"Note\"><x:Row>0</x:Row><x:Column>0</x:Column></x:ClientData></v:shape></xml>")
            .Relate("xl/worksheets/sheet1.xml", "rId9", "vmlDrawing", "../drawings/v1.vml").Build();

        Assert.Contains("意見", Everything(Runs.File("a.xlsx", book).Output.Bytes), StringComparison.Ordinal);
        var run = Runs.File("a.xlsx", book, Final);

        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.All((string[])["意見", "山田", "v:shape"], gone => Assert.DoesNotContain(gone, Everything(run.Output.Bytes), StringComparison.Ordinal));
        AssertStays(run, "a.xlsx");
    }

    private static void AssertStays(RunResult run, string name)
    {
        var again = Runs.File(name, run.Output.Bytes, Final);
        Assert.Equal(run.Output.Bytes, again.Output.Bytes);
        Assert.Empty(again.Codes);
    }

    private static string Everything(byte[] package)
    {
        using var archive = new ZipArchive(new MemoryStream(package));
        return string.Concat(archive.Entries.Select(e => Encoding.UTF8.GetString(Cleaning.Read(e))));
    }
}
