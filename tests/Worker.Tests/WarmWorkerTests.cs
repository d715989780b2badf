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
        int[] first = [await sandbox.PidAsync("a"), await sandbox.PidAsync("b"), await sandbox.PidAsync("c")];
        Assert.Equal(3, first.Distinct().Count());
        for (var round = 0; round < 3; round++)
        {
            Assert.Equal(first, [await sandbox.PidAsync("a"), await sandbox.PidAsync("b"), await sandbox.PidAsync("c")]);
        }
    }

    [Fact]
    public async Task OneTenantTooMany_TakesTheRoomOfTheOneThatWasIdleLongest()
    {
        await using var sandbox = await TestSandbox.StartAsync(Warm);
        int[] first = [await sandbox.PidAsync("a"), await sandbox.PidAsync("b"), await sandbox.PidAsync("c")];
        var fourth = await sandbox.PidAsync("d");
        Assert.DoesNotContain(fourth, first);
        Assert.Equal([first[1], first[2], fourth], [await sandbox.PidAsync("b"), await sandbox.PidAsync("c"), await sandbox.PidAsync("d")]);
        Assert.DoesNotContain(await sandbox.PidAsync("a"), [.. first, fourth]);
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
}
