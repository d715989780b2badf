using Microsoft.Extensions.Logging.Abstractions;
using Mugai.Gateway.Smtp.Delivery;
using Mugai.Gateway.Smtp.Receiving.Recipients;

namespace Mugai.Gateway.Tests.Smtp.Receiving;

public sealed class RecipientTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mugai-rcpt-");
    private readonly ManualTime _time = new();

    private string ListPath => Path.Combine(_folder.FullName, "recipients.txt");

    [Theory]
    [InlineData("hanako@city.example", RecipientVerdict.Accept)]
    [InlineData("hanako@CITY.example", RecipientVerdict.Accept)]
    [InlineData("hanako@例え.jp", RecipientVerdict.Accept)]
    [InlineData("hanako@xn--r8jz45g.jp", RecipientVerdict.Accept)]
    [InlineData("hanako@sub.city.example", RecipientVerdict.RelayDenied)]
    [InlineData("hanako@[127.0.0.1]", RecipientVerdict.RelayDenied)]
    [InlineData("a%b@city.example", RecipientVerdict.RelayDenied)]
    public async Task Domains_AreAnAllowList(string address, RecipientVerdict verdict) =>
        Assert.Equal(verdict, await new RecipientDomains(["City.example", "例え.jp"]).CheckAsync(address, default));

    [Fact]
    public async Task Postmaster_IsAlwaysTakenAtOurDomainsOnly()
    {
        Write("hanako@city.example\n", 1);
        var checks = new RecipientChecks(new RecipientDomains(["city.example"]), [Open()]);
        Assert.Equal(RecipientVerdict.Accept, await checks.CheckAsync("Postmaster@city.example", default));
        Assert.Equal(RecipientVerdict.RelayDenied, await checks.CheckAsync("postmaster@elsewhere.example", default));
        Assert.Equal(RecipientVerdict.Unknown, await checks.CheckAsync("taro@city.example", default));
        Assert.Equal(RecipientVerdict.Accept, await checks.CheckAsync("hanako@city.example", default));
    }

    [Fact]
    public async Task ListFile_IsReadAgainWhenChangedAndKeptWhenBroken()
    {
        Write("# 市民課\nHanako@City.example   # 課長\n\n@town.example\n", 1);
        var list = Open();
        Assert.Equal(RecipientVerdict.Accept, await list.CheckAsync("hanako@city.example", default));
        Assert.Equal(RecipientVerdict.Accept, await list.CheckAsync("anyone@town.example", default));
        Assert.Equal(RecipientVerdict.Unknown, await list.CheckAsync("taro@city.example", default));

        Write("taro@city.example\n", 2);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(RecipientVerdict.Accept, await list.CheckAsync("taro@city.example", default));
        Assert.Equal(RecipientVerdict.Unknown, await list.CheckAsync("hanako@city.example", default));

        Write("hanako@city.example\nnot an address\n", 3);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(RecipientVerdict.Accept, await list.CheckAsync("taro@city.example", default));

        File.Delete(ListPath);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(RecipientVerdict.Accept, await list.CheckAsync("taro@city.example", default));
    }

    [Fact]
    public void ListFile_NamesTheBadLineInBothLanguages()
    {
        Write("hanako@city.example\nhanako\n", 1);
        var error = Assert.Throws<InvalidDataException>(Open);
        Assert.Contains("recipients.txt:2:", error.Message, StringComparison.Ordinal);
        Assert.Contains("1行に1つ", error.Message, StringComparison.Ordinal);
        Assert.Contains("one address or @domain per line", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Probe_AsksOnceAndAgainWhenItsAnswerIsOld()
    {
        var hop = new FakeHop();
        using var probe = Probe(hop);
        hop.Verdict = RecipientVerdict.Accept;
        Assert.Equal(RecipientVerdict.Accept, await probe.CheckAsync("A@city.example", default));
        Assert.Equal(RecipientVerdict.Accept, await probe.CheckAsync("a@CITY.example", default));
        hop.Verdict = RecipientVerdict.Unknown;
        Assert.Equal(RecipientVerdict.Unknown, await probe.CheckAsync("b@city.example", default));
        Assert.Equal(RecipientVerdict.Unknown, await probe.CheckAsync("b@city.example", default));
        Assert.Equal(2, hop.Probes);

        _time.Advance(TimeSpan.FromMinutes(11));
        hop.Verdict = RecipientVerdict.Accept;
        Assert.Equal(RecipientVerdict.Accept, await probe.CheckAsync("b@city.example", default));
        Assert.Equal(3, hop.Probes);

        _time.Advance(TimeSpan.FromHours(25));
        hop.Verdict = RecipientVerdict.Unknown;
        Assert.Equal(RecipientVerdict.Unknown, await probe.CheckAsync("a@city.example", default));
    }

    [Fact]
    public async Task Probe_KeepsKnownMailboxesAndCallsNobodyUnknownWhileTheNextHopIsDown()
    {
        var hop = new FakeHop { Verdict = RecipientVerdict.Accept };
        using var probe = Probe(hop);
        await probe.CheckAsync("a@city.example", default);
        hop.Failure = new IOException("refused");
        _time.Advance(TimeSpan.FromDays(2));
        Assert.Equal(RecipientVerdict.Accept, await probe.CheckAsync("a@city.example", default));
        Assert.Equal(RecipientVerdict.TempFail, await probe.CheckAsync("b@city.example", default));
        var asked = hop.Probes;
        Assert.Equal(RecipientVerdict.TempFail, await probe.CheckAsync("b@city.example", default));
        Assert.Equal(asked, hop.Probes);

        _time.Advance(TimeSpan.FromDays(6));
        Assert.Equal(RecipientVerdict.TempFail, await probe.CheckAsync("a@city.example", default));

        hop.Failure = null;
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(RecipientVerdict.Accept, await probe.CheckAsync("b@city.example", default));
    }

    [Fact]
    public async Task Probe_IsSharedByThoseWhoAskAtOnce()
    {
        var hop = new FakeHop { Verdict = RecipientVerdict.Accept, Hold = new TaskCompletionSource() };
        using var probe = Probe(hop);
        using var impatient = new CancellationTokenSource();
        var cancelled = probe.CheckAsync("a@city.example", impatient.Token).AsTask();
        var checks = Enumerable.Range(0, 10).Select(_ => probe.CheckAsync("a@city.example", default).AsTask()).ToArray();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        hop.Hold.SetResult();
        Assert.All(await Task.WhenAll(checks), verdict => Assert.Equal(RecipientVerdict.Accept, verdict));
        Assert.Equal(1, hop.Probes);
    }

    [Fact]
    public async Task Probe_RemembersABoundedNumberAndGuessingPushesOutNoKnownMailbox()
    {
        var hop = new FakeHop { Verdict = RecipientVerdict.Accept };
        using var probe = Probe(hop, new RecipientProbeLimits { MaxEntries = 3 });
        await probe.CheckAsync("known@city.example", default);
        hop.Verdict = RecipientVerdict.Unknown;
        for (var i = 0; i < 10; i++)
        {
            await probe.CheckAsync($"guess{i}@city.example", default);
        }

        var asked = hop.Probes;
        Assert.Equal(RecipientVerdict.Accept, await probe.CheckAsync("known@city.example", default));
        Assert.Equal(RecipientVerdict.Unknown, await probe.CheckAsync("guess9@city.example", default));
        Assert.Equal(asked, hop.Probes);
        await probe.CheckAsync("guess0@city.example", default);
        Assert.Equal(asked + 1, hop.Probes);
    }

    [Fact]
    public async Task Probe_GivesUpWhenTheNextHopDoesNotAnswer()
    {
        var hop = new FakeHop { Verdict = RecipientVerdict.Accept, Hold = new TaskCompletionSource() };
        using var probe = Probe(hop);
        var check = probe.CheckAsync("a@city.example", default).AsTask();
        await _time.AdvanceUntilAsync(check, TimeSpan.FromSeconds(10));
        Assert.Equal(RecipientVerdict.TempFail, await check);
    }

    [Fact]
    public async Task Probe_AsksARealServerBehindThisOne()
    {
        await using var inner = await TestGateway.StartAsync();
        await using var client = new SmtpProbe(
            new SmtpHopAddress(HopProtocol.Smtp, "127.0.0.1", inner.Port), new SmtpHopOptions { HelloName = "gw.city.example" }, NullLogger.Instance, TimeProvider.System);
        using var probe = new NextHopProbe(client, new RecipientProbeLimits(), TimeProvider.System, NullLogger.Instance);
        await using var outer = await TestGateway.StartAsync(recipients: new RecipientChecks(new RecipientDomains(["*"]), [probe]));
        using var wire = await outer.GreetAsync();
        await wire.AskAsync("MAIL FROM:<a@b.example>");
        Assert.StartsWith("250 2.1.5", await wire.AskAsync("RCPT TO:<a@city.example>"));
        Assert.StartsWith("250 2.1.5", await wire.AskAsync("RCPT TO:<b@town.example>"));
        Assert.DoesNotContain("250 ", await wire.AskAsync("RCPT TO:<c@elsewhere.example>"), StringComparison.Ordinal);
        await inner.Server.StopAsync(CancellationToken.None);
        Assert.StartsWith("250 2.1.5", await wire.AskAsync("RCPT TO:<a@city.example>"));
        Assert.StartsWith("451 4.4.1", await wire.AskAsync("RCPT TO:<d@city.example>"));
    }

    [Theory]
    [InlineData(RecipientVerdict.Unknown, "550 5.1.1")]
    [InlineData(RecipientVerdict.TempFail, "451 4.4.1")]
    [InlineData(RecipientVerdict.Accept, "250 2.1.5")]
    public async Task Session_SaysWhatTheCheckSays(RecipientVerdict verdict, string reply)
    {
        using var probe = Probe(new FakeHop { Verdict = verdict });
        await using var gateway = await TestGateway.StartAsync(recipients: new RecipientChecks(new RecipientDomains(["city.example"]), [probe]));
        using var wire = await gateway.GreetAsync();
        await wire.AskAsync("MAIL FROM:<a@b.example>");
        Assert.StartsWith(reply, await wire.AskAsync("RCPT TO:<a@city.example>"));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private NextHopProbe Probe(FakeHop hop, RecipientProbeLimits? limits = null) => new(hop, limits ?? new RecipientProbeLimits(), _time, NullLogger.Instance);

    private RecipientListFile Open() => RecipientListFile.Open(ListPath, _time, NullLogger.Instance);

    private void Write(string text, int day)
    {
        File.WriteAllText(ListPath, text);
        File.SetLastWriteTimeUtc(ListPath, DateTime.UnixEpoch.AddDays(day));
    }

    private sealed class FakeHop : IRecipientProbe
    {
        private int _probes;

        public int Probes => _probes;

        public RecipientVerdict Verdict { get; set; }

        public Exception? Failure { get; set; }

        public TaskCompletionSource? Hold { get; init; }

        public async ValueTask<RecipientVerdict> ProbeAsync(string address, CancellationToken token)
        {
            Interlocked.Increment(ref _probes);
            if (Hold is not null)
            {
                await Hold.Task.WaitAsync(token);
            }

            return Failure is null ? Verdict : throw Failure;
        }
    }
}
