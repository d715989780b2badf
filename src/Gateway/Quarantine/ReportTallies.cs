using Mugai.Auditing;
using Mugai.Gateway.Sandboxing;

namespace Mugai.Gateway.Quarantine;

/// <summary>What a processed mail adds to the figures of its day.</summary>
internal static class ReportTallies
{
    public static IReadOnlyList<Tally> Of(SandboxResult result)
    {
        var reasons = new SortedDictionary<string, long>(StringComparer.Ordinal);
        result.Report.Any(part =>
        {
            if (part.Outcome is Outcome.Blocked or Outcome.Held && part.Reason.Word() is { } reason)
            {
                reasons[reason] = reasons.GetValueOrDefault(reason) + 1;
            }

            return false;
        });
        return [.. result.WorkersLost > 0 ? [new Tally(TallySections.Worker, "lost", result.WorkersLost)] : Array.Empty<Tally>(), new Tally(TallySections.Outcome, result.Outcome.ToString(), 1), .. reasons.Select(reason => new Tally(TallySections.Reason, reason.Key, reason.Value))];
    }
}
