using System.Text;
using Mugai.Sanitizers.Ichitaro;
using Mugai.Sanitizing;
using static Mugai.Sanitizers.Tests.Ichitaro.IchitaroBuilder;

namespace Mugai.Sanitizers.Tests.Ichitaro;

public class IchitaroSanitizerTests
{
    private static readonly string Body = "\u001F予算の" + Inline(0, 3, "概要") + Inline(1, 0x82, "がいよう") + Inline(1, 0, "ここに書く") + "\n"
        + Record(0x10) + Record(0x30) + "項目" + Record(0x30) + "金額\u000E" + Record(0x30) + "道路" + Record(0x30) + "100\u000E" + "終わり\n\0";

    private const string Shown = "予算の概要(がいよう)\r\n項目\t金額\r\n道路\t100\r\n終わり\r\n";

    [Fact]
    public void Replaces_ADocumentByItsText()
    {
        var run = Runs.File("予算.jtd", File(Store(Text(Body))));
        Assert.Equal((Outcome.Replaced, "予算.jtd.txt"), (run.Report.Outcome, run.Report.Output!.Name.DangerousRaw));
        Assert.Equal(Shown, Shows(run));
        Assert.Equal(["ichitaro.layout"], run.Codes);
    }

    [Fact]
    public void Tells_OfMacrosAndObjectsThatGo()
    {
        var run = Runs.File("a.jtd", File(Store(Text(Body)), "DocumentMacro", "Embedding 1"));
        Assert.Equal(["ichitaro.layout", "ichitaro.macro", "ichitaro.object"], run.Codes.Order());
        Assert.DoesNotContain("evil", run.Output.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_TextInPieces()
    {
        byte[] list = [.. "QLSTV.01"u8, .. Big(2), .. Big(10), .. Big(2), .. Big(Body.Length - 10), .. Big(1)];
        var run = Runs.File("a.jtd", File(Store(list, Encoding.BigEndianUnicode.GetBytes(Body[10..]), Encoding.BigEndianUnicode.GetBytes(Body[..10]))));
        Assert.Equal(Shown, Shows(run));
    }

    [Theory]
    [InlineData("a.jtdc")]
    [InlineData("a.jttc")]
    public void Opens_CompressedDocuments(string name)
    {
        var run = Runs.File(name, Compressed(File(Store(Text(Body)))));
        Assert.Equal((Outcome.Replaced, Shown), (run.Report.Outcome, Shows(run)));
    }

    [Fact]
    public void Blocks_PiecesThatAreNamedTwice()
    {
        byte[] list = [.. "QLSTV.01"u8, .. Big(2), .. Big(4), .. Big(1), .. Big(4), .. Big(1)];
        var run = Runs.File("a.jtd", File(Store(list, Encoding.BigEndianUnicode.GetBytes(Body))));
        Assert.Equal((Outcome.Blocked, Reason.Corrupt), (run.Report.Outcome, run.Report.Reason));
    }

    [Fact]
    public void Blocks_BlocksThatBelongToTwoParts()
    {
        var store = Store(Text(Body));
        store[11] = 2;
        byte[] entry = [.. Big(1), .. Big(0), .. Big(8), .. Big(1), .. Big(1), .. Big(0)];
        var run = Runs.File("a.jtd", File([.. store[..^4], .. entry, .. Big(0)]));
        Assert.Equal((Outcome.Blocked, Reason.Corrupt), (run.Report.Outcome, run.Report.Reason));
    }

    [Theory]
    [InlineData("plain bytes")]
    [InlineData("SsmgV.01")]
    public void Blocks_WhatIsBuiltInAnotherWay(string content) =>
        Assert.Equal(Outcome.Blocked, Runs.File("a.jtd", File(Encoding.ASCII.GetBytes(content))).Report.Outcome);

    [Fact]
    public void Blocks_TextThatBeginsNowhere()
    {
        var run = Runs.File("a.jtd", File(Store(Text("no beginning"))));
        Assert.Equal((Outcome.Blocked, Reason.Unsupported), (run.Report.Outcome, run.Report.Reason));
    }

    [Fact]
    public void Answers_EveryChangedByte()
    {
        foreach (var file in (byte[][])[File(Store(Text(Body))), Compressed(File(Store(Text(Body))))])
        {
            for (var at = 512; at < file.Length; at += 3)
            {
                var changed = (byte[])file.Clone();
                changed[at] ^= 0xA5;
                Assert.Equal("", Runs.File("a.jtd", changed).Faults);
            }
        }
    }

    [Fact]
    public void Unpacks_WhatOtherPackersWrite()
    {
        foreach (var path in Corpus.Files("lzh"))
        {
            var archive = System.IO.File.ReadAllBytes(path);
            if (archive.Length < 64 || !archive.AsSpan(2).StartsWith("-lh5-"u8) || BitConverter.ToUInt32(archive, 11) > 1 << 24)
            {
                continue;
            }

            using var packed = new MemoryStream([38, 0, .. "JustCompressedDocument"u8, .. new byte[14], .. archive]);
            using var output = new MemoryStream();
            Assert.Equal(Reason.None, CompressedDocument.Unpack(packed, output, new Budget(BudgetLimits.ForInput(archive.Length))));
            Assert.Equal(BitConverter.ToUInt32(archive, 11), output.Length);
        }
    }

    private static string Shows(RunResult run) => Encoding.UTF8.GetString(run.Output.Bytes);
}
