using System.Net;
using System.Text;
using Mugai.Gateway.Smtp.Receiving;

namespace Mugai.Gateway.Tests.Smtp.Receiving;

/// <summary>SMTP smuggling over a real socket: whatever stands for an end of data elsewhere must leave no message behind and start no second one.</summary>
public class SmugglingTests
{
    private const string Second = "MAIL FROM:<boss@city.example>\r\nRCPT TO:<victim@city.example>\r\nDATA\r\nSubject: smuggled\r\n\r\nx\r\n";

    public static TheoryData<string> FalseEnds =>
    [
        "\n.\n", "\n.\r\n", "\r\n.\n", "\r.\r", "\r\n.\r", "\r.\r\n", "\r.\n", "\n.\r", "\r\r\n.\r\r\n", "\r\n.\r\r\n", "\n\n.\r\n", "\r\n\n.\r\n",
        "\r\n\0.\r\n", "\r\n.\0\r\n", "\0\r\n.\r\0\n", "\r\0\n.\r\n", "\r\n.\r\0\n", "\0\n.\n", "\n\0.\n", "\n.\0\n",
    ];

    [Theory]
    [MemberData(nameof(FalseEnds))]
    public async Task Data_RefusesTheWholeMessage(string falseEnd)
    {
        await using var gateway = await TestGateway.StartAsync();
        using var wire = await gateway.EnvelopeAsync();
        await wire.AskAsync("DATA");
        await wire.SendAsync("Subject: bait\r\n\r\nfirst" + falseEnd + Second + ".\r\n");
        Assert.StartsWith("550 5.6.0", await wire.ReplyAsync());

        // The next reply is the next command's: nothing in between was taken for one.
        Assert.StartsWith("252 ", await wire.AskAsync("VRFY x"));
        Assert.Empty(gateway.Spool.Messages);
        Assert.Equal(0, gateway.Spool.OpenWriters);
    }

    [Theory]
    [MemberData(nameof(FalseEnds))]
    public async Task Bdat_RefusesTheSame(string falseEnd)
    {
        await using var gateway = await TestGateway.StartAsync();
        using var wire = await gateway.EnvelopeAsync();
        var body = "Subject: bait\r\n\r\nfirst" + falseEnd + Second;
        await wire.SendAsync($"BDAT {body.Length} LAST\r\n{body}");
        Assert.StartsWith("550 5.6.0", await wire.ReplyAsync());
        Assert.StartsWith("252 ", await wire.AskAsync("VRFY x"));
        Assert.Empty(gateway.Spool.Messages);
    }

    [Theory]
    [InlineData("a\r", "\nb\r\n")]
    [InlineData("a\r\n.", "\r\n")]
    [InlineData("a\r\n", ".\r\n")]
    public async Task Bdat_KeepsWhatIsWellFormedAcrossChunks(string first, string last)
    {
        await using var gateway = await TestGateway.StartAsync();
        using var wire = await gateway.EnvelopeAsync();
        await wire.SendAsync($"BDAT {first.Length}\r\n{first}BDAT {last.Length}\r\n{last}BDAT 0 LAST\r\n");
        Assert.StartsWith("250 ", await wire.ReplyAsync());
        Assert.StartsWith("250 ", await wire.ReplyAsync());
        Assert.StartsWith("250 2.0.0 Ok: kept as", await wire.ReplyAsync());
        Assert.Equal(first + last, Assert.Single(gateway.Spool.Messages).Text);
    }

    [Fact]
    public async Task Bdat_RefusesACrLeftOverAtTheEnd()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var wire = await gateway.EnvelopeAsync();
        await wire.SendAsync("BDAT 6 LAST\r\na\r\n.\r\r");
        Assert.StartsWith("550 5.6.0", await wire.ReplyAsync());
        Assert.Empty(gateway.Spool.Messages);
    }

    [Fact]
    public async Task Bdat_StoresOnlyWhatDataCouldCarry()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var wire = await gateway.EnvelopeAsync();
        Assert.StartsWith("250 ", await wire.AskAsync("BDAT 4 LAST\r\nab"));
        using var other = await gateway.EnvelopeAsync();
        await other.SendAsync("BDAT 2 LAST\r\nab");
        Assert.StartsWith("250 ", await other.ReplyAsync());
        Assert.All(gateway.Spool.Messages, kept => Assert.Equal("ab\r\n", kept.Text));
    }

    [Fact]
    public async Task Bdat_AfterAFailedChunkStaysRefused()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var wire = await gateway.EnvelopeAsync();
        await wire.SendAsync("BDAT 4\r\na\nb\nBDAT 6 LAST\r\nQUIT\r\n");
        Assert.StartsWith("550 5.6.0", await wire.ReplyAsync());
        Assert.StartsWith("503 ", await wire.ReplyAsync());
        Assert.StartsWith("250 ", await wire.AskAsync("NOOP"));
        Assert.Empty(gateway.Spool.Messages);
    }

    [Fact]
    public async Task Bdat_ClosesWhenItsSizeCannotBeRead()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var wire = await gateway.EnvelopeAsync();
        await wire.SendAsync("BDAT abc LAST\r\nRSET\r\n");
        Assert.StartsWith("501 ", await wire.ReplyAsync());
        Assert.True(await wire.IsClosedAsync());
    }

    [Theory]
    [InlineData("a\nb\r\n.\n.\r\nc\rd\r\n.\r\n", "a\r\nb\r\n\r\n\r\nc\r\nd\r\n")]
    public async Task ListedLegacyPeer_IsNormalizedWithTheSameEnd(string wireBody, string content)
    {
        var options = new SmtpReceivingOptions { LegacyLineEndingPeers = [IPNetwork.Parse("127.0.0.1/32")] };
        await using var gateway = await TestGateway.StartAsync(options);
        using var wire = await gateway.EnvelopeAsync();
        await wire.AskAsync("DATA");
        await wire.SendAsync(wireBody);
        Assert.StartsWith("250 ", await wire.ReplyAsync());
        Assert.Equal(content, Assert.Single(gateway.Spool.Messages).Text);
    }

    [Fact]
    public async Task EmptyBody_Ends()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var wire = await gateway.EnvelopeAsync();
        await wire.AskAsync("DATA");
        Assert.StartsWith("250 ", await wire.AskAsync("."));
        Assert.Empty(Encoding.Latin1.GetString(Assert.Single(gateway.Spool.Messages).Bytes));
    }
}
