using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Mugai.Frames;

namespace Mugai.Gateway.Sandboxing.Launching;

/// <summary>
/// Starts workers as child processes in sessions of their own. Their three standard descriptors are socket pairs rather than pipes, because the
/// runtime can wait for a socket without a thread; the worker's filter allows read and write on them and nothing else.
/// </summary>
public sealed class ProcessLauncher(SandboxOptions options) : IWorkerLauncher, IDisposable
{
    private const int AfUnix = 1;
    private const int SockStreamCloexec = 1 | 0x80000;

    /// <summary>The runtime reserves about 2.2 GiB of addresses for code before the heap; a third for stacks, maps and libraries is plenty.</summary>
    private const long AddressBytesBesideHeap = 3584L << 20;

    /// <summary>For C libraries, their stacks and what they allocate. The guard kills long before; this is for what grows faster than it looks.</summary>
    private const long AddressBytesOfLibraries = 2048L << 20;

    /// <summary>What locks itself down before it becomes another program allocates next to nothing.</summary>
    private const long HeapBytesBeforeProgram = 64L << 20;

    private readonly SpawnThread _thread = new();

    /// <inheritdoc/>
    public ValueTask<IWorkerProcess> LaunchAsync(WorkerKind kind, CancellationToken token) =>
        LaunchAsync(options.WorkerPath, Arguments(kind), token, kind: kind);

    /// <inheritdoc/>
    public ValueTask<IWorkerProcess> LaunchAsync(ConfinedProgram program, CancellationToken token) =>
        LaunchAsync(options.WorkerPath, [.. Arguments("program", program.MaxAddressBytes), "--run", program.Path, "--", .. program.Arguments], token, kind: WorkerKind.Program);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>No more starts; workers that run are not touched.</summary>
    public void Dispose() => _thread.Dispose();

    /// <summary>Starts any program the way a worker is started. <paramref name="kill"/> stands in for the kernel in the test of the process that cannot be killed.</summary>
    internal async ValueTask<IWorkerProcess> LaunchAsync(
        string path, IReadOnlyList<string> arguments, CancellationToken token, Action<int>? kill = null, WorkerKind kind = WorkerKind.Managed)
    {
        token.ThrowIfCancellationRequested();
        if (!File.Exists(path))
        {
            throw new SandboxUnavailableException($"The worker program {path} is missing: install it beside the gateway. / ワーカー {path} がありません。");
        }

        var (input, childInput) = Pair();
        var (output, childOutput) = Pair();
        var (errors, childErrors) = Pair();
        try
        {
            var pid = await _thread.SpawnAsync(path, arguments, Variables(HeapBytes(kind)), childInput, childOutput, childErrors);
            return new ProcessWorker(pid, Connected(input), Connected(output), Connected(errors), kill);
        }
        catch
        {
            foreach (var own in (int[])[input, output, errors])
            {
                _ = Posix.Close(own);
            }

            throw;
        }
        finally
        {
            // The child has its copies; ours would keep the connection open after its death.
            foreach (var childs in (int[])[childInput, childOutput, childErrors])
            {
                _ = Posix.Close(childs);
            }
        }
    }

    private List<string> Arguments(WorkerKind kind)
    {
        var arguments = Arguments(kind == WorkerKind.Native ? "native" : "managed", AddressBytes(kind));
        foreach (var plugin in options.Plugins)
        {
            arguments.AddRange(["--plugin", $"{plugin.Sha256}={plugin.Path}"]);
        }

        return arguments;
    }

    private List<string> Arguments(string kind, long addressBytes)
    {
        List<string> arguments =
        [
            "--kind", kind,
            "--parent", Environment.ProcessId.ToString(CultureInfo.InvariantCulture),
            "--max-address-bytes", addressBytes.ToString(CultureInfo.InvariantCulture),
        ];

        if (options.DangerUnsandboxedWorkers)
        {
            arguments.Add("--danger-unsandboxed");
        }

        return arguments;
    }

    private long HeapBytes(WorkerKind kind) => kind switch
    {
        WorkerKind.Native => options.MaxNativeHeapBytes,
        WorkerKind.Program => HeapBytesBeforeProgram,
        _ => options.MaxHeapBytes,
    };

    private long AddressBytes(WorkerKind kind) => HeapBytes(kind) + AddressBytesBesideHeap + (kind == WorkerKind.Native ? AddressBytesOfLibraries : 0);

    /// <summary>The whole environment of a worker: nothing of the gateway's, where secrets may stand.</summary>
    private static List<string> Variables(long heapBytes)
    {
        var heap = heapBytes.ToString("x", CultureInfo.InvariantCulture);
        var range = (heapBytes + (512L << 20)).ToString("x", CultureInfo.InvariantCulture);
        List<string> variables =
        [
            $"DOTNET_GCHeapHardLimit=0x{heap}",
            $"DOTNET_GCRegionRange=0x{range}", // otherwise 256 GiB of addresses are reserved, and RLIMIT_AS ends the start
            "DOTNET_GCgen0size=0x1000000", // the cache's size, from which the runtime derives it, cannot be read behind Landlock
            "DOTNET_gcConcurrent=0",
            "DOTNET_TieredPGO=0",
            "DOTNET_EnableDiagnostics=0", // no debugger or profiler socket
            "DOTNET_EnableWriteXorExecute=0", // its double mapping needs a file
            "MALLOC_ARENA_MAX=2", // an arena per thread reserves 64 MiB each
            "MALLOC_MMAP_THRESHOLD_=1048576", // a deflater takes 300 KB: mapped, cleared and given back for every member of an archive, it costs as much as the packing
            "MALLOC_TRIM_THRESHOLD_=4194304",
            "LANG=C.UTF-8",
        ];
        if (Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } root)
        {
            variables.Add($"DOTNET_ROOT={root}");
        }

        return variables;
    }

    private static unsafe (int Own, int Child) Pair()
    {
        var pair = stackalloc int[2];
        return Posix.SocketPair(AfUnix, SockStreamCloexec, 0, pair) == 0 ? (pair[0], pair[1]) : throw new SandboxUnavailableException(
            $"No descriptors for a worker: {Marshal.GetLastPInvokeErrorMessage()}. / ワーカー用のディスクリプターがありません。");
    }

    private static Socket Connected(int fd) => new(new SafeSocketHandle(fd, ownsHandle: true));
}
