using System.Text;
using Mugai.Policies;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.Pdf;

/// <summary>Files inside PDF files: removed and named, or rebuilt and put back, as the policy says.</summary>
public sealed class PdfFileTests
{
    private static readonly SanitizePolicy Rebuild = new() { Revision = "r1", Pdf = new PdfPolicy { RebuildFiles = true } };

    private const string Page = "<html><body onload=\"evil()\">hello</body></html>";

    [Fact]
    public void Removes_AndNamesThem()
    {
        var run = Runs.File("a.pdf", WithFile("notes.html", Page));

        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.Contains(run.Report.Findings, finding => finding.Code == "pdf.embeddedfile" && finding.Action == FindingAction.Removed && finding.Detail.DangerousRaw == "notes.html");
        Assert.DoesNotContain("EmbeddedFile", PdfOutput.Opened(run), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Rebuilds_WhatIsSupported(bool asAttachment)
    {
        var run = Runs.File("a.pdf", asAttachment ? WithAttachment("notes.html", Page) : WithFile("notes.html", Page), Rebuild);
        var text = PdfOutput.Opened(run);

        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.Contains("hello", text, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", text, StringComparison.Ordinal);
        Assert.Contains("/Type/Filespec/F(notes.html)/UF(notes.html)/EF<</F ", text, StringComparison.Ordinal);
        Assert.Equal("/files/1", Assert.Single(run.Report.Parts).Path);
        AssertStable(run);
    }

    [Fact]
    public void Rebuilds_DocumentsInsideDocuments()
    {
        var inner = Encoding.Latin1.GetString(PdfBuilder.Document("/OpenAction<</S/JavaScript/JS(evil)>>", "", PdfBuilder.Stream("", "hello")));
        var run = Runs.File("a.pdf", WithFile("inner.pdf", inner), Rebuild);

        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.Contains("pdf.javascript", run.Codes);
        Assert.DoesNotContain("evil", PdfOutput.Opened(run), StringComparison.Ordinal);
        AssertStable(run);
    }

    [Theory]
    [InlineData("tool.exe", "MZ\u0090\0\u0003\0\0\0")]
    [InlineData("data.bin", "\u0001\u0002\u0003\u0004\u0005")]
    public void Removes_WhatIsNot(string name, string content)
    {
        var run = Runs.File("a.pdf", WithFile(name, content), Rebuild);

        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.Contains(run.Report.Findings, finding => finding.Code == "pdf.embeddedfile" && finding.Detail.DangerousRaw == name);
        Assert.Equal(Outcome.Blocked, Assert.Single(run.Report.Parts).Outcome);
        Assert.DoesNotContain("EmbeddedFile", PdfOutput.Opened(run), StringComparison.Ordinal);
    }

    [Fact]
    public void Writes_JapaneseNamesAndOneFileForAllThatShowIt()
    {
        var input = PdfBuilder.Document("/Names<</EmbeddedFiles<</Names[(b)4 0 R(a)4 0 R]>>>>/Collection<</View/T>>", "/Annots[<</Subtype/FileAttachment/Rect[0 0 9 9]/FS 4 0 R>>]",
            "<</UF<FEFF4E887B9700 2E007400780074>/EF<</F 5 0 R>>>>", PdfBuilder.Stream("/Type/EmbeddedFile/Subtype/text#2Fplain", "budget"));
        var run = Runs.File("a.pdf", input, Rebuild);
        var text = PdfOutput.Opened(run);

        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.Equal("予算.txt", Assert.Single(run.Report.Parts).Output!.Name.DangerousRaw);
        Assert.Contains("pdf.portfolio", run.Codes);
        Assert.Equal(2, text.Split("/Type/EmbeddedFile").Length);
        Assert.Contains("(a)", text, StringComparison.Ordinal);
        AssertStable(run);
    }

    [Fact]
    public void Ends_OnTreesThatLeadBack()
    {
        var run = Runs.File("a.pdf", PdfBuilder.Document("/Names<</EmbeddedFiles 4 0 R>>", "", "<</Kids[4 0 R 5 0 R 5 0 R]>>", "<</Names[(a)6 0 R]/Kids[4 0 R]>>", "<</F(a.txt)/EF<</F 7 0 R>>>>", PdfBuilder.Stream("", "budget")), Rebuild);
        Assert.Equal(2, PdfOutput.Opened(run).Split("/Type/EmbeddedFile").Length);
        AssertStable(run);
    }

    private static void AssertStable(RunResult first)
    {
        var second = Runs.File("a.pdf", first.Output.Bytes, Rebuild);
        Assert.Empty(second.Codes);
        Assert.Equal(first.Output.Bytes, second.Output.Bytes);
    }

    private static byte[] WithFile(string name, string content) =>
        PdfBuilder.Document("/Names<</EmbeddedFiles<</Names[(x)<</Type/Filespec/F(" + name + ")/EF<</F 4 0 R>>>>]>>>>", "", PdfBuilder.Stream("/Type/EmbeddedFile", content));

    private static byte[] WithAttachment(string name, string content) =>
        PdfBuilder.Document("", "/Annots[<</Subtype/FileAttachment/Rect[0 0 9 9]/Name/Paperclip/FS<</Type/Filespec/F(" + name + ")/EF<</F 4 0 R>>>>>>]", PdfBuilder.Stream("/Type/EmbeddedFile", content));
}
