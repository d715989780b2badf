using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Mugai.Auditing;
using Mugai.Gateway.Policies;
using Mugai.Gateway.Telemetry.Metrics;
using Mugai.Policies;
using Mugai.Spooling;

namespace Mugai.Gateway.Sanitizing;

/// <summary>
/// Judges a mail also by the shadow policies, from the report that the real ones gave: what would be done with each part and with the whole mail, without cleaning anything twice. What comes of it is
/// counted and logged; nothing here can change, delay or stop a mail.
/// </summary>
internal sealed class ShadowJudge(ShadowPolicies shadow, LivePolicies live, TimeProvider clock, ILogger log)
{
    /// <summary>Between the words of a tally's name: what happened, the policy in force, the shadow.</summary>
    public const char Separator = '\t';

    public const string Judged = "judged";
    public const string Different = "different";
    public const string Failed = "failed";

    // Parts are the sender's choice; a line of the log is not.
    private const int MaxLines = 20;

    private static readonly Meter Meter = new("Mugai.Journey");
    private static readonly Counter<long> Mails = MetricRegister.ShadowMails.Counter(Meter);

    /// <summary>What to add to the figures of the day; once for each shadow policy that its recipients fall under.</summary>
    public IReadOnlyList<Tally> Judge(GroupStep step, SanitizePolicy policy)
    {
        try
        {
            if (step.Message.Kind != MessageKind.Mail || step.Result is not { HasOutput: true } || shadow.For(step.Group.Tenant) is not { } snapshot)
            {
                return [];
            }

            var authentication = step.Result.Facts?.Authentication ?? default;
            var rules = step.Due.Select(recipient => snapshot.Resolve(
                PolicyQuestion.For(step.Message, recipient.Index, live, snapshot, clock) with { Authentication = authentication })).DistinctBy(rule => rule.Policy.Revision);
            return [.. rules.SelectMany(rule => Judge(step, policy, rule.Policy))];
        }
        catch (Exception failure)
        {
            // Whatever it was, it is about no mail that anybody waits for.
            PolicyLog.NotJudged(log, step.Message.Id, failure);
            Count(Failed);
            return [new Tally(TallySections.Shadow, Failed, 1)];
        }
    }

    private List<Tally> Judge(GroupStep step, SanitizePolicy policy, SanitizePolicy candidate)
    {
        var report = step.Result!.Report;
        var (before, after) = (ReportShape.Of(policy, report), ReportShape.Of(candidate, report));
        var comparison = MailComparison.Of((before, policy.Mail), (after, candidate.Mail));
        string Name(string what) => string.Join(Separator, what, policy.Name, candidate.Name);
        var tallies = new List<Tally> { new(TallySections.Shadow, Name(Judged), 1) };
        if (comparison.Lines.Count == 0)
        {
            Count("same");
            return tallies;
        }

        Count(Different);
        tallies.Add(new(TallySections.Shadow, Name(Different), 1));
        if (comparison.Was.Way != comparison.Would.Way)
        {
            tallies.Add(new(TallySections.Shadow, Name($"mail: {MailComparison.Word(comparison.Was)} → {MailComparison.Word(comparison.Would)}"), 1));
        }

        tallies.AddRange(before.Changes(after).GroupBy(change => change).Select(same => new Tally(TallySections.Shadow, Name($"part: {same.Key}"), same.Count())));
        var lines = comparison.Lines.Take(MaxLines).Select(line => new UntrustedText(line).ForLog());
        PolicyLog.Different(log, step.Message.Id, policy.Name, candidate.Name, string.Join("; ", lines) + (comparison.Lines.Count > MaxLines ? "; …" : ""));
        return tallies;
    }

    private static void Count(string result) => Mails.Add(1, new KeyValuePair<string, object?>("result", result));
}
