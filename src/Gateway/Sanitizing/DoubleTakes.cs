using Mugai.Spooling;

namespace Mugai.Gateway.Sanitizing;

/// <summary>
/// Keeps a mail from going on its journey twice. A look into the spool and a hint both tell what was true a moment ago: a journey may have come to its end since, more so as receiving gives way to
/// journeys (ADR 32), and nothing in the mail that they bring says so.
/// </summary>
/// <remarks>One look at a time.</remarks>
internal sealed class DoubleTakes
{
    /// <summary>How late a hint may come. Origin: far beyond what a thread that gives way waits for the processor; it bounds what is remembered.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly HashSet<(MessageId Id, string Tenant)> _endedSinceLook = [];
    private readonly Dictionary<(MessageId Id, string Tenant), DateTimeOffset> _takenByLook = [];

    /// <summary>A look begins: whatever ends from now on, it may still show as waiting.</summary>
    public void BeginLook(DateTimeOffset now)
    {
        lock (_lock)
        {
            _endedSinceLook.Clear();
            foreach (var old in _takenByLook.Where(each => now - each.Value > Memory).Select(each => each.Key).ToList())
            {
                _takenByLook.Remove(old);
            }
        }
    }

    /// <summary>A journey came to its end; to be said before anybody can take the mail again.</summary>
    public void Ended((MessageId Id, string Tenant) key)
    {
        lock (_lock)
        {
            _endedSinceLook.Add(key);
        }
    }

    /// <summary>Whether what a look found may be taken. Its hint may still be on its way, and comes to nothing then.</summary>
    public bool MayTakeFromLook((MessageId Id, string Tenant) key, DateTimeOffset now)
    {
        lock (_lock)
        {
            return !_endedSinceLook.Contains(key) && (_takenByLook.TryAdd(key, now) || true);
        }
    }

    /// <summary>It was not taken after all.</summary>
    public void WasNotTaken((MessageId Id, string Tenant) key)
    {
        lock (_lock)
        {
            _takenByLook.Remove(key);
        }
    }

    /// <summary>Whether what a hint tells of may be taken: a look was not faster. A hint is told once.</summary>
    public bool MayTakeFromHint((MessageId Id, string Tenant) key)
    {
        lock (_lock)
        {
            return !_takenByLook.Remove(key);
        }
    }
}
