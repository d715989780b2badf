using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;
using Mugai.Auditing;
using Mugai.Quarantine;
using Mugai.Spooling;

namespace Mugai.Gateway.Spooling.Embedded;

/// <summary>
/// The spool of a single node: ciphertext in append-only segments, everything else in SQLite (DESIGN 3, docs/adr/0003). Encryption
/// happens on the caller's thread; files and rows are written by <see cref="GroupCommit"/> alone; reads use connections of their own.
/// </summary>
/// <remarks>
/// LIMITS: one process per store; a segment is given back only when its last message is erased; an older copy of the whole folder, put
/// back, is not noticed without a checkpoint kept elsewhere; on a volume that lies about syncs nothing helps.
/// </remarks>
public sealed partial class EmbeddedSpool : ISpool, IPolicyRevisions, IAuditLog, IQuarantine
{
    /// <summary>Origin: a report of a mail with thousands of parts is a few MB; a row of SQLite takes far more.</summary>
    private const int MaxReportBytes = 64 * 1024 * 1024;

    /// <summary>Messages erased per transaction while expiring: keeps the stall of new mail short.</summary>
    private const int ExpireBatch = 256;

    private readonly EmbeddedSpoolOptions _options;
    private readonly string _database;
    private readonly MasterKey _master;
    private readonly Keyring _keys;
    private readonly SafeFileHandle _lock;
    private readonly SegmentStore _segments;
    private readonly SpaceGauge _space;
    private readonly MessageStates _states;
    private readonly RecentOriginals _recent;
    private readonly GroupCommit _writer;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ITimer _watch;
    private readonly ConcurrentBag<StoreReader> _readers = [];
    private readonly ConcurrentDictionary<(MessageId, int), byte> _outputsUnderWay = new();
    private readonly ConcurrentDictionary<MessageId, byte> _reportedDamage = new();
    private SpoolSpace _lastSpace = SpoolSpace.Ok;
    private int _disposed;

    /// <summary>What this start found.</summary>
    public RecoveryFacts Recovery { get; }

    /// <inheritdoc/>
    public SpoolSpace Space => _space.Current;

    /// <summary>Free bytes of the volume at the last sample.</summary>
    public long FreeBytes => _space.FreeBytes;

    /// <inheritdoc/>
    public IOriginalWriter BeginOriginal() =>
        new RecordWriter(_segments, MessageKey.New(), RecordKind.Original, 0, _options.SmallMessageBytes, _space);

    /// <inheritdoc/>
    public ValueTask<SpooledMessage> CommitAsync(
        IOriginalWriter original, MessageKind kind, Envelope envelope, IReadOnlyList<RecipientGroup> groups, IReadOnlyList<int> groupOfRecipient,
        CancellationToken token) => CommitAsync(original, kind, envelope, groups, groupOfRecipient, null, token);

    /// <summary>Rows of <paramref name="beside"/> are written in the same transaction.</summary>
    private async ValueTask<SpooledMessage> CommitAsync(
        IOriginalWriter original, MessageKind kind, Envelope envelope, IReadOnlyList<RecipientGroup> groups, IReadOnlyList<int> groupOfRecipient,
        SpoolWork? beside, CancellationToken token)
    {
        var writer = original as RecordWriter ?? throw new ArgumentException("The writer is not of this spool.", nameof(original));
        CheckGroups(envelope, groups, groupOfRecipient);
        token.ThrowIfCancellationRequested();
        if (kind == MessageKind.Mail && Space != SpoolSpace.Ok)
        {
            throw _space.Refusal();
        }

        var owner = await OwnerOfAsync(groups);
        var key = writer.Key;
        var size = writer.Length;
        var plaintext = size <= _options.SmallMessageBytes && _recent.HasRoom(size) ? writer.CopyPlaintext() : null;
        using var sealer = new PieceSealer(key);
        var message = new NewMessage(
            key, kind, size, envelope.ReceivedAt, (owner?.Wrapping ?? _master.Wrapping).Wrap(key.Id, key), sealer.Seal(PieceKind.Envelope, 0, EnvelopeCodec.Encode(envelope)),
            groups, groupOfRecipient)
        {
            Owner = owner?.Number,
            Terms = kind == MessageKind.Mail ? Digest(envelope.Recipients.Select(recipient => new SearchTerm(TermKind.Recipient, recipient.Address)).Concat(SearchTerm.SenderOf(envelope.MailFrom))) : [],
            // One group without a time of its own lasts as long as the installation says, so the message does.
            Keep = groups.All(group => group.Retention is not null) ? groups.Max(group => group.Retention) : null,
        };
        var audit = sealer.Seal(PieceKind.Audit, (int)AuditKind.Received, AuditPayload.Received(kind, size, envelope, groups));
        try
        {
            await _writer.Submit(new CommitWork(message, Finish(writer), audit, beside));
        }
        catch (TenantKeyGoneException e)
        {
            _keys.Forget(owner!.Number); // the next one gets another
            throw new SpoolUnavailableException(e.Message, inner: e);
        }

        SpoolMetrics.Committed(size);
        if (plaintext is not null)
        {
            _recent.Add(key.Id, plaintext);
        }

        return NewlyCommitted(message, envelope, plaintext);
    }

    /// <inheritdoc/>
    public ValueTask<Stream> OpenOriginalAsync(MessageId id, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        return new(OpenRecord(id, RecordKind.Original, 0, Read(reader => reader.FindOriginal(id))));
    }

    /// <inheritdoc/>
    public ValueTask<Stream> OpenOutputAsync(MessageId id, int group, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        return new(OpenRecord(id, RecordKind.Output, group, Read(reader => reader.FindOutput(id, group))));
    }

    /// <inheritdoc/>
    public async ValueTask StoreOutputAsync(MessageId id, int group, Stream output, CancellationToken token)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(group);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(group, ushort.MaxValue);
        if (!_outputsUnderWay.TryAdd((id, group), 0))
        {
            throw new InvalidOperationException($"Group {group} of message {id} is being given its output already.");
        }

        try
        {
            var key = KeyOf(id);
            await using var writer = new RecordWriter(_segments, key, RecordKind.Output, group, _options.SmallMessageBytes, guardReserve: null);
            await CopyAsync(output, writer, token);
            var audit = key.Seal(PieceKind.Audit, (int)AuditKind.OutputStored, AuditPayload.OutputStored(group, writer.Length));
            await _writer.Submit(new OutputWork(id, group, Finish(writer), audit));
            _recent.Forget(id);
        }
        finally
        {
            _outputsUnderWay.TryRemove((id, group), out _);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<DueMail>> FindDueAsync(DateTimeOffset now, int max, string? tenant, Func<MessageId, string, bool> skip, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        return new(Read<IReadOnlyList<DueMail>>(reader =>
        {
            var due = new List<DueMail>();
            // What does not verify was told of once and must not stand in the way of the rest.
            foreach (var (id, of) in reader.ListDue(now, max, tenant, (id, of) => _reportedDamage.ContainsKey(id) || skip(id, of)))
            {
                if (OpenMessage(reader.FindMessage(id)) is { } message)
                {
                    due.Add(new(message, of));
                }
            }

            return due;
        }));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TenantStock>> CountByTenantAsync(bool waitingOnly, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        return new(Read<IReadOnlyList<TenantStock>>(reader => reader.CountByTenant(waitingOnly)));
    }

    /// <inheritdoc/>
    public ValueTask<DateTimeOffset?> NextDueAsync(CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        return new(Read(reader => reader.FindNextDeferred()));
    }

    /// <inheritdoc/>
    public ValueTask<SpooledMessage?> FindAsync(MessageId id, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        return new(OpenMessage(Read(reader => reader.FindMessage(id))));
    }

    /// <inheritdoc/>
    public ValueTask<byte[]?> FindReportAsync(MessageId id, int group, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        if (Read(reader => reader.FindReport(id, group)) is not { } found)
        {
            return new((byte[]?)null);
        }

        return new(found.Key?.Open(PieceKind.Report, group, found.Sealed) ?? throw Damaged(id));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SpooledMessage>> ListAsync(IReadOnlySet<RecipientState> states, int max, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        return new(Read<IReadOnlyList<SpooledMessage>>(reader =>
            [.. reader.List(states, max).Select(id => OpenMessage(reader.FindMessage(id))).OfType<SpooledMessage>()]));
    }

    /// <inheritdoc/>
    public async ValueTask EraseAsync(MessageId id, string actor, UntrustedText why, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        var work = new EraseWork([id], AuditKind.Erased, actor, AuditPayload.Erased(why));
        await _writer.Submit(work);
        if (work.Erased == 0)
        {
            throw ChangeWork.Unknown(id);
        }

        SpoolMetrics.Erased(1);
        _recent.Forget(id);
        GiveBackSegments();
    }

    /// <inheritdoc/>
    public async ValueTask<int> ExpireAsync(DateTimeOffset before, CancellationToken token)
    {
        await ClearInterruptedAsync(token);
        var erased = 0;
        while (Read(reader => reader.ListFinal(before, _time.GetUtcNow(), ExpireBatch)) is { Count: > 0 } ids)
        {
            token.ThrowIfCancellationRequested();
            var work = new EraseWork(ids, AuditKind.Expired, Actors.System, AuditPayload.Erased(default));
            await _writer.Submit(work);
            ids.ForEach(_recent.Forget);
            SpoolMetrics.Erased(work.Erased);
            erased += work.Erased;
            if (work.Erased == 0)
            {
                break; // rows that no longer belong together; the next start reports them
            }
        }

        var segments = GiveBackSegments();
        if (erased > 0)
        {
            SpoolLog.Expired(_logger, erased, segments);
        }

        return erased;
    }

    /// <inheritdoc/>
    public async ValueTask SavePolicyAsync(string revision, ReadOnlyMemory<byte> json, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        await _writer.Submit(new PolicyWork(revision, json));
    }

    /// <inheritdoc/>
    public ValueTask<byte[]?> FindPolicyAsync(string revision, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        return new(Read(reader => reader.FindPolicy(revision)));
    }

    private static void CheckGroups(Envelope envelope, IReadOnlyList<RecipientGroup> groups, IReadOnlyList<int> groupOfRecipient)
    {
        if (envelope.Recipients.Count == 0 || groupOfRecipient.Count != envelope.Recipients.Count)
        {
            throw new ArgumentException("Each recipient needs its group.", nameof(groupOfRecipient));
        }

        for (var i = 0; i < groups.Count; i++)
        {
            if (groups[i].Number != i || i > ushort.MaxValue)
            {
                throw new ArgumentException("Groups are numbered 0, 1, … in order.", nameof(groups));
            }
        }

        foreach (var group in groupOfRecipient)
        {
            if ((uint)group >= (uint)groups.Count)
            {
                throw new ArgumentException($"There is no group {group}.", nameof(groupOfRecipient));
            }
        }
    }

    private static SpooledMessage NewlyCommitted(NewMessage message, Envelope envelope, byte[]? plaintext) => new()
    {
        Id = message.Id,
        Kind = message.Kind,
        Size = message.Size,
        Envelope = envelope,
        Groups = message.Groups,
        Recipients = [.. message.GroupOfRecipient.Select((group, index) => new SpooledRecipient
        {
            Index = index,
            Group = group,
            State = RecipientState.Queued,
            NextAttempt = envelope.ReceivedAt,
        })],
        RecentOriginal = plaintext is null ? null : (ReadOnlyMemory<byte>?)plaintext,
    };

    private static PendingRecord Finish(RecordWriter writer)
    {
        try
        {
            return writer.Finish();
        }
        catch (Exception e) when (StorageFault.IsStorage(e))
        {
            throw new SpoolUnavailableException($"A message could not be written: {e.Message}", StorageFault.IsOutOfSpace(e), e);
        }
    }

    private static async ValueTask CopyAsync(Stream from, RecordWriter to, CancellationToken token)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(RecordFormat.ChunkBytes);
        try
        {
            int count;
            while ((count = await from.ReadAsync(buffer, token)) > 0)
            {
                await to.WriteAsync(buffer.AsMemory(0, count), token);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private RecordReadStream OpenRecord(MessageId id, RecordKind kind, int group, (MessageKey? Key, RecordPlace Place)? found)
    {
        if (found is not { } record)
        {
            throw new SpoolUnavailableException($"Message {id} holds no {kind} {group}, or it was erased.");
        }

        return RecordReadStream.Open(
            _segments.PathOf(record.Place.Segment), record.Place.Offset, record.Place.Length, kind, group, record.Key ?? throw Damaged(id));
    }

    private MessageKey KeyOf(MessageId id) =>
        _states.Find(id)?.Key ?? Read(reader => reader.FindKey(id)) ?? throw ChangeWork.Unknown(id);

    private static SpoolUnavailableException Damaged(MessageId id) =>
        new($"The stored bytes of message {id} do not verify: they were damaged or tampered with.");

    private int GiveBackSegments() => MustKeepSegments ? 0 : _segments.Reclaim(() => Read(reader => reader.ListReferredSegments()));

    /// <summary>Lends a reading connection. Queries are short and come from the page cache, so they run on the caller's thread.</summary>
    private T Read<T>(Func<StoreReader, T> query)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        StoreReader? reader = null;
        try
        {
            if (!_readers.TryTake(out reader))
            {
                reader = OpenReader();
            }

            var result = query(reader);
            _readers.Add(reader);
            return result;
        }
        catch (Exception e)
        {
            reader?.Dispose(); // a query may be half read
            if (e is StoreDatabaseException)
            {
                throw new SpoolUnavailableException($"The store could not be read: {e.Message}", inner: e);
            }

            throw;
        }
    }

    private StoreReader OpenReader()
    {
        var connection = SqliteConnection.Open(_database, create: false);
        StoreSchema.Configure(connection);
        return new StoreReader(connection, _keys);
    }
}
