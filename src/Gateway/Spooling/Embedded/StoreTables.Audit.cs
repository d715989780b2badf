using System.Text;
using Mugai.Auditing;
using Mugai.Gateway.Auditing;
using Mugai.Spooling;

namespace Mugai.Gateway.Spooling.Embedded;

/// <summary>The audit chain as the writer sees it: entries, checkpoints, cuts.</summary>
internal sealed partial class StoreTables
{
    /// <summary>Entries between two checkpoints. Origin: a signature takes some tens of microseconds, a mail leaves two or three entries.</summary>
    private const int CheckpointEvery = 1000;

    /// <summary>Entries removed in one transaction, so that mail does not wait for a year's worth.</summary>
    private const int CutAtMost = 10_000;

    /// <summary>The longest time that entries stand without a checkpoint after them.</summary>
    private static readonly TimeSpan CheckpointInterval = TimeSpan.FromHours(1);

    private SqliteStatement _writeTrail = null!, _dropTrail = null!, _findCut = null!, _cutAudit = null!;
    private long _lastCheckpoint;
    private DateTimeOffset? _lastCheckpointTime;

    private AuditCheckpoint? _newCheckpoint;

    /// <summary>The checkpoint that the last batch wrote, or null; told once.</summary>
    public AuditCheckpoint? TakeNewCheckpoint() => Interlocked.Exchange(ref _newCheckpoint, null);

    public void AppendAudit(AuditKind kind, MessageId? message, string actor, bool isSealed, ReadOnlyMemory<byte> payload)
    {
        var hash = new byte[AuditChain.HashBytes];
        var entry = new AuditEntry
        {
            Sequence = _head.Count + 1,
            Time = Now,
            Kind = kind,
            Message = message,
            Actor = actor,
            Sealed = isSealed,
            Payload = payload,
            Previous = _head.Hash,
            Hash = hash,
        };
        AuditChain.Hash(entry, hash);
        _writeAudit.Bind(1, entry.Sequence).Bind(2, entry.Time.UtcTicks).Bind(3, (long)kind);
        _ = message is { } id ? _writeAudit.Bind(4, id.ToBytes()) : _writeAudit.BindNull(4);
        _writeAudit.Bind(5, actor).Bind(6, isSealed ? 1 : 0).Bind(7, payload.Span).Bind(8, _head.Hash).Bind(9, hash).Run();
        if (message is { } about && FindState(about) is { } state)
        {
            _writeTrail.Bind(1, state.Sequence).Bind(2, entry.Sequence).Run();
        }

        _head = new AuditHead(entry.Sequence, hash);
        _headMoved = true;
    }

    /// <summary>Signs everything so far.</summary>
    public AuditCheckpoint AppendCheckpoint()
    {
        var checkpoint = _keys.Master.Signer.Sign(_head, Now);
        AppendAudit(AuditKind.Checkpoint, null, Actors.System, isSealed: false, Encoding.UTF8.GetBytes(CheckpointJson.Write(checkpoint)));
        (_lastCheckpoint, _lastCheckpointTime, _newCheckpoint) = (_head.Count, Now, checkpoint);
        return checkpoint;
    }

    /// <summary>
    /// Removes entries before the last checkpoint that is older than <paramref name="before"/>; the checkpoint itself stays as the first. Where the chain begins now is
    /// authenticated like its end, so that nobody without the master key can cut. Returns how many went.
    /// </summary>
    public long Cut(DateTimeOffset before)
    {
        var first = FirstEntry();
        _findCut.Bind(1, before.UtcTicks).Bind(2, first + CutAtMost);
        var found = _findCut.Step();
        var (checkpoint, previous) = found ? (_findCut.Int64(0), _findCut.Blob(1).ToArray()) : (0, []);
        _findCut.Reset();
        if (!found || checkpoint <= first)
        {
            return 0;
        }

        _cutAudit.Bind(1, checkpoint).Run();
        WriteMeta(StoreSchema.Meta.AuditStart, AuditChain.SealHead(new AuditHead(checkpoint - 1, previous), _keys.Master.AuditStartKey));
        AppendAudit(AuditKind.Cut, null, Actors.System, isSealed: false, AuditPayload.Cut(checkpoint - 1, checkpoint - first));
        return checkpoint - first;
    }

    private void PrepareAudit()
    {
        _writeTrail = Prepare("INSERT INTO trail(message, entry) VALUES (?1, ?2)");
        _dropTrail = Prepare("DELETE FROM trail WHERE message = ?1");
        // A clock that was set back for a while leaves an old time behind new entries: nothing is cut past the first entry that is not old.
        _findCut = Prepare(
            $"SELECT sequence, previous FROM audit WHERE sequence <= ?2 AND kind = {(int)AuditKind.Checkpoint} AND time < ?1 " +
            "AND sequence < IFNULL((SELECT sequence FROM audit WHERE time >= ?1 AND sequence <= ?2 ORDER BY sequence LIMIT 1), ?2 + 1) ORDER BY sequence DESC LIMIT 1");
        _cutAudit = Prepare("DELETE FROM audit WHERE sequence < ?1");
    }

    private void CheckpointIfDue()
    {
        if (!_headMoved)
        {
            return;
        }

        // A clock that was set back must not end the signing for as long as it was wrong.
        _lastCheckpointTime ??= Now;
        var age = Now - _lastCheckpointTime.Value;
        if (_head.Count - _lastCheckpoint >= CheckpointEvery || age >= CheckpointInterval || age < -CheckpointInterval)
        {
            AppendCheckpoint();
        }
    }

    private long FirstEntry() => _connection.ReadInt64("SELECT MIN(sequence) FROM audit");

    private void ReadLastCheckpoint()
    {
        // The newest entries hold one unless the store is young; older ones need not be searched for it.
        using var last = _connection.Prepare(
            $"SELECT sequence, time FROM audit WHERE sequence > ?1 AND kind = {(int)AuditKind.Checkpoint} ORDER BY sequence DESC LIMIT 1");
        last.Bind(1, _head.Count - (2 * CheckpointEvery));
        var found = last.Step();
        _lastCheckpoint = found ? last.Int64(0) : 0;
        _lastCheckpointTime = found ? new DateTimeOffset(last.Int64(1), TimeSpan.Zero) : _lastCheckpointTime;
    }
}
