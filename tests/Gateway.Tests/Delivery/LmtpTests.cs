using Microsoft.Extensions.Logging.Abstractions;
using Mugai.Gateway.Smtp.Delivery;

namespace Mugai.Gateway.Tests.Delivery;

public class LmtpTests
{
    [Fact]
    public async Task Reports_TheFinalAnswerOfEachRecipient()
    {
        await using var server = new ScriptedServer
        {
            IsLmtp = true,
            Extensions = ["PIPELINING"],
            Answer = (_, command) => command switch
            {
                "RCPT TO:<gone@x.example>" => "550 5.1.1 gone",
                ".1" => "452 4.2.2 full",
                ".2" => "554 5.7.1 refused",
                _ => null,
            },
        };
        await using var hop = Given.Hop(server);
        var report = await hop.DeliverAsync(Given.Job("ok@x.example", "gone@x.example", "full@x.example", "no@x.example"), Given.Patience());
        Assert.Equal(
            [DeliveryOutcome.Delivered, DeliveryOutcome.Failed, DeliveryOutcome.Deferred, DeliveryOutcome.Failed],
            report.Recipients.Select(recipient => recipient.Outcome));
        Assert.Equal("LHLO", server.Verbs[0]);
        Assert.Equal(DsnHandover.Final, report.Recipients[0].Handover);
        Assert.Equal(DsnHandover.None, report.Recipients[2].Handover);
    }

    [Fact]
    public async Task Keeps_WhatWasAnswered_WhenTheConnectionEndsInBetween()
    {
        await using var server = new ScriptedServer { IsLmtp = true, Answer = (_, command) => command == ".1" ? ScriptedServer.Close : null };
        await using var hop = Given.Hop(server);
        var report = await hop.DeliverAsync(Given.Job("a@x.example", "b@x.example", "c@x.example"), Given.Patience());
        Assert.Equal(
            [DeliveryOutcome.Delivered, DeliveryOutcome.Deferred, DeliveryOutcome.Deferred], report.Recipients.Select(recipient => recipient.Outcome));
    }

    [Fact]
    public async Task Keeps_WhatWasDelivered_WhenStoppedBeforeTheNextTransaction()
    {
        using var stop = new CancellationTokenSource();
        await using var server = new ScriptedServer
        {
            IsLmtp = true,
            Answer = (_, command) =>
            {
                if (command == ".0")
                {
                    stop.Cancel();
                }

                return null;
            },
        };
        await using var hop = Given.Hop(server, Given.Options() with { MaxRecipientsPerTransaction = 1 });
        var report = await hop.DeliverAsync(Given.Job("a@x.example", "b@x.example"), stop.Token);
        Assert.Equal([DeliveryOutcome.Delivered, DeliveryOutcome.Deferred], report.Recipients.Select(recipient => recipient.Outcome));
    }

    [Fact]
    public async Task Closes_WhenDataIsTakenForNobody()
    {
        await using var server = new ScriptedServer { IsLmtp = true, Answer = (_, command) => command.StartsWith("RCPT", StringComparison.Ordinal) ? "550 5.1.1 no" : null };
        await using var hop = Given.Hop(server);
        Assert.Equal(DeliveryOutcome.Failed, (await Given.DeliverOneAsync(hop)).Outcome);
        Assert.True(await server.Ended.WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task Delivers_ThroughAUnixSocket()
    {
        var path = Path.Combine(Path.GetTempPath(), $"mugai-lmtp-{Guid.NewGuid():N}");
        try
        {
            await using var server = new ScriptedServer(socketPath: path) { IsLmtp = true };
            var address = Assert.IsType<SmtpHopAddress>(NextHopFactory.Parse($"lmtp://{path}", "/").Address);
            await using var hop = new SmtpNextHop(address, Given.Options(), NullLogger.Instance, TimeProvider.System);
            Assert.Equal(DeliveryOutcome.Delivered, (await Given.DeliverOneAsync(hop)).Outcome);
            Assert.Equal(Given.Body, Assert.Single(server.Messages));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
