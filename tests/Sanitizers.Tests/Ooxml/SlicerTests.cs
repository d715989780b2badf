using Mugai.Sanitizers.Tests.PlainText;
using Mugai.Sanitizing;
using static Mugai.Sanitizers.Tests.Ooxml.PackageBuilder;

namespace Mugai.Sanitizers.Tests.Ooxml;

/// <summary>A workbook as people make it to look at figures: a pivot table with a slicer and a timeline. All of it stays, and nothing is left over when the pivot table has to go.</summary>
public class SlicerTests
{
    private const string Sheets = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    private const string Microsoft = "http://schemas.microsoft.com/office/";
    private const string X14 = Microsoft + "spreadsheetml/2009/9/main";
    private const string X15 = Microsoft + "spreadsheetml/2010/11/main";
    private const string Slicer = Microsoft + "drawing/2010/slicer";
    private const string Timeslicer = Microsoft + "drawing/2012/timeslicer";

    [Fact]
    public void Keeps_PivotTableSlicerAndTimeline()
    {
        var file = Book("worksheet\"><worksheetSource ref=\"A1:B3\" sheet=\"Sheet1\"/>");

        var run = Runs.File("集計.xlsx", file);

        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.Empty(run.Codes);
        Assert.Equal(Cleaning.Errors(file, ".xlsx"), Cleaning.Errors(run.Output.Bytes, ".xlsx"));
        var parts = EmbeddedFileTests.Everything(run.Output.Bytes);
        Assert.All(
            (string[])["<slicerCacheDefinition ", "<x14:slicerCache r:id", "<x14:slicer r:id", "<x15:timelineCacheRef r:id", "<x15:timelineRef r:id", "<i x=\"1\" s=\"1\"/>", "<bounds startDate=\"2026-01-01T00:00:00\"", "<sle:slicer ", "<tsle:timeslicer ", "caption=\"課\"", "level=\"2\""],
            text => Assert.Contains(text, parts, StringComparison.Ordinal));
        Assert.Equal(run.Output.Bytes, Runs.File("集計.xlsx", run.Output.Bytes).Output.Bytes);
    }

    [Fact]
    public void Leaves_NoReferenceBehind_WhenThePivotTableGoes()
    {
        var run = Runs.File("集計.xlsx", Book("external\" connectionId=\"1\">"));

        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.Contains("ooxml.connection", run.Codes);
        Assert.DoesNotContain("pivotTable1", EmbeddedFileTests.Everything(run.Output.Bytes), StringComparison.Ordinal);
        Assert.Empty(Runs.File("集計.xlsx", run.Output.Bytes).Codes);
    }

    private static byte[] Book(string source) => PackageBuilder.Book(
        "<pivotCaches><pivotCache cacheId=\"1\" r:id=\"rId3\"/></pivotCaches><extLst>"
        + $"<ext uri=\"{{BBE1A952-AA13-448e-AADC-164F8A28A991}}\" xmlns:x14=\"{X14}\"><x14:slicerCaches><x14:slicerCache r:id=\"rId4\"/></x14:slicerCaches></ext>"
        + $"<ext uri=\"{{D0CA8CA8-9F24-4464-BF8E-62219DCF47F9}}\" xmlns:x15=\"{X15}\"><x15:timelineCacheRefs><x15:timelineCacheRef r:id=\"rId5\"/></x15:timelineCacheRefs></ext></extLst>",
        SheetMain,
        "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>課</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>日付</t></is></c></row></sheetData><drawing r:id=\"rId1\"/><extLst>"
        + $"<ext uri=\"{{A8765BA9-456A-4dab-B4F3-ACF838C121DE}}\" xmlns:x14=\"{X14}\"><x14:slicerList><x14:slicer r:id=\"rId2\"/></x14:slicerList></ext>"
        + $"<ext uri=\"{{7E03D99C-DC04-49d9-9315-930204A7B6E9}}\" xmlns:x15=\"{X15}\"><x15:timelineRefs><x15:timelineRef r:id=\"rId3\"/></x15:timelineRefs></ext></extLst>")
        .Part("xl/pivotCache/pivotCacheDefinition1.xml", Sheets + "pivotCacheDefinition+xml",
            $"<pivotCacheDefinition {X} refreshedVersion=\"6\" recordCount=\"0\"><cacheSource type=\"{source}</cacheSource><cacheFields count=\"2\"><cacheField name=\"課\" numFmtId=\"0\"><sharedItems count=\"2\"><s v=\"総務\"/><s v=\"税務\"/></sharedItems></cacheField>"
            + "<cacheField name=\"日付\" numFmtId=\"14\"><sharedItems containsSemiMixedTypes=\"0\" containsNonDate=\"0\" containsDate=\"1\" containsString=\"0\" minDate=\"2026-11-29T00:00:00\" maxDate=\"2026-11-30T00:00:00\" count=\"1\"><d v=\"2026-11-29T00:00:00\"/></sharedItems></cacheField></cacheFields></pivotCacheDefinition>")
        .Relate("xl/workbook.xml", "rId3", "pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml")
        .Part("xl/pivotTables/pivotTable1.xml", Sheets + "pivotTable+xml",
            $"<pivotTableDefinition {X} name=\"PivotTable1\" cacheId=\"1\" dataCaption=\"値\"><location ref=\"D3:E5\" firstHeaderRow=\"1\" firstDataRow=\"1\" firstDataCol=\"1\"/><pivotFields count=\"2\"><pivotField axis=\"axisRow\" showAll=\"0\"><items count=\"3\"><item x=\"0\"/><item x=\"1\"/><item t=\"default\"/></items></pivotField><pivotField numFmtId=\"14\" showAll=\"0\"/></pivotFields></pivotTableDefinition>")
        .Relate("xl/worksheets/sheet1.xml", "rId9", "pivotTable", "../pivotTables/pivotTable1.xml").Relate("xl/pivotTables/pivotTable1.xml", "rId1", "pivotCacheDefinition", "../pivotCache/pivotCacheDefinition1.xml")
        .Part("xl/slicerCaches/slicerCache1.xml", "application/vnd.ms-excel.slicerCache+xml",
            $"<slicerCacheDefinition xmlns=\"{X14}\" name=\"Slicer1\" sourceName=\"課\"><pivotTables><pivotTable tabId=\"1\" name=\"PivotTable1\"/></pivotTables><data><tabular pivotCacheId=\"1\"><items count=\"2\"><i x=\"0\" s=\"1\"/><i x=\"1\" s=\"1\"/></items></tabular></data></slicerCacheDefinition>")
        .Relate("xl/workbook.xml", "rId4", Microsoft + "2007/relationships/slicerCache", "slicerCaches/slicerCache1.xml")
        .Part("xl/timelineCaches/timelineCache1.xml", "application/vnd.ms-excel.timelineCache+xml",
            $"<timelineCacheDefinition xmlns=\"{X15}\" name=\"NativeTimeline1\" sourceName=\"日付\"><pivotTables><pivotTable tabId=\"1\" name=\"PivotTable1\"/></pivotTables><state minimalRefreshVersion=\"6\" lastRefreshVersion=\"6\" pivotCacheId=\"1\" filterType=\"unknown\"><bounds startDate=\"2026-01-01T00:00:00\" endDate=\"2027-01-01T00:00:00\"/></state></timelineCacheDefinition>")
        .Relate("xl/workbook.xml", "rId5", Microsoft + "2011/relationships/timelineCache", "timelineCaches/timelineCache1.xml")
        .Part("xl/slicers/slicer1.xml", "application/vnd.ms-excel.slicer+xml", $"<slicers xmlns=\"{X14}\"><slicer name=\"課\" cache=\"Slicer1\" caption=\"課\" rowHeight=\"241300\"/></slicers>")
        .Relate("xl/worksheets/sheet1.xml", "rId2", Microsoft + "2007/relationships/slicer", "../slicers/slicer1.xml")
        .Part("xl/timelines/timeline1.xml", "application/vnd.ms-excel.timeline+xml", $"<timelines xmlns=\"{X15}\"><timeline name=\"日付\" cache=\"NativeTimeline1\" caption=\"日付\" level=\"2\" selectionLevel=\"2\"/></timelines>")
        .Relate("xl/worksheets/sheet1.xml", "rId3", Microsoft + "2011/relationships/timeline", "../timelines/timeline1.xml")
        .Part("xl/drawings/drawing1.xml", "application/vnd.openxmlformats-officedocument.drawing+xml",
            "<xdr:wsDr xmlns:xdr=\"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\">"
            + Frame(2, "課", $"xmlns:a14=\"{Microsoft}drawing/2010/main\" Requires=\"a14\"", Slicer, $"<sle:slicer xmlns:sle=\"{Slicer}\" name=\"課\"/>")
            + Frame(3, "日付", $"xmlns:tsle=\"{Timeslicer}\" Requires=\"tsle\"", Timeslicer, "<tsle:timeslicer name=\"日付\"/>") + "</xdr:wsDr>")
        .Relate("xl/worksheets/sheet1.xml", "rId1", "drawing", "../drawings/drawing1.xml")
        .Build();

    private static string Frame(int id, string name, string requires, string uri, string content) =>
        "<xdr:twoCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>3</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>5</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>"
        + $"<mc:AlternateContent><mc:Choice {requires}><xdr:graphicFrame macro=\"\"><xdr:nvGraphicFramePr><xdr:cNvPr id=\"{id}\" name=\"{name}\"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"0\" cy=\"0\"/></xdr:xfrm>"
        + $"<a:graphic><a:graphicData uri=\"{uri}\">{content}</a:graphicData></a:graphic></xdr:graphicFrame></mc:Choice><mc:Fallback><xdr:sp macro=\"\" textlink=\"\"><xdr:nvSpPr><xdr:cNvPr id=\"0\" name=\"\"/><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr/></xdr:sp></mc:Fallback></mc:AlternateContent><xdr:clientData/></xdr:twoCellAnchor>";
}
