namespace Mugai.Fuzz;

/// <summary>Changes inputs at random from a seed, so that a run can be repeated. Keeps a pool of changed inputs to change them further.</summary>
internal sealed class Mutator
{
    private const int MaxLength = 16 * 1024;
    private const int MaxPool = 4096;
    private const int MaxSteps = 6;

    private readonly Random _random;
    private readonly List<byte[]> _pool;
    private readonly int _seeds;
    private readonly IReadOnlyList<byte[]> _dictionary;

    public Mutator(int seed, IEnumerable<byte[]> seeds, IReadOnlyList<byte[]> dictionary)
    {
        _random = new Random(seed);
        _pool = [.. seeds, []];
        _seeds = _pool.Count;
        _dictionary = dictionary;
    }

    public byte[] Next()
    {
        var data = new List<byte>(_pool[_random.Next(_pool.Count)]);
        for (var step = _random.Next(1, MaxSteps); step > 0; step--)
        {
            Change(data);
        }

        if (data.Count > MaxLength)
        {
            data.RemoveRange(MaxLength, data.Count - MaxLength);
        }

        var result = data.ToArray();
        if (_random.Next(64) == 0)
        {
            Keep(result);
        }

        return result;
    }

    private void Keep(byte[] input)
    {
        if (_pool.Count < MaxPool)
        {
            _pool.Add(input);
        }
        else
        {
            _pool[_random.Next(_seeds, _pool.Count)] = input;
        }
    }

    private void Change(List<byte> data)
    {
        switch (_random.Next(9))
        {
            case 0 when data.Count > 0:
                data[_random.Next(data.Count)] ^= (byte)(1 << _random.Next(8));
                break;
            case 1 when data.Count > 0:
                data[_random.Next(data.Count)] = (byte)_random.Next(256);
                break;
            case 2 when data.Count > 0:
                var cut = Range(data);
                data.RemoveRange(cut.Start, cut.Length);
                break;
            case 3 when data.Count > 0:
                var keep = _random.Next(data.Count + 1);
                data.RemoveRange(keep, data.Count - keep);
                break;
            case 4 when data.Count > 0:
                var twin = Range(data);
                data.InsertRange(_random.Next(data.Count + 1), data.GetRange(twin.Start, twin.Length));
                break;
            case 5:
                var other = _pool[_random.Next(_pool.Count)];
                var from = _random.Next(other.Length + 1);
                var at = _random.Next(data.Count + 1);
                data.RemoveRange(at, data.Count - at);
                data.AddRange(other[from..]);
                break;
            case 6 when _dictionary.Count > 0 && data.Count > 0:
                var over = _dictionary[_random.Next(_dictionary.Count)];
                var place = _random.Next(data.Count);
                data.RemoveRange(place, Math.Min(over.Length, data.Count - place));
                data.InsertRange(place, over);
                break;
            case 7 when data.Count > 0:
                // A byte many times: long runs reach limits and the ends of vectors.
                data.InsertRange(_random.Next(data.Count + 1), Enumerable.Repeat(data[_random.Next(data.Count)], _random.Next(1, 200)));
                break;
            default:
                if (_dictionary.Count > 0)
                {
                    data.InsertRange(_random.Next(data.Count + 1), _dictionary[_random.Next(_dictionary.Count)]);
                }

                break;
        }
    }

    private (int Start, int Length) Range(List<byte> data)
    {
        var start = _random.Next(data.Count);
        return (start, _random.Next(1, Math.Min(data.Count - start, 256) + 1));
    }
}
