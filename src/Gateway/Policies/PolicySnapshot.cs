using System.Security.Cryptography;
using System.Text;
using Mugai.Policies;

namespace Mugai.Gateway.Policies;

/// <summary>The policies in force, frozen. A message keeps the revision it was accepted under (invariant 8).</summary>
public sealed class PolicySnapshot
{
    private readonly IReadOnlyList<PolicyRule> _rules;
    private readonly Dictionary<string, SanitizePolicy> _byRevision;

    /// <param name="rules">In the order they are tried.</param>
    /// <param name="portalHost">What mails from outside may not point to.</param>
    public PolicySnapshot(IEnumerable<PolicyRule> rules, string portalHost = "")
    {
        // The built-in rule stands last: whoever no file names is still sanitized.
        _rules = [.. rules.Append(new PolicyRule("default", ["*"], new SanitizePolicy())).Select(rule => rule with { Policy = WithRevision(rule.Policy with { PortalHost = portalHost }) })];
        _byRevision = _rules.Select(rule => rule.Policy).DistinctBy(policy => policy.Revision).ToDictionary(policy => policy.Revision, StringComparer.Ordinal);
    }

    /// <summary>The distinct policies with their revisions.</summary>
    public IReadOnlyCollection<SanitizePolicy> Policies => _byRevision.Values;

    /// <summary>The rule that judges mail for <paramref name="address"/>. There always is one.</summary>
    public PolicyRule Resolve(string address) => _rules.First(rule => rule.Matches(address));

    /// <summary>The policy of a file that nobody is the recipient of (<c>mugai sanitize</c>): the one for everybody.</summary>
    public SanitizePolicy ForFiles => _rules.First(rule => rule.Recipients.Contains("*")).Policy;

    /// <summary>By revision, or null when this snapshot does not hold it.</summary>
    public SanitizePolicy? Find(string revision) => _byRevision.GetValueOrDefault(revision);

    /// <summary>The revision is a digest of what the policy means, so that the same words give the same revision on every machine.</summary>
    private static SanitizePolicy WithRevision(SanitizePolicy policy)
    {
        var meaning = PolicyMeaning.Of(policy with { Revision = "" });
        return policy with { Revision = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(meaning)))[..16] };
    }
}
