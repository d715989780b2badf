using System.Text;

namespace Mugai.Sanitizers.Tests.Mail;

/// <summary>Charsets as mailers write them, label or no label, true or not: what a reader sees at the end.</summary>
public class MailCharsetTests
{
    private const string Text = "お世話になっております。総務課の山田です。会議の資料を送ります。";

    public MailCharsetTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("iso-2022-jp", 65001)]
    [InlineData("iso-8859-1", 65001)]
    [InlineData("shift_jis", 65001)]
    [InlineData("euc-jp", 65001)]
    [InlineData("utf-8", 932)]
    [InlineData("utf-8", 51932)]
    [InlineData("utf-8", 50220)]
    [InlineData("euc-jp", 932)]
    [InlineData("shift_jis", 51932)]
    [InlineData("us-ascii", 932)]
    [InlineData("x-unknown", 51932)]
    public void Reads_TextUnderALabelThatLies(string label, int codePage) => Assert.Equal(Text, Body(label, Encoding.GetEncoding(codePage).GetBytes(Text)));

    [Theory]
    [InlineData("utf-8", 65001, "mail.wrongCharset", false)]
    [InlineData("utf-8", 932, "mail.wrongCharset", true)]
    public void Says_ThatALabelLied(string label, int codePage, string code, bool expected) => Assert.Equal(expected, Run(label, Encoding.GetEncoding(codePage).GetBytes(Text)).Codes.Contains(code));

    [Theory]
    [InlineData("1b2442 2d21 2d36 2d6a 1b2842", "①Ⅱ㈱")]
    [InlineData("1b2442 7930 1b2842", "伀")]
    [InlineData("1b2849 3132 5d 1b2842", "ｱｲﾝ")]
    [InlineData("0e 3132 5d 0f 41", "ｱｲﾝA")]
    [InlineData("b1b2dd", "ｱｲﾝ")]
    [InlineData("1b242844 3021 1b2842", "丂")]
    [InlineData("1b2442 2141 1b2842", "～")]
    [InlineData("1b24284f 3441 1b2842", "漢")]
    [InlineData("1b284a 5c 7e 1b2842", "\\~")]
    public void Reads_VariantsOfIso2022Jp(string hex, string expected) => Assert.Equal(expected, Body("iso-2022-jp", Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal))));

    [Theory]
    [InlineData("shift_jis", "8160", "～")]
    [InlineData("euc-jp", "a1c1", "～")]
    [InlineData("shift_jis", "f040", "\uE000")]
    [InlineData("shift_jis", "fbfc", "髙")]
    [InlineData("shift_jis", "8740", "①")]
    [InlineData("euc-jp", "ada1", "①")]
    [InlineData("euc-jp", "8eb1", "ｱ")]
    public void Maps_TheSameCharacterTheSameWay(string charset, string hex, string expected) => Assert.Equal(expected, Body(charset, Convert.FromHexString(hex)));

    [Theory]
    [InlineData("utf-8", "e38182 eda080 e38184")]
    [InlineData("iso-2022-jp", "1b2442 2922 1b2842")]
    [InlineData("shift_jis", "82a0 81ad 82a2")]
    public void Shows_WhatIsNoCharacter_AndReportsIt(string charset, string hex)
    {
        var run = Run(charset, Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));
        Assert.Contains("\uFFFD", CleanMail.Parse(run.Output.Bytes).Body, StringComparison.Ordinal);
        Assert.Contains("mail.charset", run.Codes);
    }

    [Fact]
    public void Shows_Utf7_AsTheAsciiItHidesBehind()
    {
        var run = Run("utf-7", "+ADw-script+AD4-"u8.ToArray());
        Assert.Contains("+ADw-script+AD4-", CleanMail.Parse(run.Output.Bytes).Body, StringComparison.Ordinal);
        Assert.Contains("mail.ambiguous", run.Codes);
    }

    [Theory]
    [InlineData("=?UTF-8?B?5pel5pys?= =?ISO-2022-JP?B?GyRCOGwbKEI=?=", "日本語")]
    [InlineData("=?UTF-8?B?5pel5g==?= =?UTF-8?B?nKzoqp4=?=", "日本語")]
    [InlineData("=?ISO-2022-JP?B?GyRCRnxL?= =?ISO-2022-JP?B?XBsoQg==?=", "日本")]
    [InlineData("=?utf-8?q?=E6=97=A5_=E6=9C=AC?=", "日 本")]
    [InlineData("=?utf-8*ja?B?5pel5pys?=", "日本")]
    [InlineData("日本語", "日本語")]
    public void Reads_Subjects(string raw, string expected) => Assert.Equal(expected, CleanMail.Parse(Runs.Mail($"From: a@b.example\nSubject: {raw}\n\nx\n").Output.Bytes)["Subject"]);

    [Fact]
    public void Reports_BytesInAHeaderThatAreNoCharacters()
    {
        var run = Runs.Mail("From: a@b.example\nSubject: =?UTF-8?B?5pel5g==?=\n\nx\n");
        Assert.Contains("\uFFFD", CleanMail.Parse(run.Output.Bytes)["Subject"], StringComparison.Ordinal);
        Assert.Contains("mail.charset", run.Codes);
    }

    private static RunResult Run(string charset, byte[] text) =>
        Runs.Mail([.. Encoding.ASCII.GetBytes($"From: a@b.example\r\nSubject: s\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"), .. text, .. "\r\n"u8]);

    private static string Body(string charset, byte[] text)
    {
        var body = CleanMail.Parse(Run(charset, text).Output.Bytes).Body.TrimEnd();
        return body[(body.LastIndexOf('\n') + 1)..];
    }
}
