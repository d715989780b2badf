namespace Mugai.Spooling;

/// <summary>Where a recipient stands. Values are stored and never reused. The transition table is <c>RecipientTransitions</c> in the spool.</summary>
public enum RecipientState : byte
{
    /// <summary>Accepted, not yet delivered.</summary>
    Queued = 1,

    /// <summary>A next hop answered 4xx or was not there; tried again at NextAttempt.</summary>
    Deferred = 2,

    /// <summary>The next hop answered 250. Final.</summary>
    Delivered = 3,

    /// <summary>Refused for good or expired. Final.</summary>
    Failed = 4,

    /// <summary>Waits for a person (password, approval, a part that keeps crashing).</summary>
    Held = 5,

    /// <summary>An administrator gave it up, with a reason. Final.</summary>
    Dropped = 6,
}

/// <summary>A recipient of a stored message.</summary>
public sealed record SpooledRecipient
{
    /// <summary>Index into <see cref="Envelope.Recipients"/>.</summary>
    public required int Index { get; init; }

    /// <summary>The group (tenant, policy) it belongs to.</summary>
    public required int Group { get; init; }

    /// <summary>Where it stands.</summary>
    public required RecipientState State { get; init; }

    /// <summary>Delivery attempts so far.</summary>
    public int Attempts { get; init; }

    /// <summary>When the next attempt is due; meaningful in Queued and Deferred.</summary>
    public DateTimeOffset NextAttempt { get; init; }

    /// <summary>The last reply of the next hop, for the queue listing and the DSN; empty when there was none.</summary>
    public UntrustedText LastReply { get; init; }
}

/// <summary>The recipients of one message that share tenant and policy: processed once, one output, one report.</summary>
/// <param name="Number">0, 1, … within the message.</param>
/// <param name="Tenant">The tenant's name.</param>
/// <param name="PolicyName">The policy's name.</param>
/// <param name="PolicyRevision">The revision that judges it, fixed when the message was accepted; several, joined by <c>+</c>, while it is not known what the upstream found of the sender.</param>
/// <param name="HasOutput">A clean output is stored; every later attempt sends these bytes.</param>
public sealed record RecipientGroup(int Number, string Tenant, string PolicyName, string PolicyRevision, bool HasOutput = false)
{
    /// <summary>How long its policy keeps the original; null: as long as the installation says. Told at acceptance; not read back.</summary>
    public TimeSpan? Retention { get; init; }
}

/// <summary>A message in the spool.</summary>
public sealed record SpooledMessage
{
    /// <summary>Its name.</summary>
    public required MessageId Id { get; init; }

    /// <summary>Mail or notification.</summary>
    public required MessageKind Kind { get; init; }

    /// <summary>Bytes of the original.</summary>
    public required long Size { get; init; }

    /// <summary>The envelope.</summary>
    public required Envelope Envelope { get; init; }

    /// <summary>The groups.</summary>
    public required IReadOnlyList<RecipientGroup> Groups { get; init; }

    /// <summary>The recipients.</summary>
    public required IReadOnlyList<SpooledRecipient> Recipients { get; init; }

    /// <summary>
    /// The original's bytes while they are still in memory from receiving (small messages just committed), so that the first
    /// attempt need not read and decrypt them again; null otherwise. Never pooled: it may be kept and read as long as one likes, never changed.
    /// The spool forgets its own reference at the message's first step or stored output.
    /// </summary>
    public ReadOnlyMemory<byte>? RecentOriginal { get; init; }
}
