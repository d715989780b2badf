using System.Runtime.InteropServices;
using Mugai.Frames;

namespace Mugai.Worker.Lockdown;

/// <summary>
/// Locks the process down, in two steps because Landlock binds one thread only and the runtime has several before Main: step one restricts the
/// calling thread and replaces the process by itself (execve keeps the restriction and ends the other threads); step two, in the new image, puts
/// the system-call filter on all threads and tries whether both locks hold. No byte of an input is read before.
/// </summary>
internal static unsafe class Confinement
{
    private const string StageVariable = "MUGAI_WORKER_STAGE";
    private const string LockedStage = "locked";

    internal const int PrSetPdeathsig = 1;
    private const int PrSetDumpable = 4;
    private const int PrSetName = 15;
    private const int PrCapbsetDrop = 24;
    internal const int PrSetNoNewPrivs = 38;
    private const int PrGetNoNewPrivs = 39;
    internal const int SigKill = 9;

    /// <summary>The variables that survive step one; everything else the gateway's environment may hold is none of the worker's business.</summary>
    private static readonly string[] KeptVariables = ["DOTNET_", "MALLOC_", "LANG="];

    public static bool IsSecondStep => Environment.GetEnvironmentVariable(StageVariable) == LockedStage;

    /// <summary>Step one. Returns only when it failed.</summary>
    public static WorkerExitCode RestrictAndReplace(WorkerSetup setup)
    {
        // Read before the files that say it are out of reach.
        var argv = Strings(File.ReadAllText("/proc/self/cmdline").Split('\0')[..^1]);
        var envp = Strings(VariablesToKeep());

        _ = Libc.SetSid();
        _ = Libc.Prctl(PrSetPdeathsig, SigKill);
        _ = Libc.Prctl(PrSetNoNewPrivs, 1);
        DropCapabilities();
        var abi = Landlock.Abi();
        var confined = abi > 0 && SeccompFilter.IsAvailable() && Landlock.Restrict(abi, ReadableFolders(), ReadableFiles(setup));
        if (!confined && !setup.DangerUnsandboxed)
        {
            return Refuse(abi);
        }

        // Everything but the three pipes closes when the program is replaced.
        _ = Libc.Syscall(Libc.SysCloseRange, 3, unchecked((nint)uint.MaxValue), 4 /* CLOSE_RANGE_CLOEXEC */);
        // Last, because the limits bind this image too, and it has mapped more than the next one may.
        SetLimits(setup);
        fixed (byte* self = "/proc/self/exe\0"u8)
        {
            _ = Libc.Execve(self, argv, envp);
        }

        StandardError.Say($"mugai-worker: execve failed, errno {Libc.LastError} / 自分自身の再実行に失敗しました");
        return WorkerExitCode.CannotConfine;
    }

    /// <summary>Step two. What it returns stands in the Ready frame; null when a lock does not hold.</summary>
    public static ReadyFrame? Complete(WorkerSetup setup)
    {
        _ = Libc.Prctl(PrSetPdeathsig, SigKill);
        // Since step one the process list calls it "exe".
        fixed (byte* name = setup.Kind == WorkerKind.Native ? "mugai-native\0"u8 : "mugai-worker\0"u8)
        {
            _ = Libc.Prctl(PrSetName, (nint)name);
        }

        if (setup.Parent is { } parent && Libc.GetParentPid() != parent)
        {
            return null;
        }

        // The parent may still read statm (it is world-readable); nobody of the same account may attach or read memory.
        _ = Libc.Prctl(PrSetDumpable, 0);
        var seccomp = Libc.Prctl(PrGetNoNewPrivs) == 1 && SeccompFilter.IsAvailable() && SeccompFilter.Install(Environment.ProcessId);
        seccomp = seccomp && IsRefused(Libc.Socket(1, 1, 0));
        var landlock = IsRefused(Libc.Open("/", Libc.OCloexec)) && IsRefused(Libc.Open("/proc/1/status", Libc.OCloexec));
        var ready = new ReadyFrame(FrameLimits.ProtocolVersion, BuildIdentity.Current, landlock ? Math.Max(setup.LandlockAbi, 1) : 0, seccomp);
        return ready.IsConfined || setup.DangerUnsandboxed ? ready : null;
    }

    public static WorkerExitCode Refuse(int abi)
    {
        StandardError.Say(
            $"mugai-worker: this kernel cannot confine a worker (Landlock ABI {abi}, seccomp {(SeccompFilter.IsAvailable() ? "yes" : "no")}). "
            + "Use a kernel of 5.13 or newer with landlock in its LSM list, or allow both calls in the container's seccomp profile. / "
            + "このカーネルではワーカーを隔離できません。Landlock を有効にしたカーネル 5.13 以降を使うか、コンテナーの seccomp プロファイルで許可してください。");
        return WorkerExitCode.CannotConfine;
    }

    internal static bool IsRefused(int fd)
    {
        if (fd < 0)
        {
            return true;
        }

        _ = Libc.Close(fd);
        return false;
    }

    /// <summary>A gateway that runs as root (a container without user) must not lend its powers: the bounding set is emptied, execve then grants none.</summary>
    internal static void DropCapabilities()
    {
        for (var capability = 0; capability < 64; capability++)
        {
            if (Libc.Prctl(PrCapbsetDrop, capability) != 0 && Libc.LastError != Libc.EPERM)
            {
                break;
            }
        }

        // struct __user_cap_header (version 3, this thread) and two empty __user_cap_data.
        var header = stackalloc uint[] { 0x20080522, 0 };
        var none = stackalloc uint[6];
        new Span<uint>(none, 6).Clear();
        _ = Libc.Syscall(Libc.SysCapset, (nint)header, (nint)none);
    }

    private static void SetLimits(WorkerSetup setup)
    {
        Limit(1, 0); // FSIZE: not a byte into any file
        Limit(4, 0); // CORE: a dump would hold the mail
        Limit(7, 256); // NOFILE: three pipes; the runtime keeps two for each assembly and two for each thread, so this bounds threads as well
        Limit(6, setup.MaxProcesses); // NPROC: counts all threads of the account, so it only stops a flood
        Limit(9, setup.MaxAddressBytes); // AS
    }

    /// <summary>False when the kernel refuses.</summary>
    internal static bool Limit(int resource, ulong value)
    {
        var limit = new Libc.Rlimit { Soft = value, Hard = value };
        return Libc.SetRlimit(resource, ref limit) == 0;
    }

    /// <summary>Its own program, the runtime, the system's libraries, fonts and character maps (invariant 3).</summary>
    private static List<string> ReadableFolders()
    {
        List<string> folders = [AppContext.BaseDirectory, "/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/share/fonts", InstalledCollections.Folder];
        if (!IsSelfContained)
        {
            // The host lists the framework's versions before it takes one.
            folders.Add(Path.Combine(DotnetRoot(), "shared", "Microsoft.NETCore.App"));
            folders.Add(Path.Combine(DotnetRoot(), "host"));
        }

        return folders;
    }

    /// <summary>What the loader, the C library and the random generator open by name, and the plug-ins that the gateway named.</summary>
    private static IEnumerable<string> ReadableFiles(WorkerSetup setup) =>
        ["/etc/ld.so.cache", "/dev/null", "/dev/urandom", "/proc/self/maps", .. setup.Plugins.Select(plugin => plugin.Path)];

    private static bool IsSelfContained => Path.GetFullPath(RuntimeEnvironment.GetRuntimeDirectory()).TrimEnd('/') == AppContext.BaseDirectory.TrimEnd('/');

    /// <summary>ROOT/shared/Microsoft.NETCore.App/VERSION/ → ROOT.</summary>
    private static string DotnetRoot() => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    private static List<string> VariablesToKeep()
    {
        List<string> environment = [.. File.ReadAllText("/proc/self/environ").Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Where(variable => KeptVariables.Any(kept => variable.StartsWith(kept, StringComparison.Ordinal)) && !variable.StartsWith("DOTNET_ROOT", StringComparison.Ordinal))];
        environment.Add($"DOTNET_ROOT={DotnetRoot()}");
        environment.Add($"{StageVariable}={LockedStage}");
        return environment;
    }

    /// <summary>A NULL-terminated array of C strings, never freed: the program ends with this call or is replaced.</summary>
    internal static byte** Strings(IReadOnlyList<string> strings)
    {
        var array = (byte**)NativeMemory.AllocZeroed((nuint)(strings.Count + 1), (nuint)sizeof(byte*));
        for (var i = 0; i < strings.Count; i++)
        {
            array[i] = (byte*)Marshal.StringToCoTaskMemUTF8(strings[i]);
        }

        return array;
    }
}
