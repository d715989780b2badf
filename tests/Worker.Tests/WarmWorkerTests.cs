using System.Text;
using Mugai.Gateway.Sandboxing;

namespace Mugai.Worker.Tests;

/// <summary>Workers that are ready before somebody needs them, and stay with their tenant while others come and go.</summary>
public sealed class WarmWorkerTests
{
    private const string Clean = "From: a@example.jp\r\nSubject: first\r\nContent-Type: text/html\r\n\r\n<p>words</p>\r\n";

    private const string Deadly = "From: a@example.jp\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: application/octet-stream; name=p.mugaitest\r\n"
        + "Content-Disposition: attachment; filename=p.mugaitest\r\n\r\nMUGAI-TEST do failfast\r\n\r\n--b--\r\n";

    private static readonly SandboxOptions Warm = TestSandbox.Options with { SpareWorkers = 1, WarmWorkers = 2, Rehearsal = Encoding.ASCII.GetBytes(Clean) };

    [Fact]
    public async Task TenantsThatTakeTurns_KeepTheirWorkers()
    {
        await using var sandbox = await TestSandbox.StartAsync(Warm);
        var first = await PidsAsync(sandbox, "a", "b", "c");
        Assert.Equal(3, first.Distinct().Count());
        for (var round = 0; round < 3; round++)
        {
            Assert.Equal(first, await PidsAsync(sandbox, "a", "b", "c"));
        }
    }

    [Fact]
    public async Task OneTenantTooMany_TakesTheRoomOfTheOneThatWasIdleLongest()
    {
        await using var sandbox = await TestSandbox.StartAsync(Warm);
        var first = await PidsAsync(sandbox, "a", "b", "c");
        var fourth = await sandbox.PidAsync("d");
        Assert.Equal(4, first.Append(fourth).Distinct().Count());
        Assert.Equal([first[1], first[2], fourth], await PidsAsync(sandbox, "b", "c", "d"));
        var again = await sandbox.PidAsync("a");
        Assert.Equal(5, first.Append(fourth).Append(again).Distinct().Count());
    }

    [Fact]
    public async Task TenantWithMuchToDo_GivesWayToOneWithASingleMail()
    {
        var isFlooding = true;
        await using var sandbox = await TestSandbox.StartAsync(Warm with { ReservedPlaces = 1, IsCrowded = tenant => tenant == "flood" && Volatile.Read(ref isFlooding) });
        var go = new TaskCompletionSource();
        var flood = new[] { sandbox.PidAsync("flood", go.Task), sandbox.PidAsync("flood") };
        var quiet = await sandbox.PidAsync("quiet"); // while one of the flood is at work and the other waits
        var nice = ProcFile.Nice(quiet);
        go.SetResult();
        Assert.All(ProcFile.NiceOfThreads(await flood[1]), each => Assert.Equal(Math.Max(nice, 10), each));
        Assert.All(ProcFile.NiceOfThreads(quiet), each => Assert.Equal(nice, each));
        Assert.Equal(quiet, await sandbox.PidAsync("quiet"));

        // The flood is over: a single mail of its tenant is worth what another's is, as soon as a fresh worker is ready for it.
        await flood[0];
        Volatile.Write(ref isFlooding, false);
        var single = -1;
        for (var i = 0; i < 2_000 && single != nice; i++)
        {
            single = ProcFile.Nice(await sandbox.PidAsync("flood"));
            await Task.Delay(10);
        }

        Assert.Equal(nice, single);
    }

    [Fact]
    public async Task WorkersOfAFlood_AreWornWithoutTakingTheSpareOfTheOthers()
    {
        await using var sandbox = await TestSandbox.StartAsync(Warm with { ReservedPlaces = 1, JobsPerWorker = 2, IsCrowded = tenant => tenant == "flood" });
        var nice = ProcFile.Nice(Environment.ProcessId);
        var worn = new HashSet<int>();
        for (var round = 0; round < 4; round++)
        {
            var flood = await sandbox.PidAsync("flood");
            Assert.All(ProcFile.NiceOfThreads(flood), each => Assert.Equal(Math.Max(nice, 10), each));
            Assert.Equal(flood, await sandbox.PidAsync("flood"));
            Assert.True(worn.Add(flood));
            Assert.Equal(nice, ProcFile.Nice(await sandbox.PidAsync($"quiet-{round}")));
        }
    }

    [Fact]
    public async Task CrowdedTenant_IsNotKeptOutByAnotherWhoseJobsHang()
    {
        await using var sandbox = await TestSandbox.StartAsync(Warm with { PoolSize = 1, ReservedPlaces = 1, IsCrowded = _ => true });
        var go = new TaskCompletionSource();
        var hanging = new[] { sandbox.PidAsync("a", go.Task), sandbox.PidAsync("a", go.Task) };
        var other = await sandbox.PidAsync("b");
        go.SetResult();
        Assert.DoesNotContain(other, await Task.WhenAll(hanging));
    }

    [Fact]
    public async Task SingleTenant_NeverGivesWay()
    {
        await using var sandbox = await TestSandbox.StartAsync(Warm);
        var go = new TaskCompletionSource();
        var jobs = new[] { sandbox.PidAsync(go: go.Task), sandbox.PidAsync(), sandbox.PidAsync() };
        go.SetResult();
        var pids = await Task.WhenAll(jobs);
        Assert.Single(pids.Distinct());
        Assert.Equal(ProcFile.Nice(Environment.ProcessId), ProcFile.Nice(pids[0]));
    }

    [Fact]
    public async Task WornWorkers_AreReplacedForGood()
    {
        await using var sandbox = await TestSandbox.StartAsync(Warm with { JobsPerWorker = 1 });
        var pids = new HashSet<int>();
        for (var job = 0; job < 6; job++)
        {
            Assert.True(pids.Add(await sandbox.PidAsync()));
        }
    }

    [Fact]
    public async Task AWorkerThatCannotCleanItsFirstMail_IsNotTaken()
    {
        var refused = await Assert.ThrowsAsync<SandboxUnavailableException>(() => TestSandbox.StartAsync(Warm with { Rehearsal = Encoding.ASCII.GetBytes(Deadly) }));
        Assert.Contains("first mail", refused.Message, StringComparison.Ordinal);
        Assert.Contains("ワーカー", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<List<int>> PidsAsync(WorkerSandbox sandbox, params string[] tenants)
    {
        var pids = new List<int>();
        foreach (var tenant in tenants)
        {
            pids.Add(await sandbox.PidAsync(tenant));
        }

        return pids;
    }
}
