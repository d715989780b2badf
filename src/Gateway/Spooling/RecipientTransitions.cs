using Mugai.Auditing;
using Mugai.Spooling;
using static Mugai.Spooling.RecipientState;

namespace Mugai.Gateway.Spooling;

/// <summary>
/// The life of a recipient, readable at a glance. A step that is not here is refused: a final state is never left, and what is held
/// goes out only by way of Queued, where policy judges it again.
/// </summary>
public static class RecipientTransitions
{
    private static readonly (RecipientState From, RecipientEvent Event, RecipientState To)[] Table =
    [
        (Queued,   RecipientEvent.Delivered, Delivered),
        (Queued,   RecipientEvent.Deferred,  Deferred),
        (Queued,   RecipientEvent.Failed,    Failed),
        (Queued,   RecipientEvent.Held,      Held),
        (Queued,   RecipientEvent.Retried,   Queued),
        (Queued,   RecipientEvent.Dropped,   Dropped),

        (Deferred, RecipientEvent.Delivered, Delivered),
        (Deferred, RecipientEvent.Deferred,  Deferred),
        (Deferred, RecipientEvent.Failed,    Failed),
        (Deferred, RecipientEvent.Held,      Held),
        (Deferred, RecipientEvent.Retried,   Queued),
        (Deferred, RecipientEvent.Dropped,   Dropped),

        (Held,     RecipientEvent.Retried,   Queued),
        (Held,     RecipientEvent.Failed,    Failed), // a hold that nobody decided in time
        (Held,     RecipientEvent.Dropped,   Dropped),
    ];

    private const int States = 8;

    private static readonly RecipientState[] Lookup = BuildLookup();

    /// <summary>All rows, for the documentation and the tests.</summary>
    public static IReadOnlyList<(RecipientState From, RecipientEvent Event, RecipientState To)> Rows => Table;

    /// <summary>Where <paramref name="happened"/> leads from <paramref name="from"/>; false when the table has no such row.</summary>
    public static bool TryStep(RecipientState from, RecipientEvent happened, out RecipientState to)
    {
        to = (int)from < States && (int)happened < States ? Lookup[((int)from * States) + (int)happened] : default;
        return to != default;
    }

    /// <summary>No event leads out of it.</summary>
    public static bool IsFinal(RecipientState state) => state is Delivered or Failed or Dropped;

    /// <summary>It waits for an attempt and has a due time.</summary>
    public static bool IsWaiting(RecipientState state) => state is Queued or Deferred;

    /// <summary>Whether the event came out of an attempt to deliver.</summary>
    public static bool IsAttempt(RecipientEvent happened) =>
        happened is RecipientEvent.Delivered or RecipientEvent.Deferred or RecipientEvent.Failed;

    /// <summary>The audit entry an event leaves.</summary>
    public static AuditKind AuditKindOf(RecipientEvent happened) => happened switch
    {
        RecipientEvent.Delivered => AuditKind.Delivered,
        RecipientEvent.Deferred => AuditKind.Deferred,
        RecipientEvent.Failed => AuditKind.Failed,
        RecipientEvent.Held => AuditKind.Held,
        RecipientEvent.Retried => AuditKind.Retried,
        RecipientEvent.Dropped => AuditKind.Dropped,
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened, null),
    };

    private static RecipientState[] BuildLookup()
    {
        var lookup = new RecipientState[States * States];
        foreach (var (from, happened, to) in Table)
        {
            lookup[((int)from * States) + (int)happened] = to;
        }

        return lookup;
    }
}
