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

    /// <summary>Managed workers at one time, busy or warm. One per core: sanitizing is CPU work and has nothing to wait for.</summary>
    public int PoolSize { get; init; } = Environment.ProcessorCount;

    /// <summary>Workers and native steps above these numbers for tenants that have none running, so that hanging jobs of one tenant do not keep out another. 0: there is one tenant.</summary>
    public int ReservedPlaces { get; init; }

    /// <summary>Fresh workers kept beside these: one that is worn, or whose tenant gives way to another, is replaced by one that is ready, not by one that starts on a busy machine (seconds instead of 0.1 s). 0 for a command that ends soon.</summary>
    public int SpareWorkers { get; init; }

    /// <summary>
    /// A mail that each managed worker cleans before it is taken for ready, so that its code is compiled when the first real mail comes (0.2 s and more of processor time); null: none.
    /// Under the same rules as a real one; what comes of it is thrown away.
    /// </summary>
    public ReadOnlyMemory<byte>? Rehearsal { get; init; }

    /// <summary>Idle workers kept above all these numbers for tenants that have served theirs warm, about 50 MiB each: with more tenants than places, each mail would otherwise end another tenant's worker and start its own.</summary>
    public int WarmWorkers { get; init; }

    /// <summary>Tenants whose jobs give way to others'; null: none.</summary>
    public Func<string, bool>? IsCrowded { get; init; }

    /// <summary>A tenant's share of the workers while there are not enough; null: all the same.</summary>
    public Func<string, int>? ShareOf { get; init; }

    /// <summary>Jobs that may wait for a worker; more wait outside, in the spool, where they are safe.</summary>
    public int MaxWaiting { get; init; } = 1_000;

    /// <summary>Jobs after which a worker is replaced, so that whatever one input left behind does not see the mail of a whole day.</summary>
    public int JobsPerWorker { get; init; } = 1_000;

    /// <summary>Resident bytes after a job above which a worker is replaced. An idle one has about 50 MiB.</summary>
    public long MaxIdleResidentBytes { get; init; } = 192L << 20;

    /// <summary>The managed heap's hard limit in a worker, bytes; above it the worker ends and the part is over budget.</summary>
    public long MaxHeapBytes { get; init; } = 1536L << 20;

    /// <summary>Where scratch of workers, and parts on their way to a native worker and back, lie when they are large; ciphertext only, without a name.</summary>
    public string ScratchFolder { get; init; } = System.IO.Path.GetTempPath();

    /// <summary>Findings listed for one part; more are added up by code, so that a report stays readable.</summary>
    public int MaxFindingsPerPart { get; init; } = 1_000;

    /// <summary>How long a worker may take until it is ready. It takes about 0.1 s; a busy machine may need more.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long running jobs may go on at shutdown.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Sanitizers from outside, pinned by digest.</summary>
    public IReadOnlyList<PluginPin> Plugins { get; init; } = [];

    /// <summary>Native steps that run at one time, over all messages; the others wait in line. They are CPU work too: one per core. 0: there are none, every step ends as unsupported.</summary>
    public int NativeSteps { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// Native workers kept ready at most, of about 30 MiB each before a library is loaded: each message that needs one gets a fresh one, and a start takes 0.1 s. As many are kept as were
    /// used at one time of late, at least one. 0: they are started when they are needed.
    /// </summary>
    public int NativeSpares { get; init; } = Environment.ProcessorCount;

    /// <summary>Native workers at one time in all: busy ones, spares, and those that a message keeps for its next step. On two cores: four.</summary>
    public int MaxNativeWorkers { get; init; } = 2 * Environment.ProcessorCount;

    /// <summary>
    /// Resident bytes of a native worker, above which the parent kills it; 16 times the step's input comes on top. The runtime and libvips take 100 MiB, a large
    /// picture that cannot be read line by line the rest.
    /// </summary>
    public long MaxNativeResidentBytes { get; init; } = 384L << 20;

    /// <summary>The managed heap's hard limit in a native worker, bytes: it holds the step's input, and little else.</summary>
    public long MaxNativeHeapBytes { get; init; } = 512L << 20;

    /// <summary>The program that turns pages of a PDF file into pictures: poppler's pdftoppm. Where it is missing there is no preview of PDF files.</summary>
    public string PageProgram { get; init; } = "/usr/bin/pdftoppm";

    /// <summary>Resident bytes of that program, above which the parent kills it; twice the file comes on top, which it reads whole.</summary>
    public long MaxPageProgramBytes { get; init; } = 512L << 20;

    /// <summary>How long it may take for one page.</summary>
    public TimeSpan PageTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Run workers although the kernel cannot confine them (no Landlock or no seccomp). Every start says so in the log. Only for tests on old
    /// kernels: a hostile file that takes over a worker then owns the gateway's account.
    /// </summary>
    public bool DangerUnsandboxedWorkers { get; init; }
}
