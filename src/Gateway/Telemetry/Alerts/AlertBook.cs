using Mugai.Gateway.Telemetry.Parts;

namespace Mugai.Gateway.Telemetry.Alerts;

/// <summary>What happened to an alert.</summary>
internal enum AlertEvent
{
    /// <summary>A part is not well any more.</summary>
    Raised,

    /// <summary>It got worse.</summary>
    Worse,

    /// <summary>It stays so for long.</summary>
    Repeated,

    /// <summary>It is well again, and has been for a while.</summary>
    Cleared,
}

/// <summary>An alert that is raised.</summary>
/// <param name="Part">The part.</param>
/// <param name="State">How bad it was when it was told last.</param>
/// <param name="Since">Raised at.</param>
/// <param name="Told">Told last at.</param>
/// <param name="WellSince">The part is well since; null while it is not.</param>
internal sealed record RaisedAlert(string Part, PartState State, DateTimeOffset Since, DateTimeOffset Told, DateTimeOffset? WellSince);

/// <summary>Something to tell.</summary>
/// <param name="Event">What happened.</param>
/// <param name="Part">To which part.</param>
/// <param name="State">How bad it is; for Cleared: how bad it was.</param>
/// <param name="Since">Raised at.</param>
/// <param name="Complaint">What is wrong; null for Cleared.</param>
internal sealed record AlertNews(AlertEvent Event, string Part, PartState State, DateTimeOffset Since, Complaint? Complaint);

/// <summary>
/// Decides what is told: each alert once when it is raised, again when it gets worse, again after an interval, and once when it is over. A part that comes and goes
/// stays one alert until it was well for a while. The book outlives a restart, so that a gateway that starts anew tells nothing twice.
/// </summary>
internal sealed class AlertBook(TimeSpan repeat, TimeSpan settle, IEnumerable<RaisedAlert> raisedBefore)
{
    private readonly Dictionary<string, RaisedAlert> _raised = raisedBefore.ToDictionary(alert => alert.Part, StringComparer.Ordinal);

    /// <summary>What is raised now.</summary>
    public IReadOnlyCollection<RaisedAlert> Raised => _raised.Values;

    /// <summary>Takes one look at all parts and says what is new. A part that is not looked at any more (its key is gone from the configuration) is well.</summary>
    public IReadOnlyList<AlertNews> Judge(IReadOnlyDictionary<string, HealthPart> parts, DateTimeOffset now)
    {
        var news = new List<AlertNews>();
        foreach (var (name, part) in parts.Where(each => each.Value.State != PartState.Ok))
        {
            if (JudgeIll(name, part, now) is { } tell)
            {
                news.Add(tell);
            }
        }

        foreach (var alert in _raised.Values.Where(alert => parts.GetValueOrDefault(alert.Part, HealthPart.Ok).State == PartState.Ok).ToList())
        {
            var well = alert with { WellSince = alert.WellSince ?? now };
            _raised[alert.Part] = well;
            if (now - well.WellSince >= settle)
            {
                _raised.Remove(alert.Part);
                news.Add(new(AlertEvent.Cleared, alert.Part, alert.State, alert.Since, null));
            }
        }

        return news;
    }

    private AlertNews? JudgeIll(string name, HealthPart part, DateTimeOffset now)
    {
        var alert = _raised.GetValueOrDefault(name);
        AlertEvent? what = alert is null ? AlertEvent.Raised : part.State > alert.State ? AlertEvent.Worse : now - alert.Told >= repeat ? AlertEvent.Repeated : null;
        _raised[name] = new(name, what is null ? alert!.State : part.State, alert?.Since ?? now, what is null ? alert!.Told : now, null);
        return what is { } tell ? new(tell, name, part.State, alert?.Since ?? now, part.Complaint) : null;
    }
}
