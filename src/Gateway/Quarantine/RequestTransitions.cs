using Mugai.Auditing;
using Mugai.Quarantine;
using static Mugai.Quarantine.RequestState;

namespace Mugai.Gateway.Quarantine;

/// <summary>The life of a request, readable at a glance. A step that is not here is refused.</summary>
internal static class RequestTransitions
{
    private static readonly (RequestState From, RequestEvent Event, RequestState To, AuditKind Audit)[] Table =
    [
        (Asked,    RequestEvent.Second,   Seconded,  AuditKind.Seconded),
        (Asked,    RequestEvent.Approve,  Approved,  AuditKind.Approved),
        (Asked,    RequestEvent.Refuse,   Refused,   AuditKind.Refused),
        (Asked,    RequestEvent.Withdraw, Withdrawn, AuditKind.Withdrawn),
        (Asked,    RequestEvent.Lapse,    Lapsed,    AuditKind.Lapsed),

        (Seconded, RequestEvent.Approve,  Approved,  AuditKind.Approved),
        (Seconded, RequestEvent.Refuse,   Refused,   AuditKind.Refused),
        (Seconded, RequestEvent.Withdraw, Withdrawn, AuditKind.Withdrawn),
        (Seconded, RequestEvent.Lapse,    Lapsed,    AuditKind.Lapsed),

        (Approved, RequestEvent.Release,  Released,  AuditKind.Released), // once: nothing leads out of Released
        (Approved, RequestEvent.Withdraw, Withdrawn, AuditKind.Withdrawn),
        (Approved, RequestEvent.Lapse,    Lapsed,    AuditKind.Lapsed),
    ];

    /// <summary>All rows, for the documentation and the tests.</summary>
    public static IReadOnlyList<(RequestState From, RequestEvent Event, RequestState To, AuditKind Audit)> Rows => Table;

    /// <summary>Where <paramref name="happened"/> leads; null when the table has no such row.</summary>
    public static (RequestState To, AuditKind Audit)? Step(RequestState from, RequestEvent happened)
    {
        foreach (var row in Table)
        {
            if (row.From == from && row.Event == happened)
            {
                return (row.To, row.Audit);
            }
        }

        return null;
    }

    /// <summary>No event leads out of it.</summary>
    public static bool IsFinal(RequestState state) => state >= Refused;
}
