using System.Collections.Concurrent;

namespace Mugai.Gateway.Quarantine;

/// <summary>How often something may be done within a time, counted per key in memory: a restart forgets it, and so does a crowd of keys.</summary>
/// <param name="max">So many times.</param>
/// <param name="within">From the first of them on.</param>
/// <param name="clock">The time.</param>
internal sealed class ActLimit<TKey>(int max, TimeSpan within, TimeProvider clock)
    where TKey : notnull
{
    private const int MaxRemembered = 10_000;

    private readonly ConcurrentDictionary<TKey, (int Count, DateTimeOffset Since)> _acts = new();

    /// <summary>Counts one; false when it was one too many.</summary>
    public bool Takes(TKey key)
    {
        if (_acts.Count > MaxRemembered)
        {
            _acts.Clear();
        }

        var now = clock.GetUtcNow();
        // A clock that was set back counts anew, instead of locking for as long as it was wrong.
        return _acts.AddOrUpdate(key, (1, now), (_, old) => (now - old.Since).Duration() > within ? (1, now) : (old.Count + 1, old.Since)).Count <= max;
    }
}
