using System.Globalization;
using System.Runtime.InteropServices;

namespace Mugai.Gateway.Tenants;

/// <summary>
/// How what gives way stands to the rest (ADR 32). Lowering a priority needs no privilege, raising it does: neither call can be taken back. Failing, what was asked to give way only stays as important as it was.
/// </summary>
internal static partial class Priority
{
    /// <summary>Nice value of journeys and workers that give way. A ninth of the ordinary weight: what it gives way to goes on nearly as if alone, and it never starves.</summary>
    public const int Cleaning = 10;

    /// <summary>Of receiving: a third of that again, so that what was accepted is finished before more is accepted, and a flood is cleaned at about the pace at which it comes.</summary>
    public const int Receiving = 15;

    /// <summary>
    /// Nanoseconds. The kernel lets a thread that wakes up in at once only when its slice is shorter than that of the running one (6.12 and later); otherwise the running one, of whatever
    /// nice value, first ends its slice. Longer than every ordinary one (0.7 to 4 ms): the spool's writer, which sleeps and wakes at each sync, stood waiting for two milliseconds out of three.
    /// </summary>
    internal const ulong LongSlice = 20_000_000;

    /// <summary>
    /// Nanoseconds, of everything else; the least the kernel gives. A thread of the pool yields between two items (sched_yield), which gives up the rest of its slice, and a slice that it
    /// has had or given up must come round again before it is let in: with the usual ones (0.7 to 4 ms) the pool's threads stood ready behind threads that give way for up to a fifth of the time.
    /// </summary>
    internal const ulong ShortSlice = 100_000;

    // PRIO_PROCESS and PRIO_PGRP of setpriority(2); on Linux the first, with 0, is the calling thread alone.
    private const int OfThread = 0;
    private const int OfGroup = 1;

    private static readonly bool IsArm64 = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;
    private static readonly int SchedSetAttr = IsArm64 ? 274 : 314;
    private static readonly int SchedGetAttr = IsArm64 ? 275 : 315;

    /// <summary>The calling thread gives way.</summary>
    public static void LowerThisThread(int nice)
    {
        _ = SetPriority(OfThread, 0, nice);
        SetSlice(0, LongSlice);
    }

    /// <summary>Every thread of this process, those that begin later, and the programs they start, until one of them is lowered.</summary>
    public static void ShortenSlices() => SetSlices("self", ShortSlice);

    /// <summary>Every thread of the process group that <paramref name="leader"/> leads gives way.</summary>
    public static void LowerGroup(int leader)
    {
        _ = SetPriority(OfGroup, (uint)leader, Cleaning);
        SetSlices(leader.ToString(CultureInfo.InvariantCulture), LongSlice);
    }

    /// <summary>What the thread has beside its nice value; older kernels know no slice and say 0.</summary>
    internal static unsafe ulong SliceOf(int thread)
    {
        SchedulingAttributes attributes;
        return SysCall(SchedGetAttr, thread, &attributes, SchedulingAttributes.Bytes, 0) == 0 ? attributes.Runtime : 0;
    }

    private static void SetSlices(string process, ulong slice)
    {
        try
        {
            foreach (var thread in Directory.EnumerateDirectories($"/proc/{process}/task"))
            {
                SetSlice(int.Parse(Path.GetFileName(thread), CultureInfo.InvariantCulture), slice);
            }
        }
        catch (IOException)
        {
            // It has ended.
        }
    }

    private static unsafe void SetSlice(int thread, ulong slice)
    {
        SchedulingAttributes attributes;
        if (SysCall(SchedGetAttr, thread, &attributes, SchedulingAttributes.Bytes, 0) == 0)
        {
            attributes.Runtime = slice;
            _ = SysCall(SchedSetAttr, thread, &attributes, 0, 0);
        }
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint who, int nice);

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static unsafe partial nint SysCall(nint number, nint thread, SchedulingAttributes* attributes, nint bytesOrFlags, nint flags);

    /// <summary>struct sched_attr of sched_setattr(2), its first version.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct SchedulingAttributes
    {
        public const int Bytes = 48;

        public uint Size;
        public uint Policy;
        public ulong Flags;
        public int Nice;
        public uint StaticPriority;
        public ulong Runtime;
        public ulong Deadline;
        public ulong Period;
    }
}
