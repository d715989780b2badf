using System.Text;
using Mugai.Policies;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.Pdf;

public sealed class PdfSanitizerTests
{
    [Theory]
    [InlineData("/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>", "pdf.javascript")]
    [InlineData("/#4fpenAction<</S/J#61vaScript/J#53(app.alert)>>", "pdf.openaction")]
    [InlineData("/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(alert)>>]>>>>", "pdf.javascript")]
    [InlineData("/AA<</WC<</S/JavaScript/JS(alert)>>>>", "pdf.actions")]
    [InlineData("/OpenAction<</S/Launch/F(cmd.exe)/Win<</F(cmd.exe)>>>>", "pdf.launch")]
    [InlineData("/OpenAction<</S/GoToR/F(\\\\\\\\host\\\\share)/D[0/Fit]>>", "pdf.remote")]
    [InlineData("/OpenAction<</S/SubmitForm/F(http://x.example)>>", "pdf.submit")]
    [InlineData("/OpenAction<</S/ImportData/F(x.fdf)>>", "pdf.import")]
    [InlineData("/OpenAction<</S/Rendition/OP 0>>", "pdf.media")]
    [InlineData("/OpenAction<</S/SetOCGState/State[]>>", "pdf.action")]
    [InlineData("/AcroForm<</Fields[]/XFA(<xdp/>)>>", "pdf.xfa")]
    [InlineData("/Names<</EmbeddedFiles<</Names[(a.exe)<</EF<</F 1 0 R>>>>]>>>>", "pdf.embeddedfile")]
    [InlineData("/Collection<</View/T>>", "pdf.portfolio")]
    [InlineData("/SpiderInfo<</V 1.0>>", "pdf.webcapture")]
    [InlineData("/PieceInfo<</App<</Private(x)>>>>", "pdf.private")]
    [InlineData("/Perms<</DocMDP<</Type/Sig>>>>", "pdf.signature")]
    public void Removes_FromTheCatalog(string catalog, string code) => AssertRemoved(PdfBuilder.Document(catalog), code);

    [Theory]
    [InlineData("<</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(javascript:alert\\(1\\))>>>>", "pdf.link")]
    [InlineData("<</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(file:///etc/passwd)>>>>", "pdf.link")]
    [InlineData("<</Subtype/Link/Rect[0 0 9 9]/A<</S/GoTo/D[3 0 R/Fit]/Next<</S/JavaScript/JS(x)>>>>>>", "pdf.javascript")]
    [InlineData("<</Subtype/Link/Rect[0 0 9 9]/A<</S/GoToE/T<</R/C>>>>>>", "pdf.remote")]
    [InlineData("<</Subtype/FileAttachment/Rect[0 0 9 9]/FS<</EF<<>>>>>>", "pdf.embeddedfile")]
    [InlineData("<</Subtype/RichMedia/Rect[0 0 9 9]>>", "pdf.media")]
    [InlineData("<</Subtype/Movie/Rect[0 0 9 9]/Movie<</F(a.avi)>>>>", "pdf.media")]
    [InlineData("<</Subtype/Sound/Rect[0 0 9 9]>>", "pdf.media")]
    [InlineData("<</Subtype/3D/Rect[0 0 9 9]/3DD 4 0 R>>", "pdf.media")]
    [InlineData("<</Subtype/Screen/Rect[0 0 9 9]/A<</S/Rendition>>>>", "pdf.media")]
    [InlineData("<</Subtype/Widget/FT/Tx/T(a)/Rect[0 0 9 9]/AA<</K<</S/JavaScript/JS(x)>>>>>>", "pdf.actions")]
    [InlineData("<</Subtype/Widget/FT/Btn/T(a)/Rect[0 0 9 9]/A<</S/ResetForm>>>>", "pdf.reset")]
    [InlineData("<</Subtype/Widget/FT/Sig/T(a)/Rect[0 0 9 9]/V<</Type/Sig/Contents<00>>>>>", "pdf.signature")]
    public void Removes_FromAnnotations(string annotation, string code) => AssertRemoved(PdfBuilder.Document("", "/Annots[" + annotation + "]"), code);

    [Fact]
    public void Keeps_LinksOutlinesAndFields()
    {
        var input = PdfBuilder.Document("/Outlines 4 0 R/AcroForm<</Fields[6 0 R]/DA(/Helv 0 Tf)>>/Names<</Dests<</Names[(here)[3 0 R/Fit]]>>>>",
            "/Annots[<</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://www.city.example.lg.jp/)>>>> 6 0 R]",
            "<</Type/Outlines/First 5 0 R/Last 5 0 R/Count 1>>", "<</Title(Chapter)/Parent 4 0 R/Dest[3 0 R/XYZ 0 0 null]>>", "<</Subtype/Widget/FT/Tx/T(name)/V(value)/Rect[0 0 9 9]/P 3 0 R>>");

        var text = PdfOutput.Opened(Rebuilt(input));

        Assert.Contains("https://www.city.example.lg.jp/", text, StringComparison.Ordinal);
        Assert.Contains("(Chapter)", text, StringComparison.Ordinal);
        Assert.Contains("(value)", text, StringComparison.Ordinal);
        Assert.Contains("(here)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Leaves_NothingOfEarlierRevisionsAndOrphans()
    {
        var input = PdfBuilder.Document("", "", "<</Type/Orphan/Secret(old draft)>>");
        Assert.DoesNotContain("old draft", PdfOutput.Opened(Rebuilt(input)), StringComparison.Ordinal);
    }

    [Fact]
    public void Finds_NothingInItsOwnOutput()
    {
        var input = PdfBuilder.Document("/AA<<>>/Outlines 5 0 R", "/Contents 4 0 R/Annots[<</Subtype/Link/Rect[0 0 9 9]/A<</S/Launch>>>>]",
            PdfBuilder.Stream("", "BT /F1 12 Tf (Hello hello hello hello hello hello hello hello hello) Tj ET"), "<</Type/Outlines>>");
        var first = Rebuilt(input);
        var second = Rebuilt(first.Output.Bytes);

        Assert.Empty(second.Codes);
        Assert.Equal(first.Output.Bytes, second.Output.Bytes);
    }

    [Fact]
    public void Writes_AnObjectTwiceThatPlaysTwoParts()
    {
        // The same dictionary as an appearance state map and as an action: neither place may borrow the other's freedom.
        var input = PdfBuilder.Document("", "/Annots[<</Subtype/Stamp/Rect[0 0 9 9]/AP<</N 4 0 R>>>><</Subtype/Link/Rect[0 0 9 9]/A 4 0 R>>]", "<</S/JavaScript/JS(evil)/On 3 0 R>>");
        Assert.DoesNotContain("evil", PdfOutput.Opened(Rebuilt(input)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/Annots[4 0 R]", "<</Type/Page/Subtype/Square/Rect[0 0 9 9]/Parent 4 0 R>>")]
    [InlineData("/Annots[4 0 R]", "<</Type/Filespec/Subtype/Square/Rect[0 0 9 9]>>")]
    [InlineData("/Annots[<</Subtype/Widget/FT/Tx/Rect[0 0 9 9]/Parent 2 0 R>>]", "null")]
    [InlineData("/Resources<</Properties<</M 4 0 R>>>>", "<</Type/Page>>")]
    [InlineData("/Resources<</Properties<</M 4 0 R>>>>", "<</Type/Pages/Kids[3 0 R]/Count 7>>")]
    [InlineData("/Resources<</Properties<</M 4 0 R>>>>", "<</XFA(x)/AA 1/MCID 0>>")]
    public void Counts_OnlyWhatIsInThePageTree(string page, string called)
    {
        var first = Rebuilt(PdfBuilder.Document("", page, called));
        var second = Rebuilt(first.Output.Bytes);

        Assert.Equal(first.Output.Bytes, second.Output.Bytes);
        Assert.Empty(second.Codes);
    }

    [Theory]
    [InlineData("<</Type/Pages/Kids[3 0 R 3 0 R]/Count 2>>", "/Count 2")]
    [InlineData("<</Type/Pages/Kids[4 0 R 5 0 R]/Count 2>>", "/Count 1")]
    public void Shows_APageAsOftenAsItsParentDoes(string root, string count)
    {
        var branch = "<</Type/Pages/Parent 2 0 R/Kids[3 0 R]/Count 1>>";
        var first = Rebuilt(PdfBuilder.File(["<</Type/Catalog/Pages 2 0 R>>", root, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>", branch, branch]));
        var second = Rebuilt(first.Output.Bytes);

        Assert.Contains(count, PdfOutput.Opened(first), StringComparison.Ordinal);
        Assert.Equal(first.Output.Bytes, second.Output.Bytes);
        Assert.Empty(second.Codes);
    }

    [Fact]
    public void Takes_FlateThatAsksForAPresetDictionary() =>
        Rebuilt(PdfBuilder.Document("", "/Contents 4 0 R", PdfBuilder.Stream("/Filter[/AHx/Fl]", "78BB00000001636465>")));

    [Fact]
    public void Drops_KindsThatAreActionsElsewhere() =>
        Assert.DoesNotContain("/Launch", PdfOutput.Opened(Rebuilt(PdfBuilder.Document("", "/Group<</S/Launch>>/Trans<</S/Sound>>"))), StringComparison.Ordinal);

    [Fact]
    public void Recovers_ObjectStreamsThatNameThemselves()
    {
        var text = Encoding.Latin1.GetString(PdfBuilder.Document("", "", PdfBuilder.Stream("/Type/ObjStm/N 1/First 4", "4 0 null"))).Replace("/Root 1", "/Root 9", StringComparison.Ordinal);
        Assert.Contains("pdf.repaired", Rebuilt(Encoding.Latin1.GetBytes(text)).Codes);
    }

    [Fact]
    public void Follows_ThePolicy()
    {
        var input = PdfBuilder.File(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Annots[<</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://a.example/)>>>>]>>", "<</Author(Somebody)>>"], "/Info 4 0 R");
        Assert.Contains("a.example", PdfOutput.Opened(Rebuilt(input)), StringComparison.Ordinal);
        Assert.Contains("Somebody", PdfOutput.Opened(Rebuilt(input)), StringComparison.Ordinal);

        var strict = Runs.File("a.pdf", input, new SanitizePolicy { Revision = "r1", Pdf = new PdfPolicy { Deep = true, Links = PdfLinkWay.Remove, KeepMetadata = false } });
        Assert.Equal("", strict.Faults);
        Assert.DoesNotContain("a.example", PdfOutput.Opened(strict), StringComparison.Ordinal);
        Assert.DoesNotContain("Somebody", PdfOutput.Opened(strict), StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_OneLayerForAllThatNameIt()
    {
        var text = PdfOutput.Opened(Rebuilt(PdfBuilder.Document("/OCProperties<</OCGs[4 0 R]/D<</Order[4 0 R]/ON[4 0 R]>>>>", "/Resources<</Properties<</M 4 0 R>>>>", "<</Type/OCG/Name(layer)>>")));
        Assert.Equal(2, text.Split("(layer)").Length);
    }

    [Fact]
    public void Names_TheFilesItRemoves()
    {
        var run = Rebuilt(PdfBuilder.Document("/Names<</EmbeddedFiles<</Kids[4 0 R 4 0 R]>>>>", "", "<</Names[(x)<</UF(budget.xlsx)/EF<<>>>>]/Kids[4 0 R]>>"));
        Assert.Contains(run.Report.Findings, finding => finding.Code == "pdf.embeddedfile" && finding.Detail.DangerousRaw == "budget.xlsx");
    }

    [Theory]
    [InlineData("<</Length 2000000000>>\nstream\nq Q\nendstream")]
    [InlineData("<</Type/ObjStm/N 1/First 5/Length 3>>\nstream\n4 0 \nendstream")]
    [InlineData("(((((((((((((((((((((((((((((")]
    public void Takes_HostileStreams(string contents) => Rebuilt(PdfBuilder.Document("", "/Contents 4 0 R", contents));

    [Fact]
    public void Blocks_AnObjectBomb()
    {
        var text = new StringBuilder("%PDF-1.7\n");
        for (var i = 0; i < 40_000; i++)
        {
            text.Append(i + 1).Append(" 0 obj(");
        }

        var report = Runs.File("a.pdf", Encoding.Latin1.GetBytes(text.Append("trailer<</Root 1 0 R>>").ToString())).Report;
        Assert.Equal(Outcome.Blocked, report.Outcome);
    }

    [Theory]
    [InlineData("xref")]
    [InlineData("startxref")]
    [InlineData("trailer")]
    public void Recovers_WithoutCrossReference(string damaged)
    {
        var text = Encoding.Latin1.GetString(PdfBuilder.Document("", "/Contents 4 0 R", PdfBuilder.Stream("", "q Q"))).Replace(damaged, new string('x', damaged.Length), StringComparison.Ordinal);
        Assert.Contains("pdf.repaired", Rebuilt(Encoding.Latin1.GetBytes(text + "\nmore")).Codes);
    }

    [Fact]
    public void Blocks_BombsWithinTheBudget()
    {
        AssertBlocked(PdfBuilder.Document("/Outlines " + new string('[', 50_000)), Reason.TooDeep);
        AssertBlocked(Encoding.Latin1.GetBytes("%PDF-1.7\n" + string.Concat(Enumerable.Repeat("1 0 obj\n", 10)) + "trailer<</Root 1 0 R>>"), Reason.Corrupt);
    }

    [Fact]
    public void Ends_OnCircles()
    {
        var pages = PdfBuilder.File(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R 3 0 R 4 0 R]/Count 99>>", "<</Type/Page/MediaBox[0 0 9 9]/Parent 2 0 R>>", "<</Type/Pages/Kids[2 0 R 4 0 R]/Parent 4 0 R>>"]);
        Assert.Contains("pdf.repaired", Rebuilt(pages).Codes);

        var length = PdfBuilder.Document("", "/Contents 4 0 R", "<</Length 4 0 R>>\nstream\nq Q\nendstream");
        Rebuilt(length);

        var reference = PdfBuilder.Document("/Outlines 4 0 R", "", "5 0 R", "4 0 R");
        Rebuilt(reference);

        var xref = Encoding.Latin1.GetString(PdfBuilder.Document()).Replace("trailer\n<<", "trailer\n<</Prev 9/XRefStm 9", StringComparison.Ordinal);
        Rebuilt(Encoding.Latin1.GetBytes(xref));
    }

    private static void AssertRemoved(byte[] input, string code)
    {
        var result = Rebuilt(input);
        Assert.Contains(code, result.Codes);
        var text = PdfOutput.Opened(result);
        foreach (var word in (string[])["JavaScript", "/JS", "Launch", "GoToR", "GoToE", "SubmitForm", "ImportData", "cmd.exe", "XFA", "EmbeddedFile", "/EF", "RichMedia", "file:", "javascript:", "/AA", "Rendition"])
        {
            Assert.DoesNotContain(word, text, StringComparison.Ordinal);
        }
    }

    private static void AssertBlocked(byte[] input, Reason reason)
    {
        var report = Runs.File("a.pdf", input).Report;
        Assert.Equal((Outcome.Blocked, reason), (report.Outcome, report.Reason));
    }

    private static RunResult Rebuilt(byte[] input)
    {
        var result = Runs.File("a.pdf", input);
        Assert.Equal((Outcome.Rebuilt, "", Reason.None), (result.Report.Outcome, result.Faults, result.Report.Reason));
        return result;
    }
}
