using Mugai.Gateway.Tenants;

namespace Mugai.Gateway.Tests.Tenants;

public sealed class FairGateTests
{
    private readonly List<string> _entered = [];

    [Fact]
    public async Task Flood_WaitsBehindItself()
    {
        var gate = new FairGate(2);
        await EnterAsync(gate, "flood");
        await EnterAsync(gate, "flood");
        var waiting = Enumerable.Range(0, 10).Select(_ => EnterAsync(gate, "flood")).Append(EnterAsync(gate, "quiet")).ToList();

        gate.Leave("flood");
        await waiting[^1];
        Assert.Equal(["flood", "flood", "quiet"], _entered);
        gate.Leave("flood");
        await waiting[0];
        Assert.Equal("flood", _entered[^1]);
        Assert.Equal(2, gate.Held);
    }

    [Fact]
    public async Task Equals_TakeTurns()
    {
        var gate = new FairGate(1);
        await EnterAsync(gate, "a");
        var waiting = new[] { "a", "a", "b", "b", "c" }.Select(tenant => EnterAsync(gate, tenant)).ToList();
        foreach (var next in new[] { "b", "c", "a", "b", "a" })
        {
            gate.Leave(_entered[^1]);
            await WaitUntilHeldAsync(gate, next);
            Assert.Equal(next, _entered[^1]);
        }

        await Task.WhenAll(waiting);
    }

    [Fact]
    public async Task ReservedPlaces_AreForWhoHoldsNone()
    {
        var gate = new FairGate(2, reserved: 1);
        await EnterAsync(gate, "hanging");
        await EnterAsync(gate, "hanging");
        var third = EnterAsync(gate, "hanging");
        Assert.False(third.IsCompleted);
        Assert.True(EnterAsync(gate, "quiet").IsCompleted);
        var more = EnterAsync(gate, "quiet");
        Assert.False(more.IsCompleted);

        gate.Leave("quiet");
        await more;
        Assert.Equal(["hanging", "hanging", "quiet", "quiet"], _entered);
    }

    [Fact]
    public async Task OwnPlaces_NeverWaitForAnother()
    {
        var gate = new FairGate(4, reserved: 6, own: 3);
        for (var i = 0; i < 4; i++)
        {
            await EnterAsync(gate, "hanging");
        }

        Assert.False(EnterAsync(gate, "hanging").IsCompleted);
        for (var i = 0; i < 3; i++)
        {
            Assert.True(EnterAsync(gate, "b").IsCompleted);
            Assert.True(EnterAsync(gate, "c").IsCompleted);
        }

        Assert.False(EnterAsync(gate, "b").IsCompleted);
    }

    [Fact]
    public async Task LentPlaces_AreForOthers_NotForTheLender()
    {
        var gate = new FairGate(1, reserved: 1);
        await EnterAsync(gate, "starting");
        await EnterAsync(gate, "canary"); // the reserved one
        var quiet = EnterAsync(gate, "quiet");
        var next = EnterAsync(gate, "starting");
        Assert.False(quiet.IsCompleted);

        gate.Lend("starting");
        await quiet;
        Assert.False(next.IsCompleted);
        Assert.Equal(3, gate.Held);

        gate.Reclaim("starting");
        gate.Leave("quiet");
        Assert.False(EnterAsync(gate, "quiet").IsCompleted); // all are in use again
        Assert.False(next.IsCompleted);
        gate.Leave("canary");
        await WaitUntilAsync(() => _entered.Count == 4);
        Assert.Equal("quiet", _entered[^1]);
        gate.Leave("starting");
        await next;
    }

    [Fact]
    public async Task Count_IsOfThoseInsideAndOfThoseInLine()
    {
        var gate = new FairGate(2);
        await EnterAsync(gate, "a");
        await EnterAsync(gate, "a");
        var waiting = EnterAsync(gate, "b");
        Assert.Equal((2, 1, 0), (gate.CountOf("a"), gate.CountOf("b"), gate.CountOf("c")));
        gate.Leave("a");
        await waiting;
        Assert.Equal((1, 1), (gate.CountOf("a"), gate.CountOf("b")));
    }

    [Fact]
    public async Task ReservedPlace_IsNotForWhoDoesWithout()
    {
        var gate = new FairGate(1, reserved: 1);
        await EnterAsync(gate, "flood");
        var canary = gate.EnterAsync("canary", CancellationToken.None, mayUseReserved: false).AsTask();
        Assert.False(canary.IsCompleted);
        Assert.True(EnterAsync(gate, "quiet").IsCompleted);
        gate.Leave("flood");
        gate.Leave("quiet");
        await canary;
    }

    [Fact]
    public async Task Shares_AreKept()
    {
        var gate = new FairGate(4, shareOf: tenant => tenant == "city" ? 3 : 1);
        var waiting = Enumerable.Range(0, 4).Select(_ => EnterAsync(gate, "first")).ToList();
        await Task.WhenAll(waiting);
        var later = Enumerable.Range(0, 8).SelectMany(_ => new[] { EnterAsync(gate, "city"), EnterAsync(gate, "town") }).ToList();
        for (var i = 0; i < 4; i++)
        {
            gate.Leave("first");
        }

        await WaitUntilAsync(() => _entered.Count == 8);
        Assert.Equal(3, _entered.Count(tenant => tenant == "city"));
        Assert.Equal(1, _entered.Count(tenant => tenant == "town"));
        Assert.Equal(4, later.Count(task => task.IsCompleted));
    }

    [Fact]
    public async Task GivingUp_LeavesTheLine()
    {
        var gate = new FairGate(1);
        await EnterAsync(gate, "a");
        using var patience = new CancellationTokenSource();
        var impatient = EnterAsync(gate, "b", patience.Token);
        var next = EnterAsync(gate, "b");
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);

        gate.Leave("a");
        await next;
        Assert.Equal(1, gate.Held);
        var empty = gate.WhenEmptyAsync(CancellationToken.None);
        Assert.False(empty.IsCompleted);
        gate.Leave("b");
        await empty;
    }

    [Fact]
    public async Task ManyAtOnce_NeverExceedThePlaces_AndAllGetIn()
    {
        var gate = new FairGate(3, reserved: 2);
        var (inside, most, done) = (0, 0, 0);
        await Task.WhenAll(Enumerable.Range(0, 600).Select(async i =>
        {
            await Task.Yield();
            var tenant = $"t{i % 7}";
            await gate.EnterAsync(tenant, CancellationToken.None);
            var now = Interlocked.Increment(ref inside);
            InterlockedMax(ref most, now);
            await Task.Yield();
            Interlocked.Decrement(ref inside);
            Interlocked.Increment(ref done);
            gate.Leave(tenant);
        }));
        Assert.Equal(600, done);
        Assert.InRange(most, 1, 5);
        Assert.Equal(0, gate.Held);
    }

    private async Task EnterAsync(FairGate gate, string tenant, CancellationToken token = default)
    {
        await gate.EnterAsync(tenant, token);
        lock (_entered)
        {
            _entered.Add(tenant);
        }
    }

    private Task WaitUntilHeldAsync(FairGate gate, string tenant) => WaitUntilAsync(() => gate.Held == 1 && _entered[^1] == tenant);

    private async Task WaitUntilAsync(Func<bool> isSo)
    {
        for (var i = 0; i < 1_000; i++)
        {
            lock (_entered)
            {
                if (isSo())
                {
                    return;
                }
            }

            await Task.Delay(10);
        }

        Assert.Fail($"entered: {string.Join(' ', _entered)}");
    }

    private static void InterlockedMax(ref int most, int now)
    {
        int seen;
        while ((seen = Volatile.Read(ref most)) < now && Interlocked.CompareExchange(ref most, now, seen) != seen)
        {
        }
    }
}
