using System.Security.Cryptography;
using System.Text;
using Mugai.Gateway.Sanitizing;
using Mugai.Quarantine;
using Mugai.Spooling;

namespace Mugai.Gateway.Spooling.Embedded;

/// <summary>The store as a quarantine: found by digests, opened and compared again.</summary>
public sealed partial class EmbeddedSpool
{
    /// <summary>Candidates that one search opens at most: a page that finds nothing more ends here and goes on from there.</summary>
    private const int MaxOpened = 2_000;

    private static readonly TimeSpan FiguresLast = TimeSpan.FromSeconds(2);

    private volatile HashSet<string> _stops = [];
    private (DateTimeOffset Time, QuarantineFigures Figures)? _figures;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> HeldTenants => _stops;

    /// <inheritdoc/>
    public ValueTask<QuarantinePage> SearchAsync(QuarantineQuery query, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        var any = Digest(query.Recipients.Select(address => new SearchTerm(TermKind.Recipient, address)));
        var all = Digest(TermsOf(query));
        return new(Read(reader =>
        {
            var items = new List<QuarantineItem>();
            var (before, opened) = (query.Before, 0);
            while (true)
            {
                var candidates = reader.Find(query, any, all, before, query.Max + 1);
                foreach (var (sequence, id) in candidates)
                {
                    if (items.Count == query.Max || opened++ == MaxOpened)
                    {
                        return new QuarantinePage(items, before);
                    }

                    before = sequence;
                    if (OpenItem(reader, id) is { } item && Fits(item, query))
                    {
                        items.Add(item);
                    }
                }

                if (candidates.Count <= query.Max)
                {
                    return new QuarantinePage(items, null);
                }
            }
        }));
    }

    /// <inheritdoc/>
    public ValueTask<QuarantineItem?> FindItemAsync(MessageId id, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        return new(Read(reader => OpenItem(reader, id)));
    }

    /// <inheritdoc/>
    public async ValueTask PinAsync(MessageId id, bool pinned, string actor, UntrustedText why, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        var audit = KeyOf(id).Seal(PieceKind.Audit, (int)Mugai.Auditing.AuditKind.Pinned, AuditPayload.Pinned(pinned, why));
        await _writer.Submit(new PinWork(id, pinned, actor, audit));
    }

    /// <inheritdoc/>
    public async ValueTask HoldEverythingAsync(string tenant, bool hold, string actor, UntrustedText why, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        await _writer.Submit(new StopWork(tenant, hold, actor, AuditPayload.HoldChanged(tenant, hold, why)));
        _stops = Read(reader => reader.ListStops());
    }

    /// <summary>The queue in two numbers, cheap enough to be asked all the time.</summary>
    public ValueTask<QueueFigures> CountQueueAsync(CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        return new(Read(reader => reader.CountQueue()));
    }

    /// <inheritdoc/>
    public ValueTask<QuarantineFigures> CountAsync(DateTimeOffset now, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        if (_figures is { } known && (now - known.Time).Duration() < FiguresLast)
        {
            return new(known.Figures);
        }

        var figures = Read(reader => reader.Count(now));
        _figures = (now, figures);
        return new(figures);
    }

    private static IEnumerable<SearchTerm> TermsOf(QuarantineQuery query)
    {
        if (query.Hash is { } hash)
        {
            yield return new(TermKind.Hash, hash);
        }

        if (query.Link is { } link)
        {
            yield return new(TermKind.Link, link);
        }

        if (query.Sender is { } sender)
        {
            yield return new(sender.Contains('@', StringComparison.Ordinal) ? TermKind.Sender : TermKind.SenderDomain, sender);
        }

        if (query.Finding is { } finding)
        {
            yield return new(TermKind.Finding, finding);
        }

        foreach (var pair in SearchTerm.PairsOf(query.Subject ?? ""))
        {
            yield return pair;
        }

        if (query.KeptBack)
        {
            yield return new(TermKind.Reason, "*");
        }
    }

    private static bool Fits(QuarantineItem item, QuarantineQuery query) =>
        (query.Recipients.Count == 0 || item.Message.Envelope.Recipients.Any(recipient => query.Recipients.Contains(recipient.Address, StringComparer.OrdinalIgnoreCase)))
        && (query.Subject is null || WithoutSpaces(item.Subject.DangerousRaw).Contains(WithoutSpaces(query.Subject), StringComparison.Ordinal));

    private static string WithoutSpaces(string text) => string.Concat(SearchTerm.Fold(text).Where(letter => !char.IsWhiteSpace(letter)));

    private QuarantineItem? OpenItem(StoreReader reader, MessageId id)
    {
        if (OpenMessage(reader.FindMessage(id)) is not { } message)
        {
            return null;
        }

        var facts = message.Groups.Select(group => reader.FindReport(id, group.Number) is { } found ? found.Key?.Open(PieceKind.Report, group.Number, found.Sealed) : null)
            .FirstOrDefault(report => report is { Length: > 0 });
        var (subject, author) = facts is null ? default : StoredReport.ReadFacts(facts);
        return new QuarantineItem(message, subject, author, reader.IsPinned(id), reader.ListWaiting(id));
    }

    private byte[][] Digest(IEnumerable<SearchTerm> terms) => [.. terms.Select(Digest)];

    private byte[] Digest(SearchTerm term)
    {
        byte[] text = [(byte)term.Kind, .. Encoding.UTF8.GetBytes(term.Folded)];
        return HMACSHA256.HashData(_master.SearchKey, text)[..StoreTables.TermBytes];
    }
}
