using System.Security.Cryptography;
using Mugai.Frames;
using Mugai.Gateway.Sandboxing;
using Mugai.Policies;

namespace Mugai.Worker.Tests;

/// <summary>Bytes in, bytes out, both at once; who is to blame when one side fails; who is served by which worker.</summary>
public sealed class FlowTests(SharedSandbox shared) : IClassFixture<SharedSandbox>
{
    private static readonly byte[] Echo = "MUGAI-TEST echo\n"u8.ToArray();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4_096)]
    [InlineData(61_440)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(1_000_000)]
    public async Task Brings_EveryByteBack(int padding)
    {
        var input = (byte[])[.. Echo, .. Text(padding)];
        var cleaned = await shared.Sandbox.CleanAsync(input);
        Assert.Equal(Outcome.Rebuilt, cleaned.Result.Outcome);
        Assert.True(input.AsSpan().SequenceEqual(cleaned.Bytes));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(input)), cleaned.Result.Report.Input.Sha256);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(cleaned.Bytes)), cleaned.Result.Report.Output!.Sha256);
        Assert.Equal(input.Length, cleaned.Result.Report.Output.Size);
        Assert.Equal("input.txt", cleaned.Result.Report.Input.Name.ForDisplay());
    }

    [Fact]
    public async Task Moves_SixtyFourMebibytesBothWaysWithoutDeadlock()
    {
        var input = (byte[])[.. Echo, .. Text(64 << 20)];
        var cleaned = await shared.Sandbox.CleanAsync(input);
        Assert.Equal(Outcome.Rebuilt, cleaned.Result.Outcome);
        Assert.True(input.AsSpan().SequenceEqual(cleaned.Bytes));
    }

    [Fact]
    public async Task Lets_TheRuntimeStartThreadsBehindTheLocks()
    {
        var cleaned = await shared.Sandbox.CleanAsync("MUGAI-TEST threads\n");
        Assert.Equal((Outcome.Rebuilt, Reason.None), (cleaned.Result.Outcome, cleaned.Result.Reason));
        Assert.Equal(new string('.', 50), cleaned.Text);
        Assert.Equal(0, cleaned.Result.WorkersLost);
    }

    [Fact]
    public async Task Lets_NothingOfABlockedFileOut()
    {
        var cleaned = await shared.Sandbox.CleanAsync("MUGAI-TEST blocked\n");
        Assert.Equal((Outcome.Blocked, Reason.Corrupt), (cleaned.Result.Outcome, cleaned.Result.Reason));
        Assert.False(cleaned.Result.HasOutput);
        Assert.Empty(cleaned.Bytes);
    }

    [Fact]
    public async Task Blocks_WhatNoSanitizerKnows()
    {
        var cleaned = await shared.Sandbox.CleanAsync([0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0, 0, 0]);
        Assert.Equal(Outcome.Blocked, cleaned.Result.Outcome);
        Assert.Empty(cleaned.Bytes);
    }

    [Fact]
    public async Task Lists_FindingsAndAddsUpTheRest()
    {
        var cleaned = await shared.Sandbox.CleanAsync("MUGAI-TEST find 5000\n");
        var findings = cleaned.Result.Report.Findings;
        Assert.InRange(findings.Count, 2, 1000);
        Assert.Equal(5000, findings.Where(finding => finding.Code == "test.finding").Sum(finding => finding.Count));
        Assert.Equal("見つけた", findings[0].Detail.ForDisplay());
    }

    [Fact]
    public async Task Keeps_AWorkerForItsTenantAndNeverHandsItOn()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var first = await sandbox.PidAsync("one");
        Assert.Equal(first, await sandbox.PidAsync("one"));
        var second = await sandbox.PidAsync("two");
        Assert.NotEqual(first, second);
        var third = await sandbox.PidAsync("one");
        Assert.DoesNotContain(third, (int[])[first, second]);
    }

    [Fact]
    public async Task Replaces_AWorkerAfterItsJobs()
    {
        await using var sandbox = await TestSandbox.StartAsync(TestSandbox.Options with { JobsPerWorker = 2 });
        var first = await sandbox.PidAsync();
        Assert.Equal(first, await sandbox.PidAsync());
        Assert.NotEqual(first, await sandbox.PidAsync());
    }

    [Fact]
    public async Task Replaces_AWorkerThatHasGrown()
    {
        await using var sandbox = await TestSandbox.StartAsync(TestSandbox.Options with { MaxIdleResidentBytes = 1 });
        var pids = new HashSet<int>();
        for (var i = 0; i < 20; i++)
        {
            pids.Add(await sandbox.PidAsync());
        }

        Assert.InRange(pids.Count, 2, 4);
    }

    [Fact]
    public async Task Blames_NobodyButTheCallerWhenTheInputFails()
    {
        var sandbox = shared.Sandbox;
        using var output = new CleanOutput(TestSandbox.Options.ScratchFolder);
        await Assert.ThrowsAsync<InvalidDataException>(async () => await sandbox.SanitizeAsync(
            Job(10_000_000), _ => ValueTask.FromResult<Stream>(new MemoryStream(Echo)), output, CancellationToken.None));
        await Assert.ThrowsAsync<InvalidDataException>(async () => await sandbox.SanitizeAsync(
            Job(3), _ => ValueTask.FromResult<Stream>(new MemoryStream(Echo)), output, CancellationToken.None));
        await Assert.ThrowsAsync<IOException>(async () => await sandbox.SanitizeAsync(
            Job(10_000_000), _ => ValueTask.FromResult<Stream>(new BrokenStream(200_000)), output, CancellationToken.None));
        await Assert.ThrowsAsync<FileNotFoundException>(async () => await sandbox.SanitizeAsync(
            Job(3), _ => throw new FileNotFoundException(), output, CancellationToken.None));
        Assert.Equal(Outcome.Rebuilt, (await sandbox.CleanAsync(Echo)).Result.Outcome);
    }

    [Fact]
    public async Task Ends_AtOnceWhenTheCallerGivesUp()
    {
        var sandbox = shared.Sandbox;
        var input = "MUGAI-TEST do hang\n"u8.ToArray();
        using var output = new CleanOutput(TestSandbox.Options.ScratchFolder);
        using var stop = new CancellationTokenSource();
        var run = sandbox.SanitizeAsync(Job(input.Length), _ => ValueTask.FromResult<Stream>(new MemoryStream(input)), output, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await run);
        Assert.Equal(Outcome.Rebuilt, (await sandbox.CleanAsync(Echo)).Result.Outcome);
    }

    [Fact]
    public async Task Serves_ManyCallersWithFewWorkers()
    {
        await using var sandbox = await TestSandbox.StartAsync(TestSandbox.Options with { PoolSize = 2 });
        var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => sandbox.CleanAsync($"MUGAI-TEST echo {i}\n")));
        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"MUGAI-TEST echo {i}\n"), results.Select(result => result.Text));
    }

    [Fact]
    public async Task Refuses_MoreCallersThanMayWait()
    {
        await using var sandbox = await TestSandbox.StartAsync(TestSandbox.Options with { MaxWaiting = 0 });
        using var stop = new CancellationTokenSource();
        using var output = new CleanOutput(TestSandbox.Options.ScratchFolder);
        var hang = "MUGAI-TEST do hang\n"u8.ToArray();
        var busy = sandbox.SanitizeAsync(Job(hang.Length), _ => ValueTask.FromResult<Stream>(new MemoryStream(hang)), output, stop.Token).AsTask();
        var waiting = sandbox.SanitizeAsync(Job(hang.Length), _ => ValueTask.FromResult<Stream>(new MemoryStream(hang)), output, stop.Token).AsTask();
        await Assert.ThrowsAsync<SandboxUnavailableException>(() => sandbox.CleanAsync(Echo));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => busy);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Finishes_RunningJobsBeforeItStops()
    {
        var sandbox = await TestSandbox.StartAsync();
        var input = (byte[])[.. Echo, .. Text(16 << 20)];
        var job = sandbox.CleanAsync(input);
        await sandbox.DisposeAsync();
        Assert.Equal(Outcome.Rebuilt, (await job).Result.Outcome);
        await Assert.ThrowsAnyAsync<ObjectDisposedException>(() => sandbox.CleanAsync(Echo));
    }

    [Fact]
    public async Task Gives_NoVerdictOnAJobThatItsOwnShutdownKilled()
    {
        var sandbox = await TestSandbox.StartAsync(TestSandbox.Options with { DrainTimeout = TimeSpan.FromMilliseconds(50) });
        var job = sandbox.CleanAsync("MUGAI-TEST do hang\n");
        await sandbox.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => job);
    }

    private static SandboxJob Job(long size) => new()
    {
        Id = "test", Tenant = "city", Kind = JobKind.File, Policy = new SanitizePolicy(), InputSize = size,
    };

    /// <summary>Text that differs everywhere, so that no byte can move unseen.</summary>
    private static byte[] Text(int length)
    {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++)
        {
            bytes[i] = i % 80 == 79 ? (byte)'\n' : (byte)('!' + (((i * 2654435761L) >> 13) % 90));
        }

        return bytes;
    }

    private sealed class BrokenStream(int good) : MemoryStream
    {
        private int _left = good;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_left <= 0)
            {
                throw new IOException("the disk is gone");
            }

            var count = Math.Min(_left, buffer.Length);
            buffer.Span[..count].Fill((byte)'x');
            _left -= count;
            return ValueTask.FromResult(count);
        }
    }
}
