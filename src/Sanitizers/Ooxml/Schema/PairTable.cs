namespace Mugai.Sanitizers.Ooxml.Schema;

/// <summary>Two small numbers to a third, by open addressing: half the time of a dictionary of tuples, and asked once per tag and attribute.</summary>
internal sealed class PairTable
{
    private long[] _keys;
    private int[] _values;
    private int _count;

    /// <param name="capacity">A power of two; grows when half full.</param>
    public PairTable(int capacity)
    {
        _keys = new long[capacity];
        _values = new int[capacity];
    }

    public void Add(int first, int second, int value)
    {
        if (2 * ++_count > _keys.Length)
        {
            Grow();
        }

        Insert(Key(first, second), value);
    }

    public bool TryGet(int first, int second, out int value)
    {
        var key = Key(first, second);
        for (var at = Slot(key); _keys[at] != 0; at = (at + 1) & (_keys.Length - 1))
        {
            if (_keys[at] == key)
            {
                value = _values[at];
                return true;
            }
        }

        value = 0;
        return false;
    }

    // Never 0, which marks an empty slot.
    private static long Key(int first, int second) => ((long)(first + 1) << 32) | (uint)second;

    private int Slot(long key) => (int)((ulong)(key * unchecked((long)0x9E3779B97F4A7C15)) >> 40) & (_keys.Length - 1);

    private void Insert(long key, int value)
    {
        var at = Slot(key);
        while (_keys[at] != 0 && _keys[at] != key)
        {
            at = (at + 1) & (_keys.Length - 1);
        }

        _keys[at] = key;
        _values[at] = value;
    }

    private void Grow()
    {
        var (keys, values) = (_keys, _values);
        _keys = new long[2 * keys.Length];
        _values = new int[2 * keys.Length];
        for (var at = 0; at < keys.Length; at++)
        {
            if (keys[at] != 0)
            {
                Insert(keys[at], values[at]);
            }
        }
    }
}
