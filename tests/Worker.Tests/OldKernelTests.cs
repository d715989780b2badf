using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Mugai.Worker.Tests;

/// <summary>
/// The worker itself on a kernel that cannot confine it. The kernel is made old by a filter on this test's own thread, which its children
/// inherit: landlock_create_ruleset does not exist for them.
/// </summary>
public sealed partial class OldKernelTests
{
    [Fact]
    public async Task Refuses_ToStartWithoutLandlock()
    {
        var (probe, refusal) = await Task.Factory.StartNew(() => OnOldKernel(
            () => (Run("--probe"), Run("--kind managed"))), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Assert.Contains("\"landlockAbi\":0", probe.Output, StringComparison.Ordinal);
        Assert.Equal((int)Frames.WorkerExitCode.CannotConfine, refusal.Code);
        Assert.Equal("", refusal.Output);
        Assert.Contains("cannot confine", refusal.Errors, StringComparison.Ordinal);
        Assert.Contains("隔離できません", refusal.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Starts_WithoutLandlockOnlyWhenToldOfTheDanger()
    {
        var run = await Task.Factory.StartNew(
            () => OnOldKernel(() => Run("--kind managed --max-address-bytes 6000000000 --danger-unsandboxed")),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Assert.Equal((int)Frames.WorkerExitCode.Finished, run.Code);
        Assert.NotEqual("", run.Output);
    }

    private static (int Code, string Output, string Errors) Run(string arguments)
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(TestSandbox.WorkerPath, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            Environment = { ["DOTNET_GCHeapHardLimit"] = "0x10000000", ["DOTNET_GCRegionRange"] = "0x20000000", ["DOTNET_EnableWriteXorExecute"] = "0", ["DOTNET_EnableDiagnostics"] = "0" },
        })!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(TestSandbox.HangGuard));
        return (process.ExitCode, output, errors.GetAwaiter().GetResult());
    }

    /// <summary>Runs on a thread that ends with it: what is put on it cannot be taken off.</summary>
    private static unsafe T OnOldKernel<T>(Func<T> action)
    {
        // load nr; landlock_create_ruleset (444) → ENOSYS; allow.
        ReadOnlySpan<Instruction> filter = [new(0x20, 0, 0, 0), new(0x15, 0, 1, 444), new(0x06, 0, 0, 0x00050000 | 38), new(0x06, 0, 0, 0x7FFF0000)];
        fixed (Instruction* instructions = filter)
        {
            var program = new Filter { Length = (ushort)filter.Length, Instructions = instructions };
            if (Prctl(38, 1, 0, 0, 0) != 0 || Prctl(22, 2, (nint)(&program), 0, 0) != 0)
            {
                throw new Win32Exception();
            }
        }

        return action();
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
