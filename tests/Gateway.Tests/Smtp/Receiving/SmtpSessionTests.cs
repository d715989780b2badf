using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Mugai.Gateway.Smtp.Receiving;
using Mugai.Spooling;

namespace Mugai.Gateway.Tests.Smtp.Receiving;

public class SmtpSessionTests
{
    [Fact]
    public async Task Keeps_AMessageByteForByteAndSaysItsName()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var wire = await gateway.EnvelopeAsync();
        Assert.StartsWith("354 ", await wire.AskAsync("DATA"));
        var reply = await wire.AskAsync("Subject: x\r\n\r\n..dot\r\n\xE3\x81\x82\r\n.");

        var kept = Assert.Single(gateway.Spool.Messages);
        Assert.Equal($"250 2.0.0 Ok: kept as {kept.Message.Id}\r\n", reply);
        Assert.Equal("Subject: x\r\n\r\n.dot\r\n\xE3\x81\x82\r\n", kept.Text);
        Assert.Equal([kept.Message.Id], gateway.Arrivals);
        Assert.Equal(0, gateway.Spool.OpenWriters);
        Assert.Equal("221 2.0.0 Bye\r\n", await wire.AskAsync("QUIT"));
        Assert.True(await wire.IsClosedAsync());
    }

    [Fact]
    public async Task Records_TheWholeEnvelope()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var wire = await gateway.GreetAsync();
        await wire.AskAsync("MAIL FROM:<\"a b\"@sender.example> SIZE=100 BODY=8BITMIME SMTPUTF8 RET=HDRS ENVID=id+2B1");
        await wire.AskAsync("RCPT TO:<b@city.example> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;b@city.example");
        await wire.AskAsync("RCPT TO:<c@town.example>");
        await wire.AskAsync("RCPT TO:<d@CITY.example>");
        await wire.AskAsync("RCPT TO:<c@town.example>");
        await wire.AskAsync("RCPT TO:<postmaster>");
        await wire.AskAsync("DATA");
        await wire.AskAsync("x\r\n.");

        var message = Assert.Single(gateway.Spool.Messages).Message;
        var envelope = message.Envelope;
        Assert.Equal("\"a b\"@sender.example", envelope.MailFrom);
        Assert.Equal(
            [new("b@city.example", "SUCCESS,DELAY", "rfc822;b@city.example"), new("c@town.example"), new("d@CITY.example"), new EnvelopeRecipient("postmaster@city.example")],
            envelope.Recipients);
        Assert.Equal(("UTF8SMTP", true, "HDRS", "id+2B1"), (envelope.Protocol, envelope.SmtpUtf8, envelope.DsnReturn, envelope.DsnEnvelopeId));
        Assert.Equal(("127.0.0.1", "client.example"), (envelope.ClientAddress, envelope.ClientName.DangerousRaw));
    }

    [Fact]
    public async Task Groups_RecipientsByTenantAndPolicy()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var wire = await gateway.GreetAsync();
        await wire.SendAsync("MAIL FROM:<>\r\nRCPT TO:<a@city.example>\r\nRCPT TO:<b@town.example>\r\nRCPT TO:<c@city.example>\r\nDATA\r\n");
        for (var i = 0; i < 5; i++)
        {
            await wire.ReplyAsync();
        }

        await wire.AskAsync("x\r\n.");
        var message = Assert.Single(gateway.Spool.Messages).Message;
        Assert.Equal([new(0, "city.example", "default", "rev-city.example"), new RecipientGroup(1, "town.example", "default", "rev-town.example")], message.Groups);
        Assert.Equal([0, 1, 0], message.Recipients.Select(recipient => recipient.Group));
    }

    [Fact]
    public async Task Offers_ExactlyWhatItSpeaks()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var wire = await gateway.ConnectAsync();
        Assert.Equal("220 gw.city.example ESMTP\r\n", await wire.ReplyAsync());
        Assert.Equal(
            "250-gw.city.example\r\n250-PIPELINING\r\n250-SIZE 52428800\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-ENHANCEDSTATUSCODES\r\n250-CHUNKING\r\n250 DSN\r\n",
            await wire.AskAsync("EHLO client.example"));
        Assert.Equal("250 gw.city.example\r\n", await wire.AskAsync("HELO client.example"));
    }

    [Fact]
    public async Task Answers_APipelinedGroupInOneWrite()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var wire = await gateway.GreetAsync();
        await wire.SendAsync("MAIL FROM:<a@sender.example>\r\nRCPT TO:<a@city.example>\r\nRCPT TO:<x@elsewhere.example>\r\nDATA\r\n");
        Assert.Equal(
            "250 2.1.0 Sender ok\r\n250 2.1.5 Recipient ok\r\n550 5.7.1 Relaying denied\r\n354 End data with <CR><LF>.<CR><LF>\r\n",
            await wire.ReceiveOnceAsync());
    }

    [Fact]
    public async Task Takes_AMessageCutAnywhere()
    {
        const string Session = "EHLO c\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<a@city.example>\r\nDATA\r\n..x\r\ny\r\n.\r\nQUIT\r\n";
        await using var gateway = await TestGateway.StartAsync();
        for (var cut = 1; cut < Session.Length; cut++)
        {
            using var wire = await gateway.ConnectAsync();
            await wire.SendAsync(Session[..cut]);
            await wire.SendAsync(Session[cut..]);
            wire.CloseSending();
            var last = "";
            for (var reply = await wire.ReplyAsync(); reply.Length > 0; reply = await wire.ReplyAsync())
            {
                last = reply;
            }

            Assert.StartsWith("221 ", last);
        }

        Assert.Equal(Session.Length - 1, gateway.Spool.Messages.Count);
        Assert.All(gateway.Spool.Messages, kept => Assert.Equal(".x\r\ny\r\n", kept.Text));
    }

    [Theory]
    [InlineData("MAIL FROM:<a@b.example>", "503 5.5.1")]
    [InlineData("VRFY a", "252 2.1.5")]
    [InlineData("HELP", "214 2.0.0")]
    [InlineData("NOOP anything", "250 2.0.0")]
    [InlineData("RSET", "250 2.0.0")]
    [InlineData("EXPN list", "502 5.5.1")]
    [InlineData("STARTTLS", "503 5.5.1")]
    [InlineData("PROXY TCP4 192.0.2.7 192.0.2.1 50000 25", "500 5.5.2")]
    [InlineData("GET / HTTP/1.1", "421 4.7.0")]
    public async Task Answers_BeforeTheGreeting(string command, string reply)
    {
        await using var gateway = await TestGateway.StartAsync();
        using var wire = await gateway.ConnectAsync();
        await wire.ReplyAsync();
        Assert.StartsWith(reply, await wire.AskAsync(command));
    }

    [Fact]
    public async Task Refuses_ABareLfInCommands()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var wire = await gateway.GreetAsync();
        await wire.SendAsync("NOOP\n");
        Assert.StartsWith("500 5.5.2", await wire.ReplyAsync());
    }

    [Fact]
    public async Task Refuses_DataWithoutARecipient()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var wire = await gateway.GreetAsync();
        await wire.AskAsync("MAIL FROM:<a@b.example>");
        await wire.AskAsync("RCPT TO:<x@elsewhere.example>");
        Assert.StartsWith("554 5.5.1", await wire.AskAsync("DATA"));
        Assert.StartsWith("554 5.5.1", await wire.AskAsync("BDAT 6 LAST\r\nQUIT"));
        Assert.StartsWith("250 ", await wire.AskAsync("NOOP"));
    }

    [Theory]
    [InlineData("x@elsewhere.example", "550 5.7.1")]
    [InlineData("x%elsewhere.example@city.example", "550 5.7.1")]
    [InlineData("elsewhere.example!x@city.example", "550 5.7.1")]
    [InlineData("\"x@elsewhere.example\"@city.example", "550 5.7.1")]
    [InlineData("@city.example:x@elsewhere.example", "550 5.7.1")]
    [InlineData("postmaster@elsewhere.example", "550 5.7.1")]
    [InlineData("postmaster@city.example", "250 2.1.5")]
    public async Task Is_NoOpenRelay(string recipient, string reply)
    {
        await using var gateway = await TestGateway.StartAsync();
        using var wire = await gateway.GreetAsync();
        await wire.AskAsync("MAIL FROM:<a@b.example>");
        Assert.StartsWith(reply, await wire.AskAsync($"RCPT TO:<{recipient}>"));
    }

    [Fact]
    public async Task Ends_AfterTooManyErrorsCommandsAndRecipients()
    {
        var limits = new SmtpReceivingLimits { MaxErrors = 3, MaxCommands = 5, MaxRecipients = 2, MaxRefusedRecipients = 2 };
        await using var gateway = await TestGateway.StartAsync(new SmtpReceivingOptions { Limits = limits });
        using (var wire = await gateway.GreetAsync())
        {
            await wire.SendAsync("X\r\nX\r\nX\r\nX\r\n");
            for (var i = 0; i < 4; i++)
            {
                Assert.StartsWith("500 ", await wire.ReplyAsync());
            }

            Assert.StartsWith("421 4.7.0", await wire.ReplyAsync());
            Assert.True(await wire.IsClosedAsync());
        }

        using (var wire = await gateway.GreetAsync())
        {
            for (var i = 0; i < 4; i++)
            {
                await wire.AskAsync("NOOP");
            }

            Assert.StartsWith("421 4.7.0", await wire.AskAsync("NOOP"));
        }

        using (var wire = await gateway.EnvelopeAsync())
        {
            await wire.AskAsync("RCPT TO:<b@city.example>");
            Assert.StartsWith("452 4.5.3", await wire.AskAsync("RCPT TO:<c@city.example>"));
        }

        using (var wire = await gateway.EnvelopeAsync())
        {
            await wire.AskAsync("RCPT TO:<b@a.example>");
            await wire.AskAsync("RCPT TO:<c@a.example>");
            Assert.StartsWith("550 ", await wire.AskAsync("RCPT TO:<d@a.example>"));
            Assert.StartsWith("421 4.7.0", await wire.ReplyAsync());
        }
    }

    [Fact]
    public async Task Skips_ALongLineAndClosesOnAnEndlessOne()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var wire = await gateway.GreetAsync();
        Assert.StartsWith("500 5.5.2 Line too long", await wire.AskAsync("NOOP " + new string('x', 10_000)));
        Assert.StartsWith("250 ", await wire.AskAsync("NOOP"));
        await wire.SendAsync(new string('x', 70_000));
        Assert.StartsWith("500 5.5.2 Line too long", await wire.ReplyAsync());
        Assert.True(await wire.IsClosedAsync());
    }

    [Fact]
    public async Task Forgets_TheTransactionAtRset()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var wire = await gateway.EnvelopeAsync();
        await wire.AskAsync("BDAT 4\r\nab");
        await wire.AskAsync("RSET");
        Assert.StartsWith("503 ", await wire.AskAsync("BDAT 4 LAST\r\nab"));
        Assert.Empty(gateway.Spool.Messages);
        Assert.Equal(0, gateway.Spool.OpenWriters);
    }

    [Fact]
    public async Task Counts_WhatItTookAndWhyItRefused()
    {
        var counted = new ConcurrentDictionary<string, long>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == "Mugai.Smtp")
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            var reason = tags.Length > 0 ? $"{{{tags[0].Value}}}" : "";
            counted.AddOrUpdate(instrument.Name + reason, value, (_, sum) => sum + value);
        });
        listener.Start();

        await using var gateway = await TestGateway.StartAsync();
        using var wire = await gateway.EnvelopeAsync();
        await wire.AskAsync("DATA");
        await wire.AskAsync("x\r\n.");
        await wire.AskAsync("RCPT TO:<a@b.example>");

        // Other tests count at the same time, so there may be more.
        foreach (var name in new[] { "mugai.smtp.sessions", "mugai.smtp.messages.accepted", "mugai.smtp.received", "mugai.smtp.rejected{SendMailFirst}" })
        {
            Assert.True(counted.GetValueOrDefault(name) > 0, name);
        }
    }
}
