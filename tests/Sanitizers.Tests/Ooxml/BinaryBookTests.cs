using System.Text;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizing;
using static Mugai.Sanitizers.Tests.Ooxml.BinaryBookBuilder;

namespace Mugai.Sanitizers.Tests.Ooxml;

/// <summary>Binary workbooks (.xlsb): rebuilt record by record.</summary>
public class BinaryBookTests
{
    private const string FirstSheet = "xl/worksheets/sheet1.bin";
    private const string Workbook = "xl/workbook.bin";

    // 1+2, SUM(A1:B2), PI().
    private static readonly byte[][] Harmless =
    [
        [0x1E, 1, 0, 0x1E, 2, 0, 3], [0x25, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0xC0, 1, 0xC0, 0x22, 1, 4, 0], [0x21, 19, 0],
    ];

    [Fact]
    public void Keeps_ValuesAndFormulas()
    {
        byte[] cells = [.. Record(6, [.. Cell(0), .. Text("庁内")]), .. Record(5, [.. Cell(1), .. BitConverter.GetBytes(1.5)]), .. Harmless.SelectMany((f, i) => FormulaCell(i + 2, f))];

        var clean = Cleaning.Of(Package(cells, Record(176, [.. new byte[16]])).Build()).AndProven();

        Assert.Equal(Formats.Xlsb, clean.Verdict.OutputFormat);
        Assert.Empty(clean.Codes);
        Assert.Equal(SheetPart(cells, Record(176, [.. new byte[16]])), clean.Bytes(FirstSheet));
    }

    [Theory]
    [InlineData(150)]
    [InlineData(267)]
    [InlineData(379)]
    [InlineData(110)]
    [InlineData(380)]
    [InlineData(32788)]
    [InlineData(600)]
    public void Replaces_FormulasThatActByTheirValue(int function)
    {
        var clean = Cleaning.Of(Package(FormulaCell(0, [0x1E, 1, 0, 0x22, 1, (byte)function, (byte)(function >> 8)])).Build()).AndProven();

        Assert.Equal(["ooxml.formula"], clean.Codes);
        Assert.Contains(Read(clean.Bytes(FirstSheet)), r => r.Type == 5 && BitConverter.ToDouble(r.Data, 8) == 42);
        Assert.DoesNotContain(Read(clean.Bytes(FirstSheet)), r => r.Type == 9);
    }

    [Theory]
    [InlineData("\\\\evil.example\\s\\x.exe")]
    [InlineData("file:///c:/x")]
    public void Replaces_FormulasWithPaths(string target)
    {
        byte[] link = [0x17, (byte)target.Length, 0, .. Encoding.Unicode.GetBytes(target), 0x22, 1, 103, 1];

        var clean = Cleaning.Of(Package(FormulaCell(0, link)).Build()).AndProven();

        Assert.DoesNotContain(Read(clean.Bytes(FirstSheet)), r => r.Type == 9);
    }

    [Fact]
    public void Keeps_LinksToTheWeb_ComputedOnesDoNotStay()
    {
        const string Web = "https://www.city.example.lg.jp/";
        byte[] fixedLink = [0x17, (byte)Web.Length, 0, .. Encoding.Unicode.GetBytes(Web), 0x22, 1, 103, 1];
        byte[] computed = [0x24, 0, 0, 0, 0, 0, 0xC0, 0x22, 1, 103, 1];

        var clean = Cleaning.Of(Package([.. FormulaCell(0, fixedLink), .. FormulaCell(1, computed)]).Build()).AndProven();

        Assert.Equal([9, 5], Read(clean.Bytes(FirstSheet)).Where(r => r.Type is 9 or 5).Select(r => r.Type));
        Assert.Equal(["ooxml.hyperlink"], clean.Codes);
    }

    [Fact]
    public void Keeps_SharedFormulas_AndDropsThoseThatAct()
    {
        byte[] shared = [.. FormulaCell(0, [1, 0, 0, 0, 0], [0, 0, 0, 0]), .. Record(427, [.. new byte[16], .. Sized([0x21, 19, 0]), .. Sized()]), .. FormulaCell(1, [1, 0, 0, 0, 0], [0, 0, 0, 0])];
        byte[] acting = [.. FormulaCell(2, [1, 0, 0, 0, 0], [2, 0, 0, 0]), .. Record(427, [.. new byte[16], .. Sized([0x1E, 1, 0, 0x22, 1, 150, 0]), .. Sized()]), .. FormulaCell(3, [1, 0, 0, 0, 0], [2, 0, 0, 0])];

        var clean = Cleaning.Of(Package([.. shared, .. acting]).Build()).AndProven();

        Assert.Equal([9, 427, 9, 5, 5], Read(clean.Bytes(FirstSheet)).Where(r => r.Type is 9 or 5 or 427).Select(r => r.Type));
        Assert.Equal(["ooxml.formula"], clean.Codes);
    }

    [Fact]
    public void Removes_MacroSheetsNamesAndLinks_AndRenumbersTheRest()
    {
        byte[] links = [.. Record(353), .. Record(357), .. Record(355, Text("rId9")), .. Record(362, [3, 0, 0, 0, .. Link(0, 0), .. Link(0, 1), .. Link(1, 0)]), .. Record(354)];
        var names = Name("_xlnm.Auto_Open", [0x3A, 0, 0, 0, 0, 0, 0, 0, 0], 0x20).Concat(Name("範囲", [0x3A, 1, 0, 0, 0, 0, 0, 0, 0])).Concat(Name("Fremd", [0x3A, 2, 0, 0, 0, 0, 0, 0, 0])).ToArray();
        byte[] cells =
        [
            .. FormulaCell(0, [0x5A, 1, 0, 0, 0, 0, 0, 0, 0]), .. FormulaCell(1, [0x5A, 0, 0, 0, 0, 0, 0, 0, 0]), .. FormulaCell(2, [0x5A, 2, 0, 0, 0, 0, 0, 0, 0]),
            .. FormulaCell(3, [0x43, 2, 0, 0, 0]), .. FormulaCell(4, [0x43, 1, 0, 0, 0]),
        ];
        var package = new PackageBuilder().Relate("", "rId1", "officeDocument", Workbook)
            .Part(Workbook, Main, BookPart([("Macro1", "rId1", 0), ("一覧", "rId2", 2)], links, names))
            .Part("xl/macrosheets/sheet1.bin", "application/vnd.ms-excel.macrosheet", SheetPart([])).Relate(Workbook, "rId1", "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet", "macrosheets/sheet1.bin")
            .Part(FirstSheet, Sheet, SheetPart(cells)).Relate(Workbook, "rId2", "worksheet", "worksheets/sheet1.bin")
            .Part("xl/externalLinks/externalLink1.bin", "application/vnd.ms-excel.externalLink", Record(360)).Relate(Workbook, "rId9", "externalLink", "externalLinks/externalLink1.bin")
            .Part("xl/vbaProject.bin", "application/vnd.ms-office.vbaProject", "vba").Relate(Workbook, "rId8", "http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin");

        var clean = Cleaning.Of(package).AndProven();

        var book = Read(clean.Bytes(Workbook));
        Assert.Equal(0, BitConverter.ToInt32(Assert.Single(book, r => r.Type == 156).Data, 0));
        Assert.DoesNotContain(book, r => r.Type is 355);
        Assert.Equal([3, 0, 0, 0, .. Link(0, -1), .. Link(0, 0), .. Link(0, -1)], Assert.Single(book, r => r.Type == 362).Data);
        Assert.Equal(["_removed0", "範囲", "_removed2"], book.Where(r => r.Type == 39).Select(r => Encoding.Unicode.GetString(r.Data, 13, 2 * r.Data[9])));
        Assert.Equal([9, 5, 5, 9, 5], Read(clean.Bytes(FirstSheet)).Where(r => r.Type is 9 or 5).Select(r => r.Type));
        Assert.Equal(["ooxml.definedName", "ooxml.externalLink", "ooxml.hiddenSheet", "ooxml.macroSheet", "ooxml.vba"], clean.Codes);
    }

    [Fact]
    public void Removes_LinksObjectsAndPrinters()
    {
        byte[] after =
        [
            .. Record(494, [.. new byte[16], .. Text("rId1"), .. Text(""), .. Text(""), .. Text("")]), .. Record(494, [.. new byte[16], .. Text("rId2"), .. Text(""), .. Text(""), .. Text("")]),
            .. Record(478, [.. new byte[34], .. Text("rId3")]), .. Record(550, Text("rId7")), .. Record(638), .. Record(639, new byte[20]), .. Record(640), .. Record(1999, 1, 2, 3),
        ];
        var package = Package([], after).Relate(FirstSheet, "rId1", "hyperlink", "https://example.jp/", external: true).Relate(FirstSheet, "rId2", "hyperlink", "file:///c:/x.exe", external: true);

        var clean = Cleaning.Of(package).AndProven();

        Assert.Equal([129, 145, 0, 146, 494, 478, 130], Read(clean.Bytes(FirstSheet)).Select(r => r.Type));
        Assert.Equal(["ooxml.hyperlink", "ooxml.ole", "ooxml.unknownElement"], clean.Codes);
    }

    [Fact]
    public void Neutralizes_FormulasInRules()
    {
        byte[] call = [0x1E, 1, 0, 0x22, 1, 150, 0];
        byte[] rule = [.. new byte[30], .. BitConverter.GetBytes(15), 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, .. Sized(call), .. Sized()];
        byte[] validation = [.. new byte[4], 1, 0, 0, 0, .. new byte[16], .. Text(""), .. Text(""), .. Text(""), .. Text("選択"), .. Sized(call), .. Sized(), .. Sized(), .. Sized()];
        byte[] after = [.. Record(461, new byte[12]), .. Record(463, rule), .. Record(464), .. Record(462), .. Record(573, new byte[18]), .. Record(64, validation), .. Record(574)];

        var clean = Cleaning.Of(Package([], after)).AndProven();

        Assert.Equal([461, 463, 464, 462, 573, 64, 574], Read(clean.Bytes(FirstSheet)).Select(r => r.Type).Where(t => t is 64 or >= 461 and <= 574));
        Assert.DoesNotContain(Read(clean.Bytes(FirstSheet)), r => r.Data.AsSpan().IndexOf(call) >= 0);
        Assert.Equal(["ooxml.formula"], clean.Codes);
    }

    [Fact]
    public void Keeps_NewerFunctionsOfTheList()
    {
        var names = (byte[])[.. Name("_xlfn.XLOOKUP", [0x1C, 0x1D], 0x2000B), .. Name("_xlfn.WEBSERVICE", [0x1C, 0x1D], 0x2000B), .. Name("UDF", [0x1C, 0x1D], 0x0A)];
        byte[] Call(byte name) => [0x23, name, 0, 0, 0, 0x1E, 1, 0, 0x42, 2, 255, 0];

        var clean = Cleaning.Of(Package([.. FormulaCell(0, Call(1)), .. FormulaCell(1, Call(2)), .. FormulaCell(2, Call(3))], null, names)).AndProven();

        Assert.Equal([9, 5, 5], Read(clean.Bytes(FirstSheet)).Where(r => r.Type is 9 or 5).Select(r => r.Type));
    }

    [Theory]
    [InlineData("00")]
    [InlineData("8101")]
    [InlineData("81010091ff")]
    [InlineData("")]
    public void Blocks_BrokenRecords(string sheet)
    {
        var package = new PackageBuilder().Relate("", "rId1", "officeDocument", Workbook).Part(Workbook, Main, BookPart([("S", "rId1", 0)]))
            .Part(FirstSheet, Sheet, Convert.FromHexString(sheet)).Relate(Workbook, "rId1", "worksheet", "worksheets/sheet1.bin");

        Assert.Equal((Outcome.Blocked, Reason.Corrupt), (Cleaning.Of(package).Verdict.Outcome, Cleaning.Of(package).Verdict.Reason));
    }

    [Fact]
    public void Blocks_LinksOutsideTheirBlock()
    {
        var clean = Cleaning.Of(Package([], null, [.. Record(357), .. Record(362, [1, 0, 0, 0, .. Link(0, 0)]), .. Record(354)]));

        Assert.Equal((Outcome.Blocked, Reason.Corrupt), (clean.Verdict.Outcome, clean.Verdict.Reason));
    }

    [Theory]
    [InlineData(461, 12)]
    [InlineData(573, 18)]
    public void Blocks_RulesThatDoNotEnd(int type, int length)
    {
        var clean = Cleaning.Of(Package([], Record(type, new byte[length])));

        Assert.Equal((Outcome.Blocked, Reason.Corrupt), (clean.Verdict.Outcome, clean.Verdict.Reason));
    }

    [Fact]
    public void Removes_BuiltInNamesThatLookLikeThoseThatRun()
    {
        var clean = Cleaning.Of(Package([], null, Name("Auto_Ophen", [0x1E, 1, 0], 0x20))).AndProven();

        Assert.Equal(["ooxml.definedName"], clean.Codes);
    }

    [Fact]
    public void Rebuilds_TheBooksOfOthers()
    {
        // One was written by a beta of Excel 2007, whose records are laid out otherwise.
        foreach (var file in Corpus.Files("xlsb").Where(f => !f.EndsWith("__Simple.xlsb", StringComparison.Ordinal)))
        {
            var run = Runs.File(Path.GetFileName(file), File.ReadAllBytes(file));
            Assert.True(run.Report.Outcome == Outcome.Rebuilt && run.Faults.Length == 0, $"{file}: {run.Report.Outcome} {run.Report.Reason} {string.Join(", ", run.Report.Findings.Select(f => f.Code + " " + f.Path + " " + f.Detail.DangerousRaw))} {run.Faults}");
            var again = Runs.File(Path.GetFileName(file), run.Output.Bytes);
            Assert.True(again.Codes.Count == 0 && again.Output.Bytes.AsSpan().SequenceEqual(run.Output.Bytes), $"{file}: again {string.Join(", ", again.Codes)}");
        }
    }

    private static byte[] Link(int book, int sheet) => [.. BitConverter.GetBytes(book), .. BitConverter.GetBytes(sheet), .. BitConverter.GetBytes(sheet)];
}
