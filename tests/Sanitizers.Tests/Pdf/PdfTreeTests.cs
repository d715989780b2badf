using System.Text;
using Mugai.Policies;
using Mugai.Sanitizers.Pdf.Content;
using Mugai.Sanitizers.Pdf.Writing;

namespace Mugai.Sanitizers.Tests.Pdf;

/// <summary>What readers walk or run, and how it is bounded: outlines, name trees, structure, profiles, calculator functions, links by policy.</summary>
public sealed class PdfTreeTests
{
    [Theory]
    [InlineData("<</Title(b)/Next 5 0 R>>")]
    [InlineData("<</Title(b)/First 5 0 R>>")]
    [InlineData("<</Title(b)/First 6 0 R>>")]
    [InlineData("<</Title(b)/First 4 0 R/Prev 6 0 R>>")]
    public void Breaks_CirclesOfOutlines(string second)
    {
        var run = Rebuilt(PdfBuilder.Document("/Outlines 4 0 R", "", "<</First 5 0 R/Last 6 0 R>>", "<</Title(a)/Next 6 0 R>>", second));
        var text = PdfOutput.Opened(run);

        Assert.Contains("pdf.repaired", run.Codes);
        Assert.Contains("(a)", text, StringComparison.Ordinal);
        Assert.Contains("(b)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Writes_OutlineLinksAnew()
    {
        // Links back that lie are not believed.
        var text = PdfOutput.Opened(Rebuilt(PdfBuilder.Document("/Outlines 4 0 R", "", "<</First 5 0 R/Last 5 0 R>>", "<</Title(a)/Next 6 0 R/Prev 6 0 R/Parent 6 0 R>>", "<</Title(b)/Parent 4 0 R/Prev 6 0 R>>")));
        Assert.Contains("/Title(b)>>", text, StringComparison.Ordinal);
        Assert.Equal(2, text.Split("/Prev ").Length);
        var at = text.IndexOf("/Outlines ", StringComparison.Ordinal) + 10;
        Assert.Equal(3, text.Split($"/Parent {text[at..text.IndexOf(' ', at)]} 0 R").Length);
    }

    [Theory]
    [InlineData("/Names<</Dests 4 0 R>>", "<</Kids[4 0 R 5 0 R 5 0 R]>>", "<</Names[(a)[3 0 R/Fit]]/Kids[4 0 R]>>")]
    [InlineData("/PageLabels 4 0 R", "<</Kids[4 0 R 5 0 R]>>", "<</Nums[0<</P(a)>>]/Kids[5 0 R]>>")]
    [InlineData("/StructTreeRoot<</K 4 0 R>>", "<</S/P/K[5 0 R 4 0 R]>>", "<</S/P/T(a)/K 4 0 R/P 4 0 R>>")]
    [InlineData("/AcroForm<</Fields[4 0 R]>>", "<</T(x)/Kids[5 0 R 4 0 R]>>", "<</T(a)/Kids[4 0 R]>>")]
    public void Breaks_CirclesOfTrees(string catalog, string first, string second)
    {
        var run = Rebuilt(PdfBuilder.Document(catalog, "", first, second));
        Assert.Contains("pdf.repaired", run.Codes);
        Assert.Contains("(a)", PdfOutput.Opened(run), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, "RGB ", 0, true)]
    [InlineData(1, "GRAY", 0, true)]
    [InlineData(4, "RGB ", 0, false)]
    [InlineData(3, "RGB ", 0x7FFFFFFF, false)]
    [InlineData(3, "XXXX", 0, false)]
    public void Checks_Profiles(int components, string space, int lie, bool stays)
    {
        var profile = new byte[160];
        profile[3] = 160;
        Encoding.ASCII.GetBytes("mntr" + space).CopyTo(profile, 12);
        "acsp"u8.CopyTo(profile.AsSpan(36));
        profile[131] = 1;
        "wtpt"u8.CopyTo(profile.AsSpan(132));
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(profile.AsSpan(136), 144 + lie);
        profile[143] = 16;
        var run = Rebuilt(PdfBuilder.Document("", "/Resources<</ColorSpace<</A 4 0 R/B[/ICCBased 5 0 R]/C[/Indexed[/ICCBased 5 0 R]1(abcdef)]>>>>", "[/ICCBased 5 0 R]",
            PdfBuilder.Stream("/N " + components, Encoding.Latin1.GetString(profile))));
        var text = PdfOutput.Opened(run);

        Assert.Equal(stays, !run.Codes.Contains("pdf.profile"));
        Assert.Equal(stays, text.Contains("ICCBased", StringComparison.Ordinal));
        Assert.Equal(stays, !text.Contains(components == 4 ? "/A/DeviceCMYK/B/DeviceCMYK/C[/Indexed/DeviceCMYK" : "/A/DeviceRGB/B/DeviceRGB/C[/Indexed/DeviceRGB", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{ 360 mul sin % comment\n 2 div exch }", "{360 mul sin 2 div exch}")]
    [InlineData("{dup 0 lt{pop 0}{1 add}ifelse .5 add}", "{dup 0 lt{pop 0}{1 add}ifelse .5 add}")]
    [InlineData("{dup 0 lt{pop 0}if}", "{dup 0 lt{pop 0}if}")]
    [InlineData("{{1}}", null)]
    [InlineData("{{1}{2}if}", null)]
    [InlineData("{(%pipe%id) file}", null)]
    [InlineData("{/a 1 def}", null)]
    [InlineData("{1 2 add", null)]
    [InlineData("1 2 add", null)]
    public void Bounds_CalculatorFunctions(string program, string? written) =>
        Assert.Equal(written, CalculatorFunction.Rewrite(Encoding.ASCII.GetBytes(program)) is { } bytes ? Encoding.ASCII.GetString(bytes) : null);

    [Fact]
    public void Replaces_CalculatorFunctionsThatCannotStay()
    {
        var nested = string.Concat(Enumerable.Repeat("{1", 100)) + string.Concat(Enumerable.Repeat("if}", 100));
        foreach (var program in (string[])[nested, "{" + string.Concat(Enumerable.Repeat("1 pop ", 20_000)) + "}", "{1 run}"])
        {
            var run = Rebuilt(PdfBuilder.Document("", "/Resources<</ColorSpace<</S[/Separation/Gold/DeviceRGB 4 0 R]>>>>", PdfBuilder.Stream("/FunctionType 4/Domain[0 1]/Range[.25 1 0 1 0 1]", program)));
            Assert.Contains("pdf.postscript", run.Codes);
            Assert.Contains("{pop 0.25 0 0}", PdfOutput.Opened(run), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/Parent 2aaa")]
    [InlineData("/Parent 4 0 R")]
    [InlineData("")]
    public void Inherits_AlongTheTreeAndNotWhatParentSays(string parent)
    {
        // The resources above the page hold no X: the first time as the second, when Parent is right.
        var policy = new SanitizePolicy { Revision = "r1", Pdf = new PdfPolicy { Deep = true } };
        var input = PdfBuilder.File(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1/Resources<</Font<<>>>>>>", $"<</Type/Page{parent}/MediaBox[0 0 9 9]/Contents 4 0 R>>", PdfBuilder.Stream("/Resources<</XObject<</X 4 0 R>>>>", "q /X Do Q")]);
        var run = Runs.File("a.pdf", input, policy);
        Assert.Contains("pdf.content", run.Codes);
        var again = Runs.File("a.pdf", run.Output.Bytes, policy);
        Assert.Equal(run.Output.Bytes, again.Output.Bytes);
        Assert.Empty(again.Codes);
    }

    [Fact]
    public void Shows_WhereLinksLed()
    {
        var policy = new SanitizePolicy { Revision = "r1", Pdf = new PdfPolicy { Links = PdfLinkWay.Show } };
        var run = Runs.File("a.pdf", PdfBuilder.Document("", "/Annots[<</Subtype/Link/Rect[10 20 30 40]/Border[0 0 1]/A<</S/URI/URI(https://city.example/)>>>><</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(file:x)>>>>]"), policy);
        var text = PdfOutput.Opened(run);

        Assert.Equal("", run.Faults);
        Assert.Contains("/Subtype/Underline/F 0/C[0 0 1]/Contents(https://city.example/)/QuadPoints[10 40 30 40 10 20 30 20]", text, StringComparison.Ordinal);
        Assert.DoesNotContain("/URI", text, StringComparison.Ordinal);
        Assert.Equal([FindingAction.Neutralized, FindingAction.Removed], run.Report.Findings.Where(finding => finding.Code == "pdf.link").Select(finding => finding.Action));
        Assert.Empty(Runs.File("a.pdf", run.Output.Bytes, policy).Codes);
    }

    [Fact]
    public void Keeps_ResetFormByPolicy()
    {
        var input = PdfBuilder.Document("", "/Annots[<</Subtype/Widget/FT/Btn/T(a)/Rect[0 0 9 9]/A<</S/ResetForm/Fields[(b)]/Next<</S/JavaScript/JS(evil)>>>>>>]");
        var run = Runs.File("a.pdf", input, new SanitizePolicy { Revision = "r1", Pdf = new PdfPolicy { KeepResetForm = true } });
        var text = PdfOutput.Opened(run);

        Assert.Equal("", run.Faults);
        Assert.Contains("/S/ResetForm/Fields[(b)]", text, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", text, StringComparison.Ordinal);
        Assert.DoesNotContain("pdf.reset", run.Codes);
    }

    [Fact]
    public void Takes_TheCodestreamOutOfAJpeg2000()
    {
        byte[] stream = [0xFF, 0x4F, 0xFF, 0x51, 1, 2, 3];
        byte[] boxed = [0, 0, 0, 12, .. "jP  "u8, 13, 10, 0x87, 10, 0, 0, 0, 15, .. "jp2c"u8, .. stream];
        Assert.Equal(stream, JpxStream.Codestream(boxed).ToArray());
        Assert.Equal(stream, JpxStream.Codestream(stream).ToArray());
    }

    private static RunResult Rebuilt(byte[] input)
    {
        var first = Runs.File("a.pdf", input);
        Assert.Equal((Outcome.Rebuilt, ""), (first.Report.Outcome, first.Faults));
        var second = Runs.File("a.pdf", first.Output.Bytes);
        Assert.Empty(second.Codes);
        Assert.Equal(first.Output.Bytes, second.Output.Bytes);
        return first;
    }
}
