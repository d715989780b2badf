using System.Diagnostics;
using System.Text;
using Mugai.Policies;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.Pdf;

/// <summary>The same document as qpdf lays it out in different ways, judged by readers that share no code with us: qpdf opens what comes out, poppler reads the same words and draws the same pixels.</summary>
public sealed class PdfOracleTests
{
    private const string Content = "BT /F1 24 Tf 20 150 Td (Hello, world) Tj 0 -40 Td (second line) Tj ET 0.8 0 0 rg 20 20 60 40 re f q 50 0 0 50 120 20 cm /I1 Do Q";

    public static TheoryData<string, bool> Layouts
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (var layout in (string[])["", "--object-streams=generate", "--linearize", "--linearize --object-streams=generate", "--qdf", "--stream-data=uncompress", "--force-version=1.3 --object-streams=disable --newline-before-endstream"])
            {
                data.Add(layout, false);
                data.Add(layout, true);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Keeps_WordsAndPixelsOfEveryLayout(string layout, bool deep)
    {
        using var folder = new Folder();
        var (input, output) = (folder.Path("in.pdf"), folder.Path("out.pdf"));
        File.WriteAllBytes(folder.Path("plain.pdf"), Document());
        Assert.Equal(0, Run("qpdf", [.. layout.Split(' ', StringSplitOptions.RemoveEmptyEntries), folder.Path("plain.pdf"), input]).Code);

        var run = Runs.File("a.pdf", File.ReadAllBytes(input), policy: new SanitizePolicy { Revision = "t", Pdf = new PdfPolicy { Deep = deep } });
        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.DoesNotContain("pdf.repaired", run.Codes);
        File.WriteAllBytes(output, run.Output.Bytes);

        AssertSame(folder, input, output, 2);
    }

    [Fact]
    public void Reads_TheNewestRevision()
    {
        // An update that replaces the content and the second page's words, behind it one that hides objects in a hybrid section (7.5.8.4).
        using var folder = new Folder();
        var (input, output) = (folder.Path("in.pdf"), folder.Path("out.pdf"));
        var text = Encoding.Latin1.GetString(Document());
        var previous = text.LastIndexOf("xref\n0 ", StringComparison.Ordinal);
        var at = text.Length;
        text += "4 0 obj\n" + PdfBuilder.Stream("", "BT /F1 24 Tf 20 150 Td (newer words) Tj ET") + "\nendobj\n";
        var rows = $"\u0001{Bytes(at)}\0\0";
        var stream = text.Length;
        text += "20 0 obj\n" + PdfBuilder.Stream("/Type/XRef/Size 21/W[1 4 2]/Index[4 1]/Root 1 0 R", rows) + "\nendobj\n";
        var start = text.Length;
        text += $"xref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 21/Root 1 0 R/Prev {previous}/XRefStm {stream}>>\nstartxref\n{start}\n%%EOF\n";
        File.WriteAllBytes(input, Encoding.Latin1.GetBytes(text));

        var run = Runs.File("a.pdf", File.ReadAllBytes(input));
        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.Contains("newer words", PdfOutput.Opened(run), StringComparison.Ordinal);
        Assert.DoesNotContain("Hello", PdfOutput.Opened(run), StringComparison.Ordinal);
        File.WriteAllBytes(output, run.Output.Bytes);
        AssertSame(folder, input, output, 2);
    }

    [Theory]
    [InlineData("garbage in front\n", "")]
    [InlineData("", "\nbytes behind the end\n\0\0\0")]
    [InlineData("\u0001\u0002\u0003\n", "\n%%EOF\n%%EOF\n")]
    public void Leaves_WhatLiesAround(string before, string behind)
    {
        using var folder = new Folder();
        var (input, output) = (folder.Path("in.pdf"), folder.Path("out.pdf"));
        File.WriteAllBytes(input, Document());
        var run = Runs.File("a.pdf", [.. Encoding.Latin1.GetBytes(before), .. Document(), .. Encoding.Latin1.GetBytes(behind)]);
        if (run.Report.Outcome == Outcome.Blocked)
        {
            // Words in front of the header are a text to some.
            Assert.Equal((Reason.Ambiguous, true), (run.Report.Reason, before.Length > 0));
            return;
        }

        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        File.WriteAllBytes(output, run.Output.Bytes);
        AssertSame(folder, input, output, 2);
    }

    [Theory]
    [InlineData("endobj\n", "\n")]
    [InlineData("/Length ", "/Length 9")]
    [InlineData("/Length ", "/Length -")]
    [InlineData("xref\n0 ", "xref\n7 ")]
    [InlineData("/MediaBox[", "/MediaBox[9 9 9 9]/MediaBox[")]
    [InlineData("trailer\n", "trailr\n")]
    public void Recovers_AsOthersDo(string said, string instead)
    {
        using var folder = new Folder();
        var (input, output) = (folder.Path("in.pdf"), folder.Path("out.pdf"));
        var sound = Document();
        File.WriteAllBytes(input, sound);
        var run = Runs.File("a.pdf", Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(sound).Replace(said, instead, StringComparison.Ordinal)));
        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        File.WriteAllBytes(output, run.Output.Bytes);
        AssertSame(folder, input, output, 2);
    }

    private static void AssertSame(Folder folder, string input, string output, int pages)
    {
        var (code, said) = Run("qpdf", ["--check", output]);
        Assert.True(code == 0, said);
        var words = Run("pdftotext", [input, "-"]).Output;
        Assert.NotEmpty(words.Trim());
        Assert.Equal(words, Run("pdftotext", [output, "-"]).Output);
        foreach (var (file, name) in new[] { (input, "before"), (output, "after") })
        {
            Assert.Equal(0, Run("pdftoppm", ["-r", "50", file, folder.Path(name)]).Code);
        }

        Assert.Equal(pages, folder.Files("before*.ppm").Count);
        Assert.Equal(folder.Files("before*.ppm").Select(File.ReadAllBytes), folder.Files("after*.ppm").Select(File.ReadAllBytes));
    }

    private static byte[] Document() => PdfBuilder.File(
    [
        "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R 5 0 R]/Count 2/Resources 6 0 R>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R>>", PdfBuilder.Stream("", Content),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Rotate 90/Contents[9 0 R 10 0 R]>>", "<</Font<</F1 7 0 R>>/XObject<</I1 8 0 R>>>>", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        PdfBuilder.Stream("/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/ASCIIHexDecode", "FF000000FF000000FFFFFF00>"), PdfBuilder.Stream("", "BT /F1 18 Tf 10 50 Td"), PdfBuilder.Stream("", "(over two streams) Tj ET"),
    ]);

    private static string Bytes(int value) => Encoding.Latin1.GetString([(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value]);

    private static (int Code, string Output) Run(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }

    private sealed class Folder : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mugai-pdf-");

        public string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

        public List<string> Files(string pattern) => [.. Directory.GetFiles(_folder.FullName, pattern).Order(StringComparer.Ordinal)];

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
