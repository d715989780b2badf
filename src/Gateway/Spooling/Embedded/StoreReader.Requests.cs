using Mugai.Quarantine;
using Mugai.Spooling;

namespace Mugai.Gateway.Spooling.Embedded;

/// <summary>Requests as they are stored.</summary>
internal sealed partial class StoreReader
{
    /// <summary>Newest first. <paramref name="condition"/> is one of a few fixed texts; what is asked for goes through <paramref name="bind"/>.</summary>
    public List<RequestRow> ListRequests(string condition, Action<SqliteStatement> bind, int max)
    {
        var query = Query(
            "SELECT q.id, m.id, k.wrapped, m.owner, q.person, q.tenant, q.department, q.state, q.way, q.made, q.until, q.first, q.decided, q.box " +
            $"FROM requests q JOIN messages m ON m.sequence = q.message JOIN keys k ON k.slot = m.slot WHERE {condition} ORDER BY q.sequence DESC LIMIT ?9");
        bind(query);
        query.Bind(9, max);
        var rows = new List<RequestRow>();
        while (query.Step())
        {
            var message = MessageId.FromBytes(query.Blob(1));
            rows.Add(new RequestRow(
                MessageId.FromBytes(query.Blob(0)), message, ReadKey(message, query, 2), query.Text(4), query.Text(5), query.Text(6), (RequestState)query.Int32(7),
                (ReleaseWay)query.Int32(8), TimeOf(query.Int64(9)), TimeOf(query.Int64(10)), query.IsNull(11) ? null : query.Text(11), query.IsNull(12) ? null : query.Text(12),
                query.Blob(13).ToArray()));
        }

        query.Reset();
        return rows;
    }

    public List<RequestCount> CountRequests()
    {
        var counts = new List<RequestCount>();
        var query = Query("SELECT way, state, COUNT(*) FROM requests GROUP BY way, state ORDER BY way, state");
        while (query.Step())
        {
            counts.Add(new RequestCount((ReleaseWay)query.Int32(0), (RequestState)query.Int32(1), query.Int64(2)));
        }

        query.Reset();
        return counts;
    }

    private static DateTimeOffset TimeOf(long ticks) => new(Math.Clamp(ticks, 0, DateTime.MaxValue.Ticks), TimeSpan.Zero);
}

/// <summary>A request's row; the box is ciphertext.</summary>
internal sealed record RequestRow(
    MessageId Id, MessageId Message, MessageKey? Key, string Person, string Tenant, string Department, RequestState State, ReleaseWay Way, DateTimeOffset MadeAt, DateTimeOffset Until,
    string? First, string? Decided, byte[] Box);
