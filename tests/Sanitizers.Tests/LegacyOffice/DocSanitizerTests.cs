using System.Text;
using Mugai.Sanitizers.CompoundFiles;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.LegacyOffice;

public class DocSanitizerTests
{
    [Fact]
    public void Keeps_ACleanDocument()
    {
        var run = Runs.File("a.doc", new DocumentBuilder("Page { PAGE |1} of it\r").File());
        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.Empty(run.Codes);
        Assert.Contains("Page \x13 PAGE \x14" + "1\x15 of it", run.Output.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ DDEAUTO c:\\\\x.exe \"/c y\" |shown}", 0x2E, "doc.dde")]
    [InlineData("{ PAGE |{ DDE x y |shown}}", 0x21, "doc.dde")]
    [InlineData("{ INCLUDETEXT \"\\\\\\\\evil\\\\x\" |shown}", 0x44, "doc.field")]
    [InlineData("{ INCLUDEPICTURE \"http://evil.example/x\" |shown}", 0x43, "doc.field")]
    [InlineData("{ LINK Excel.Sheet.8 evil |shown}", 0x38, "doc.field")]
    [InlineData("{ HYPERLINK \"file://evil/x\" |shown}", 0x58, "legacy.hyperlink")]
    [InlineData("{ PAGE evil |shown}", 0x2E, "doc.field")]
    [InlineData("{ MERGEFIELD evil |shown}", 0x3B, "doc.mailMerge")]
    public void Neutralizes_FieldsThatReachOutAndKeepsTheirResult(string text, int kind, string code)
    {
        var run = Runs.File("a.doc", new DocumentBuilder($"before {text} after\r") { Kinds = [(byte)kind] }.File());
        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.Contains(code, run.Codes);
        Assert.Contains("shown\x15", run.Output.Text, StringComparison.Ordinal);
        foreach (var gone in (string[])["DDE", "evil", "INCLUDE", "LINK", "x.exe"])
        {
            Assert.DoesNotContain(gone, run.Output.Text, StringComparison.Ordinal);
        }

        var second = Runs.File("a.doc", run.Output.Bytes);
        Assert.Empty(second.Codes);
        Assert.Equal(run.Output.Bytes, second.Output.Bytes);
    }

    [Fact]
    public void Empties_CodesWithTheFieldsInsideThem()
    {
        var run = Runs.File("a.doc", new DocumentBuilder("{ HYPERLINK \"file://evil/{ PAGE |1}\" |shown} end\r") { Kinds = [0x58, 0x21] }.File());
        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.DoesNotContain("PAGE", run.Output.Text, StringComparison.Ordinal);
        var second = Runs.File("a.doc", run.Output.Bytes);
        Assert.Empty(second.Codes);
        Assert.Equal(run.Output.Bytes, second.Output.Bytes);
    }

    [Fact]
    public void Keeps_NoDrawingsWithoutWhatTheyHaveInCommon()
    {
        // The first record is cut and goes; a drawing of the text follows.
        byte[] drawings = [0x00, 0, 0x0A, 0xF0, 2, 0, 0, 0, 1, 2, 0, 0x0F, 0, 2, 0xF0, 0, 0, 0, 0];
        var run = Runs.File("a.doc", new DocumentBuilder("text\r").With(50, drawings).File());
        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.Empty(Runs.File("a.doc", run.Output.Bytes).Codes);
    }

    [Fact]
    public void Keeps_LinksToPages()
    {
        var run = Runs.File("a.doc", new DocumentBuilder("{ HYPERLINK \"https://city.example.lg.jp/\" \u0001|the city}\r") { Kinds = [0x58] }.File());
        Assert.Empty(run.Codes);
        Assert.Contains("https://city.example.lg.jp/", run.Output.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_TheTextOfAMacroButtonWithoutTheButton()
    {
        var run = Runs.File("a.doc", new DocumentBuilder("x{ MACROBUTTON RunMe Click here }y\r") { Kinds = [0x33] }.File());
        Assert.Equal(["doc.field"], run.Codes);
        Assert.Contains("Click here  y", run.Output.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("RunMe", run.Output.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Turns_MarksThatBelongToNoFieldIntoSpaces()
    {
        var run = Runs.File("a.doc", new DocumentBuilder("a{ DDE x |b}\r") { HasFieldTable = false }.File());
        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.Equal(["doc.field"], run.Codes);
        Assert.Contains("a  DDE x  b ", run.Output.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Removes_MacrosToolbarsTemplateAndObjects()
    {
        byte[] template = [0xFF, 0xFF, 18, 0, 0, 0, 0, 0, 8, 0, .. Encoding.Unicode.GetBytes(@"\\evil\t"), .. new byte[32]];
        var file = new DocumentBuilder("text\r") { Characters = [0x0A, 0x08, 1, 0x0E, 0x68, 1, 2, 3, 4] }.With(24, [0xFF, 1, 2, 3, 0x40]).With(32, template).File(("Macros", [1]), ("ObjectPool", [2]));
        var run = Runs.File("a.doc", file);
        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.Equal(["doc.template", "doc.toolbar", "legacy.ole", "legacy.vba"], run.Codes.Order());
        Assert.DoesNotContain("e\0v\0i\0l", run.Output.Text, StringComparison.Ordinal);
        Assert.Equal(["1Table", "WordDocument"], CompoundFile.Read(new MemoryStream(run.Output.Bytes)).File!.Root.Children.Select(entry => entry.Name).Order());
    }

    [Fact]
    public void Removes_TheMacroOfAFormField()
    {
        byte[] macro = [5, 0, .. Encoding.Unicode.GetBytes("RunMe"), 0, 0];
        byte[] field = [0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, .. new byte[4], .. new byte[4], .. new byte[12], .. macro, .. new byte[4]];
        byte[] data = [(byte)(68 + field.Length), 0, 0, 0, 68, 0, .. new byte[62], .. field];
        var run = Runs.File("a.doc", new DocumentBuilder("{ FORMTEXT \u0001|x}\r") { Kinds = [0x46], Characters = [0x06, 0x08, 1, 0x03, 0x6A, 0, 0, 0, 0], Data = data }.File());
        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.Equal(["doc.formMacro"], run.Codes);
        Assert.DoesNotContain("R\0u\0n", run.Output.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Leaves_NothingThatNoStructureClaims()
    {
        var file = new DocumentBuilder("text\r").File();
        var container = CompoundFile.Read(new MemoryStream(file)).File!;
        using var document = new MemoryStream();
        container.Open(container.Root, "WordDocument")!.CopyTo(document);
        var at = file.AsSpan().IndexOf(document.ToArray().AsSpan(0x580, 0x90));
        "hidden"u8.CopyTo(file.AsSpan(at));
        var run = Runs.File("a.doc", file);
        Assert.Equal(Outcome.Rebuilt, run.Report.Outcome);
        Assert.DoesNotContain("hidden", run.Output.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Blocks_DocumentsOfWord2ByName()
    {
        var root = new NewStorage("Root Entry");
        root.Add("WordDocument", new MemoryStream([0xDC, 0xA5, 0x2D, 0, .. new byte[2000]]));
        using var file = new MemoryStream();
        CompoundFileWriter.Write(root, file, new Budget(BudgetLimits.ForInput(0)));
        var run = Runs.File("a.doc", file.ToArray());
        Assert.Equal((Outcome.Blocked, Reason.Unsupported, "doc"), (run.Report.Outcome, run.Report.Reason, run.Report.Input.Format));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Opens_AnEncryptedDocumentWithItsPasswordAlone(bool isCryptoApi)
    {
        var file = new DocumentBuilder("Budget { DDE x |1} of the city\r") { Kinds = [0x2E], Cipher = isCryptoApi ? LegacyCipher.CryptoApi("secret") : LegacyCipher.Office97("secret") }.File();
        var held = Runs.File("a.doc", file, passwords: ["wrong"]);
        Assert.Equal((Outcome.Held, Reason.Encrypted), (held.Report.Outcome, held.Report.Reason));
        var run = Runs.File("a.doc", file, passwords: ["wrong", "secret"]);
        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.Equal(["doc.dde", "legacy.encryption"], run.Codes.Order());
        Assert.Equal(1, run.Report.PasswordIndex);
        Assert.Contains("of the city", run.Output.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("DDE", run.Output.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Opens_ADocumentUnderXorWithItsPasswordAlone()
    {
        var file = new DocumentBuilder("Budget of the city\r") { Xor = LegacyCipher.XorOfPassword }.File();
        Assert.Equal(Outcome.Held, Runs.File("a.doc", file, passwords: ["wrong"]).Report.Outcome);
        var run = Runs.File("a.doc", file, passwords: [LegacyCipher.XorPassword]);
        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.Contains("Budget of the city", run.Output.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Answers_EveryChangedByteOfAStructure()
    {
        var file = new DocumentBuilder("a{ DDE x |b} {PAGE|1}\r") { Characters = [0x03, 0x6A, 0, 0, 0, 0], Data = new byte[100] }.File();
        for (var at = 512; at < file.Length; at += 3)
        {
            var changed = (byte[])file.Clone();
            changed[at] ^= 0xA5;
            Assert.Equal("", Runs.File("a.doc", changed).Faults);
        }
    }

    [Fact]
    public void Rebuilds_TheCorpusOfWord97AndLater()
    {
        var (rebuilt, all) = (0, 0);
        foreach (var path in Corpus.Files("doc"))
        {
            var run = Runs.File("a.doc", File.ReadAllBytes(path));
            Assert.True(run.Faults.Length == 0, Path.GetFileName(path) + " " + run.Faults);
            all += run.Report.Reason == Reason.Unsupported ? 0 : 1;
            rebuilt += run.Report.Outcome is Outcome.Rebuilt or Outcome.Held or Outcome.Replaced ? 1 : 0;
        }

        Assert.True(rebuilt >= all * 0.95, $"{rebuilt} of {all}");
    }
}
