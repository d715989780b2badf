namespace Mugai.Frames;

/// <summary>The kinds of worker process (DESIGN 2.6). Values are wire values and never reused.</summary>
public enum WorkerKind : byte
{
    /// <summary>Memory-safe code only; keeps warm between the jobs of one tenant.</summary>
    Managed = 1,

    /// <summary>C code reads hostile bytes: one part per job, another process verifies what it wrote.</summary>
    Native = 2,

    /// <summary>A program that is not ours (a page renderer): one run, behind the same locks, then gone. It speaks no frames after the first.</summary>
    Program = 3,
}
