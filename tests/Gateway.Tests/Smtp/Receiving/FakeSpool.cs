using System.Collections.Concurrent;
using System.Text;
using Mugai.Spooling;

namespace Mugai.Gateway.Tests.Smtp.Receiving;

/// <summary>A spool in memory that shows what was committed and fails on request. The wire is real in these tests, the disk is not.</summary>
internal sealed class FakeSpool : ISpool
{
    private readonly ConcurrentQueue<Committed> _committed = new();
    private int _openWriters;

    public sealed record Committed(SpooledMessage Message, byte[] Bytes)
    {
        public string Text => Encoding.Latin1.GetString(Bytes);
    }

    public SpoolSpace Space { get; set; } = SpoolSpace.Ok;

    /// <summary>Forget the bytes (for tests of memory).</summary>
    public bool Discards { get; init; }

    public Exception? FailBegin { get; set; }

    public Exception? FailWrite { get; set; }

    public Exception? FailCommit { get; set; }

    /// <summary>When set, a commit waits for it.</summary>
    public Task? HoldCommit { get; set; }

    public IReadOnlyList<Committed> Messages => [.. _committed];

    /// <summary>Originals begun and not yet given up.</summary>
    public int OpenWriters => Volatile.Read(ref _openWriters);

    public IOriginalWriter BeginOriginal()
    {
        if (FailBegin is { } failure)
        {
            throw failure;
        }

        Interlocked.Increment(ref _openWriters);
        return new Writer(this);
    }

    public async ValueTask<SpooledMessage> CommitAsync(
        IOriginalWriter original, MessageKind kind, Envelope envelope, IReadOnlyList<RecipientGroup> groups, IReadOnlyList<int> groupOfRecipient,
        CancellationToken token)
    {
        if (HoldCommit is { } hold)
        {
            await hold;
        }

        if (FailCommit is { } failure)
        {
            throw failure;
        }

        var message = new SpooledMessage
        {
            Id = MessageId.New(),
            Kind = kind,
            Size = original.Length,
            Envelope = envelope,
            Groups = groups,
            Recipients = [.. envelope.Recipients.Select((_, i) => new SpooledRecipient { Index = i, Group = groupOfRecipient[i], State = RecipientState.Queued })],
        };
        _committed.Enqueue(new Committed(message, ((Writer)original).Bytes));
        return message;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public ValueTask<Stream> OpenOriginalAsync(MessageId id, CancellationToken token) => throw new NotSupportedException();

    public ValueTask StoreOutputAsync(MessageId id, int group, Stream output, CancellationToken token) => throw new NotSupportedException();

    public ValueTask<Stream> OpenOutputAsync(MessageId id, int group, CancellationToken token) => throw new NotSupportedException();

    public ValueTask ApplyAsync(SpoolChange change, CancellationToken token) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<TenantStock>> CountByTenantAsync(bool waitingOnly, CancellationToken token) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<DueMail>> FindDueAsync(DateTimeOffset now, int max, string? tenant, Func<MessageId, string, bool> skip, CancellationToken token) => throw new NotSupportedException();

    public ValueTask<DateTimeOffset?> NextDueAsync(CancellationToken token) => throw new NotSupportedException();

    public ValueTask<SpooledMessage?> FindAsync(MessageId id, CancellationToken token) => throw new NotSupportedException();

    public ValueTask<byte[]?> FindReportAsync(MessageId id, int group, CancellationToken token) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<SpooledMessage>> ListAsync(IReadOnlySet<RecipientState> states, int max, CancellationToken token) => throw new NotSupportedException();

    public ValueTask EraseAsync(MessageId id, string actor, UntrustedText why, CancellationToken token) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<WaitingParts>> FindHoldsAsync(string sender, string recipient, DateTimeOffset now, int max, CancellationToken token) => throw new NotSupportedException();

    public ValueTask<int> ExpireAsync(DateTimeOffset before, CancellationToken token) => throw new NotSupportedException();

    private sealed class Writer(FakeSpool spool) : IOriginalWriter
    {
        private readonly MemoryStream _bytes = new();
        private bool _disposed;

        public byte[] Bytes => _bytes.ToArray();

        public long Length { get; private set; }

        public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken token)
        {
            if (spool.FailWrite is { } failure)
            {
                throw failure;
            }

            Length += bytes.Length;
            if (!spool.Discards)
            {
                _bytes.Write(bytes.Span);
            }

            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync()
        {
            if (!_disposed)
            {
                _disposed = true;
                Interlocked.Decrement(ref spool._openWriters);
            }

            return ValueTask.CompletedTask;
        }
    }
}
