using System.Globalization;
using System.Text;
using Mugai.Auditing;
using Mugai.Gateway.Auditing;
using Mugai.Spooling;

namespace Mugai.Gateway.Spooling.Embedded;

/// <summary>
/// The reading side of the database: one connection with its prepared queries, for one thread at a time. Reads a message's rows in one
/// read transaction, so that they fit each other. Results stay ciphertext; <see cref="EmbeddedSpool"/> opens them.
/// </summary>
internal sealed partial class StoreReader : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Keyring _keys;
    private readonly Dictionary<string, SqliteStatement> _queries = new(StringComparer.Ordinal);

    public StoreReader(SqliteConnection connection, Keyring keys)
    {
        _connection = connection;
        _keys = keys;
    }

    public StoredMessage? FindMessage(MessageId id)
    {
        _connection.Execute("BEGIN");
        try
        {
            return ReadMessage(id);
        }
        finally
        {
            _connection.Execute("COMMIT");
        }
    }

    /// <summary>The message's key; null when there is none, it was destroyed or does not verify.</summary>
    public MessageKey? FindKey(MessageId id)
    {
        var query = Query("SELECT k.wrapped, m.owner FROM messages m JOIN keys k ON k.slot = m.slot WHERE m.id = ?1").Bind(1, id.ToBytes());
        var key = query.Step() ? ReadKey(id, query, 0) : null;
        query.Reset();
        return key;
    }

    public (MessageKey? Key, RecordPlace Place)? FindOriginal(MessageId id) => ReadPlace(
        id,
        Query("SELECT k.wrapped, m.owner, m.segment, m.offset, m.length FROM messages m JOIN keys k ON k.slot = m.slot WHERE m.id = ?1").Bind(1, id.ToBytes()));

    public (MessageKey? Key, RecordPlace Place)? FindOutput(MessageId id, int group) => ReadPlace(
        id,
        Query(
            "SELECT k.wrapped, m.owner, g.segment, g.offset, g.length FROM messages m JOIN keys k ON k.slot = m.slot " +
            "JOIN groups g ON g.message = m.sequence WHERE m.id = ?1 AND g.number = ?2 AND g.segment IS NOT NULL")
            .Bind(1, id.ToBytes()).Bind(2, group));

    public (MessageKey? Key, byte[] Sealed)? FindReport(MessageId id, int group)
    {
        var query = Query(
            "SELECT k.wrapped, m.owner, r.report FROM messages m JOIN keys k ON k.slot = m.slot " +
            "JOIN reports r ON r.place = (m.sequence << 16) + ?2 WHERE m.id = ?1").Bind(1, id.ToBytes()).Bind(2, group);
        (MessageKey?, byte[])? found = query.Step() ? (ReadKey(id, query, 0), query.Blob(2).ToArray()) : null;
        query.Reset();
        return found;
    }

    /// <summary>The sealed rows of a kind, as stored.</summary>
    public List<(string Id, byte[] Box)> ListRows(SealedRowKind kind)
    {
        var rows = new List<(string, byte[])>();
        var query = Query("SELECT id, box FROM sealed WHERE kind = ?1 ORDER BY id").Bind(1, (long)kind);
        while (query.Step())
        {
            rows.Add((query.Text(0), query.Blob(1).ToArray()));
        }

        query.Reset();
        return rows;
    }

    /// <summary>Due messages by their due time, then by arrival, with the tenants of the recipients that are due.</summary>
    public List<(MessageId Id, string Tenant)> ListDue(DateTimeOffset now, int max, string? tenant, Func<MessageId, string, bool> skip)
    {
        var due = new List<(MessageId, string)>();
        // Row by row along the index of what is due: a backlog that is skipped costs its look-ups, never its sorting.
        var query = Query(
            "SELECT m.id, g.tenant FROM messages m JOIN groups g ON g.message = m.sequence WHERE m.due <= ?1 AND (?2 = '' OR g.tenant = ?2) AND EXISTS " +
            $"(SELECT 1 FROM recipients r WHERE r.message = m.sequence AND r.grp = g.number AND r.state IN ({(int)RecipientState.Queued}, {(int)RecipientState.Deferred}) AND r.next <= ?1) " +
            "ORDER BY m.due, m.sequence").Bind(1, now.UtcTicks).Bind(2, tenant ?? "");
        while (due.Count < max && query.Step())
        {
            var (id, of) = (MessageId.FromBytes(query.Blob(0)), query.Text(1));
            if (!skip(id, of) && !(due.Count > 0 && due[^1] == (id, of)))
            {
                due.Add((id, of));
            }
        }

        query.Reset();
        return due;
    }

    public DateTimeOffset? FindNextDeferred()
    {
        var query = Query(
            "SELECT MIN(r.next) FROM messages m JOIN recipients r ON r.message = m.sequence WHERE m.due IS NOT NULL AND r.state = ?1")
            .Bind(1, (long)RecipientState.Deferred);
        DateTimeOffset? next = query.Step() && !query.IsNull(0) ? new DateTimeOffset(query.Int64(0), TimeSpan.Zero) : null;
        query.Reset();
        return next;
    }

    /// <summary>Messages with a recipient in one of the states, newest first.</summary>
    public List<MessageId> List(IReadOnlySet<RecipientState> states, int max)
    {
        // While only states under way are asked for, the small partial indexes find the few messages among all those in quarantine.
        var narrow = states.Any(RecipientTransitions.IsFinal)
            ? ""
            : "m.sequence IN (SELECT sequence FROM messages WHERE due IS NOT NULL UNION SELECT sequence FROM messages WHERE held > 0) AND ";
        var list = string.Join(',', states.Select(state => (int)state));
        return ReadIds(Query(
            $"SELECT m.id FROM messages m WHERE {narrow}EXISTS (SELECT 1 FROM recipients r WHERE r.message = m.sequence AND r.state IN ({list})) " +
            "ORDER BY m.sequence DESC LIMIT ?1").Bind(1, max));
    }

    /// <summary>
    /// Messages whose recipients are all final and whose time is over: received before <paramref name="before"/>, or longer ago than their policy keeps them. None that
    /// somebody pinned or has asked for.
    /// </summary>
    public List<MessageId> ListFinal(DateTimeOffset before, DateTimeOffset now, int max) => ReadIds(
        Query(
            "SELECT id FROM messages m WHERE open = 0 AND pinned = 0 AND CASE WHEN keep IS NULL THEN received < ?1 ELSE received + keep < ?2 END " +
            "AND NOT EXISTS (SELECT 1 FROM requests r WHERE r.message = m.sequence AND r.state < 10) ORDER BY received LIMIT ?3")
            .Bind(1, before.UtcTicks).Bind(2, now.UtcTicks).Bind(3, max));

    /// <summary>Recipients whose parts wait, found by the digest of sender and recipient; oldest mail first.</summary>
    public List<WaitingParts> ListHolds(ReadOnlySpan<byte> match, DateTimeOffset now, int max)
    {
        var waiting = new List<WaitingParts>();
        var query = Query(
            "SELECT m.id, h.position FROM holds h JOIN messages m ON m.sequence = h.message WHERE h.match = ?1 AND h.until > ?2 ORDER BY h.message LIMIT ?3")
            .Bind(1, match).Bind(2, now.UtcTicks).Bind(3, max);
        while (query.Step())
        {
            waiting.Add(new WaitingParts(MessageId.FromBytes(query.Blob(0)), query.Int32(1)));
        }

        query.Reset();
        return waiting;
    }

    public HashSet<long> ListReferredSegments()
    {
        var segments = new HashSet<long>();
        var query = Query("SELECT segment FROM messages UNION SELECT segment FROM groups WHERE segment IS NOT NULL");
        while (query.Step())
        {
            segments.Add(query.Int64(0));
        }

        query.Reset();
        return segments;
    }

    public byte[]? FindPolicy(string revision)
    {
        var query = Query("SELECT json FROM policies WHERE revision = ?1").Bind(1, revision);
        var json = query.Step() ? query.Blob(0).ToArray() : null;
        query.Reset();
        return json;
    }

    public AuditHead? FindAuditHead()
    {
        var query = Query("SELECT value FROM meta WHERE name = ?1").Bind(1, StoreSchema.Meta.AuditHead);
        var box = query.Step() ? query.Blob(0).ToArray() : null;
        query.Reset();
        return AuditChain.OpenHead(box, _keys.Master.AuditHeadKey);
    }

    /// <summary>Where the chain begins: empty when nothing was cut, null when the note of a cut was not written with this key.</summary>
    public AuditHead? FindAuditStart()
    {
        var query = Query("SELECT value FROM meta WHERE name = ?1").Bind(1, StoreSchema.Meta.AuditStart);
        var start = query.Step() ? AuditChain.OpenHead(query.Blob(0).ToArray(), _keys.Master.AuditStartKey) : AuditHead.Empty;
        query.Reset();
        return start;
    }

    /// <summary>Entries that fit, newest first; a message's are found by its trail, those of an erased one by reading on.</summary>
    public List<AuditEntry> SearchAudit(AuditQuery wanted)
    {
        var conditions = new StringBuilder("a.sequence < ?1 AND a.time >= ?2 AND a.time < ?3");
        if (wanted.Kinds.Count > 0)
        {
            conditions.Append(CultureInfo.InvariantCulture, $" AND a.kind IN ({string.Join(',', wanted.Kinds.Select(kind => (int)kind))})");
        }

        // Numbers grow as times do: without this a search of yesterday for something rare would read the whole log.
        var lowest = wanted.From is { } since ? FindFirst(since) - ClockSlack : 0;
        conditions.Append(" AND a.sequence >= ?7");
        conditions.Append(wanted.Actor is null ? "" : " AND a.actor = ?4");
        var sequence = wanted.Message is { } message ? FindSequence(message) : null;
        var from = "audit a";
        if (wanted.Message is not null)
        {
            from = sequence is null ? from : "trail t JOIN audit a ON a.sequence = t.entry";
            conditions.Append(sequence is null ? " AND a.message = ?5" : " AND t.message = ?5");
        }

        var query = Query(
            $"SELECT a.sequence, a.time, a.kind, a.message, a.actor, a.sealed, a.payload, a.previous, a.hash FROM {from} WHERE {conditions} ORDER BY a.sequence DESC LIMIT ?6")
            .Bind(1, wanted.Before).Bind(2, (wanted.From ?? DateTimeOffset.MinValue).UtcTicks).Bind(3, (wanted.Until ?? DateTimeOffset.MaxValue).UtcTicks).Bind(6, wanted.Max).Bind(7, lowest);
        _ = wanted.Actor is null ? query : query.Bind(4, wanted.Actor);
        _ = wanted.Message is null ? query : sequence is { } number ? query.Bind(5, number) : query.Bind(5, wanted.Message.Value.ToBytes());
        var entries = new List<AuditEntry>();
        while (query.Step())
        {
            entries.Add(ReadEntry(query));
        }

        query.Reset();
        return entries;
    }

    public long? FindSequence(MessageId id)
    {
        var query = Query("SELECT sequence FROM messages WHERE id = ?1").Bind(1, id.ToBytes());
        long? sequence = query.Step() ? query.Int64(0) : null;
        query.Reset();
        return sequence;
    }

    public List<AuditEntry> ListAudit(long first, int max)
    {
        var entries = new List<AuditEntry>(Math.Min(max, 1024));
        var query = Query(
            "SELECT sequence, time, kind, message, actor, sealed, payload, previous, hash FROM audit WHERE sequence >= ?1 ORDER BY sequence LIMIT ?2")
            .Bind(1, first).Bind(2, max);
        while (query.Step())
        {
            entries.Add(ReadEntry(query));
        }

        query.Reset();
        return entries;
    }

    /// <summary>Runs <paramref name="read"/> on one unchanging view of the store.</summary>
    public T ReadSnapshot<T>(Func<StoreReader, T> read)
    {
        _connection.Execute("BEGIN");
        try
        {
            return read(this);
        }
        finally
        {
            _connection.Execute("COMMIT");
        }
    }

    public void Dispose()
    {
        foreach (var query in _queries.Values)
        {
            query.Dispose();
        }

        _connection.Dispose();
    }

    private SqliteStatement Query(string sql)
    {
        if (!_queries.TryGetValue(sql, out var query))
        {
            query = _connection.Prepare(sql);
            _queries.Add(sql, query);
        }

        return query;
    }

    private StoredMessage? ReadMessage(MessageId id)
    {
        var query = Query(
            "SELECT m.sequence, m.kind, m.size, m.envelope, k.wrapped, m.owner FROM messages m JOIN keys k ON k.slot = m.slot WHERE m.id = ?1")
            .Bind(1, id.ToBytes());
        if (!query.Step())
        {
            query.Reset();
            return null;
        }

        var sequence = query.Int64(0);
        var kind = (MessageKind)query.Int32(1);
        var size = query.Int64(2);
        var envelope = query.Blob(3).ToArray();
        var key = ReadKey(id, query, 4);
        query.Reset();
        return new StoredMessage(id, kind, size, key, envelope, ReadGroups(sequence), ReadRecipients(sequence));
    }

    private List<RecipientGroup> ReadGroups(long sequence)
    {
        var groups = new List<RecipientGroup>();
        var query = Query("SELECT number, tenant, policy, revision, segment IS NOT NULL FROM groups WHERE message = ?1 ORDER BY number").Bind(1, sequence);
        while (query.Step())
        {
            groups.Add(new RecipientGroup(query.Int32(0), query.Text(1), query.Text(2), query.Text(3), query.Int64(4) != 0));
        }

        query.Reset();
        return groups;
    }

    private List<StoredRecipient> ReadRecipients(long sequence)
    {
        var recipients = new List<StoredRecipient>();
        var query = Query("SELECT position, grp, state, attempts, next, reply FROM recipients WHERE message = ?1 ORDER BY position").Bind(1, sequence);
        while (query.Step())
        {
            recipients.Add(new StoredRecipient(
                query.Int32(0),
                new RecipientRow(query.Int32(1), (RecipientState)query.Int32(2), query.Int32(3), query.Int64(4)),
                query.IsNull(5) ? null : query.Blob(5).ToArray()));
        }

        query.Reset();
        return recipients;
    }

    private (MessageKey? Key, RecordPlace Place)? ReadPlace(MessageId id, SqliteStatement query)
    {
        (MessageKey?, RecordPlace)? found = query.Step()
            ? (ReadKey(id, query, 0), new RecordPlace(query.Int64(2), query.Int64(3), query.Int64(4)))
            : null;
        query.Reset();
        return found;
    }

    /// <summary>From a row that has the wrapped key at <paramref name="column"/> and its owner behind it.</summary>
    private MessageKey? ReadKey(MessageId id, SqliteStatement query, int column) =>
        _keys.Unwrap(id, query.IsNull(column + 1) ? null : query.Int64(column + 1), query.Blob(column));

    private static List<MessageId> ReadIds(SqliteStatement query)
    {
        var ids = new List<MessageId>();
        while (query.Step())
        {
            ids.Add(MessageId.FromBytes(query.Blob(0)));
        }

        query.Reset();
        return ids;
    }

    private static AuditEntry ReadEntry(SqliteStatement query) => new()
    {
        Sequence = query.Int64(0),
        Time = new DateTimeOffset(Math.Clamp(query.Int64(1), 0, DateTime.MaxValue.Ticks), TimeSpan.Zero),
        Kind = (AuditKind)query.Int32(2),
        Message = query.IsNull(3) || query.Blob(3).Length != 16 ? null : MessageId.FromBytes(query.Blob(3)),
        Actor = query.Text(4),
        Sealed = query.Int64(5) != 0,
        Payload = query.Blob(6).ToArray(),
        Previous = query.Blob(7).ToArray(),
        Hash = query.Blob(8).ToArray(),
    };
}

/// <summary>A message's rows as they are stored. Key is null when it does not verify.</summary>
internal sealed record StoredMessage(
    MessageId Id, MessageKind Kind, long Size, MessageKey? Key, byte[] SealedEnvelope, List<RecipientGroup> Groups, List<StoredRecipient> Recipients);

/// <summary>A recipient's row; the reply is ciphertext or null.</summary>
internal readonly record struct StoredRecipient(int Index, RecipientRow Row, byte[]? SealedReply);
