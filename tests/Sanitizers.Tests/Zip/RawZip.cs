using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Mugai.Sanitizers.Zip;

namespace Mugai.Sanitizers.Tests.Zip;

/// <summary>Writes archives byte by byte, so that every field can lie.</summary>
internal sealed class RawZip
{
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly List<Entry> _entries = [];

    public sealed record Entry(string Name)
    {
        public byte[] Content { get; init; } = [];

        public ushort Method { get; init; } = 8;

        public ushort Flags { get; init; }

        public string? LocalName { get; init; }

        public uint? LocalSize { get; init; }

        public ushort? LocalMethod { get; init; }

        public uint? DeclaredSize { get; init; }

        public uint? Crc { get; init; }

        public uint ExternalAttributes { get; init; }

        public byte[] CentralExtra { get; init; } = [];

        public long Offset { get; set; }

        public byte[] Data { get; set; } = [];
    }

    public RawZip Bytes(byte[] raw)
    {
        _bytes.Write(raw);
        return this;
    }

    public RawZip Add(string name, string content) => Add(new Entry(name) { Content = Encoding.UTF8.GetBytes(content) });

    public RawZip Add(Entry entry)
    {
        entry.Offset = _bytes.WrittenCount;
        entry.Data = entry.Method == 8 ? Deflate(entry.Content) : entry.Content;
        var name = Encoding.UTF8.GetBytes(entry.LocalName ?? entry.Name);
        var header = new byte[30];
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0x04034b50);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(6), entry.Flags);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), entry.LocalMethod ?? entry.Method);
        if ((entry.Flags & 8) == 0)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(14), entry.Crc ?? CrcOf(entry.Content));
            BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(18), (uint)entry.Data.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(22), entry.LocalSize ?? entry.DeclaredSize ?? (uint)entry.Content.Length);
        }

        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(26), (ushort)name.Length);
        _bytes.Write(header);
        _bytes.Write(name);
        _bytes.Write(entry.Data);
        _entries.Add(entry);
        return this;
    }

    /// <summary>Lists an entry again, at the same place or elsewhere.</summary>
    public RawZip ListAgain(string name, int of, long shift = 0)
    {
        var first = _entries[of];
        _entries.Add(first with { Name = name, Offset = first.Offset + shift });
        return this;
    }

    public byte[] Finish(int? entryCount = null, string comment = "", int offsetLie = 0, bool zip64 = false, byte[]? trailing = null)
    {
        long start = _bytes.WrittenCount;
        foreach (var entry in _entries)
        {
            var name = Encoding.UTF8.GetBytes(entry.Name);
            var header = new byte[46];
            BinaryPrimitives.WriteUInt32LittleEndian(header, 0x02014b50);
            header[5] = 3;
            BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), entry.Flags);
            BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(10), entry.Method);
            BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(16), entry.Crc ?? CrcOf(entry.Content));
            BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(20), (uint)entry.Data.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(24), entry.DeclaredSize ?? (uint)entry.Content.Length);
            BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(28), (ushort)name.Length);
            BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(30), (ushort)entry.CentralExtra.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(38), entry.ExternalAttributes);
            BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(42), (uint)entry.Offset);
            _bytes.Write(header);
            _bytes.Write(name);
            _bytes.Write(entry.CentralExtra);
        }

        WriteEnd(start, entryCount ?? _entries.Count, comment, offsetLie, zip64);
        _bytes.Write(trailing ?? []);
        return _bytes.WrittenSpan.ToArray();
    }

    private void WriteEnd(long start, int count, string comment, int offsetLie, bool zip64)
    {
        var size = _bytes.WrittenCount - start;
        if (zip64)
        {
            var record = new byte[76];
            BinaryPrimitives.WriteUInt32LittleEndian(record, 0x06064b50);
            BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(4), 44);
            BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(24), count);
            BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(32), count);
            BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(40), size);
            BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(48), start + offsetLie);
            BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(56), 0x07064b50);
            BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(64), _bytes.WrittenCount);
            BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(72), 1);
            _bytes.Write(record);
        }

        var end = new byte[22];
        BinaryPrimitives.WriteUInt32LittleEndian(end, 0x06054b50);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(8), zip64 ? (ushort)0xffff : (ushort)count);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(10), zip64 ? (ushort)0xffff : (ushort)count);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(12), zip64 ? 0xffffffff : (uint)size);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(16), zip64 ? 0xffffffff : (uint)(start + offsetLie));
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(20), (ushort)comment.Length);
        _bytes.Write(end);
        _bytes.Write(Encoding.Latin1.GetBytes(comment));
    }

    private static uint CrcOf(byte[] content)
    {
        var crc = default(Crc32);
        crc.Append(content);
        return crc.Value;
    }

    private static byte[] Deflate(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(content);
        }

        return packed.ToArray();
    }
}
