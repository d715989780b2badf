using Mugai.Auditing;
using Mugai.Gateway.Auditing;
using Mugai.Gateway.Tenants;

namespace Mugai.Gateway.Spooling.Embedded;

/// <summary>The audit chain of the store.</summary>
public sealed partial class EmbeddedSpool
{
    private const int AuditPage = 1000;

    /// <inheritdoc/>
    public async ValueTask RecordAsync(AuditNote note, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        var sealedPayload = note.Message is { } id ? KeyOf(id).Seal(PieceKind.Audit, (int)note.Kind, note.Payload.Span) : null;
        await _writer.Submit(new NoteWork(note, sealedPayload));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AuditEntry>> ReadAsync(long first, int max, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        return new(Read<IReadOnlyList<AuditEntry>>(reader => reader.ListAudit(first, max)));
    }

    /// <inheritdoc/>
    public ValueTask<byte[]?> OpenPayloadAsync(AuditEntry entry, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        if (!entry.Sealed)
        {
            return new(entry.Payload.ToArray());
        }

        return new(entry.Message is { } id && (_states.Find(id)?.Key ?? Read(reader => reader.FindKey(id))) is { } key
            ? key.Open(PieceKind.Audit, (int)entry.Kind, entry.Payload.Span)
            : null);
    }

    /// <summary>
    /// Reads the whole chain on one view of the store while new entries may be written. The read transaction keeps the log from being
    /// cut meanwhile; it ends with the call.
    /// </summary>
    public ValueTask<AuditVerification> VerifyAsync(IReadOnlyList<AuditCheckpoint> anchors, CancellationToken token) => new(LowPriorityThreads.RunAsideAsync(
        "Mugai audit", () => Read(reader => reader.ReadSnapshot(snapshot => AuditChain.Verify(
            Entries(snapshot, token), snapshot.FindAuditHead(), new AuditWitnesses(snapshot.FindAuditStart(), _master.Signer, anchors))))));

    /// <summary>The same without checkpoints from elsewhere.</summary>
    public ValueTask<AuditVerification> VerifyAsync(CancellationToken token) => VerifyAsync([], token);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AuditEntry>> SearchAsync(AuditQuery query, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        return new(Read<IReadOnlyList<AuditEntry>>(reader => reader.SearchAudit(query)));
    }

    /// <inheritdoc/>
    public async ValueTask<AuditCheckpoint> CheckpointAsync(CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        var work = new CheckpointWork();
        await _writer.Submit(work);
        return work.Checkpoint!;
    }

    /// <inheritdoc/>
    public async ValueTask<long> CutAsync(DateTimeOffset before, CancellationToken token)
    {
        var all = 0L;
        CutWork work;
        do
        {
            token.ThrowIfCancellationRequested();
            work = new CutWork(before);
            await _writer.Submit(work);
            all += work.Entries;
        }
        while (work.Entries > 0);
        if (all > 0)
        {
            AuditingLog.Cut(_logger, all);
        }

        return all;
    }

    /// <summary>The public key that this installation's checkpoints and receipts are verified with, as PEM.</summary>
    internal AuditSigner Signer => _master.Signer;

    /// <summary>The same as PEM.</summary>
    public string AuditKeyPem => _master.Signer.PublicKeyPem;

    private static IEnumerable<AuditEntry> Entries(StoreReader reader, CancellationToken token)
    {
        var next = long.MinValue;
        while (reader.ListAudit(next, AuditPage) is { Count: > 0 } page)
        {
            token.ThrowIfCancellationRequested();
            foreach (var entry in page)
            {
                yield return entry;
            }

            next = page[^1].Sequence + 1;
        }
    }

    /// <summary>The protected head against the last entry.</summary>
    private AuditProblem? FindBrokenEnd() => Read(reader =>
    {
        var head = reader.FindAuditHead();
        var last = reader.ListAudit(head?.Count ?? 0, 2);
        var end = last.Count == 0 ? 0 : last[^1].Sequence;
        if (head is null)
        {
            return new AuditProblem(AuditFault.HeadForged, end);
        }

        var agrees = head.Count == 0
            ? last.Count == 0
            : last.Count == 1 && last[0].Sequence == head.Count && last[0].Hash.Span.SequenceEqual(head.Hash);
        return agrees ? (AuditProblem?)null : new AuditProblem(AuditFault.EndMoved, end);
    });
}
