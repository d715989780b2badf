namespace Mugai.Auditing;

/// <summary>Figures of a span of days, for reports and the dashboard. They outlast the mails they come from.</summary>
public interface IOversight
{
    /// <summary>
    /// What happened from <paramref name="first"/> to <paramref name="last"/> (both included, days of the server's clock). With a tenant what can be told by tenant is of that one;
    /// what is told by the audit log is of the installation.
    /// </summary>
    ValueTask<IReadOnlyList<Tally>> CountAsync(string? tenant, DateOnly first, DateOnly last, CancellationToken token);

    /// <summary>The same without what is counted from the audit log: cheap.</summary>
    ValueTask<IReadOnlyList<Tally>> ListTalliesAsync(string? tenant, DateOnly first, DateOnly last, CancellationToken token);

    /// <summary>Mails received in each of the last hours, the oldest first; the last one is the hour that runs.</summary>
    ValueTask<IReadOnlyList<HourCount>> CountByHourAsync(DateTimeOffset now, int hours, CancellationToken token);

    /// <summary>The machine it runs on.</summary>
    MachineState Machine { get; }
}

/// <summary>How often something happened.</summary>
/// <param name="Section">A name of <see cref="TallySections"/>.</param>
/// <param name="Name">What.</param>
/// <param name="Count">How often.</param>
public sealed record Tally(string Section, string Name, long Count);

/// <summary>The sections of tallies. Names are stored and never reused.</summary>
public static class TallySections
{
    /// <summary>What became of mails, once for each group of recipients: outcomes.</summary>
    public const string Outcome = "outcome";

    /// <summary>Why parts were blocked or held: reasons.</summary>
    public const string Reason = "reason";

    /// <summary>Requests: <c>WAY/STATE</c> for each step.</summary>
    public const string Request = "request";

    /// <summary>Workers: <c>lost</c> counts those that died or were ended over a mail.</summary>
    public const string Worker = "worker";

    /// <summary>Mails judged also by shadow policies, and what would have been different.</summary>
    public const string Shadow = "shadow";

    /// <summary>Entries of the audit log by kind. Not stored: counted from the log.</summary>
    public const string Audit = "audit";

    /// <summary>What administrators did, by act. Not stored: counted from the log.</summary>
    public const string Act = "act";
}

/// <summary>Mails in an hour.</summary>
public readonly record struct HourCount(DateTimeOffset Begin, long Mails);

/// <summary>The machine.</summary>
/// <param name="FreeBytes">Room left where the store is.</param>
/// <param name="TotalBytes">Room there in all.</param>
/// <param name="IsClockKept">Whether a time service keeps the clock; null: the kernel does not say.</param>
public sealed record MachineState(long FreeBytes, long TotalBytes, bool? IsClockKept);
