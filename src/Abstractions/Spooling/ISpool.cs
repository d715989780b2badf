namespace Mugai.Spooling;

/// <summary>
/// The spool: originals, envelopes, states, clean outputs and the audit chain. The store is the truth; every wake-up of a reader is
/// only a hint. Several tasks may call it at once; each state has this one writer.
/// </summary>
public interface ISpool : IAsyncDisposable
{
    /// <summary>False while storage is under its reserve or cannot be written: SMTP answers 452/451 at MAIL already.</summary>
    SpoolSpace Space { get; }

    /// <summary>Begins an original.</summary>
    IOriginalWriter BeginOriginal();

    /// <summary>
    /// Makes a message durable: ciphertext synced, then state, envelope, wrapped key and audit entry in one synced transaction. When this
    /// returns, 250 may be said. Throws <see cref="SpoolUnavailableException"/>; then nothing is kept. The token is heard until the message is
    /// handed to the writer; from then on the answer is waited for, so that nobody has to guess whether it was kept.
    /// </summary>
    ValueTask<SpooledMessage> CommitAsync(
        IOriginalWriter original, MessageKind kind, Envelope envelope, IReadOnlyList<RecipientGroup> groups, IReadOnlyList<int> groupOfRecipient,
        CancellationToken token);

    /// <summary>Opens an original (plaintext, forward-only). Throws <see cref="SpoolUnavailableException"/> when its key was destroyed or its ciphertext does not verify.</summary>
    ValueTask<Stream> OpenOriginalAsync(MessageId id, CancellationToken token);

    /// <summary>Stores a group's clean output, encrypted and synced, before any of its recipients is deferred. A second call for the same group is refused.</summary>
    ValueTask StoreOutputAsync(MessageId id, int group, Stream output, CancellationToken token);

    /// <summary>Opens a stored clean output.</summary>
    ValueTask<Stream> OpenOutputAsync(MessageId id, int group, CancellationToken token);

    /// <summary>Applies a change in one durable transaction with its audit entries. Steps that the transition table does not allow throw <see cref="InvalidOperationException"/>.</summary>
    ValueTask ApplyAsync(SpoolChange change, CancellationToken token);

    /// <summary>
    /// Messages with a recipient that is Queued or Deferred and due at <paramref name="now"/>, once for each tenant of such recipients, oldest first, not more than
    /// <paramref name="max"/>; only those of <paramref name="tenant"/> (null: of all), and none of which <paramref name="skip"/> says so. It must not call the spool.
    /// </summary>
    ValueTask<IReadOnlyList<DueMail>> FindDueAsync(DateTimeOffset now, int max, string? tenant, Func<MessageId, string, bool> skip, CancellationToken token);

    /// <summary>What each tenant has here; a mail to several counts for each. With <paramref name="waitingOnly"/> only what waits is counted, which is cheap; the other numbers are 0.</summary>
    ValueTask<IReadOnlyList<TenantStock>> CountByTenantAsync(bool waitingOnly, CancellationToken token);

    /// <summary>When the next deferred recipient falls due; null when nothing waits.</summary>
    ValueTask<DateTimeOffset?> NextDueAsync(CancellationToken token);

    /// <summary>One message, or null.</summary>
    ValueTask<SpooledMessage?> FindAsync(MessageId id, CancellationToken token);

    /// <summary>A group's stored report (UTF-8 JSON), or null.</summary>
    ValueTask<byte[]?> FindReportAsync(MessageId id, int group, CancellationToken token);

    /// <summary>
    /// Mails of <paramref name="sender"/> to <paramref name="recipient"/> with parts that wait for a password and whose time is not over at <paramref name="now"/>, oldest first.
    /// Addresses are compared without regard to case.
    /// </summary>
    ValueTask<IReadOnlyList<WaitingParts>> FindHoldsAsync(string sender, string recipient, DateTimeOffset now, int max, CancellationToken token);

    /// <summary>Messages with a recipient in one of <paramref name="states"/>, newest first, at most <paramref name="max"/>.</summary>
    ValueTask<IReadOnlyList<SpooledMessage>> ListAsync(IReadOnlySet<RecipientState> states, int max, CancellationToken token);

    /// <summary>Erases by destroying the message's key: original, envelope, output, report and personal data in the audit log become unreadable; the chain still verifies. Recipients that are not final are dropped first, on record. The message is not found any more.</summary>
    ValueTask EraseAsync(MessageId id, string actor, UntrustedText why, CancellationToken token);

    /// <summary>Erases every message whose recipients are all final and that was received before <paramref name="before"/>, and gives back the segments nobody refers to. Returns how many.</summary>
    ValueTask<int> ExpireAsync(DateTimeOffset before, CancellationToken token);
}

/// <summary>A message that is due for recipients of a tenant.</summary>
/// <param name="Message">The message.</param>
/// <param name="Tenant">The tenant.</param>
public readonly record struct DueMail(SpooledMessage Message, string Tenant);

/// <summary>What the spool holds of a tenant's mails.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Messages">Mails.</param>
/// <param name="Bytes">Bytes of their originals.</param>
/// <param name="Waiting">Mails with a recipient who does not have it yet and need not wait for a person.</param>
public sealed record TenantStock(string Tenant, long Messages, long Bytes, long Waiting);

/// <summary>How storage stands.</summary>
public enum SpoolSpace
{
    /// <summary>Mail is taken.</summary>
    Ok,

    /// <summary>Free space is under the reserve; what is stored is still delivered (452).</summary>
    UnderReserve,

    /// <summary>Cannot be written (451).</summary>
    Unwritable,
}
