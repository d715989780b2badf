using System.Text;
using System.Text.Json;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests;

/// <summary><c>mugai sanitize</c> as DESIGN 4.2 promises it: names, exit codes, reports, and nothing at the output path that was refused.</summary>
public sealed class SanitizeCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Writes_UnderExactlyTheNameThatWasGiven()
    {
        _folder.Write("a.txt", "本文\n");
        Assert.Equal(0, (await SanitizeAsync("a.txt", "-o", "x.bin")).Code);
        Assert.Equal("本文\r\n", File.ReadAllText(_folder.File("x.bin")));
    }

    [Fact]
    public async Task Gives_CleanNamesInSanitizedWithoutAnOutput()
    {
        File.WriteAllBytes(_folder.File("請求書.docm"), Sample.Docm);
        _folder.Write("page.html", "<p>ページ</p>");
        Assert.Equal(0, (await SanitizeAsync("請求書.docm", "page.html")).Code);
        Assert.Equal(["page.html", "請求書.docx"], Directory.GetFiles(_folder.File("sanitized")).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal));
        Assert.Contains("ページ", File.ReadAllText(_folder.File("sanitized/page.html")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Numbers_ClashingNames()
    {
        _folder.Write("one/a.txt", "1\n");
        _folder.Write("two/a.txt", "2\n");
        Assert.Equal(0, (await SanitizeAsync("one/a.txt", "two/a.txt", "-o", "out")).Code);
        Assert.Equal("1\r\n", File.ReadAllText(_folder.File("out/a.txt")));
        Assert.Equal("2\r\n", File.ReadAllText(_folder.File("out/a-2.txt")));
    }

    [Fact]
    public async Task Refuses_WithThreeAndRemovesAnOlderOutput()
    {
        _folder.Write("a.ps", "%!PS-Adobe-3.0\nshowpage\n");
        _folder.Write("clean.ps", "an older output");
        var ran = await SanitizeAsync("a.ps", "-o", "clean.ps", "--report", "r.json");
        Assert.Equal(3, ran.Code);
        Assert.False(File.Exists(_folder.File("clean.ps")));
        Assert.Contains("unsupported", ran.Error, StringComparison.Ordinal);
        Assert.Contains("対応していません", ran.Error, StringComparison.Ordinal);
        var report = Report("r.json");
        Assert.Equal("blocked", report.GetProperty("outcome").GetString());
        Assert.Equal("unsupported", report.GetProperty("reason").GetString());
        Assert.Equal(JsonValueKind.Null, report.GetProperty("output").ValueKind);
        Assert.Equal("ps", report.GetProperty("input").GetProperty("format").GetString());
    }

    /// <summary>The clean name of an earlier run is not the name of the input.</summary>
    [Theory]
    [InlineData("a.docm", "a.docx")]
    [InlineData("A.XLSM", "A.xlsx")]
    [InlineData("a.pdf", "a.pdf.txt")]
    [InlineData("a.docx", "a.docx")]
    public async Task Removes_TheOlderOutputFromTheFolderToo(string input, string older)
    {
        _folder.Write(input, "PK\u0003\u0004 broken");
        _folder.Write("sanitized/" + older, "of an earlier run");
        _folder.Write("sanitized/other.docx", "of another input");
        Assert.Equal(3, (await SanitizeAsync(input)).Code);
        Assert.Equal("other.docx", Path.GetFileName(Assert.Single(Directory.GetFiles(_folder.File("sanitized")))));
    }

    [Fact]
    public async Task Fails_WithOneWhenAnOutputCannotBeWritten_AndGoesOnWithTheOthers()
    {
        _folder.Write("a.txt", "a\n");
        _folder.Write("b.txt", "b\n");
        _folder.Write("c.pdf", "%PDF-1.4\n");
        _folder.Write("out/a.txt/in-the-way", "a folder where the file should be");
        var ran = await SanitizeAsync("a.txt", "b.txt", "c.pdf", "-o", "out", "--report", "r.json");
        Assert.Equal(1, ran.Code);
        Assert.Contains("書き込めません", ran.Error, StringComparison.Ordinal);
        Assert.Equal("b\r\n", File.ReadAllText(_folder.File("out/b.txt")));
        var report = Report("r.json");
        Assert.Equal(["blocked", "rebuilt", "blocked"], report.EnumerateArray().Select(each => each.GetProperty("outcome").GetString()!));
        Assert.Equal(JsonValueKind.Null, report[0].GetProperty("output").ValueKind);
        // Nothing half-written stays behind.
        Assert.DoesNotContain(Directory.GetFileSystemEntries(_folder.File("out")), entry => Path.GetFileName(entry).StartsWith(".mugai", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reports_EveryKeyOfTheContract()
    {
        File.WriteAllBytes(_folder.File("a.docm"), Sample.Docm);
        await SanitizeAsync("a.docm", "--report", "r.json");
        var report = Report("r.json");
        Assert.Equal(
            ["schema", "input", "outcome", "reason", "output", "findings", "parts", "policy", "engine", "durationMs"], report.EnumerateObject().Select(property => property.Name));
        Assert.Equal("mugai-report/1", report.GetProperty("schema").GetString());
        Assert.Equal(["name", "size", "sha256", "format"], report.GetProperty("output").EnumerateObject().Select(property => property.Name));
        Assert.Equal(["path", "code", "action", "count", "detail"], report.GetProperty("findings")[0].EnumerateObject().Select(property => property.Name));
        var output = File.ReadAllBytes(_folder.File("sanitized/a.docx"));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(output)), report.GetProperty("output").GetProperty("sha256").GetString());
        Assert.Equal(output.Length, report.GetProperty("output").GetProperty("size").GetInt64());
    }

    [Fact]
    public async Task Strict_RefusesAMailWithABlockedPart()
    {
        File.WriteAllBytes(_folder.File("a.eml"), Sample.Case("mail", "rfc2231-trick").Bytes);
        Assert.Equal(0, (await SanitizeAsync("a.eml", "-o", "b.eml")).Code);
        Assert.Equal(3, (await SanitizeAsync("a.eml", "-o", "b.eml", "--strict")).Code);
        Assert.Contains("お渡ししていません", ReceivedMail.Read(File.ReadAllBytes(_folder.File("b.eml"))).AllText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prefers_UsageOverRefusal()
    {
        _folder.Write("a.pdf", "%PDF-1.4\n");
        Assert.Equal(2, (await SanitizeAsync("a.pdf", "missing.txt", "--report", "r.json")).Code);
        Assert.Equal(1, Report("r.json").GetArrayLength());
    }

    [Fact]
    public async Task Refuses_TwoThingsOnStandardOutput() => Assert.Equal(2, (await SanitizeAsync("-", "-o", "-", "--report", "-")).Code);

    [Fact]
    public async Task Refuses_SeveralInputsIntoOneFile()
    {
        _folder.Write("a.txt", "a");
        _folder.Write("b.txt", "b");
        _folder.Write("c.txt", "c");
        Assert.Equal(2, (await SanitizeAsync("a.txt", "b.txt", "-o", "c.txt")).Code);
        Assert.Equal("c", File.ReadAllText(_folder.File("c.txt")));
    }

    [Fact]
    public async Task Never_OverwritesItsInput()
    {
        _folder.Write("a.pdf", "%PDF-1.4\n");
        _folder.Write("a.txt", "a\n");
        Assert.Equal(3, (await SanitizeAsync("a.pdf", "-o", "a.pdf")).Code);
        Assert.True(File.Exists(_folder.File("a.pdf")));
        Assert.Equal(2, (await SanitizeAsync("a.txt", "-o", ".")).Code);
        Assert.Equal("a\n", File.ReadAllText(_folder.File("a.txt")));
    }

    [Fact]
    public async Task Cleans_StandardInputToStandardOutput()
    {
        var ran = await ChildProcess.RunAsync(MugaiServer.Program, ["sanitize", "-", "-o", "-"], _folder.Path, Encoding.UTF8.GetBytes("支払額 \u202e000,1\n"));
        Assert.Equal(0, ran.Code);
        Assert.Equal("支払額 000,1\r\n", ran.Text);
    }

    [Fact]
    public async Task Cleans_AFolderWithEverythingBelow()
    {
        _folder.Write("in/a.txt", "a\n");
        _folder.Write("in/below/b.txt", "b\n");
        Assert.Equal(0, (await SanitizeAsync("in", "-o", "out", "--report", "r.json")).Code);
        Assert.Equal("b\r\n", File.ReadAllText(_folder.File("out/below/b.txt")));
        Assert.Equal(2, Report("r.json").GetArrayLength());
    }

    [Fact]
    public async Task Gives_TheSameBytesTwiceAndFindsNothingInItsOwnOutput()
    {
        File.WriteAllBytes(_folder.File("a.docm"), Sample.Docm);
        await SanitizeAsync("a.docm", "-o", "1.docx");
        await SanitizeAsync("a.docm", "-o", "2.docx");
        Assert.Equal(0, (await SanitizeAsync("1.docx", "-o", "3.docx", "--report", "r.json")).Code);
        Assert.Equal(File.ReadAllBytes(_folder.File("1.docx")), File.ReadAllBytes(_folder.File("2.docx")));
        Assert.Equal(File.ReadAllBytes(_folder.File("1.docx")), File.ReadAllBytes(_folder.File("3.docx")));
        Assert.Equal(0, Report("r.json").GetProperty("findings").GetArrayLength());
    }

    [Fact]
    public async Task Opens_InLibreOffice()
    {
        var office = Installed.Program("soffice", "libreoffice-writer-nogui");
        File.WriteAllBytes(_folder.File("a.docm"), Sample.Docm);
        await SanitizeAsync("a.docm", "-o", "a.docx");
        var ran = await ChildProcess.RunAsync(
            office, [$"-env:UserInstallation=file://{_folder.File("profile")}", "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", _folder.Path, _folder.File("a.docx")],
            _folder.Path, within: TimeSpan.FromMinutes(3));
        Assert.True(File.Exists(_folder.File("a.txt")), ran.ToString());
        Assert.Contains("請求金額 50,000 円", File.ReadAllText(_folder.File("a.txt")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_RareKanjiOfAPdfByTheTablesOfTheMachine()
    {
        Assert.True(File.Exists("/usr/share/poppler/cidToUnicode/Adobe-Japan1"), "The package poppler-data is missing; test.sh installs it.");
        // CID 13706 is in no table of ours, and the font says nothing about it: a locked-down worker has to read the one of poppler-data.
        const string Content = "BT /F1 12 Tf 10 50 Td <358A> Tj ET";
        _folder.Write("a.pdf", "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
            + "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"
            + $"4 0 obj<</Length {Content.Length}>>stream\n{Content}\nendstream endobj\n"
            + "5 0 obj<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 6>>>>]>>endobj\n"
            + "trailer<</Root 1 0 R/Size 6>>\n%%EOF\n");
        _folder.Write("text.yaml", "recipients: ['*']\nfamilies: { pdf: text }\n");
        _folder.Write("mugai.yaml", "policies: text.yaml\n");

        var ran = await SanitizeAsync("a.pdf", "-o", "a.txt", "--config", "mugai.yaml");

        Assert.True(ran.Code == 0, ran.ToString());
        Assert.Contains("𠮷", File.ReadAllText(_folder.File("a.txt")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--no-such-option")]
    [InlineData("--config")]
    public async Task Refuses_AWrongCommandLine(string argument) => Assert.Equal(2, (await SanitizeAsync("a.txt", argument)).Code);

    [Fact]
    public async Task Refuses_ABadConfiguration()
    {
        _folder.Write("a.txt", "a\n");
        _folder.Write("bad.yaml", "smpt: {}\n");
        var ran = await SanitizeAsync("a.txt", "--config", "bad.yaml");
        Assert.Equal(2, ran.Code);
        Assert.Contains("bad.yaml:1:1", ran.Error, StringComparison.Ordinal);
    }

    private Task<ProgramEnd> SanitizeAsync(params string[] arguments) => ChildProcess.RunAsync(MugaiServer.Program, ["sanitize", .. arguments], _folder.Path);

    private JsonElement Report(string name) => JsonDocument.Parse(File.ReadAllBytes(_folder.File(name))).RootElement;
}
