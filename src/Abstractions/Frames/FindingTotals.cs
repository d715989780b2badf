namespace Mugai.Frames;

/// <summary>Adds findings up when there are too many to list: one line per code and action, at the part's own path.</summary>
public static class FindingTotals
{
    /// <summary>At most <paramref name="max"/> findings of the part at <paramref name="path"/>: the first ones as they are, the rest added up. Kinds that have no room any more share the code <c>other</c>.</summary>
    public static IReadOnlyList<Finding> AtMost(int max, string path, IReadOnlyList<Finding> findings)
    {
        if (findings.Count <= max)
        {
            return findings;
        }

        // Half for the first ones, half for the sums: there are fewer codes than that as a rule.
        var kept = findings.Take(max / 2).ToList();
        var sums = new Dictionary<(string Code, FindingAction Action), long>();
        foreach (var finding in findings.Skip(max / 2))
        {
            var key = (finding.Code, finding.Action);
            if (!sums.ContainsKey(key) && sums.Count >= max - (max / 2) - 5)
            {
                key = ("other", finding.Action);
            }

            sums[key] = sums.GetValueOrDefault(key) + finding.Count;
        }

        foreach (var ((code, action), count) in sums.OrderBy(pair => pair.Key.Code, StringComparer.Ordinal).ThenBy(pair => pair.Key.Action))
        {
            kept.Add(new Finding(path, code, action, (int)Math.Min(count, FrameLimits.MaxFindingCount), UntrustedText.Empty));
        }

        return kept;
    }
}
