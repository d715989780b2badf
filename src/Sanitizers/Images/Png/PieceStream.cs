namespace Mugai.Sanitizers.Images.Png;

/// <summary>Ranges of a buffer read one after the other.</summary>
internal sealed class PieceStream(ReadOnlyMemory<byte> buffer, IReadOnlyList<Range> pieces) : Stream
{
    private int _piece;
    private int _offset;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

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

    public override int Read(byte[] target, int offset, int count) => Read(target.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] source, int offset, int count) => throw new NotSupportedException();
}
