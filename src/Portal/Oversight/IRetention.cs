namespace Mugai.Portal.Oversight;

/// <summary>The retention of originals and of the audit log, as those who oversee it see it.</summary>
public interface IRetention
{
    /// <summary>Nothing is erased for its age while the clock is not believed; null: all is as usual.</summary>
    RetentionPause? Pause { get; }

    /// <summary>An administrator looked at the clock and found it right: what is past its retention is erased again. On record.</summary>
    ValueTask ConfirmClockAsync(string actor, UntrustedText why, CancellationToken token);
}

/// <summary>Why nothing is erased for its age.</summary>
/// <param name="Until">When it goes on by itself if the clock goes on steadily.</param>
/// <param name="JumpedBy">By how much the clock jumped; null: no time service keeps it.</param>
public sealed record RetentionPause(DateTimeOffset Until, TimeSpan? JumpedBy);
