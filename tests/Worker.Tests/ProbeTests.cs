using Mugai.Gateway.Sandboxing;

namespace Mugai.Worker.Tests;

/// <summary>What a machine must be able to do before a worker is started on it. What the worker can do is in <see cref="ConfinementContract"/>.</summary>
public sealed class ProbeTests
{
    [Fact]
    public async Task Says_WhatThisKernelCanDo()
    {
        var probe = await WorkerProbe.RunAsync(TestSandbox.WorkerPath, CancellationToken.None);
        Assert.True(probe.CanConfine);
        Assert.Equal(WorkerProbe.OwnBuild, probe.Build);
        probe.Require(TestSandbox.Options);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(7, false)]
    public void Refuses_AKernelThatCannotConfine(int landlock, bool seccomp)
    {
        var probe = new WorkerProbe(WorkerProbe.OwnBuild, landlock, seccomp);
        var refusal = Assert.Throws<SandboxUnavailableException>(() => probe.Require(TestSandbox.Options));
        Assert.Contains("cannot confine", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("隔離できません", refusal.Message, StringComparison.Ordinal);
        probe.Require(TestSandbox.Options with { DangerUnsandboxedWorkers = true });
    }

    [Fact]
    public void Refuses_AWorkerOfAnotherBuild() =>
        Assert.Throws<SandboxUnavailableException>(() => new WorkerProbe("another", 7, true).Require(TestSandbox.Options));

    [Fact]
    public async Task Refuses_AMissingWorkerWithItsPath()
    {
        var refusal = await Assert.ThrowsAsync<SandboxUnavailableException>(() => TestSandbox.StartAsync(TestSandbox.Options with { WorkerPath = "/nowhere/mugai-worker" }));
        Assert.Contains("/nowhere/mugai-worker", refusal.Message, StringComparison.Ordinal);
    }
}
