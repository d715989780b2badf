using Mugai.Frames;

namespace Mugai.Gateway.Sandboxing.Launching;

/// <summary>Starts worker processes. One way today (a child process); a container or another machine's would pass the same contract tests (invariant 10).</summary>
public interface IWorkerLauncher : IAsyncDisposable
{
    /// <summary>Starts one. It is not ready yet: its first frame says so. Throws <see cref="SandboxUnavailableException"/> when it cannot be started at all.</summary>
    ValueTask<IWorkerProcess> LaunchAsync(WorkerKind kind, CancellationToken token);

    /// <summary>
    /// Starts a program that is not ours behind the same locks. Its first frame says that they hold; what follows on its standard output is the program's own. Nothing has been read from its
    /// standard input by then.
    /// </summary>
    ValueTask<IWorkerProcess> LaunchAsync(ConfinedProgram program, CancellationToken token);
}
