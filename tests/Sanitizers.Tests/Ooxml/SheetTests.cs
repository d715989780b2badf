using Mugai.Sanitizers.Detection;
using static Mugai.Sanitizers.Tests.Ooxml.PackageBuilder;

namespace Mugai.Sanitizers.Tests.Ooxml;

public class SheetTests
{
    private const string Sheet = "xl/worksheets/sheet1.xml";
    private const string Workbook = "xl/workbook.xml";

    [Theory]
    [InlineData("SUM(A1:B2)*2", true)]
    [InlineData("_xlfn.XLOOKUP(A1,Table1[コード],Table1[[#All],[2020]])", true)]
    [InlineData("'売上 2026'!A1+Sheet1!B2", true)]
    [InlineData("IF(A1=\"cmd|'/c calc'!A1\",1,2)", true)]
    [InlineData("HYPERLINK(\"https://example.jp/?q=\"&amp;A1,\"x\")", true)]
    [InlineData("HYPERLINK(\"#Sheet1!A1\")", true)]
    [InlineData("_xlfn.LET(_xlpm.f,_xlfn.LAMBDA(_xlpm.x,_xlpm.x+1),_xlpm.f(2))", true)]
    [InlineData("cmd|'/c calc'!A0", false)]
    [InlineData("'cmd|/c calc'!A0", false)]
    [InlineData("A1+MSEXCEL|'\\..\\..\\cmd.exe'!x", false)]
    [InlineData("_xlfn.WEBSERVICE(\"http://x/\")", false)]
    [InlineData("_xlfn.FILTERXML(A1,\"//a\")", false)]
    [InlineData("CALL(\"Shell32\",\"ShellExecuteA\")", false)]
    [InlineData("REGISTER.ID(\"a\",\"b\")", false)]
    [InlineData("RTD(\"a\",,\"b\")", false)]
    [InlineData("EXEC (\"calc\")", false)]
    [InlineData("MyMacro(A1)", false)]
    [InlineData("_xll.Fetch(A1)", false)]
    [InlineData("HYPERLINK(A1)", false)]
    [InlineData("HYPERLINK(\"file://x\")", false)]
    [InlineData("HYPERLINK(\"\"&amp;\"http://x\")", false)]
    [InlineData("[1]Sheet1!A1", false)]
    [InlineData("'[1]Sheet 1'!A1", false)]
    [InlineData("'\\\\server\\[a.xlsx]S'!A1", false)]
    [InlineData("\"unclosed", false)]
    public void Keeps_TheValueOfAFormulaThatGoes(string formula, bool kept)
    {
        var clean = Cleaning.Of(Book(Cells($"<c r=\"A1\"><f>{formula}</f><v>42</v></c>"))).AndProven();

        Assert.Equal(kept, clean.Part(Sheet).Contains("<f>", StringComparison.Ordinal));
        Assert.Contains("<v>42</v>", clean.Part(Sheet), StringComparison.Ordinal);
        Assert.Equal(kept, clean.Findings.Count == 0);
    }

    [Theory]
    [InlineData("http://schemas.libreoffice.org/", "extCalcPr", false)]
    [InlineData("http://schemas.libreoffice.org/", "somethingElse", true)]
    [InlineData("urn:q", "extCalcPr", true)]
    public void Drops_TheCalculationSettingOfLibreOfficeWithoutAWord(string uri, string name, bool isTold)
    {
        var clean = Cleaning.Of(Book($"<calcPr iterateCount=\"100\"/><extLst><ext xmlns:q=\"{uri}\" uri=\"{{7626C862-2A13-11E5-B345-FEFF819CDC9F}}\"><q:{name} stringRefSyntax=\"CalcA1\"/></ext></extLst>", SheetMain, "<sheetData/>")).AndProven();

        Assert.Equal(isTold ? ["ooxml.unknownElement"] : [], clean.Codes);
        Assert.DoesNotContain("extLst", clean.Part("xl/workbook.xml"), StringComparison.Ordinal);
        Assert.Contains("iterateCount", clean.Part("xl/workbook.xml"), StringComparison.Ordinal);
    }

    [Fact]
    public void Removes_SharedFormulasWithTheirFirst()
    {
        var clean = Cleaning.Of(Book(Cells("<c r=\"A1\"><f t=\"shared\" ref=\"A1:A2\" si=\"0\">RTD(1)</f><v>1</v></c><c r=\"B1\"><f t=\"shared\" si=\"0\"/><v>2</v></c>"
            + "<c r=\"C1\"><f t=\"shared\" ref=\"C1:C2\" si=\"1\">A1</f><v>3</v></c><c r=\"D1\"><f t=\"shared\" si=\"1\"/><v>4</v></c>"))).AndProven().Part(Sheet);

        Assert.DoesNotContain("si=\"0\"", clean, StringComparison.Ordinal);
        Assert.Equal(2, clean.Split("si=\"1\"").Length - 1);
    }

    [Fact]
    public void Removes_MacroSheetsAndRenumbersTheRest()
    {
        var names = "<definedNames><definedName name=\"_xlnm.Auto_Open\" hidden=\"1\">Macro1!$A$1</definedName><definedName name=\"Local\" localSheetId=\"1\">Sheet2!$A$1</definedName>"
            + "<definedName name=\"Gone\" localSheetId=\"2\">Macro1!$A$1</definedName><definedName name=\"Uses\">Macro1!$B$1</definedName><definedName name=\"Kept\">Sheet1!$A$1</definedName></definedNames>";
        var package = Book(names, "application/vnd.ms-excel.sheet.macroEnabled.main+xml", Cells("<c r=\"A1\"><f>Macro1!A1+Uses</f><v>1</v></c>"), Cells("<c r=\"A1\"><f>Kept</f><v>2</v></c>"), "");
        // The third tab becomes a macro sheet by its relationship.
        var bytes = Rewire(package.Build(), "relationships/worksheet\" Target=\"worksheets/sheet3.xml\"", "relationships/xlMacrosheet\" Target=\"worksheets/sheet3.xml\"", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/xlMacrosheet",
            "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet", "Sheet3", "Macro1");

        var clean = Cleaning.Of(bytes).AndProven();

        Assert.Equal(Formats.Xlsx, clean.Verdict.OutputFormat);
        Assert.Equal(["Sheet1", "Sheet2"], Values(clean.Part(Workbook), "<sheet name=\""));
        Assert.Equal(["Local", "Kept"], Values(clean.Part(Workbook), "<definedName name=\""));
        Assert.Contains("localSheetId=\"1\"", clean.Part(Workbook), StringComparison.Ordinal);
        Assert.DoesNotContain("<f>", clean.Part(Sheet), StringComparison.Ordinal);
        Assert.Contains("<f>Kept</f>", clean.Part("xl/worksheets/sheet2.xml"), StringComparison.Ordinal);
        Assert.Equal(["ooxml.definedName", "ooxml.macroSheet"], clean.Codes);
    }

    [Fact]
    public void Blocks_AWorkbookOfMacroSheetsAlone()
    {
        var bytes = Rewire(Book("").Build(), "relationships/worksheet\"", "relationships/dialogsheet\"");

        Assert.Equal((Outcome.Blocked, Reason.NeverAllowed), (Cleaning.Of(bytes).Verdict.Outcome, Cleaning.Of(bytes).Verdict.Reason));
    }

    [Fact]
    public void Shows_ASheetWhenAllVisibleOnesGo()
    {
        var bytes = Rewire(Book("", SheetMain, "", "").Build(), "relationships/worksheet\" Target=\"worksheets/sheet1.xml\"", "relationships/dialogsheet\" Target=\"worksheets/sheet1.xml\"", "sheetId=\"2\"", "sheetId=\"2\" state=\"veryHidden\"");

        Assert.DoesNotContain("Hidden", Cleaning.Of(bytes).AndProven().Part(Workbook), StringComparison.Ordinal);
    }

    [Fact]
    public void Removes_ExternalLinksConnectionsAndTheirElements()
    {
        var clean = Cleaning.Of(Book("<externalReferences><externalReference r:id=\"rId7\"/></externalReferences><definedNames><definedName name=\"Ext\">[1]S!$A$1</definedName></definedNames>", SheetMain,
                Cells("<c r=\"A1\"><f>Ext*2</f><v>5</v></c>"))
            .Part("xl/externalLinks/externalLink1.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml", $"<externalLink {X}><ddeLink ddeService=\"cmd\" ddeTopic=\"/c calc\"/></externalLink>")
            .Relate(Workbook, "rId7", "externalLink", "externalLinks/externalLink1.xml")
            .Relate("xl/externalLinks/externalLink1.xml", "rId1", "externalLinkPath", "file://server/a.xlsx", external: true)
            .Part("xl/connections.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.connections+xml", $"<connections {X}/>")
            .Relate(Workbook, "rId8", "connections", "connections.xml")
            .Part("xl/calcChain.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml", $"<calcChain {X}/>")
            .Relate(Workbook, "rId9", "calcChain", "calcChain.xml")).AndProven();

        Assert.Equal(["[Content_Types].xml", "_rels/.rels", Workbook, "xl/_rels/workbook.xml.rels", Sheet], clean.Names);
        Assert.Equal(["ooxml.connection", "ooxml.definedName", "ooxml.externalLink"], clean.Codes);
        Assert.DoesNotContain("external", clean.Part(Workbook), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("definedName", clean.Part(Workbook), StringComparison.Ordinal);
        Assert.Contains("<v>5</v>", clean.Part(Sheet), StringComparison.Ordinal);
    }

    [Fact]
    public void Removes_ObjectsButKeepsComments()
    {
        var shapes = "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\">"
            + "<v:shape id=\"note\"><v:textbox><div style=\"text-align:left\"/></v:textbox><x:ClientData ObjectType=\"Note\"><x:Row>0</x:Row></x:ClientData></v:shape>"
            + "<v:shape id=\"preview\"><x:ClientData ObjectType=\"Pict\"><x:FmlaMacro>[0]!Evil</x:FmlaMacro></x:ClientData></v:shape></xml>";
        var clean = Cleaning.Of(Book(Cells("") + "<legacyDrawing r:id=\"rId1\"/><oleObjects><oleObject progId=\"Package\" shapeId=\"2\" r:id=\"rId3\"/></oleObjects>")
            .Part("xl/drawings/vmlDrawing1.vml", "", shapes).Relate(Sheet, "rId1", "vmlDrawing", "../drawings/vmlDrawing1.vml")
            .Part("xl/embeddings/oleObject1.bin", "", "ole").Relate(Sheet, "rId3", "oleObject", "../embeddings/oleObject1.bin")).AndProven();

        Assert.Equal(["ooxml.activex", "ooxml.ole"], clean.Codes);
        var drawing = clean.Part("xl/drawings/vmlDrawing1.vml");
        Assert.Contains("id=\"note\"", drawing, StringComparison.Ordinal);
        Assert.Contains("<div style=\"text-align:left\"", drawing, StringComparison.Ordinal);
        Assert.DoesNotContain("Evil", drawing, StringComparison.Ordinal);
    }

    [Fact]
    public void Drops_VmlThatIsNotXml()
    {
        var clean = Cleaning.Of(Book(Cells("") + "<legacyDrawing r:id=\"rId1\"/>").Part("xl/drawings/vmlDrawing1.vml", "", "<xml><br></xml>").Relate(Sheet, "rId1", "vmlDrawing", "../drawings/vmlDrawing1.vml")).AndProven();

        Assert.Equal(["ooxml.malformed"], clean.Codes);
        Assert.DoesNotContain("legacyDrawing", clean.Part(Sheet), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<cacheSource type=\"worksheet\"><worksheetSource ref=\"A1:B2\" sheet=\"Sheet1\"/></cacheSource>", true)]
    [InlineData("<cacheSource type=\"external\" connectionId=\"1\"/>", false)]
    [InlineData("<cacheSource type=\"worksheet\"><worksheetSource ref=\"A1:B2\" sheet=\"S\" r:id=\"rId1\"/></cacheSource>", false)]
    public void Keeps_PivotTablesOfThisWorkbookOnly(string source, bool kept)
    {
        const string Cache = "xl/pivotCache/pivotCacheDefinition1.xml";
        var clean = Cleaning.Of(Book("<pivotCaches><pivotCache cacheId=\"1\" r:id=\"rId7\"/></pivotCaches>", SheetMain, Cells("<c r=\"A1\"><v>9</v></c>"))
            .Part(Cache, "application/vnd.openxmlformats-officedocument.spreadsheetml.pivotCacheDefinition+xml", $"<pivotCacheDefinition {X}>{source}<cacheFields count=\"0\"/></pivotCacheDefinition>")
            .Relate(Workbook, "rId7", "pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml")
            .Part("xl/pivotTables/pivotTable1.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.pivotTable+xml", $"<pivotTableDefinition {X} cacheId=\"1\"/>")
            .Relate(Sheet, "rId1", "pivotTable", "../pivotTables/pivotTable1.xml")
            .Relate("xl/pivotTables/pivotTable1.xml", "rId1", "pivotCacheDefinition", "../pivotCache/pivotCacheDefinition1.xml")).AndProven();

        Assert.Equal(kept, clean.Names.Contains("xl/pivotTables/pivotTable1.xml"));
        Assert.Equal(kept, clean.Part(Workbook).Contains("pivotCache", StringComparison.Ordinal));
        Assert.Equal(kept ? [] : ["ooxml.connection"], clean.Codes);
    }

    [Fact]
    public void Keeps_LinksAndEmptiesNothingHalfway()
    {
        var clean = Cleaning.Of(Book("", SheetMain, Cells("") + "<hyperlinks><hyperlink ref=\"A1\" r:id=\"rId1\"/><hyperlink ref=\"A2\" r:id=\"rId2\"/><hyperlink ref=\"A3\" location=\"Sheet1!A1\"/></hyperlinks>", Cells("") + "<hyperlinks><hyperlink ref=\"A1\" r:id=\"rId1\"/></hyperlinks>")
            .Relate(Sheet, "rId1", "hyperlink", "https://example.jp/", external: true).Relate(Sheet, "rId2", "hyperlink", "search-ms:query=x", external: true)
            .Relate("xl/worksheets/sheet2.xml", "rId1", "hyperlink", "javascript:alert(1)", external: true)).AndProven();

        Assert.Equal(["A1", "A3"], Values(clean.Part(Sheet), "<hyperlink ref=\""));
        Assert.DoesNotContain("hyperlink", clean.Part("xl/worksheets/sheet2.xml"), StringComparison.Ordinal);
    }

    private static string Cells(string cells) => $"<sheetData><row r=\"1\">{cells}</row></sheetData>";

    private static List<string> Values(string xml, string before) => xml.Split(before).Skip(1).Select(rest => rest[..rest.IndexOf('"', StringComparison.Ordinal)]).ToList();

    private static byte[] Rewire(byte[] package, params string[] replacements) => Bad.Rewrite(package, xml =>
    {
        for (var i = 0; i < replacements.Length; i += 2)
        {
            xml = xml.Replace(replacements[i], replacements[i + 1], StringComparison.Ordinal);
        }

        return xml;
    });
}
