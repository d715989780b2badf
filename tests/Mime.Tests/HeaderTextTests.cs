using System.Text;

namespace Mugai.Mime.Tests;

public sealed class HeaderTextTests
{
    [Theory]
    [InlineData("plain text", "plain text")]
    [InlineData("  trimmed \t", "trimmed")]
    [InlineData("folded\r\n text\r\n\tagain", "folded text\tagain")]
    [InlineData("=?UTF-8?B?5pel5pys6Kqe?=", "日本語")]
    [InlineData("=?utf-8?q?=E6=97=A5_a?=", "日 a")]
    [InlineData("=?ISO-2022-JP?B?GyRCRnxLXDhsGyhC?=", "日本語")]
    [InlineData("=?iso-2022-jp?Q?=1B$BF=7CK=5C=1B(B?=", "日本")]
    [InlineData("=?Shift_JIS?B?k/qWe4zq?=", "日本語")]
    [InlineData("=?EUC-JP?B?xvzL3Ljs?=", "日本語")]
    [InlineData("=?UTF-8*ja?B?5pel?=", "日")]
    [InlineData("Re: =?UTF-8?B?5pel?= end", "Re: 日 end")]
    [InlineData("=?UTF-8?B?5pel?= =?UTF-8?B?5pys?=", "日本")]
    [InlineData("=?UTF-8?B?5pel?=\r\n =?UTF-8?Q?=E6=9C=AC?=", "日本")]
    [InlineData("=?UTF-8?B?5pel?= a =?UTF-8?B?5pys?=", "日 a 本")]
    [InlineData("=?UTF-8?B?5pel5g==?= =?UTF-8?B?nKw=?=", "日本")]
    [InlineData("=?UTF-8?B?5pel5?= =?UTF-8?B?pys?=", "日本")]
    [InlineData("=?UTF-8?Q?=E6=97?=\r\n =?UTF-8?Q?=A5?=", "日")]
    [InlineData("a=?UTF-8?B?5pel?=b", "a日b")]
    [InlineData("not =?a word", "not =?a word")]
    [InlineData("=?UTF-8?X?abc?=", "=?UTF-8?X?abc?=")]
    [InlineData("=?UTF-8?B?5pel", "=?UTF-8?B?5pel")]
    [InlineData("=?UTF-8?Q??=", "")]
    [InlineData("1 = 2 ?= 3", "1 = 2 ?= 3")]
    public void Decode_ReadsEncodedWords(string raw, string text)
    {
        var decoded = HeaderText.Decode(Encoding.ASCII.GetBytes(raw));
        Assert.Equal(text, decoded.Text);
        Assert.False(decoded.HadErrors);
    }

    [Theory]
    [InlineData("=?UTF-8?B?!!5pel?=", "日")]
    [InlineData("=?UTF-8?Q?=ZZ?=", "=ZZ")]
    [InlineData("=?UTF-8?Q?=E6=97?=", "\uFFFD")]
    [InlineData("=?x-unknown?B?5pel?=", "日")]
    [InlineData("=?utf-7?Q?+ADw-b+AD4-?=", "+ADw-b+AD4-")]
    [InlineData("=?UTF-8?B?5pel5?=", "日")]
    public void Decode_ReportsBrokenWords_AndShowsThem(string raw, string text)
    {
        var decoded = HeaderText.Decode(Encoding.ASCII.GetBytes(raw));
        Assert.Equal(text, decoded.Text);
        Assert.True(decoded.HadErrors);
    }

    [Theory]
    [InlineData("1B2442467C4B5C386C1B2842", "日本語")]
    [InlineData("1B24423D3F1B2842", "戎")]
    [InlineData("93FA967B8CEA82C5827382B7", "日本語でＴす")]
    [InlineData("C6FCCBDCB8ECA4C7A4B9", "日本語です")]
    [InlineData("E697A5E69CAC", "日本")]
    public void Decode_DetectsRawBytes(string hex, string text)
    {
        var decoded = HeaderText.Decode(Convert.FromHexString(hex));
        Assert.Equal(text, decoded.Text);
        Assert.False(decoded.HadErrors);
    }

    [Fact]
    public void Decode_ReadsRawJapaneseBesideEncodedWords()
    {
        byte[] raw = [.. "=?UTF-8?B?5pel?= "u8, 0x1B, 0x24, 0x42, 0x4B, 0x5C, 0x3D, 0x3F, 0x1B, 0x28, 0x42, .. " =?UTF-8?B?5pys?="u8];
        Assert.Equal("日 本戎 本", HeaderText.Decode(raw).Text);
    }

    [Fact]
    public void Decode_TakesLinearTime_OnUnterminatedWords()
    {
        var hostile = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("=?utf-8?B?x ", 100_000)));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Assert.Equal(hostile.Length - 1, HeaderText.Decode(hostile).Text.Length);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), clock.Elapsed.ToString());
    }
}
