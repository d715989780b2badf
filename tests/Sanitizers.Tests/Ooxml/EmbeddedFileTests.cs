using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Mugai.Policies;
using Mugai.Sanitizers.CompoundFiles;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizers.Tests.PlainText;
using Mugai.Sanitizing;
using static Mugai.Sanitizers.Tests.Ooxml.PackageBuilder;

namespace Mugai.Sanitizers.Tests.Ooxml;

/// <summary>Objects of texts and slides, when the policy wants them rebuilt in their place.</summary>
public class EmbeddedFileTests
{
    private const string Docm = "application/vnd.ms-word.document.macroEnabled.main+xml";
    private const string Vml = "xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\"";

    private static readonly SanitizePolicy Rebuild = new() { Revision = "r4", Office = new OfficePolicy { RebuildEmbedded = true } };

    private static readonly byte[] Inner = Word(Paragraph(Text("中の文書")), Docm)
        .Part("word/vbaProject.bin", "application/vnd.ms-office.vbaProject", "vba").Relate("word/document.xml", "rId8", "http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin").Build();

    [Fact]
    public void Rebuilds_ADocumentInADocument()
    {
        var run = Runs.File("a.docx", WithObject("Word.DocumentMacroEnabled.12", "package", "embeddings/inner.docm", Inner), Rebuild);

        Assert.Empty(Cleaning.Errors(run.Output.Bytes, ".docx"));
        AssertHolds(run, "word/embeddings/file.docx", "Type=\"Embed\" ProgID=\"Word.Document.12\"", "<w:object");
    }

    [Theory]
    [InlineData("Package")]
    [InlineData("\u0001Ole10Native")]
    public void Rebuilds_TheFileInsideAnOleObject(string stream)
    {
        var content = stream == "Package" ? Inner : Native(Inner);

        var run = Runs.File("a.docx", WithObject("Package", "oleObject", "embeddings/oleObject1.bin", Compound(stream, content)), Rebuild);

        AssertHolds(run, "word/embeddings/file.docx", "ProgID=\"Word.Document.12\"", "/relationships/package\"");
    }

    [Fact]
    public void Rebuilds_AFileOnASlide()
    {
        var frame = "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id=\"4\" name=\"o\"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr><p:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"1\" cy=\"1\"/></p:xfrm>"
            + "<a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/presentationml/2006/ole\"><p:oleObj name=\"文書\" r:id=\"rId9\" imgW=\"1\" imgH=\"1\" progId=\"Word.DocumentMacroEnabled.12\"><p:embed/></p:oleObj></a:graphicData></a:graphic></p:graphicFrame>";
        var run = Runs.File("a.pptx", Show(frame).Part("ppt/embeddings/inner.docm", "application/vnd.ms-word.document.macroEnabled.12", Inner).Relate("ppt/slides/slide1.xml", "rId9", "package", "../embeddings/inner.docm").Build(), Rebuild);

        AssertHolds(run, "ppt/embeddings/file.docx", "progId=\"Word.Document.12\"", "<p:embed/>");
    }

    [Theory]
    [InlineData("package", "embeddings/x.docx", "MZ\0\u0001\u0002 no document")]
    [InlineData("oleObject", "embeddings/oleObject1.bin", "MZ\0\u0001\u0002 no document")]
    public void Keeps_ThePictureOfWhatDoesNotComeOutClean(string type, string name, string content)
    {
        var run = Runs.File("a.docx", WithObject("Word.Document.12", type, name, Encoding.ASCII.GetBytes(content)), Rebuild);

        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.Contains("<w:pict", Everything(run.Output.Bytes), StringComparison.Ordinal);
        Assert.DoesNotContain("OLEObject", Everything(run.Output.Bytes), StringComparison.Ordinal);
        Assert.Contains("ooxml.ole", run.Codes);
    }

    [Theory]
    [InlineData("\u0001Ole10Native", ".pdf")]
    [InlineData("CONTENTS", ".pdf")]
    [InlineData("\u0001Ole10Native", ".png")]
    [InlineData("\u0001Ole10Native", ".zip")]
    [InlineData("\u0001Ole10Native", ".txt")]
    public void Packs_AFileOfAnotherProgram(string stream, string extension)
    {
        var file = FileOf(extension);
        var content = stream == "CONTENTS" ? file : Native(file);

        var run = Runs.File("a.docx", WithObject("AcroExch.Document.DC", "oleObject", "embeddings/oleObject1.bin", Compound(stream, content)), Rebuild);

        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.Contains("ProgID=\"Package\"", Everything(run.Output.Bytes), StringComparison.Ordinal);
        Assert.Contains("/relationships/oleObject\"", Everything(run.Output.Bytes), StringComparison.Ordinal);
        using var archive = new ZipArchive(new MemoryStream(run.Output.Bytes));
        using var packed = OlePackage.Open(new MemoryStream(Cleaning.Read(archive.GetEntry("word/embeddings/file.bin")!)), new BareContext())!;
        using var inner = new MemoryStream();
        packed.CopyTo(inner);
        Assert.Equal(Runs.File("file" + extension, file, Rebuild).Output.Bytes, inner.ToArray());
        Assert.Empty(Cleaning.Errors(run.Output.Bytes, ".docx"));
        var again = Runs.File("a.docx", run.Output.Bytes, Rebuild);
        Assert.Equal(run.Output.Bytes, again.Output.Bytes);
        Assert.Empty(again.Codes);
    }

    /// <summary>An object of a sheet stands in the sheet, in its drawing and in VML; the picture of it stays in all three.</summary>
    [Fact]
    public void Rebuilds_AnObjectOfASheet()
    {
        const string X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main";
        const string Anchor = "<from><xdr:col>1</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff></from><to><xdr:col>3</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>5</xdr:row><xdr:rowOff>0</xdr:rowOff></to>";
        var anchor = Anchor.Replace("<from>", "<xdr:from>", StringComparison.Ordinal).Replace("</from>", "</xdr:from>", StringComparison.Ordinal).Replace("<to>", "<xdr:to>", StringComparison.Ordinal).Replace("</to>", "</xdr:to>", StringComparison.Ordinal);
        var sheet = "<sheetData/><drawing r:id=\"rId1\"/><legacyDrawing r:id=\"rId2\"/><oleObjects>"
            + $"<mc:AlternateContent><mc:Choice xmlns:x14=\"{X14}\" Requires=\"x14\"><oleObject progId=\"Package\" dvAspect=\"DVASPECT_ICON\" shapeId=\"1025\" r:id=\"rId3\"><objectPr defaultSize=\"0\" r:id=\"rId4\">"
            + "<anchor moveWithCells=\"1\" xmlns:xdr=\"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing\">" + Anchor + "</anchor></objectPr></oleObject></mc:Choice><mc:Fallback><oleObject progId=\"Package\" dvAspect=\"DVASPECT_ICON\" shapeId=\"1025\" r:id=\"rId3\"/></mc:Fallback></mc:AlternateContent></oleObjects>";
        var drawing = "<xdr:wsDr xmlns:xdr=\"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><mc:AlternateContent xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\">"
            + "<mc:Choice xmlns:a14=\"http://schemas.microsoft.com/office/drawing/2010/main\" Requires=\"a14\"><xdr:twoCellAnchor>" + anchor + "<xdr:sp macro=\"\" textlink=\"\"><xdr:nvSpPr><xdr:cNvPr id=\"1025\" name=\"Object 1\"><a:extLst><a:ext uri=\"{63B3BB69-23CF-44E3-9099-C40C66FF867C}\">"
            + "<a14:compatExt spid=\"_x0000_s1025\"/></a:ext></a:extLst></xdr:cNvPr><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr/></xdr:sp><xdr:clientData/></xdr:twoCellAnchor></mc:Choice><mc:Fallback/></mc:AlternateContent></xdr:wsDr>";
        var vml = $"<xml {Vml} xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><v:shape id=\"_x0000_s1025\" type=\"#_x0000_t75\" style=\"position:absolute\"><v:imagedata o:relid=\"rId1\"/><x:ClientData ObjectType=\"Pict\"><x:SizeWithCells/><x:Anchor>1, 0, 1, 0, 3, 0, 5, 0</x:Anchor></x:ClientData></v:shape></xml>";
        var book = Book(sheet)
            .Part("xl/drawings/drawing1.xml", "application/vnd.openxmlformats-officedocument.drawing+xml", drawing).Relate("xl/worksheets/sheet1.xml", "rId1", "drawing", "../drawings/drawing1.xml")
            .Part("xl/drawings/vmlDrawing1.vml", "application/vnd.openxmlformats-officedocument.vmlDrawing", vml).Relate("xl/worksheets/sheet1.xml", "rId2", "vmlDrawing", "../drawings/vmlDrawing1.vml")
            .Part("xl/embeddings/oleObject1.bin", "application/vnd.openxmlformats-officedocument.oleObject", Compound("\u0001Ole10Native", Native(Pdf.PdfBuilder.Document()))).Relate("xl/worksheets/sheet1.xml", "rId3", "oleObject", "../embeddings/oleObject1.bin")
            .Part("xl/media/image1.png", "image/png", Images.Pictures.PlainPng()).Relate("xl/worksheets/sheet1.xml", "rId4", "image", "../media/image1.png").Relate("xl/drawings/vmlDrawing1.vml", "rId1", "image", "../media/image1.png")
            .Build();

        var run = Runs.File("a.xlsx", book, Rebuild);

        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        var everything = Everything(run.Output.Bytes);
        Assert.All(
            (string[])["xl/embeddings/file.bin", "<oleObject progId=\"Package\" dvAspect=\"DVASPECT_ICON\" shapeId=\"1025\" r:id=\"rId3\"><objectPr", "<a14:compatExt spid=\"_x0000_s1025\"/>", "<v:shape id=\"_x0000_s1025\"", "%PDF"],
            text => Assert.Contains(text, everything, StringComparison.Ordinal));
        Assert.Equal(run.Output.Bytes, Runs.File("a.xlsx", run.Output.Bytes, Rebuild).Output.Bytes);

        var usual = Runs.File("a.xlsx", book);
        Assert.Equal((Outcome.Rebuilt, ""), (usual.Report.Outcome, usual.Faults));
        Assert.All((string[])["embeddings", "oleObject", "_x0000_s1025"], text => Assert.DoesNotContain(text, Everything(usual.Output.Bytes), StringComparison.Ordinal));
        Assert.Contains("ooxml.ole", usual.Codes);
    }

    [Fact]
    public void Removes_LinkedObjectsAlways()
    {
        var file = Word($"<w:p><w:r><w:object><v:shape {Vml} id=\"s\" style=\"width:9pt\"/><o:OLEObject {Vml} Type=\"Link\" ProgID=\"Word.Document.12\" ShapeID=\"s\" r:id=\"rId9\" UpdateMode=\"Always\"/></w:object></w:r></w:p>")
            .Relate("word/document.xml", "rId9", "oleObject", "file:///c:/x.docx", external: true).Build();

        var run = Runs.File("a.docx", file, Rebuild);

        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.DoesNotContain("OLEObject", Everything(run.Output.Bytes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Type=\"Embed\"", "Type=\"Link\"")]
    [InlineData("ProgID=\"Word.Document.12\"", "ProgID=\"Equation.3\"")]
    public void IsRefused_ByTheVerifierUnlessItIsAFileInside(string was, string becomes)
    {
        var clean = Runs.File("a.docx", WithObject("Word.Document.12", "package", "embeddings/inner.docm", Inner), Rebuild).Output.Bytes;
        using var bytes = new MemoryStream();
        bytes.Write(clean);
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
        {
            var text = Encoding.UTF8.GetString(Cleaning.Read(archive.GetEntry("word/document.xml")!)).Replace(was, becomes, StringComparison.Ordinal);
            archive.GetEntry("word/document.xml")!.Delete();
            using var entry = archive.CreateEntry("word/document.xml").Open();
            entry.Write(Encoding.UTF8.GetBytes(text));
        }

        var verifier = new OoxmlVerifier();
        Assert.Null(verifier.Verify(Formats.Docx, new MemoryStream(clean), new BareContext(Rebuild)));
        Assert.NotNull(verifier.Verify(Formats.Docx, new MemoryStream(clean), new BareContext()));
        Assert.NotNull(verifier.Verify(Formats.Docx, bytes, new BareContext(Rebuild)));
    }

    [Fact]
    public void Keeps_PicturesAloneByDefault()
    {
        var run = Runs.File("a.docx", WithObject("Word.Document.12", "package", "embeddings/inner.docm", Inner));

        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.DoesNotContain("OLEObject", Everything(run.Output.Bytes), StringComparison.Ordinal);
        Assert.DoesNotContain("embeddings", Everything(run.Output.Bytes), StringComparison.Ordinal);
    }

    private static void AssertHolds(RunResult run, string file, params string[] texts)
    {
        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        using var archive = new ZipArchive(new MemoryStream(run.Output.Bytes));
        var inner = Cleaning.Read(archive.GetEntry(file)!);
        Assert.Contains("中の文書", Everything(inner), StringComparison.Ordinal);
        Assert.DoesNotContain("vba", Everything(inner), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("ooxml.vba", run.Codes);
        Assert.All(texts, text => Assert.Contains(text, Everything(run.Output.Bytes), StringComparison.Ordinal));
        var again = Runs.File(run.Report.Output!.Name.DangerousRaw, run.Output.Bytes, Rebuild);
        Assert.Equal(run.Output.Bytes, again.Output.Bytes);
        Assert.Empty(again.Codes);
    }

    private static byte[] WithObject(string program, string type, string name, byte[] content) => Word(
        $"<w:p><w:r><w:object w:dxaOrig=\"10\" w:dyaOrig=\"10\"><v:shape {Vml} id=\"s\" style=\"width:9pt\"/><o:OLEObject {Vml} Type=\"Embed\" ProgID=\"{program}\" ShapeID=\"s\" DrawAspect=\"Icon\" ObjectID=\"_1\" r:id=\"rId9\"/></w:object></w:r></w:p>")
        .Part("word/" + name, "application/vnd.openxmlformats-officedocument.oleObject", content).Relate("word/document.xml", "rId9", type, name).Build();

    private static byte[] FileOf(string extension)
    {
        if (extension != ".zip")
        {
            return extension switch { ".pdf" => Pdf.PdfBuilder.Document("/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"), ".png" => Images.Pictures.PlainPng(), _ => Encoding.UTF8.GetBytes("添付の文章です。\r\n") };
        }

        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("a.docm").Open();
            entry.Write(Inner);
        }

        return bytes.ToArray();
    }

    private static byte[] Native(byte[] file)
    {
        // Behind the file the shell writes the names once more, in UTF-16.
        byte[] rest = [2, 0, .. "inner.docm\0c:\\x\\inner.docm\0"u8, 0, 0, 3, 0, 4, 0, 0, 0, .. "tmp\0"u8, .. Little(file.Length), .. file, .. Little(5), .. Encoding.Unicode.GetBytes("inner"), 0, 0, 0, 0];
        return [.. Little(rest.Length), .. rest];
    }

    private static byte[] Little(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        return bytes;
    }

    private static byte[] Compound(string stream, byte[] content)
    {
        var root = new NewStorage("Root Entry");
        root.Add(stream, new MemoryStream(content));
        using var file = new MemoryStream();
        CompoundFileWriter.Write(root, file, new Budget(BudgetLimits.ForInput(1 << 20)));
        return file.ToArray();
    }

    internal static string Everything(byte[] package)
    {
        using var archive = new ZipArchive(new MemoryStream(package));
        return string.Concat(archive.Entries.Select(e => e.FullName + Encoding.UTF8.GetString(Cleaning.Read(e))));
    }
}
