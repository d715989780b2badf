using System.Text;
using Mugai.Policies;
using Mugai.Sanitizers.CompoundFiles;
using Mugai.Sanitizing;
using static Mugai.Sanitizers.Tests.LegacyOffice.PresentationBuilder;

namespace Mugai.Sanitizers.Tests.LegacyOffice;

public class PptSanitizerTests
{
    [Fact]
    public void Keeps_ACleanPresentation()
    {
        var run = Runs.File("予算.pps", new PresentationBuilder("Budget of the city").File());
        Assert.Equal((Outcome.Rebuilt, "", "予算.pps"), (run.Report.Outcome, run.Faults, run.Report.Output?.Name.DangerousRaw));
        Assert.Empty(run.Codes);
        Assert.Contains("Budget of the city", Slides(run), StringComparison.Ordinal);
        Assert.Contains("outline of Budget", Slides(run), StringComparison.Ordinal);
        Again(run);
    }

    [Theory]
    [InlineData(1, 0xFF, "RunMe", "ppt.action")]
    [InlineData(2, 0xFF, "c:\\x.exe", "ppt.action")]
    [InlineData(5, 0xFF, null, "ppt.action")]
    [InlineData(4, 9, null, "ppt.action")]
    [InlineData(6, 0xFF, null, "ppt.action")]
    public void Removes_ActionsThatRunSomething(int action, int kind, string? name, string code)
    {
        var links = Container(0x0409, Atom(0x040A, [2, 0, 0, 0]), Link(1, "https://city.example.lg.jp/"));
        var run = Runs.File("a.ppt", new PresentationBuilder("text")
        {
            Document = [links], ShapeData = [Click(1, action, kind, name)], ShapeText = [Click(1, action, kind, name), Atom(0x0FDF, [0, 0, 0, 0, 2, 0, 0, 0])],
        }.File());
        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.Equal([code], run.Codes);
        Assert.DoesNotContain("RunMe", Slides(run), StringComparison.Ordinal);
        Assert.DoesNotContain("x.exe", Slides(run), StringComparison.Ordinal);
        Assert.Equal(-1, Stream(run).AsSpan().IndexOf((byte[])[0xF3, 0x0F, 0x10, 0]));
        Assert.Equal(-1, Stream(run).AsSpan().IndexOf((byte[])[0xDF, 0x0F, 8, 0]));
        Again(run);
    }

    [Fact]
    public void Keeps_JumpsAndLinksToPages()
    {
        var links = Container(0x0409, Atom(0x040A, [2, 0, 0, 0]), Link(1, "https://city.example.lg.jp/"));
        var run = Runs.File("a.ppt", new PresentationBuilder("text")
        {
            Document = [links], ShapeData = [Click(0, 3, 0xFF)], ShapeText = [Click(1, 4, 8), Atom(0x0FDF, [0, 0, 0, 0, 2, 0, 0, 0])],
        }.File());
        Assert.Empty(run.Codes);
        Assert.Contains("https://city.example.lg.jp/", Slides(run), StringComparison.Ordinal);
        Assert.NotEqual(-1, Stream(run).AsSpan().IndexOf((byte[])[0xDF, 0x0F, 8, 0]));
        Again(run);
    }

    [Theory]
    [InlineData("file://evil/x")]
    [InlineData(@"\\evil\x")]
    [InlineData("c:\\evil.exe")]
    [InlineData("ms-word:ofe|u|http://evil")]
    [InlineData("javascript:evil()")]
    public void Removes_LinksToOtherPlacesThanPages(string target)
    {
        var links = Container(0x0409, Atom(0x040A, [2, 0, 0, 0]), Link(1, target));
        var screenTip = Container(0x1388, Tag("___PPT9", Container(0x0FE4, Atom(0x0FD3, [1, 0, 0, 0]), String("evil tip"))));
        var run = Runs.File("a.ppt", new PresentationBuilder("text") { Document = [links, screenTip], ShapeData = [Click(1, 4, 8)] }.File());
        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.Equal(["legacy.hyperlink", "ppt.action"], run.Codes.Order());
        Assert.DoesNotContain("evil", Slides(run), StringComparison.Ordinal);
        Again(run);
    }

    [Fact]
    public void Removes_MacrosObjectsFilmsAndFonts()
    {
        var objects = Container(0x0409, Atom(0x040A, [5, 0, 0, 0]), Container(0x0FCC, Atom(0x0FCD, new byte[8]), Atom(0x0FC3, [1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0]), String("Package")),
            Container(0x1006, Container(0x1005, Atom(0x1004, [2, 0, 0, 0, 0, 0, 0, 0]), String(@"\\evil\film.avi"))), Container(0x0FEE, Atom(0x0FFB, [1, 0, 0, 0]), String("Shell.Explorer")));
        var info = Container(0x07D0, Container(0x03FF, Atom(0x0400, [4, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0])), Container(0x1388, Container(0x1389, String("AUTHOR"), String("evil"))));
        var fonts = Container(0x03F2, Container(0x07D5, Atom(0x0FB7, new byte[68]), Atom(0x0FB8, [1, 2, 3])));
        var run = Runs.File("a.ppt", new PresentationBuilder("text")
        {
            Document = [objects, info, fonts], ShapeData = [Atom(0x0BC1, [1, 0, 0, 0])], ShapeFlags = 0xA10, FourthPart = Atom(0x1011, [.. "AutoOpen"u8]),
        }.File(("Macros", [1]), ("VBA", [2])));
        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.Equal(["legacy.ole", "legacy.vba", "ppt.media", "ppt.record"], run.Codes.Order());
        Assert.DoesNotContain("AutoOpen", run.Output.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", Slides(run), StringComparison.Ordinal);
        Assert.DoesNotContain("Shell.Explorer", Slides(run), StringComparison.Ordinal);
        Assert.Contains("text", Slides(run), StringComparison.Ordinal);
        Assert.Equal(["Current User", "PowerPoint Document"], CompoundFile.Read(new MemoryStream(run.Output.Bytes)).File!.Root.Children.Select(entry => entry.Name).Order());
        Again(run);
    }

    [Fact]
    public void Removes_LinksAndPictureNamesOfShapes()
    {
        var run = Runs.File("a.ppt", new PresentationBuilder("text") { Properties = [(0x0106, 14), (0x0382, 1), (0x017F, 5)] }.File());
        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.Equal(["legacy.hyperlink"], run.Codes);
        Again(run);
    }

    [Fact]
    public void Removes_CommandsToObjectsFromAnimations()
    {
        var command = Container(0xF132, Atom(0xF13B, [3, 0, 0, 0, 2, 0, 0, 0]), Atom(0xF142, [3, .. Encoding.Unicode.GetBytes("verb\0")], 1));
        var tags = Container(0x1388, Tag("___PPT10", Container(0xF144, Atom(0xF127, new byte[32]), command)));
        var run = Runs.File("a.ppt", new PresentationBuilder("text") { Slide = [tags] }.File());
        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.Equal(["ppt.action"], run.Codes);
        Assert.DoesNotContain("verb", Slides(run), StringComparison.Ordinal);
        Again(run);
    }

    [Fact]
    public void Keeps_CommentsAndRemovesTheirAuthorsWhenThePolicyWantsIt()
    {
        var comment = Container(0x2EE0, String("Hanako"), String("please check", 1), String("HH", 2), Atom(0x2EE1, new byte[28]));
        var file = new PresentationBuilder("text") { Slide = [Container(0x1388, Tag("___PPT10", comment))] }.File();
        var kept = Runs.File("a.ppt", file);
        Assert.Empty(kept.Codes);
        Assert.Contains("Hanako", Slides(kept), StringComparison.Ordinal);
        var run = Runs.File("a.ppt", file, new SanitizePolicy { Revision = "r", Office = new OfficePolicy { RemoveMetadata = true } });
        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.Contains("please check", Slides(run), StringComparison.Ordinal);
        Assert.DoesNotContain("Hanako", Slides(run), StringComparison.Ordinal);
        Assert.Equal(["legacy.metadata"], run.Codes);
    }

    [Fact]
    public void Puts_AGreyBoxWhereAPictureCannotBeRebuilt()
    {
        byte[] entry = [6, 6, .. new byte[16], 0xFF, 0, 37, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        var picture = Atom(0xF01E, [.. new byte[16], 0xFF, .. "evil"u8], 0x6E0);
        var run = Runs.File("a.ppt", new PresentationBuilder("text") { Pictures = [Atom(0xF007, entry, 6), Atom(0xF007, entry, 6)], PictureStream = picture }.File());
        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.Contains("legacy.image", run.Codes);
        Assert.DoesNotContain("evil", run.Output.Text, StringComparison.Ordinal);
        Again(run);
    }

    [Fact]
    public void Leaves_OutSlidesThatAreNotThere()
    {
        var run = Runs.File("a.ppt", new PresentationBuilder("text") { ListedSlide = 9 }.File());
        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.Equal(["legacy.malformed"], run.Codes);
        Assert.DoesNotContain("outline", Slides(run), StringComparison.Ordinal);
        Again(run);
    }

    [Fact]
    public void Follows_NoSavesThatGoInACircle()
    {
        var file = new PresentationBuilder("text") { EarlierSave = 0x7FFFFF }.File();
        var run = Runs.File("a.ppt", file);
        Assert.Equal(Outcome.Replaced, run.Report.Outcome);
        Assert.Equal(["legacy.malformed", "legacy.textOnly"], run.Codes.Order());
    }

    [Theory]
    [InlineData("secret", Outcome.Rebuilt)]
    [InlineData("/01Hannes Ruescher/01", Outcome.Rebuilt)]
    [InlineData("other", Outcome.Held)]
    public void Opens_AnEncryptedPresentationWithItsPasswordAlone(string password, Outcome outcome)
    {
        var run = Runs.File("a.ppt", new PresentationBuilder("Budget of the city") { Cipher = LegacyCipher.CryptoApi(password) }.File(), passwords: ["wrong", "secret"]);
        Assert.Equal((outcome, ""), (run.Report.Outcome, run.Faults));
        if (outcome == Outcome.Rebuilt)
        {
            Assert.Equal(["legacy.encryption"], run.Codes);
            Assert.Contains("Budget of the city", Slides(run), StringComparison.Ordinal);
            Again(run);
        }
        else
        {
            Assert.Equal(Reason.Encrypted, run.Report.Reason);
        }
    }

    [Fact]
    public void Answers_EveryChangedByteOfTheStream()
    {
        var file = new PresentationBuilder("text") { ShapeData = [Click(0, 3, 0xFF)], Slide = [Container(0x1388, Tag("___PPT10", Container(0xF144, Atom(0xF127, new byte[32]))))] }.File();
        for (var at = 512; at < file.Length; at += 3)
        {
            var changed = (byte[])file.Clone();
            changed[at] ^= 0xA5;
            Assert.Equal("", Runs.File("a.ppt", changed).Faults);
        }
    }

    [Fact]
    public void Rebuilds_TheCorpus()
    {
        var (rebuilt, all) = (0, 0);
        foreach (var path in Corpus.Files("ppt"))
        {
            var run = Runs.File("a.ppt", File.ReadAllBytes(path));
            Assert.True(run.Faults.Length == 0, Path.GetFileName(path) + " " + run.Faults);
            all++;
            rebuilt += run.Report.Outcome is Outcome.Rebuilt or Outcome.Held or Outcome.Replaced ? 1 : 0;
        }

        Assert.True(rebuilt >= all * 0.95, $"{rebuilt} of {all}");
    }

    private static byte[] Stream(RunResult run)
    {
        var file = CompoundFile.Read(new MemoryStream(run.Output.Bytes)).File!;
        using var stream = file.Open(file.Root, "PowerPoint Document")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    // Strings begin at any place: both ways to pair the bytes.
    private static string Slides(RunResult run)
    {
        var bytes = Stream(run);
        return Encoding.Unicode.GetString(bytes) + Encoding.Unicode.GetString(bytes.AsSpan(1)) + Encoding.Latin1.GetString(bytes);
    }

    private static void Again(RunResult run)
    {
        var second = Runs.File("a.ppt", run.Output.Bytes);
        Assert.Empty(second.Codes);
        Assert.Equal(run.Output.Bytes, second.Output.Bytes);
    }
}
