using Mugai.Gateway.Smtp.Delivery;

namespace Mugai.Gateway.Tests.Delivery;

/// <summary>Keeping, sharing and losing connections.</summary>
public class SmtpConnectionTests
{
    [Fact]
    public async Task Reuses_OneConnection_ForMessagesInARow()
    {
        await using var server = new ScriptedServer();
        await using var hop = Given.Hop(server);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(DeliveryOutcome.Delivered, (await Given.DeliverOneAsync(hop)).Outcome);
        }

        Assert.Equal(1, server.Connections);
        Assert.Equal(5, server.Messages.Count);
    }

    [Fact]
    public async Task Closes_AfterTheAgreedNumberOfMessages()
    {
        await using var server = new ScriptedServer();
        await using var hop = Given.Hop(server, Given.Options() with { MaxMessagesPerConnection = 2 });
        for (var i = 0; i < 5; i++)
        {
            await Given.DeliverOneAsync(hop);
        }

        Assert.Equal(3, server.Connections);
        Assert.True(await server.Ended.WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.Contains("QUIT", server.Verbs);
    }

    [Fact]
    public async Task Closes_WhatLiesIdle()
    {
        await using var server = new ScriptedServer();
        await using var hop = Given.Hop(server, Given.Options() with { MaxIdle = TimeSpan.FromMilliseconds(50) });
        await Given.DeliverOneAsync(hop);
        Assert.True(await server.Ended.WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.Equal("QUIT", server.Verbs[^1]);
    }

    [Fact]
    public async Task Says_Quit_WhenDisposed()
    {
        await using var server = new ScriptedServer();
        await using (var hop = Given.Hop(server))
        {
            await Given.DeliverOneAsync(hop);
        }

        Assert.True(await server.Ended.WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.Equal("QUIT", server.Verbs[^1]);
    }

    [Fact]
    public async Task Notices_AConnectionThatTheServerClosedMeanwhile()
    {
        var closing = true;
        await using var server = new ScriptedServer { Answer = (_, command) => closing && command == "." ? "250 2.0.0 taken\r\n421 4.4.2 idle too long" : null };
        await using var hop = Given.Hop(server);
        Assert.Equal(DeliveryOutcome.Delivered, (await Given.DeliverOneAsync(hop)).Outcome);
        closing = false;
        Assert.Equal(DeliveryOutcome.Delivered, (await Given.DeliverOneAsync(hop)).Outcome);
        Assert.Equal(2, server.Connections);
        Assert.Equal(2, server.Messages.Count);
    }

    [Theory]
    [InlineData("MAIL", ScriptedServer.Close)]
    [InlineData("MAIL", ScriptedServer.Reset)]
    [InlineData("MAIL", "421 4.4.2 idle too long")]
    [InlineData("RCPT", ScriptedServer.Close)]
    [InlineData("DATA", "421 4.4.2 idle too long")]
    public async Task GoesOn_WithAFreshConnection_WhenAKeptOneDies(string at, string how)
    {
        var messages = 0;
        await using var server = new ScriptedServer
        {
            Answer = (connection, command) =>
            {
                messages += command == "." ? 1 : 0;
                return connection == 1 && messages == 1 && command.Split(' ')[0] == at ? how : null;
            },
        };
        await using var hop = Given.Hop(server);
        Assert.Equal(DeliveryOutcome.Delivered, (await Given.DeliverOneAsync(hop)).Outcome);
        Assert.Equal(DeliveryOutcome.Delivered, (await Given.DeliverOneAsync(hop)).Outcome);
        Assert.Equal(2, server.Connections);
        Assert.Equal(2, server.Messages.Count);
    }

    [Fact]
    public async Task NeverSendsAgain_AfterTheDot_EvenOnAKeptConnection()
    {
        var dots = 0;
        await using var server = new ScriptedServer { Answer = (_, command) => command == "." && ++dots == 2 ? ScriptedServer.Close : null };
        await using var hop = Given.Hop(server);
        Assert.Equal(DeliveryOutcome.Delivered, (await Given.DeliverOneAsync(hop)).Outcome);
        var second = await Given.DeliverOneAsync(hop);
        Assert.Equal(DeliveryOutcome.Deferred, second.Outcome);
        Assert.Equal(DeliveryPhase.FinalDot, second.Phase);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task Opens_NoMoreConnectionsThanAllowed()
    {
        await using var server = new ScriptedServer();
        await using var hop = Given.Hop(server, Given.Options() with { MaxConnections = 3 });
        var deliveries = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => Given.DeliverOneAsync(hop)));
        Assert.All(deliveries, delivery => Assert.Equal(DeliveryOutcome.Delivered, delivery.Outcome));
        Assert.InRange(server.Connections, 1, 3);
        Assert.Equal(60, server.Messages.Count);
    }
}
