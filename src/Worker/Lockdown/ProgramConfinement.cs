using Mugai.Frames;

namespace Mugai.Worker.Lockdown;

/// <summary>
/// Locks the calling thread down and becomes a program that is not ours. It may read the system's libraries, fonts and character maps, execute itself and its loader, and nothing else; the filter
/// is on before it begins, so it is one step where our own workers take two. The gateway hears Ready before the program takes over; from there on its standard output is the program's.
/// </summary>
internal static unsafe class ProgramConfinement
{
    /// <summary>Seconds of processor time, beyond the gateway's own clock.</summary>
    private const ulong MaxCpuSeconds = 120;

    private static readonly string[] s_folders =
    [
        "/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/fontconfig", "/etc/fonts", "/var/cache/fontconfig", InstalledCollections.Folder,
    ];

    private static readonly string[] s_files = ["/etc/ld.so.cache", "/dev/null", "/dev/urandom"];

    private static readonly string[] s_loaders = ["/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1"];

    // No home: nothing of anybody's is looked for.
    private static readonly string[] s_variables = ["LANG=C.UTF-8", "HOME=/nonexistent", "MALLOC_ARENA_MAX=1"];

    /// <summary>Returns only when it failed.</summary>
    public static WorkerExitCode RestrictAndRun(WorkerSetup setup)
    {
        if (!File.Exists(setup.Run))
        {
            // Asked here, where words can be found: behind the limits of the next image this one may have no memory left for them.
            StandardError.Say($"mugai-worker: {setup.Run} is not there / {setup.Run} がありません");
            return WorkerExitCode.CannotConfine;
        }

        var argv = Confinement.Strings([setup.Run!, .. setup.RunArguments]);
        var envp = Confinement.Strings(s_variables);
        _ = Libc.SetSid();
        _ = Libc.Prctl(Confinement.PrSetPdeathsig, Confinement.SigKill);
        if (setup.Parent is { } parent && Libc.GetParentPid() != parent)
        {
            return WorkerExitCode.CannotConfine;
        }

        _ = Libc.Prctl(Confinement.PrSetNoNewPrivs, 1);
        Confinement.DropCapabilities();
        var abi = setup.LandlockAbi;
        var landlock = abi > 0 && Landlock.Restrict(abi, s_folders, s_files, [setup.Run!, .. s_loaders])
            && Confinement.IsRefused(Libc.Open("/", Libc.OCloexec)) && Confinement.IsRefused(Libc.Open("/proc/1/status", Libc.OCloexec));
        // Everything but the three pipes closes when the program is replaced.
        _ = Libc.Syscall(Libc.SysCloseRange, 3, unchecked((nint)uint.MaxValue), 4 /* CLOSE_RANGE_CLOEXEC */);
        var seccomp = SeccompFilter.IsAvailable() && SeccompFilter.InstallForProgram() && Confinement.IsRefused(Libc.Socket(1, 1, 0));
        var ready = new ReadyFrame(FrameLimits.ProtocolVersion, BuildIdentity.Current, landlock ? abi : 0, seccomp);
        if (!ready.IsConfined && !setup.DangerUnsandboxed)
        {
            return Confinement.Refuse(abi);
        }

        return Say(ready) ? Become(setup, argv, envp) : WorkerExitCode.Protocol;
    }

    private static bool Say(ReadyFrame ready)
    {
        var frames = new FrameWriter(1024);
        ready.Write(frames);
        var bytes = frames.Written.Span;
        fixed (byte* start = bytes)
        {
            return Libc.Write(1, start, bytes.Length) == bytes.Length;
        }
    }

    private static WorkerExitCode Become(WorkerSetup setup, byte** argv, byte** envp)
    {
        // FSIZE: not a byte into any file; CORE: a dump would hold the mail; NOFILE: three pipes and a few fonts; AS last, because this image has mapped more than the next one may.
        var limited = Confinement.Limit(0, MaxCpuSeconds) && Confinement.Limit(1, 0) && Confinement.Limit(4, 0) && Confinement.Limit(7, 64) && Confinement.Limit(9, setup.MaxAddressBytes);
        if (limited)
        {
            _ = Libc.Execve(argv[0], argv, envp);
        }

        StandardError.Say($"mugai-worker: execve of {setup.Run} failed, errno {Libc.LastError} / {setup.Run} を実行できません");
        return WorkerExitCode.CannotConfine;
    }
}
