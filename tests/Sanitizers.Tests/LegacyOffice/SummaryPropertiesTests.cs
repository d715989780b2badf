using System.Text;
using Mugai.Policies;
using Mugai.Sanitizers.CompoundFiles;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.LegacyOffice;

public class SummaryPropertiesTests
{
    private const string SummaryName = "\u0005SummaryInformation";
    private const string DocumentName = "\u0005DocumentSummaryInformation";

    private static readonly Guid Summary = new("f29f85e0-4ff9-1068-ab91-08002b27b3d9");
    private static readonly Guid DocumentSummary = new("d5cdd502-2e9c-101b-9397-08002b2cf9ae");
    private static readonly Encoding Japanese = CodePagesEncodingProvider.Instance.GetEncoding(932)!;

    [Fact]
    public void Keeps_TitleAndAuthorAndLeavesTemplateThumbnailAndOwnPropertiesBehind()
    {
        byte[] template = Encoding.ASCII.GetBytes(@"\\evil\share\x.dot");
        var run = Runs.File("a.xls", Book(
            (SummaryName, Set(Summary, (1, I2(932)), (2, Text(Japanese.GetBytes("予算の表"))), (4, Text("Taro\u0001"u8.ToArray())), (7, Text(template)), (12, [0x40, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8]), (17, [0x47, 0, 0, 0, 4, 0, 0, 0, 9, 9, 9, 9]))),
            (DocumentName, Set(DocumentSummary, sections: 2, (1, I2(932)), (15, Text(Japanese.GetBytes("市役所"))), (12, [0x0C, 0x10, 0, 0, 0, 0, 0, 0])))));
        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.Equal(["legacy.metadata"], run.Codes);
        var (summary, document) = (Stream(run.Output.Bytes, SummaryName), Stream(run.Output.Bytes, DocumentName));
        Assert.Contains("予算の表", summary, StringComparison.Ordinal);
        Assert.Contains("Taro\0", summary, StringComparison.Ordinal);
        Assert.Contains("市役所", document, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", run.Output.Text, StringComparison.Ordinal);
        var again = Runs.File("a.xls", run.Output.Bytes);
        Assert.Empty(again.Codes);
        Assert.Equal(run.Output.Bytes, again.Output.Bytes);
    }

    [Fact]
    public void Removes_ThemAllWhenThePolicyWantsIt()
    {
        var run = Runs.File("a.xls", Book((SummaryName, Set(Summary, (2, Text("Title"u8.ToArray()))))), new SanitizePolicy { Revision = "r1", Office = new OfficePolicy { RemoveMetadata = true } });
        Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
        Assert.Equal(["legacy.metadata"], run.Codes);
        Assert.DoesNotContain("Title", run.Output.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Answers_EveryChangedByte()
    {
        var set = Set(Summary, (1, I2(1252)), (2, Text("Title"u8.ToArray())), (4, [0x1F, 0, 0, 0, 2, 0, 0, 0, 65, 0, 0, 0]), (14, [3, 0, 0, 0, 7, 0, 0, 0]));
        for (var at = 0; at < set.Length; at++)
        {
            foreach (byte change in (byte[])[0xA5, 0xFF, 0x80])
            {
                var changed = (byte[])set.Clone();
                changed[at] ^= change;
                var run = Runs.File("a.xls", Book((SummaryName, changed)));
                Assert.Equal((Outcome.Rebuilt, ""), (run.Report.Outcome, run.Faults));
            }
        }
    }

    private static byte[] I2(int value) => [2, 0, 0, 0, .. BitConverter.GetBytes(value)];

    private static byte[] Text(byte[] text) => [0x1E, 0, 0, 0, .. BitConverter.GetBytes(text.Length + 1), .. text, .. new byte[4 - (text.Length % 4)]];

    private static byte[] Set(Guid kind, params (int Id, byte[] Value)[] properties) => Set(kind, 1, properties);

    private static byte[] Set(Guid kind, int sections, params (int Id, byte[] Value)[] properties)
    {
        var start = 28 + (20 * sections);
        var at = 8 + (8 * properties.Length);
        var index = new List<byte>();
        foreach (var (id, value) in properties)
        {
            index.AddRange([.. BitConverter.GetBytes(id), .. BitConverter.GetBytes(at)]);
            at += value.Length;
        }

        byte[] section = [.. BitConverter.GetBytes(at), .. BitConverter.GetBytes(properties.Length), .. index, .. properties.SelectMany(property => property.Value)];
        byte[] more = sections > 1 ? [.. new Guid("d5cdd505-2e9c-101b-9397-08002b2cf9ae").ToByteArray(), .. BitConverter.GetBytes(start)] : [];
        return [0xFE, 0xFF, 0, 0, 6, 0, 2, 0, .. new byte[16], (byte)sections, 0, 0, 0, .. kind.ToByteArray(), .. BitConverter.GetBytes(start), .. more, .. section];
    }

    private static byte[] Book(params (string Name, byte[] Content)[] sets)
    {
        var root = new NewStorage("Root Entry");
        root.Add("Workbook", new MemoryStream(new WorkbookBuilder().Sheet("A").Workbook()));
        foreach (var (name, content) in sets)
        {
            root.Add(name, new MemoryStream(content));
        }

        using var file = new MemoryStream();
        CompoundFileWriter.Write(root, file, new Budget(BudgetLimits.ForInput(1 << 20)));
        return file.ToArray();
    }

    private static string Stream(byte[] file, string name)
    {
        var opened = CompoundFile.Read(new MemoryStream(file)).File!;
        using var stream = opened.Open(opened.Root, name)!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return Encoding.UTF8.GetString(copy.ToArray());
    }
}
