using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Zip;

/// <summary>
/// Writes a plain ZIP front to back: every entry deflated with a data descriptor, the first of January 1980 as date, no extra fields, no
/// comments. The same entries give the same bytes. Names are ASCII or marked as UTF-8. Nothing is kept of the content.
/// </summary>
public sealed class ZipWriter(Stream output, Budget budget, ZipEffort effort = ZipEffort.Small)
{
    private const ushort Version = 20;
    private const ushort DosDate = 0x0021;
    private const ushort Stored = 0;
    private const ushort Deflated = 8;

    private readonly List<Written> _entries = [];

    private ZipEffort Effort => effort;

    private long _position;

    /// <summary>Starts an entry. Dispose the stream before the next one starts.</summary>
    public Stream Begin(string name)
    {
        var raw = Encoding.UTF8.GetBytes(name);
        var entry = new Written(raw, (ushort)(raw.Length == name.Length ? 0x0008 : 0x0808), _position, Deflated);
        WriteLocal(entry, zeroed: true);
        return new EntryStream(this, entry);
    }

    /// <summary>Writes an entry as it is, with its sizes before it: what a package must begin with so that its type stands at a fixed place.</summary>
    public void AddStored(string name, ReadOnlySpan<byte> content)
    {
        var raw = Encoding.ASCII.GetBytes(name);
        var entry = new Written(raw, 0, _position, Stored) { Compressed = content.Length, Size = content.Length };
        entry.Crc.Append(content);
        WriteLocal(entry, zeroed: false);
        Write(content);
        _entries.Add(entry);
    }

    /// <summary>Writes the directory. The last call.</summary>
    public void Finish()
    {
        var start = _position;
        Span<byte> header = stackalloc byte[46];
        foreach (var entry in _entries)
        {
            header.Clear();
            BinaryPrimitives.WriteUInt32LittleEndian(header, 0x02014b50);
            BinaryPrimitives.WriteUInt16LittleEndian(header[4..], Version);
            WriteShared(header[6..], entry, zeroed: false);
            BinaryPrimitives.WriteUInt16LittleEndian(header[28..], (ushort)entry.Name.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(header[42..], (uint)entry.Offset);
            Write(header);
            Write(entry.Name);
        }

        Span<byte> end = stackalloc byte[22];
        end.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(end, 0x06054b50);
        BinaryPrimitives.WriteUInt16LittleEndian(end[8..], (ushort)_entries.Count);
        BinaryPrimitives.WriteUInt16LittleEndian(end[10..], (ushort)_entries.Count);
        BinaryPrimitives.WriteUInt32LittleEndian(end[12..], (uint)(_position - start));
        BinaryPrimitives.WriteUInt32LittleEndian(end[16..], (uint)start);
        Write(end);
        output.Flush();
    }

    private void WriteLocal(Written entry, bool zeroed)
    {
        Span<byte> header = stackalloc byte[30];
        header.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0x04034b50);
        WriteShared(header[4..], entry, zeroed);
        BinaryPrimitives.WriteUInt16LittleEndian(header[26..], (ushort)entry.Name.Length);
        Write(header);
        Write(entry.Name);
    }

    private static void WriteShared(Span<byte> at, Written entry, bool zeroed)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(at, Version);
        BinaryPrimitives.WriteUInt16LittleEndian(at[2..], entry.Flags);
        BinaryPrimitives.WriteUInt16LittleEndian(at[4..], entry.Method);
        BinaryPrimitives.WriteUInt16LittleEndian(at[8..], DosDate);
        if (!zeroed)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(at[10..], entry.Crc.Value);
            BinaryPrimitives.WriteUInt32LittleEndian(at[14..], (uint)entry.Compressed);
            BinaryPrimitives.WriteUInt32LittleEndian(at[18..], (uint)entry.Size);
        }
    }

    private void End(Written entry)
    {
        entry.Compressed = _position - entry.DataOffset;
        Span<byte> descriptor = stackalloc byte[16];
        BinaryPrimitives.WriteUInt32LittleEndian(descriptor, 0x08074b50);
        BinaryPrimitives.WriteUInt32LittleEndian(descriptor[4..], entry.Crc.Value);
        BinaryPrimitives.WriteUInt32LittleEndian(descriptor[8..], (uint)entry.Compressed);
        BinaryPrimitives.WriteUInt32LittleEndian(descriptor[12..], (uint)entry.Size);
        Write(descriptor);
        _entries.Add(entry);
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        _position += bytes.Length;
        // Beyond 4 GiB or 65,535 entries zip64 would be needed; no output may grow that far.
        if (_position > Math.Min(budget.Limits.MaxOutputBytes, uint.MaxValue - (1 << 20)) || _entries.Count >= ushort.MaxValue - 1)
        {
            throw new BudgetExceededException(Reason.Budget, "output");
        }

        output.Write(bytes);
    }

    private sealed class Written(byte[] name, ushort flags, long offset, ushort method)
    {
        public Crc32 Crc;

        public byte[] Name => name;

        public ushort Flags => flags;

        public ushort Method => method;

        public long Offset => offset;

        public long DataOffset => offset + 30 + name.Length;

        public long Compressed { get; set; }

        public long Size { get; set; }
    }

    private sealed class EntryStream : Stream
    {
        private readonly ZipWriter _writer;
        private readonly Written _entry;
        private readonly DeflateStream _deflate;
        private bool _closed;

        public EntryStream(ZipWriter writer, Written entry)
        {
            _writer = writer;
            _entry = entry;
            _deflate = new DeflateStream(new Sink(writer), new ZLibCompressionOptions { CompressionLevel = (int)writer.Effort });
        }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => _entry.Size; set => throw new NotSupportedException(); }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            _entry.Size += buffer.Length;
            if (_entry.Size > uint.MaxValue)
            {
                throw new BudgetExceededException(Reason.Budget, "output");
            }

            _entry.Crc.Append(buffer);
            _deflate.Write(buffer);
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing && !_closed)
            {
                _closed = true;
                _deflate.Dispose();
                _writer.End(_entry);
            }

            base.Dispose(disposing);
        }
    }

    private sealed class Sink(ZipWriter writer) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Write(ReadOnlySpan<byte> buffer) => writer.Write(buffer);

        public override void Write(byte[] buffer, int offset, int count) => writer.Write(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
