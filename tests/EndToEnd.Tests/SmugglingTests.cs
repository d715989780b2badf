using System.Globalization;
using System.Text;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests;

/// <summary>
/// SMTP smuggling: a sequence that one server takes for the end of a message and the other for part of it hides a second message inside the
/// first. Whatever is sent, to Mugai or to the Postfix before it, the hidden message must not arrive at the next hop as a message of its own.
/// </summary>
public sealed class SmugglingTests(SmugglingTests.Servers servers) : IClassFixture<SmugglingTests.Servers>
{
    private const string Clerk = "clerk@city.example.lg.jp";

    /// <summary>What has been taken for CRLF.CRLF by one server or another: bare line ends in every place, NUL between, a dot after a fold.</summary>
    public static TheoryData<string> FalseEnds =>
    [
        "\n.\n", "\n.\r\n", "\r\n.\n", "\r.\r", "\r.\r\n", "\r\n.\r", "\n.\r", "\r.\n", "\r\n.\0\r\n", "\0\r\n.\r\0\n", "\r\n\0.\r\n", "\r\n.\r\r\n", "\r\r\n.\r\r\n", "\n\n.\r\n",
        "\r\n. \r\n", "\r\n.\t\r\n", "\r\n\v.\r\n", "\r\n.\x85\r\n",
    ];

    [Theory]
    [MemberData(nameof(FalseEnds))]
    public async Task NothingHidden_ArrivesThroughMugai(string falseEnd)
    {
        var mark = Mark();
        using (var talk = await SmtpTalk.ConnectAsync(servers.Gateway.SmtpPort))
        {
            await TrySmuggleAsync(talk, mark, falseEnd);
        }

        await AssertOnlyOuterAsync(servers.Gateway.SmtpPort, mark);
    }

    /// <summary>The same with BDAT, where no dot ends anything.</summary>
    [Theory]
    [MemberData(nameof(FalseEnds))]
    public async Task NothingHidden_ArrivesThroughMugai_InChunks(string falseEnd)
    {
        var mark = Mark();
        using (var talk = await SmtpTalk.ConnectAsync(servers.Gateway.SmtpPort))
        {
            await talk.CommandAsync("MAIL FROM:<sender@outside.example>");
            await talk.CommandAsync($"RCPT TO:<{Clerk}>");
            var content = Outer(mark) + falseEnd + Hidden(mark);
            await talk.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"BDAT {content.Length} LAST\r\n{content}"));
            await talk.RepliesUntilSilentAsync(TimeSpan.FromMilliseconds(300));
        }

        await AssertOnlyOuterAsync(servers.Gateway.SmtpPort, mark);
    }

    /// <summary>
    /// Through the Postfix before us, as it comes from Debian. Sequences with a bare LF before the dot are its own affair: where it takes
    /// one for the end, the second message is a message of its client's and not smuggled past anybody; they are left to the tests above.
    /// </summary>
    [Theory]
    [InlineData("\r.\r")]
    [InlineData("\r.\r\n")]
    [InlineData("\r\n.\r")]
    [InlineData("\r\n.\0\r\n")]
    [InlineData("\r\n\0.\r\n")]
    [InlineData("\r\n. \r\n")]
    [InlineData("\r\n.\t\r\n")]
    [InlineData("\r\n\v.\r\n")]
    public async Task NothingHidden_ArrivesThroughPostfixAndMugai(string falseEnd)
    {
        var mark = Mark();
        using (var talk = await SmtpTalk.ConnectAsync(servers.Upstream.Port))
        {
            await TrySmuggleAsync(talk, mark, falseEnd);
        }

        await AssertOnlyOuterAsync(servers.Upstream.Port, mark);
    }

    /// <summary>What follows a message in the same packet without waiting for the reply is a command, not part of it, and never a hidden message after a refusal.</summary>
    [Fact]
    public async Task CommandsBehindARefusedMessage_AreNotCarriedOut()
    {
        var mark = Mark();
        using (var talk = await SmtpTalk.ConnectAsync(servers.Gateway.SmtpPort))
        {
            await talk.CommandAsync("MAIL FROM:<sender@outside.example>");
            await talk.CommandAsync("RCPT TO:<clerk@elsewhere.example>");
            await talk.WriteAsync($"DATA\r\n{Outer(mark)}\r\n.\r\n");
            await talk.RepliesUntilSilentAsync(TimeSpan.FromMilliseconds(500));
        }

        await FenceAsync(servers.Gateway.SmtpPort);
        Assert.DoesNotContain(servers.Sink.Mails, mail => mail.Text.Contains(mark, StringComparison.Ordinal));
    }

    private static string Mark() => Guid.NewGuid().ToString("n");

    private static string Outer(string mark) => $"From: sender@outside.example\r\nTo: {Clerk}\r\nSubject: outer-{mark}\r\n\r\nvisible text";

    /// <summary>A whole transaction of its own, as it would stand in the content of the first.</summary>
    private static string Hidden(string mark) =>
        $"MAIL FROM:<boss@{MugaiServer.Domain}>\r\nRCPT TO:<{Clerk}>\r\nDATA\r\nFrom: boss@{MugaiServer.Domain}\r\nSubject: hidden-{mark}\r\n\r\nsmuggled\r\n.\r\n";

    private static async Task TrySmuggleAsync(SmtpTalk talk, string mark, string falseEnd)
    {
        await talk.CommandAsync("MAIL FROM:<sender@outside.example>");
        await talk.CommandAsync($"RCPT TO:<{Clerk}>");
        await talk.CommandAsync("DATA");
        try
        {
            await talk.WriteAsync(Outer(mark) + falseEnd + Hidden(mark));
            await talk.RepliesUntilSilentAsync(TimeSpan.FromMilliseconds(300));
        }
        catch (IOException)
        {
            // Thrown out in the middle: as good an answer as any.
        }
    }

    /// <summary>At most the outer message came, once, from its own sender; the hidden one is at best text inside it.</summary>
    private async Task AssertOnlyOuterAsync(int port, string mark)
    {
        await FenceAsync(port);
        var came = servers.Sink.Mails.Where(mail => mail.Text.Contains(mark, StringComparison.Ordinal)).ToList();
        Assert.InRange(came.Count, 0, 1);
        Assert.All(came, mail =>
        {
            Assert.Equal("sender@outside.example", mail.From);
            Assert.Equal($"outer-{mark}", ReceivedMail.Read(mail.Bytes).Subject);
            Assert.DoesNotContain("\n.\n", mail.Text.Replace("\r\n", "\n", StringComparison.Ordinal), StringComparison.Ordinal);
        });
        Assert.DoesNotContain(servers.Sink.Mails, mail => mail.From.StartsWith("boss@", StringComparison.Ordinal));
    }

    /// <summary>A mail that was accepted later has arrived, so that what was accepted before it had its time.</summary>
    private async Task FenceAsync(int port)
    {
        var fence = $"fence-{Mark()}";
        Assert.StartsWith("250", await SmtpTalk.SendAsync(port, "fence@outside.example", [Clerk], Encoding.ASCII.GetBytes($"Subject: {fence}\r\n\r\nfence\r\n")), StringComparison.Ordinal);
        await servers.Sink.WaitForAsync(fence);
        await Wait.UntilAsync(async () => (await servers.Gateway.GetAsync("/health")).Body.Contains("\"inHand\":0", StringComparison.Ordinal), () => "nothing is under way");
    }

    public sealed class Servers : IAsyncLifetime
    {
        public MailSink Sink { get; private set; } = null!;

        public MugaiServer Gateway { get; private set; } = null!;

        public PostfixInstance Upstream { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Sink = MailSink.Start();
            Gateway = await MugaiServer.StartAsync(new MugaiSettings { NextHop = string.Create(CultureInfo.InvariantCulture, $"smtp://127.0.0.1:{Sink.Port}") });
            Upstream = await PostfixInstance.StartRelayAsync(MugaiServer.Domain, Gateway.SmtpPort);
        }

        public async Task DisposeAsync()
        {
            foreach (var server in (IAsyncDisposable?[])[Upstream, Gateway, Sink])
            {
                if (server is not null)
                {
                    await server.DisposeAsync();
                }
            }
        }
    }
}
