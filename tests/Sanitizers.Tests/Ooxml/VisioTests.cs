using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Ooxml;
using static Mugai.Sanitizers.Tests.Ooxml.PackageBuilder;

namespace Mugai.Sanitizers.Tests.Ooxml;

/// <summary>Visio drawings.</summary>
public class VisioTests
{
    private const string V = "xmlns=\"http://schemas.microsoft.com/office/visio/2012/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    private const string Type = "http://schemas.microsoft.com/visio/2010/relationships/";
    private const string Page = "visio/pages/page1.xml";

    [Fact]
    public void Keeps_ShapesTextAndFormulasThatCompute()
    {
        var clean = Cleaning.Of(Drawing("<Shape ID=\"1\" Type=\"Shape\"><Cell N=\"Width\" V=\"2\" U=\"IN\" F=\"GUARD(Height*2)\"/><Section N=\"Character\"><Row IX=\"0\"><Cell N=\"Size\" V=\"0.1\"/></Row></Section><Text><cp IX=\"0\"/>本文\n二行目</Text></Shape>")).AndProven();

        Assert.Contains("本文\n二行目", clean.Part(Page), StringComparison.Ordinal);
        Assert.Contains("F=\"GUARD(Height*2)\"", clean.Part(Page), StringComparison.Ordinal);
        Assert.Empty(clean.Findings);
    }

    [Theory]
    [InlineData("RUNMACRO(&quot;ThisDocument.Open&quot;)")]
    [InlineData("CALLTHIS(&quot;m&quot;,)")]
    [InlineData("1+RUNADDON (&quot;x&quot;)")]
    [InlineData("SETF(GetRef(Actions.Row_1),&quot;RUNMACRO(1)&quot;)")]
    [InlineData("OPENFILE(&quot;c:\\x&quot;)")]
    [InlineData("DOCMD(1312)")]
    [InlineData("&quot;unclosed")]
    public void Replaces_FormulasThatActByTheirValue(string formula)
    {
        var clean = Cleaning.Of(Drawing($"<Shape ID=\"1\" Type=\"Shape\"><Cell N=\"EventDblClick\" V=\"0\" F=\"{formula}\"/></Shape>")).AndProven();

        Assert.Contains("<Cell N=\"EventDblClick\" V=\"0\"/>", clean.Part(Page), StringComparison.Ordinal);
        Assert.Equal(["ooxml.formula"], clean.Codes);
    }

    [Theory]
    [InlineData("https://example.jp/", true)]
    [InlineData("", true)]
    [InlineData("file:///c:/x.exe", false)]
    [InlineData("\\\\host\\share", false)]
    [InlineData("javascript:x", false)]
    public void Keeps_LinksOfASafeKind(string address, bool stays)
    {
        var clean = Cleaning.Of(Drawing($"<Shape ID=\"1\" Type=\"Shape\"><Section N=\"Hyperlink\"><Row N=\"Row_1\"><Cell N=\"Address\" V=\"{address}\"/></Row></Section></Shape>")).AndProven();

        Assert.Contains(stays ? $"V=\"{address}\"" : "V=\"\"", clean.Part(Page), StringComparison.Ordinal);
        Assert.Equal(stays ? [] : ["ooxml.hyperlink"], clean.Codes);
    }

    [Fact]
    public void Removes_MacrosAndEventsAndObjects()
    {
        var clean = Cleaning.Of(Drawing("<Shape ID=\"1\" Type=\"Foreign\"><ForeignData ForeignType=\"Object\"><Rel r:id=\"rId5\"/></ForeignData></Shape>", "<EventList><EventItem ID=\"1\" Action=\"1\" Target=\"m\"/></EventList>",
                "application/vnd.ms-visio.drawing.macroEnabled.main+xml")
            .Part("visio/vbaProject.bin", "application/vnd.ms-office.vbaProject", "vba").Relate("visio/document.xml", "rId8", "http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin")
            .Part("visio/embeddings/oleObject1.bin", "application/vnd.openxmlformats-officedocument.oleObject", "ole").Relate(Page, "rId5", "oleObject", "../embeddings/oleObject1.bin")).AndProven();

        Assert.Equal("vsdx", clean.Verdict.OutputFormat!.Name);
        Assert.DoesNotContain("EventItem", clean.Part("visio/document.xml"), StringComparison.Ordinal);
        Assert.DoesNotContain("ForeignData", clean.Part(Page), StringComparison.Ordinal);
        Assert.Equal(["ooxml.action", "ooxml.ole", "ooxml.vba"], clean.Codes);
    }

    [Theory]
    [InlineData("drawing.main+xml", "vsdx", "vsdx")]
    [InlineData("drawing.macroEnabled.main+xml", "vsdm", "vsdx")]
    [InlineData("template.main+xml", "vstx", "vstx")]
    [InlineData("template.macroEnabled.main+xml", "vstm", "vstx")]
    [InlineData("stencil.main+xml", "vssx", "vssx")]
    [InlineData("stencil.macroEnabled.main+xml", "vssm", "vssx")]
    public void Names_EveryKind(string mainType, string format, string clean)
    {
        var drawing = Drawing("", "", "application/vnd.ms-visio." + mainType).Build();

        Assert.Equal(format, OoxmlKind.Detect(new MemoryStream(drawing))!.Name);
        Assert.Equal(clean, Cleaning.Of(drawing).AndProven().Verdict.OutputFormat!.Name);
    }

    private static PackageBuilder Drawing(string shapes, string inDocument = "", string mainType = "application/vnd.ms-visio.drawing.main+xml") => new PackageBuilder()
        .Part("visio/document.xml", mainType, $"<VisioDocument {V} xml:space=\"preserve\"><DocumentSettings TopPage=\"0\"/>{inDocument}</VisioDocument>")
        .Relate("", "rId1", Type + "document", "visio/document.xml")
        .Part("visio/pages/pages.xml", "application/vnd.ms-visio.pages+xml", $"<Pages {V}><Page ID=\"0\" Name=\"ページ-1\"><Rel r:id=\"rId1\"/></Page></Pages>").Relate("visio/document.xml", "rId1", Type + "pages", "pages/pages.xml")
        .Part(Page, "application/vnd.ms-visio.page+xml", $"<PageContents {V} xml:space=\"preserve\"><Shapes>{shapes}</Shapes></PageContents>").Relate("visio/pages/pages.xml", "rId1", Type + "page", "page1.xml");
}
