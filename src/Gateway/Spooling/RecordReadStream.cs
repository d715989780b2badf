using System.Buffers;
using Microsoft.Win32.SafeHandles;
using Mugai.Spooling;

namespace Mugai.Gateway.Spooling;

/// <summary>
/// Reads the plaintext of one record, forward only. A chunk's bytes are handed out only after its tag was verified, and the end is
/// reported only after the chunk with the last-flag: a shortened record throws, it never looks like a short message.
/// </summary>
internal sealed class RecordReadStream : Stream
{
    private readonly SafeFileHandle _file;
    private readonly RecordCipher _cipher;
    private readonly MessageId _id;
    private readonly long _plainLength;
    /// <summary>Chunks read from the file at once.</summary>
    private const int ChunksPerRead = 4;

    private byte[]? _chunks;
    private long _place;
    private long _payloadLeft;

    // Sealed bytes that were read: _chunks[_sealedStart.._sealedEnd]; opened ones: _chunks[_start.._end].
    private int _sealedStart;
    private int _sealedEnd;
    private int _start;
    private int _end;
    private bool _broken;

    private RecordReadStream(SafeFileHandle file, RecordCipher cipher, MessageId id, long place, long plainLength)
    {
        _file = file;
        _cipher = cipher;
        _id = id;
        _place = place;
        _plainLength = plainLength;
        _payloadLeft = RecordFormat.PayloadLength(plainLength);
        _chunks = ArrayPool<byte>.Shared.Rent((int)Math.Min(_payloadLeft, ChunksPerRead * RecordFormat.ChunkBytes));
    }

    /// <summary>Opens the record at <paramref name="offset"/>; throws <see cref="SpoolUnavailableException"/> when another one, or none, lies there.</summary>
    public static RecordReadStream Open(string path, long offset, long length, RecordKind kind, int group, MessageKey key)
    {
        SafeFileHandle? file = null;
        try
        {
            file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Span<byte> first = stackalloc byte[RecordFormat.HeaderBytes];
            if (RandomAccess.Read(file, first, offset) != first.Length
                || !RecordFormat.TryReadHeader(first, out var header)
                || header.Kind != kind || header.Group != group || header.Message != key.Id
                || RecordFormat.RecordLength(header.PlainLength) != length)
            {
                throw Damaged(key.Id);
            }

            var cipher = new RecordCipher(key, kind, group, header.Salt.Span);
            var stream = new RecordReadStream(file, cipher, key.Id, offset + RecordFormat.HeaderBytes, header.PlainLength);
            file = null;
            return stream;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SpoolUnavailableException($"The stored bytes of message {key.Id} cannot be read: {e.Message}", inner: e);
        }
        finally
        {
            file?.Dispose();
        }
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    /// <summary>Bytes of plaintext, as the (not yet verified) header says.</summary>
    public override long Length => _plainLength;

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || !FillChunk())
        {
            return 0;
        }

        var count = Math.Min(buffer.Length, _end - _start);
        _chunks.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    // The bytes come from the page cache almost always; a thread hop for each 64 KiB would cost more than the read.
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(Read(buffer.Span));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _chunks, null) is { } chunks)
        {
            ArrayPool<byte>.Shared.Return(chunks, clearArray: true);
            _cipher.Dispose();
            _file.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool FillChunk()
    {
        if (_start < _end)
        {
            return true;
        }

        ObjectDisposedException.ThrowIf(_chunks is null, this);
        if (_broken)
        {
            throw Damaged(_id);
        }

        if (_payloadLeft == 0)
        {
            return false;
        }

        _broken = true; // until this chunk has proven itself
        if (_sealedStart == _sealedEnd)
        {
            ReadChunks();
        }

        var size = (int)Math.Min(RecordFormat.ChunkBytes, _payloadLeft);
        if (!_cipher.TryOpenChunk(_chunks.AsSpan(_sealedStart, size), last: size == _payloadLeft))
        {
            throw Damaged(_id);
        }

        _broken = false;
        _payloadLeft -= size;
        (_start, _end) = (_sealedStart, _sealedStart + size - RecordFormat.TagBytes);
        _sealedStart += size;
        return _end > _start;
    }

    private void ReadChunks()
    {
        var size = (int)Math.Min(ChunksPerRead * RecordFormat.ChunkBytes, _payloadLeft);
        try
        {
            for (var got = 0; got < size;)
            {
                var count = RandomAccess.Read(_file, _chunks.AsSpan(got, size - got), _place + got);
                got += count > 0 ? count : throw Damaged(_id);
            }
        }
        catch (IOException e)
        {
            throw new SpoolUnavailableException($"The stored bytes of message {_id} cannot be read: {e.Message}", inner: e);
        }

        _place += size;
        (_sealedStart, _sealedEnd) = (0, size);
    }

    private static SpoolUnavailableException Damaged(MessageId id) =>
        new($"The stored bytes of message {id} do not verify: they were damaged or tampered with.");
}
