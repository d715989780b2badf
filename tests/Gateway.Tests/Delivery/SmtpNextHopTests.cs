using System.Text;
using Mugai.Gateway.Smtp.Delivery;

namespace Mugai.Gateway.Tests.Delivery;

/// <summary>The conversation when all goes well, and what is said to whom.</summary>
public class SmtpNextHopTests
{
    [Fact]
    public async Task Delivers_TheBytesAsTheyAre()
    {
        await using var server = new ScriptedServer();
        await using var hop = Given.Hop(server);
        var delivery = await Given.DeliverOneAsync(hop);
        Assert.Equal(DeliveryOutcome.Delivered, delivery.Outcome);
        Assert.Equal(250, delivery.Reply.Code);
        Assert.Equal("2.0.0", delivery.Reply.Status.ToString());
        Assert.Equal(Given.Body, Assert.Single(server.Messages));
        Assert.Equal(
            ["EHLO gw.test", $"MAIL FROM:<sender@outside.example> SIZE={Given.Body.Length}", "RCPT TO:<rcpt@city.example>", "DATA"], server.Commands);
    }

    [Fact]
    public async Task Sends_TheEnvelopeAtOnce_WhenTheServerPipelines()
    {
        // The server keeps every answer back until DATA is there: a client that waits after MAIL would never come to an end.
        await using var server = new ScriptedServer { AnswersOnlyAfterData = true };
        await using var hop = Given.Hop(server);
        var report = await hop.DeliverAsync(Given.Job("a@city.example", "b@city.example"), Given.Patience());
        Assert.All(report.Recipients, recipient => Assert.Equal(DeliveryOutcome.Delivered, recipient.Outcome));
    }

    [Fact]
    public async Task Waits_ForEachAnswer_WhenTheServerDoesNotPipeline()
    {
        await using var server = new ScriptedServer { Extensions = ["8BITMIME"] };
        await using var hop = Given.Hop(server);
        var report = await hop.DeliverAsync(Given.Job("a@city.example", "b@city.example"), Given.Patience());
        Assert.All(report.Recipients, recipient => Assert.Equal(DeliveryOutcome.Delivered, recipient.Outcome));
        Assert.Equal(0, server.PipelinedCommands);
        Assert.DoesNotContain(server.Commands, command => command.Contains("SIZE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pipelines_ManyRecipients_InGroupsAndTransactions()
    {
        await using var server = new ScriptedServer();
        await using var hop = Given.Hop(server);
        var recipients = Enumerable.Range(0, 250).Select(i => $"{new string('x', 100)}{i}@city.example").ToArray();
        var report = await hop.DeliverAsync(Given.Job(recipients), Given.Patience());
        Assert.Equal(Enumerable.Range(0, 250), report.Recipients.Select(recipient => recipient.Index));
        Assert.All(report.Recipients, recipient => Assert.Equal(DeliveryOutcome.Delivered, recipient.Outcome));
        Assert.Equal(3, server.Messages.Count);
        Assert.Equal(250, server.Verbs.Count(verb => verb == "RCPT"));
    }

    [Fact]
    public async Task FallsBack_ToHelo()
    {
        await using var server = new ScriptedServer { Answer = (_, command) => command.StartsWith("EHLO", StringComparison.Ordinal) ? "502 5.5.1 what?" : null };
        await using var hop = Given.Hop(server);
        Assert.Equal(DeliveryOutcome.Delivered, (await Given.DeliverOneAsync(hop)).Outcome);
        Assert.Equal(["EHLO", "HELO", "MAIL", "RCPT", "DATA"], server.Verbs);
        Assert.Equal(0, server.PipelinedCommands);
    }

    [Fact]
    public async Task Reports_EachRecipientByItself()
    {
        await using var server = new ScriptedServer
        {
            Answer = (_, command) => command switch
            {
                "RCPT TO:<gone@city.example>" => "550 5.1.1 no such user",
                "RCPT TO:<full@city.example>" => "452 4.2.2 mailbox full",
                _ => null,
            },
        };
        await using var hop = Given.Hop(server);
        var report = await hop.DeliverAsync(Given.Job("gone@city.example", "ok@city.example", "full@city.example"), Given.Patience());
        Assert.Equal([DeliveryOutcome.Failed, DeliveryOutcome.Delivered, DeliveryOutcome.Deferred], report.Recipients.Select(recipient => recipient.Outcome));
        Assert.Equal("550 5.1.1 no such user", report.Recipients[0].Reply.ToString());
        Assert.Equal(DeliveryPhase.Rcpt, report.Recipients[0].Phase);
        Assert.Equal(DeliverySide.Remote, report.Recipients[0].Side);
        Assert.Single(server.Messages);
    }

    [Theory]
    [InlineData("503 5.5.1 no valid recipients")]
    [InlineData("354 go on all the same")]
    public async Task Sends_NoContent_WhenNobodyIsAccepted(string answerToData)
    {
        await using var server = new ScriptedServer
        {
            Answer = (_, command) => command.StartsWith("RCPT", StringComparison.Ordinal) ? "550 5.1.1 no" : command == "DATA" ? answerToData : null,
        };
        await using var hop = Given.Hop(server);
        Assert.Equal(DeliveryOutcome.Failed, (await Given.DeliverOneAsync(hop)).Outcome);
        server.Answer = (_, _) => null;
        Assert.Equal(DeliveryOutcome.Delivered, (await Given.DeliverOneAsync(hop)).Outcome);
        Assert.Equal(Given.Body, Assert.Single(server.Messages));
    }

    [Fact]
    public async Task Resets_OnlyWhenATransactionWasLeftOpen()
    {
        var refuse = true;
        await using var server = new ScriptedServer
        {
            Answer = (_, command) => refuse && command == "DATA" ? "451 4.3.0 not now" : null,
        };
        await using var hop = Given.Hop(server);
        Assert.Equal(DeliveryOutcome.Deferred, (await Given.DeliverOneAsync(hop)).Outcome);
        refuse = false;
        await Given.DeliverOneAsync(hop);
        await Given.DeliverOneAsync(hop);
        Assert.Equal(["EHLO", "MAIL", "RCPT", "DATA", "RSET", "MAIL", "RCPT", "DATA", "MAIL", "RCPT", "DATA"], server.Verbs);
        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData("452 4.5.3 too many recipients")]
    [InlineData("452 too many")]
    [InlineData("552 too many")]
    public async Task SendsTheRest_InAnotherTransaction_WhenTheListIsFull(string full)
    {
        var inTransaction = 0;
        await using var server = new ScriptedServer
        {
            Answer = (_, command) =>
            {
                inTransaction = command.StartsWith("MAIL", StringComparison.Ordinal) ? 0 : inTransaction;
                return command.StartsWith("RCPT", StringComparison.Ordinal) && ++inTransaction > 2 ? full : null;
            },
        };
        await using var hop = Given.Hop(server);
        var report = await hop.DeliverAsync(Given.Job("a@x.example", "b@x.example", "c@x.example", "d@x.example", "e@x.example"), Given.Patience());
        Assert.All(report.Recipients, recipient => Assert.Equal(DeliveryOutcome.Delivered, recipient.Outcome));
        Assert.Equal(3, server.Messages.Count);
    }

    [Fact]
    public async Task PassesOn_DsnParameters_ToAHopThatKnowsThem()
    {
        await using var server = new ScriptedServer();
        await using var hop = Given.Hop(server);
        var delivery = Assert.Single((await hop.DeliverAsync(DsnJob(), Given.Patience())).Recipients);
        Assert.Equal(DsnHandover.PassedOn, delivery.Handover);
        Assert.Contains($"MAIL FROM:<sender@outside.example> SIZE={Given.Body.Length} RET=HDRS ENVID=QQ+2B1", server.Commands);
        Assert.Contains("RCPT TO:<a@city.example> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;a@old.example", server.Commands);
    }

    [Fact]
    public async Task Notes_ThatTheHopKnowsNoDsn()
    {
        await using var server = new ScriptedServer { Extensions = ["PIPELINING"] };
        await using var hop = Given.Hop(server);
        var delivery = Assert.Single((await hop.DeliverAsync(DsnJob(), Given.Patience())).Recipients);
        Assert.Equal(DsnHandover.Relayed, delivery.Handover);
        Assert.Contains("RCPT TO:<a@city.example>", server.Commands);
    }

    [Fact]
    public async Task Refuses_WhatTheHopSaysIsTooLarge_WithoutSendingIt()
    {
        await using var server = new ScriptedServer { Extensions = ["PIPELINING", "SIZE 20"] };
        await using var hop = Given.Hop(server);
        var delivery = await Given.DeliverOneAsync(hop);
        Assert.Equal(DeliveryOutcome.Failed, delivery.Outcome);
        Assert.Equal("5.3.4", delivery.Reply.Status.ToString());
        Assert.Equal(DeliverySide.Capability, delivery.Side);
        Assert.Equal(["EHLO"], server.Verbs);
    }

    [Fact]
    public async Task Sends_Utf8Addresses_WhereTheyAreUnderstood()
    {
        await using var server = new ScriptedServer();
        await using var hop = Given.Hop(server);
        Assert.Equal(DeliveryOutcome.Delivered, (await Given.DeliverOneAsync(hop, "総務課@city.example")).Outcome);
        Assert.Contains($"MAIL FROM:<sender@outside.example> SIZE={Given.Body.Length} SMTPUTF8", server.Commands);
        Assert.Contains("RCPT TO:<総務課@city.example>", server.Commands);
    }

    [Fact]
    public async Task Fails_Utf8Addresses_Alone_WhereTheyAreNot()
    {
        await using var server = new ScriptedServer { Extensions = ["PIPELINING"] };
        await using var hop = Given.Hop(server);
        var report = await hop.DeliverAsync(Given.Job("総務課@city.example", "soumu@city.example"), Given.Patience());
        Assert.Equal([DeliveryOutcome.Failed, DeliveryOutcome.Delivered], report.Recipients.Select(recipient => recipient.Outcome));
        Assert.Equal("5.6.7", report.Recipients[0].Reply.Status.ToString());
        Assert.DoesNotContain(server.Commands, command => command.Contains("総務課", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a@city.example>\r\nRCPT TO:<evil@x.example")]
    [InlineData("a@city.example> NOTIFY=NEVER")]
    [InlineData("a b@city.example")]
    [InlineData("a\0@city.example")]
    [InlineData("\"open@city.example")]
    [InlineData("\"quoted\\\r\"@city.example")]
    [InlineData("")]
    public async Task NeverSends_AnAddressThatIsMoreThanAnAddress(string address)
    {
        await using var server = new ScriptedServer();
        await using var hop = Given.Hop(server);
        var report = await hop.DeliverAsync(Given.Job(address, "good@city.example"), Given.Patience());
        Assert.Equal(DeliveryOutcome.Failed, report.Recipients[0].Outcome);
        Assert.Equal("5.1.3", report.Recipients[0].Reply.Status.ToString());
        Assert.Equal(DeliveryOutcome.Delivered, report.Recipients[1].Outcome);
        Assert.Single(server.Verbs, "RCPT");
    }

    [Fact]
    public async Task NeverSends_AnAddressThatIsNotUnicode()
    {
        // Not as InlineData: the runner would write the lone surrogate as U+FFFD.
        await using var server = new ScriptedServer();
        await using var hop = Given.Hop(server);
        Assert.Equal(DeliveryOutcome.Failed, (await Given.DeliverOneAsync(hop, "a\ud800@city.example")).Outcome);
        Assert.Equal(DeliveryOutcome.Failed, (await Given.DeliverOneAsync(hop, "a\udc00@city.example")).Outcome);
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task Sends_QuotedLocalParts()
    {
        await using var server = new ScriptedServer();
        await using var hop = Given.Hop(server);
        Assert.Equal(DeliveryOutcome.Delivered, (await Given.DeliverOneAsync(hop, "\"a b>c\\\"d\"@city.example")).Outcome);
        Assert.Contains("RCPT TO:<\"a b>c\\\"d\"@city.example>", server.Commands);
    }

    [Fact]
    public async Task Drops_ADsnParameterThatIsMoreThanAValue()
    {
        await using var server = new ScriptedServer();
        await using var hop = Given.Hop(server);
        var job = DsnJob() with { DsnEnvelopeId = "x BODY=BINARYMIME\r\nRSET" };
        Assert.Equal(DeliveryOutcome.Delivered, Assert.Single((await hop.DeliverAsync(job, Given.Patience())).Recipients).Outcome);
        Assert.Contains($"MAIL FROM:<sender@outside.example> SIZE={Given.Body.Length} RET=HDRS", server.Commands);
    }

    [Theory]
    [InlineData("a\n.\nMAIL FROM:<evil@x>\r\n")]
    [InlineData("a\r.\r\n")]
    [InlineData("ends in CR\r")]
    public async Task NeverEnds_AMessageWithABareLineEnd(string content)
    {
        await using var server = new ScriptedServer();
        await using var hop = Given.Hop(server);
        var job = Given.Job("a@city.example") with { Content = DeliveryContent.FromMemory(Encoding.ASCII.GetBytes(content)) };
        var delivery = Assert.Single((await hop.DeliverAsync(job, Given.Patience())).Recipients);
        Assert.Equal(DeliveryOutcome.Deferred, delivery.Outcome);
        Assert.Equal(DeliverySide.Local, delivery.Side);
        Assert.True(await server.Ended.WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task NeverEnds_AMessageThatCouldNotBeReadToItsEnd()
    {
        await using var server = new ScriptedServer();
        await using var hop = Given.Hop(server);
        var job = Given.Job("a@city.example") with
        {
            Content = new DeliveryContent(
                async (stream, token) =>
                {
                    await stream.WriteAsync(Encoding.ASCII.GetBytes(Given.Body), token);
                    throw new Mugai.Spooling.SpoolUnavailableException("the disk is gone");
                },
                null),
        };
        var delivery = Assert.Single((await hop.DeliverAsync(job, Given.Patience())).Recipients);
        Assert.Equal(DeliveryOutcome.Deferred, delivery.Outcome);
        Assert.Equal(DeliverySide.Local, delivery.Side);
        Assert.Contains("the disk is gone", delivery.Reply.ToString(), StringComparison.Ordinal);
        Assert.True(await server.Ended.WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task Streams_AMessageLargerThanAnyBuffer()
    {
        var line = ".line of a large message that begins with a dot\r\n";
        var block = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(line, 1000)));
        await using var server = new ScriptedServer { Extensions = ["PIPELINING"] };
        await using var hop = Given.Hop(server);
        var job = Given.Job("a@city.example") with
        {
            Content = new DeliveryContent(
                async (stream, token) =>
                {
                    for (var i = 0; i < 20; i++)
                    {
                        await stream.WriteAsync(block, token);
                    }
                },
                null),
        };
        Assert.Equal(DeliveryOutcome.Delivered, Assert.Single((await hop.DeliverAsync(job, Given.Patience())).Recipients).Outcome);
        var message = Assert.Single(server.Messages);
        Assert.Equal(20 * block.Length, message.Length);
        Assert.Equal(20_000, message.Split("\r\n.line").Length);
    }

    private static DeliveryJob DsnJob() => Given.Job("a@city.example") with
    {
        DsnReturn = "HDRS",
        DsnEnvelopeId = "QQ+2B1",
        Recipients = [new DeliveryRecipient(0, "a@city.example", "SUCCESS,FAILURE", "rfc822;a@old.example")],
    };
}
