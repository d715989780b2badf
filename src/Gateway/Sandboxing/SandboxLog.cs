using Microsoft.Extensions.Logging;
using Mugai.Frames;

namespace Mugai.Gateway.Sandboxing;

/// <summary>Log lines of the sandbox: 1300–1399. Next free: 1312.</summary>
internal static partial class SandboxLog
{
    [LoggerMessage(1300, LogLevel.Debug, "Worker {Kind} {Pid} is ready.")]
    public static partial void WorkerStarted(ILogger log, WorkerKind kind, int pid);

    [LoggerMessage(1301, LogLevel.Warning, "Job {Job}: worker {Pid} was lost over part {Path} ({Reason}: {Cause}); the part is excluded or the whole held.")]
    public static partial void WorkerFailed(ILogger log, string job, int pid, UntrustedText path, Reason reason, string cause);

    [LoggerMessage(1302, LogLevel.Warning, "Worker {Kind} {Pid} wrote to standard error: {Text}")]
    public static partial void WorkerSaid(ILogger log, WorkerKind kind, int pid, UntrustedText text);

    [LoggerMessage(1303, LogLevel.Error, "Worker {Kind} {Pid} does not end although it was killed; it hangs in the kernel. It is left behind.")]
    public static partial void WorkerLost(ILogger log, WorkerKind kind, int pid);

    [LoggerMessage(1304, LogLevel.Critical, "DANGER: worker {Pid} runs WITHOUT a sandbox (Landlock ABI {Landlock}, seccomp {Seccomp}) because the configuration says dangerUnsandboxedWorkers. A hostile file can take over this machine. / 危険: サンドボックスなしでワーカーが動いています。")]
    public static partial void Unsandboxed(ILogger log, int pid, int landlock, bool seccomp);

    [LoggerMessage(1305, LogLevel.Warning, "Job {Job} is held: {Lost} workers were lost over it, the last over part {Path} ({Reason}).")]
    public static partial void JobHeld(ILogger log, string job, int lost, UntrustedText path, Reason reason);

    [LoggerMessage(1306, LogLevel.Warning, "Jobs of {Kind} workers did not finish within the drain time; their workers are killed, their mail stays in the spool.")]
    public static partial void DrainTimedOut(ILogger log, WorkerKind kind);

    [LoggerMessage(1307, LogLevel.Information, "Sandbox: Landlock ABI {Landlock}, seccomp {Seccomp}, {Size} workers, {Native} native steps at one time.")]
    public static partial void Checked(ILogger log, int landlock, bool seccomp, int size, int native);

    [LoggerMessage(1308, LogLevel.Information, "Plug-in {Path} is pinned by SHA-256 {Sha256}.")]
    public static partial void PluginPinned(ILogger log, string path, string sha256);

    [LoggerMessage(1310, LogLevel.Information, "Native library {Library} {Version} is there.")]
    public static partial void LibraryFound(ILogger log, string library, UntrustedText version);

    [LoggerMessage(1311, LogLevel.Warning, "{Complaint}")]
    public static partial void LibraryMissing(ILogger log, string complaint);

    [LoggerMessage(1309, LogLevel.Warning, "Job {Job}: native step {Step} for part {Path} was lost with worker {Pid} ({Reason}: {Cause}).")]
    public static partial void StepFailed(ILogger log, string job, string step, UntrustedText path, int pid, Reason reason, string cause);
}
