using System.Collections.Frozen;
using System.Diagnostics.Metrics;
using Mugai.Wording;

namespace Mugai.Gateway.Telemetry.Metrics;

/// <summary>What became of mails and their parts (meter <c>Mugai.Journey</c>). Reports come from workers, so that a word which is on no list of ours counts as <c>other</c>.</summary>
internal static class JourneyMeter
{
    private static readonly Meter Meter = new("Mugai.Journey");
    private static readonly Counter<long> Mails = MetricRegister.JourneyMails.Counter(Meter);
    private static readonly Counter<long> Parts = MetricRegister.JourneyParts.Counter(Meter);
    private static readonly Counter<long> Findings = MetricRegister.JourneyFindings.Counter(Meter);
    private static readonly Histogram<double> Time = MetricRegister.JourneyTime.Durations(Meter);
    private static readonly FrozenSet<string> Families = FindingWords.Codes.Select(FamilyOf).ToFrozenSet(StringComparer.Ordinal);

    public static void Sanitized(PartReport report)
    {
        Mails.Add(1, Tags(report));
        if (Parts.Enabled || Findings.Enabled)
        {
            Count(report);
        }
    }

    public static void FirstAttempt(TimeSpan sinceReceived) => Time.Record(sinceReceived.TotalSeconds);

    /// <summary>Without recursion: how deep reports are was decided by who sent the mail.</summary>
    private static void Count(PartReport whole)
    {
        var waiting = new Stack<PartReport>();
        waiting.Push(whole);
        while (waiting.TryPop(out var part))
        {
            Parts.Add(1, Tags(part));
            foreach (var finding in part.Findings)
            {
                var family = FamilyOf(finding.Code);
                Findings.Add(finding.Count, new KeyValuePair<string, object?>("family", Families.Contains(family) ? family : "other"));
            }

            foreach (var inner in part.Parts)
            {
                waiting.Push(inner);
            }
        }
    }

    private static System.Diagnostics.TagList Tags(PartReport part) => new() { { "outcome", part.Outcome.Word() }, { "reason", part.Reason == Reason.None ? "none" : part.Reason.Word() } };

    private static string FamilyOf(string code) => code.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? code[..dot] : code;
}
