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
            .. (result.Facts?.LinkHosts ?? []).SelectMany(host => DomainsOf(host.DangerousRaw)).Distinct(StringComparer.Ordinal).Take(MaxEach).Select(host => new SearchTerm(TermKind.Link, host)),
            .. hashes.Select(hash => new SearchTerm(TermKind.Hash, hash)),
            .. codes.Select(code => new SearchTerm(TermKind.Finding, code)),
            .. reasons.Select(reason => new SearchTerm(TermKind.Reason, reason)),
            .. reasons.Count > 0 ? [KeptBack] : Array.Empty<SearchTerm>(),
        ];
    }

    /// <summary>A host and the domains above it but the last label: whoever looks for a domain finds what is below.</summary>
    private static IEnumerable<string> DomainsOf(string host)
    {
        yield return host;
        if (System.Net.IPAddress.TryParse(host.Trim('[', ']'), out _))
        {
            yield break;
        }

        for (var dot = host.IndexOf('.', StringComparison.Ordinal); dot >= 0 && host.IndexOf('.', dot + 1) >= 0; dot = host.IndexOf('.', dot + 1))
        {
            yield return host[(dot + 1)..];
        }
    }

    private static void AddTo(HashSet<string> set, string text)
    {
        if (text.Length > 0 && set.Count < MaxEach)
        {
            set.Add(text);
        }
    }
}
