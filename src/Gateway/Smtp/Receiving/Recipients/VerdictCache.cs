namespace Mugai.Gateway.Smtp.Receiving.Recipients;

/// <summary>A bounded map from address to the time its verdict was given; the oldest goes first.</summary>
internal sealed class VerdictCache(int maxEntries)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<(string Address, long GivenAt)>> _entries = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Address, long GivenAt)> _byAge = new();

    public void Put(string address, long now)
    {
        lock (_lock)
        {
            RemoveLocked(address);
            if (_entries.Count >= maxEntries)
            {
                RemoveLocked(_byAge.First!.Value.Address);
            }

            _entries[address] = _byAge.AddLast((address, now));
        }
    }

    public void Remove(string address)
    {
        lock (_lock)
        {
            RemoveLocked(address);
        }
    }

    public bool TryGet(string address, out long givenAt)
    {
        lock (_lock)
        {
            var found = _entries.TryGetValue(address, out var node);
            givenAt = node?.Value.GivenAt ?? 0;
            return found;
        }
    }

    private void RemoveLocked(string address)
    {
        if (_entries.Remove(address, out var node))
        {
            _byAge.Remove(node);
        }
    }
}
