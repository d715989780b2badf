using System.Text;
using Mugai.Policies;
using Mugai.Sanitizing;
using static Mugai.Sanitizers.Tests.Ooxml.PackageBuilder;

namespace Mugai.Sanitizers.Tests.Ooxml;

/// <summary>Text extraction: what a person reads, in order.</summary>
public class OfficeTextTests
{
    private static readonly SanitizePolicy TextOnly = new() { Revision = "r1", Language = NoticeLanguage.Ja, Families = new Dictionary<FileFamily, PartWay> { [FileFamily.Office] = PartWay.Text } };

    [Fact]
    public void Reads_ADocument()
    {
        var body = Paragraph(Text("一行目") + "<w:r><w:tab/></w:r>" + Text("続き"))
            + "<w:tbl><w:tr><w:tc>" + Paragraph(Text("品目")) + "</w:tc><w:tc>" + Paragraph(Text("金額")) + "</w:tc></w:tr><w:tr><w:tc>" + Paragraph(Text("紙")) + "</w:tc><w:tc>" + Paragraph(Text("500")) + Paragraph(Text("円")) + "</w:tc></w:tr></w:tbl>"
            + Paragraph("<w:del w:id=\"1\" w:author=\"a\"><w:r><w:delText>消した</w:delText></w:r></w:del>" + Field(" PAGE ", "7") + "<w:r><w:ruby><w:rt><w:r><w:t>やくしょ</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>役所</w:t></w:r></w:rubyBase></w:ruby></w:r>")
            + Paragraph("<w:r><mc:AlternateContent><mc:Choice Requires=\"w14\"><w:t>新</w:t></mc:Choice><mc:Fallback><w:t>旧</w:t></mc:Fallback></mc:AlternateContent></w:r>");
        var package = Word(body).Part("word/footnotes.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml", $"<w:footnotes {W}><w:footnote w:id=\"1\">{Paragraph(Text("注記"))}</w:footnote></w:footnotes>")
            .Relate("word/document.xml", "rId5", "footnotes", "footnotes.xml")
            .Part("word/vbaProject.bin", "application/vnd.ms-office.vbaProject", "vba").Relate("word/document.xml", "rId8", "http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin");

        var run = Runs.File("起案.docm", package.Build(), TextOnly);

        Assert.Equal((Outcome.Replaced, "", "起案.docm.txt"), (run.Report.Outcome, run.Faults, run.Report.Output!.Name.DangerousRaw));
        Assert.Equal("一行目\t続き\n品目 \t金額 \t\n紙 \t500 円 \t\n7役所(やくしょ)\n新\n\n[脚注]\n注記\n", Shown(run));
        Assert.Contains("ooxml.vba", run.Codes);
    }

    [Fact]
    public void Reads_AWorkbook()
    {
        const string Styles = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml";
        var sheet = "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"D1\" s=\"1\"><v>46355</v></c><c r=\"E1\" s=\"2\"><v>0.75</v></c></row>"
            + "<row r=\"2\"><c r=\"A2\"><f>0.1+0.2</f><v>0.30000000000000004</v></c><c r=\"B2\" t=\"b\"><v>1</v></c><c r=\"C2\" t=\"e\"><v>#DIV/0!</v></c><c r=\"D2\" t=\"inlineStr\"><is><t>直接</t></is></c></row></sheetData>";
        var package = Book("", SheetMain, sheet, "<sheetData/>")
            .Part("xl/sharedStrings.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml", $"<sst {X}><si><r><t>開催</t></r><r><t>日</t></r><rPh sb=\"0\" eb=\"2\"><t>カイサイ</t></rPh></si></sst>")
            .Relate("xl/workbook.xml", "rId8", "sharedStrings", "sharedStrings.xml")
            .Part("xl/styles.xml", Styles, $"<styleSheet {X}><numFmts count=\"1\"><numFmt numFmtId=\"170\" formatCode=\"[$-411]ggge&quot;年&quot;m&quot;月&quot;\"/></numFmts><cellXfs count=\"3\"><xf numFmtId=\"0\"/><xf numFmtId=\"170\"/><xf numFmtId=\"9\"/></cellXfs></styleSheet>")
            .Relate("xl/workbook.xml", "rId9", "styles", "styles.xml");

        var run = Runs.File("表.xlsx", package.Build(), TextOnly);

        Assert.Equal((Outcome.Replaced, ""), (run.Report.Outcome, run.Faults));
        Assert.Equal("[Sheet1]\n開催日\t\t\t2026-11-29\t0.75\n0.3\tTRUE\t#DIV/0!\t直接\n\n[Sheet2]\n", Shown(run));
    }

    [Fact]
    public void Reads_ABinaryWorkbook()
    {
        byte[] Styled(int column, byte style) => [.. BitConverter.GetBytes(column), style, 0, 0, 0];
        byte[] cells =
        [
            .. BinaryBookBuilder.Record(7, [.. BinaryBookBuilder.Cell(0), 0, 0, 0, 0]), .. BinaryBookBuilder.Record(5, [.. Styled(3, 1), .. BitConverter.GetBytes(46355.0)]), .. BinaryBookBuilder.Record(2, [.. BinaryBookBuilder.Cell(4), .. BitConverter.GetBytes((75 << 2) | 3)]),
            .. BinaryBookBuilder.Record(0, [1, 0, 0, 0, .. new byte[13]]),
            .. BinaryBookBuilder.FormulaCell(0, [0x1E, 42, 0]), .. BinaryBookBuilder.Record(4, [.. BinaryBookBuilder.Cell(1), 1]), .. BinaryBookBuilder.Record(3, [.. BinaryBookBuilder.Cell(2), 7]), .. BinaryBookBuilder.Record(6, [.. BinaryBookBuilder.Cell(3), .. BinaryBookBuilder.Text("直接\n二行")]),
        ];
        byte[] strings = [.. BinaryBookBuilder.Record(159, [1, 0, 0, 0, 1, 0, 0, 0]), .. BinaryBookBuilder.Record(19, [0, .. BinaryBookBuilder.Text("開催日")]), .. BinaryBookBuilder.Record(160)];
        byte[] styles =
        [
            .. BinaryBookBuilder.Record(278), .. BinaryBookBuilder.Record(615, [1, 0, 0, 0]), .. BinaryBookBuilder.Record(44, [170, 0, .. BinaryBookBuilder.Text("[$-411]ggge\"年\"m\"月\"")]), .. BinaryBookBuilder.Record(616),
            .. BinaryBookBuilder.Record(617, [2, 0, 0, 0]), .. BinaryBookBuilder.Record(47, [.. new byte[16]]), .. BinaryBookBuilder.Record(47, [0, 0, 170, 0, .. new byte[12]]), .. BinaryBookBuilder.Record(618), .. BinaryBookBuilder.Record(279),
        ];
        var package = BinaryBookBuilder.Package(cells)
            .Part("xl/sharedStrings.bin", "application/vnd.ms-excel.sharedStrings", strings).Relate("xl/workbook.bin", "rId8", "sharedStrings", "sharedStrings.bin")
            .Part("xl/styles.bin", "application/vnd.ms-excel.styles", styles).Relate("xl/workbook.bin", "rId9", "styles", "styles.bin");

        var run = Runs.File("表.xlsb", package.Build(), TextOnly);

        Assert.Equal((Outcome.Replaced, "", "表.xlsb.txt"), (run.Report.Outcome, run.Faults, run.Report.Output!.Name.DangerousRaw));
        Assert.Equal("[Sheet1]\n開催日\t\t\t2026-11-29\t0.75\n42\tTRUE\t#DIV/0!\t直接 二行\n", Shown(run));
    }

    [Fact]
    public void Reads_SlidesWithTheirNotes()
    {
        const string Shape = "<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"t\"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:p><a:r><a:t>{0}</a:t></a:r><a:fld id=\"x\" type=\"slidenum\"><a:t>9</a:t></a:fld></a:p></p:txBody></p:sp>";
        var package = Show(Shape.Replace("{0}", "計画", StringComparison.Ordinal))
            .Part("ppt/notesSlides/notesSlide1.xml", "application/vnd.openxmlformats-officedocument.presentationml.notesSlide+xml", $"<p:notes {P}><p:cSld><p:spTree>{Shape.Replace("{0}", "口頭で説明", StringComparison.Ordinal)}</p:spTree></p:cSld></p:notes>")
            .Relate("ppt/slides/slide1.xml", "rId3", "notesSlide", "../notesSlides/notesSlide1.xml");

        var run = Runs.File("説明.pptx", package.Build(), TextOnly);

        Assert.Equal((Outcome.Replaced, ""), (run.Report.Outcome, run.Faults));
        Assert.Equal("[スライド 1]\n計画\n[ノート]\n口頭で説明\n", Shown(run));
    }

    [Fact]
    public void Blocks_BrokenXml() => Assert.Equal(Outcome.Blocked, Runs.File("a.docx", Word("<w:p><w:r></w:p>").Build(), TextOnly).Report.Outcome);

    [Fact]
    public void Reads_TheFilesOfOthers()
    {
        foreach (var file in Corpus.Files("docx", "xlsx", "pptx", "vsdx", "xlsb").Where((_, i) => i % 6 == 0))
        {
            var run = Runs.File(Path.GetFileName(file), File.ReadAllBytes(file), TextOnly);
            Assert.True(run.Report.Outcome is Outcome.Replaced or Outcome.Blocked or Outcome.Held && run.Faults.Length == 0, $"{file}: {run.Report.Outcome} {run.Report.Reason} {run.Faults}");
        }
    }

    private static string Shown(RunResult run) => Encoding.UTF8.GetString(run.Output.Bytes).Replace("\r\n", "\n", StringComparison.Ordinal);
}
