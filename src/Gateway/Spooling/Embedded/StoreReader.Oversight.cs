using Mugai.Auditing;
using Mugai.Spooling;

namespace Mugai.Gateway.Spooling.Embedded;

/// <summary>Figures of days and hours.</summary>
internal sealed partial class StoreReader
{
    /// <summary>Entries around a moment that are looked at too, because a clock that was set back leaves times out of order.</summary>
    private const long ClockSlack = 20_000;

    public List<Tally> ListTallies(string? tenant, DateOnly first, DateOnly last)
    {
        var query = Query($"SELECT name, SUM(count) FROM tallies WHERE day BETWEEN ?1 AND ?2{(tenant is null ? "" : " AND tenant = ?3")} GROUP BY name ORDER BY name")
            .Bind(1, StoreTables.DayOf(first)).Bind(2, StoreTables.DayOf(last));
        _ = tenant is null ? query : query.Bind(3, tenant);
        var tallies = new List<Tally>();
        while (query.Step())
        {
            var name = query.Text(0);
            var cut = name.IndexOf('/', StringComparison.Ordinal);
            tallies.Add(new Tally(name[..cut], name[(cut + 1)..], query.Int64(1)));
        }

        query.Reset();
        return tallies;
    }

    /// <summary>Entries of each kind in a span of time. The log has no index by time and needs none: numbers grow as times do, so the span is found by halving.</summary>
    public List<(AuditKind Kind, long Count)> CountAudit(DateTimeOffset from, DateTimeOffset until)
    {
        var query = Query("SELECT kind, COUNT(*) FROM audit WHERE sequence BETWEEN ?1 AND ?2 AND time >= ?3 AND time < ?4 GROUP BY kind ORDER BY kind")
            .Bind(1, FindFirst(from) - ClockSlack).Bind(2, FindFirst(until) + ClockSlack).Bind(3, from.UtcTicks).Bind(4, until.UtcTicks);
        var counts = new List<(AuditKind, long)>();
        while (query.Step())
        {
            counts.Add(((AuditKind)query.Int32(0), query.Int64(1)));
        }

        query.Reset();
        return counts;
    }

    /// <summary>Mails of each hour after <paramref name="first"/>, by its number.</summary>
    public Dictionary<int, long> CountHours(DateTimeOffset first)
    {
        var counts = new Dictionary<int, long>();
        var query = Query($"SELECT (received - ?1) / {TimeSpan.TicksPerHour}, COUNT(*) FROM messages WHERE received >= ?1 AND kind = {(int)MessageKind.Mail} GROUP BY 1").Bind(1, first.UtcTicks);
        while (query.Step())
        {
            counts[query.Int32(0)] = query.Int64(1);
        }

        query.Reset();
        return counts;
    }

    /// <summary>The first entry that is not before <paramref name="time"/>, or one past the last.</summary>
    private long FindFirst(DateTimeOffset time)
    {
        var ends = Query("SELECT MIN(sequence), MAX(sequence) FROM audit");
        var (low, high) = ends.Step() && !ends.IsNull(0) ? (ends.Int64(0), ends.Int64(1) + 1) : (0, 0);
        ends.Reset();
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            var query = Query("SELECT time FROM audit WHERE sequence >= ?1 ORDER BY sequence LIMIT 1").Bind(1, middle);
            var isBefore = query.Step() && query.Int64(0) < time.UtcTicks;
            query.Reset();
            (low, high) = isBefore ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
