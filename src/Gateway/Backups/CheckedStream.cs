using System.Security.Cryptography;

namespace Mugai.Gateway.Backups;

/// <summary>The first bytes of a file, read once: what passes is hashed, and a segment's records are checked. Less than promised is an error, never a short copy.</summary>
internal sealed class CheckedStream : Stream
{
    private readonly FileStream _file;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly RecordCheck? _records;
    private long _read;

    public CheckedStream(string path, long? length, bool isSegment)
    {
        _file = new FileStream(path, new FileStreamOptions { Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0, Options = FileOptions.SequentialScan });
        Length = length ?? _file.Length;
        _records = isSegment ? new RecordCheck() : null;
    }

    public override long Length { get; }

    /// <summary>To be asked when everything was read.</summary>
    public bool IsWhole => _records?.IsWhole ?? true;

    public override bool CanRead => true;

    /// <summary>The tar writer asks a seekable stream for its length; nobody seeks.</summary>
    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Position { get => _read; set => throw new NotSupportedException(); }

    public string Finish() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public override int Read(Span<byte> buffer)
    {
        var wanted = (int)Math.Min(buffer.Length, Length - _read);
        if (wanted == 0)
        {
            return 0;
        }

        var count = _file.Read(buffer[..wanted]);
        if (count == 0)
        {
            throw new EndOfStreamException($"{_file.Name} ends at {_read} bytes; {Length} are on record.");
        }

        _read += count;
        _hash.AppendData(buffer[..count]);
        _records?.Append(buffer[..count]);
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(Read(buffer.Span));
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file.Dispose();
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }
}
