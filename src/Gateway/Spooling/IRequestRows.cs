using Mugai.Quarantine;
using Mugai.Spooling;

namespace Mugai.Gateway.Spooling;

/// <summary>Requests as the store keeps them: beside their message, what people wrote under the message's key.</summary>
internal interface IRequestRows
{
    /// <summary>Writes a request and its audit entry. Throws <see cref="InvalidOperationException"/> when there is no such mail.</summary>
    ValueTask AddAsync(ReleaseRequest request, CancellationToken token);

    /// <summary>
    /// Takes a step by the table, with its audit entry. <paramref name="changed"/> is the request as it is to be but for its state. False when the request is not in <paramref name="from"/>
    /// any more: somebody else was quicker.
    /// </summary>
    ValueTask<bool> StepAsync(ReleaseRequest changed, RequestState from, RequestEvent happened, string actor, CancellationToken token);

    ValueTask<ReleaseRequest?> FindAsync(MessageId id, CancellationToken token);

    ValueTask<IReadOnlyList<ReleaseRequest>> ListAsync(RequestQuery query, CancellationToken token);

    /// <summary>Requests that are not final and whose state ended before <paramref name="now"/>, or that are approved.</summary>
    ValueTask<IReadOnlyList<ReleaseRequest>> ListDueAsync(DateTimeOffset now, CancellationToken token);

    ValueTask<IReadOnlyList<RequestCount>> CountAsync(CancellationToken token);
}
