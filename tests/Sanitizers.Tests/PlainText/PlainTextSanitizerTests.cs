using System.Text;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.PlainText;

/// <summary>.txt files: readable everywhere, nothing invisible left.</summary>
public class PlainTextSanitizerTests
{
    private const string Japanese = "令和八年度　予算（案）について\r\nカタカナとｶﾀｶﾅ、①㈱髙﨑も。\r\n";

    [Theory]
    [InlineData("utf-8", null)]
    [InlineData("shift_jis", "shift_jis")]
    [InlineData("euc-jp", "euc-jp")]
    [InlineData("utf-16", "utf-16le")]
    [InlineData("utf-16BE", "utf-16be")]
    public void Reads_TheCharsetsOfJapan(string charset, string? reported)
    {
        var text = charset == "euc-jp" ? Japanese.Replace("髙﨑", "高崎", StringComparison.Ordinal).Replace("①㈱", "", StringComparison.Ordinal) : Japanese;
        var encoding = Encoding.GetEncoding(charset);
        var run = TextFiles.Run("a.txt", [.. encoding.GetPreamble(), .. encoding.GetBytes(text)]);
        Assert.Equal(Outcome.Rebuilt, run.Report.Outcome);
        Assert.Equal(text, run.Text().TrimStart('\uFEFF'));
        Assert.Equal(encoding.GetPreamble().Length > 0, run.Text().StartsWith('\uFEFF'));
        var finding = run.Report.Findings.SingleOrDefault(f => f.Code == "text.charset");
        Assert.Equal(reported, finding?.Detail.DangerousRaw);
    }

    [Theory]
    [InlineData("{\u0001\\rtf1 x}")]
    [InlineData("\u200B{\\rtf1 x}")]
    [InlineData("<\u0002html><script>1</script>")]
    public void Refuses_WhatIsAnotherFormatOnceItIsClean(string text)
    {
        var run = TextFiles.Run("a.txt", text + " " + new string('x', 600));
        Assert.Equal((Outcome.Blocked, Reason.Ambiguous), (run.Report.Outcome, run.Report.Reason));
    }

    [Fact]
    public void Reads_Iso2022Jp()
    {
        var run = TextFiles.Run("a.txt", "件名: 会議のお知らせ\r\n", "iso-2022-jp");
        Assert.Equal("件名: 会議のお知らせ\r\n", run.Text());
        Assert.Equal(["text.charset"], run.Codes);
    }

    [Theory]
    [InlineData(70_000)]
    [InlineData(65_535)]
    [InlineData(65_534)]
    [InlineData(131_072)]
    public void Reads_TheCharsetThatBeginsLate(int ascii)
    {
        var head = new string('a', ascii) + "\r\n";
        Assert.Equal(head + Japanese, TextFiles.Run("a.txt", head + Japanese, "shift_jis").Text());
        Assert.Equal(head + Japanese, TextFiles.Run("a.txt", head + Japanese).Text());
        Assert.Empty(TextFiles.Run("a.txt", head + Japanese).Codes);
    }

    [Theory]
    [InlineData("a\nb\rc\r\nd\n\re", "a\r\nb\r\nc\r\nd\r\n\r\ne")]
    [InlineData("a\u0085b\u2028c\u2029d\fe\vf", "a\r\nb\r\nc\r\nd\r\ne\r\nf")]
    [InlineData("a\r", "a\r\n")]
    [InlineData("a\tb", "a\tb")]
    [InlineData("", "")]
    public void Writes_OneKindOfLineEnd(string text, string clean)
    {
        var run = TextFiles.Run("a.txt", text);
        Assert.Equal(clean, run.Text());
        Assert.Empty(run.Codes);
    }

    [Fact]
    public void Drops_WhatNobodySees()
    {
        var run = TextFiles.Run("請求書.txt", "請求\u202Etxt.exe\u200B書\u0007\u001B[31m\U000E0041\u3164\uFEFF本文です。これは普通の長さの文章です。\U000E0100 \uE000");
        Assert.Equal("請求txt.exe書[31m本文です。これは普通の長さの文章です。\U000E0100 \uE000", run.Text());
        Assert.Equal(
            [("text.control", 2), ("text.bidi", 1), ("text.invisible", 4)],
            run.Report.Findings.Select(finding => (finding.Code, finding.Count)));
        Assert.All(run.Report.Findings, finding => Assert.Equal(FindingAction.Removed, finding.Action));
    }

    [Fact]
    public void Replaces_WhatCannotBeDecoded()
    {
        var run = TextFiles.Run("a.txt", [.. "これは正しい日本語の文章です。"u8, 0xE3, 0x81, 0x0D, 0x0A, .. "次の行"u8, 0xC3]);
        Assert.Equal("これは正しい日本語の文章です。\uFFFD\r\n次の行\uFFFD", run.Text());
        Assert.Equal(["text.undecodable"], run.Codes);
    }

    [Fact]
    public void Refuses_BinaryContent()
    {
        var bytes = new byte[5_000];
        new Random(1).NextBytes(bytes);
        var direct = Direct(bytes);
        Assert.Equal(Outcome.Blocked, direct.Outcome);
        Assert.Equal(Reason.Corrupt, direct.Reason);
        Assert.Equal(Outcome.Blocked, Direct([.. "MZ"u8, .. new byte[200]]).Outcome);
        Assert.Equal(Outcome.Blocked, TextFiles.Run("a.txt", bytes).Report.Outcome);
    }

    [Fact]
    public void Gives_TheSameBytesHoweverTheStreamGivesThem()
    {
        var input = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("日本語😀\r\nabc\n\u200B\uD83D", 9_000)));
        var (whole, found) = Cleaned(new MemoryStream(input));
        for (var piece = 1; piece < 5; piece++)
        {
            var (trickled, same) = Cleaned(new TrickleStream(input, piece));
            Assert.Equal(whole, trickled);
            Assert.Equal(found, same);
        }
    }

    [Fact]
    public void Passes_CleanTextAsFastAsDirtyTextComesOut()
    {
        // The quick way and the slow way must not differ: the same text with and without one character to drop, at every place.
        const string Text = "日本語\r\n半角ｱ　全角Ａ—…①葛\U000E0100é̀Ω한ệ¥\u00A0\u2060\u115F\u180E\uFE0F😀𠮷\U0001D173\uFFFC\u0378\uE000";
        foreach (var rune in Text.EnumerateRunes())
        {
            var line = $"{rune}x\r\n";
            var alone = TextFiles.Run("a.txt", line).Text();
            var withDirt = TextFiles.Run("a.txt", line + "\u200B").Text();
            Assert.Equal(withDirt, alone);
        }
    }

    [Fact]
    public void Gives_NothingToItsOwnOutput()
    {
        string[] samples = [Japanese, "a\nb\u202E\u0001c", "\uFEFF mark", new string('あ', 100_000), "x\uFFFDy", "'=1", "末尾に改行なし"];
        foreach (var sample in samples)
        {
            var once = TextFiles.Run("a.txt", sample);
            var twice = TextFiles.Run("a.txt", once.Output.Bytes);
            Assert.Equal(once.Output.Bytes, twice.Output.Bytes);
            Assert.Empty(twice.Codes);
            Assert.Equal(once.Output.Bytes, TextFiles.Run("a.txt", sample).Output.Bytes);
        }
    }

    private static PartVerdict Direct(byte[] input) => Clean(new MemoryStream(input)).Verdict;

    private static (byte[] Bytes, string Codes) Cleaned(Stream input)
    {
        var (_, bytes, codes) = Clean(input);
        return (bytes, codes);
    }

    private static (PartVerdict Verdict, byte[] Bytes, string Codes) Clean(Stream input)
    {
        var context = new BareContext();
        using var output = new MemoryStream();
        var part = new PartInput("/", new UntrustedText("a.txt"), input, Formats.Txt);
        var verdict = new PlainTextSanitizer().Sanitize(part, output, context);
        return (verdict, output.ToArray(), string.Join(' ', context.Codes));
    }
}
