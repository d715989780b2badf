namespace Mugai.Gateway.Sandboxing;

/// <summary>A store's bytes from start to end with pieces put in at given offsets.</summary>
internal sealed class SplicedStream(ScratchStore store, IReadOnlyList<(long Offset, ReadOnlyMemory<byte> Bytes)> pieces) : Stream
{
    private readonly ScratchStore.BlockCache _cache = new();
    private long _offset;
    private int _nextPiece;
    private int _pieceOffset;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => store.Length + pieces.Sum(piece => (long)piece.Bytes.Length);

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        while (_nextPiece < pieces.Count && pieces[_nextPiece].Offset == _offset)
        {
            var piece = pieces[_nextPiece].Bytes.Span[_pieceOffset..];
            if (!piece.IsEmpty)
            {
                var count = Math.Min(piece.Length, buffer.Length);
                piece[..count].CopyTo(buffer);
                _pieceOffset += count;
                return count;
            }

            (_nextPiece, _pieceOffset) = (_nextPiece + 1, 0);
        }

        var until = _nextPiece < pieces.Count ? pieces[_nextPiece].Offset : long.MaxValue;
        var read = store.Read(_offset, buffer[..(int)Math.Min(buffer.Length, until - _offset)], _cache);
        _offset += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Read(buffer.AsSpan(offset, count)));

    protected override void Dispose(bool disposing)
    {
        _cache.Dispose();
        base.Dispose(disposing);
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
