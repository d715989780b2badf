namespace Mugai.Frames;

/// <summary>How a worker ends by itself. Exit codes, so integers over the border; never reused.</summary>
public enum WorkerExitCode
{
    /// <summary>Its input was closed between two jobs.</summary>
    Finished = 0,

    /// <summary>Its arguments make no sense.</summary>
    Usage = 64,

    /// <summary>The kernel cannot confine it (no Landlock or no seccomp), or a lock did not hold when it was tried.</summary>
    CannotConfine = 65,

    /// <summary>A plug-in is missing, does not have the pinned digest or takes a format that is taken.</summary>
    PluginRefused = 66,

    /// <summary>An input needed more memory than the heap may have.</summary>
    OutOfMemory = 67,

    /// <summary>The host sent what it never sends.</summary>
    Protocol = 68,

    /// <summary>A defect of a sanitizer; what it was stands on standard error.</summary>
    Defect = 70,
}
