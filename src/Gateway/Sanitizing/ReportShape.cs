using System.Text.Json;

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
