using System.Buffers;
using System.Security.Cryptography;
using Mugai.Spooling;

namespace Mugai.Gateway.Spooling.Embedded;

/// <summary>
/// Takes the plaintext of one record piece by piece. Up to the small limit it waits in a pooled buffer; beyond, it goes to a file of
/// its own as sealed chunks of 64 KiB, so that memory is 64 KiB per open message however long it gets. For one thread at a time.
/// </summary>
internal sealed class RecordWriter : IOriginalWriter
{
    private const int FirstBufferBytes = 8 * 1024;

    private readonly SegmentStore _segments;
    private readonly SpaceGauge? _guardReserve;
    private readonly RecordKind _kind;
    private readonly int _group;
    private readonly int _smallBytes;
    private readonly byte[] _salt = RandomNumberGenerator.GetBytes(RecordFormat.SaltBytes);
    private byte[]? _buffer;
    private int _filled;

    // Only for a large record:
    private IStorageFile? _file;
    private RecordCipher? _cipher;
    private long _segment;
    private long _place;
    private uint _crc;
    private bool _done;

    /// <param name="guardReserve">Given for originals: a large one stops when the reserve is reached. Null for outputs, which may use it.</param>
    public RecordWriter(SegmentStore segments, MessageKey key, RecordKind kind, int group, int smallBytes, SpaceGauge? guardReserve)
    {
        _segments = segments;
        _guardReserve = guardReserve;
        Key = key;
        _kind = kind;
        _group = group;
        _smallBytes = smallBytes;
    }

    public MessageKey Key { get; }

    public long Length { get; private set; }

    // The writes of a large record go to the page cache from the caller's thread: an asynchronous file write in .NET is the same write
    // on a pool thread, plus two hops.
    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_done, this);
        try
        {
            Write(bytes.Span);
        }
        catch (Exception e) when (StorageFault.IsStorage(e))
        {
            throw new SpoolUnavailableException($"A message could not be written: {e.Message}", StorageFault.IsOutOfSpace(e), e);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>A copy of the plaintext when it is still in memory, else null.</summary>
    public byte[]? CopyPlaintext() => _file is null ? _buffer.AsSpan(0, _filled).ToArray() : null;

    /// <summary>Seals the record; a large one is synced, its name not yet. The writer is done with it.</summary>
    public PendingRecord Finish()
    {
        ObjectDisposedException.ThrowIf(_done, this);
        var record = _file is null ? FinishInMemory() : FinishFile();
        _done = true;
        return record;
    }

    public ValueTask DisposeAsync()
    {
        if (_file is not null && !_done)
        {
            _file.Dispose();
            _segments.SettleOwnFile(_segment, keep: false);
        }

        _done = true;
        _cipher?.Dispose();
        ReturnBuffer();
        return ValueTask.CompletedTask;
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        if (_file is null && _filled + bytes.Length <= _smallBytes)
        {
            Grow(_filled + bytes.Length);
            bytes.CopyTo(_buffer.AsSpan(_filled));
            _filled += bytes.Length;
            Length += bytes.Length;
            return;
        }

        if (_file is null)
        {
            MoveToFile();
        }

        AppendToChunk(bytes);
        Length += bytes.Length;
    }

    private void Grow(int needed)
    {
        if (_buffer is not null && needed <= _buffer.Length)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, _buffer is null ? FirstBufferBytes : _buffer.Length * 2));
        _buffer.AsSpan(0, _filled).CopyTo(larger);
        ReturnBuffer();
        _buffer = larger;
    }

    private void MoveToFile()
    {
        CheckReserve();
        (_segment, _file) = _segments.CreateOwnFile();
        _cipher = new RecordCipher(Key, _kind, _group, _salt);
        _place = RecordFormat.HeaderBytes; // the header comes last: until then the file proves itself incomplete
        var waiting = _buffer;
        var count = _filled;
        _buffer = ArrayPool<byte>.Shared.Rent(RecordFormat.ChunkBytes);
        _filled = 0;
        AppendToChunk(waiting.AsSpan(0, count));
        if (waiting is not null)
        {
            ArrayPool<byte>.Shared.Return(waiting, clearArray: true);
        }
    }

    private void AppendToChunk(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            // A full chunk waits for one more byte: only then it is known not to be the last.
            if (_filled == RecordFormat.ChunkPlainBytes)
            {
                WriteChunk(last: false);
            }

            var count = Math.Min(bytes.Length, RecordFormat.ChunkPlainBytes - _filled);
            bytes[..count].CopyTo(_buffer.AsSpan(_filled));
            _filled += count;
            bytes = bytes[count..];
        }
    }

    private void WriteChunk(bool last)
    {
        CheckReserve();
        var size = _filled + RecordFormat.TagBytes;
        _cipher!.SealChunk(_buffer.AsSpan(0, _filled), _buffer.AsSpan(0, size), last);
        _crc = RecordFormat.Crc(_crc, _buffer.AsSpan(0, size));
        _file!.Write(_place, [_buffer.AsMemory(0, size)]);
        _place += size;
        _filled = 0;
    }

    private PendingRecord FinishFile()
    {
        WriteChunk(last: true);
        var payload = _place - RecordFormat.HeaderBytes;
        RecordFormat.WriteTrailer(_buffer, _crc, payload);
        _file!.Write(_place, [_buffer.AsMemory(0, RecordFormat.TrailerBytes)]);
        RecordFormat.WriteHeader(_buffer, new RecordHeader(_kind, _group, Key.Id, _salt, Length));
        _file.Write(0, [_buffer.AsMemory(0, RecordFormat.HeaderBytes)]);
        _file.Sync();
        _file.Dispose();
        return PendingRecord.InOwnFile(_segments, _segment, RecordFormat.RecordLength(Length));
    }

    private PendingRecord FinishInMemory()
    {
        var length = (int)RecordFormat.RecordLength(Length);
        var record = ArrayPool<byte>.Shared.Rent(length);
        using var cipher = new RecordCipher(Key, _kind, _group, _salt);
        var plain = _buffer.AsSpan(0, _filled);
        var place = RecordFormat.HeaderBytes;
        do
        {
            var count = Math.Min(plain.Length, RecordFormat.ChunkPlainBytes);
            cipher.SealChunk(plain[..count], record.AsSpan(place), last: count == plain.Length);
            plain = plain[count..];
            place += count + RecordFormat.TagBytes;
        }
        while (!plain.IsEmpty);

        var payload = record.AsSpan(RecordFormat.HeaderBytes, place - RecordFormat.HeaderBytes);
        RecordFormat.WriteTrailer(record.AsSpan(place), RecordFormat.Crc(0, payload), payload.Length);
        RecordFormat.WriteHeader(record, new RecordHeader(_kind, _group, Key.Id, _salt, Length));
        return PendingRecord.InMemory(_segments, record, length);
    }

    private void CheckReserve()
    {
        if (_guardReserve is { Current: not SpoolSpace.Ok })
        {
            throw _guardReserve.Refusal();
        }
    }

    private void ReturnBuffer()
    {
        if (_buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(_buffer, clearArray: true); // it held plaintext
            _buffer = null;
        }
    }
}
