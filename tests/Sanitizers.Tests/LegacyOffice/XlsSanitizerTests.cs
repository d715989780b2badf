using Mugai.Wording;
using System.Text;
using Mugai.Sanitizers.CompoundFiles;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.LegacyOffice;

public class XlsSanitizerTests
{
    private static readonly byte[] Exec = [0x17, 8, 0, .. "calc.exe"u8, 0x42, 1, 110, 0x80];
    private static readonly Guid Url = new("79eac9e0-baf9-11ce-8c82-00aa004ba90b");
    private static readonly Guid FileLink = new("00000303-0000-0000-c000-000000000046");

    [Fact]
    public void Keeps_ACleanBookAsItIs()
    {
        var file = new WorkbookBuilder().Sheet("A", WorkbookBuilder.Formula(0, 0, 2, 0x1E, 1, 0, 0x1E, 1, 0, 0x03)).File();
        var first = Runs.File("a.xls", file);
        Assert.Equal((Outcome.Rebuilt, ""), (first.Report.Outcome, first.Faults));
        Assert.Empty(first.Codes);
        Assert.Equal(Stream(file), Stream(first.Output.Bytes));
    }

    [Fact]
    public void Gives_TheSameBytesTheSecondTime()
    {
        var first = Runs.File("a.xls", Hostile().File(("_VBA_PROJECT_CUR", [1, 2, 3])));
        var second = Runs.File("a.xls", first.Output.Bytes);
        Assert.Empty(second.Codes);
        Assert.Equal(first.Output.Bytes, second.Output.Bytes);
    }

    [Fact]
    public void Removes_VbaAndEveryTraceOfIt()
    {
        var file = new WorkbookBuilder().Global(WorkbookBuilder.Record(0xD3), WorkbookBuilder.Record(0x1BA, 1, 0, 0, (byte)'T')).Sheet("A").File(("_VBA_PROJECT_CUR", [1]), ("MBD0001", [1]));
        var run = Runs.File("a.xls", file);
        Assert.Equal(["legacy.ole", "legacy.vba"], run.Codes.Order());
        Assert.DoesNotContain(Records(run.Output.Bytes), record => record.Type is 0xD3 or 0x1BA);
        Assert.Single(Open(run.Output.Bytes).Root.Children);
    }

    [Fact]
    public void Removes_MacroSheetsAndMovesWhatPointsBehindThem()
    {
        // The reference to the third sheet becomes one to the second; the one to the macro sheet is deleted.
        var book = new WorkbookBuilder()
            .Global(WorkbookBuilder.Record(0x1AE, [.. WorkbookBuilder.Words(3, 0x0401)]), WorkbookBuilder.Record(0x17, [.. WorkbookBuilder.Words(2, 0, 1, 1, 0, 2, 2)]))
            .Sheet("A", WorkbookBuilder.Formula(0, 0, 7, 0x5A, 0, 0, 0, 0, 0, 0), WorkbookBuilder.Formula(1, 0, 8, 0x5A, 1, 0, 0, 0, 0, 0))
            .Sheet("Macro1", 1, 0x40, WorkbookBuilder.Formula(0, 0, 0, Exec))
            .Sheet("B");
        var run = Runs.File("a.xls", book.File());
        Assert.Contains("xls.macroSheet", run.Codes);
        Assert.Equal(["A", "B"], Records(run.Output.Bytes).Where(record => record.Type == 0x85).Select(record => Encoding.Latin1.GetString(record.Data[8..])));
        Assert.Equal(WorkbookBuilder.Words(2, 0, 0xFFFF, 0xFFFF, 0, 1, 1), Records(run.Output.Bytes).Single(record => record.Type == 0x17).Data);
        // The cell that asked the macro sheet keeps its value, the other its formula.
        Assert.Equal(7, BitConverter.ToDouble(Records(run.Output.Bytes).Single(record => record.Type == 0x203).Data, 6));
        Assert.Single(Records(run.Output.Bytes), record => record.Type == 0x06);
        Assert.DoesNotContain("calc.exe", run.Output.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Leaves_AnEmptySheetWhenAllWereMacros()
    {
        var run = Runs.File("a.xls", new WorkbookBuilder().Sheet("Macro1", 1, 0x40, WorkbookBuilder.Formula(0, 0, 0, Exec)).File());
        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.DoesNotContain("calc.exe", run.Output.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0x20, "\u0001")]
    [InlineData(0x00, "Auto_Open")]
    [InlineData(0x00, "AUTO_CLOSE9")]
    [InlineData(0x0C, "Run")]
    public void Neutralizes_NamesThatRun(int flags, string name)
    {
        var run = Runs.File("a.xls", new WorkbookBuilder().Global(WorkbookBuilder.Name(flags, name, 0x1E, 1, 0)).Sheet("A").File());
        Assert.Equal(["xls.macroName"], run.Codes);
        var record = Records(run.Output.Bytes).Single(candidate => candidate.Type == 0x18).Data;
        Assert.Equal("_removed_1", Encoding.Latin1.GetString(record[15..^2]));
        Assert.Equal([0x1C, 0x17], record[^2..]);
    }

    [Fact]
    public void Replaces_FormulasThatRunByTheirLastValue()
    {
        var run = Runs.File("a.xls", new WorkbookBuilder().Sheet("A", WorkbookBuilder.Formula(0, 0, 33, Exec), WorkbookBuilder.TextFormula(1, 0, "shown", Exec)).File());
        Assert.Equal(["xls.formula"], run.Codes);
        var records = Records(run.Output.Bytes);
        Assert.DoesNotContain(records, record => record.Type == 0x06);
        Assert.Equal(33, BitConverter.ToDouble(records.Single(record => record.Type == 0x203).Data, 6));
        Assert.Contains("shown", Encoding.Latin1.GetString(records.Single(record => record.Type == 0x204).Data), StringComparison.Ordinal);
    }

    [Fact]
    public void Judges_TheDrawingThatGoesOnBehindAText()
    {
        byte[] unlisted = [0, 0, 0xFF, 0xF1, 4, 0, 0, 0, .. "evil"u8];
        byte[] anchor = [0, 0, 0x10, 0xF0, 4, 0, 0, 0, 1, 2, 3, 4];
        var run = Runs.File("a.xls", new WorkbookBuilder().Sheet(
            "A",
            WorkbookBuilder.Record(0xEC, 0x0F, 0, 2, 0xF0, 24, 0, 0, 0),
            WorkbookBuilder.Record(0x5D, 0x15, 0, 18, 0, 6, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
            WorkbookBuilder.Record(0x1B6, [.. WorkbookBuilder.Words(0, 0, 0, 0, 0, 4, 8, 0, 0)]),
            WorkbookBuilder.Record(0x3C, [0, .. "text"u8]),
            WorkbookBuilder.Record(0x3C, new byte[8]),
            WorkbookBuilder.Record(0x3C, [.. unlisted, .. anchor])).File());
        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.Equal(["legacy.drawing"], run.Codes);
        Assert.DoesNotContain("evil", run.Output.Text, StringComparison.Ordinal);
        Assert.Equal([0x809, 0xEC, 0x5D, 0x1B6, 0x3C, 0x3C, 0xEC, 0x0A], Records(run.Output.Bytes).SkipWhile(record => record.Type != 0x0A).Skip(1).Select(record => record.Type));
        Assert.Empty(Runs.File("a.xls", run.Output.Bytes).Codes);
    }

    [Fact]
    public void Disarms_ConditionsOfOneByte()
    {
        byte[] rule = [.. WorkbookBuilder.Words(0, 0), 1, 0, 0, 65, 1, 0, 0, 65, 1, 0, 0, 65, 1, 0, 0, 65, .. WorkbookBuilder.Words(1, 0), 0x39, .. WorkbookBuilder.Words(0, 0), .. WorkbookBuilder.Words(0)];
        var run = Runs.File("a.xls", new WorkbookBuilder().Sheet("A", WorkbookBuilder.Record(0x1BE, rule)).File());
        Assert.Equal(["xls.formula"], run.Codes);
        Assert.Empty(Runs.File("a.xls", run.Output.Bytes).Codes);
    }

    [Fact]
    public void Removes_LinksToProgramsAndOtherBooks()
    {
        // A DDE link: program, 0x03, topic.
        byte[] dde = [.. WorkbookBuilder.Words(0), 8, 0, 0, .. "cmd\u0003/c x"u8];
        var book = new WorkbookBuilder().Global(WorkbookBuilder.Record(0x1AE, dde), WorkbookBuilder.Record(0x23, [0x0A, 0, 0, 0, 0, 0, 1, 0, (byte)'i']), WorkbookBuilder.Record(0x17, [.. WorkbookBuilder.Words(1, 0, 0xFFFE, 0xFFFE)]))
            .Sheet("A", WorkbookBuilder.Formula(0, 0, 5, 0x59, 0, 0, 1, 0, 0, 0));
        var run = Runs.File("a.xls", book.File());
        Assert.Contains("xls.externalLink", run.Codes);
        Assert.DoesNotContain("cmd", run.Output.Text, StringComparison.Ordinal);
        Assert.Contains(Records(run.Output.Bytes), record => record.Type == 0x203);
    }

    [Fact]
    public void Keeps_LinksToPagesAndRemovesLinksToFiles()
    {
        var book = new WorkbookBuilder().Sheet("A", WorkbookBuilder.Link(Url, "https://city.example.lg.jp/"), WorkbookBuilder.Link(Url, "file:///c:/x"), WorkbookBuilder.Link(Url, "javascript:x"), WorkbookBuilder.Link(FileLink, @"\\evil\x"));
        var run = Runs.File("a.xls", book.File());
        Assert.Equal(["legacy.hyperlink"], run.Codes);
        Assert.Single(Records(run.Output.Bytes), record => record.Type == 0x1B8);
    }

    [Fact]
    public void Removes_TheMacroBehindAButtonAndTheObjectBehindAPicture()
    {
        byte[] common = [0x15, 0, 18, 0, 8, 0, 1, 0, 0, 0, .. new byte[12]];
        byte[] parts = [.. common, 8, 0, 2, 0, 0x31, 0, 9, 0, 4, 0, 1, 2, 3, 4, 4, 0, 4, 0, 9, 9, 9, 9, 0, 0, 0, 0];
        var run = Runs.File("a.xls", new WorkbookBuilder().Sheet("A", WorkbookBuilder.Record(0x5D, parts)).File());
        Assert.Equal(["legacy.ole", "xls.shapeMacro"], run.Codes.Order());
        Assert.Equal([.. common, 8, 0, 2, 0, 1, 0, 0, 0, 0, 0], Records(run.Output.Bytes).Single(record => record.Type == 0x5D).Data);
    }

    [Fact]
    public void Holds_ABookWhosePasswordNobodyKnows()
    {
        // RC4 with a verifier that no word fits.
        var pass = WorkbookBuilder.Record(0x2F, [1, 0, 1, 0, 1, 0, .. new byte[48]]);
        var run = Runs.File("a.xls", new WorkbookBuilder().Sheet("A").Global(pass).File(), passwords: ["a", "b"]);
        Assert.Equal((Outcome.Held, Reason.Encrypted), (run.Report.Outcome, run.Report.Reason));
    }

    [Theory]
    [InlineData("rc4")]
    [InlineData("cryptoApi")]
    [InlineData("xor")]
    public void Opens_AnEncryptedBookWithItsPasswordAlone(string kind)
    {
        var password = kind == "xor" ? LegacyCipher.XorPassword : "secret";
        var label = WorkbookBuilder.Record(0x204, [.. WorkbookBuilder.Words(0, 0, 0, 6), 0, .. "budget"u8]);
        var file = new WorkbookBuilder().Sheet("A", label, WorkbookBuilder.Formula(1, 0, 33, Exec)).Encrypted(kind == "cryptoApi" ? LegacyCipher.CryptoApi(password) : kind == "rc4" ? LegacyCipher.Office97(password) : null);
        var held = Runs.File("a.xls", file, passwords: ["wrong"]);
        Assert.Equal((Outcome.Held, Reason.Encrypted), (held.Report.Outcome, held.Report.Reason));
        var run = Runs.File("a.xls", file, passwords: ["wrong", password]);
        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.Equal(["legacy.encryption", "xls.formula"], run.Codes.Order());
        Assert.Contains(Records(run.Output.Bytes), record => record.Type == 0x204 && record.Data.AsSpan().EndsWith("budget"u8));
    }

    [Fact]
    public void Blocks_WhatIsNoWorkbook()
    {
        var root = new NewStorage("Root Entry");
        root.Add("Workbook", new MemoryStream([9, 8, 4, 0, 0, 6, 5, 0]));
        using var file = new MemoryStream();
        CompoundFileWriter.Write(root, file, new Budget(BudgetLimits.ForInput(0)));
        Assert.Equal((Outcome.Blocked, Reason.Corrupt), (Runs.File("a.xls", file.ToArray()).Report.Outcome, Runs.File("a.xls", file.ToArray()).Report.Reason));
    }

    [Fact]
    public void Answers_EveryPrefixOfAHostileBook()
    {
        var stream = Hostile().Workbook();
        for (var length = 0; length < stream.Length; length += 7)
        {
            var root = new NewStorage("Root Entry");
            root.Add("Workbook", new MemoryStream(stream[..length]));
            using var file = new MemoryStream();
            CompoundFileWriter.Write(root, file, new Budget(BudgetLimits.ForInput(0)));
            Assert.Equal("", Runs.File("a.xls", file.ToArray()).Faults);
        }
    }

    [Fact]
    public void Rebuilds_TheCorpus()
    {
        var (rebuilt, all) = (0, 0);
        foreach (var path in Corpus.Files("xls"))
        {
            var run = Runs.File("a.xls", File.ReadAllBytes(path));
            Assert.True(run.Faults.Length == 0, Path.GetFileName(path) + " " + run.Faults);
            all++;
            rebuilt += run.Report.Outcome is Outcome.Rebuilt or Outcome.Held or Outcome.Replaced ? 1 : 0;
        }

        Assert.True(rebuilt >= all * 0.95, $"{rebuilt} of {all}");
    }

    internal static WorkbookBuilder Hostile() => new WorkbookBuilder()
        .Global(WorkbookBuilder.Record(0xD3), WorkbookBuilder.Record(0x1AE, [.. WorkbookBuilder.Words(2, 0x0401)]), WorkbookBuilder.Record(0x17, [.. WorkbookBuilder.Words(1, 0, 1, 1)]), WorkbookBuilder.Name(0x20, "\u0001", 0x3A, 0, 0, 0, 0, 0, 0))
        .Sheet("A", WorkbookBuilder.Formula(0, 0, 33, Exec), WorkbookBuilder.TextFormula(1, 0, "shown", Exec), WorkbookBuilder.Link(FileLink, @"\\evil\x"), WorkbookBuilder.Record(0x5D, 0x15, 0, 18, 0, 8, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
        .Sheet("Macro1", 1, 0x40, WorkbookBuilder.Formula(0, 0, 0, Exec));

    private static CompoundFile Open(byte[] file) => CompoundFile.Read(new MemoryStream(file)).File!;

    private static byte[] Stream(byte[] file)
    {
        using var copy = new MemoryStream();
        var opened = Open(file);
        opened.Open(opened.Root, "Workbook")!.CopyTo(copy);
        return copy.ToArray();
    }

    private static List<(int Type, byte[] Data)> Records(byte[] file)
    {
        var stream = Stream(file);
        var records = new List<(int, byte[])>();
        for (var at = 0; at + 4 <= stream.Length;)
        {
            var length = BitConverter.ToUInt16(stream, at + 2);
            records.Add((BitConverter.ToUInt16(stream, at), stream[(at + 4)..(at + 4 + length)]));
            at += 4 + length;
        }

        return records;
    }
}
