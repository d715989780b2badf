using Mugai.Gateway.Smtp.Receiving;
using Mugai.Spooling;

namespace Mugai.Gateway.Tests.Smtp.Receiving;

public class StorageTests
{
    private static readonly SmtpReceivingOptions Small = new() { Limits = new SmtpReceivingLimits { MaxMessageBytes = 100_000, MaxDiscardBytes = 300_000 } };

    [Theory]
    [InlineData(SpoolSpace.UnderReserve, "452 4.3.1")]
    [InlineData(SpoolSpace.Unwritable, "451 4.3.0")]
    public async Task Refuses_AtMailWhileStorageIsShort(SpoolSpace space, string reply)
    {
        await using var gateway = await TestGateway.StartAsync();
        using var wire = await gateway.GreetAsync();
        gateway.Spool.Space = space;
        Assert.StartsWith(reply, await wire.AskAsync("MAIL FROM:<a@b.example>"));
        gateway.Spool.Space = SpoolSpace.Ok;
        Assert.StartsWith("250 ", await wire.AskAsync("MAIL FROM:<a@b.example>"));
    }

    [Theory]
    [InlineData(true, "452 4.3.1")]
    [InlineData(false, "451 4.3.0")]
    public async Task Says_TryLaterWhereverStorageFails(bool outOfSpace, string reply)
    {
        await using var gateway = await TestGateway.StartAsync();
        var failure = new SpoolUnavailableException("test", outOfSpace);
        using (var wire = await gateway.EnvelopeAsync())
        {
            gateway.Spool.FailBegin = failure;
            Assert.StartsWith(reply, await wire.AskAsync("DATA"));
            gateway.Spool.FailBegin = null;
            Assert.StartsWith("503 ", await wire.AskAsync("DATA"));
        }

        foreach (var command in new[] { "DATA", "BDAT 100002 LAST" })
        {
            using var wire = await gateway.EnvelopeAsync();
            gateway.Spool.FailWrite = failure;
            await wire.SendAsync(command + "\r\n");
            if (command == "DATA")
            {
                Assert.StartsWith("354 ", await wire.ReplyAsync());
            }

            await wire.SendAsync(new string('x', 100_000) + "\r\n" + (command == "DATA" ? ".\r\n" : ""));
            Assert.StartsWith(reply, await wire.ReplyAsync());
            gateway.Spool.FailWrite = null;
            Assert.StartsWith("250 ", await wire.AskAsync("NOOP"));
        }

        using (var wire = await gateway.EnvelopeAsync())
        {
            await wire.AskAsync("DATA");
            gateway.Spool.FailCommit = failure;
            Assert.StartsWith(reply, await wire.AskAsync("x\r\n."));
            gateway.Spool.FailCommit = null;
        }

        Assert.Empty(gateway.Spool.Messages);
        Assert.Empty(gateway.Arrivals);
        Assert.Equal(0, gateway.Spool.OpenWriters);
    }

    [Fact]
    public async Task Ends_TheSessionOnAFaultOfOurs()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var wire = await gateway.EnvelopeAsync();
        await wire.AskAsync("DATA");
        gateway.Spool.FailCommit = new InvalidOperationException("a bug");
        Assert.StartsWith("421 4.3.0", await wire.AskAsync("x\r\n."));
        Assert.True(await wire.IsClosedAsync());
        Assert.Equal(0, gateway.Spool.OpenWriters);
    }

    [Fact]
    public async Task Says250_OnlyAfterTheCommit()
    {
        var commit = new TaskCompletionSource();
        await using var gateway = await TestGateway.StartAsync(spool: new FakeSpool { HoldCommit = commit.Task });
        using var wire = await gateway.EnvelopeAsync();
        await wire.AskAsync("DATA");
        await wire.SendAsync("x\r\n.\r\nNOOP\r\n");
        var reply = wire.ReplyAsync();
        using (var other = await gateway.EnvelopeAsync())
        {
            // Another session went all this way meanwhile.
            Assert.False(reply.IsCompleted);
        }

        commit.SetResult();
        Assert.StartsWith("250 2.0.0 Ok: kept as", await reply);
        Assert.Single(gateway.Spool.Messages);
    }

    [Fact]
    public async Task Refuses_ATooLargeSizeAtMail()
    {
        await using var gateway = await TestGateway.StartAsync(Small);
        using var wire = await gateway.GreetAsync();
        Assert.StartsWith("552 5.3.4", await wire.AskAsync("MAIL FROM:<a@b.example> SIZE=100001"));
        Assert.StartsWith("552 5.3.4", await wire.AskAsync("MAIL FROM:<a@b.example> SIZE=99999999999999999999"));
        Assert.StartsWith("250 ", await wire.AskAsync("MAIL FROM:<a@b.example> SIZE=100000"));
    }

    [Fact]
    public async Task Refuses_ATooLargeMessageAtItsEnd()
    {
        await using var gateway = await TestGateway.StartAsync(Small);
        using var wire = await gateway.EnvelopeAsync();
        await wire.AskAsync("DATA");
        Assert.StartsWith("552 5.3.4", await wire.AskAsync(new string('x', 200_000) + "\r\n."));
        Assert.StartsWith("250 ", await wire.AskAsync("NOOP"));
        Assert.Empty(gateway.Spool.Messages);
        Assert.Equal(0, gateway.Spool.OpenWriters);
    }

    [Fact]
    public async Task Takes_AMessageOfExactlyTheLimit()
    {
        await using var gateway = await TestGateway.StartAsync(Small);
        foreach (var (bytes, reply) in new[] { (99_998, "250 "), (99_999, "552 ") })
        {
            using var data = await gateway.EnvelopeAsync();
            await data.AskAsync("DATA");
            Assert.StartsWith(reply, await data.AskAsync("." + new string('.', bytes) + "\r\n."));
            using var chunk = await gateway.EnvelopeAsync();
            Assert.StartsWith(reply, await chunk.AskAsync($"BDAT {bytes + 2} LAST\r\n{new string('x', bytes)}"));
        }
    }

    [Fact]
    public async Task Closes_WhenAnOversizeMessageDoesNotEnd()
    {
        await using var gateway = await TestGateway.StartAsync(Small);
        using var wire = await gateway.EnvelopeAsync();
        await wire.AskAsync("DATA");
        await wire.SendAsync(new string('x', 450_000));
        Assert.StartsWith("552 5.3.4", await wire.ReplyAsync());
        await TestGateway.UntilAsync(() => gateway.Server.OpenSessions == 0);
        using var chunk = await gateway.EnvelopeAsync();
        Assert.StartsWith("552 5.3.4", await chunk.AskAsync("BDAT 99999999999999999999 LAST"));
        Assert.True(await chunk.IsClosedAsync());
    }

    [Fact]
    public async Task Keeps_NothingOfAClientThatGoesAway()
    {
        await using var gateway = await TestGateway.StartAsync();
        foreach (var octets in new[] { "DATA\r\nhalf a mess", "DATA\r\nwhole\r\n.", "DATA\r\nwhole\r\n.\r", "BDAT 10 LAST\r\nhalf", "BDAT 4\r\nhalf" })
        {
            using var wire = await gateway.EnvelopeAsync();
            await wire.SendAsync(octets);
            wire.CloseSending();
            await TestGateway.UntilAsync(() => gateway.Server.OpenSessions == 0);
            Assert.Equal(0, gateway.Spool.OpenWriters);
        }

        Assert.Empty(gateway.Spool.Messages);
    }
}
