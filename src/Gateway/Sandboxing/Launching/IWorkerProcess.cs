namespace Mugai.Gateway.Sandboxing.Launching;

/// <summary>A started worker. Reading and writing at the same time is safe; both fail or end once it is gone.</summary>
public interface IWorkerProcess : IAsyncDisposable
{
    /// <summary>Its process id.</summary>
    int Id { get; }

    /// <summary>To its standard input.</summary>
    Stream Input { get; }

    /// <summary>From its standard output. Untrusted.</summary>
    Stream Output { get; }

    /// <summary>What it wrote to standard error so far, its first 8 KiB; the rest is read and dropped.</summary>
    UntrustedText Errors { get; }

    /// <summary>It has closed its standard error, which nothing does but ending.</summary>
    bool HasEnded { get; }

    /// <summary>Resident memory, bytes; 0 when it is gone.</summary>
    long ResidentBytes { get; }

    /// <summary>Nanoseconds that its first thread, on which the work is done, stood ready and had no processor; 0 when the kernel does not say.</summary>
    long WaitedForProcessor { get; }

    /// <summary>From now on it takes the processor only when nobody else wants it much. Not to be undone: raising a priority is a privilege, which a gateway does not have.</summary>
    void GiveWay();

    /// <summary>SIGKILL, without waiting.</summary>
    void Kill();

    /// <summary>
    /// Closes its input, waits for its end, kills it when <paramref name="patience"/> is over, and leaves nothing behind: no zombie, no descriptor.
    /// Returns in bounded time whatever the process does; calling it again returns the same.
    /// </summary>
    ValueTask<WorkerEnd> EndAsync(TimeSpan patience);
}
