using System.Text;
using Mugai.Sanitizers.Pdf.Content;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.Pdf.Content;

public sealed class ContentRewriterTests
{
    [Theory]
    [InlineData("q 1 0 0 1 10 20 cm /Im1 Do Q", "q\n1 0 0 1 10 20 cm\n/Im1 Do\nQ\n")]
    [InlineData("BT/F1 12 Tf(a\\(b\\051)Tj[(x)-120.50(y)]TJ ET", "BT\n/F1 12 Tf\n(a\\(b\\))Tj\n[(x)-120.50(y)]TJ\nET\n")]
    [InlineData("% a comment\n0.5 .25 +3 rg\n", "0.5 .25 3 rg\n")]
    [InlineData("/Sp#61n <</MCID 3 /Lang(ja)>> BDC EMC", "/Span<</MCID 3/Lang(ja)>>BDC\nEMC\n")]
    [InlineData("/Cs1 cs 0.1 0.2 /P1 scn 0 0 5 5 re f*", "/Cs1 cs\n0.1 0.2/P1 scn\n0 0 5 5 re\nf*\n")]
    [InlineData("[3 5]0 d 007 w -0 J", "[3 5]0 d\n7 w\n0 J\n")]
    public void Writes_KnownOperatorsInOneWay(string content, string expected)
    {
        var (text, findings) = Rewrite(content);

        Assert.Equal(expected, text);
        Assert.True(findings.IsEmpty);
    }

    [Theory]
    [InlineData("1 0 0 RG (x) Foo 5 w", "1 0 0 RG\n5 w\n")]
    [InlineData("{ 1 2 add } 3 exec 0 g", "0 g\n")]
    [InlineData("(%!PS) PS 0 g", "0 g\n")]
    public void Drops_UnknownOperatorsWithTheirOperands(string content, string expected)
    {
        var (text, findings) = Rewrite(content);

        Assert.Equal(expected, text);
        Assert.True(findings.UnknownOperators > 0);
    }

    [Fact]
    public void Drops_UnknownOperatorsQuietlyInCompatibilitySections()
    {
        var (text, findings) = Rewrite("BX 1 2 Zz EX 0 g");

        Assert.Equal("0 g\n", text);
        Assert.True(findings.IsEmpty);
    }

    [Theory]
    [InlineData("(x) w 1 w", "1 w\n")]
    [InlineData("1 2 3 4 5 0 0 1 rg", "0 0 1 rg\n")]
    [InlineData("1 rg 2 w", "2 w\n")]
    [InlineData("9 q Q", "q\nQ\n")]
    [InlineData("(a) /N TJ 1 w", "1 w\n")]
    public void Judges_OperandsAsReadersDo(string content, string expected)
    {
        var (text, findings) = Rewrite(content);

        Assert.Equal(expected, text);
        Assert.True(findings.BadOperands > 0);
    }

    [Theory]
    [InlineData("Q Q 0 g", "0 g\n")]
    [InlineData("q q 0 g", "q\nq\n0 g\nQ\nQ\n")]
    [InlineData("BT (a) Tj", "BT\n(a)Tj\nET\n")]
    [InlineData("ET EMC 0 g", "0 g\n")]
    [InlineData("/T BMC 0 g", "/T BMC\n0 g\nEMC\n")]
    public void Balances_Pairs(string content, string expected)
    {
        var (text, findings) = Rewrite(content);

        Assert.Equal(expected, text);
        Assert.True(findings.Unbalanced > 0);
    }

    [Fact]
    public void Keeps_EiInsideThePixelsOfAnInlineImage()
    {
        // Twelve pixels whose bytes spell an end and an operator: a reader that looks for EI alone would run what follows.
        var pixels = "ab EI /X Do ";
        var (text, findings) = Rewrite($"q BI /W 12 /H 1 /BPC 8 /CS /G ID {pixels} EI Q");

        Assert.True(findings.IsEmpty);
        Assert.DoesNotContain("/X Do", text, StringComparison.Ordinal);
        Assert.Contains("/F[/AHx]", text, StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexString(Encoding.ASCII.GetBytes(pixels)), text, StringComparison.Ordinal);
        Assert.EndsWith("\nEI\nQ\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Drops_OperatorsHiddenBehindAShortInlineImage()
    {
        // The dictionary promises one byte; the rest up to EI is neither pixels nor content.
        var (text, findings) = Rewrite("BI /W 1 /H 1 /BPC 8 /CS /G ID x /Evil Do\nEI 0 g");

        Assert.Equal(1, findings.InlineImages);
        Assert.DoesNotContain("Evil", text, StringComparison.Ordinal);
        Assert.EndsWith("0 g\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Drops_InlineImagesThatCannotBeRead()
    {
        var (text, findings) = Rewrite("BI /W 1 /H 1 /F /JBIG2Decode ID xxxx EI 1 w BI /W 0 /H 1 ID x EI 2 w BI /W 1");

        Assert.Equal("1 w\n2 w\n", text);
        Assert.Equal(3, findings.InlineImages);
    }

    [Fact]
    public void Checks_NamesOfWhatIsDrawn()
    {
        var findings = new ContentFindings();
        var text = Encoding.Latin1.GetString(ContentRewriter.Rewrite("/A Do /B Do /A gs /F9 1 Tf"u8.ToArray(), new OnlyA(), findings, NewBudget()).Span);

        Assert.Equal("/A Do\n/A gs\n/F9 1 Tf\n", text);
        Assert.Equal(1, findings.MissingResources);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("<<")]
    [InlineData("(")]
    [InlineData("BI ID ")]
    [InlineData("BI /W 9 /H 9 /F /Fl ID x\nEI ")]
    [InlineData("q ")]
    [InlineData("/N <</A <</B ")]
    [InlineData("BX ")]
    [InlineData("<4")]
    public void Takes_LinearTime(string piece)
    {
        // A quarter of a megabyte of each: quadratic work would take minutes or break the budget.
        var content = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(piece, 250_000 / piece.Length)));

        var spent = ThreadClock.Of(() => ContentRewriter.Rewrite(content, null, new ContentFindings(), NewBudget()));

        Assert.True(spent < TimeSpan.FromSeconds(10), $"{piece} took {spent}");
    }

    [Theory]
    [InlineData("(open string (with (parens")]
    [InlineData("/N <</ActualText (open (")]
    [InlineData("[(a) (b")]
    [InlineData("1e5 --3 4.-5 . - 99999999999999999999 0.12345678901234567890123456789 5 w 1 2 3 4 5 6 cm")]
    [InlineData("BI/W 4/H 4/BPC 1/IM true/D[1 0]/F[/AHx]ID A0B0C0D0> EI BI/W 8/H 2/F/CCF/DP<</K -1/Columns 8>>ID \u0080\u0000 EI")]
    [InlineData("q / Do Q 0 g")]
    [InlineData("0012-3 g 00 w")]
    [InlineData("BI/W 2/H 2/F/DCT ID \u00FF\u00D8\u00FFq \nEI 0 g")]
    public void Changes_NothingTheSecondTime(string content)
    {
        var (once, _) = Rewrite(content);
        var (twice, findings) = Rewrite(once);

        Assert.Equal(once, twice);
        Assert.True(findings.IsEmpty, twice);
    }

    private static (string Text, ContentFindings Findings) Rewrite(string content)
    {
        var findings = new ContentFindings();
        return (Encoding.Latin1.GetString(ContentRewriter.Rewrite(Encoding.Latin1.GetBytes(content), null, findings, NewBudget()).Span), findings);
    }

    private static Budget NewBudget() => new(BudgetLimits.ForInput(1 << 20));

    private sealed class OnlyA : IContentResources
    {
        public bool Has(ResourceCategory category, ReadOnlySpan<byte> name) => name.SequenceEqual("A"u8);
    }
}
