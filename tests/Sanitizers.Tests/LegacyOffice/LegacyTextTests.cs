using System.Text;
using Mugai.Policies;
using Mugai.Sanitizers.CompoundFiles;
using Mugai.Sanitizing;
using static Mugai.Sanitizers.Tests.LegacyOffice.PresentationBuilder;

namespace Mugai.Sanitizers.Tests.LegacyOffice;

public class LegacyTextTests
{
    private static readonly Encoding Japanese = CodePagesEncodingProvider.Instance.GetEncoding(932)!;

    private static readonly SanitizePolicy TextOnly = new()
    {
        Revision = "r1",
        Language = NoticeLanguage.En,
        Families = new Dictionary<FileFamily, PartWay> { [FileFamily.LegacyOffice] = PartWay.Text },
    };

    [Fact]
    public void Gives_TheTextOfADocumentWithResultsOfFieldsAndTabsBetweenCells()
    {
        var run = Runs.File("a.doc", new DocumentBuilder("Page { PAGE { DDE x } |1} of it\rA\aB\a\aC\aD\a\aend\v2\u001E3\u001F\r").File(), TextOnly);
        Assert.Equal((Outcome.Replaced, "txt"), (run.Report.Outcome, run.Report.Output!.Format));
        Assert.Equal("Page 1 of it\r\nA\tB\r\nC\tD\r\nend\r\n2-3\r\n", Text(run));
        Assert.Empty(run.Codes);
    }

    [Fact]
    public void Puts_TheTextInPlaceOfADocumentWhosePropertiesAreBroken()
    {
        var run = Runs.File("a.doc", new DocumentBuilder("The text\r").With(6, [0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0x7F, 0, 0, 0, 0, 0, 0]).File());
        Assert.Equal((Outcome.Replaced, "The text\r\n"), (run.Report.Outcome, Text(run)));
        Assert.Equal(["legacy.malformed", "legacy.textOnly"], run.Codes.Order());
    }

    [Fact]
    public void Blocks_DocumentsThatCouldBeReadInTwoWays()
    {
        // The properties of the section lie on the page of the characters'.
        var run = Runs.File("a.doc", new DocumentBuilder("The text\r").With(6, [0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0x10, 0x08, 0, 0, 0, 0, 0, 0, 0, 0]).File());
        Assert.Equal((Outcome.Blocked, Reason.Ambiguous), (run.Report.Outcome, run.Report.Reason));
    }

    [Theory]
    [InlineData(0x411, 0)]
    [InlineData(0x409, 128)]
    public void Gives_TheTextOfWord95InItsCodePage(int locale, int charset)
    {
        var run = Runs.File("申請書.doc", OldDocumentBuilder.File(Japanese.GetBytes("市長への申請 \x13 PAGE \x14" + "1\x15\r表示\r"), locale, charset));
        Assert.Equal((Outcome.Replaced, "市長への申請 1\r\n表示\r\n"), (run.Report.Outcome, Text(run)));
        Assert.Equal(["legacy.textOnly"], run.Codes);
    }

    [Fact]
    public void Gives_TheTextOfFastSavedWord95InItsOrder()
    {
        Assert.Equal("first second\r\n", Text(Runs.File("a.doc", OldDocumentBuilder.File("first second\r"u8.ToArray(), split: 6))));
        Assert.Equal("漢字の順\r\n", Text(Runs.File("a.doc", OldDocumentBuilder.File(Encoding.Unicode.GetBytes("漢字の順\r"), isWide: true, split: 2))));
    }

    [Fact]
    public void Sets_NotesApart()
    {
        var run = Runs.File("a.doc", OldDocumentBuilder.File("body\rnote\r"u8.ToArray(), notes: 5), TextOnly);
        Assert.Equal("body\r\n\r\n[Footnotes]\r\nnote\r\n", Text(run));
    }

    [Fact]
    public void Blocks_Word95WithoutText()
    {
        var run = Runs.File("a.doc", OldDocumentBuilder.File([]));
        Assert.Equal((Outcome.Blocked, Reason.Unsupported), (run.Report.Outcome, run.Report.Reason));
    }

    [Fact]
    public void Gives_CellsOfAWorkbookLineByLine()
    {
        byte[] shared = WorkbookBuilder.Record(0xFC, [2, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, .. "one"u8, 4, 0, 1, .. Encoding.Unicode.GetBytes("二つ")]);
        byte[] rest = WorkbookBuilder.Record(0x3C, [1, .. Encoding.Unicode.GetBytes("目の")]);
        var run = Runs.File(
            "表.xls",
            new WorkbookBuilder()
                .Global(shared, rest, WorkbookBuilder.Record(0xE0, [.. WorkbookBuilder.Words(0, 0), .. new byte[16]]), WorkbookBuilder.Record(0xE0, [.. WorkbookBuilder.Words(0, 14), .. new byte[16]]))
                .Sheet(
                    "A",
                    WorkbookBuilder.Record(0xFD, [.. WorkbookBuilder.Words(0, 0, 0), 0, 0, 0, 0]),
                    WorkbookBuilder.Record(0xFD, [.. WorkbookBuilder.Words(0, 2, 0), 1, 0, 0, 0]),
                    WorkbookBuilder.Record(0x203, [.. WorkbookBuilder.Words(1, 1, 0), .. BitConverter.GetBytes(1.5)]),
                    WorkbookBuilder.Record(0x203, [.. WorkbookBuilder.Words(1, 2, 1), .. BitConverter.GetBytes(45_000.0)]),
                    WorkbookBuilder.Record(0xBD, [.. WorkbookBuilder.Words(2, 0, 0), .. BitConverter.GetBytes((7 << 2) | 2), .. WorkbookBuilder.Words(0), .. BitConverter.GetBytes((325 << 2) | 3), .. WorkbookBuilder.Words(1)]),
                    WorkbookBuilder.TextFormula(3, 0, "value", 0x1D, 1),
                    WorkbookBuilder.Formula(3, 1, 33, 0x1D, 1),
                    WorkbookBuilder.Record(0x205, [.. WorkbookBuilder.Words(4, 0, 0), 1, 0]),
                    WorkbookBuilder.Record(0x1B6, [.. WorkbookBuilder.Words(0, 0, 0, 0, 0, 4, 0, 0, 0)]),
                    WorkbookBuilder.Record(0x3C, [0, .. "note"u8]))
                .Sheet("Macro", 1, 0x40, WorkbookBuilder.TextFormula(0, 0, "hidden", 0x1D, 1))
                .File(),
            TextOnly);
        Assert.Equal((Outcome.Replaced, "表.xls.txt"), (run.Report.Outcome, run.Report.Output!.Name.DangerousRaw));
        Assert.Equal("[A]\r\none\t\t二つ目の\r\n\t1.5\t2023-03-15\r\n7\t3.25\r\nvalue\t33\r\nTRUE\r\n[Shapes and comments]\r\nnote\r\n\r\n", Text(run));
    }

    [Fact]
    public void Reads_AnEmptyFirstString()
    {
        // [MS-XLS] 2.4.265: one string in all, of no characters.
        var sst = WorkbookBuilder.Record(0xFC, [1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
        var run = Runs.File("a.xls", new WorkbookBuilder().Global(sst).Sheet("A", WorkbookBuilder.Record(0xFD, [.. WorkbookBuilder.Words(0, 0, 0), 0, 0, 0, 0]), WorkbookBuilder.Record(0x203, [.. WorkbookBuilder.Words(1, 0, 0), .. BitConverter.GetBytes(2.0)])).File(), TextOnly);
        Assert.Equal((Outcome.Replaced, ""), (run.Report.Outcome, run.Faults));
        Assert.Contains("2", Text(run), StringComparison.Ordinal);
    }

    [Fact]
    public void Puts_TheTextInPlaceOfAWorkbookWithoutItsListOfSheets()
    {
        byte[] cell = [.. WorkbookBuilder.Words(0, 0, 0), .. WorkbookBuilder.Narrow("cell")];
        cell = [.. cell[..6], 4, 0, 0, .. "cell"u8];
        var stream = new WorkbookBuilder().Sheet("A", WorkbookBuilder.Record(0x204, cell)).Workbook();
        stream[20] = 0xFF;
        var run = Runs.File("a.xls", Book(stream));
        Assert.Equal((Outcome.Replaced, ""), (run.Report.Outcome, run.Faults));
        Assert.Contains("cell", Text(run), StringComparison.Ordinal);
        Assert.Equal(["legacy.textOnly"], run.Codes);
    }

    [Fact]
    public void Gives_SlidesWithTheirComments()
    {
        var comment = Container(0x1388, Tag("___PPT10", Container(0x2EE0, PresentationBuilder.String("Hanako"), PresentationBuilder.String("check this", 1), Atom(0x2EE1, new byte[28]))));
        var run = Runs.File("a.ppt", new PresentationBuilder("Budget of the city") { Slide = [comment] }.File(), TextOnly);
        Assert.Equal(Outcome.Replaced, run.Report.Outcome);
        Assert.StartsWith("[Slide 1]\r\noutline of Budget of the city\r\n", Text(run), StringComparison.Ordinal);
        Assert.Contains("[Comment] check this", Text(run), StringComparison.Ordinal);
        Assert.DoesNotContain("Hanako", Text(run), StringComparison.Ordinal);
    }

    [Fact]
    public void Puts_TheTextInPlaceOfAPresentationWhoseLastSaveIsLost()
    {
        var file = new PresentationBuilder("Budget of the city").File();
        byte[] token = [0x5F, 0xC0, 0x91, 0xE3];
        file[file.AsSpan().IndexOf(token) + 7] = 0x7F;
        var run = Runs.File("a.ppt", file);
        Assert.Equal(Outcome.Replaced, run.Report.Outcome);
        Assert.Contains("Budget of the city", Text(run), StringComparison.Ordinal);
        Assert.Equal(["legacy.malformed", "legacy.textOnly"], run.Codes.Order());
    }

    [Fact]
    public void Answers_EveryChangedByteInTextMode()
    {
        foreach (var (name, file) in ((string, byte[])[])[("a.doc", OldDocumentBuilder.File(Encoding.Latin1.GetBytes("a\x13 b\x14z\x15\r"), split: 2)), ("a.xls", XlsSanitizerTests.Hostile().File()), ("a.ppt", new PresentationBuilder("t").File())])
        {
            for (var at = 512; at < file.Length; at += 5)
            {
                var changed = (byte[])file.Clone();
                changed[at] ^= 0xA5;
                Assert.Equal("", Runs.File(name, changed, TextOnly).Faults);
            }
        }
    }

    private static string Text(RunResult run) => Encoding.UTF8.GetString(run.Output.Bytes);

    private static byte[] Book(byte[] stream)
    {
        var root = new NewStorage("Root Entry");
        root.Add("Workbook", new MemoryStream(stream));
        using var file = new MemoryStream();
        CompoundFileWriter.Write(root, file, new Budget(BudgetLimits.ForInput(1 << 20)));
        return file.ToArray();
    }
}
