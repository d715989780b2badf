using System.Runtime.InteropServices;

namespace Mugai.Worker.Lockdown;

/// <summary>
/// Landlock (kernel documentation, userspace-api/landlock): from here on files can be opened only below the listed paths, and only to be read or
/// executed; no TCP port can be bound or connected to (ABI 4), no signal or abstract socket reaches a process outside (ABI 6). It
/// binds the calling thread and what it starts: the process calls execve on itself right after, so that no other thread is left.
/// </summary>
internal static unsafe class Landlock
{
    private const uint CreateRulesetVersion = 1;
    private const ulong Execute = 1;
    private const ulong ReadFile = 1 << 2;
    private const ulong ReadDir = 1 << 3;
    private const int RulePathBeneath = 1;

    /// <summary>The kernel's ABI; 0 when there is no Landlock or it is switched off.</summary>
    public static int Abi()
    {
        var abi = (int)Libc.Syscall(Libc.SysLandlockCreateRuleset, 0, 0, (nint)CreateRulesetVersion);
        return Math.Max(abi, 0);
    }

    /// <summary>
    /// Restricts the calling thread. Paths that do not exist are skipped. False with errno when the kernel refuses. With <paramref name="programs"/> these files may be executed and nothing
    /// else; without, whatever lies in the folders.
    /// </summary>
    public static bool Restrict(int abi, IEnumerable<string> readableFolders, IEnumerable<string> readableFiles, IReadOnlyList<string>? programs = null)
    {
        var ruleset = new RulesetAttributes
        {
            // Every right the ABI knows is handled, and so denied unless a rule gives it.
            HandledFileAccess = abi switch { 1 => 0x1FFF, 2 => 0x3FFF, 3 or 4 => 0x7FFF, _ => 0xFFFF },
            HandledNetworkAccess = abi >= 4 ? 0b11u : 0,
            Scoped = abi >= 6 ? 0b11u : 0,
        };
        // Older kernels refuse a structure that is longer than the one they know.
        var size = abi switch { < 4 => 8, < 6 => 16, _ => 24 };
        var fd = (int)Libc.Syscall(Libc.SysLandlockCreateRuleset, (nint)(&ruleset), size, 0);
        if (fd < 0)
        {
            return false;
        }

        var ok = true;
        foreach (var folder in readableFolders)
        {
            ok &= Allow(fd, folder, ReadFile | ReadDir | (programs is null ? Execute : 0));
        }

        foreach (var program in programs ?? [])
        {
            ok &= Allow(fd, program, Execute | ReadFile);
        }

        foreach (var file in readableFiles)
        {
            ok &= Allow(fd, file, ReadFile);
        }

        ok = ok && Libc.Syscall(Libc.SysLandlockRestrictSelf, fd) == 0;
        _ = Libc.Close(fd);
        return ok;
    }

    private static bool Allow(int ruleset, string path, ulong access)
    {
        var fd = Libc.Open(path, Libc.OPath | Libc.OCloexec);
        if (fd < 0)
        {
            return true;
        }

        var rule = new PathBeneath { AllowedAccess = access, ParentFd = fd };
        var added = Libc.Syscall(Libc.SysLandlockAddRule, ruleset, RulePathBeneath, (nint)(&rule)) == 0;
        _ = Libc.Close(fd);
        return added;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct RulesetAttributes
    {
        public ulong HandledFileAccess;
        public ulong HandledNetworkAccess;
        public ulong Scoped;
    }

    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private struct PathBeneath
    {
        public ulong AllowedAccess;
        public int ParentFd;
    }
}
