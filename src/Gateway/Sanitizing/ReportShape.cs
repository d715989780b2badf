using System.Text.Json;
using Mugai.Frames;
using Mugai.Gateway.Policies;
using Mugai.Policies;
using Mugai.Sanitizing;

namespace Mugai.Gateway.Sanitizing;

/// <summary>What matters of a report when two are compared: what became of each part, and what was found in it. Times, sizes and digests do not.</summary>
internal sealed class ReportShape
{
    private readonly SortedDictionary<string, string> _parts = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _findings = new(StringComparer.Ordinal);
    private readonly HashSet<string> _refusals = new(StringComparer.Ordinal);

    /// <summary>Codes of everything that was found.</summary>
    public IReadOnlyCollection<string> Findings => _findings;

    /// <summary>Reasons of parts that were refused or wait, as words.</summary>
    public IReadOnlyCollection<string> Refusals => _refusals;

    /// <summary>From a report as it is stored (mugai-report/1). Iterative: the depth of parts is the sender's choice.</summary>
    public static ReportShape Of(ReadOnlyMemory<byte> report)
    {
        var shape = new ReportShape();
        using var json = JsonDocument.Parse(report, new JsonDocumentOptions { MaxDepth = 1000 });
        var open = new Stack<(JsonElement Part, string Path)>([(json.RootElement, "/")]);
        while (open.TryPop(out var next))
        {
            var (part, path) = next;
            var (outcome, reason) = (part.GetProperty("outcome").GetString()!, part.GetProperty("reason").GetString());
            var output = part.GetProperty("output") is { ValueKind: JsonValueKind.Object } written ? " " + written.GetProperty("format").GetString() : "";
            shape._parts[path] = reason is null ? outcome + output : $"{outcome} ({reason})";
            if (reason is not null && outcome is "blocked" or "held")
            {
                shape._refusals.Add(reason!);
            }

            foreach (var finding in part.GetProperty("findings").EnumerateArray())
            {
                shape._findings.Add(finding.GetProperty("code").GetString()!);
            }

            foreach (var member in part.GetProperty("parts").EnumerateArray())
            {
                open.Push((member, member.TryGetProperty("path", out var own) ? own.GetString()! : path));
            }
        }

        return shape;
    }

    /// <summary>
    /// What a policy decides about the parts of a report, without cleaning anything: the way of each part, whether it is refused for what was found in it, and the marks of families that are held
    /// or sent back. What lies in a part that was not opened is not known, and neither is what a part would look like.
    /// </summary>
    public static ReportShape Of(SanitizePolicy policy, PartReport report)
    {
        var shape = new ReportShape();
        var open = new Stack<PartReport>([report]);
        while (open.TryPop(out var part))
        {
            var way = part.Path != PartPath.Root && FamilyOf(part) is { } family
                ? policy.RemoveFormats.Contains(part.Input.Format) ? PartWay.Remove : policy.WayFor(family) : PartWay.Sanitize;
            var isRefused = part.Path != PartPath.Root && part.Findings.Any(finding => MailRules.Names(policy.BlockFindings, finding.Code));
            var isFailed = part.Outcome is Outcome.Blocked or Outcome.Held && part.Reason is not (Reason.None or Reason.Policy);
            shape._parts[part.Path] = way is not (PartWay.Remove or PartWay.Confirm) && (isRefused || isFailed) ? "blocked" : way.ToString().ToLowerInvariant();
            if (isFailed && way != PartWay.Confirm && part.Reason.Word() is { } reason)
            {
                shape._refusals.Add(reason);
            }

            shape._findings.UnionWith(part.Findings.Select(finding => finding.Code).Where(code => code is not (MailRuling.HeldFamily or MailRuling.RefusedFamily or MailRuling.ConfirmedFamily)));
            if (way is PartWay.Hold or PartWay.Reject or PartWay.Confirm)
            {
                shape._findings.Add(way switch { PartWay.Hold => MailRuling.HeldFamily, PartWay.Reject => MailRuling.RefusedFamily, _ => MailRuling.ConfirmedFamily });
            }

            foreach (var member in part.Parts)
            {
                open.Push(member);
            }
        }

        return shape;
    }

    /// <summary>A program has no format that a policy could name, and is refused or waits.</summary>
    private static FileFamily? FamilyOf(PartReport part) =>
        FormatNames.Families.TryGetValue(part.Input.Format, out var family) ? family
        : part.Input.Format == FileFormat.Unknown.Name ? FileFamily.Unknown
        : part is { Reason: Reason.NeverAllowed } or { Outcome: Outcome.Held, Reason: Reason.Policy } ? FileFamily.Executable
        : null;

    /// <summary>What would become of each part whose lot is another: <c>sanitize → remove</c>, once for each part.</summary>
    public IEnumerable<string> Changes(ReportShape other) =>
        _parts.Where(part => other._parts.GetValueOrDefault(part.Key, part.Value) != part.Value).Select(part => $"{part.Value} → {other._parts[part.Key]}");

    /// <summary>Lines that say what would be different: <c>/attachments/1: rebuilt docx → replaced txt</c>, <c>+ ooxml.vba</c>, <c>- pdf.javascript</c>.</summary>
    public IReadOnlyList<string> Differences(ReportShape other)
    {
        var lines = new List<string>();
        foreach (var path in _parts.Keys.Union(other._parts.Keys).Order(StringComparer.Ordinal))
        {
            var (before, after) = (_parts.GetValueOrDefault(path, "–"), other._parts.GetValueOrDefault(path, "–"));
            if (before != after)
            {
                lines.Add($"{path}: {before} → {after}");
            }
        }

        lines.AddRange(other._findings.Except(_findings).Select(code => $"+ {code}"));
        lines.AddRange(_findings.Except(other._findings).Select(code => $"- {code}"));
        return lines;
    }
}
