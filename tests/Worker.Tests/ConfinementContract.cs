using Mugai.Gateway.Sandboxing;

namespace Mugai.Worker.Tests;

/// <summary>
/// Invariant 3, tried from inside a real worker: no network, no keys, no writable path, nothing of the store, no other process. The same for every
/// kind of worker.
/// </summary>
public abstract class ConfinementContract
{
    /// <summary>What the worker is started with.</summary>
    protected abstract string Kind { get; }

    /// <summary>What stands before a verb of the test plug-in to have it done in this kind.</summary>
    protected abstract string Prefix { get; }

    /// <summary>A worker of this kind that is locked down and stays for the test.</summary>
    internal abstract Task<int> PidAsync(WorkerSandbox sandbox);

    [Fact]
    public async Task Denies_EverythingCodeInAWorkerMayTry()
    {
        var store = Directory.CreateTempSubdirectory("mugai-store-");
        var key = Path.Combine(store.FullName, "master.key");
        await File.WriteAllTextAsync(key, "secret");
        await File.WriteAllTextAsync("/tmp/mugai-bait", "bait");
        Environment.SetEnvironmentVariable("MUGAI_TEST_SECRET", "must not be inherited");
        await using var sandbox = await TestSandbox.StartAsync();
        try
        {
            var cleaned = await sandbox.CleanAsync($"MUGAI-TEST {Prefix}escape {store.FullName} {key} {Path.GetFullPath("..")}\n");
            Assert.Equal(Outcome.Rebuilt, cleaned.Result.Outcome);
            var lines = cleaned.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            var attempts = lines.Where(line => !line.StartsWith("environment=", StringComparison.Ordinal) && !line.StartsWith("descriptors=", StringComparison.Ordinal)).ToList();
            Assert.InRange(attempts.Count, 35, 100);
            Assert.DoesNotContain(attempts, line => !line.Contains("=denied ", StringComparison.Ordinal));
            Assert.DoesNotContain("MUGAI_TEST_SECRET", cleaned.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(lines, line => line.StartsWith("environment=", StringComparison.Ordinal) && line.Contains("PATH", StringComparison.Ordinal));
            Assert.True(File.Exists("/tmp/mugai-bait"));
            Assert.False(Path.Exists("/tmp/mugai-escape"));
            Assert.False(Path.Exists("/tmp/mugai-escape-folder"));
        }
        finally
        {
            Environment.SetEnvironmentVariable("MUGAI_TEST_SECRET", null);
            File.Delete("/tmp/mugai-bait");
            store.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Keeps_LocksOnEveryThreadAndNoPowers()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var pid = await PidAsync(sandbox);
        foreach (var thread in Directory.GetDirectories($"/proc/{pid}/task"))
        {
            var status = await File.ReadAllTextAsync(Path.Combine(thread, "status"));
            Assert.Matches(@"NoNewPrivs:\s+1", status);
            Assert.Matches(@"Seccomp:\s+2", status);
            Assert.Matches(@"CapEff:\s+0{16}", status);
            Assert.Matches(@"CapBnd:\s+0{16}", status);
        }
    }

    [Fact]
    public async Task Holds_NoDescriptorOfTheGateway()
    {
        // One that the child would inherit, as libraries leave them behind.
        using var leaky = new System.IO.Pipes.AnonymousPipeServerStream(System.IO.Pipes.PipeDirection.Out, HandleInheritability.Inheritable);
        await using var sandbox = await TestSandbox.StartAsync();
        var pid = await PidAsync(sandbox);
        var foreign = Links(Environment.ProcessId).Intersect(Links(pid)).Where(link => link.Contains(":[", StringComparison.Ordinal));
        Assert.Empty(foreign);
    }

    [Fact]
    public async Task Ends_WithItsParentAlthoughItsPipesStayOpen()
    {
        // The shell is the gateway here; this test holds the other ends of the worker's pipes.
        var script = $"exec 3<&0; '{TestSandbox.WorkerPath}' --kind {Kind} --max-address-bytes 6000000000 <&3 3<&- & echo $!; wait";
        using var shell = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("/bin/sh", ["-c", script])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
            Environment = { ["DOTNET_GCHeapHardLimit"] = "0x10000000", ["DOTNET_GCRegionRange"] = "0x20000000", ["DOTNET_EnableWriteXorExecute"] = "0", ["DOTNET_EnableDiagnostics"] = "0" },
        })!;
        var pid = await shell.StandardOutput.ReadLineAsync();
        Assert.NotEqual(0, await shell.StandardOutput.ReadAsync(new char[1], 0, 1).WaitAsync(TestSandbox.HangGuard));
        Assert.True(Directory.Exists($"/proc/{pid}"));
        shell.Kill();
        // Its output closes when it is gone.
        await shell.StandardOutput.ReadToEndAsync().WaitAsync(TestSandbox.HangGuard);
    }

    [Fact]
    public async Task Runs_InASessionOfItsOwn()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var pid = await PidAsync(sandbox);
        var stat = (await File.ReadAllTextAsync($"/proc/{pid}/stat")).Split(") ")[1].Split(' ');
        Assert.Equal($"{pid}", stat[3]);
    }

    private static List<string> Links(int pid) =>
        [.. Directory.GetFiles($"/proc/{pid}/fd").Select(fd => new FileInfo(fd).LinkTarget ?? "").Where(link => !link.StartsWith("anon_inode", StringComparison.Ordinal))];
}

public sealed class ManagedConfinementTests : ConfinementContract
{
    protected override string Kind => "managed";

    protected override string Prefix => "";

    internal override Task<int> PidAsync(WorkerSandbox sandbox) => sandbox.PidAsync();
}

public sealed class NativeConfinementTests : ConfinementContract
{
    protected override string Kind => "native";

    protected override string Prefix => "native mugaitest ";

    /// <summary>A spare: it is locked as it will be when it reads its input.</summary>
    internal override async Task<int> PidAsync(WorkerSandbox sandbox) => (await Spares.OneAsync([])).Id;
}
