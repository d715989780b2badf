using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Mugai.Gateway.Sanitizing;
using Mugai.Gateway.Spooling.Embedded;
using Mugai.Gateway.Tenants;
using Mugai.Gateway.Tests.Smtp.Receiving;
using Mugai.Gateway.Tests.Sanitizing;
using Mugai.Gateway.Tests.Spooling;
using Mugai.Spooling;

namespace Mugai.Gateway.Tests.Tenants;

/// <summary>A tenant that has much to do gives way with all of it: with receiving, with its journeys, at the spool's writer.</summary>
public sealed class TenantTrafficTests : IDisposable
{
    private static readonly (string? Thread, int Nice) LowReceiving = ("Mugai receiving", Math.Max(Nice("/proc/self/stat"), 15));
    private static readonly (string? Thread, int Nice) LowJourney = ("Mugai journeys", Math.Max(Nice("/proc/self/stat"), 10));

    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Crowded_IsWhoHasMoreThanAFewUnderWay()
    {
        await using var traffic = new TenantTraffic(2);
        Fill(traffic, "flood", TenantTraffic.Few);
        Assert.False(traffic.IsCrowded("flood"));
        Assert.Null(traffic.JourneyThreadsFor("flood"));
        traffic.Begin("flood");
        Assert.True(traffic.IsCrowded("flood"));
        Assert.NotNull(traffic.JourneyThreadsFor("flood"));
        Assert.False(traffic.IsCrowded("quiet"));
        traffic.End("flood");
        Assert.False(traffic.IsCrowded("flood"));
        Assert.True(traffic.IsCrowded(Tenant.CanaryName));
    }

    [Fact]
    public async Task SingleTenant_GivesWayWithReceivingOnly()
    {
        await using var traffic = new TenantTraffic(1);
        Fill(traffic, "city", 100);
        Assert.NotNull(traffic.ReceivingThreadsFor("city"));
        Assert.Null(traffic.JourneyThreadsFor("city"));
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => traffic.EnterWriterAsync("city").AsTask()));
    }

    [Fact]
    public async Task Content_OfACrowdedTenant_IsTakenInOnThreadsThatGiveWay()
    {
        await using var gateway = await TestGateway.StartAsync();
        Fill(gateway.Traffic, TestGateway.Domain, TenantTraffic.Few + 1);
        var seen = new List<(string Domain, (string?, int) Where)>();
        gateway.OnResolve = domain => seen.Add((domain, Here()));
        using var wire = await gateway.GreetAsync(); // one session: what it carries decides, mail by mail
        for (var mail = 0; mail < 4; mail++)
        {
            foreach (var domain in new[] { TestGateway.Domain, "town.example" })
            {
                Assert.StartsWith("250", await wire.AskAsync("MAIL FROM:<taro@sender.example>"), StringComparison.Ordinal);
                Assert.StartsWith("250", await wire.AskAsync($"RCPT TO:<hanako@{domain}>"), StringComparison.Ordinal);
                Assert.StartsWith("354", await wire.AskAsync("DATA"), StringComparison.Ordinal);
                Assert.StartsWith("250", await wire.AskAsync("Subject: x\r\n\r\nwords\r\n."), StringComparison.Ordinal);
            }
        }

        Assert.Equal(8, seen.Count);
        Assert.All(seen, mail => Assert.Equal(mail.Domain == TestGateway.Domain, mail.Where == LowReceiving));
    }

    [Fact]
    public async Task SessionsThatOnlyWait_MakeNobodyCrowded()
    {
        await using var gateway = await TestGateway.StartAsync();
        var wires = new List<SmtpWire>();
        for (var session = 0; session < 3 * TenantTraffic.Few; session++)
        {
            var wire = await gateway.EnvelopeAsync();
            Assert.StartsWith("354", await wire.AskAsync("DATA"), StringComparison.Ordinal);
            wires.Add(wire);
        }

        Assert.False(gateway.Traffic.IsCrowded(TestGateway.Domain));
        wires.ForEach(wire => wire.Dispose());
    }

    [Fact]
    public async Task Journeys_OfACrowdedTenant_RunOnThreadsThatGiveWay_AndComeBackToThem()
    {
        await using var spool = await EmbeddedSpool.OpenAsync(_folder.Options, NullLogger.Instance, TimeProvider.System, CancellationToken.None);
        await using var traffic = new TenantTraffic(2);
        Fill(traffic, "flood", TenantTraffic.Few);
        var seen = new Dictionary<string, List<(string?, int)>> { ["flood"] = [], ["quiet"] = [] };
        var journey = new Journey(async (message, tenant) =>
        {
            seen[tenant].Add(Here());
            await spool.StepAsync(message.Id, 0, RecipientEvent.Delivered);
            seen[tenant].Add(Here());
        });
        await using (var dispatcher = new Dispatcher(spool, journey, new DispatcherOptions { Tenants = 2 }, traffic, TimeProvider.System, NullLogger<Dispatcher>.Instance))
        {
            foreach (var tenant in seen.Keys)
            {
                var message = await spool.CommitAsync("x"u8.ToArray(), SpoolExtensions.Envelope($"taro@{tenant}.example.lg.jp"), [new RecipientGroup(0, tenant, "default", "rev-1")], [0]);
                dispatcher.Hint(message);
            }
        }

        Assert.Equal([LowJourney, LowJourney], seen["flood"]);
        Assert.Equal(2, seen["quiet"].Count);
        Assert.DoesNotContain(LowJourney, seen["quiet"]);
        Assert.False(traffic.IsCrowded("flood")); // what ended is not counted any more
    }

    [Fact]
    public async Task SpoolsWriter_IsAskedByAFewOfTheCrowdedAtATime_InTurnByTenants()
    {
        await using var traffic = new TenantTraffic(2);
        await Task.WhenAll(Enumerable.Range(0, TenantTraffic.Few).Select(_ => traffic.EnterWriterAsync("flood").AsTask()));
        var next = traffic.EnterWriterAsync("flood").AsTask();
        var other = traffic.EnterWriterAsync("other").AsTask();
        traffic.LeaveWriter("flood");
        await other;
        Assert.False(next.IsCompleted);
        traffic.LeaveWriter("flood");
        await next;
    }

    [Fact]
    public async Task SpoolsWriter_LetsTheCrowdedWait_ButNotTwiceInARow()
    {
        var files = new FaultyFiles();
        await using var spool = await EmbeddedSpool.OpenAsync(_folder.Options, files, NullLogger.Instance, TimeProvider.System, CancellationToken.None);
        using var low = new LowPriorityThreads("low", Priority.Receiving, isForOneOfMany: true, 1);
        await spool.CommitAsync("the tenant's key is made");
        var (come, permits) = (new SemaphoreSlim(0), new SemaphoreSlim(0));
        files.Syncs = (come, permits);

        var first = spool.CommitAsync("first");
        await come.WaitAsync();
        var flood = Enumerable.Range(0, 6).Select(i => CommitFrom(low, spool, $"flood {i}")).ToList();
        var second = spool.CommitAsync("second");
        permits.Release();
        await come.WaitAsync();
        await first;
        var third = spool.CommitAsync("third");
        permits.Release();
        await come.WaitAsync();
        await second;
        Assert.All(flood, each => Assert.False(each.IsCompleted));
        permits.Release();
        await come.WaitAsync();
        await third;
        await Task.WhenAll(flood[..4]);
        Assert.All(flood[4..], each => Assert.False(each.IsCompleted));
        permits.Release();
        await Task.WhenAll(flood);
    }

    [Fact]
    public async Task WhatGivesWay_LetsOthersInAtOnce()
    {
        Priority.ShortenSlices(); // as `serve` does
        var ordinary = Priority.SliceOf(0);
        using var low = new LowPriorityThreads("low", Priority.Receiving, isForOneOfMany: true, 1);
        using var program = Process.Start(new ProcessStartInfo("setsid", ["sleep", "60"]))!;
        try
        {
            await low.EnterAsync();
            Priority.LowerGroup(program.Id);
            // Before 6.12 the kernel knows no slices, and says so.
            Assert.Equal(ordinary == 0 ? 0 : Priority.ShortSlice, ordinary);
            var expected = ordinary == 0 ? 0 : Priority.LongSlice;
            Assert.Equal((expected, expected), (Priority.SliceOf(0), Priority.SliceOf(program.Id)));
        }
        finally
        {
            program.Kill();
        }
    }

    private static Task<SpooledMessage> CommitFrom(LowPriorityThreads threads, EmbeddedSpool spool, string text)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(threads);
        try
        {
            return spool.CommitAsync(text);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private static void Fill(TenantTraffic traffic, string tenant, int mails)
    {
        for (var mail = 0; mail < mails; mail++)
        {
            traffic.Begin(tenant);
        }
    }

    private static (string? Thread, int Nice) Here() => (Thread.CurrentThread.Name, Nice("/proc/thread-self/stat"));

    private static int Nice(string file)
    {
        var text = File.ReadAllText(file);
        return int.Parse(text[(text.LastIndexOf(')') + 2)..].Split(' ')[19 - 3], CultureInfo.InvariantCulture);
    }
}
