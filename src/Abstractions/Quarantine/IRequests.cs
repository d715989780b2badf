using Mugai.Spooling;

namespace Mugai.Quarantine;

/// <summary>Why asking came to nothing.</summary>
public enum AskOutcome
{
    /// <summary>It was asked.</summary>
    Asked,

    /// <summary>There is no such mail, or it is not to who asks: both look alike.</summary>
    Unknown,

    /// <summary>The policy or the installation does not offer this way.</summary>
    WayNotOffered,

    /// <summary>The way releases single files, and none was named.</summary>
    PartsMissing,

    /// <summary>The same is being asked already.</summary>
    AskedBefore,

    /// <summary>A reason is missing.</summary>
    ReasonMissing,

    /// <summary>The check of the original forbids it.</summary>
    Forbidden,

    /// <summary>Nobody but who asks could decide: it would only lapse.</summary>
    NobodyDecides,

    /// <summary>It was sent at once: no decision is needed.</summary>
    Sent,

    /// <summary>Nothing clean came out of the mail.</summary>
    NothingClean,

    /// <summary>Too often today.</summary>
    TooOften,
}

/// <summary>What became of a decision.</summary>
public enum DecideOutcome
{
    /// <summary>It stands.</summary>
    Done,

    /// <summary>There is no such request, or it is not this person's to decide: both look alike.</summary>
    Unknown,

    /// <summary>It was the person's own or that of whom the person stands in for, or the person or that right agreed already: another one is needed.</summary>
    AnotherNeeded,

    /// <summary>It was decided, taken back or lapsed meanwhile.</summary>
    Over,

    /// <summary>A refusal needs words.</summary>
    ReasonMissing,

    /// <summary>The check before the release forbids it.</summary>
    Forbidden,

    /// <summary>A scanner that must say clean does not answer; later again.</summary>
    NotScanned,
}

/// <summary>Which requests are wanted; what is null is not asked for.</summary>
/// <param name="Person">Made by this person.</param>
/// <param name="Message">For this mail.</param>
/// <param name="Undecided">Waiting for a decision alone.</param>
/// <param name="Tenant">Of this tenant.</param>
/// <param name="Max">At most so many, newest first.</param>
public sealed record RequestQuery(string? Person = null, MessageId? Message = null, bool Undecided = false, string? Tenant = null, int Max = 100);

/// <summary>How often a way came to an end of a kind.</summary>
/// <param name="Way">The way.</param>
/// <param name="State">Where requests stand.</param>
/// <param name="Count">How many of those still known.</param>
public sealed record RequestCount(ReleaseWay Way, RequestState State, long Count);

/// <summary>Requests for originals and what is decided about them. Every step is a row of the table and an audit entry, in one transaction.</summary>
public interface IRequests
{
    /// <summary>The ways that are offered for a mail of <paramref name="own"/>.</summary>
    ValueTask<IReadOnlyList<ReleaseWay>> FindWaysAsync(MessageId message, OwnMail own, CancellationToken token);

    /// <summary>Asks. The original is checked again at once, so that the approver sees what it holds. What needs no decision is sent at once.</summary>
    ValueTask<AskOutcome> AskAsync(NewRequest request, CancellationToken token);

    /// <summary>One request, or null.</summary>
    ValueTask<ReleaseRequest?> FindAsync(MessageId id, CancellationToken token);

    /// <summary>Requests that fit, newest first.</summary>
    ValueTask<IReadOnlyList<ReleaseRequest>> ListAsync(RequestQuery query, CancellationToken token);

    /// <summary>Requests that wait for this person's decision, newest first, at most 1,000.</summary>
    ValueTask<IReadOnlyList<RequestToDecide>> ListToDecideAsync(string person, CancellationToken token);

    /// <summary>One request that waits for this person's decision, however many others do; null for every other one.</summary>
    ValueTask<RequestToDecide?> FindToDecideAsync(MessageId id, string person, CancellationToken token);

    /// <summary>Decides. Nobody decides about the own request, or in the name of who asked; the policy may want two, each by a right of their own.</summary>
    ValueTask<DecideOutcome> DecideAsync(MessageId id, string person, bool approve, UntrustedText reason, CancellationToken token);

    /// <summary>Takes the own request back. False when there is none that can be.</summary>
    ValueTask<bool> WithdrawAsync(MessageId id, string person, CancellationToken token);

    /// <summary>The original, once, for who asked for it to download. Null when there is no such request, it was fetched already or its time is over.</summary>
    ValueTask<Stream?> FetchAsync(MessageId id, string person, CancellationToken token);

    /// <summary>How often each way was asked for and taken.</summary>
    ValueTask<IReadOnlyList<RequestCount>> CountAsync(CancellationToken token);
}
