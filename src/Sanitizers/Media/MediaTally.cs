using System.Globalization;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Media;

/// <summary>Counts findings by code, so that a million stray bytes are one line in the report; reported in the order in which they were first met.</summary>
internal sealed class MediaTally
{
    private readonly List<Line> _lines = [];

    /// <summary>Counts one. The first detail of a code is the one that is shown.</summary>
    public void Add(string code, FindingAction action, string detail = "")
    {
        if (_lines.Find(line => line.Code == code && line.Action == action) is { } known)
        {
            known.Count++;
            return;
        }

        _lines.Add(new Line(code, action, detail));
    }

    /// <summary>Counts bytes; the detail is how many in all.</summary>
    public void AddBytes(string code, long bytes)
    {
        if (bytes <= 0)
        {
            return;
        }

        var line = _lines.Find(known => known.Code == code);
        if (line is null)
        {
            _lines.Add(line = new Line(code, FindingAction.Removed, ""));
        }

        line.Bytes += bytes;
    }

    /// <summary>Refuses the part and says why.</summary>
    public PartVerdict Refuse(Reason reason, string code, string detail = "")
    {
        Add(code, FindingAction.Removed, detail);
        return PartVerdict.Blocked(reason);
    }

    public void Report(ISanitizeContext context)
    {
        foreach (var line in _lines)
        {
            var detail = line.Bytes > 0 ? string.Create(CultureInfo.InvariantCulture, $"{line.Bytes} bytes") : line.Detail;
            context.Report("", line.Code, line.Action, line.Count, new UntrustedText(detail));
        }
    }

    private sealed class Line(string code, FindingAction action, string detail)
    {
        public string Code => code;

        public FindingAction Action => action;

        public string Detail => detail;

        public long Bytes { get; set; }

        public int Count { get; set; } = 1;
    }
}
