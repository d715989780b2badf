using System.Runtime.InteropServices;

namespace Mugai.Gateway.Telemetry.Parts;

/// <summary>What the kernel knows of its clock (adjtimex(2), read only): whether something keeps it right, and by how much it may be wrong.</summary>
/// <param name="IsSynchronized">A time service has it in hand (STA_UNSYNC is not set).</param>
/// <param name="MaxError">The largest error the time service thinks possible.</param>
internal readonly partial record struct KernelClock(bool IsSynchronized, TimeSpan MaxError)
{
    /// <summary>STA_UNSYNC of linux/timex.h.</summary>
    private const int Unsynchronized = 0x40;

    /// <summary>Asks; null where the kernel does not say (a seccomp profile that forbids it).</summary>
    public static KernelClock? Read()
    {
        // struct timex is 208 bytes on 64-bit Linux; modes = 0 changes nothing. maxerror is at 24 (microseconds), status at 40.
        Span<byte> timex = stackalloc byte[256];
        timex.Clear();
        return OperatingSystem.IsLinux() && AdjTimeX(ref MemoryMarshal.GetReference(timex)) >= 0
            ? new((BitConverter.ToInt32(timex[40..]) & Unsynchronized) == 0, TimeSpan.FromMicroseconds(BitConverter.ToInt64(timex[24..]))) : null;
    }

    [LibraryImport("libc", EntryPoint = "adjtimex")]
    private static partial int AdjTimeX(ref byte timex);
}
