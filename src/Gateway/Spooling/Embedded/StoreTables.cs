using Mugai.Auditing;
using Mugai.Gateway.Auditing;
using Mugai.Spooling;

namespace Mugai.Gateway.Spooling.Embedded;

/// <summary>
/// The writing side of the database: one connection, its prepared statements and the counters that only one writer may move. Every
/// method except Begin, Commit and Rollback runs inside the batch's transaction. Belongs to the group commit's thread.
/// </summary>
internal sealed partial class StoreTables : IDisposable
{
    /// <summary>Free key slots that are remembered at start; more than these are found again at the next start.</summary>
    private const int MaxFreeSlots = 1_000_000;

    private static readonly byte[] EmptySlot = new byte[WrappingKey.WrappedBytes];

    private readonly SqliteConnection _connection;
    private readonly Keyring _keys;
    private readonly MessageStates _states;
    private readonly List<SqliteStatement> _statements = [];
    private readonly SqliteStatement _begin, _commit, _rollback;
    private readonly SqliteStatement _writeKey, _writeMessage, _writeGroup, _writeRecipient, _writeReport, _writePolicy, _writeAudit, _writeMeta;
    private readonly SqliteStatement _changeRecipient, _changeMessage, _changeOutput, _changePolicy;
    private readonly SqliteStatement _dropMessage, _dropGroups, _dropRecipients, _dropReports;
    private readonly SqliteStatement _writeHold, _readHold, _dropHold, _dropHolds;
    private readonly SqliteStatement _readMessage, _readRecipients, _readGroups;
    private readonly SqliteStatement _writeRow, _dropRow;

    private readonly Stack<long> _freeSlots = new();
    private readonly List<long> _takenSlots = [];
    private readonly List<long> _emptiedSlots = [];
    private readonly HashSet<MessageId> _touched = [];
    private long _lastMessage;
    private long _lastSlot;
    private AuditHead _head = AuditHead.Empty;
    private bool _headMoved;

    public StoreTables(SqliteConnection connection, Keyring keys, MessageStates states)
    {
        _connection = connection;
        _keys = keys;
        _states = states;
        _begin = Prepare("BEGIN IMMEDIATE");
        _commit = Prepare("COMMIT");
        _rollback = Prepare("ROLLBACK");
        _writeKey = Prepare("INSERT INTO keys(slot, wrapped) VALUES (?1, ?2) ON CONFLICT(slot) DO UPDATE SET wrapped = excluded.wrapped");
        _writeMessage = Prepare(
            "INSERT INTO messages(sequence, id, kind, size, received, slot, segment, offset, length, due, open, held, envelope, keep, owner) " +
            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 0, ?12, ?13, ?14)");
        _writeGroup = Prepare("INSERT INTO groups(message, number, tenant, policy, revision) VALUES (?1, ?2, ?3, ?4, ?5)");
        _writeRecipient = Prepare("INSERT INTO recipients(message, position, grp, state, attempts, next) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
        _writeReport = Prepare("INSERT OR REPLACE INTO reports(place, report) VALUES (?1, ?2)");
        _writePolicy = Prepare("INSERT OR IGNORE INTO policies(revision, json) VALUES (?1, ?2)");
        _writeAudit = Prepare(
            "INSERT INTO audit(sequence, time, kind, message, actor, sealed, payload, previous, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
        _writeMeta = Prepare("INSERT OR REPLACE INTO meta(name, value) VALUES (?1, ?2)");
        _changeRecipient = Prepare("UPDATE recipients SET state = ?3, attempts = ?4, next = ?5, reply = ?6 WHERE message = ?1 AND position = ?2");
        _changeMessage = Prepare("UPDATE messages SET due = ?2, open = ?3, held = ?4 WHERE sequence = ?1");
        _changePolicy = Prepare("UPDATE groups SET policy = ?3, revision = ?4 WHERE message = ?1 AND number = ?2");
        _changeOutput = Prepare("UPDATE groups SET segment = ?3, offset = ?4, length = ?5 WHERE message = ?1 AND number = ?2");
        _dropMessage = Prepare("DELETE FROM messages WHERE sequence = ?1");
        _dropGroups = Prepare("DELETE FROM groups WHERE message = ?1");
        _dropRecipients = Prepare("DELETE FROM recipients WHERE message = ?1");
        _dropReports = Prepare("DELETE FROM reports WHERE place BETWEEN ?1 AND ?2");
        _writeHold = Prepare("INSERT OR REPLACE INTO holds(message, position, match, until) VALUES (?1, ?2, ?3, ?4)");
        _readHold = Prepare("SELECT 1 FROM holds WHERE message = ?1 AND position = ?2");
        _dropHold = Prepare("DELETE FROM holds WHERE message = ?1 AND position = ?2");
        _dropHolds = Prepare("DELETE FROM holds WHERE message = ?1");
        _readMessage = Prepare("SELECT m.sequence, m.slot, k.wrapped, m.owner FROM messages m JOIN keys k ON k.slot = m.slot WHERE m.id = ?1");
        _readRecipients = Prepare("SELECT grp, state, attempts, next FROM recipients WHERE message = ?1 ORDER BY position");
        _readGroups = Prepare("SELECT segment IS NOT NULL FROM groups WHERE message = ?1 ORDER BY number");
        PrepareAudit();
        _writeRow = Prepare("INSERT OR REPLACE INTO sealed(kind, id, box) VALUES (?1, ?2, ?3)");
        _dropRow = Prepare("DELETE FROM sealed WHERE kind = ?1 AND id = ?2");
        PrepareSearch();
        PrepareRequests();
        PrepareTallies();
        PrepareTenants();
        ReadCounters();
        ReadFreeSlots();
    }

    /// <summary>Time of the batch; all its entries carry it.</summary>
    public DateTimeOffset Now { get; private set; }

    public void Begin(DateTimeOffset now)
    {
        Now = now;
        _begin.Run();
    }

    /// <summary>Writes the new audit head and commits: when this returns, everything of the batch is on disk.</summary>
    public void Commit()
    {
        CheckpointIfDue();
        if (_headMoved)
        {
            WriteMeta(StoreSchema.Meta.AuditHead, AuditChain.SealHead(_head, _keys.Master.AuditHeadKey));
        }

        _commit.Run();
        foreach (var slot in _emptiedSlots)
        {
            _freeSlots.Push(slot);
        }

        EndBatch();
    }

    /// <summary>Takes everything of the batch back, in memory too. Throws when the counters cannot be read again; then it must be called again.</summary>
    public void Rollback()
    {
        if (!_connection.IsIdle)
        {
            _rollback.Run();
        }

        foreach (var id in _touched)
        {
            _states.Forget(id);
        }

        foreach (var slot in _takenSlots)
        {
            _freeSlots.Push(slot);
        }

        EndBatch();
        _newCheckpoint = null;
        ReadCounters();
    }

    /// <summary>The state of a message; null when there is no such message.</summary>
    public MessageState? FindState(MessageId id)
    {
        _touched.Add(id);
        if (_states.Find(id) is { } known)
        {
            return known;
        }

        var state = ReadState(id);
        if (state is not null)
        {
            _states.Add(state);
        }

        return state;
    }

    public void AddMessage(NewMessage message, RecordPlace place)
    {
        var slot = TakeSlot();
        var sequence = ++_lastMessage;
        var state = new MessageState(message.Id, sequence, slot, message.Key)
        {
            Recipients = new RecipientRow[message.GroupOfRecipient.Count],
            Outputs = new bool[message.Groups.Count],
        };
        var received = message.ReceivedAt.UtcTicks;
        for (var i = 0; i < state.Recipients.Length; i++)
        {
            state.Recipients[i] = new RecipientRow(message.GroupOfRecipient[i], RecipientState.Queued, 0, received);
        }

        _touched.Add(message.Id);
        _writeKey.Bind(1, slot).Bind(2, message.WrappedKey).Run();
        _writeMessage.Bind(1, sequence).Bind(2, message.Id.ToBytes()).Bind(3, (long)message.Kind).Bind(4, message.Size).Bind(5, received)
            .Bind(6, slot).Bind(7, place.Segment).Bind(8, place.Offset).Bind(9, place.Length)
            .Bind(10, received).Bind(11, state.Recipients.Length).Bind(12, message.SealedEnvelope).Bind(13, message.Keep?.Ticks).Bind(14, message.Owner).Run();
        foreach (var group in message.Groups)
        {
            _writeGroup.Bind(1, sequence).Bind(2, group.Number).Bind(3, group.Tenant).Bind(4, group.PolicyName).Bind(5, group.PolicyRevision).Run();
        }

        for (var i = 0; i < state.Recipients.Length; i++)
        {
            var row = state.Recipients[i];
            _writeRecipient.Bind(1, sequence).Bind(2, i).Bind(3, row.Group).Bind(4, (long)row.State).Bind(5, row.Attempts).Bind(6, row.Next).Run();
        }

        AddTerms(sequence, message.Terms);
        _states.Add(state);
    }

    /// <summary>Takes one recipient's step, which the caller has checked against the transition table.</summary>
    public void ChangeRecipient(MessageState state, int index, RecipientRow row, ReadOnlySpan<byte> sealedReply)
    {
        state.Recipients[index] = row;
        _changeRecipient.Bind(1, state.Sequence).Bind(2, index).Bind(3, (long)row.State).Bind(4, row.Attempts).Bind(5, row.Next);
        _ = sealedReply.IsEmpty ? _changeRecipient.BindNull(6) : _changeRecipient.Bind(6, sealedReply);
        _changeRecipient.Run();
    }

    /// <summary>Brings the message's scheduling columns in line with its recipients.</summary>
    public void ChangeSchedule(MessageState state) =>
        _changeMessage.Bind(1, state.Sequence).Bind(2, state.FindDue()).Bind(3, state.CountOpen()).Bind(4, state.CountHeld()).Run();

    public void WriteReport(MessageState state, int group, ReadOnlySpan<byte> sealedReport) =>
        _writeReport.Bind(1, StoreSchema.ReportPlace(state.Sequence, group)).Bind(2, sealedReport).Run();

    public void ChangePolicy(MessageState state, int group, ChosenPolicy chosen) =>
        _changePolicy.Bind(1, state.Sequence).Bind(2, group).Bind(3, chosen.Name).Bind(4, chosen.Revision).Run();

    public bool HasHold(MessageState state, int recipient)
    {
        var found = _readHold.Bind(1, state.Sequence).Bind(2, recipient).Step();
        _readHold.Reset();
        return found;
    }

    public void WriteHold(MessageState state, int recipient, ReadOnlySpan<byte> match, DateTimeOffset until) =>
        _writeHold.Bind(1, state.Sequence).Bind(2, recipient).Bind(3, match).Bind(4, until.UtcTicks).Run();

    public void EndHold(MessageState state, int recipient) => _dropHold.Bind(1, state.Sequence).Bind(2, recipient).Run();

    public void WriteOutput(MessageState state, int group, RecordPlace place)
    {
        state.Outputs[group] = true;
        _changeOutput.Bind(1, state.Sequence).Bind(2, group).Bind(3, place.Segment).Bind(4, place.Offset).Bind(5, place.Length).Run();
    }

    public void WritePolicy(string revision, ReadOnlySpan<byte> json) => _writePolicy.Bind(1, revision).Bind(2, json).Run();

    public void WriteMeta(string name, ReadOnlySpan<byte> value) => _writeMeta.Bind(1, name).Bind(2, value).Run();

    /// <summary>Writes a sealed row; without a box it is deleted.</summary>
    public void WriteRow(SealedRowKind kind, string id, byte[]? box)
    {
        if (box is null)
        {
            _dropRow.Bind(1, (long)kind).Bind(2, id).Run();
        }
        else
        {
            _writeRow.Bind(1, (long)kind).Bind(2, id).Bind(3, box).Run();
        }
    }

    /// <summary>Overwrites the key in its slot and deletes the message's rows.</summary>
    public void Erase(MessageState state)
    {
        _writeKey.Bind(1, state.Slot).Bind(2, EmptySlot).Run();
        _dropMessage.Bind(1, state.Sequence).Run();
        _dropGroups.Bind(1, state.Sequence).Run();
        _dropRecipients.Bind(1, state.Sequence).Run();
        _dropHolds.Bind(1, state.Sequence).Run();
        _dropTrail.Bind(1, state.Sequence).Run();
        EraseTerms(state.Sequence);
        _dropRequests.Bind(1, state.Sequence).Run();
        _dropReports.Bind(1, StoreSchema.ReportPlace(state.Sequence, 0)).Bind(2, StoreSchema.ReportPlace(state.Sequence, ushort.MaxValue)).Run();
        _emptiedSlots.Add(state.Slot);
        _states.Forget(state.Id);
    }

    /// <summary>Empties the log into the database, so that nothing overwritten in the database is left in the log.</summary>
    public bool TryEmptyLog() => _connection.TryEmptyLog();

    public void Dispose()
    {
        foreach (var statement in _statements)
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }

    private SqliteStatement Prepare(string sql)
    {
        var statement = _connection.Prepare(sql);
        _statements.Add(statement);
        return statement;
    }

    private void EndBatch()
    {
        _takenSlots.Clear();
        _emptiedSlots.Clear();
        _touched.Clear();
        _headMoved = false;
    }

    private long TakeSlot()
    {
        if (!_freeSlots.TryPop(out var slot))
        {
            return ++_lastSlot;
        }

        _takenSlots.Add(slot);
        return slot;
    }

    private MessageState? ReadState(MessageId id)
    {
        _readMessage.Bind(1, id.ToBytes());
        if (!_readMessage.Step())
        {
            _readMessage.Reset();
            return null;
        }

        var sequence = _readMessage.Int64(0);
        var slot = _readMessage.Int64(1);
        var key = _keys.Unwrap(id, _readMessage.IsNull(3) ? null : _readMessage.Int64(3), _readMessage.Blob(2));
        _readMessage.Reset();
        var recipients = new List<RecipientRow>();
        for (_readRecipients.Bind(1, sequence); _readRecipients.Step();)
        {
            recipients.Add(new RecipientRow(
                _readRecipients.Int32(0), (RecipientState)_readRecipients.Int32(1), _readRecipients.Int32(2), _readRecipients.Int64(3)));
        }

        _readRecipients.Reset();
        var outputs = new List<bool>();
        for (_readGroups.Bind(1, sequence); _readGroups.Step();)
        {
            outputs.Add(_readGroups.Int64(0) != 0);
        }

        _readGroups.Reset();
        return new MessageState(id, sequence, slot, key) { Recipients = [.. recipients], Outputs = [.. outputs] };
    }

    private void ReadCounters()
    {
        _lastMessage = _connection.ReadInt64("SELECT MAX(sequence) FROM messages");
        _lastSlot = _connection.ReadInt64("SELECT MAX(slot) FROM keys");
        using var last = _connection.Prepare("SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1");
        _head = last.Step() ? new AuditHead(last.Int64(0), last.Blob(1).ToArray()) : AuditHead.Empty;
        ReadLastCheckpoint();
    }

    private void ReadFreeSlots()
    {
        using var free = _connection.Prepare("SELECT slot FROM keys WHERE wrapped = ?1 LIMIT ?2");
        free.Bind(1, EmptySlot).Bind(2, MaxFreeSlots);
        while (free.Step())
        {
            _freeSlots.Push(free.Int64(0));
        }
    }
}
