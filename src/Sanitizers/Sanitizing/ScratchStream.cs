using System.Buffers;
using Mugai.Frames;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Sanitizing;

/// <summary>
/// Seekable memory in pooled chunks, charged to the budget chunk by chunk and given back on Dispose. Chunks come uncleared from the
/// pool; nothing can be read that was not written, because a gap left by seeking is filled with zeros. Of what is large the chunks used last are in
/// memory and the others are pages at the host's (<see cref="Budget.Pages"/>), so that memory does not grow with it.
/// </summary>
public sealed class ScratchStream(Budget budget) : Stream
{
    // Most parts are small: one chunk that a 4 KB mail fits into, then some for the usual attachment, then chunks that keep the list so short for
    // large ones that the pool still has them all the next time.
    private const int FirstChunk = 16 * 1024;
    private const int NextChunk = 64 * 1024;
    private const int NextChunks = 16;
    private const int LargeChunk = FrameLimits.PageBytes;
    // 16 MiB: nearly every attachment is in memory whole, a format that is read here and there fetches few pages, and input and output of a large workbook beside the worker itself stay below 150 MB.
    private const int LargeInMemory = 32;
    // 96 MiB: of a job that has many such streams open at a time (a mail of large pictures, files inside files) each keeps little.
    private const int LargeOfAll = 192;
    private const int LargeAtLeast = 4;
    private const int LargeFrom = FirstChunk + (NextChunks * NextChunk);

    // Not a list: of a structure of ours the framework would have to compile one first.
    private Chunk[] _chunks = [];
    private int _count;
    private int _largeInMemory;
    private long _uses;
    private long _length;
    private long _position;
    private int _forgotten;
    private bool _disposed;

    public override bool CanRead => !_disposed;

    public override bool CanSeek => !_disposed;

    public override bool CanWrite => !_disposed;

    public override long Length => _length;

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    /// <summary>The bytes from the position to the end of its chunk; empty at the end of the stream. Does not move the position.</summary>
    public ReadOnlySpan<byte> Unread
    {
        get
        {
            if (_position >= _length)
            {
                return default;
            }

            var (chunk, offset) = Locate(_position);
            var room = (int)Math.Min(Size(chunk) - offset, _length - _position);
            return InMemory(chunk).Bytes.AsSpan(offset, room);
        }
    }

    /// <summary>Room for at least one byte at the end; call <see cref="Advance"/> with what was filled.</summary>
    public Span<byte> GetSpan()
    {
        Fill(_position);
        var (chunk, offset) = Locate(_position);
        EnsureChunk(chunk);
        return Changed(chunk).AsSpan(offset, Size(chunk) - offset);
    }

    /// <summary>Takes <paramref name="count"/> bytes of <see cref="GetSpan"/> as written.</summary>
    public void Advance(int count)
    {
        _position += count;
        _length = Math.Max(_length, _position);
    }

    /// <summary>
    /// Gives back what lies wholly before <paramref name="position"/>: who reads it from the front, and each byte once, need not keep it beside what is made of it. Reading it afterwards
    /// is a fault of ours and throws.
    /// </summary>
    public void Forget(long position)
    {
        var whole = Math.Min(Locate(Math.Min(position, _length)).Chunk, _count);
        for (; _forgotten < whole; _forgotten++)
        {
            Return(_forgotten);
            _chunks[_forgotten] = new Chunk { Bytes = [] };
        }
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        while (!buffer.IsEmpty)
        {
            var room = GetSpan();
            var count = Math.Min(room.Length, buffer.Length);
            buffer[..count].CopyTo(room);
            Advance(count);
            buffer = buffer[count..];
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void WriteByte(byte value) => Write([value]);

    public override int Read(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var total = 0;
        while (!buffer.IsEmpty)
        {
            var unread = Unread;
            if (unread.IsEmpty)
            {
                break;
            }

            var count = Math.Min(unread.Length, buffer.Length);
            unread[..count].CopyTo(buffer);
            buffer = buffer[count..];
            _position += count;
            total += count;
        }

        return total;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => _length + offset,
    };

    public override void SetLength(long value)
    {
        var position = _position;
        if (value > _length)
        {
            Fill(value);
        }

        _length = value;
        _position = Math.Min(position, value);
        Trim();
    }

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (!_disposed)
        {
            _disposed = true;
            _length = 0;
            _position = 0;
            Trim();
        }

        base.Dispose(disposing);
    }

    private static (int Chunk, int Offset) Locate(long position) => position switch
    {
        < FirstChunk => (0, (int)position),
        < LargeFrom => ((int)(1 + ((position - FirstChunk) / NextChunk)), (int)((position - FirstChunk) % NextChunk)),
        _ => ((int)(1 + NextChunks + ((position - LargeFrom) / LargeChunk)), (int)((position - LargeFrom) % LargeChunk)),
    };

    private static int Size(int chunk) => chunk == 0 ? FirstChunk : chunk <= NextChunks ? NextChunk : LargeChunk;

    private void EnsureChunk(int chunk)
    {
        while (_count <= chunk)
        {
            var size = Size(_count);
            budget.ChargeScratch(size);
            var isLarge = _count > NextChunks;
            if (isLarge)
            {
                MakeRoom();
                Count(1);
            }

            if (_count == _chunks.Length)
            {
                Array.Resize(ref _chunks, Math.Max(1, 2 * _count));
            }

            _chunks[_count++] = new Chunk { Bytes = ArrayPool<byte>.Shared.Rent(size), LastUse = ++_uses };
        }
    }

    // What an earlier part left in a pooled array must never be readable through a gap.
    private void Fill(long upTo)
    {
        while (_length < upTo)
        {
            var (chunk, offset) = Locate(_length);
            EnsureChunk(chunk);
            var count = (int)Math.Min(Size(chunk) - offset, upTo - _length);
            Changed(chunk).AsSpan(offset, count).Clear();
            _length += count;
        }
    }

    private void Trim()
    {
        var needed = _length == 0 ? 0 : Locate(_length - 1).Chunk + 1;
        while (_count > needed)
        {
            Return(_count - 1);
            _chunks[--_count] = default;
        }

        _forgotten = Math.Min(_forgotten, _count);
    }

    private void Return(int number)
    {
        ref var chunk = ref _chunks[number];
        if (chunk.Bytes is { Length: 0 })
        {
            return;
        }

        if (chunk.Bytes is { } bytes)
        {
            ArrayPool<byte>.Shared.Return(bytes);
            Count(number > NextChunks ? -1 : 0);
        }

        if (chunk.IsKept)
        {
            budget.Pages!.Free(chunk.Page);
        }

        budget.ChargeScratch(-Size(number));
    }

    private byte[] Changed(int number)
    {
        ref var chunk = ref InMemory(number);
        chunk.IsChanged = true;
        return chunk.Bytes!;
    }

    private ref Chunk InMemory(int number)
    {
        ref var chunk = ref _chunks[number];
        if (chunk.Bytes is null)
        {
            MakeRoom();
            Count(1);
            chunk.Bytes = ArrayPool<byte>.Shared.Rent(LargeChunk);
            chunk.IsChanged = false;
            budget.Pages!.Read(chunk.Page, chunk.Bytes.AsSpan(0, LargeChunk));
        }

        chunk.LastUse = ++_uses;
        return ref chunk;
    }

    // The large chunk that was not used for longest goes to the host; one that it has as it is only leaves memory.
    private void MakeRoom()
    {
        if (budget.Pages is not { } pages)
        {
            return;
        }

        while (_largeInMemory >= LargeInMemory || (budget.PagesInMemory >= LargeOfAll && _largeInMemory >= LargeAtLeast))
        {
            Evict(pages);
        }
    }

    private void Evict(IScratchPages pages)
    {

        var oldest = -1;
        for (var i = NextChunks + 1; i < _count; i++)
        {
            if (_chunks[i].Bytes is { Length: > 0 } && (oldest < 0 || _chunks[i].LastUse < _chunks[oldest].LastUse))
            {
                oldest = i;
            }
        }

        ref var chunk = ref _chunks[oldest];
        var bytes = chunk.Bytes!;
        if (!chunk.IsKept)
        {
            chunk.Page = pages.Add(bytes.AsSpan(0, LargeChunk));
            chunk.IsKept = true;
        }
        else if (chunk.IsChanged)
        {
            pages.Write(chunk.Page, bytes.AsSpan(0, LargeChunk));
        }

        chunk.Bytes = null;
        Count(-1);
        ArrayPool<byte>.Shared.Return(bytes);
    }

    private void Count(int chunks)
    {
        _largeInMemory += chunks;
        budget.PagesInMemory += chunks;
    }

    /// <summary>One stretch of the stream. Without bytes it is a page at the host's; with none at all it was forgotten.</summary>
    private struct Chunk
    {
        public byte[]? Bytes;
        public int Page;
        public bool IsKept;
        public bool IsChanged;
        public long LastUse;
    }
}
