using Mugai.Frames;
using System.Text;
using Mugai.Policies;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests;

/// <summary>What one run came to.</summary>
internal sealed record RunResult(PartReport Report, RecordedOutput Output)
{
    /// <summary>The codes found anywhere in the tree.</summary>
    public IReadOnlyList<string> Codes => [.. All(Report).SelectMany(part => part.Findings).Select(finding => finding.Code).Distinct()];

    /// <summary>What verifiers said against outputs of ours, anywhere in the tree.</summary>
    public string Faults => string.Join("; ", All(Report).SelectMany(part => part.Findings).Where(finding => finding.Code.StartsWith("verify.", StringComparison.Ordinal)).Select(finding => $"{finding.Code} {finding.Path} {finding.Detail.DangerousRaw}"));

    private static IEnumerable<PartReport> All(PartReport part) => part.Parts.SelectMany(All).Prepend(part);
}

/// <summary>Runs of the whole room, as the worker makes them.</summary>
internal static class Runs
{
    public static RunResult Mail(byte[] input, SanitizePolicy? policy = null, BudgetLimits? limits = null, SanitizerCatalog? catalog = null,
        IReadOnlyDictionary<string, Reason>? excluded = null, int firstPiece = 1000) =>
        Run(JobKind.Mail, "", input, policy, limits, catalog, excluded, firstPiece: firstPiece);

    /// <summary>One part of a mail instead of the mail.</summary>
    public static RunResult Part(byte[] mail, SinglePart single, SanitizePolicy policy) => Run(JobKind.Mail, "", mail, policy, null, null, null, single: single);

    public static RunResult Mail(string input, SanitizePolicy? policy = null) => Mail(Encoding.UTF8.GetBytes(input.ReplaceLineEndings("\r\n")), policy);

    public static RunResult File(string name, byte[] input, SanitizePolicy? policy = null, BudgetLimits? limits = null, SanitizerCatalog? catalog = null,
        IReadOnlyDictionary<string, Reason>? excluded = null, IReadOnlyList<string>? passwords = null) =>
        Run(JobKind.File, name, input, policy, limits, catalog, excluded, passwords);

    private static RunResult Run(JobKind kind, string name, byte[] input, SanitizePolicy? policy, BudgetLimits? limits, SanitizerCatalog? catalog,
        IReadOnlyDictionary<string, Reason>? excluded, IReadOnlyList<string>? passwords = null, int firstPiece = 1000, SinglePart? single = null)
    {
        var output = new RecordedOutput();
        var job = new JobFacts
        {
            Kind = kind,
            Name = new UntrustedText(name),
            Policy = policy ?? new SanitizePolicy { Revision = "r1" },
            Limits = limits ?? BudgetLimits.ForInput(input.Length),
            Passwords = passwords ?? [], Single = single,
            Excluded = excluded ?? new Dictionary<string, Reason>(),
        };
        using var stream = new TrickleStream(input, firstPiece);
        var report = SanitizeRun.Execute(catalog ?? SanitizerCatalog.Default, job, stream, output);
        return new RunResult(report, output);
    }
}
