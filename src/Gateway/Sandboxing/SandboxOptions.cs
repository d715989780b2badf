using Mugai.Frames;

namespace Mugai.Gateway.Sandboxing;

/// <summary>A sanitizer assembly of somebody else's, loaded only when its bytes have this digest.</summary>
/// <param name="Path">Absolute path of the assembly.</param>
/// <param name="Sha256">64 hex digits.</param>
public sealed record PluginPin(string Path, string Sha256);

/// <summary>How workers are started and kept. Frozen.</summary>
public sealed record SandboxOptions
{
    /// <summary>The worker program; by default <c>worker/mugai-worker</c> beside or below the gateway.</summary>
    public string WorkerPath { get; init; } = System.IO.Path.Combine(AppContext.BaseDirectory, "worker", "mugai-worker");

    /// <summary>Workers of a kind at one time, busy or warm. One per core: sanitizing is CPU work and has nothing to wait for.</summary>
    public int PoolSize { get; init; } = Environment.ProcessorCount;

    /// <summary>Jobs that may wait for a worker; more wait outside, in the spool, where they are safe.</summary>
    public int MaxWaiting { get; init; } = 1_000;

    /// <summary>Jobs after which a worker is replaced, so that whatever one input left behind does not see the mail of a whole day.</summary>
    public int JobsPerWorker { get; init; } = 1_000;

    /// <summary>Resident bytes after a job above which a worker is replaced. An idle one has about 50 MiB.</summary>
    public long MaxIdleResidentBytes { get; init; } = 192L << 20;

    /// <summary>The managed heap's hard limit in a worker, bytes; above it the worker ends and the part is over budget.</summary>
    public long MaxHeapBytes { get; init; } = 1536L << 20;

    /// <summary>Where parts on their way between two workers wait when they are large; ciphertext only, without a name.</summary>
    public string ScratchFolder { get; init; } = System.IO.Path.GetTempPath();

    /// <summary>Findings listed for one part; more are added up by code, so that a report stays readable.</summary>
    public int MaxFindingsPerPart { get; init; } = 1_000;

    /// <summary>How long a worker may take until it is ready. It takes about 0.1 s; a busy machine may need more.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long running jobs may go on at shutdown.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Sanitizers from outside, pinned by digest.</summary>
    public IReadOnlyList<PluginPin> Plugins { get; init; } = [];

    /// <summary>The kinds of worker that exist on this installation. A part that needs another kind is Blocked as unsupported.</summary>
    public IReadOnlyList<WorkerKind> Kinds { get; init; } = [WorkerKind.Managed];

    /// <summary>
    /// Run workers although the kernel cannot confine them (no Landlock or no seccomp). Every start says so in the log. Only for tests on old
    /// kernels: a hostile file that takes over a worker then owns the gateway's account.
    /// </summary>
    public bool DangerUnsandboxedWorkers { get; init; }
}
