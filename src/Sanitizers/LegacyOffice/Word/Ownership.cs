namespace Mugai.Sanitizers.LegacyOffice.Word;

/// <summary>
/// The document stream that is written: as long as the old one, and zero wherever no structure lies. Structures that overlap could mean two things; only text may be there twice, as fast saving
/// leaves it, and then it is judged again as it was written.
/// </summary>
internal sealed class Ownership(byte[] source)
{
    private readonly List<(int Start, int End, bool IsText)> _ranges = [];

    public byte[] Source => source;

    public byte[] Target { get; } = new byte[source.Length];

    /// <summary>Two pieces of text share bytes; known after <see cref="IsSound"/>.</summary>
    public bool SharesText { get; private set; }

    /// <summary>Copies a stretch; false when it leaves the stream.</summary>
    public bool Take(long start, long length, bool isText = false)
    {
        if (start < 0 || length < 0 || start + length > source.Length)
        {
            return false;
        }

        _ranges.Add(((int)start, (int)(start + length), isText));
        source.AsSpan((int)start, (int)length).CopyTo(Target.AsSpan((int)start));
        return true;
    }

    /// <summary>True when no two stretches overlap, but for text.</summary>
    public bool IsSound()
    {
        _ranges.Sort();
        var (text, other) = (0, 0);
        foreach (var (start, end, isText) in _ranges)
        {
            if (start < other || (!isText && start < text))
            {
                return false;
            }

            SharesText |= isText && start < text;
            (text, other) = isText ? (Math.Max(text, end), other) : (text, Math.Max(other, end));
        }

        return true;
    }

    /// <summary>Where the last stretch ends.</summary>
    public int End => _ranges.Count == 0 ? 0 : _ranges.Max(range => range.End);
}
