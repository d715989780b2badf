using Mugai.Frames;
using Mugai.Gateway.Policies;
using Mugai.Gateway.Sandboxing;
using Mugai.Gateway.Sanitizing;
using Mugai.Gateway.Spooling;
using Mugai.People;
using Mugai.Policies;
using Mugai.Quarantine;
using Mugai.Scanning;
using Mugai.Spooling;

namespace Mugai.Gateway.Quarantine;

/// <summary>
/// Requests for originals: who may ask for what, who decides, what happens then. The decision is durable before anything leaves; what was approved and not sent yet is sent
/// by the next sweep, so that a crash in between repeats, never loses.
/// </summary>
internal sealed class Requests(
    IRequestRows rows, ISpool spool, IPeople people, Releases releases, Deciders deciders, RequestNotices notices, Func<ReleaseWay, bool> isOffered, TimeProvider clock) : IRequests, IDisposable
{
    private const int MaxReasonChars = 1000;
    private const int MaxListed = 1000;

    /// <summary>Clean copies of one mail for one person in a day. Origin: who lost it twice still has three left; a machine that asks again and again costs a worker each time.</summary>
    private const int MaxCopies = 5;

    // One at a time, and each asks first where the request stands: the sweep and an approver may mean the same one, and what was taken back in between stays.
    private readonly SemaphoreSlim _sending = new(1, 1);

    public async ValueTask<IReadOnlyList<ReleaseWay>> FindWaysAsync(MessageId message, OwnMail own, CancellationToken token) =>
        await spool.FindAsync(message, token).ConfigureAwait(false) is { } mail && own.Of(mail).FirstOrDefault()?.Index is { } recipient
            ? await WaysAsync(mail, recipient, deciders.PolicyFor(mail, recipient), token).ConfigureAwait(false)
            : [];

    public async ValueTask<AskOutcome> AskAsync(NewRequest request, CancellationToken token)
    {
        if (await spool.FindAsync(request.Message, token).ConfigureAwait(false) is not { Kind: MessageKind.Mail } mail || new OwnMail(request.Tenant, request.Addresses).Of(mail).FirstOrDefault()?.Index is not { } recipient)
        {
            return AskOutcome.Unknown;
        }

        var policy = deciders.PolicyFor(mail, recipient);
        if (!(await WaysAsync(mail, recipient, policy, token).ConfigureAwait(false)).Contains(request.Way))
        {
            return AskOutcome.WayNotOffered;
        }

        if (request.Way == ReleaseWay.ConfirmedParts)
        {
            // Of what was named, what can be had so: the approvers decide about exactly this.
            var files = await releases.FindPartsToConfirmAsync(mail, recipient, token).ConfigureAwait(false);
            request = request with { Parts = [.. files.Select(file => file.Path).Where(request.Parts.Contains).Take(FrameLimits.MaxFollowing)] };
            if (request.Parts.Count == 0)
            {
                return AskOutcome.PartsMissing;
            }
        }

        if (request.Way != ReleaseWay.CleanCopy && string.IsNullOrWhiteSpace(request.Reason.DangerousRaw))
        {
            return AskOutcome.ReasonMissing;
        }

        var earlier = await rows.ListAsync(new RequestQuery(request.Person, request.Message), token).ConfigureAwait(false);
        var now = clock.GetUtcNow();
        if (earlier.Any(old => old.Asked.Way == request.Way && !RequestTransitions.IsFinal(old.State) && old.Until > now
            && (request.Way != ReleaseWay.ConfirmedParts || old.Asked.Parts.Intersect(request.Parts).Any())))
        {
            return AskOutcome.AskedBefore;
        }

        if (request.Way == ReleaseWay.CleanCopy)
        {
            return earlier.Count(old => old.Asked.Way == ReleaseWay.CleanCopy && old.MadeAt > now.AddDays(-1)) < MaxCopies
                ? await SendCopyAsync(request, recipient, now + policy.FetchWithin, token).ConfigureAwait(false)
                : AskOutcome.TooOften;
        }

        var approvers = await deciders.OfAsync(request, token).ConfigureAwait(false);
        var able = approvers.Where(decider => decider.RightFor(request.Person) is not null).ToList();
        var rights = able.SelectMany(decider => decider.For).Where(right => right != request.Person).Distinct().Count();
        if (Math.Min(able.Count, rights) < (NeedsTwo(policy, request.Way) ? 2 : 1))
        {
            return AskOutcome.NobodyDecides;
        }

        var check = await releases.CheckAsync(request.Message, recipient, token).ConfigureAwait(false);
        if (check is null || check.Forbids)
        {
            return AskOutcome.Forbidden;
        }

        var reason = request.Reason.DangerousRaw;
        var asked = new ReleaseRequest
        {
            Id = MessageId.New(), State = RequestState.Asked, Recipient = recipient, MadeAt = now, Until = now + policy.DecideWithin, Check = check,
            Asked = request with { Reason = new UntrustedText(reason.Length > MaxReasonChars ? reason[..MaxReasonChars] : reason) },
        };
        await rows.AddAsync(asked, token).ConfigureAwait(false);
        await notices.TellApproversAsync(asked, approvers, token).ConfigureAwait(false);
        return AskOutcome.Asked;
    }

    public ValueTask<ReleaseRequest?> FindAsync(MessageId id, CancellationToken token) => rows.FindAsync(id, token);

    public ValueTask<IReadOnlyList<ReleaseRequest>> ListAsync(RequestQuery query, CancellationToken token) => rows.ListAsync(query, token);

    public async ValueTask<IReadOnlyList<RequestToDecide>> ListToDecideAsync(string person, CancellationToken token)
    {
        var mine = new List<RequestToDecide>();
        if (await people.FindAsync(person, token).ConfigureAwait(false) is not { } approver)
        {
            return mine;
        }

        var now = clock.GetUtcNow();
        var known = new Dictionary<string, IReadOnlyList<Decider>>(StringComparer.Ordinal);
        foreach (var request in await rows.ListAsync(new RequestQuery(Undecided: true, Tenant: approver.Tenant, Max: MaxListed), token).ConfigureAwait(false))
        {
            if (request.Until > now && await ForDeciderAsync(request, person, known, token).ConfigureAwait(false) is { } shown)
            {
                mine.Add(shown);
            }
        }

        return mine;
    }

    public async ValueTask<RequestToDecide?> FindToDecideAsync(MessageId id, string person, CancellationToken token) =>
        await rows.FindAsync(id, token).ConfigureAwait(false) is { State: RequestState.Asked or RequestState.Seconded } request && request.Until > clock.GetUtcNow()
            ? await ForDeciderAsync(request, person, [], token).ConfigureAwait(false) : null;

    public async ValueTask<DecideOutcome> DecideAsync(MessageId id, string person, bool approve, UntrustedText reason, CancellationToken token)
    {
        if (await rows.FindAsync(id, token).ConfigureAwait(false) is not { } request || await ForDeciderAsync(request, person, [], token).ConfigureAwait(false) is not { } toDecide)
        {
            return DecideOutcome.Unknown;
        }

        if (request.State is not (RequestState.Asked or RequestState.Seconded) || request.Until <= clock.GetUtcNow())
        {
            return DecideOutcome.Over;
        }

        if (toDecide.Right is not { } right)
        {
            return DecideOutcome.AnotherNeeded;
        }

        if (!approve && string.IsNullOrWhiteSpace(reason.DangerousRaw))
        {
            return DecideOutcome.ReasonMissing;
        }

        return approve
            ? await ApproveAsync(toDecide, person, right, reason, token).ConfigureAwait(false)
            : await StepAsync(request with { DecidedBy = person, DecidedFor = right, Decision = reason }, request.State, RequestEvent.Refuse, ActorOf(person), token).ConfigureAwait(false);
    }

    public async ValueTask<bool> WithdrawAsync(MessageId id, string person, CancellationToken token)
    {
        await _sending.WaitAsync(token).ConfigureAwait(false);
        try
        {
            return await rows.FindAsync(id, token).ConfigureAwait(false) is { } request && request.Asked.Person == person && !RequestTransitions.IsFinal(request.State)
                && await rows.StepAsync(request, request.State, RequestEvent.Withdraw, ActorOf(person), token).ConfigureAwait(false);
        }
        finally
        {
            _sending.Release();
        }
    }

    public async ValueTask<Stream?> FetchAsync(MessageId id, string person, CancellationToken token)
    {
        if (await rows.FindAsync(id, token).ConfigureAwait(false) is not { State: RequestState.Approved, Asked.Way: ReleaseWay.Download } request
            || request.Asked.Person != person || request.Until <= clock.GetUtcNow())
        {
            return null;
        }

        // Days may lie between the approval and this click, and signatures grow.
        if (await releases.ScanAsync(request.Asked.Message, token).ConfigureAwait(false) is not (null or { Verdict: ScanVerdict.Clean }))
        {
            return null;
        }

        // On record before the first byte leaves: two clicks at once give one file.
        return await rows.StepAsync(request, RequestState.Approved, RequestEvent.Release, ActorOf(person), token).ConfigureAwait(false)
            ? await spool.OpenOriginalAsync(request.Asked.Message, token).ConfigureAwait(false)
            : null;
    }

    public void Dispose() => _sending.Dispose();

    public ValueTask<IReadOnlyList<RequestCount>> CountAsync(CancellationToken token) => rows.CountAsync(token);

    /// <summary>Ends what nobody decided or fetched in time, and sends what was approved and not sent yet.</summary>
    public async ValueTask SweepAsync(CancellationToken token)
    {
        var now = clock.GetUtcNow();
        var failed = new List<Exception>();
        foreach (var request in await rows.ListDueAsync(now, token).ConfigureAwait(false))
        {
            try
            {
                if (request.Until <= now)
                {
                    await StepAsync(request, request.State, RequestEvent.Lapse, "system", token).ConfigureAwait(false);
                }
                else if (request.Asked.Way != ReleaseWay.Download)
                {
                    await SendAsync(request.Id, token).ConfigureAwait(false);
                }
            }
            catch (Exception failure) when (failure is SpoolUnavailableException or SandboxUnavailableException or IOException or InvalidOperationException)
            {
                // One that cannot be sent must not keep back those behind it.
                failed.Add(failure);
            }
        }

        if (failed.Count > 0)
        {
            throw new AggregateException(failed);
        }
    }

    /// <summary>The request as this person may decide about it; null when it is not theirs at all.</summary>
    private async ValueTask<RequestToDecide?> ForDeciderAsync(ReleaseRequest request, string person, Dictionary<string, IReadOnlyList<Decider>> known, CancellationToken token)
    {
        var policy = await deciders.PolicyOfAsync(request, token).ConfigureAwait(false);
        if ((await deciders.OfAsync(request, policy, known, token).ConfigureAwait(false)).FirstOrDefault(each => each.Person.Id == person) is not { } decider)
        {
            return null;
        }

        var right = request.First == person ? null : decider.RightFor(request.Asked.Person, request.FirstFor ?? request.First);
        return new RequestToDecide(request, right, NeedsTwo(policy, request.Asked.Way));
    }

    /// <summary>Nothing leaves that was not rebuilt, so nobody decides: the request begins as approved, and is counted and on record like every other.</summary>
    private async ValueTask<AskOutcome> SendCopyAsync(NewRequest request, int recipient, DateTimeOffset until, CancellationToken token)
    {
        var asked = new ReleaseRequest
        {
            Id = MessageId.New(), State = RequestState.Approved, Recipient = recipient, MadeAt = clock.GetUtcNow(), Until = until, Asked = request, DecidedBy = request.Person, DecidedFor = request.Person,
        };
        await rows.AddAsync(asked, token).ConfigureAwait(false);
        return await SendAsync(asked.Id, token).ConfigureAwait(false) ? AskOutcome.Sent : AskOutcome.NothingClean;
    }

    private async ValueTask<DecideOutcome> ApproveAsync(RequestToDecide toDecide, string person, string right, UntrustedText reason, CancellationToken token)
    {
        var request = toDecide.Request;
        var policy = await deciders.PolicyOfAsync(request, token).ConfigureAwait(false);
        // What a scanner knows today may be more than when it was asked.
        var check = await releases.CheckAsync(request.Asked.Message, request.Recipient, token).ConfigureAwait(false);
        var isConfirmed = IsConfirmed(request.Asked.Way);
        var isAllowed = request.Asked.Way switch { ReleaseWay.Confirmed => policy.Confirm, ReleaseWay.ConfirmedParts => check?.Findings.Contains(MailRuling.ConfirmedFamily) == true, _ => true };
        if (check is null || check.Forbids || !isAllowed)
        {
            return DecideOutcome.Forbidden;
        }

        if ((check.IsUnknown && request.Asked.Way != ReleaseWay.CleanCopy) || (isConfirmed && check.Scan is not { Verdict: ScanVerdict.Clean }))
        {
            return DecideOutcome.NotScanned;
        }

        if (toDecide.NeedsTwo && request.State == RequestState.Asked)
        {
            return await StepAsync(request with { First = person, FirstFor = right, Decision = reason, Check = check }, RequestState.Asked, RequestEvent.Second, ActorOf(person), token).ConfigureAwait(false);
        }

        var approved = request with { DecidedBy = person, DecidedFor = right, Decision = reason, Check = check, Until = clock.GetUtcNow() + policy.FetchWithin };
        var outcome = await StepAsync(approved, request.State, RequestEvent.Approve, ActorOf(person), token).ConfigureAwait(false);
        if (outcome == DecideOutcome.Done && request.Asked.Way != ReleaseWay.Download)
        {
            await SendAsync(approved.Id, token).ConfigureAwait(false);
        }

        return outcome;
    }

    /// <summary>Sends what was approved. What cannot be sent at all, because nothing clean comes out of it, lapses: trying again and again would not change it. True when it left.</summary>
    private async ValueTask<bool> SendAsync(MessageId id, CancellationToken token)
    {
        await _sending.WaitAsync(token).ConfigureAwait(false);
        try
        {
            if (await rows.FindAsync(id, token).ConfigureAwait(false) is not { State: RequestState.Approved } approved)
            {
                return false;
            }

            var why = new UntrustedText($"request {approved.Id}");
            var isOriginal = approved.Asked.Way != ReleaseWay.CleanCopy;
            var scan = isOriginal ? await releases.ScanAsync(approved.Asked.Message, token).ConfigureAwait(false) : null;
            if (scan is { Verdict: ScanVerdict.Infected })
            {
                // Found since it was approved: it never leaves.
                await StepAsync(approved with { Check = approved.Check! with { Scan = scan } }, RequestState.Approved, RequestEvent.Lapse, "system", token).ConfigureAwait(false);
                return false;
            }

            var sent = scan is not { Verdict: ScanVerdict.Failed } && approved.Asked.Way switch
            {
                ReleaseWay.CleanCopy => await releases.SendAgainAsync(approved.Asked.Message, [approved.Recipient], ActorOf(approved.Asked.Person), why, token).ConfigureAwait(false),
                ReleaseWay.Confirmed or ReleaseWay.ConfirmedParts => await releases.SendConfirmedAsync(approved, token).ConfigureAwait(false),
                _ => await releases.SendOriginalAsync(approved.Asked.Message, approved.Recipient, token).ConfigureAwait(false),
            };
            if (sent)
            {
                await rows.StepAsync(approved, RequestState.Approved, RequestEvent.Release, ActorOf(approved.DecidedBy!), CancellationToken.None).ConfigureAwait(false);
            }
            else if (!isOriginal || (approved.Asked.Way == ReleaseWay.ConfirmedParts && scan is { Verdict: ScanVerdict.Clean }))
            {
                await rows.StepAsync(approved, RequestState.Approved, RequestEvent.Lapse, "system", CancellationToken.None).ConfigureAwait(false);
            }

            return sent;
        }
        finally
        {
            _sending.Release();
        }
    }

    private async ValueTask<DecideOutcome> StepAsync(ReleaseRequest changed, RequestState from, RequestEvent happened, string actor, CancellationToken token)
    {
        if (!await rows.StepAsync(changed, from, happened, actor, token).ConfigureAwait(false))
        {
            return DecideOutcome.Over;
        }

        await notices.TellRequesterAsync(changed, happened, token).ConfigureAwait(false);
        return DecideOutcome.Done;
    }

    /// <summary>What the policy and the installation offer; single files are offered where some wait for it.</summary>
    private async ValueTask<IReadOnlyList<ReleaseWay>> WaysAsync(SpooledMessage mail, int recipient, ReleasePolicy policy, CancellationToken token)
    {
        List<ReleaseWay> ways = [.. (policy.Confirm ? policy.Ways.Append(ReleaseWay.Confirmed) : policy.Ways).Where(isOffered)];
        if (isOffered(ReleaseWay.ConfirmedParts) && (await releases.FindPartsToConfirmAsync(mail, recipient, token).ConfigureAwait(false)).Count > 0)
        {
            ways.Add(ReleaseWay.ConfirmedParts);
        }

        return ways;
    }

    private static bool IsConfirmed(ReleaseWay way) => way is ReleaseWay.Confirmed or ReleaseWay.ConfirmedParts;

    /// <summary>What goes inward byte for byte needs two, whatever the policy says of other ways.</summary>
    private static bool NeedsTwo(ReleasePolicy policy, ReleaseWay way) => policy.TwoPersons || IsConfirmed(way);

    private static string ActorOf(string person) => $"person:{person}";
}
