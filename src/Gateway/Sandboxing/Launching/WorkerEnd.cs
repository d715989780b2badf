namespace Mugai.Gateway.Sandboxing.Launching;

/// <summary>How a worker ended.</summary>
public enum WorkerEnding
{
    /// <summary>By itself; the code is its exit code.</summary>
    Exited,

    /// <summary>By a signal, ours or its own; the code is the signal.</summary>
    Signaled,

    /// <summary>It does not end although it was killed (it hangs in the kernel). It is left to a later look; its pipes are closed.</summary>
    Lost,
}

/// <summary>How a worker ended.</summary>
/// <param name="Ending">The way.</param>
/// <param name="Code">Exit code or signal.</param>
/// <param name="WasKilled">We killed it because patience was over or <see cref="IWorkerProcess.Kill"/> was called.</param>
public readonly record struct WorkerEnd(WorkerEnding Ending, int Code, bool WasKilled);
