using Microsoft.Extensions.Logging.Abstractions;
using Mugai.Gateway.Smtp.Delivery;
using Mugai.Gateway.Smtp.Receiving.Recipients;

namespace Mugai.Gateway.Tests.Delivery;

public class SmtpProbeTests
{
    [Theory]
    [InlineData("250 2.1.5 ok", ProbeAnswer.Exists)]
    [InlineData("251 will forward", ProbeAnswer.Exists)]
    [InlineData("550 5.1.1 unknown user", ProbeAnswer.Unknown)]
    [InlineData("550 unknown user", ProbeAnswer.Unknown)]
    [InlineData("553 5.1.3 bad address", ProbeAnswer.Unknown)]
    [InlineData("552 5.2.2 mailbox full", ProbeAnswer.Undetermined)]
    [InlineData("554 5.7.1 your host is blocked", ProbeAnswer.Undetermined)]
    [InlineData("550 5.7.1 your host is blocked", ProbeAnswer.Undetermined)]
    [InlineData("450 4.2.1 greylisted", ProbeAnswer.Undetermined)]
    [InlineData("421 4.3.2 closing", ProbeAnswer.Undetermined)]
    [InlineData(ScriptedServer.Close, ProbeAnswer.Undetermined)]
    public async Task Learns_WhetherAnAddressExists(string reply, ProbeAnswer answer)
    {
        foreach (var extensions in (string[][])[["PIPELINING"], ["SIZE"]])
        {
            await using var server = new ScriptedServer
            {
                Extensions = extensions,
                Answer = (_, command) => command.StartsWith("RCPT", StringComparison.Ordinal) ? reply : null,
            };
            await using var probe = Probe(server);
            Assert.Equal(answer, (await probe.ProbeAsync("a@city.example", Given.Patience())).Answer);
        }
    }

    [Fact]
    public async Task Asks_WithTheNullSender_OverOneConnection_AndSendsNothing()
    {
        await using var server = new ScriptedServer { Answer = (_, command) => command.Contains("gone", StringComparison.Ordinal) ? "550 5.1.1 gone" : null };
        await using var probe = Probe(server);
        Assert.Equal(ProbeAnswer.Exists, (await probe.ProbeAsync("a@city.example", Given.Patience())).Answer);
        Assert.Equal(ProbeAnswer.Unknown, (await probe.ProbeAsync("gone@city.example", Given.Patience())).Answer);
        Assert.Equal(ProbeAnswer.Exists, (await probe.ProbeAsync("b@city.example", Given.Patience())).Answer);
        Assert.Equal(
            ["EHLO gw.test", "MAIL FROM:<>", "RCPT TO:<a@city.example>", "RSET", "MAIL FROM:<>", "RCPT TO:<gone@city.example>", "RSET", "MAIL FROM:<>", "RCPT TO:<b@city.example>", "RSET"],
            server.Commands);
        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData("250 2.1.5 ok", RecipientVerdict.Accept)]
    [InlineData("550 5.1.1 gone", RecipientVerdict.Unknown)]
    [InlineData("552 5.2.2 full", RecipientVerdict.TempFail)]
    public async Task Answers_TheReceivingSide(string reply, RecipientVerdict verdict)
    {
        await using var server = new ScriptedServer { Answer = (_, command) => command.StartsWith("RCPT", StringComparison.Ordinal) ? reply : null };
        await using var probe = Probe(server);
        Assert.Equal(verdict, await ((IRecipientProbe)probe).ProbeAsync("a@city.example", Given.Patience()));
    }

    [Fact]
    public async Task IsUndetermined_WhenTheNullSenderIsRefused()
    {
        await using var server = new ScriptedServer { Answer = (_, command) => command.StartsWith("MAIL", StringComparison.Ordinal) ? "550 5.7.1 no bounces here" : null };
        await using var probe = Probe(server);
        Assert.Equal(ProbeAnswer.Undetermined, (await probe.ProbeAsync("a@city.example", Given.Patience())).Answer);
    }

    [Fact]
    public async Task GoesOn_WithAFreshConnection_WhenTheKeptOneDied()
    {
        var probes = 0;
        await using var server = new ScriptedServer
        {
            Answer = (connection, command) => command.StartsWith("MAIL", StringComparison.Ordinal) && connection == 1 && ++probes == 2 ? ScriptedServer.Close : null,
        };
        await using var probe = Probe(server);
        Assert.Equal(ProbeAnswer.Exists, (await probe.ProbeAsync("a@city.example", Given.Patience())).Answer);
        Assert.Equal(ProbeAnswer.Exists, (await probe.ProbeAsync("b@city.example", Given.Patience())).Answer);
        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task NeverSends_AnAddressThatIsMoreThanAnAddress()
    {
        await using var server = new ScriptedServer();
        await using var probe = Probe(server);
        Assert.Equal(ProbeAnswer.Unknown, (await probe.ProbeAsync("a@x>\r\nDATA", Given.Patience())).Answer);
        Assert.Equal(0, server.Connections);
    }

    private static SmtpProbe Probe(ScriptedServer server) => new(
        new SmtpHopAddress(HopProtocol.Smtp, "127.0.0.1", server.Port), Given.Options(), NullLogger.Instance, TimeProvider.System);
}
