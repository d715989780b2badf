using Mugai.Auditing;

namespace Mugai.Gateway.Spooling;

/// <summary>What a sealed row holds; bound into its tag. Stored, never reused.</summary>
internal enum SealedRowKind
{
    Person = 1,
    Session = 2,
    Delegation = 3,
    Import = 4,
    DataProtectionKey = 5,
    Mark = 6,
}

/// <summary>A small thing that is kept beside the messages and belongs to none of them.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its name among its kind.</param>
/// <param name="Plain">The content; null: the row is deleted.</param>
internal sealed record SealedRow(SealedRowKind Kind, string Id, byte[]? Plain);

/// <summary>
/// Rows under keys derived from the master key: people, sessions and the like. Whoever reads the database without the master key learns how many there are, no name.
/// They are few; their owners read all of a kind at start and keep them in memory.
/// </summary>
internal interface ISealedRows
{
    /// <summary>All rows of a kind. A row that does not verify is left out and counted by <paramref name="damaged"/>.</summary>
    IReadOnlyList<SealedRow> ReadRows(SealedRowKind kind, out int damaged);

    /// <summary>Writes or deletes rows together with the entries of the audit log, in one durable transaction.</summary>
    ValueTask WriteRowsAsync(IReadOnlyList<SealedRow> rows, IReadOnlyList<AuditNote> notes, CancellationToken token);
}
