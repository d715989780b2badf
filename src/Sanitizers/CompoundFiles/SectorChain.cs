namespace Mugai.Sanitizers.CompoundFiles;

/// <summary>Where the bytes of a stream lie: stretches of the file in order. Neighboring sectors are one stretch, so that most streams have one or a few.</summary>
internal sealed class SectorChain
{
    private readonly List<(long At, long Start)> _stretches = [];

    public long Length { get; private set; }

    /// <summary>Adds <paramref name="count"/> bytes that lie at <paramref name="start"/>.</summary>
    public void Add(long start, int count)
    {
        if (_stretches.Count == 0 || _stretches[^1].Start + (Length - _stretches[^1].At) != start)
        {
            _stretches.Add((Length, start));
        }

        Length += count;
    }

    /// <summary>Where byte <paramref name="position"/> lies and how many bytes follow it in one piece.</summary>
    public (long Start, long Count) Locate(long position)
    {
        var (low, high) = (0, _stretches.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = _stretches[middle].At <= position ? (middle, high) : (low, middle - 1);
        }

        var (at, start) = _stretches[low];
        var end = low + 1 < _stretches.Count ? _stretches[low + 1].At : Length;
        return (start + (position - at), end - position);
    }
}
