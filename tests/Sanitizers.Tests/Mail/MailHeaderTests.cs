using System.Text;

namespace Mugai.Sanitizers.Tests.Mail;

public class MailHeaderTests
{
    private const string Body = "Content-Type: text/plain; charset=utf-8\n\nbody\n";

    [Fact]
    public void Keeps_TheFieldsOfTheListInCanonicalForm()
    {
        var mail = Rebuild("""
            Return-Path: <x@y.example>
            Received: from a (b [192.0.2.1]) by c
             with ESMTP id 1; Mon, 1 Jan 2024 00:00:00 +0900
            DKIM-Signature: v=1; a=rsa-sha256; b=abc
            Authentication-Results: gw; dkim=pass
            X-Mugai-Report: forged
            X-Anything: x
            from:   "Taro Yamada"   <taro@example.jp>
            To: a@b.example, "B, C" <c@d.example>
            Bcc: secret@example.jp
            Subject: Hello
             world
            Date: 1 Jan 2024 9:05 JST
            Message-Id: <1@example.jp>
            References: <a@b> junk <c@d>
            List-Unsubscribe: <https://example.jp/u>
            X-Priority: 1 (Highest)
            Auto-Submitted: auto-replied; x=y

            """ + Body);
        Assert.Equal("Taro Yamada <taro@example.jp>", mail["From"].Replace("\"", "", StringComparison.Ordinal));
        Assert.Equal("Hello world", mail["Subject"]);
        Assert.Equal("Mon, 01 Jan 2024 09:05:00 +0900", mail["Date"]);
        Assert.Equal("<1@example.jp>", mail["Message-ID"]);
        Assert.Equal("<a@b> <c@d>", mail["References"]);
        Assert.Equal("1", mail["X-Priority"]);
        Assert.Equal("auto-replied", mail["Auto-Submitted"]);
        Assert.Contains("192.0.2.1", mail["Received"], StringComparison.Ordinal);
        Assert.Contains("example.jp/u", mail["List-Unsubscribe"], StringComparison.Ordinal);
        Assert.Contains("c@d.example", mail["To"], StringComparison.Ordinal);
        foreach (var gone in new[] { "Return-Path", "DKIM-Signature", "Authentication-Results", "X-Mugai-Report", "X-Anything", "Bcc" })
        {
            Assert.Equal("", mail[gone]);
        }
    }

    [Theory]
    [InlineData("iso-2022-jp", 50220, "会議のご案内 カタカナ")]
    [InlineData("shift_jis", 932, "請求書・見積書の件①")]
    [InlineData("euc-jp", 51932, "住民税の通知について")]
    [InlineData("utf-8", 65001, "𠮷野家の﨑山です 🍵")]
    public void Reads_JapaneseSubjectsOfEachCharset(string charset, int codePage, string subject)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var word = $"=?{charset}?B?{Convert.ToBase64String(Encoding.GetEncoding(codePage).GetBytes(subject))}?=";
        Assert.Equal(subject, Rebuild($"From: a@b.example\nSubject: {word}\n{Body}")["Subject"]);
    }

    [Fact]
    public void Resolves_FieldsThatAreThereTwice()
    {
        var run = Runs.Mail($"From: first@a.example\nFrom: second@b.example\nSubject: one\nSubject: two\nTo: x@a.example\nTo: y@a.example\n{Body}");
        var mail = CleanMail.Parse(run.Output.Bytes);
        Assert.Equal("first@a.example", mail["From"]);
        Assert.Equal("one", mail["Subject"]);
        Assert.Equal("x@a.example, y@a.example", mail["To"]);
        Assert.Contains("mail.duplicateField", run.Codes);
    }

    [Fact]
    public void Removes_WhatReordersOrHidesTextInTheHeader()
    {
        var run = Runs.Mail($"From: =?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes("a\u202Eb\u200Bc"))}?= <a@b.example>\nSubject: =?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes("x\r\nBcc: evil@e.example\0"))}?=\n{Body}");
        var mail = CleanMail.Parse(run.Output.Bytes);
        Assert.StartsWith("abc", mail["From"].Replace("\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal("x Bcc: evil@e.example", mail["Subject"]);
        Assert.Equal("", mail["Bcc"]);
        Assert.Contains("mail.invisibleCharacters", run.Codes);
    }

    [Fact]
    public void Ends_SubjectsWhereReadersEndThem()
    {
        var subject = Rebuild($"From: a@b.example\nSubject: =?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes("\u3000\u3164会議\u3000"))}?=\n{Body}")["Subject"];
        Assert.Equal("会議", subject);
    }

    [Fact]
    public void Cuts_AnEndlessSubject()
    {
        var run = Runs.Mail($"From: a@b.example\nSubject: {new string('x', 5_000)}\n{Body}");
        Assert.InRange(CleanMail.Parse(run.Output.Bytes)["Subject"].Length, 1_900, 2_000);
        Assert.Contains("mail.invisibleCharacters", run.Codes);
    }

    [Theory]
    [InlineData("Reply-To")]
    [InlineData("Sender")]
    public void Marks_NamesThatClaimToBeSomebodyElse_WhereverAnswersGo(string field)
    {
        var run = Runs.Mail($"From: a@b.example\n{field}: \"shicho@city.example.lg.jp\" <x@evil.example>\nSubject: s\n{Body}");
        Assert.StartsWith("【差出人名に注意", CleanMail.Parse(run.Output.Bytes)[field].Trim('"'), StringComparison.Ordinal);
        Assert.Contains("mail.authorName", run.Codes);
    }

    [Fact]
    public void Drops_WhatVouchesForTheMailAsItWas()
    {
        var run = Runs.Mail("ARC-Seal: i=1; cv=none\nARC-Message-Signature: i=1\nARC-Authentication-Results: i=1; gw; dkim=pass\nAuthentication-Results: gw.city.example.lg.jp; spf=pass\nReceived-SPF: pass\nFrom: a@b.example\nSubject: s\n" + Body);
        Assert.DoesNotContain("pass", run.Output.Text, StringComparison.Ordinal);
        Assert.Contains("mail.header", run.Codes);
    }

    [Fact]
    public void Shows_AnAuthorWithoutAnAddress()
    {
        var run = Runs.Mail($"From: the mayor\nSubject: x\n{Body}");
        Assert.Contains("the mayor", CleanMail.Parse(run.Output.Bytes)["From"], StringComparison.Ordinal);
        Assert.Contains("mail.badAddress", run.Codes);
    }

    [Fact]
    public void Tells_TheGatewayWhatItNeeds()
    {
        var facts = Runs.Mail($"Received: a\nReceived: b\nFrom: Taro <taro@example.jp>\nSubject: =?utf-8?B?5Lya6K2w?=\nMessage-ID: <1@x>\n{Body}").Output.MailFacts!;
        Assert.Equal(2, facts.Hops);
        Assert.Equal("会議", facts.Subject.DangerousRaw);
        Assert.Equal(["taro@example.jp"], facts.From.Select(from => from.DangerousRaw));
        Assert.Equal("<1@x>", facts.MessageId.DangerousRaw);
        Assert.False(facts.HasNotice);
    }

    [Theory]
    [InlineData("Fri, 20 Nov 2026 19:16:34 +0900", "Fri, 20 Nov 2026 19:16:34 +0900")]
    [InlineData("Mon, 20 Nov 2026 19:16:34 +0900", "Fri, 20 Nov 2026 19:16:34 +0900")]
    [InlineData("20 nov 26 9:16 GMT", "Fri, 20 Nov 2026 09:16:00 +0000")]
    [InlineData("Fri, 20 Nov 2026 19:16:34 +0900 (JST)", "Fri, 20 Nov 2026 19:16:34 +0900")]
    [InlineData("Fri,20 Nov 2026 19:16:34", "Fri, 20 Nov 2026 19:16:34 -0000")]
    [InlineData("31 Feb 2026 10:00:00 +0900", null)]
    [InlineData("yesterday", null)]
    [InlineData("", null)]
    [InlineData("20 Nov 2026 25:00:00 +0000", null)]
    [InlineData("((((((((((", null)]
    public void Normalizes_Dates(string date, string? expected)
    {
        var run = Runs.Mail($"From: a@b.example\nDate: {date}\n{Body}");
        Assert.Equal(expected ?? "", CleanMail.Parse(run.Output.Bytes)["Date"]);
        Assert.Equal(expected is null, run.Codes.Contains("mail.badField"));
    }

    private static CleanMail Rebuild(string mail) => CleanMail.Parse(Runs.Mail(mail).Output.Bytes);
}
