namespace Mugai.Worker.Lockdown;

/// <summary>The numbers of the system calls that a locked worker may make, per architecture, and of those that are looked at more closely.</summary>
internal sealed class SystemCalls
{
    /// <summary>x86-64 (the kernel's syscall_64.tbl).</summary>
    public static readonly SystemCalls X64 = new()
    {
        Allowed =
        [
            // reading and writing what is open, and opening what Landlock allows
            0 /* read */, 1 /* write */, 19 /* readv */, 20 /* writev */, 17 /* pread64 */, 3 /* close */, 8 /* lseek */, 5 /* fstat */,
            262 /* newfstatat */, 332 /* statx */, 257 /* openat */, 2 /* open */, 4 /* stat */, 6 /* lstat */, 21 /* access */,
            269 /* faccessat */, 439 /* faccessat2 */, 89 /* readlink */, 267 /* readlinkat */, 217 /* getdents64 */, 79 /* getcwd */,
            7 /* poll */, 271 /* ppoll */, 221 /* fadvise64 */,
            // memory
            9 /* mmap */, 10 /* mprotect */, 11 /* munmap */, 25 /* mremap */, 28 /* madvise */, 12 /* brk */, 27 /* mincore */,
            324 /* membarrier */,
            // threads (the runtime gives each a pipe) and time
            202 /* futex */, 24 /* sched_yield */, 204 /* sched_getaffinity */, 143 /* sched_getparam */,
            145 /* sched_getscheduler */, 146 /* sched_get_priority_max */, 147 /* sched_get_priority_min */, 273 /* set_robust_list */, 334 /* rseq */, 35 /* nanosleep */,
            293 /* pipe2 */, 230 /* clock_nanosleep */, 228 /* clock_gettime */, 229 /* clock_getres */, 96 /* gettimeofday */, 309 /* getcpu */,
            219 /* restart_syscall */,
            // its own signals
            13 /* rt_sigaction */, 14 /* rt_sigprocmask */, 15 /* rt_sigreturn */, 131 /* sigaltstack */,
            // who and where it is
            39 /* getpid */, 186 /* gettid */, 110 /* getppid */, 102 /* getuid */, 107 /* geteuid */, 104 /* getgid */, 108 /* getegid */,
            63 /* uname */, 99 /* sysinfo */, 98 /* getrusage */, 100 /* times */, 318 /* getrandom */,
            // the end
            60 /* exit */, 231 /* exit_group */,
        ],
        ForPrograms = [59 /* execve: Landlock says of what */, 158 /* arch_prctl */, 218 /* set_tid_address */, 138 /* fstatfs */],
        Clone = 56,
        Clone3 = 435,
        Tgkill = 234,
        Prctl = 157,
        Prlimit64 = 302,
        Fcntl = 72,
        SchedSetaffinity = 203,
    };

    /// <summary>arm64 (the kernel's asm-generic/unistd.h).</summary>
    public static readonly SystemCalls Arm64 = new()
    {
        Allowed =
        [
            // reading and writing what is open, and opening what Landlock allows
            63 /* read */, 64 /* write */, 65 /* readv */, 66 /* writev */, 67 /* pread64 */, 57 /* close */, 62 /* lseek */, 80 /* fstat */,
            79 /* newfstatat */, 291 /* statx */, 56 /* openat */, 48 /* faccessat */, 439 /* faccessat2 */, 78 /* readlinkat */,
            61 /* getdents64 */, 17 /* getcwd */, 73 /* ppoll */, 223 /* fadvise64 */,
            // memory
            222 /* mmap */, 226 /* mprotect */, 215 /* munmap */, 216 /* mremap */, 233 /* madvise */, 214 /* brk */, 232 /* mincore */,
            283 /* membarrier */,
            // threads (the runtime gives each a pipe) and time
            98 /* futex */, 124 /* sched_yield */, 123 /* sched_getaffinity */, 121 /* sched_getparam */,
            120 /* sched_getscheduler */, 125 /* sched_get_priority_max */, 126 /* sched_get_priority_min */, 99 /* set_robust_list */, 293 /* rseq */, 101 /* nanosleep */,
            59 /* pipe2 */, 115 /* clock_nanosleep */, 113 /* clock_gettime */, 114 /* clock_getres */, 169 /* gettimeofday */, 168 /* getcpu */,
            128 /* restart_syscall */,
            // its own signals
            134 /* rt_sigaction */, 135 /* rt_sigprocmask */, 139 /* rt_sigreturn */, 132 /* sigaltstack */,
            // who and where it is
            172 /* getpid */, 178 /* gettid */, 173 /* getppid */, 174 /* getuid */, 175 /* geteuid */, 176 /* getgid */, 177 /* getegid */,
            160 /* uname */, 179 /* sysinfo */, 165 /* getrusage */, 153 /* times */, 278 /* getrandom */,
            // the end
            93 /* exit */, 94 /* exit_group */,
        ],
        ForPrograms = [221 /* execve: Landlock says of what */, 96 /* set_tid_address */, 44 /* fstatfs */],
        Clone = 220,
        Clone3 = 435,
        Tgkill = 131,
        Prctl = 167,
        Prlimit64 = 261,
        Fcntl = 25,
        SchedSetaffinity = 122,
    };

    /// <summary>Allowed with any argument.</summary>
    public required int[] Allowed { get; init; }

    /// <summary>Allowed besides to a program that is not ours: becoming it, and what the C library does at its start.</summary>
    public required int[] ForPrograms { get; init; }

    public required int Clone { get; init; }

    public required int Clone3 { get; init; }

    public required int Tgkill { get; init; }

    public required int Prctl { get; init; }

    public required int Prlimit64 { get; init; }

    public required int Fcntl { get; init; }

    public required int SchedSetaffinity { get; init; }
}
