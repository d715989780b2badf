using System.Security.Cryptography;
using System.Text;
using Mugai.Gateway.Tenants;
using Mugai.Policies;
using Mugai.Sanitizing;

namespace Mugai.Gateway.Policies;

/// <summary>The policies in force, frozen. A message keeps the revision it was accepted under (invariant 8).</summary>
public sealed class PolicySnapshot
{
    private readonly Dictionary<string, SanitizePolicy> _byRevision;
    private readonly PolicySurroundings _surroundings;

    /// <param name="rules">In the order they are tried.</param>
    /// <param name="surroundings">What of the installation they depend on.</param>
    public PolicySnapshot(IEnumerable<PolicyRule> rules, PolicySurroundings? surroundings = null)
    {
        _surroundings = surroundings ??= new PolicySurroundings();
        // The built-in rule stands last: whoever no file names is still sanitized.
        var builtIn = new PolicyRule { Match = new PolicyMatch { Recipients = ["*"] }, Policy = new SanitizePolicy() };
        Rules = [.. rules.Append(builtIn).Select(rule => rule with { Policy = WithRevision(rule.Policy with { PortalHost = surroundings.PortalHost, TrustedAuthservIds = surroundings.TrustedAuthservIds, When = rule.Match.Authentication, BlockFindings = Refusing(rule) }) })];
        AsksForDepartments = Rules.Any(rule => rule.Match.Departments.Count > 0);
        _byRevision = Rules.Select(rule => rule.Policy).DistinctBy(policy => policy.Revision).ToDictionary(policy => policy.Revision, StringComparer.Ordinal);
        Revision = Digest(string.Join('\n', Rules.Select(rule => $"{rule.Tenant} {rule.Policy.Revision} {Meaning(rule.Match)}")));
    }

    /// <summary>Every rule in the order they are tried, the built-in one last.</summary>
    public IReadOnlyList<PolicyRule> Rules { get; }

    /// <summary>True when no file says anything: everybody is judged by what is built in.</summary>
    public bool IsBuiltInAlone => Rules.Count == 1;

    /// <summary>Digest of the whole: the rules, their order and for whom they are.</summary>
    public string Revision { get; }

    /// <summary>The distinct policies with their revisions.</summary>
    public IReadOnlyCollection<SanitizePolicy> Policies => _byRevision.Values;

    /// <summary>The tenants that the recipient's domain decides about.</summary>
    public TenantTable Tenants => _surroundings.Tenants;

    /// <summary>True when a rule asks for departments, so that somebody must look them up.</summary>
    public bool AsksForDepartments { get; }

    /// <summary>The question with the tenant that the recipient belongs to, and which way the mail goes.</summary>
    public PolicyQuestion Complete(in PolicyQuestion question) => question with
    {
        Tenant = Tenants.IsEmpty ? question.Tenant : Tenants.Of(question.Recipient)?.Name ?? Tenant.DefaultName,
        Direction = _surroundings.DirectionOf(question.Sender, question.Recipient),
    };

    /// <summary>The first rule that fits, in the name of the recipient's tenant. There always is one.</summary>
    public PolicyRule Resolve(in PolicyQuestion asked) => Candidates(asked with { Authentication = asked.Authentication ?? default(AuthenticationResults) })[0];

    /// <summary>
    /// The rules that may be the first that fits, in their order: while nobody knows what the upstream found of the sender, each that asks for it, up to the first that does not. One alone when
    /// that is known, and as a rule.
    /// </summary>
    public IReadOnlyList<PolicyRule> Candidates(in PolicyQuestion asked)
    {
        var question = Complete(asked);
        var candidates = new List<PolicyRule>(1);
        foreach (var rule in Rules)
        {
            if (rule.Match.Fits(question))
            {
                candidates.Add(InNameOf(rule, question.Tenant));
                if (rule.Match.Authentication is null || question.Authentication is not null)
                {
                    return candidates;
                }
            }
        }

        throw new InvalidOperationException("The built-in rule fits everybody.");
    }

    /// <summary>Where tenants are configured, the recipient says whose mail it is; else the rule.</summary>
    public PolicyRule InNameOf(PolicyRule rule, string tenant)
    {
        if (tenant.Length == 0)
        {
            return rule;
        }

        var retention = rule.Policy.Release.Retention ?? Tenants.Find(tenant)?.Retention;
        return rule with { Tenant = tenant, Retention = retention };
    }

    /// <summary>The policy of a file that nobody sent (<c>mugai sanitize</c>): the one for everybody.</summary>
    public SanitizePolicy ForFiles => Rules.First(rule => rule.Match is { IsForAnySender: true, Expires: null, Tenant: null } && rule.Match.Recipients.Contains("*")).Policy;

    /// <summary>By revision, or null when this snapshot does not hold it.</summary>
    public SanitizePolicy? Find(string revision) => _byRevision.GetValueOrDefault(revision);

    /// <summary>The revision is a digest of what the policy means, so that the same words give the same revision on every machine.</summary>
    private static SanitizePolicy WithRevision(SanitizePolicy policy) => policy with { Revision = Digest(PolicyMeaning.Of(policy with { Revision = "" })) };

    private static List<string> Refusing(PolicyRule rule) =>
        [.. rule.Policy.BlockFindings.Concat(rule.BlockedObjects.SelectMany(kind => kind.Codes)).Distinct().Order(StringComparer.Ordinal)];

    private static string Meaning(PolicyMatch match) =>
        $"{match.Tenant}; {match.Direction}; {string.Join(' ', match.Recipients)}; {string.Join(' ', match.Senders)}; {string.Join(' ', match.Clients)}; {string.Join('\n', match.Departments)}; {match.SizeFrom}; {match.SizeUpTo}; {match.Expires:yyyy-MM-dd}";

    private static string Digest(string meaning) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(meaning)))[..16];
}
