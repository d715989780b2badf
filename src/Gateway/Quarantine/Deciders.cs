using Mugai.Gateway.Policies;
using Mugai.People;
using Mugai.Policies;
using Mugai.Quarantine;
using Mugai.Spooling;

namespace Mugai.Gateway.Quarantine;

/// <summary>Who decides about a request now: approvers of its department, those they delegated to, and, when it has waited too long, approvers of the departments that the policy names for that.</summary>
internal sealed class Deciders(ISpool spool, IPeople people, Func<SpooledMessage, int, ReleasePolicy> policyOf, TimeProvider clock)
{
    /// <summary>What today's policy says of a request's mail.</summary>
    public async ValueTask<ReleasePolicy> PolicyOfAsync(ReleaseRequest request, CancellationToken token) =>
        await spool.FindAsync(request.Asked.Message, token).ConfigureAwait(false) is { } mail ? PolicyFor(mail, request.Recipient) : new ReleasePolicy();

    public ReleasePolicy PolicyFor(SpooledMessage mail, int recipient) => policyOf(mail, recipient);

    /// <summary>Whether a request has waited so long that others decide as well.</summary>
    public bool IsEscalated(ReleaseRequest request, ReleasePolicy policy) => policy.EscalateAfter > TimeSpan.Zero && request.MadeAt + policy.EscalateAfter <= clock.GetUtcNow();

    /// <param name="request">The request.</param>
    /// <param name="policy">What <see cref="PolicyOfAsync"/> says of it.</param>
    /// <param name="known">Departments that were asked for already, when many requests are looked at together.</param>
    /// <param name="token">Cancels.</param>
    public async ValueTask<IReadOnlyList<Decider>> OfAsync(ReleaseRequest request, ReleasePolicy policy, Dictionary<string, IReadOnlyList<Decider>> known, CancellationToken token)
    {
        if (!known.TryGetValue(request.Asked.Department, out var first))
        {
            first = known[request.Asked.Department] = await OfAsync(request.Asked, token).ConfigureAwait(false);
        }

        return IsEscalated(request, policy) ? Join([.. first, .. await FurtherAsync(request.Asked, policy, token).ConfigureAwait(false)]) : first;
    }

    /// <summary>Those of the department alone.</summary>
    public ValueTask<IReadOnlyList<Decider>> OfAsync(NewRequest asked, CancellationToken token) => people.FindApproversAsync(asked.Tenant, asked.Department, clock.Today(), token);

    /// <summary>Those who decide as well once it was escalated.</summary>
    public async ValueTask<IReadOnlyList<Decider>> FurtherAsync(NewRequest asked, ReleasePolicy policy, CancellationToken token)
    {
        var further = new List<Decider>();
        foreach (var department in policy.EscalateTo)
        {
            further.AddRange(await people.FindApproversAsync(asked.Tenant, department, clock.Today(), token).ConfigureAwait(false));
        }

        return Join(further);
    }

    private static List<Decider> Join(IEnumerable<Decider> deciders) =>
        [.. deciders.GroupBy(decider => decider.Person.Id).Select(same => new Decider(same.First().Person, [.. same.SelectMany(each => each.For).Distinct()]))];
}
