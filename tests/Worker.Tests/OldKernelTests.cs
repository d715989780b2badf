using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging.Abstractions;
using Mugai.Frames;
using Mugai.Gateway.Sandboxing;
using Mugai.Gateway.Sandboxing.Launching;

namespace Mugai.Worker.Tests;

/// <summary>
/// The worker itself on a kernel that cannot confine it. The kernel is made old by a filter on one thread: landlock_create_ruleset does not
/// exist for it, for the launcher's thread that it starts, and for the programs that one starts. No other thread must come from it.
/// </summary>
public sealed partial class OldKernelTests : IDisposable
{
    private readonly ProcessLauncher _launcher = OnOldKernel(() => new ProcessLauncher(TestSandbox.Options));

    public void Dispose() => _launcher.Dispose();

    [Fact]
    public async Task Refuses_ToStartWithoutLandlock()
    {
        var (probe, _, _) = await RunAsync("--probe");
        Assert.Contains("\"landlockAbi\":0", probe, StringComparison.Ordinal);

        var (output, errors, code) = await RunAsync("--kind", "managed");
        Assert.Equal("", output);
        Assert.Equal((int)WorkerExitCode.CannotConfine, code);
        Assert.Contains("cannot confine", errors, StringComparison.Ordinal);
        Assert.Contains("隔離できません", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Starts_WithoutLandlockOnlyWhenToldOfTheDanger()
    {
        var process = await _launcher.LaunchAsync(
            TestSandbox.WorkerPath, ["--kind", "managed", "--max-address-bytes", "6000000000", "--danger-unsandboxed"], CancellationToken.None);
        using var frames = new FrameReader(process.Output);
        Assert.Equal(FrameType.Ready, await frames.ReadAsync(CancellationToken.None).AsTask().WaitAsync(TestSandbox.HangGuard));
        Assert.False(ReadyFrame.Parse(frames.Payload.Span)!.IsConfined);
        Assert.Equal(new WorkerEnd(WorkerEnding.Exited, 0, WasKilled: false), await process.EndAsync(TestSandbox.HangGuard));
    }

    [Fact]
    public async Task Refuses_AnUnconfinedWorkerAtTheGatewayToo()
    {
        var options = TestSandbox.Options with { DangerUnsandboxedWorkers = true };
        using var launcher = OnOldKernel(() => new ProcessLauncher(options));
        // The worker was told that it may; the gateway that uses it was not.
        await Assert.ThrowsAsync<SandboxUnavailableException>(
            () => WorkerSandbox.StartAsync(TestSandbox.Options, launcher, NullLogger.Instance, TimeProvider.System));
    }

    private async Task<(string Output, string Errors, int Code)> RunAsync(params string[] arguments)
    {
        var process = await _launcher.LaunchAsync(TestSandbox.WorkerPath, arguments, CancellationToken.None);
        using var reader = new StreamReader(process.Output);
        var output = await reader.ReadToEndAsync().WaitAsync(TestSandbox.HangGuard);
        var end = await process.EndAsync(TestSandbox.HangGuard);
        return (output, process.Errors.DangerousRaw, end.Code);
    }

    private static unsafe ProcessLauncher OnOldKernel(Func<ProcessLauncher> create)
    {
        ProcessLauncher? created = null;
        var thread = new Thread(() =>
        {
            // load nr; landlock_create_ruleset (444) → ENOSYS; allow.
            ReadOnlySpan<Instruction> filter = [new(0x20, 0, 0, 0), new(0x15, 0, 1, 444), new(0x06, 0, 0, 0x00050000 | 38), new(0x06, 0, 0, 0x7FFF0000)];
            fixed (Instruction* instructions = filter)
            {
                var program = new Filter { Length = (ushort)filter.Length, Instructions = instructions };
                if (Prctl(38, 1, 0, 0, 0) == 0 && Prctl(22, 2, (nint)(&program), 0, 0) == 0)
                {
                    created = create();
                }
            }
        });
        thread.Start();
        thread.Join();
        return created!;
    }

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int Prctl(int option, nint a, nint b, nint c, nint d);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Instruction(ushort Code, byte WhenTrue, byte WhenFalse, uint Operand);

    [StructLayout(LayoutKind.Sequential)]
    private unsafe struct Filter
    {
        public ushort Length;
        public Instruction* Instructions;
    }
}
