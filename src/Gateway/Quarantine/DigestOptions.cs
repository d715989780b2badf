namespace Mugai.Gateway.Quarantine;

/// <summary>When staff are told of mail that is held for them.</summary>
public sealed record DigestOptions
{
    /// <summary>The hours of a day; none: no digest is sent.</summary>
    public IReadOnlyList<TimeOnly> At { get; init; } = [];

    /// <summary>Where those hours are read from the clock; null: where the server is.</summary>
    public TimeZoneInfo? TimeZone { get; init; }

    /// <summary>Sender and subject stand in it too. They are words of strangers, and the digest travels where the mail was not let through.</summary>
    public bool ShowSubject { get; init; }

    /// <summary>The last set hour that is past at <paramref name="now"/>. An hour that a change of the clock leaves out is the one after it.</summary>
    public DateTimeOffset LastBefore(DateTimeOffset now)
    {
        var zone = TimeZone ?? TimeZoneInfo.Local;
        var today = TimeZoneInfo.ConvertTime(now, zone).Date;
        return new[] { today.AddDays(-1), today }.SelectMany(day => At.Select(hour => day + hour.ToTimeSpan()))
            .Select(local => zone.IsInvalidTime(local) ? local.AddHours(1) : local)
            .Select(local => new DateTimeOffset(local, zone.GetUtcOffset(local))).Where(moment => moment <= now).Max();
    }
}
