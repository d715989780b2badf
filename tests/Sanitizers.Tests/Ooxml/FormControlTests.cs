using static Mugai.Sanitizers.Tests.Ooxml.PackageBuilder;

namespace Mugai.Sanitizers.Tests.Ooxml;

/// <summary>A sheet to fill in, with check boxes, a list and a button, as Excel writes them in three places; and an ActiveX control beside them.</summary>
public class FormControlTests
{
    private const string Sheet = "xl/worksheets/sheet1.xml";
    private const string Shapes = "xl/drawings/vmlDrawing1.vml";
    private const string Drawing = "xl/drawings/drawing1.xml";
    private const string X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main";
    private const string ControlType = "application/vnd.ms-excel.controlproperties+xml";

    [Fact]
    public void Keeps_CheckBoxesAndListsWithTheirCells()
    {
        var clean = Cleaning.Of(Form("Checkbox", "CheckBox\" checked=\"Checked\" fmlaLink=\"$B$1\"", "<x:FmlaLink>$B$1</x:FmlaLink><x:Checked>1</x:Checked>")).AndProven();

        Assert.Empty(clean.Codes);
        Assert.Contains("objectType=\"CheckBox\" checked=\"Checked\" fmlaLink=\"$B$1\"", clean.Part("xl/ctrlProps/ctrlProp1.xml"), StringComparison.Ordinal);
        Assert.Contains("<control shapeId=\"1025\" r:id=\"rId3\" name=\"c\"", clean.Part(Sheet), StringComparison.Ordinal);
        Assert.Contains("<x:FmlaLink>$B$1</x:FmlaLink><x:Checked>1</x:Checked>", clean.Part(Shapes), StringComparison.Ordinal);
        Assert.Contains("同意する", clean.Part(Drawing), StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_ButtonsWithoutTheirMacro()
    {
        var clean = Cleaning.Of(Form("Button", "Button\"", "<x:FmlaMacro>[0]!Evil</x:FmlaMacro>", macro: "[0]!Evil")).AndProven();

        Assert.Equal(["ooxml.action"], clean.Codes);
        Assert.Contains("objectType=\"Button\"", clean.Part("xl/ctrlProps/ctrlProp1.xml"), StringComparison.Ordinal);
        Assert.Contains("同意する", clean.Part(Drawing), StringComparison.Ordinal);
        Assert.DoesNotContain("Evil", EmbeddedFileTests.Everything(clean.Output), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[1]Sheet1!$A$1", "ooxml.externalLink")]
    [InlineData("cmd|'/c calc'!A1", "ooxml.dde")]
    public void Removes_CellsOutsideTheWorkbook(string cells, string code)
    {
        var clean = Cleaning.Of(Form("Drop", $"Drop\" fmlaRange=\"{cells}\" sel=\"1\"", $"<x:FmlaRange>{cells}</x:FmlaRange><x:Sel>1</x:Sel>")).AndProven();

        Assert.Equal([code], clean.Codes);
        Assert.Contains("objectType=\"Drop\" sel=\"1\"", clean.Part("xl/ctrlProps/ctrlProp1.xml"), StringComparison.Ordinal);
        Assert.DoesNotContain("FmlaRange", clean.Part(Shapes), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Removes_ActiveXControlsFromAllPlaces()
    {
        var clean = Cleaning.Of(Form("Pict", "CheckBox\"", "<x:Accel>0</x:Accel>", relationship: "control", type: "application/vnd.ms-office.activeX+xml")).AndProven();

        Assert.Equal(["ooxml.activex"], clean.Codes);
        Assert.DoesNotContain("controls", clean.Part(Sheet), StringComparison.Ordinal);
        Assert.DoesNotContain("_x0000_s1025", clean.Part(Shapes), StringComparison.Ordinal);
        Assert.DoesNotContain("同意する", clean.Part(Drawing), StringComparison.Ordinal);
        Assert.DoesNotContain(clean.Names, name => name.Contains("ctrlProp", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Keeps_WhatExcel2007Wrote_ShapesAlone()
    {
        var clean = Cleaning.Of(Book("<sheetData/><legacyDrawing r:id=\"rId1\"/>")
            .Part(Shapes, "", Vml("Checkbox", "<x:FmlaLink>$B$1</x:FmlaLink>")).Relate(Sheet, "rId1", "vmlDrawing", "../drawings/vmlDrawing1.vml")).AndProven();

        Assert.Empty(clean.Codes);
        Assert.Contains("<x:FmlaLink>$B$1</x:FmlaLink>", clean.Part(Shapes), StringComparison.Ordinal);
    }

    private static PackageBuilder Form(string objectType, string properties, string clientData, string macro = "", string relationship = "ctrlProp", string type = ControlType) =>
        Book($"<sheetData/><drawing r:id=\"rId1\"/><legacyDrawing r:id=\"rId2\"/><mc:AlternateContent><mc:Choice xmlns:x14=\"{X14}\" Requires=\"x14\"><controls><mc:AlternateContent><mc:Choice Requires=\"x14\">"
            + $"<control shapeId=\"1025\" r:id=\"rId3\" name=\"c\"><controlPr defaultSize=\"0\" autoFill=\"0\"{(macro.Length > 0 ? $" macro=\"{macro}\"" : "")}><anchor moveWithCells=\"1\"><from>{At(0)}</from><to>{At(2)}</to></anchor></controlPr></control>"
            + "</mc:Choice></mc:AlternateContent></controls></mc:Choice></mc:AlternateContent>")
        .Part("xl/ctrlProps/ctrlProp1.xml", type, $"<formControlPr xmlns=\"{X14}\" objectType=\"{properties} lockText=\"1\"/>")
        .Relate(Sheet, "rId3", relationship, "../ctrlProps/ctrlProp1.xml")
        .Part(Shapes, "", Vml(objectType, clientData)).Relate(Sheet, "rId2", "vmlDrawing", "../drawings/vmlDrawing1.vml")
        .Part(Drawing, "application/vnd.openxmlformats-officedocument.drawing+xml",
            "<xdr:wsDr xmlns:xdr=\"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\">"
            + "<mc:AlternateContent><mc:Choice xmlns:a14=\"http://schemas.microsoft.com/office/drawing/2010/main\" Requires=\"a14\">"
            + $"<xdr:twoCellAnchor><xdr:from>{At(0)}</xdr:from><xdr:to>{At(2)}</xdr:to><xdr:sp macro=\"{macro}\" textlink=\"\"><xdr:nvSpPr><xdr:cNvPr id=\"1025\" name=\"c\" hidden=\"1\"><a:extLst><a:ext uri=\"{{63B3BB69-23CF-44E3-9099-C40C66FF867C}}\">"
            + "<a14:compatExt spid=\"_x0000_s1025\"/></a:ext></a:extLst></xdr:cNvPr><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr bwMode=\"auto\"><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></xdr:spPr>"
            + "<xdr:txBody><a:bodyPr/><a:p><a:r><a:t>同意する</a:t></a:r></a:p></xdr:txBody></xdr:sp><xdr:clientData/></xdr:twoCellAnchor></mc:Choice><mc:Fallback/></mc:AlternateContent></xdr:wsDr>")
        .Relate(Sheet, "rId1", "drawing", "../drawings/drawing1.xml");

    private static string Vml(string objectType, string clientData) =>
        "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\">"
        + $"<v:shape id=\"_x0000_s1025\" type=\"#_x0000_t201\" style=\"position:absolute\"><v:textbox><div style=\"text-align:left\"><font face=\"Meiryo UI\">同意する</font></div></v:textbox><x:ClientData ObjectType=\"{objectType}\"><x:Anchor>0, 0, 0, 0, 2, 0, 2, 0</x:Anchor>{clientData}</x:ClientData></v:shape></xml>";

    // In a sheet, too, the corners are cells of a drawing.
    private static string At(int cell)
    {
        const string Xdr = " xmlns:xdr=\"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing\"";
        return $"<xdr:col{Xdr}>{cell}</xdr:col><xdr:colOff{Xdr}>0</xdr:colOff><xdr:row{Xdr}>{cell}</xdr:row><xdr:rowOff{Xdr}>0</xdr:rowOff>";
    }
}
