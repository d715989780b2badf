using Mugai.Wording;
using System.Globalization;
using System.Text;
using Mugai.Sanitizers.Html;

namespace Mugai.Sanitizers.Notices;

/// <summary>The lines of a notice: one for each kind of thing that was found and each part that did not come through as it was.</summary>
internal sealed class NoticeLines(int max)
{
    private readonly List<Words> _lines = [];
    private readonly HashSet<string> _said = [];
    private int _rest;

    public bool IsEmpty => _lines.Count == 0;

    /// <summary>A finding. Several codes share their words (a script and an event handler); within one part they are said once.</summary>
    public void Add(Finding finding, string? partName)
    {
        var words = FindingWords.Of(finding.Code);
        if (FindingWords.NeedsDetail(finding.Code))
        {
            // The sender's words in the one text that people trust: never a link.
            var detail = " " + LinkTarget.Defanged(finding.Detail.ForDisplay());
            words = new Words(words.Ja + detail, words.En + detail);
        }

        if (FindingWords.IsRoutine(finding.Code) || !_said.Add(partName + "\n" + words.En))
        {
            return;
        }

        var count = finding.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $" ({finding.Count})") : "";
        Add(partName is null
            ? new Words(words.Ja + count, words.En + count)
            : new Words($"添付「{partName}」: {words.Ja}{count}", $"Attachment \"{partName}\": {words.En}{count}"));
    }

    /// <summary>A part and, if it holds others, what became of them.</summary>
    public void Add(PartReport part)
    {
        var pending = new Stack<PartReport>([part]);
        while (pending.TryPop(out var next))
        {
            AddOne(next);
            for (var i = next.Parts.Count - 1; i >= 0; i--)
            {
                pending.Push(next.Parts[i]);
            }
        }
    }

    /// <summary>Writes the lines in one language.</summary>
    public void AppendTo(StringBuilder text, Func<Words, string> pick, string bullet, Func<int, string> rest)
    {
        foreach (var line in _lines)
        {
            text.Append(bullet).Append(pick(line)).Append('\n');
        }

        if (_rest > 0)
        {
            text.Append(bullet).Append(rest(_rest)).Append('\n');
        }
    }

    private void AddOne(PartReport part)
    {
        var ja = PartNotice.Name(part.Input.Name, "名前なし");
        if (part.Outcome is Outcome.Blocked or Outcome.Held)
        {
            var en = PartNotice.Name(part.Input.Name, "no name");
            var why = ReasonWords.Of(part);
            Add(part.Outcome == Outcome.Held
                ? new Words($"添付「{ja}」は保留しています。{why.Ja}", $"Attachment \"{en}\" is on hold. {why.En}")
                : new Words($"添付「{ja}」はお渡ししていません。{why.Ja}", $"Attachment \"{en}\" was not delivered. {why.En}"));
            return;
        }

        foreach (var finding in part.Findings)
        {
            Add(finding, ja);
        }
    }

    private void Add(Words line)
    {
        if (_lines.Count < max)
        {
            _lines.Add(line);
        }
        else
        {
            _rest++;
        }
    }
}
