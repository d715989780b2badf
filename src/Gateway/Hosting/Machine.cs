using Mugai.Auditing;
using Mugai.Gateway.Telemetry.Parts;

namespace Mugai.Gateway.Hosting;

/// <summary>What the kernel says of room and clock.</summary>
internal static class Machine
{
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

        return new MachineState(free, total, KernelClock.Read()?.IsSynchronized);
    }
}
