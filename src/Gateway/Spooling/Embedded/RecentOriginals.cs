using Mugai.Spooling;

namespace Mugai.Gateway.Spooling.Embedded;

/// <summary>
/// Plaintext of messages whose first attempt is still to come, up to a total. The arrays are never pooled and never changed: whoever
/// got one may keep it as long as it likes, and forgetting one here takes nothing away from a reader.
/// </summary>
internal sealed class RecentOriginals(long capacity)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<MessageId, byte[]> _originals = [];
    private long _bytes;

    /// <summary>Whether another original of that size fits.</summary>
    public bool HasRoom(long bytes)
    {
        lock (_gate)
        {
            return _bytes + bytes <= capacity;
        }
    }

    public void Add(MessageId id, byte[] original)
    {
        lock (_gate)
        {
            if (_originals.TryAdd(id, original))
            {
                _bytes += original.Length;
            }
        }
    }

    public ReadOnlyMemory<byte>? Find(MessageId id)
    {
        lock (_gate)
        {
            // The cast matters: a null array would convert to an empty memory, and an empty original is a message too.
            return _originals.TryGetValue(id, out var original) ? (ReadOnlyMemory<byte>?)original : null;
        }
    }

    public void Forget(MessageId id)
    {
        lock (_gate)
        {
            if (_originals.Remove(id, out var original))
            {
                _bytes -= original.Length;
            }
        }
    }
}
