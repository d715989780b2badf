using System.Text;

namespace Mugai.Sanitizers.Pdf.Rules;

/// <summary>The keys that one type of dictionary or stream may have, with the shape of each value; or the shape of an array.</summary>
internal sealed class ObjectRule(string name, bool isStream)
{
    private Slot[] _slots = new Slot[16];
    private int _count;

    public string Name => name;

    /// <summary>Tells rules apart in the table of written objects; given by the table.</summary>
    public int Id { get; set; }

    /// <summary>For streams; otherwise for dictionaries.</summary>
    public bool IsStream => isStream;

    /// <summary>For arrays: the shape of the array. Null for dictionaries and streams.</summary>
    public Shape? Array { get; init; }

    /// <summary>Shape of values under keys that are not listed; null when others are dropped.</summary>
    public Shape? Others { get; set; }

    public IEnumerable<(string Key, Shape Shape)> Keys => _slots.Where(slot => slot.Shape is not null).Select(slot => (Encoding.ASCII.GetString(slot.Key), slot.Shape));

    public void Add(string key, Shape shape)
    {
        if (++_count * 2 > _slots.Length)
        {
            var old = _slots;
            _slots = new Slot[old.Length * 2];
            foreach (var slot in old)
            {
                if (slot.Shape is not null)
                {
                    Insert(slot);
                }
            }
        }

        Insert(new Slot(Encoding.ASCII.GetBytes(key), shape));
    }

    /// <summary>The shape of the value under a key; null when the key is not kept.</summary>
    public Shape? Find(ReadOnlySpan<byte> key)
    {
        for (var at = Hash(key); ; at++)
        {
            ref var slot = ref _slots[at & (_slots.Length - 1)];
            if (slot.Shape is null)
            {
                return Others;
            }

            if (key.SequenceEqual(slot.Key))
            {
                return slot.Shape;
            }
        }
    }

    private void Insert(Slot slot)
    {
        var at = Hash(slot.Key);
        while (_slots[at & (_slots.Length - 1)].Shape is not null)
        {
            at++;
        }

        _slots[at & (_slots.Length - 1)] = slot;
    }

    // The keys in the table are ours, so that nobody can make them collide.
    private static int Hash(ReadOnlySpan<byte> key)
    {
        var hash = 2166136261u;
        foreach (var b in key)
        {
            hash = (hash ^ b) * 16777619;
        }

        return (int)(hash ^ (hash >> 15)) & int.MaxValue;
    }

    private readonly record struct Slot(byte[] Key, Shape Shape);
}
