using System.Net.Sockets;

namespace Mugai.Gateway.Tests.Smtp.Receiving;

public class ShutdownTests
{
    [Fact]
    public async Task Says421_ToSessionsThatWait()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var idle = await gateway.GreetAsync();
        using var busy = await gateway.EnvelopeAsync();
        await gateway.Server.StopAsync(CancellationToken.None);
        Assert.Equal("421 4.3.2 Shutting down, try later\r\n", await idle.ReplyAsync());
        Assert.Equal("421 4.3.2 Shutting down, try later\r\n", await busy.ReplyAsync());
        Assert.True(await idle.IsClosedAsync());
        await Assert.ThrowsAsync<SocketException>(gateway.ConnectAsync);
    }

    [Fact]
    public async Task Lets_AMessageInProgressFinish()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var wire = await gateway.EnvelopeAsync();
        await wire.AskAsync("DATA");
        await wire.SendAsync("half\r\n");
        var stopped = gateway.Server.StopAsync(CancellationToken.None);
        Assert.StartsWith("250 2.0.0 Ok: kept as", await wire.AskAsync("whole\r\n."));
        Assert.StartsWith("421 4.3.2", await wire.ReplyAsync());
        await stopped;
        Assert.Equal("half\r\nwhole\r\n", Assert.Single(gateway.Spool.Messages).Text);
    }

    [Fact]
    public async Task CutsOff_WhatOutlastsTheGrace()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var wire = await gateway.EnvelopeAsync();
        await wire.AskAsync("DATA");
        await wire.SendAsync("half\r\n");
        using var grace = new CancellationTokenSource();
        var stopped = gateway.Server.StopAsync(grace.Token);
        await grace.CancelAsync();
        await stopped;
        Assert.Equal(0, gateway.Server.OpenSessions);
        Assert.Equal(0, gateway.Spool.OpenWriters);
        Assert.Empty(gateway.Spool.Messages);
    }
}
