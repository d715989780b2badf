using System.Globalization;
using System.Text;
using Mugai.Quarantine;
using Mugai.Spooling;

namespace Mugai.Gateway.Spooling.Embedded;

/// <summary>Finding messages by digests of what they are about.</summary>
internal sealed partial class StoreReader
{
    /// <summary>Candidates, newest first: subjects and addresses are compared again by who opens them.</summary>
    /// <param name="wanted">What is asked.</param>
    /// <param name="any">Digests of which one must fit; empty: not asked.</param>
    /// <param name="all">Digests of which each must fit.</param>
    /// <param name="before">Smaller sequence numbers alone.</param>
    /// <param name="max">At most so many.</param>
    public List<(long Sequence, MessageId Id)> Find(QuarantineQuery wanted, IReadOnlyList<byte[]> any, IReadOnlyList<byte[]> all, long before, int max)
    {
        var terms = new List<byte[]>();
        var sql = new StringBuilder();
        string Term(byte[] term)
        {
            terms.Add(term);
            return string.Create(CultureInfo.InvariantCulture, $"?{terms.Count + 10}");
        }

        // The term that names the fewest mails comes first, and the index gives its mails in order; the others are looked up mail by mail.
        var driver = any.Count == 1 ? any[0] : any.Count == 0 && all.Count > 0 ? all[0] : null;
        sql.Append(driver is null ? "SELECT m.sequence, m.id FROM messages m WHERE " : $"SELECT m.sequence, m.id FROM terms d JOIN messages m ON m.sequence = d.message WHERE d.term = {Term(driver)} AND ");
        sql.Append(CultureInfo.InvariantCulture, $"m.kind = {(int)MessageKind.Mail} AND m.sequence < ?1");
        if (wanted.From is not null || wanted.Until is not null)
        {
            sql.Append(" AND m.received >= ?2 AND m.received < ?3");
        }

        if (any.Count > 1)
        {
            sql.Append(CultureInfo.InvariantCulture, $" AND m.sequence IN (SELECT message FROM terms WHERE term IN ({string.Join(',', any.Select(Term))}))");
        }

        foreach (var term in all.Where(term => !ReferenceEquals(term, driver)))
        {
            sql.Append(CultureInfo.InvariantCulture, $" AND EXISTS (SELECT 1 FROM terms t WHERE t.term = {Term(term)} AND t.message = m.sequence)");
        }

        AppendStates(wanted, sql);
        sql.Append(driver is null ? " ORDER BY m.sequence DESC LIMIT ?4" : " ORDER BY d.message DESC LIMIT ?4");
        using var query = _connection.Prepare(sql.ToString());
        query.Bind(1, before).Bind(4, max);
        if (wanted.From is not null || wanted.Until is not null)
        {
            query.Bind(2, (wanted.From ?? DateTimeOffset.MinValue).UtcTicks).Bind(3, (wanted.Until ?? DateTimeOffset.MaxValue).UtcTicks);
        }

        if (wanted.Tenant is { } tenant)
        {
            query.Bind(5, tenant);
        }

        for (var i = 0; i < terms.Count; i++)
        {
            query.Bind(i + 11, terms[i]);
        }

        var found = new List<(long, MessageId)>();
        while (query.Step())
        {
            found.Add((query.Int64(0), MessageId.FromBytes(query.Blob(1))));
        }

        return found;
    }

    public bool IsPinned(MessageId id)
    {
        var query = Query("SELECT pinned FROM messages WHERE id = ?1").Bind(1, id.ToBytes());
        var pinned = query.Step() && query.Int64(0) != 0;
        query.Reset();
        return pinned;
    }

    /// <summary>Recipients of a message for whom parts wait.</summary>
    public List<int> ListWaiting(MessageId id)
    {
        var waiting = new List<int>();
        var query = Query("SELECT h.position FROM holds h JOIN messages m ON m.sequence = h.message WHERE m.id = ?1 ORDER BY h.position").Bind(1, id.ToBytes());
        while (query.Step())
        {
            waiting.Add(query.Int32(0));
        }

        query.Reset();
        return waiting;
    }

    public HashSet<string> ListStops()
    {
        var tenants = new HashSet<string>(StringComparer.Ordinal);
        var query = Query("SELECT tenant FROM stops");
        while (query.Step())
        {
            tenants.Add(query.Text(0));
        }

        query.Reset();
        return tenants;
    }

    public List<TenantStock> CountByTenant(bool waitingOnly)
    {
        var stocks = new List<TenantStock>();
        var query = Query(waitingOnly
            ? "SELECT tenant, 0, 0, COUNT(*) FROM (SELECT DISTINCT m.sequence, g.tenant FROM messages m JOIN groups g ON g.message = m.sequence WHERE m.due IS NOT NULL AND m.kind = 1) GROUP BY tenant"
            : "SELECT tenant, COUNT(*), SUM(size), SUM(due IS NOT NULL) FROM (SELECT DISTINCT m.sequence, m.size, m.due, g.tenant FROM messages m JOIN groups g ON g.message = m.sequence WHERE m.kind = 1) GROUP BY tenant");
        while (query.Step())
        {
            stocks.Add(new(query.Text(0), query.Int64(1), query.Int64(2), query.Int64(3)));
        }

        query.Reset();
        return stocks;
    }

    /// <summary>Reads no more than what waits: the index has nothing else.</summary>
    public QueueFigures CountQueue()
    {
        var query = Query("SELECT COUNT(*), MIN(received) FROM messages WHERE due IS NOT NULL");
        query.Step();
        var figures = new QueueFigures(query.Int64(0), query.IsNull(1) ? null : new DateTimeOffset(query.Int64(1), TimeSpan.Zero));
        query.Reset();
        return figures;
    }

    public QuarantineFigures Count(DateTimeOffset now)
    {
        long One(string sql, long value = 0)
        {
            var query = Query(sql);
            _ = sql.Contains("?1", StringComparison.Ordinal) ? query.Bind(1, value) : query;
            var count = query.Step() && !query.IsNull(0) ? query.Int64(0) : 0;
            query.Reset();
            return count;
        }

        var oldest = One("SELECT MIN(received) FROM messages WHERE due IS NOT NULL");
        return new QuarantineFigures(
            One("SELECT COUNT(*) FROM messages WHERE kind = 1"),
            One("SELECT COUNT(*) FROM messages WHERE received >= ?1 AND kind = 1", now.AddHours(-1).UtcTicks),
            One("SELECT COUNT(*) FROM messages WHERE received >= ?1 AND kind = 1", now.AddDays(-1).UtcTicks),
            One("SELECT COUNT(*) FROM messages WHERE held > 0"),
            One("SELECT COUNT(DISTINCT message) FROM holds WHERE until > ?1", now.UtcTicks),
            One("SELECT COUNT(*) FROM messages WHERE due IS NOT NULL"),
            oldest == 0 ? null : new DateTimeOffset(oldest, TimeSpan.Zero),
            One("SELECT COUNT(*) FROM requests WHERE state < 3"));
    }

    private static void AppendStates(QuarantineQuery wanted, StringBuilder sql)
    {
        if (wanted.States.Count > 0)
        {
            var states = string.Join(',', wanted.States.Select(state => (int)state));
            sql.Append(wanted.States is [RecipientState.Held] ? " AND m.held > 0" : $" AND EXISTS (SELECT 1 FROM recipients r WHERE r.message = m.sequence AND r.state IN ({states}))");
        }

        sql.Append(wanted.WaitsForPassword ? " AND EXISTS (SELECT 1 FROM holds h WHERE h.message = m.sequence)" : "");
        sql.Append(wanted.Pinned ? " AND m.pinned = 1" : "");
        sql.Append(wanted.Tenant is null ? "" : " AND EXISTS (SELECT 1 FROM groups g WHERE g.message = m.sequence AND g.tenant = ?5)");
    }
}
