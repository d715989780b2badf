using System.Globalization;
using System.Text;

namespace Mugai.Worker.TestPlugin;

/// <summary>Tries everything a worker must not be able to do and says of each how it went: <c>denied</c> or what it got.</summary>
internal static unsafe class EscapeAttempts
{
    private const int ReadOnly = 0;
    private const int CreateAndWrite = 0x40 | 1;

    public static string Report(string[] forbiddenPaths)
    {
        var report = new StringBuilder();
        Try(report, "socket.inet", Libc.Socket(2, 1, 0));
        Try(report, "socket.inet6.udp", Libc.Socket(10, 2, 0));
        Try(report, "socket.unix", Libc.Socket(1, 1, 0));
        Try(report, "socket.netlink", Libc.Socket(16, 3, 0));
        Try(report, "open.passwd", Libc.Open("/etc/passwd", ReadOnly, 0));
        Try(report, "open.root", Libc.Open("/", ReadOnly, 0));
        Try(report, "open.parentMemory", Libc.Open(string.Create(CultureInfo.InvariantCulture, $"/proc/{Libc.GetParentPid()}/mem"), ReadOnly, 0));
        Try(report, "open.parentEnvironment", Libc.Open(string.Create(CultureInfo.InvariantCulture, $"/proc/{Libc.GetParentPid()}/environ"), ReadOnly, 0));
        Try(report, "open.ownEnvironment", Libc.Open("/proc/self/environ", ReadOnly, 0));
        Try(report, "create.tmp", Libc.Open("/tmp/mugai-escape", CreateAndWrite, 420));
        Try(report, "create.shm", Libc.Open("/dev/shm/mugai-escape", CreateAndWrite, 420));
        Try(report, "create.programFolder", Libc.Open(AppContext.BaseDirectory + "/mugai-escape", CreateAndWrite, 420));
        Try(report, "write.ownProgram", Libc.Open(AppContext.BaseDirectory + "/mugai-worker.dll", 1, 0));
        Try(report, "write.null", Libc.Open("/dev/null", 1, 0));
        Try(report, "mkdir", Libc.MakeDirectory("/tmp/mugai-escape-folder", 511));
        Try(report, "unlink", Libc.Unlink("/tmp/mugai-bait"));
        Try(report, "chmod", Libc.ChangeMode("/tmp/mugai-bait", 511));
        Try(report, "memfd", Libc.MemoryFile("escape", 0));
        Try(report, "exec", Libc.Execve("/bin/true", null, null));
        Try(report, "fork", Libc.Fork());
        Try(report, "fork.raw", Libc.Syscall(56, 17, 0, 0, 0, 0));
        Try(report, "kill.parent", Libc.Kill(Libc.GetParentPid(), 0));
        Try(report, "kill.everybody", Libc.Kill(-1, 0));
        Try(report, "tgkill.parent", Libc.Syscall(234, Libc.GetParentPid(), Libc.GetParentPid(), 0, 0, 0));
        var processors = 1UL;
        Try(report, "affinity.parent", Libc.Syscall(203, Libc.GetParentPid(), sizeof(ulong), (nint)(&processors), 0, 0));
        Try(report, "ptrace.parent", Libc.Ptrace(16, Libc.GetParentPid(), 0, 0));
        Try(report, "readParentMemory", Libc.Syscall(310, Libc.GetParentPid(), 0, 0, 0, 0));
        Try(report, "mount", Libc.Mount("none", "/tmp", "tmpfs", 0, 0));
        Try(report, "io_uring", Libc.Syscall(425, 1, 0, 0, 0, 0));
        Try(report, "bpf", Libc.Syscall(321, 0, 0, 0, 0, 0));
        Try(report, "unshare", Libc.Syscall(272, 0x10000000, 0, 0, 0, 0));
        Try(report, "setuid", Libc.Syscall(105, 0, 0, 0, 0, 0));
        Try(report, "setOwner", Libc.Fcntl(0, 8, Libc.GetParentPid()));
        ulong* limits = stackalloc ulong[2];
        (limits[0], limits[1]) = (1, 1);
        Try(report, "limitParent", Libc.Prlimit(Libc.GetParentPid(), 4, limits, null));
        Try(report, "raiseOwnLimit", Libc.Prlimit(0, 4, limits, null));
        foreach (var path in forbiddenPaths)
        {
            Try(report, "open." + path, Libc.Open(path, ReadOnly, 0));
        }

        report.Append(CultureInfo.InvariantCulture, $"environment={string.Join(',', Environment.GetEnvironmentVariables().Keys.Cast<string>().Order(StringComparer.Ordinal))}\n");
        report.Append(CultureInfo.InvariantCulture, $"descriptors={OpenDescriptors()}\n");
        return report.ToString();
    }

    private static void Try(StringBuilder report, string what, nint result)
    {
        var error = Libc.LastError;
        report.Append(CultureInfo.InvariantCulture, $"{what}={(result < 0 ? $"denied {error}" : $"SUCCEEDED {result}")}\n");
    }

    private static int OpenDescriptors()
    {
        var open = 0;
        for (var fd = 0; fd < 64; fd++)
        {
            open += Libc.Fcntl(fd, 1, 0) >= 0 ? 1 : 0;
        }

        return open;
    }
}
