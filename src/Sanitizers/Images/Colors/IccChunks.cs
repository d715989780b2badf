namespace Mugai.Sanitizers.Images.Colors;

/// <summary>Puts together a profile that came in numbered pieces (ICC.1:2010, B.4).</summary>
internal sealed class IccChunks
{
    private readonly SortedDictionary<byte, byte[]> _pieces = [];
    private long _bytes;
    private int _count;
    private bool _isBroken;

    /// <summary>Sequence number, number of pieces, bytes.</summary>
    public void Add(ReadOnlySpan<byte> piece)
    {
        if (piece.Length < 2 || piece[0] == 0 || (_bytes += piece.Length) > ImageLimits.MaxProfileBytes || !_pieces.TryAdd(piece[0], piece[2..].ToArray()))
        {
            _isBroken = true;
            return;
        }

        _count = piece[1];
    }

    /// <summary>The profile; empty when there is none. One that is not whole is a single zero byte: present and unreadable.</summary>
    public byte[] Join()
    {
        if (_pieces.Count == 0 && !_isBroken)
        {
            return [];
        }

        return _isBroken || _pieces.Count != _count || _pieces.Keys.Last() != _count ? [0] : [.. _pieces.Values.SelectMany(piece => piece)];
    }
}
