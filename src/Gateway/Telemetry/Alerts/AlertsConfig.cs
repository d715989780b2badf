using Mugai.Policies;

namespace Mugai.Gateway.Telemetry.Alerts;

/// <summary>Who is told when something is wrong, and from when on it is.</summary>
public sealed record AlertsConfig
{
    /// <summary>Who gets the mails; nobody: the log alone.</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>A mail server for alerts alone; null: they go the way of notices, which waits when the next hop is down.</summary>
    public string? Via { get; init; }

    public NoticeLanguage Language { get; init; } = NoticeLanguage.Both;

    /// <summary>An alert that stays raised is told again so often.</summary>
    public TimeSpan Repeat { get; init; } = TimeSpan.FromHours(4);

    /// <summary>How long a part must be well until its alert is over: one that comes and goes is told once.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromMinutes(5);

    public TimeSpan LookEvery { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Mail older than this is late.</summary>
    public TimeSpan QueueAge { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Free space under this is a warning.</summary>
    public long DiskFree { get; init; } = 1L << 30;

    /// <summary>A next hop that does not answer for so long is down.</summary>
    public TimeSpan HopDown { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>So many lost workers in ten minutes are too many.</summary>
    public int WorkersLost { get; init; } = 5;

    /// <summary>A certificate that ends within this is a warning.</summary>
    public TimeSpan CertificateEnds { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Parts that are shown but never told of.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];
}
