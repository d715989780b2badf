using System.Numerics;

namespace Mugai.Mime;

/// <summary>
/// The boundaries of the open multiparts, outermost first. Matching a candidate line costs time in proportion to the line however
/// deep the stack is: with few levels each is compared, with many the line's running hash is looked up at each length in use.
/// </summary>
internal sealed class BoundaryStack
{
    /// <summary>RFC 2046 5.1.1 allows 70. Longer ones are read (and reported) so that their parts are not missed.</summary>
    public const int MaxBoundaryBytes = 256;

    private const int CompareEach = 4;
    private const uint Multiplier = 0x9E3779B1;

    private byte[] _bytes = new byte[1024];
    private int[] _start = new int[16];
    private int[] _length = new int[16];
    private uint[] _hash = new uint[16];
    private int[] _next = new int[16];
    private readonly int[] _buckets = new int[256];
    private readonly ushort[] _lengthUses = new ushort[MaxBoundaryBytes + 1];
    private int _shortest = int.MaxValue;
    private int _longest;
    private int _used;

    public int Count { get; private set; }

    public ReadOnlySpan<byte> this[int level] => _bytes.AsSpan(_start[level], _length[level]);

    public void Clear()
    {
        while (Count > 0)
        {
            Pop();
        }

        _shortest = int.MaxValue;
        _longest = 0;
    }

    /// <summary>Adds the innermost boundary; returns true when it equals, begins or continues one that is open.</summary>
    public bool Push(ReadOnlySpan<byte> boundary)
    {
        var overlaps = AnyBegins(boundary) || BeginsAny(boundary);
        Grow(boundary.Length);
        var hash = Hash(boundary);
        boundary.CopyTo(_bytes.AsSpan(_used));
        _start[Count] = _used;
        _length[Count] = boundary.Length;
        _hash[Count] = hash;
        ref var bucket = ref _buckets[Bucket(hash)];
        _next[Count] = bucket;
        bucket = Count + 1;
        _lengthUses[boundary.Length]++;
        _shortest = Math.Min(_shortest, boundary.Length);
        _longest = Math.Max(_longest, boundary.Length);
        _used += boundary.Length;
        Count++;
        return overlaps;
    }

    public void Pop()
    {
        Count--;
        _used = _start[Count];
        _buckets[Bucket(_hash[Count])] = _next[Count];
        if (--_lengthUses[_length[Count]] == 0 && Count == 0)
        {
            _shortest = int.MaxValue;
            _longest = 0;
        }
    }

    /// <summary>The innermost level below <paramref name="count"/> whose boundary is exactly this text, or -1.</summary>
    public int FindEqual(ReadOnlySpan<byte> text, int count)
    {
        if (text.Length < _shortest || text.Length > _longest)
        {
            return -1;
        }

        // Nearly every delimiter is one of the innermost open multipart.
        if (count > 0 && this[count - 1].SequenceEqual(text))
        {
            return count - 1;
        }

        if (count <= CompareEach)
        {
            for (var i = count - 2; i >= 0; i--)
            {
                if (_length[i] == text.Length && this[i].SequenceEqual(text))
                {
                    return i;
                }
            }

            return -1;
        }

        return Lookup(Hash(text), text, count);
    }

    /// <summary>True when some boundary is the beginning of this line.</summary>
    public bool AnyBegins(ReadOnlySpan<byte> line)
    {
        if (line.Length < _shortest)
        {
            return false;
        }

        if (Count <= CompareEach)
        {
            for (var i = 0; i < Count; i++)
            {
                if (line.StartsWith(this[i]))
                {
                    return true;
                }
            }

            return false;
        }

        var hash = 0u;
        var end = Math.Min(line.Length, _longest);
        for (var i = 0; i < end; i++)
        {
            hash = (hash + line[i] + 1) * Multiplier;
            if (_lengthUses[i + 1] != 0 && Lookup(hash, line[..(i + 1)], Count) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private int Lookup(uint hash, ReadOnlySpan<byte> text, int count)
    {
        // Chains hold the innermost first. Equal boundaries share a chain; the first that is not above count answers.
        for (var i = _buckets[Bucket(hash)] - 1; i >= 0; i = _next[i] - 1)
        {
            if (_hash[i] == hash && i < count && _length[i] == text.Length && this[i].SequenceEqual(text))
            {
                return i;
            }
        }

        return -1;
    }

    private bool BeginsAny(ReadOnlySpan<byte> boundary)
    {
        for (var i = _longest > boundary.Length ? 0 : Count; i < Count; i++)
        {
            if (_length[i] > boundary.Length && _bytes[_start[i]] == boundary[0] && this[i].StartsWith(boundary))
            {
                return true;
            }
        }

        return false;
    }

    private void Grow(int length)
    {
        if (_used + length > _bytes.Length)
        {
            Array.Resize(ref _bytes, (int)BitOperations.RoundUpToPowerOf2((uint)(_used + length)));
        }

        if (Count == _start.Length)
        {
            Array.Resize(ref _start, Count * 2);
            Array.Resize(ref _length, Count * 2);
            Array.Resize(ref _hash, Count * 2);
            Array.Resize(ref _next, Count * 2);
        }
    }

    private static uint Hash(ReadOnlySpan<byte> text)
    {
        var hash = 0u;
        foreach (var c in text)
        {
            hash = (hash + c + 1) * Multiplier;
        }

        return hash;
    }

    private static int Bucket(uint hash) => (int)(hash >> 24);
}
