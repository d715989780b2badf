using System.Runtime.InteropServices;

namespace Mugai.Sanitizers.Tests;

/// <summary>
/// CPU time of the calling thread: what a test of linear time may ask for. The clock on the wall counts what other tests and programs do, and the time of the process
/// what the other tests of the suite do.
/// </summary>
internal static class ThreadClock
{
    private const int ThreadTime = 3; // CLOCK_THREAD_CPUTIME_ID of Linux.

    public static TimeSpan Of(Action work)
    {
        var before = Now();
        work();
        return Now() - before;
    }

    private static TimeSpan Now()
    {
        Span<long> time = stackalloc long[2];
        return GetTime(ThreadTime, ref MemoryMarshal.GetReference(time)) == 0 ? TimeSpan.FromSeconds(time[0]) + TimeSpan.FromMicroseconds(time[1] / 1000.0) : throw new NotSupportedException("clock_gettime");
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetTime(int clock, ref long time);
}
