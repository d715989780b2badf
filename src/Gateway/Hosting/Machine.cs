using System.Runtime.InteropServices;
using Mugai.Auditing;

namespace Mugai.Gateway.Hosting;

/// <summary>What the kernel says of room and clock.</summary>
internal static partial class Machine
{
    /// <summary>adjtimex(2): the clock is not kept by a time service.</summary>
    private const int TimeError = 5;

    public static MachineState Measure(string folder)
    {
        var (free, total) = (0L, 0L);
        try
        {
            var drive = new DriveInfo(Path.GetFullPath(folder));
            (free, total) = (drive.AvailableFreeSpace, drive.TotalSize);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // The store tells of its trouble itself.
        }

        return new MachineState(free, total, AskClock());
    }

    private static bool? AskClock()
    {
        Span<byte> timex = stackalloc byte[256]; // struct timex has 208 bytes; modes 0: only read
        timex.Clear();
        return AdjustTime(ref MemoryMarshal.GetReference(timex)) switch { TimeError => false, < 0 => null, _ => true };
    }

    [LibraryImport("libc", EntryPoint = "adjtimex", SetLastError = true)]
    private static partial int AdjustTime(ref byte timex);
}
