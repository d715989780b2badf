using Mugai.Auditing;
using Mugai.Gateway.Quarantine;
using Mugai.Quarantine;
using Mugai.Spooling;

namespace Mugai.Gateway.Spooling.Embedded;

/// <summary>Requests for originals.</summary>
public sealed partial class EmbeddedSpool : IRequestRows
{
    /// <inheritdoc/>
    async ValueTask IRequestRows.AddAsync(ReleaseRequest request, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        var key = KeyOf(request.Asked.Message);
        var audit = key.Seal(PieceKind.Audit, (int)AuditKind.Requested, AuditPayload.Requested(request));
        await _writer.Submit(new RequestWork(request, SealBox(key, request), audit));
    }

    /// <inheritdoc/>
    async ValueTask<bool> IRequestRows.StepAsync(ReleaseRequest changed, RequestState from, RequestEvent happened, string actor, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        var (to, kind) = RequestTransitions.Step(from, happened) ?? throw new InvalidOperationException($"A request that is {from} cannot {happened}.");
        var key = KeyOf(changed.Asked.Message);
        var audit = key.Seal(PieceKind.Audit, (int)kind, AuditPayload.RequestStep(changed));
        var work = new RequestStepWork(changed with { State = to }, from, kind, actor, SealBox(key, changed), audit);
        await _writer.Submit(work);
        return work.Taken;
    }

    /// <inheritdoc/>
    ValueTask<ReleaseRequest?> IRequestRows.FindAsync(MessageId id, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        return new(Read(reader => reader.ListRequests("q.id = ?1", query => query.Bind(1, id.ToBytes()), 1)).Select(OpenRequest).FirstOrDefault());
    }

    /// <inheritdoc/>
    ValueTask<IReadOnlyList<ReleaseRequest>> IRequestRows.ListAsync(RequestQuery query, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        var conditions = new List<string>();
        void When(bool asked, string condition)
        {
            if (asked)
            {
                conditions.Add(condition);
            }
        }

        When(query.Person is not null, "q.person = ?1");
        When(query.Message is not null, "m.id = ?2");
        When(query.Tenant is not null, "q.tenant = ?3");
        When(query.Undecided, "q.state < 3");
        return new(OpenAll(Read(reader => reader.ListRequests(conditions.Count == 0 ? "1" : string.Join(" AND ", conditions), statement =>
        {
            _ = query.Person is { } person ? statement.Bind(1, person) : statement;
            _ = query.Message is { } message ? statement.Bind(2, message.ToBytes()) : statement;
            _ = query.Tenant is { } tenant ? statement.Bind(3, tenant) : statement;
        }, query.Max))));
    }

    /// <inheritdoc/>
    ValueTask<IReadOnlyList<ReleaseRequest>> IRequestRows.ListDueAsync(DateTimeOffset now, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        return new(OpenAll(Read(reader => reader.ListRequests("q.state < 10 AND (q.until <= ?1 OR q.state = 3)", query => query.Bind(1, now.UtcTicks), 1000))));
    }

    /// <inheritdoc/>
    ValueTask<IReadOnlyList<RequestCount>> IRequestRows.CountAsync(CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        return new(Read<IReadOnlyList<RequestCount>>(reader => reader.CountRequests()));
    }

    private List<ReleaseRequest> OpenAll(IEnumerable<RequestRow> rows) => [.. rows.Select(OpenRequest).OfType<ReleaseRequest>()];

    private ReleaseRequest? OpenRequest(RequestRow row)
    {
        if (row.Key?.Open(PieceKind.Request, NumberOf(row.Id), row.Box) is not { } plain || RequestBox.Decode(plain) is not { } box)
        {
            return null;
        }

        return new ReleaseRequest
        {
            Id = row.Id, State = row.State, MadeAt = row.MadeAt, Until = row.Until, First = row.First, DecidedBy = row.Decided, Recipient = box.Recipient,
            Decision = new UntrustedText(box.Decision), Check = box.Check, FirstFor = box.FirstFor, DecidedFor = box.DecidedFor,
            Asked = new NewRequest
            {
                Message = row.Message, Person = row.Person, Tenant = row.Tenant, Department = row.Department, Way = row.Way, Addresses = box.Addresses, Parts = box.Parts,
                Reason = new UntrustedText(box.Reason), Importance = box.Importance, HasSpecificPersonalData = box.HasSpecificPersonalData,
            },
        };
    }

    private static byte[] SealBox(MessageKey key, ReleaseRequest request) => key.Seal(PieceKind.Request, NumberOf(request.Id), RequestBox.Of(request).Encode());

    /// <summary>Ties a box to its request: exchanged boxes of one message do not open.</summary>
    private static int NumberOf(MessageId id) => (int)(uint)(id.Value & uint.MaxValue);
}

/// <summary>A new request.</summary>
internal sealed class RequestWork(ReleaseRequest request, byte[] box, byte[] sealedAudit) : SpoolWork
{
    public override void Write(StoreTables tables)
    {
        var state = tables.FindState(request.Asked.Message) ?? throw ChangeWork.Unknown(request.Asked.Message);
        tables.AddRequest(state, request, box);
        tables.AddTally(request.Asked.Tenant, RequestTally.Of(request, RequestState.Asked));
        tables.AppendAudit(AuditKind.Requested, request.Asked.Message, $"person:{request.Asked.Person}", isSealed: true, sealedAudit);
    }
}

/// <summary>A step of a request, if it is still where the step begins.</summary>
internal sealed class RequestStepWork(ReleaseRequest request, RequestState from, AuditKind kind, string actor, byte[] box, byte[] sealedAudit) : SpoolWork
{
    public bool Taken { get; private set; }

    public override void Write(StoreTables tables)
    {
        Taken = tables.FindRequestState(request.Id) == from;
        if (Taken)
        {
            tables.ChangeRequest(request, box);
            tables.AddTally(request.Asked.Tenant, RequestTally.Of(request, request.State));
            tables.AppendAudit(kind, request.Asked.Message, actor, isSealed: true, sealedAudit);
        }
    }
}

/// <summary>What a step of a request adds to the figures of its day.</summary>
internal static class RequestTally
{
    public static Tally Of(ReleaseRequest request, RequestState step) => new(TallySections.Request, $"{request.Asked.Way}/{step}", 1);
}
