using Mugai.Frames;
using Mugai.Sanitizing;

namespace Mugai.Gateway.Sandboxing;

/// <summary>
/// Builds the report from a worker's frames and believes none of them: every path lies where it may, every count is within its bound, and what
/// does not fit together is a lie.
/// </summary>
internal sealed class ReportBuilder(BudgetLimits limits, int maxFindingsPerPart)
{
    // A part is a member of a member …; a mail in an archive in a mail costs a few levels each.
    private const int LevelsPerDepth = 4;

    private readonly List<(PartReport Part, int Height)> _closed = [];
    private readonly List<Finding> _findings = [];
    private int _parts;
    private int _totalFindings;

    public void Add(Finding finding)
    {
        if (++_totalFindings > FrameLimits.MaxFindings)
        {
            throw new WorkerLiedException("more findings than it may");
        }

        _findings.Add(finding);
    }

    public void Close(PartClosedFrame frame)
    {
        var path = frame.Part.Path;
        if (++_parts > limits.MaxParts + 16L || frame.Members > _closed.Count)
        {
            throw new WorkerLiedException("more parts than there are");
        }

        if (_findings.Exists(finding => !PartPath.IsWithin(finding.Path, path)))
        {
            throw new WorkerLiedException("a finding outside its part");
        }

        if (frame.Members == 0 && _findings.Count == 0 && (path == PartPath.Root || frame.Part is not { Outcome: Outcome.Blocked, Output: not null }))
        {
            // Nearly every one of ten thousand small files.
            _closed.Add((frame.Part, 1));
            return;
        }

        var members = _closed.GetRange(_closed.Count - frame.Members, frame.Members);
        var height = 1;
        foreach (var (member, memberHeight) in members)
        {
            if (member.Path == path || !PartPath.IsWithin(member.Path, path))
            {
                throw new WorkerLiedException("a member outside its container");
            }

            height = Math.Max(height, memberHeight + 1);
        }

        if (height > (limits.MaxDepth + 1) * LevelsPerDepth)
        {
            throw new WorkerLiedException("a report deeper than it may be");
        }

        if (path != PartPath.Root && frame.Part is { Outcome: Outcome.Blocked, Output: not null })
        {
            throw new WorkerLiedException("a blocked part with an output");
        }

        _closed.RemoveRange(_closed.Count - frame.Members, frame.Members);
        _closed.Add((frame.Part with
        {
            Findings = FindingTotals.AtMost(maxFindingsPerPart, path, [.. _findings]),
            Parts = [.. members.Select(member => member.Part)],
        }, height));
        _findings.Clear();
    }

    /// <summary>The finished tree.</summary>
    public PartReport Finish()
    {
        if (_closed.Count != 1 || _closed[0].Part.Path != PartPath.Root || _findings.Count > 0)
        {
            throw new WorkerLiedException("a report without a root");
        }

        return _closed[0].Part;
    }
}
