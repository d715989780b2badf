using System.Collections.Concurrent;

namespace Mugai.Gateway.People;

/// <summary>
/// Failed tries by client address, whoever they were for: one machine that tries one password on a thousand accounts meets a wall that no account's lock is.
/// In memory: a restart forgives.
/// </summary>
internal sealed class ClientWatch(int max, TimeSpan window, TimeProvider clock)
{
    /// <summary>Origin: far more addresses than an office has; whoever has more of them is not stopped by counting.</summary>
    private const int MaxClients = 10_000;

    private readonly ConcurrentDictionary<string, (int Count, DateTimeOffset Since)> _failures = new(StringComparer.Ordinal);

    public bool IsRefused(string client) => _failures.TryGetValue(client, out var seen) && seen.Count >= max && clock.GetUtcNow() - seen.Since < window;

    /// <summary>Counts a failure; true when this one closed the door.</summary>
    public bool Failed(string client)
    {
        var now = clock.GetUtcNow();
        if (_failures.Count > MaxClients)
        {
            foreach (var (address, seen) in _failures)
            {
                if (now - seen.Since >= window)
                {
                    _failures.TryRemove(address, out _);
                }
            }
        }

        // The window begins anew with the failure that closes the door.
        return _failures.AddOrUpdate(
            client, _ => (1, now),
            (_, seen) => now - seen.Since >= window ? (1, now) : (seen.Count + 1, seen.Count + 1 == max ? now : seen.Since)).Count == max;
    }
}
