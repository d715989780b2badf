using Mugai.Gateway.Sandboxing;
using Mugai.Quarantine;

namespace Mugai.Gateway.Quarantine;

/// <summary>What a processed mail can be found by.</summary>
internal static class ReportTerms
{
    /// <summary>Parts and codes beyond these are not searched for: a mail of ten thousand members must not cost the store ten thousand rows.</summary>
    private const int MaxEach = 128;

    /// <summary>Something was blocked or held, for whatever reason.</summary>
    public static SearchTerm KeptBack { get; } = new(TermKind.Reason, "*");

    public static IReadOnlyList<SearchTerm> Of(SandboxResult result)
    {
        var (hashes, codes, reasons) = (new HashSet<string>(), new HashSet<string>(), new HashSet<string>());
        result.Report.Any(part =>
        {
            AddTo(hashes, part.Input.Sha256);
            foreach (var finding in part.Findings)
            {
                AddTo(codes, finding.Code);
            }

            AddTo(reasons, part.Outcome is Outcome.Blocked or Outcome.Held ? part.Reason.Word() ?? "" : "");
            return false;
        });
        return
        [
            .. SearchTerm.PairsOf(result.Facts?.Subject.DangerousRaw ?? ""),
            .. (result.Facts?.From ?? []).SelectMany(from => SearchTerm.SenderOf(from.DangerousRaw)),
            .. hashes.Select(hash => new SearchTerm(TermKind.Hash, hash)),
            .. codes.Select(code => new SearchTerm(TermKind.Finding, code)),
            .. reasons.Select(reason => new SearchTerm(TermKind.Reason, reason)),
            .. reasons.Count > 0 ? [KeptBack] : Array.Empty<SearchTerm>(),
        ];
    }

    private static void AddTo(HashSet<string> set, string text)
    {
        if (text.Length > 0 && set.Count < MaxEach)
        {
            set.Add(text);
        }
    }
}
