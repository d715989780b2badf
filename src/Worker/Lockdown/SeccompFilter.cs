using System.Runtime.InteropServices;

namespace Mugai.Worker.Lockdown;

/// <summary>
/// The system-call filter: an allow-list of what the runtime needs between two frames. Anything else fails with EPERM, so that a sanitizer's
/// defect shows as an error, and a foreign calling convention kills the process. Memory, threads, futexes, reading; no sockets, no new
/// program, no new process, no other process's memory or signals. What may be opened is Landlock's business.
/// </summary>
internal static unsafe class SeccompFilter
{
    private const uint AuditArchX64 = 0xC000003E;
    private const uint AuditArchArm64 = 0xC00000B7;
    private const uint X32Bit = 0x40000000;
    private const uint RetAllow = 0x7FFF0000;
    private const uint RetErrno = 0x00050000;
    private const uint RetKillProcess = 0x80000000;
    private const uint CloneThread = 0x00010000;
    private const int SetModeFilter = 1;
    private const int GetActionAvailable = 2;
    private const int FlagTsync = 1;

    // struct seccomp_data: nr, arch, instruction pointer, six arguments of eight bytes (little-endian: the low half first).
    private const uint OffsetNumber = 0;
    private const uint OffsetArch = 4;
    private const uint OffsetArguments = 16;

    /// <summary>Whether the kernel can filter at all.</summary>
    public static bool IsAvailable()
    {
        var action = RetKillProcess;
        return Libc.Syscall(Libc.SysSeccomp, GetActionAvailable, 0, (nint)(&action)) == 0;
    }

    /// <summary>Puts the filter on every thread of the process at once (TSYNC). False with errno when the kernel refuses.</summary>
    public static bool Install(int ownPid)
    {
        return Install(Build(ownPid), FlagTsync);
    }

    /// <summary>
    /// Puts the filter of a program that is not ours on the calling thread alone, which is the one that becomes it: the same list, what the loader of a program needs, no thread and no process.
    /// </summary>
    public static bool InstallForProgram() => Install(BuildForProgram(), 0);

    private static bool Install(List<Instruction> program, int flags)
    {
        fixed (Instruction* instructions = CollectionsMarshal.AsSpan(program))
        {
            var header = new Program { Length = (ushort)program.Count, Instructions = instructions };
            return Libc.Syscall(Libc.SysSeccomp, SetModeFilter, flags, (nint)(&header)) == 0;
        }
    }

    private static List<Instruction> Build(int ownPid)
    {
        var table = Libc.IsArm64 ? SystemCalls.Arm64 : SystemCalls.X64;
        var program = Begin(table.Allowed);
        // A thread yes, a process no. clone3 hides its flags behind a pointer; ENOSYS makes the C library fall back to clone.
        When(program, table.Clone, [LoadArgument(0), new(0x45, 0, 1, CloneThread), Return(RetAllow), Return(RetErrno | Libc.EPERM)]);
        When(program, table.Clone3, [Return(RetErrno | Libc.ENOSYS)]);
        WhenItIsItsOwn(program, table, ownPid);
        program.Add(Return(RetErrno | Libc.EPERM));
        return program;
    }

    private static List<Instruction> BuildForProgram()
    {
        var table = Libc.IsArm64 ? SystemCalls.Arm64 : SystemCalls.X64;
        var program = Begin([.. table.Allowed, .. table.ForPrograms]);
        // Its own limits, because those of the program are set behind the filter: none can be raised again. Nobody else's: 0 is the caller.
        When(program, table.Prlimit64, [LoadArgument(0), SkipUnlessEqual(0, 0, 1), Return(RetAllow), Return(RetErrno | Libc.EPERM)]);
        // The process keeps its number when it becomes the program.
        WhenItIsItsOwn(program, table, Environment.ProcessId);
        program.Add(Return(RetErrno | Libc.EPERM));
        return program;
    }

    private static List<Instruction> Begin(IEnumerable<int> allowed)
    {
        List<Instruction> program =
        [
            Load(OffsetArch),
            SkipUnlessEqual(Libc.IsArm64 ? AuditArchArm64 : AuditArchX64, 1, 0),
            Return(RetKillProcess),
            Load(OffsetNumber),
            new(0x35, 0, 1, X32Bit), // x32's numbers reach the same calls under other names
            Return(RetKillProcess),
        ];

        foreach (var number in allowed)
        {
            program.Add(SkipUnlessEqual((uint)number, 0, 1));
            program.Add(Return(RetAllow));
        }

        return program;
    }

    private static void WhenItIsItsOwn(List<Instruction> program, SystemCalls table, int ownPid)
    {
        // Signals to its own threads: the runtime suspends them so, abort() ends so.
        When(program, table.Tgkill, [LoadArgument(0), SkipUnlessEqual((uint)ownPid, 0, 1), Return(RetAllow), Return(RetErrno | Libc.EPERM)]);
        // Each thread that the runtime starts sets its own processors first, and is given up when it may not: a worker whose compiler thread
        // had gone to rest would die of its next job. Nobody else's: 0 is the caller.
        When(program, table.SchedSetaffinity, [LoadArgument(0), SkipUnlessEqual(0, 0, 1), Return(RetAllow), Return(RetErrno | Libc.EPERM)]);
        // Names for its own threads and mappings; no ptracer, no key ring, no way back.
        When(program, table.Prctl,
        [
            LoadArgument(0), SkipUnlessEqual(15, 0, 1), Return(RetAllow), SkipUnlessEqual(0x53564D41, 0, 1), Return(RetAllow),
            Return(RetErrno | Libc.EPERM),
        ]);
        // Reading its own limits: no new ones, nobody else's.
        When(program, table.Prlimit64,
        [
            LoadArgument(0), SkipUnlessEqual(0, 0, 5), LoadArgument(2), SkipUnlessEqual(0, 0, 3),
            Load(OffsetArguments + (2 * 8) + 4), SkipUnlessEqual(0, 0, 1), Return(RetAllow), Return(RetErrno | Libc.EPERM),
        ]);
        // F_DUPFD, F_DUPFD_CLOEXEC and flags. F_SETOWN and F_SETSIG would make the kernel send signals to others.
        When(program, table.Fcntl,
        [
            LoadArgument(1), SkipUnlessEqual(0, 0, 1), Return(RetAllow), SkipUnlessEqual(1030, 0, 1), Return(RetAllow),
            SkipUnlessEqual(1, 0, 1), Return(RetAllow), SkipUnlessEqual(2, 0, 1), Return(RetAllow),
            SkipUnlessEqual(3, 0, 1), Return(RetAllow), Return(RetErrno | Libc.EPERM),
        ]);
    }

    /// <summary>Runs <paramref name="body"/>, which ends in a return, for one system call; the number is in the accumulator before and, when skipped, after.</summary>
    private static void When(List<Instruction> program, int number, Instruction[] body)
    {
        program.Add(SkipUnlessEqual((uint)number, 0, (byte)body.Length));
        program.AddRange(body);
    }

    private static Instruction Load(uint offset) => new(0x20, 0, 0, offset);

    private static Instruction LoadArgument(int index) => Load(OffsetArguments + (uint)(index * 8));

    private static Instruction SkipUnlessEqual(uint value, byte whenEqual, byte otherwise) => new(0x15, whenEqual, otherwise, value);

    private static Instruction Return(uint action) => new(0x06, 0, 0, action);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Instruction(ushort Code, byte WhenTrue, byte WhenFalse, uint Operand);

    [StructLayout(LayoutKind.Sequential)]
    private struct Program
    {
        public ushort Length;
        public Instruction* Instructions;
    }
}
