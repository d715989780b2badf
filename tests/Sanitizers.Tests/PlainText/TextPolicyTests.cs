using System.Text;
using Mugai.Policies;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.PlainText;

public class TextPolicyTests
{
    private const string Japanese = "髙橋①㈱～−、ｱｲｳ表能ソ\r\n,=1+1,庁舎\r\n";

    private static readonly SanitizePolicy Keep = new() { Revision = "r", TextCharset = TextCharset.Keep };

    static TextPolicyTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private static Encoding Cp932 => Encoding.GetEncoding(932);

    [Fact]
    public void Keeps_Cp932ByteForByte()
    {
        var input = Cp932.GetBytes(Japanese.Replace("−", "－", StringComparison.Ordinal));
        var run = Runs.File("a.txt", input, Keep);
        Assert.Equal("", run.Faults);
        Assert.Equal(Cp932.GetString(input), Cp932.GetString(run.Output.Bytes));
        Assert.Equal(input, run.Output.Bytes);
        Assert.Empty(run.Codes);
    }

    [Fact]
    public void Keeps_TheCharsetOfATableWithoutItsFormulas()
    {
        var run = Runs.File("a.csv", Cp932.GetBytes(Japanese), Keep);
        Assert.Equal("", run.Faults);
        Assert.Contains(",'=1+1,庁舎", Cp932.GetString(run.Output.Bytes), StringComparison.Ordinal);
        Assert.NotEqual(0xEF, run.Output.Bytes[0]);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("euc-jp")]
    [InlineData("iso-2022-jp")]
    public void Writes_EveryOtherCharsetAsUtf8(string charset)
    {
        var run = Runs.File("a.txt", Encoding.GetEncoding(charset).GetBytes("庁舎の表示について\r\n"), Keep);
        Assert.Equal("庁舎の表示について\r\n", run.Text());
    }

    [Fact]
    public void Writes_AMissingCharacterWhereBytesAreBroken()
    {
        var run = Runs.File("a.txt", [.. Cp932.GetBytes("庁舎の表示について、"), 0x81, 0x20, .. Cp932.GetBytes("の件です。\u202E")], Keep);
        Assert.Equal("", run.Faults);
        Assert.Equal(Outcome.Rebuilt, run.Report.Outcome);
        Assert.Contains("の件です。", Cp932.GetString(run.Output.Bytes), StringComparison.Ordinal);
        Assert.Contains("text.undecodable", run.Codes);
    }

    [Fact]
    public void Crosses_AMailInItsCharset()
    {
        var text = Convert.ToBase64String(Cp932.GetBytes("庁舎の表示\r\n"));
        var run = Runs.Mail($"From: a@b.example\nTo: c@d.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nhi\n--b\nContent-Type: text/plain; name=a.txt\n"
            + $"Content-Disposition: attachment; filename=a.txt\nContent-Transfer-Encoding: base64\n\n{text}\n--b--\n", Keep);
        Assert.Equal("", run.Faults);
        Assert.Equal(Outcome.Rebuilt, run.Report.Outcome);
        Assert.Contains("charset=shift_jis", run.Output.Text.Replace("\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TextMark.Auto, "a.txt", "x", false)]
    [InlineData(TextMark.Auto, "a.txt", "\uFEFFx", true)]
    [InlineData(TextMark.Auto, "a.csv", "x,y", true)]
    [InlineData(TextMark.Always, "a.txt", "x", true)]
    [InlineData(TextMark.Never, "a.txt", "\uFEFFx", false)]
    [InlineData(TextMark.Never, "a.csv", "x,y", false)]
    public void Writes_TheMarkAsThePolicySays(TextMark mark, string name, string text, bool expected)
    {
        var run = Runs.File(name, Encoding.UTF8.GetBytes(text), new SanitizePolicy { Revision = "r", TextMark = mark });
        Assert.Equal("", run.Faults);
        Assert.Equal(expected, run.Output.Bytes.AsSpan().StartsWith<byte>([0xEF, 0xBB, 0xBF]));
    }

    [Theory]
    [InlineData(PartWay.Sanitize, "中身")]
    [InlineData(PartWay.Text, "中身")]
    [InlineData(PartWay.Remove, "お渡ししていません")]
    public void Follows_TheWayOfTheFamily(PartWay way, string expected)
    {
        var run = Runs.File("a.txt", "中身"u8.ToArray(), new SanitizePolicy { Revision = "r", Families = new Dictionary<FileFamily, PartWay> { [FileFamily.Text] = way } });
        Assert.Contains(expected, run.Text(), StringComparison.Ordinal);
    }
}
