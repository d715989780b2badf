using System.Text;
using Mugai.Policies;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.Archives;

public class ArchiveWaysTests
{
    private static readonly byte[] Svg = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>"u8.ToArray();

    private static readonly byte[] Mixed = ZipFiles.OfBytes(
        ("頁.html", Encoding.UTF8.GetBytes("<html><body><p>本文です</p></body></html>")), ("b.txt", "b"u8.ToArray()), ("c.svg", Svg),
        ("in.zip", ZipFiles.OfBytes(("d.html", Encoding.UTF8.GetBytes("<html><body><p>奥です</p></body></html>")), ("e.svg", Svg))));

    [Fact]
    public void Gives_TheTextOfEachMember_WhereThePolicyWantsText()
    {
        var run = Runs.File("a.zip", Mixed, With(PartWay.Text));

        Assert.Equal(Outcome.Rebuilt, run.Report.Outcome);
        Assert.Equal(["頁.html.txt", "b.txt", "c.svg.txt", "in.zip"], ZipFiles.Names(run.Output.Bytes));
        Assert.Contains("本文です", ZipFiles.Text(run.Output.Bytes, "頁.html.txt"), StringComparison.Ordinal);
        Assert.DoesNotContain("<rect", ZipFiles.Text(run.Output.Bytes, "c.svg.txt"), StringComparison.Ordinal);
        var inner = ZipFiles.Bytes(run.Output.Bytes, "in.zip");
        Assert.Equal(["d.html.txt", "e.svg.txt"], ZipFiles.Names(inner));
        Assert.Equal((Outcome.Blocked, Reason.Policy), (run.Report.Parts[2].Outcome, run.Report.Parts[2].Reason));
    }

    [Fact]
    public void Gives_ANotice_WhereThePolicyRemovesArchives()
    {
        var run = Runs.File("a.zip", Mixed, With(PartWay.Remove));

        Assert.Equal((Outcome.Replaced, "txt"), (run.Report.Outcome, run.Report.Output!.Format));
        Assert.Empty(run.Report.Parts);
        Assert.DoesNotContain("本文です", run.Output.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Asks_TheFamilyOfEachMember()
    {
        var policy = new SanitizePolicy { Revision = "r", Families = new Dictionary<FileFamily, PartWay> { [FileFamily.Html] = PartWay.Text, [FileFamily.Image] = PartWay.Remove } };
        var run = Runs.File("a.zip", Mixed, policy);

        Assert.Equal(["頁.html.txt", "b.txt", "c.svg.txt", "in.zip"], ZipFiles.Names(run.Output.Bytes));
        Assert.Equal((Outcome.Replaced, Reason.None), (run.Report.Parts[2].Outcome, run.Report.Parts[2].Reason));
    }

    private static SanitizePolicy With(PartWay way) => new() { Revision = "r", Families = new Dictionary<FileFamily, PartWay> { [FileFamily.Archive] = way } };
}
