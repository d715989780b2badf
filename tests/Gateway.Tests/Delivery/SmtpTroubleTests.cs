using System.Net;
using Mugai.Gateway.Smtp.Delivery;

namespace Mugai.Gateway.Tests.Delivery;

/// <summary>What becomes of a recipient when something goes wrong, at every phase.</summary>
public class SmtpTroubleTests
{
    [Theory]
    [InlineData("", "421 4.3.2 busy", DeliveryOutcome.Deferred, DeliveryPhase.Greeting)]
    [InlineData("", "554 5.7.1 go away", DeliveryOutcome.Deferred, DeliveryPhase.Greeting)]
    [InlineData("EHLO", "421 4.3.2 busy", DeliveryOutcome.Deferred, DeliveryPhase.Hello)]
    [InlineData("EHLO", "550 5.7.1 bad name", DeliveryOutcome.Deferred, DeliveryPhase.Hello)]
    [InlineData("MAIL", "450 4.1.8 later", DeliveryOutcome.Deferred, DeliveryPhase.Mail)]
    [InlineData("MAIL", "550 5.1.8 bad sender", DeliveryOutcome.Failed, DeliveryPhase.Mail)]
    [InlineData("MAIL", "421 4.3.2 closing", DeliveryOutcome.Deferred, DeliveryPhase.Mail)]
    [InlineData("MAIL", "530 5.7.0 Must issue STARTTLS first", DeliveryOutcome.Deferred, DeliveryPhase.Mail)]
    [InlineData("MAIL", "354 what", DeliveryOutcome.Deferred, DeliveryPhase.Mail)]
    [InlineData("RCPT", "450 4.2.0 later", DeliveryOutcome.Deferred, DeliveryPhase.Rcpt)]
    [InlineData("RCPT", "550 5.1.1 unknown", DeliveryOutcome.Failed, DeliveryPhase.Rcpt)]
    [InlineData("RCPT", "552 5.2.2 full", DeliveryOutcome.Failed, DeliveryPhase.Rcpt)]
    [InlineData("RCPT", "421 4.3.2 closing", DeliveryOutcome.Deferred, DeliveryPhase.Rcpt)]
    [InlineData("DATA", "451 4.3.0 later", DeliveryOutcome.Deferred, DeliveryPhase.Data)]
    [InlineData("DATA", "554 5.5.0 no", DeliveryOutcome.Failed, DeliveryPhase.Data)]
    [InlineData("DATA", "250 what", DeliveryOutcome.Deferred, DeliveryPhase.Data)]
    [InlineData("DATA", "421 4.3.2 closing", DeliveryOutcome.Deferred, DeliveryPhase.Data)]
    [InlineData(".", "451 4.3.0 disk", DeliveryOutcome.Deferred, DeliveryPhase.FinalDot)]
    [InlineData(".", "554 5.7.1 spam", DeliveryOutcome.Failed, DeliveryPhase.FinalDot)]
    [InlineData(".", "552 5.3.4 too big", DeliveryOutcome.Failed, DeliveryPhase.FinalDot)]
    [InlineData(".", "421 4.3.2 closing", DeliveryOutcome.Deferred, DeliveryPhase.FinalDot)]
    [InlineData(".", "354 what", DeliveryOutcome.Deferred, DeliveryPhase.FinalDot)]
    public async Task Judges_ARefusal(string at, string reply, DeliveryOutcome outcome, DeliveryPhase phase)
    {
        foreach (var pipelining in (bool[])[true, false])
        {
            await using var server = new ScriptedServer { Answer = (_, command) => IsAt(command, at) ? reply : null };
            server.Extensions = pipelining ? server.Extensions : ["8BITMIME"];
            await using var hop = Given.Hop(server);
            var delivery = await Given.DeliverOneAsync(hop);
            Assert.Equal(outcome, delivery.Outcome);
            Assert.Equal(phase, delivery.Phase);
            Assert.Contains(reply[..3], delivery.Reply.ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("", DeliveryPhase.Greeting)]
    [InlineData("EHLO", DeliveryPhase.Hello)]
    [InlineData("MAIL", DeliveryPhase.Mail)]
    [InlineData("RCPT", DeliveryPhase.Rcpt)]
    [InlineData("DATA", DeliveryPhase.Data)]
    [InlineData(".", DeliveryPhase.FinalDot)]
    public async Task Defers_WhenTheConnectionEnds(string at, DeliveryPhase phase)
    {
        foreach (var how in (string[])[ScriptedServer.Close, ScriptedServer.Reset])
        {
            await using var server = new ScriptedServer { Answer = (_, command) => IsAt(command, at) ? how : null, Extensions = ["8BITMIME"] };
            await using var hop = Given.Hop(server);
            var delivery = await Given.DeliverOneAsync(hop);
            Assert.Equal(DeliveryOutcome.Deferred, delivery.Outcome);
            Assert.Equal(DeliverySide.Connection, delivery.Side);

            // A reset right after the accept can overtake the connect itself.
            Assert.True(delivery.Phase == phase || (at.Length == 0 && delivery.Phase == DeliveryPhase.Connect), delivery.Phase.ToString());
            Assert.Equal(0, delivery.Reply.Code);
            Assert.Equal(4, delivery.Reply.Status.Class);
        }
    }

    [Theory]
    [InlineData("", DeliveryPhase.Greeting)]
    [InlineData("EHLO", DeliveryPhase.Hello)]
    [InlineData("MAIL", DeliveryPhase.Mail)]
    [InlineData("RCPT", DeliveryPhase.Rcpt)]
    [InlineData("DATA", DeliveryPhase.Data)]
    [InlineData(".", DeliveryPhase.FinalDot)]
    public async Task Defers_WhenTheServerIsSilent(string at, DeliveryPhase phase)
    {
        // Short for this phase alone: a busy machine must not time out in another.
        var soon = TimeSpan.FromMilliseconds(300);
        var timeouts = phase switch
        {
            DeliveryPhase.Greeting => new SmtpTimeouts { Greeting = soon },
            DeliveryPhase.Hello => new SmtpTimeouts { Hello = soon },
            DeliveryPhase.Mail => new SmtpTimeouts { Mail = soon },
            DeliveryPhase.Rcpt => new SmtpTimeouts { Rcpt = soon },
            DeliveryPhase.Data => new SmtpTimeouts { Data = soon },
            _ => new SmtpTimeouts { FinalDot = soon },
        };
        var options = Given.Options() with { Timeouts = timeouts };
        await using var server = new ScriptedServer { Answer = (_, command) => IsAt(command, at) ? ScriptedServer.Hang : null, Extensions = ["8BITMIME"] };
        await using var hop = Given.Hop(server, options);
        var delivery = await Given.DeliverOneAsync(hop);
        Assert.Equal(DeliveryOutcome.Deferred, delivery.Outcome);
        Assert.Equal(phase, delivery.Phase);
        Assert.Contains("timed out", delivery.Reply.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Defers_WhenTheServerTakesNoContent()
    {
        var block = new byte[64 * 1024];
        Array.Fill(block, (byte)'a');
        var options = Given.Options() with { Timeouts = new SmtpTimeouts { DataBlock = TimeSpan.FromMilliseconds(300) } };
        await using var server = new ScriptedServer { Answer = (_, command) => command == "content" ? ScriptedServer.Hang : null };
        await using var hop = Given.Hop(server, options);
        var endless = new DeliveryContent(
            async (stream, token) =>
            {
                while (true)
                {
                    await stream.WriteAsync(block, token);
                }
            },
            null);
        var delivery = Assert.Single((await hop.DeliverAsync(Given.Job("a@x.example") with { Content = endless }, Given.Patience())).Recipients);
        Assert.Equal(DeliveryOutcome.Deferred, delivery.Outcome);
        Assert.Equal(DeliveryPhase.Content, delivery.Phase);
    }

    [Theory]
    [InlineData("garbage", "NoCode")]
    [InlineData("220-one\r\n221 two", "CodeChanged")]
    public async Task Defers_WhenTheServerSpeaksNoSmtp(string greeting, string why)
    {
        await using var server = new ScriptedServer { Answer = (_, command) => command.Length == 0 ? greeting : null };
        await using var hop = Given.Hop(server);
        var delivery = await Given.DeliverOneAsync(hop);
        Assert.Equal(DeliveryOutcome.Deferred, delivery.Outcome);
        Assert.Contains(why, delivery.Reply.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Defers_WhenNobodyListens()
    {
        int port;
        await using (var gone = new ScriptedServer())
        {
            port = gone.Port;
        }

        await using var hop = Given.Hop("127.0.0.1", port);
        var delivery = await Given.DeliverOneAsync(hop);
        Assert.Equal(DeliveryOutcome.Deferred, delivery.Outcome);
        Assert.Equal(DeliveryPhase.Connect, delivery.Phase);
        Assert.Equal("4.4.1", delivery.Reply.Status.ToString());
    }

    [Fact]
    public async Task Defers_WhenTheNameHasNoAddress()
    {
        var options = Given.Options() with { Resolve = (_, _) => throw new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.HostNotFound) };
        await using var hop = Given.Hop("nowhere.example", 25, options);
        var delivery = await Given.DeliverOneAsync(hop);
        Assert.Equal(DeliveryOutcome.Deferred, delivery.Outcome);
        Assert.Equal(DeliveryPhase.Resolve, delivery.Phase);
        Assert.Equal("4.4.3", delivery.Reply.Status.ToString());
    }

    [Theory]
    [InlineData("", ScriptedServer.Close)]
    [InlineData("", "554 5.3.2 maintenance")]
    [InlineData("MAIL", "421 4.3.2 closing")]
    [InlineData("DATA", ScriptedServer.Close)]
    public async Task TriesTheNextAddress_WhenTheSessionFails(string at, string how)
    {
        await using var first = new ScriptedServer("127.0.0.2") { Answer = (_, command) => IsAt(command, at) ? how : null };
        await using var second = new ScriptedServer("127.0.0.3", first.Port);
        await using var hop = Given.Hop("hop.example", first.Port, TwoAddresses());
        Assert.Equal(DeliveryOutcome.Delivered, (await Given.DeliverOneAsync(hop)).Outcome);
        Assert.Equal(1, first.Connections);
        Assert.Single(second.Messages);
    }

    [Theory]
    [InlineData("RCPT", "550 5.1.1 unknown", DeliveryOutcome.Failed)]
    [InlineData("MAIL", "451 4.3.0 later", DeliveryOutcome.Deferred)]
    [InlineData(".", ScriptedServer.Close, DeliveryOutcome.Deferred)]
    [InlineData(".", "421 4.3.2 closing", DeliveryOutcome.Deferred)]
    public async Task AsksNobodyElse_WhenTheMessageWasAnswered_OrMayHaveArrived(string at, string how, DeliveryOutcome outcome)
    {
        await using var first = new ScriptedServer("127.0.0.2") { Answer = (_, command) => IsAt(command, at) ? how : null };
        await using var second = new ScriptedServer("127.0.0.3", first.Port);
        await using var hop = Given.Hop("hop.example", first.Port, TwoAddresses());
        Assert.Equal(outcome, (await Given.DeliverOneAsync(hop)).Outcome);
        Assert.Equal(0, second.Connections);
    }

    [Fact]
    public async Task Rests_AfterAHopCouldNotBeReached()
    {
        var dials = 0;
        var options = Given.Options() with
        {
            RestAfterFailure = TimeSpan.FromHours(1),
            Resolve = (_, _) =>
            {
                dials++;
                throw new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.HostNotFound);
            },
        };
        await using var hop = Given.Hop("nowhere.example", 25, options);
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(DeliveryOutcome.Deferred, (await Given.DeliverOneAsync(hop)).Outcome);
        }

        Assert.Equal(1, dials);
        hop.EndRest();
        await Given.DeliverOneAsync(hop);
        Assert.Equal(2, dials);
        await Given.DeliverOneAsync(hop);
        Assert.Equal(2, dials);
    }

    [Fact]
    public async Task RestsNot_BecauseOfAnAttemptThatBeganBeforeTheRestWasEnded()
    {
        var dials = 0;
        var (dialling, refuse) = (new TaskCompletionSource(), new TaskCompletionSource());
        var options = Given.Options() with
        {
            RestAfterFailure = TimeSpan.FromHours(1),
            Resolve = async (_, _) =>
            {
                dials++;
                dialling.TrySetResult();
                await refuse.Task;
                throw new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.HostNotFound);
            },
        };
        await using var hop = Given.Hop("nowhere.example", 25, options);
        var before = Given.DeliverOneAsync(hop);
        await dialling.Task;
        hop.EndRest();
        refuse.SetResult();
        Assert.Equal(DeliveryOutcome.Deferred, (await before).Outcome);
        await Given.DeliverOneAsync(hop);
        Assert.Equal(2, dials);
    }

    [Theory]
    [InlineData("")]
    [InlineData("RCPT")]
    [InlineData("content")]
    public async Task HandsOverNothing_WhenStopped(string at)
    {
        using var stop = new CancellationTokenSource();
        await using var server = new ScriptedServer
        {
            Extensions = ["8BITMIME"],
            Answer = (_, command) =>
            {
                if (!IsAt(command, at))
                {
                    return null;
                }

                stop.Cancel();
                return ScriptedServer.Hang;
            },
        };
        await using var hop = Given.Hop(server);
        var job = Given.Job("a@x.example") with
        {
            Content = new DeliveryContent(async (stream, token) => await stream.WriteAsync(new byte[32 * 1024 * 1024], token), null),
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await hop.DeliverAsync(job, stop.Token));
        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task StillWaits_ForTheAnswerToTheDot_WhenStopped()
    {
        using var stop = new CancellationTokenSource();
        await using var server = new ScriptedServer
        {
            Answer = (_, command) =>
            {
                if (command == ".")
                {
                    stop.Cancel();
                }

                return null;
            },
        };
        await using var hop = Given.Hop(server);
        var report = await hop.DeliverAsync(Given.Job("a@x.example"), stop.Token);
        Assert.Equal(DeliveryOutcome.Delivered, Assert.Single(report.Recipients).Outcome);
    }

    [Fact]
    public async Task StopsWaiting_ForTheAnswerToTheDot_AfterAShortGrace()
    {
        using var stop = new CancellationTokenSource();
        var options = Given.Options() with { Timeouts = new SmtpTimeouts { FinalDotWhenStopping = TimeSpan.FromMilliseconds(200) } };
        await using var server = new ScriptedServer
        {
            Answer = (_, command) =>
            {
                if (command != ".")
                {
                    return null;
                }

                stop.Cancel();
                return ScriptedServer.Hang;
            },
        };
        await using var hop = Given.Hop(server, options);
        var delivery = Assert.Single((await hop.DeliverAsync(Given.Job("a@x.example"), stop.Token)).Recipients);
        Assert.Equal(DeliveryOutcome.Deferred, delivery.Outcome);
        Assert.Equal(DeliveryPhase.FinalDot, delivery.Phase);
    }

    private static SmtpHopOptions TwoAddresses() => Given.Options() with
    {
        Resolve = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("127.0.0.2"), IPAddress.Parse("127.0.0.3")]),
    };

    private static bool IsAt(string command, string at) => command.Split(' ')[0] == at;
}
