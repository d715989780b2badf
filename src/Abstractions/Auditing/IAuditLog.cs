namespace Mugai.Auditing;

/// <summary>The audit chain: append-only, in the same store and the same transactions as what it records.</summary>
public interface IAuditLog
{
    /// <summary>Appends an entry durably. Throws <see cref="Spooling.SpoolUnavailableException"/> when it could not be kept.</summary>
    ValueTask RecordAsync(AuditNote note, CancellationToken token);

    /// <summary>Entries from <paramref name="first"/> on, oldest first, at most <paramref name="max"/>, as stored.</summary>
    ValueTask<IReadOnlyList<AuditEntry>> ReadAsync(long first, int max, CancellationToken token);

    /// <summary>The payload in plaintext, or null when the message's key was destroyed or the payload was tampered with.</summary>
    ValueTask<byte[]?> OpenPayloadAsync(AuditEntry entry, CancellationToken token);

    /// <summary>
    /// Reads the whole chain and finds every edit, deletion, insertion and reordering; with <paramref name="anchors"/> (checkpoints kept off the machine)
    /// also that the whole store was replaced by an older or another one.
    /// </summary>
    ValueTask<AuditVerification> VerifyAsync(IReadOnlyList<AuditCheckpoint> anchors, CancellationToken token);

    /// <summary>The same without checkpoints from elsewhere.</summary>
    ValueTask<AuditVerification> VerifyAsync(CancellationToken token) => VerifyAsync([], token);

    /// <summary>Entries that fit, newest first. The payloads stay sealed.</summary>
    ValueTask<IReadOnlyList<AuditEntry>> SearchAsync(AuditQuery query, CancellationToken token);

    /// <summary>Vouches for everything so far with a signed checkpoint, durably. To be kept elsewhere too.</summary>
    ValueTask<AuditCheckpoint> CheckpointAsync(CancellationToken token);

    /// <summary>Removes entries before <paramref name="before"/>, up to the last checkpoint there and on record. Returns how many.</summary>
    ValueTask<long> CutAsync(DateTimeOffset before, CancellationToken token);
}
