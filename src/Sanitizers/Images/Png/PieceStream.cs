using Mugai.Sanitizers.Sanitizing;

namespace Mugai.Sanitizers.Images.Png;

/// <summary>Ranges of a buffer read one after the other.</summary>
internal sealed class PieceStream(ReadOnlyMemory<byte> buffer, IReadOnlyList<Range> pieces) : ForwardStream
{
    private int _piece;
    private int _offset;

    /// <summary>True when bytes are left that nobody asked for.</summary>
    public bool HasRest
    {
        get
        {
            for (var i = _piece; i < pieces.Count; i++)
            {
                if (pieces[i].GetOffsetAndLength(buffer.Length).Length > (i == _piece ? _offset : 0))
                {
                    return true;
                }
            }

            return false;
        }
    }

    public override int Read(Span<byte> target)
    {
        while (_piece < pieces.Count)
        {
            var rest = buffer.Span[pieces[_piece]][_offset..];
            if (rest.IsEmpty)
            {
                _piece++;
                _offset = 0;
                continue;
            }

            var count = Math.Min(rest.Length, target.Length);
            rest[..count].CopyTo(target);
            _offset += count;
            return count;
        }

        return 0;
    }
}
