using System.Text;

namespace Mugai.Sanitizers.Tests.Mail;

public class MailStructureTests
{
    private const string Header = "From: a@b.example\nSubject: x\nMIME-Version: 1.0\n";

    [Fact]
    public void Shows_BothFormsOfABodyThatSaysTwoThings()
    {
        var run = Runs.Mail($"{Header}Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nHello Taro, thank you very much for the nice lunch we had together yesterday in Osaka.\n--b\nContent-Type: text/html\n\n<p>Your account is locked. Please confirm your password now at our secure web site or lose all your data within twenty four hours.</p>\n--b--\n");
        var body = CleanMail.Parse(run.Output.Bytes).Body;
        Assert.Contains("nice lunch", body, StringComparison.Ordinal);
        Assert.Contains("account is locked", body, StringComparison.Ordinal);
        Assert.Contains("mail.alternatives", run.Codes);
    }

    [Fact]
    public void Says_NothingOfFormsThatSayTheSame()
    {
        var text = string.Join(' ', Enumerable.Range(0, 60).Select(i => "word" + i));
        var run = Runs.Mail($"{Header}Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n{text}\n--b\nContent-Type: text/html\n\n<p>{text.Replace("word30", "<b>word30</b>", StringComparison.Ordinal)}</p><p>View in browser</p>\n--b--\n");
        Assert.DoesNotContain("mail.alternatives", run.Codes);
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(CleanMail.Parse(run.Output.Bytes).Body, "word31"));
    }

    [Theory]
    [InlineData("format=flowed", "one \ntwo\n\n> q1 \n> q2\n-- \nsig\n", "one two\r\n\r\n> q1 q2\r\n--\r\nsig\r\n")]
    [InlineData("format=flowed; delsp=yes", "日本 \n語\n", "日本語\r\n")]
    [InlineData("format=fixed", "one \ntwo\n", "one\r\ntwo\r\n")]
    public void Joins_FlowedLines(string parameter, string text, string expected)
    {
        var body = CleanMail.Parse(Runs.Mail($"{Header}Content-Type: text/plain; charset=utf-8; {parameter}\n\n{text}").Output.Bytes).Body;
        Assert.Equal(expected, string.Join("\r\n", body.Split("\r\n").Select(line => line.TrimEnd())));
    }

    [Fact]
    public void Unfolds_WhatPgpSigned_AndHoldsWhatItEncrypted()
    {
        var run = Runs.Mail($"{Header}\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nsigned text\n- -- \n- -dash\n-----BEGIN PGP SIGNATURE-----\n\niQEz\n-----END PGP SIGNATURE-----\nbetween\n-----BEGIN PGP MESSAGE-----\n\nhQEM\n-----END PGP MESSAGE-----\nafter\n");
        var mail = CleanMail.Parse(run.Output.Bytes);
        Assert.Contains("signed text\r\n-- \r\n-dash\r\nbetween\r\nafter", mail.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("PGP SIGN", mail.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("hQEM", run.Output.Text, StringComparison.Ordinal);
        Assert.Equal((Outcome.Held, Reason.Encrypted), (Assert.Single(run.Report.Parts).Outcome, run.Report.Parts[0].Reason));
        Assert.Contains("mail.signature", run.Codes);
    }

    [Theory]
    [InlineData("-----BEGIN PGP SIGNED MESSAGE-----\n\na\n-----BEGIN PGP SIGNED MESSAGE-----\n\nb\n-----BEGIN PGP SIGNATURE-----\nx\n-----END PGP SIGNATURE-----\nc\n")]
    [InlineData("-----BEGIN PGP SIGNED MESSAGE-----\nHash: x\n\na\n-----BEGIN PGP SIGNED MESSAGE-----\n\nb\n-----END PGP SIGNATURE-----\n")]
    public void Gives_NothingTheSecondTime_WherePgpBeginsTwice(string text)
    {
        var first = Runs.File("a.eml", Encoding.ASCII.GetBytes((Header + "\n" + text).ReplaceLineEndings("\r\n")));
        var second = Runs.File("a.eml", first.Output.Bytes);
        Assert.Empty(second.Codes);
        Assert.Equal(first.Output.Bytes, second.Output.Bytes);
    }

    [Fact]
    public void Keeps_TheEscapeOfPgpInsidePgp()
    {
        var run = Runs.File("a.eml", Encoding.ASCII.GetBytes((Header + "\n-----BEGIN PGP SIGNED MESSAGE-----\n\n- -----BEGIN PGP MESSAGE-----\nx\n- -----END PGP MESSAGE-----\n-----BEGIN PGP SIGNATURE-----\nx\n-----END PGP SIGNATURE-----\n").ReplaceLineEndings("\r\n")));
        Assert.Contains("- -----BEGIN PGP MESSAGE-----\r\nx\r\n", CleanMail.Parse(run.Output.Bytes).Body, StringComparison.Ordinal);
        Assert.Empty(Runs.File("a.eml", run.Output.Bytes).Codes);
    }

    [Fact]
    public void Stays_Linear_OnBeginningsOfPgpWithoutAnEnd()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Runs.Mail(Header + "\n" + string.Concat(Enumerable.Repeat("-----BEGIN PGP MESSAGE-----\n-----BEGIN PGP SIGNED MESSAGE-----\n-----BEGIN PGP SIGNATURE-----\n", 30_000)));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Drops_TheResourceForkOfAppleDouble()
    {
        var run = Runs.Mail($"{Header}Content-Type: multipart/mixed; boundary=o\n\n--o\n\nbody\n--o\nContent-Type: multipart/appledouble; boundary=b\n\n--b\nContent-Type: application/applefile; name=memo.txt\n\nresource\n--b\nContent-Type: text/plain; name=memo.txt\n\ndata\n--b--\n--o--\n");
        var attached = Assert.Single(CleanMail.Parse(run.Output.Bytes).Attachments);
        Assert.Equal(("memo.txt", "data"), (attached.FileName, attached.Text.TrimEnd()));
        Assert.DoesNotContain("resource", run.Output.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_BinHex() =>
        Assert.Equal((Outcome.Blocked, Reason.Unsupported), (Assert.Single(Runs.Mail($"{Header}Content-Type: multipart/mixed; boundary=o\n\n--o\n\nbody\n--o\nContent-Type: application/mac-binhex40; name=a.hqx\n\n(This file must be converted with BinHex 4.0)\n--o--\n").Report.Parts).Outcome, Reason.Unsupported));

    [Fact]
    public void Reads_MessagesWithTheLineEndsOfTheOldMac()
    {
        var run = Runs.Mail(Encoding.ASCII.GetBytes("From: a@b.example\rSubject: old mac\r\rline one\rline two\r"));
        var mail = CleanMail.Parse(run.Output.Bytes);
        Assert.Equal("old mac", mail["Subject"]);
        Assert.EndsWith("line one\r\nline two\r\n", mail.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Drops_AmpParts()
    {
        var run = Runs.Mail($"{Header}Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nplain words here\n--b\nContent-Type: text/x-amp-html\n\n<html amp4email>amp text</html>\n--b--\n");
        Assert.DoesNotContain("amp text", run.Output.Text, StringComparison.Ordinal);
        Assert.Contains("plain words here", CleanMail.Parse(run.Output.Bytes).Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Takes_PartsOfADigestForMails()
    {
        var run = Runs.Mail($"{Header}Content-Type: multipart/digest; boundary=b\n\n--b\n\nFrom: one@b.example\nSubject: first\n\ntext one\n--b\n\nFrom: two@b.example\nSubject: second\n\ntext two\n--b--\n");
        Assert.Equal(["first", "second"], CleanMail.Parse(run.Output.Bytes).Attachments.Select(part => CleanMail.Parse(part.Content)["Subject"]));
    }
}
