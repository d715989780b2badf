using Mugai.Frames;
using Mugai.Gateway.Configuration;
using Mugai.Gateway.Policies;
using Mugai.Gateway.Sandboxing;
using Mugai.Policies;
using Mugai.Spooling;

namespace Mugai.Gateway.Sanitizing;

/// <summary>What a candidate's policies would have made of a mail for one group of its recipients.</summary>
/// <param name="Group">The group.</param>
/// <param name="Before">The name of the policy that judged.</param>
/// <param name="After">The name of the one that would.</param>
/// <param name="Differences">What would be different; empty: nothing.</param>
internal sealed record TrialResult(int Group, string Before, string After, IReadOnlyList<string> Differences);

/// <summary>
/// Runs a stored original through the policies of a candidate, in the sandbox like any mail, and throws the result away: nothing is delivered, held, told or recorded in the mail's history. It runs in
/// its tenant's own line, one at a time, so that nobody else waits for it.
/// </summary>
internal sealed class PolicyTrial(ISpool spool, ISandbox sandbox, PolicyChoice chooser, LivePolicies live, ScratchFiles scratch, IReadOnlyList<string> passwords, TimeProvider clock)
{
    /// <summary>One result for each group that was processed; none for those that wait for their first attempt.</summary>
    public async Task<IReadOnlyList<TrialResult>> RunAsync(SpooledMessage message, PolicySnapshot candidate, CancellationToken token)
    {
        var results = new List<TrialResult>();
        foreach (var group in message.Groups)
        {
            if (message.Recipients.FirstOrDefault(recipient => recipient.Group == group.Number) is { } first
                && await spool.FindReportAsync(message.Id, group.Number, token) is { } stored)
            {
                results.Add(await RunAsync(message, group, first.Index, StoredReport.Read(stored).Report, candidate, token));
            }
        }

        return results;
    }

    private async Task<TrialResult> RunAsync(SpooledMessage message, RecipientGroup group, int recipient, byte[] report, PolicySnapshot candidate, CancellationToken token)
    {
        Func<CancellationToken, ValueTask<Stream>> original = cancel => spool.OpenOriginalAsync(message.Id, cancel);
        var rule = await chooser.ChooseAsync(message, candidate.Candidates(PolicyQuestion.For(message, recipient, live, candidate, clock)), original, token);
        if (rule.Policy.Revision == group.PolicyRevision)
        {
            return new(group.Number, group.PolicyName, rule.Policy.Name, []);
        }

        var policy = await live.FindAsync(group.PolicyRevision, token);
        using var output = new CleanOutput(scratch);
        var job = new SandboxJob
        {
            Id = message.Id.ToString(), Tenant = group.Tenant, Kind = JobKind.Mail, Policy = rule.Policy, InputSize = message.Size, Passwords = passwords,
        };
        var result = await sandbox.SanitizeAsync(job, original, output, token);
        var (before, after) = (ReportShape.Of(report), ReportShape.Of(ReportJson.Write(result.Report, rule.Policy.Revision, GatewayConfig.EngineVersion, 0)));
        return new(group.Number, group.PolicyName, rule.Policy.Name, MailComparison.Of((before, policy.Mail), (after, rule.Policy.Mail)).Lines);
    }
}
