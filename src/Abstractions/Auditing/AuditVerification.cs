namespace Mugai.Auditing;

/// <summary>How a chain is broken.</summary>
public enum AuditFault
{
    /// <summary>An entry's fields do not agree with its hash: it was edited.</summary>
    EntryEdited,

    /// <summary>Entries are missing before this one.</summary>
    EntryMissing,

    /// <summary>An entry does not continue the one before it: reordered, or replaced together with its hash.</summary>
    LinkBroken,

    /// <summary>The chain ends elsewhere than its protected head says: entries at the end are missing, added or rewritten.</summary>
    EndMoved,

    /// <summary>The protected head is missing, or was not written with this installation's key.</summary>
    HeadForged,

    /// <summary>An earlier start found the chain broken and recorded it.</summary>
    BrokenBefore,

    /// <summary>The protected note of where the chain begins is missing or was not written with this installation's key: entries at the start were removed.</summary>
    StartMoved,

    /// <summary>A checkpoint does not vouch for the entries before it: its signature or its hash is another.</summary>
    CheckpointForged,

    /// <summary>A checkpoint kept elsewhere says something else, or more, than the chain: the store was replaced or put back.</summary>
    AnchorDisagrees,
}

/// <summary>One thing that is wrong.</summary>
/// <param name="Fault">What.</param>
/// <param name="Sequence">At which entry.</param>
public readonly record struct AuditProblem(AuditFault Fault, long Sequence);

/// <summary>The result of reading the whole chain.</summary>
/// <param name="Entries">Entries read.</param>
/// <param name="Problems">What is wrong, first ones first, at most a hundred; empty when the chain is whole.</param>
public sealed record AuditVerification(long Entries, IReadOnlyList<AuditProblem> Problems)
{
    /// <summary>Nothing was edited, deleted, added or reordered.</summary>
    public bool IsWhole => Problems.Count == 0;
}
