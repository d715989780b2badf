using Mugai.Policies;

namespace Mugai.Gateway.Sanitizing;

/// <summary>What becomes of a whole mail.</summary>
internal enum MailWay
{
    /// <summary>It is delivered.</summary>
    Deliver,

    /// <summary>It waits for a person.</summary>
    Hold,

    /// <summary>It goes back to its sender.</summary>
    Reject,
}

/// <summary>What a policy's <see cref="MailRules"/> say of a report.</summary>
/// <param name="Way">What becomes of the mail.</param>
/// <param name="Why">The finding or the reason that decided; empty when it is delivered.</param>
internal readonly record struct MailRuling(MailWay Way, string Why)
{
    /// <summary>Marks parts whose family is held; written by the worker.</summary>
    public const string HeldFamily = "policy.hold";

    /// <summary>Marks parts whose family is sent back; written by the worker.</summary>
    public const string RefusedFamily = "policy.reject";

    /// <summary>Marks parts that wait until they are confirmed; written by the worker. They hold no mail.</summary>
    public const string ConfirmedFamily = "policy.confirm";

    public static MailRuling Of(MailRules rules, PartReport report)
    {
        var (codes, refusals) = (new SortedSet<string>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal));
        report.Any(part =>
        {
            codes.UnionWith(part.Findings.Select(finding => finding.Code));
            if (part.Outcome is Outcome.Blocked or Outcome.Held && part.Reason.Word() is { } word)
            {
                refusals.Add(word);
            }

            return false;
        });
        return Of(rules, codes, refusals);
    }

    /// <summary>The same of what was found, by code, and of the reasons of parts that were refused or wait, by their words.</summary>
    public static MailRuling Of(MailRules rules, IEnumerable<string> codes, IEnumerable<string> refusals)
    {
        var found = codes.ToList();
        var refused = refusals.ToList();
        bool Is(IReadOnlyList<Reason> reasons, string word) => reasons.Any(reason => reason.Word() == word);
        var reject = found.Find(code => code == RefusedFamily || MailRules.Names(rules.RejectFindings, code)) ?? refused.Find(word => Is(rules.RejectFailures, word));
        var hold = found.Find(code => code == HeldFamily || MailRules.Names(rules.HoldFindings, code)) ?? refused.Find(word => Is(rules.HoldFailures, word));
        return reject is not null ? new(MailWay.Reject, reject) : hold is not null ? new(MailWay.Hold, hold) : new(MailWay.Deliver, "");
    }
}
