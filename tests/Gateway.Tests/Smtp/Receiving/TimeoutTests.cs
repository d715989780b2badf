using Mugai.Gateway.Smtp.Receiving;

namespace Mugai.Gateway.Tests.Smtp.Receiving;

public class TimeoutTests
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(10);

    // The clock runs far ahead of the sockets here: the last words must not be cut off while they are on their way.
    private static readonly SmtpReceivingLimits Limits = new() { CloseTimeout = TimeSpan.FromDays(30) };
    private static readonly SmtpReceivingOptions Options = new() { Limits = Limits };

    [Fact]
    public async Task Ends_AHalfOpenConnection()
    {
        var time = new ManualTime();
        await using var gateway = await TestGateway.StartAsync(Options, time: time);
        using var wire = await gateway.ConnectAsync();
        await wire.ReplyAsync();
        var reply = wire.ReplyAsync();
        Assert.InRange(await time.AdvanceUntilAsync(reply, Step), Limits.CommandTimeout, TimeSpan.FromMinutes(30));
        Assert.StartsWith("421 4.4.2", await reply);
        Assert.True(await wire.IsClosedAsync());
    }

    [Fact]
    public async Task Ends_ACommandThatComesOctetByOctet()
    {
        var time = new ManualTime();
        await using var gateway = await TestGateway.StartAsync(Options, time: time);
        using var wire = await gateway.GreetAsync();
        var reply = wire.ReplyAsync();
        await time.AdvanceUntilAsync(reply, Step, () => DripAsync(wire, "N"));
        Assert.StartsWith("421 4.4.2", await reply);
    }

    [Fact]
    public async Task Ends_AMessageThatStops()
    {
        var time = new ManualTime();
        await using var gateway = await TestGateway.StartAsync(Options, time: time);
        using var wire = await gateway.EnvelopeAsync();
        await wire.AskAsync("DATA");
        await wire.SendAsync(new string('x', 200_000));
        var reply = wire.ReplyAsync();
        Assert.InRange(await time.AdvanceUntilAsync(reply, Step), Limits.DataBlockTimeout, TimeSpan.FromMinutes(30));
        Assert.StartsWith("421 4.4.2 Timed out waiting for message data", await reply);
        await TestGateway.UntilAsync(() => gateway.Spool.OpenWriters == 0);
        Assert.Empty(gateway.Spool.Messages);
    }

    [Theory]
    [InlineData("DATA\r\n")]
    [InlineData("BDAT 100000 LAST\r\n")]
    public async Task Ends_AMessageThatDrips(string command)
    {
        var time = new ManualTime();
        await using var gateway = await TestGateway.StartAsync(Options, time: time);
        using var wire = await gateway.EnvelopeAsync();
        await wire.SendAsync(command);
        if (command[0] == 'D')
        {
            await wire.ReplyAsync();
        }

        var reply = wire.ReplyAsync();
        await time.AdvanceUntilAsync(reply, Step, () => DripAsync(wire, "x"));
        Assert.StartsWith("421 4.4.2 Message data came too slowly", await reply);
        await TestGateway.UntilAsync(() => gateway.Spool.OpenWriters == 0);
        Assert.Empty(gateway.Spool.Messages);
    }

    [Fact]
    public async Task Ends_AMessageThatNeverEnds()
    {
        var time = new ManualTime();
        await using var gateway = await TestGateway.StartAsync(Options, time: time);
        using var wire = await gateway.EnvelopeAsync();
        await wire.AskAsync("DATA");
        var reply = wire.ReplyAsync();
        var block = new string('x', 20_000);
        Assert.InRange(await time.AdvanceUntilAsync(reply, Step, () => DripAsync(wire, block)), Limits.MessageTimeout, TimeSpan.FromHours(2));
        Assert.StartsWith("421 4.4.2", await reply);
        await TestGateway.UntilAsync(() => gateway.Spool.OpenWriters == 0);
    }

    [Fact]
    public async Task Ends_AnEndlessSessionBetweenMessages()
    {
        var time = new ManualTime();
        await using var gateway = await TestGateway.StartAsync(Options, time: time);
        using var wire = await gateway.GreetAsync();
        for (var passed = TimeSpan.Zero; passed <= Limits.SessionTimeout; passed += TimeSpan.FromMinutes(4))
        {
            Assert.StartsWith("250 ", await wire.AskAsync("NOOP"));
            time.Advance(TimeSpan.FromMinutes(4));
        }

        Assert.StartsWith("421 4.4.2 Session lasted too long", await wire.AskAsync("MAIL FROM:<a@b.example>"));
    }

    [Fact]
    public async Task CutsOff_AClientThatNeverReads()
    {
        var time = new ManualTime();
        var options = new SmtpReceivingOptions { Limits = new SmtpReceivingLimits { MaxCommands = int.MaxValue } };
        await using var gateway = await TestGateway.StartAsync(options, time: time);
        using var wire = await gateway.GreetAsync();
        var flood = FloodAsync(wire);
        await time.AdvanceUntilAsync(flood, Step);
        await TestGateway.UntilAsync(() => gateway.Server.OpenSessions == 0);
    }

    /// <summary>Sends commands without reading a reply until the server has had enough.</summary>
    private static async Task FloodAsync(SmtpWire wire)
    {
        var help = string.Concat(Enumerable.Repeat("HELP\r\n", 5_000));
        try
        {
            while (true)
            {
                await wire.SendAsync(help);
            }
        }
        catch (IOException)
        {
            // Cut off, as the test wants.
        }
    }

    /// <summary>Gives the octets time to arrive, so that each one is a read of its own.</summary>
    private static async Task DripAsync(SmtpWire wire, string octets)
    {
        try
        {
            await wire.SendAsync(octets);
        }
        catch (IOException)
        {
            // The server has already closed; its reply is still to be read.
        }

        await Task.Delay(5);
    }
}
