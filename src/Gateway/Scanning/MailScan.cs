using Mugai.Gateway.Sandboxing;
using Mugai.Scanning;

namespace Mugai.Gateway.Scanning;

/// <summary>What the scanners said of one mail for one group of its recipients; null where they were not asked.</summary>
/// <param name="Original">Of the mail as it came.</param>
/// <param name="Clean">Of the mail as it would leave.</param>
internal sealed record MailScan(ScanReport? Original, ScanReport? Clean)
{
    /// <summary>The code of a finding that says what was named.</summary>
    public const string FoundCode = "scanner.infected";

    /// <summary>The code of a finding that says that nobody knows.</summary>
    public const string FailedCode = "scanner.failed";

    public bool IsInfected => Any(ScanVerdict.Infected);

    /// <summary>Nobody named anything, and not everybody who must answer did.</summary>
    public bool IsUnknown => !IsInfected && Any(ScanVerdict.Failed);

    /// <summary>A later try with the same content would fail the same way.</summary>
    public bool IsHopeless => IsUnknown && (Original?.IsHopeless == true || Clean?.IsHopeless == true);

    /// <summary>What sanitizing came to, with what the scanners said: nothing of a mail leaves that one of them named or that nobody knows.</summary>
    public SandboxResult Apply(SandboxResult result)
    {
        if (!IsInfected && !IsUnknown)
        {
            return result;
        }

        var findings = Findings(Original, "/").Concat(Findings(Clean, "/clean"));
        return result with { Report = result.Report with { Outcome = Outcome.Held, Reason = Reason.Scanner, Output = null, Findings = [.. result.Report.Findings, .. findings] } };
    }

    private static IEnumerable<Finding> Findings(ScanReport? scan, string path) =>
        (scan?.Answers ?? []).Where(answer => answer.Verdict != ScanVerdict.Clean).Select(answer => new Finding(
            path, answer.Verdict == ScanVerdict.Infected ? FoundCode : FailedCode, FindingAction.Removed, 1, new UntrustedText($"{answer.Scanner}: {answer.Signature.DangerousRaw}")));

    private bool Any(ScanVerdict verdict) => Original?.Verdict == verdict || Clean?.Verdict == verdict;
}
