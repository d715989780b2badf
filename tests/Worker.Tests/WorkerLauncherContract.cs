using Mugai.Gateway.Sandboxing.Launching;

namespace Mugai.Worker.Tests;

/// <summary>
/// What every launcher owes the sandbox, as the six ways a process can end (invariant 10). An implementation inherits this class and says how a
/// process of each kind is started through it.
/// </summary>
public abstract class WorkerLauncherContract
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    /// <summary>Starts a shell running <paramref name="script"/> the way a worker is started.</summary>
    internal abstract ValueTask<IWorkerProcess> LaunchAsync(string script);

    /// <summary>The same, but no signal reaches it.</summary>
    internal abstract ValueTask<IWorkerProcess> LaunchUnkillableAsync(string script);

    [Fact]
    public async Task Finished_EndsByItselfWhenItsInputCloses()
    {
        await using var process = await LaunchAsync("read line; echo got; exit 0");
        Assert.Equal(new WorkerEnd(WorkerEnding.Exited, 0, WasKilled: false), await process.EndAsync(Patience));
        AssertGone(process);
    }

    [Fact]
    public async Task Lingers_IsWaitedForWithinPatience()
    {
        await using var process = await LaunchAsync("read line; sleep 0.3; exit 0");
        Assert.Equal(new WorkerEnd(WorkerEnding.Exited, 0, WasKilled: false), await process.EndAsync(Patience));
        AssertGone(process);
    }

    [Fact]
    public async Task LingersForEver_IsKilledWhenPatienceIsOver()
    {
        await using var process = await LaunchAsync("trap '' TERM HUP INT; while :; do sleep 1; done");
        Assert.Equal(new WorkerEnd(WorkerEnding.Signaled, 9, WasKilled: true), await process.EndAsync(Short));
        AssertGone(process);
    }

    [Fact]
    public async Task CannotBeKilled_IsReportedAsLostInBoundedTime()
    {
        var process = await LaunchUnkillableAsync("sleep 60");
        var end = await process.EndAsync(Short).AsTask().WaitAsync(TestSandbox.HangGuard);
        Assert.Equal(WorkerEnding.Lost, end.Ending);
        Assert.Equal(end, await process.EndAsync(Short));
        System.Diagnostics.Process.GetProcessById(process.Id).Kill();
    }

    [Fact]
    public async Task Failed_TellsItsExitCodeAndItsWords()
    {
        await using var process = await LaunchAsync("echo 'it broke' >&2; exit 65");
        Assert.Equal(new WorkerEnd(WorkerEnding.Exited, 65, WasKilled: false), await process.EndAsync(Patience));
        Assert.Equal("it broke", process.Errors.ForDisplay().Trim());
        AssertGone(process);
    }

    [Fact]
    public async Task FailedAndLingers_IsKilledAlthoughItClosedEverything()
    {
        await using var process = await LaunchAsync("exec 0<&- 1>&- 2>&-; while :; do sleep 1; done");
        Assert.Equal(0, await process.Output.ReadAsync(new byte[1]).AsTask().WaitAsync(TestSandbox.HangGuard));
        Assert.Equal(new WorkerEnd(WorkerEnding.Signaled, 9, WasKilled: true), await process.EndAsync(Short));
        AssertGone(process);
    }

    [Fact]
    public async Task Killed_ByItselfIsNotOurDoing()
    {
        await using var process = await LaunchAsync("kill -SEGV $$");
        Assert.Equal(new WorkerEnd(WorkerEnding.Signaled, 11, WasKilled: false), await process.EndAsync(Patience));
    }

    [Fact]
    public async Task Flooding_StandardErrorNeitherBlocksNorGrows()
    {
        await using var process = await LaunchAsync("i=0; while [ $i -lt 20000 ]; do echo 'many hostile words' >&2; i=$((i+1)); done; exit 3");
        Assert.Equal(new WorkerEnd(WorkerEnding.Exited, 3, WasKilled: false), await process.EndAsync(TestSandbox.HangGuard));
        Assert.InRange(process.Errors.DangerousRaw.Length, 1, 8 * 1024);
    }

    [Fact]
    public async Task Gives_ItsChildNoVariableOfOurs()
    {
        Environment.SetEnvironmentVariable("MUGAI_TEST_SECRET", "secret");
        await using var process = await LaunchAsync("echo ${MUGAI_TEST_SECRET:-nothing}");
        using var reader = new StreamReader(process.Output);
        Assert.Equal("nothing", (await reader.ReadToEndAsync()).Trim());
        Environment.SetEnvironmentVariable("MUGAI_TEST_SECRET", null);
        await process.EndAsync(Patience);
    }

    [Fact]
    public async Task GivesWay_WithAllItsThreads()
    {
        await using var process = await LaunchAsync("exec setsid sleep 60"); // leads a group of its own, like a worker
        for (var i = 0; i < 2_000 && ProcFile.Group(process.Id) != process.Id; i++)
        {
            await Task.Delay(10);
        }

        var before = ProcFile.Nice(process.Id);
        process.GiveWay();
        Assert.All(ProcFile.NiceOfThreads(process.Id), nice => Assert.Equal(Math.Max(before, 10), nice));
        process.Kill();
        await process.EndAsync(Patience);
        process.GiveWay(); // whoever is gone is left alone
    }

    private static void AssertGone(IWorkerProcess process)
    {
        Assert.False(Directory.Exists($"/proc/{process.Id}"), "a process or a zombie is left");
        Assert.True(process.HasEnded);
        Assert.Equal(0, process.ResidentBytes);
    }
}

public sealed class ProcessLauncherTests : WorkerLauncherContract, IDisposable
{
    private readonly ProcessLauncher _launcher = new(TestSandbox.Options);

    public void Dispose() => _launcher.Dispose();

    internal override ValueTask<IWorkerProcess> LaunchAsync(string script) => _launcher.LaunchAsync("/bin/sh", ["-c", script], CancellationToken.None);

    internal override ValueTask<IWorkerProcess> LaunchUnkillableAsync(string script) =>
        _launcher.LaunchAsync("/bin/sh", ["-c", script], CancellationToken.None, kill: static _ => { });
}
