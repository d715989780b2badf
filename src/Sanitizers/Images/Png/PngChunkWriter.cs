using System.Buffers.Binary;
using Mugai.Sanitizers.Zip;

namespace Mugai.Sanitizers.Images.Png;

/// <summary>Chunks with their length and checksum.</summary>
internal sealed class PngChunkWriter(Stream output)
{
    public void WriteUnlessEmpty(ReadOnlySpan<byte> type, byte[] body)
    {
        if (body.Length > 0)
        {
            Write(type, body);
        }
    }

    public void Write(ReadOnlySpan<byte> type, ReadOnlySpan<byte> body) => Write(type, [], body);

    public void Write(ReadOnlySpan<byte> type, ReadOnlySpan<byte> first, ReadOnlySpan<byte> rest)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, first.Length + rest.Length);
        output.Write(number);
        output.Write(type);
        output.Write(first);
        output.Write(rest);
        var sum = default(Crc32);
        sum.Append(type);
        sum.Append(first);
        sum.Append(rest);
        BinaryPrimitives.WriteUInt32BigEndian(number, sum.Value);
        output.Write(number);
    }
}

/// <summary>Cuts compressed rows into IDAT chunks, or fdAT chunks with their sequence numbers.</summary>
internal sealed class PngDataStream(PngChunkWriter chunks, Func<byte[]>? sequence) : Stream
{
    private const int ChunkBytes = 65_536;

    private readonly byte[] _buffer = new byte[ChunkBytes];
    private int _filled;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var count = Math.Min(bytes.Length, ChunkBytes - _filled);
            bytes[..count].CopyTo(_buffer.AsSpan(_filled));
            _filled += count;
            bytes = bytes[count..];
            if (_filled == ChunkBytes)
            {
                Send();
            }
        }
    }

    public override void Write(byte[] source, int offset, int count) => Write(source.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] target, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Send();
        }

        base.Dispose(disposing);
    }

    private void Send()
    {
        if (_filled > 0)
        {
            chunks.Write(sequence is null ? "IDAT"u8 : "fdAT"u8, sequence is null ? [] : sequence(), _buffer.AsSpan(0, _filled));
            _filled = 0;
        }
    }
}
