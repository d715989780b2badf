using System.Net;
using Mugai.Gateway.Smtp.Receiving;

namespace Mugai.Gateway.Tests.Smtp.Receiving;

public class PeerTests
{
    private static readonly IPNetwork Here = IPNetwork.Parse("127.0.0.1/32");
    private static readonly IPNetwork Elsewhere = IPNetwork.Parse("192.0.2.0/24");

    [Fact]
    public async Task Refuses_AClientThatIsNotListed()
    {
        await using var gateway = await TestGateway.StartAsync(new SmtpReceivingOptions { AllowClients = [Elsewhere] });
        using var wire = await gateway.ConnectAsync();
        Assert.Equal("554 5.7.1 Client not allowed\r\n", await wire.ReplyAsync());
        Assert.True(await wire.IsClosedAsync());
    }

    [Fact]
    public async Task Limits_ConnectionsAltogetherAndPerClient()
    {
        await using (var gateway = await TestGateway.StartAsync(new SmtpReceivingOptions { Limits = new SmtpReceivingLimits { MaxConnections = 1 } }))
        {
            using var first = await gateway.GreetAsync();
            using var second = await gateway.ConnectAsync();
            Assert.StartsWith("421 4.3.2 Too many connections", await second.ReplyAsync());
            Assert.StartsWith("221 ", await first.AskAsync("QUIT"));
            await TestGateway.UntilAsync(() => gateway.Server.OpenSessions == 0);
            using var third = await gateway.GreetAsync();
        }

        await using (var gateway = await TestGateway.StartAsync(new SmtpReceivingOptions { Limits = new SmtpReceivingLimits { MaxConnectionsPerClient = 1 } }))
        {
            using var first = await gateway.GreetAsync();
            using var second = await gateway.ConnectAsync();
            Assert.StartsWith("421 4.7.0 Too many connections", await second.ReplyAsync());
            Assert.StartsWith("221 ", await first.AskAsync("QUIT"));
            await TestGateway.UntilAsync(() => gateway.Server.OpenSessions == 0);
            using var third = await gateway.GreetAsync();
        }
    }

    [Fact]
    public async Task Believes_XForwardOfListedPeersOnly()
    {
        const string Attributes = "XFORWARD NAME=mx.sender.example ADDR=198.51.100.9 HELO=mx.sender.example";
        await using (var gateway = await TestGateway.StartAsync())
        {
            using var wire = await gateway.GreetAsync();
            Assert.StartsWith("550 5.7.0", await wire.AskAsync(Attributes));
        }

        await using (var gateway = await TestGateway.StartAsync(new SmtpReceivingOptions { XForwardPeers = [Here] }))
        {
            using var wire = await gateway.ConnectAsync();
            await wire.ReplyAsync();
            Assert.Contains("250-XFORWARD NAME ADDR", await wire.AskAsync("EHLO relay.example"), StringComparison.Ordinal);
            foreach (var forwarded in new[] { true, false })
            {
                if (forwarded)
                {
                    Assert.StartsWith("250 ", await wire.AskAsync(Attributes));
                }

                await wire.SendAsync("MAIL FROM:<a@b.example>\r\nRCPT TO:<a@city.example>\r\nBDAT 3 LAST\r\nx\r\n");
                await wire.ReplyAsync();
                await wire.ReplyAsync();
                Assert.StartsWith("250 ", await wire.ReplyAsync());
            }

            // It holds for one message; the next is the relay's own again.
            Assert.Equal(
                [("198.51.100.9", "mx.sender.example"), ("127.0.0.1", "relay.example")],
                gateway.Spool.Messages.Select(kept => (kept.Message.Envelope.ClientAddress, kept.Message.Envelope.ClientName.DangerousRaw)));
        }
    }

    [Theory]
    [InlineData("192.0.2.7", "220 ")]
    [InlineData("198.51.100.9", "554 ")]
    public async Task Judges_TheClientBehindAListedProxy(string client, string greeting)
    {
        var options = new SmtpReceivingOptions { ProxyPeers = [Here], AllowClients = [Elsewhere] };
        await using var gateway = await TestGateway.StartAsync(options);
        using var wire = await gateway.ConnectAsync();
        await wire.SendAsync($"PROXY TCP4 {client} 192.0.2.1 50000 25\r\n");
        Assert.StartsWith(greeting, await wire.ReplyAsync());
        if (greeting[0] == '2')
        {
            await wire.SendAsync("EHLO c\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<a@city.example>\r\nBDAT 3 LAST\r\nx\r\n");
            for (var i = 0; i < 4; i++)
            {
                Assert.StartsWith("250", await wire.ReplyAsync());
            }

            Assert.Equal(client, Assert.Single(gateway.Spool.Messages).Message.Envelope.ClientAddress);
        }
    }

    [Fact]
    public async Task Closes_WhenAListedProxySendsNoHeader()
    {
        var time = new ManualTime();
        await using var gateway = await TestGateway.StartAsync(new SmtpReceivingOptions { ProxyPeers = [Here] }, time: time);
        using (var wire = await gateway.ConnectAsync())
        {
            await wire.SendAsync("EHLO client.example\r\n");
            Assert.True(await wire.IsClosedAsync());
        }

        using (var wire = await gateway.ConnectAsync())
        {
            await wire.SendAsync("PROXY TCP4 192");
            await time.AdvanceUntilAsync(wire.IsClosedAsync(), TimeSpan.FromSeconds(2));
        }
    }
}
