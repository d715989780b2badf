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

    // PRIO_PROCESS and PRIO_PGRP of setpriority(2); on Linux the first, with 0, is the calling thread alone.
    private const int OfThread = 0;
    private const int OfGroup = 1;

    /// <summary>The calling thread gives way.</summary>
    public static void LowerThisThread(int nice) => _ = SetPriority(OfThread, 0, nice);

    /// <summary>Every thread of the process group that <paramref name="leader"/> leads gives way.</summary>
    public static void LowerGroup(int leader) => _ = SetPriority(OfGroup, (uint)leader, Cleaning);

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint who, int nice);
}
