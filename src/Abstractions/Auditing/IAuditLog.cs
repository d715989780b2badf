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

    /// <summary>Reads the whole chain and finds every edit, deletion, insertion and reordering.</summary>
    ValueTask<AuditVerification> VerifyAsync(CancellationToken token);
}
