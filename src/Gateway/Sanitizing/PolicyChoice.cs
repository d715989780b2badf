using Mugai.Frames;
using Mugai.Gateway.Policies;
using Mugai.Gateway.Sandboxing;
using Mugai.Gateway.Smtp.Receiving;
using Mugai.Policies;
using Mugai.Sanitizing;
using Mugai.Spooling;

namespace Mugai.Gateway.Sanitizing;

/// <summary>
/// Chooses among the policies that a mail was accepted under when rules ask what the upstream found of its sender. The gateway never reads a mail (invariant 2): a worker tells what stands in its header,
/// once, with no part opened, before the mail is judged. The choice is recorded before anything is done by it, so that every later step sees the same one (invariant 8). What no worker could tell is
/// unknown, and an unknown result fits only a rule that names it.
/// </summary>
internal sealed class PolicyChoice(ISpool spool, ISandbox sandbox, ScratchFiles scratch, PolicyOfRevision policies)
{
    private const char Separator = '+';

    /// <summary>What a group is accepted under: one rule, as a rule.</summary>
    public static RecipientRoute RouteOf(IReadOnlyList<PolicyRule> candidates)
    {
        var last = candidates[^1];
        return new(
            last.Tenant, string.Join(" / ", candidates.Select(rule => rule.Policy.Name).Distinct()), string.Join(Separator, candidates.Select(rule => rule.Policy.Revision)),
            last.Retention ?? last.Policy.Release.Retention);
    }

    /// <summary>The group with the policy that judges it, and that policy.</summary>
    public async ValueTask<(RecipientGroup Group, SanitizePolicy Policy)> ChooseAsync(
        SpooledMessage message, RecipientGroup group, Func<CancellationToken, ValueTask<Stream>> open, CancellationToken token)
    {
        if (!group.PolicyRevision.Contains(Separator, StringComparison.Ordinal))
        {
            return (group, await policies(group.PolicyRevision, token));
        }

        var candidates = new List<SanitizePolicy>();
        foreach (var revision in group.PolicyRevision.Split(Separator))
        {
            candidates.Add(await policies(revision, token));
        }

        var results = await ReadAsync(message, group.Tenant, candidates[^1], open, token);
        var policy = candidates.Find(candidate => candidate.When?.Misfit(results) is null)!;
        var chosen = new ChosenPolicy(policy.Name, policy.Revision, results);
        await spool.ApplyAsync(new SpoolChange { Message = message.Id, Group = group.Number, Chosen = chosen }, token);
        return (group with { PolicyName = policy.Name, PolicyRevision = policy.Revision }, policy);
    }

    /// <summary>The same among the rules of a snapshot; nothing is recorded.</summary>
    public async ValueTask<PolicyRule> ChooseAsync(SpooledMessage message, IReadOnlyList<PolicyRule> candidates, Func<CancellationToken, ValueTask<Stream>> open, CancellationToken token)
    {
        if (candidates.Count == 1)
        {
            return candidates[0];
        }

        var results = await ReadAsync(message, candidates[^1].Tenant, candidates[^1].Policy, open, token);
        return candidates.First(rule => rule.Match.Authentication?.Misfit(results) is null);
    }

    private async ValueTask<AuthenticationResults> ReadAsync(SpooledMessage message, string tenant, SanitizePolicy policy, Func<CancellationToken, ValueTask<Stream>> open, CancellationToken token)
    {
        using var nothing = new CleanOutput(scratch);
        var job = new SandboxJob
        {
            Id = message.Id.ToString(), Tenant = tenant, Kind = JobKind.Mail, Policy = policy, InputSize = message.Size, Single = new SinglePart("/", SinglePartForm.Facts),
        };
        var result = await sandbox.SanitizeAsync(job, open, nothing, token);
        return result.Facts?.Authentication ?? default;
    }
}
