namespace Mugai.Spooling;

/// <summary>
/// Policy snapshots by revision. They are stored beside the messages and never removed (a few kilobytes each), so that a message is
/// judged tomorrow by the policy that accepted it today (invariant 8).
/// </summary>
public interface IPolicyRevisions
{
    /// <summary>Stores a snapshot durably; storing the same revision again is fine.</summary>
    ValueTask SavePolicyAsync(string revision, ReadOnlyMemory<byte> json, CancellationToken token);

    /// <summary>The snapshot (UTF-8 JSON), or null when it was never stored.</summary>
    ValueTask<byte[]?> FindPolicyAsync(string revision, CancellationToken token);
}
