namespace Mugai.Policies;

/// <summary>What the scanners of the installation see of a mail, and what happens while they do not answer. Read by the host alone.</summary>
public sealed record ScanPolicy
{
    /// <summary>The original is not scanned.</summary>
    public bool SkipOriginal { get; init; }

    /// <summary>The clean mail is not scanned before it leaves.</summary>
    public bool SkipClean { get; init; }

    /// <summary>A mail that could not be scanned is tried again like one the next hop postponed, and returned to its sender in the end; otherwise it is held.</summary>
    public bool DeferOnFailure { get; init; }
}
