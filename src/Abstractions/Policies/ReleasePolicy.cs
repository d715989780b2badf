using Mugai.Quarantine;

namespace Mugai.Policies;

/// <summary>How long originals are kept and how people get at what was kept back. Read by the host alone.</summary>
public sealed record ReleasePolicy
{
    /// <summary>How long the original is kept; null: as long as the installation says (<c>quarantine.retention</c>).</summary>
    public TimeSpan? Retention { get; init; }

    /// <summary>The ways that may be asked for.</summary>
    public IReadOnlyList<ReleaseWay> Ways { get; init; } = [ReleaseWay.CleanCopy, ReleaseWay.InternetMailbox, ReleaseWay.Download];

    /// <summary>Two approvers must agree.</summary>
    public bool TwoPersons { get; init; }

    /// <summary>The original may be delivered inward byte for byte (ウ'): only with a clean scan and two approvers, whatever <see cref="TwoPersons"/> says.</summary>
    public bool Confirm { get; init; }

    /// <summary>How long a request may wait for its decision.</summary>
    public TimeSpan DecideWithin { get; init; } = TimeSpan.FromDays(7);

    /// <summary>After how long those who decide are reminded, once; zero: never.</summary>
    public TimeSpan RemindAfter { get; init; } = TimeSpan.FromDays(1);

    /// <summary>After how long without a decision a request is passed on; zero: never.</summary>
    public TimeSpan EscalateAfter { get; init; } = TimeSpan.FromDays(3);

    /// <summary>Departments whose approvers decide as well from then on; none: the administrators are told.</summary>
    public IReadOnlyList<string> EscalateTo { get; init; } = [];

    /// <summary>How long what was approved may be fetched.</summary>
    public TimeSpan FetchWithin { get; init; } = TimeSpan.FromDays(3);

    /// <summary>What one recipient opens with a password follows to every recipient of the same group; false: to that one alone.</summary>
    public bool ShareOpened { get; init; } = true;
}
