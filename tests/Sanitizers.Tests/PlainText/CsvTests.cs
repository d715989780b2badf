using System.Text;
using Mugai.Policies;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.PlainText;

/// <summary>Tables as text: what a spreadsheet would run is text now, everything else is as it was.</summary>
public class CsvTests
{
    private const string Mark = "\uFEFF";

    [Theory]
    [InlineData("a,=1+1,b", "a,'=1+1,b")]
    [InlineData("=cmd|'/c calc'!A0", "'=cmd|'/c calc'!A0")]
    [InlineData("a,\"=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"", "a,\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("+A1", "'+A1")]
    [InlineData("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0")]
    [InlineData("-A1,+E5,-1E", "'-A1,'+E5,'-1E")]
    [InlineData("＝1+1,＠x,＋x,－x", "'＝1+1,'＠x,'＋x,'－x")]
    [InlineData(" =1+1,\"\t=1\",\" \"\"=1\"", " '=1+1,\"\t'=1\",\" \"\"'=1\"")]
    [InlineData("\"a\r\n=b\",\"\r\n=c\"", "\"a\r\n=b\",\"\r\n'=c\"")]
    [InlineData("a\r\n=b\r\n\r\n=c", "a\r\n'=b\r\n\r\n'=c")]
    [InlineData("\"-1\"\"&x\"", "\"'-1\"\"&x\"")]
    [InlineData("-1\"x,b", "'-1\"x,b")]
    [InlineData("a\"b,=1", "a\"b,'=1")]
    [InlineData("\"a\"=1,b", "\"a\"=1,b")]
    public void Neutralizes_WhatWouldRun(string line, string clean)
    {
        var run = TextFiles.Run("a.csv", "見出し,b\r\n" + line + "\r\n");
        Assert.Equal(Mark + "見出し,b\r\n" + clean + "\r\n", run.Text());
        Assert.Equal(line != clean, run.Codes.Contains("text.csvFormula"));
    }

    [Theory]
    [InlineData("-12.5,+81-3-1234-5678,-1.5E+3,+1e5")]
    [InlineData("-,--,---,+,－")]
    [InlineData("-12%,-1/2,-¥1,－１２．５")]
    [InlineData("\"-1,234\",\"-5\"")]
    [InlineData("a=b,c-d,e@f.example,'=1,△1")]
    [InlineData("\"a,=b\",\"複数\r\n-行\",\"引用\"\"符\"")]
    [InlineData("a;=b")]
    [InlineData(",,,")]
    public void Leaves_NumbersAndText(string line)
    {
        var run = TextFiles.Run("a.csv", "見出し,b,c,d\r\n" + line + "\r\n");
        Assert.Equal(Mark + "見出し,b,c,d\r\n" + line + "\r\n", run.Text());
        Assert.Empty(run.Codes);
    }

    [Fact]
    public void Takes_EverySeparatorThatAProgramMayTake()
    {
        Assert.Equal(Mark + "a;b;c\r\nd;'=1;e\r\n", TextFiles.Run("a.csv", "a;b;c\r\nd;=1;e\r\n").Text());
        Assert.Equal(Mark + "a\tb\tc\r\nd\t'=1\te\r\n", TextFiles.Run("a.csv", "a\tb\tc\r\nd\t=1\te\r\n").Text());
        Assert.Equal(Mark + "sep=|\r\na|'=1,b\r\n", TextFiles.Run("a.csv", "sep=|\r\na|=1,b\r\n").Text());
        Assert.Equal(Mark + "a\tb,-c\r\n\t'=1\r\n", TextFiles.Run("a.tsv", "a\tb,-c\r\n\t=1\r\n").Text());
    }

    [Fact]
    public void Shows_JapaneseInASpreadsheet()
    {
        var run = TextFiles.Run("a.csv", "氏名,住所\r\n髙橋,東京都\r\n", "shift_jis");
        Assert.Equal(Mark + "氏名,住所\r\n髙橋,東京都\r\n", run.Text());
        Assert.Equal("a.csv", run.Report.Output!.Name.DangerousRaw);
    }

    [Fact]
    public void Keeps_FormulasWhenThePolicySaysSo()
    {
        var run = TextFiles.Run("a.csv", "a,=1+1\r\n", policy: new SanitizePolicy { NeutralizeCsvFormulas = false });
        Assert.Equal(Mark + "a,=1+1\r\n", run.Text());
        var finding = Assert.Single(run.Report.Findings);
        Assert.Equal(("text.csvFormula", FindingAction.Kept, 1), (finding.Code, finding.Action, finding.Count));
    }

    [Fact]
    public void Disarms_Sylk()
    {
        var context = new BareContext();
        Assert.Equal(Mark + "'ID;x,y\r\n", Clean("ID;x,y\r\n", 100, context));
        Assert.Equal(["text.sylk:Neutralized:1"], context.Codes);
    }

    [Fact]
    public void Reads_TheSameHoweverTheStreamGivesIt()
    {
        var rows = string.Concat(Enumerable.Range(0, 4_000).Select(i => $"{i},\"=x{i}\",-{i}.5,\"a\r\n=b\"\"\",+cmd|{i}\n"));
        var whole = Clean(rows, int.MaxValue);
        Assert.Equal(8_000, whole.Split("'=x").Length - 1 + whole.Split("'+cmd").Length - 1);
        foreach (var piece in (int[])[1, 2, 3, 1_000])
        {
            Assert.Equal(whole, Clean(rows, piece));
        }
    }

    [Fact]
    public void Gives_NothingToItsOwnOutput()
    {
        string[] samples = ["a,=1,\"@b\",-x,-1\r\n", "a;b;=c\r\n", "＝1\r\n", "ID;P\r\n", "sep=;\r\na;=1\r\n", "\"a,=b", "日本,語\n=1,2"];
        foreach (var sample in samples)
        {
            var once = Clean(sample, 100);
            var context = new BareContext();
            Assert.Equal(once, Clean(once, 100, context));
            Assert.Empty(context.Codes);
        }
    }

    private static string Clean(string text, int piece, BareContext? context = null)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        using var output = new MemoryStream();
        using Stream input = piece == int.MaxValue ? new MemoryStream(bytes) : new TrickleStream(bytes, piece);
        var part = new PartInput("/", new UntrustedText("a.csv"), input, Detection.Formats.Csv);
        var verdict = new PlainTextSanitizer().Sanitize(part, output, context ?? new BareContext());
        Assert.Equal(Outcome.Rebuilt, verdict.Outcome);
        Assert.Null(new PlainTextVerifier().Verify(Detection.Formats.Csv, output, new BareContext()));
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
