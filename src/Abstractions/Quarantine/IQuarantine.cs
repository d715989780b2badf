using Mugai.Spooling;

namespace Mugai.Quarantine;

/// <summary>The spool as people look for mail in it. Every act is one transaction with its audit entry.</summary>
public interface IQuarantine
{
    /// <summary>Tenants of which everything is held; an empty name stands for all.</summary>
    IReadOnlyCollection<string> HeldTenants { get; }

    /// <summary>True while everything of <paramref name="tenant"/> is held.</summary>
    bool HoldsEverythingOf(string tenant) => HeldTenants.Count > 0 && (HeldTenants.Contains("") || HeldTenants.Contains(tenant));

    /// <summary>Mails that fit, newest first.</summary>
    ValueTask<QuarantinePage> SearchAsync(QuarantineQuery query, CancellationToken token);

    /// <summary>One mail, or null when there is none (any more).</summary>
    ValueTask<QuarantineItem?> FindItemAsync(MessageId id, CancellationToken token);

    /// <summary>Keeps a mail beyond its retention, or does not any more. Throws <see cref="InvalidOperationException"/> when there is no such mail.</summary>
    ValueTask PinAsync(MessageId id, bool pinned, string actor, UntrustedText why, CancellationToken token);

    /// <summary>Holds everything of a tenant from here on, or does not any more; an empty name stands for all. What was held meanwhile stays held until it is retried.</summary>
    ValueTask HoldEverythingAsync(string tenant, bool hold, string actor, UntrustedText why, CancellationToken token);

    /// <summary>Figures for the dashboard.</summary>
    ValueTask<QuarantineFigures> CountAsync(DateTimeOffset now, CancellationToken token);
}

/// <summary>How the store stands.</summary>
/// <param name="Mails">Mails in the store.</param>
/// <param name="LastHour">Mails of the last hour.</param>
/// <param name="LastDay">Mails of the last day.</param>
/// <param name="Held">Mails with a recipient who waits for a person.</param>
/// <param name="Waiting">Mails with parts that wait for a password.</param>
/// <param name="Queued">Mails on their way.</param>
/// <param name="OldestQueued">When the oldest of those came.</param>
/// <param name="OpenRequests">Requests that wait for a decision.</param>
public sealed record QuarantineFigures(long Mails, long LastHour, long LastDay, long Held, long Waiting, long Queued, DateTimeOffset? OldestQueued, long OpenRequests);
