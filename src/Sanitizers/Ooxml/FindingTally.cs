using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml;

/// <summary>
/// Counts findings per place and code, so that a sheet of a million bad formulas is one line in the report, then reports them in the order in
/// which they were first met.
/// </summary>
internal sealed class FindingTally
{
    // A hostile package may have as many places as entries; the report does not grow with it.
    private const int MaxLines = 2_000;
    private const int MaxDetailChars = 200;

    private readonly Dictionary<(string Place, string Code, FindingAction Action), int> _index = [];
    private readonly List<Line> _lines = [];

    public void Add(string place, string code, FindingAction action, string? detail = null)
    {
        if (_index.TryGetValue((place, code, action), out var at))
        {
            _lines[at].Count++;
            return;
        }

        if (_lines.Count >= MaxLines)
        {
            return;
        }

        _index.Add((place, code, action), _lines.Count);
        _lines.Add(new Line(place, code, action, detail is { Length: > MaxDetailChars } ? detail[..MaxDetailChars] : detail ?? ""));
    }

    public void Report(ISanitizeContext context)
    {
        foreach (var line in _lines)
        {
            context.Report(line.Place, line.Code, line.Action, line.Count, new UntrustedText(line.Detail));
        }
    }

    private sealed class Line(string place, string code, FindingAction action, string detail)
    {
        public string Place => place;

        public string Code => code;

        public FindingAction Action => action;

        public string Detail => detail;

        public int Count { get; set; } = 1;
    }
}
