using System.Text;
using Mugai.Gateway.Smtp.Delivery;
using Mugai.Gateway.Smtp.Notifications;
using Mugai.Gateway.Smtp.Protocol;

namespace Mugai.Gateway.Tests.Notifications;

public class DsnWriterTests
{
    [Fact]
    public void Writes_AReport_ThatReadsAsOne()
    {
        var mail = ReadMail.From(DsnWriter.Write(Told.Facts(), [Told.Failed(0)]));
        Assert.Empty(mail.Defects);
        Assert.Equal(["multipart/report", "text/plain", "message/delivery-status", "text/rfc822-headers"], mail.Entities.Select(entity => entity.ContentType.MediaType));
        Assert.Equal("delivery-status", mail.Entities[0].ContentType["report-type"]);
        Assert.Equal("auto-replied", mail.Entities[0]["Auto-Submitted"]);
        Assert.Equal("1.0", mail.Entities[0]["MIME-Version"]);
        Assert.Equal("<orig-1@outside.example>", mail.Entities[0]["In-Reply-To"]);
        Assert.Equal("Thu, 02 Apr 2026 10:00:00 +0900", mail.Entities[0]["Date"]);
        Assert.Contains("sender@outside.example", mail.Entities[0]["To"], StringComparison.Ordinal);
        Assert.Contains("MAILER-DAEMON@gw.city.example", mail.Entities[0]["From"], StringComparison.Ordinal);
        Assert.Equal("メールを配送できませんでした / Your mail could not be delivered", mail.Entities[0]["Subject"]);
    }

    [Fact]
    public void Writes_TheStatus_WordForWord()
    {
        var facts = Told.Facts() with { Route = DsnRoute.NextHop };
        var mail = ReadMail.From(DsnWriter.Write(facts, [Told.Failed(0), Told.Failed(1, 0, "5.6.7", "SMTPUTF8 is missing at 10.0.0.1")]));
        Assert.Equal(
            """
            Original-Envelope-Id: ID+7
            Reporting-MTA: dns; gw.city.example
            Arrival-Date: Wed, 01 Apr 2026 09:30:00 +0900

            Original-Recipient: rfc822; old+name@city.example
            Final-Recipient: rfc822; gone@city.example
            Action: failed
            Status: 5.1.1
            Remote-MTA: dns; mail.lgwan.example
            Diagnostic-Code: smtp; 550 5.1.1 no such user

            Final-Recipient: utf-8; \x{7DCF}\x{52D9}@city.example
            Action: failed
            Status: 5.6.7
            Remote-MTA: dns; mail.lgwan.example

            """.ReplaceLineEndings("\r\n"),
            mail.Entities[2].Text);
    }

    [Fact]
    public void Tells_PeopleWhatHappened_InJapaneseAndEnglish()
    {
        var text = ReadMail.From(DsnWriter.Write(Told.Facts(), [Told.Failed(0), Told.Failed(1, 552, "5.2.2", "5.2.2 full")])).Entities[1].Text;
        Assert.Contains("次の宛先に配送できませんでした", text, StringComparison.Ordinal);
        Assert.Contains("could not be delivered to the following recipients", text, StringComparison.Ordinal);
        Assert.Contains("この宛先は存在しません (5.1.1)", text, StringComparison.Ordinal);
        Assert.Contains("there is no such mailbox (5.1.1)", text, StringComparison.Ordinal);
        Assert.Contains("メールボックスがいっぱいです (5.2.2)", text, StringComparison.Ordinal);
        Assert.Contains("the mailbox is full (5.2.2)", text, StringComparison.Ordinal);
        Assert.Equal(2, text.Split("令和8年度の会議について").Length - 1);
        Assert.Equal(2, text.Split("宛先: 総務@city.example").Length - 1 + (text.Split("Recipient: 総務@city.example").Length - 1));
        Assert.Contains("00000000000000000000000000001234", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Holds_OnlyTheHeaderFieldsWeWereGiven()
    {
        var original = Assert.IsType<ReadMail.Entity>(ReadMail.From(DsnWriter.Write(Told.Facts(), [Told.Failed(0)])).Entities[3]);
        var inner = ReadMail.From([.. original.Raw.ToArray(), .. "\r\n\r\n"u8]).Entities[0];
        Assert.Equal(["Message-ID", "Subject"], inner.Fields.Select(field => field.Name));
        Assert.Equal("令和8年度の会議について", inner["Subject"]);

        var nothing = Told.Facts() with { Subject = default, HeaderMessageId = default };
        Assert.Equal("", ReadMail.From(DsnWriter.Write(nothing, [Told.Failed(0)])).Entities[3].Text);
    }

    [Fact]
    public void NeverNames_ARecipientOfAnotherGroup()
    {
        Assert.Throws<ArgumentException>(() => DsnWriter.Write(Told.Facts(), [Told.Failed(0), Told.Failed(2)]));
        Assert.Throws<ArgumentException>(() => DsnWriter.Write(Told.Facts(), []));
        var everything = ReadMail.From(DsnWriter.Write(Told.Facts(), [Told.Failed(0), Told.Failed(1)])).Entities.Select(entity => entity.Text);
        Assert.DoesNotContain("other-group", string.Concat(everything), StringComparison.Ordinal);
    }

    [Fact]
    public void TellsTheOutside_NothingOfOurHosts()
    {
        var ours = new DsnEvent(0, DsnAction.Failed, DeliveryReply.Ours(new ReplyStatus(4, 4, 1), "connect to 10.1.2.3:25: refused"), "mail.lgwan.example");
        var outside = ReadMail.From(DsnWriter.Write(Told.Facts(), [ours]));
        var all = string.Concat(outside.Entities.Select(entity => entity.Text));
        Assert.DoesNotContain("lgwan", all, StringComparison.Ordinal);
        Assert.DoesNotContain("10.1.2.3", all, StringComparison.Ordinal);
        Assert.Contains("Status: 4.4.1", all, StringComparison.Ordinal);
        Assert.Contains("接続できませんでした (4.4.1)", all, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_UntilWhenADelayedMailIsTried()
    {
        var delayed = Told.Happened(0, DsnAction.Delayed, 451, "4.3.0", "4.3.0 later") with { GivenUpAt = new DateTimeOffset(2026, 4, 6, 0, 30, 0, TimeSpan.Zero) };
        var mail = ReadMail.From(DsnWriter.Write(Told.Facts(), [delayed]));
        Assert.Contains("Action: delayed\r\nStatus: 4.3.0\r\n", mail.Entities[2].Text, StringComparison.Ordinal);
        Assert.Contains("Will-Retry-Until: Mon, 06 Apr 2026 00:30:00 +0000\r\n", mail.Entities[2].Text, StringComparison.Ordinal);
        Assert.Contains("再送の期限: 2026-04-06 09:30:00 +09:00", mail.Entities[1].Text, StringComparison.Ordinal);
        Assert.Contains("delayed", mail.Entities[0]["Subject"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DsnAction.Relayed, "Action: relayed", "中継しました")]
    [InlineData(DsnAction.Delivered, "Action: delivered", "配送しました")]
    public void Tells_OfSuccess(DsnAction action, string field, string japanese)
    {
        var mail = ReadMail.From(DsnWriter.Write(Told.Facts(), [Told.Happened(0, action, 250, "2.0.0", "2.0.0 ok")]));
        Assert.Contains(field, mail.Entities[2].Text, StringComparison.Ordinal);
        Assert.Contains("Status: 2.0.0", mail.Entities[2].Text, StringComparison.Ordinal);
        Assert.Contains(japanese, mail.Entities[1].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5.1.1 no\r\nX-Injected: 1\r\n\r\n--=_boundary")]
    [InlineData("5.1.1 \u202Eno\0 such\u0007 user")]
    [InlineData("5.1.1 日本語の応答")]
    public void KeepsTheWordsOfAServer_InsideTheirField(string words)
    {
        var bytes = DsnWriter.Write(Told.Facts(), [Told.Failed(0, text: words)]);
        var mail = ReadMail.From(bytes);
        Assert.Empty(mail.Defects);
        Assert.Equal(4, mail.Entities.Count);
        Assert.DoesNotContain("\r\nX-Injected", mail.Entities[2].Text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', mail.Entities[1].Text);
        Assert.Equal(1, mail.Entities[2].Text.Split("\r\n\r\n").Length - 1);
        Assert.True(Ascii.IsValid(bytes));
    }

    [Theory]
    [InlineData("<a@b>\r\nBcc: victim@x.example")]
    [InlineData("not an id")]
    [InlineData("<a b@c>")]
    [InlineData("<a@b><c@d>")]
    [InlineData("<日本@x>")]
    [InlineData("<>")]
    public void LeavesOut_AMessageIdThatIsNone(string id)
    {
        var mail = ReadMail.From(DsnWriter.Write(Told.Facts() with { HeaderMessageId = new UntrustedText(id) }, [Told.Failed(0)]));
        Assert.Null(mail.Entities[0]["References"]);
        Assert.DoesNotContain("Message-ID", mail.Entities[3].Text, StringComparison.Ordinal);
        Assert.Null(mail.Entities[0]["Bcc"]);
    }

    [Fact]
    public void Stays7Bit_AndWithinLines_WhateverIsInIt()
    {
        var facts = Told.Facts(Told.Message(Told.Envelope("送信者@outside.example"))) with { Subject = new UntrustedText(string.Concat(Enumerable.Repeat("長い件名", 200))) };
        var bytes = DsnWriter.Write(facts, [Told.Failed(0, text: "5.1.1 " + string.Concat(Enumerable.Repeat("many words ", 60)))]);
        Assert.True(Ascii.IsValid(bytes));
        Assert.All(Encoding.ASCII.GetString(bytes).Split("\r\n"), line => Assert.InRange(line.Length, 0, 998));
        Assert.DoesNotContain('\n', Encoding.ASCII.GetString(bytes).Replace("\r\n", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Gives_TheSameBytes_ForTheSameFacts() =>
        Assert.Equal(DsnWriter.Write(Told.Facts(), [Told.Failed(0)]), DsnWriter.Write(Told.Facts(), [Told.Failed(0)]));

    [Fact]
    public void Travels_WithTheNullSender_AndAsksForNothing()
    {
        var envelope = DsnWriter.EnvelopeFor(Told.Facts());
        Assert.Equal("", envelope.MailFrom);
        var recipient = Assert.Single(envelope.Recipients);
        Assert.Equal("sender@outside.example", recipient.Address);
        Assert.Equal("NEVER", recipient.DsnNotify);
    }
}
