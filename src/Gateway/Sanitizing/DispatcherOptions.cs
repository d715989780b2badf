namespace Mugai.Gateway.Sanitizing;

/// <summary>The bounded window on the unbounded backlog (Postfix's "active queue").</summary>
public sealed record DispatcherOptions
{
    /// <summary>Messages on their journey at one time. More than workers, because most of a journey is waiting for the next hop.</summary>
    public int MaxActive { get; init; } = 64;

    /// <summary>Messages of one tenant in memory, on their journey or waiting for a free place; the rest wait in the spool.</summary>
    public int MaxInHand { get; init; } = 1_000;

    /// <summary>How many tenants there are. With more than one, each has <see cref="OwnPlaces"/> that no other can take, on top of <see cref="MaxActive"/>.</summary>
    public int Tenants { get; init; } = 1;

    /// <summary>Journeys of a tenant that never wait for another's: next hops that do not answer hold a place for minutes.</summary>
    public int OwnPlaces { get; init; } = 8;

    /// <summary>A tenant's share of what is contended for; null: all the same.</summary>
    public Func<string, int>? ShareOf { get; init; }

    /// <summary>How often the spool is asked even when nobody gave a hint.</summary>
    public TimeSpan ScanInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a message rests after a failure of our own, before it is tried again.</summary>
    public TimeSpan RestAfterFailure { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Running journeys may end within this time at shutdown; what does not end goes on at the next start.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>Received fields above which a mail is in a loop: RFC 5321 6.3 asks for at least 100.</summary>
    public int MaxHops { get; init; } = 100;
}
