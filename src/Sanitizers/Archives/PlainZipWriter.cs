using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Mugai.Sanitizers.Zip;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Archives;

/// <summary>
/// Writes the archive that a person gets: names as UTF-8 (marked when they are not ASCII), the dates given, sizes in the local headers, stored or deflated, no extra
/// fields, no comments. The same members give the same bytes. Needs a seekable output; at most 65,535 entries and 4 GiB, so that every program opens it.
/// </summary>
internal sealed class PlainZipWriter(Stream output, Budget budget)
{
    // 1980-01-01 00:00, the first date there is.
    private const uint FirstDosTime = 0x00210000;
    private const ushort Version = 20;
    private const ushort Utf8Names = 0x0800;
    private const int LocalSize = 30;

    private readonly List<Written> _entries = [];
    private readonly byte[] _chunk = new byte[64 * 1024];

    private sealed record Written(byte[] Name, bool IsFolder, uint DosTime, uint Offset)
    {
        public ushort Method { get; set; }

        public uint Crc { get; set; }

        public uint Compressed { get; set; }

        public uint Size { get; set; }
    }

    /// <summary>A folder; <paramref name="path"/> ends with a slash.</summary>
    public void AddFolder(string path, uint dosTime) => Patch(Begin(path, true, dosTime));

    /// <summary>A file with the bytes of <paramref name="content"/> (seekable, from its position). <paramref name="store"/>: it is compressed already.</summary>
    public void AddFile(string path, Stream content, uint dosTime, bool store)
    {
        var entry = Begin(path, false, dosTime);
        var start = output.Position;
        var from = content.Position;
        entry.Method = (ushort)(store || content.Length - from == 0 ? 0 : 8);
        Copy(content, entry);
        if (entry.Method == 8 && output.Position - start >= entry.Size)
        {
            output.Position = start;
            output.SetLength(start);
            content.Position = from;
            (entry.Method, entry.Crc, entry.Size) = (0, 0, 0);
            Copy(content, entry);
        }

        entry.Compressed = (uint)(output.Position - start);
        Patch(entry);
    }

    /// <summary>Writes the directory. The last call.</summary>
    public void Finish()
    {
        var start = output.Position;
        Span<byte> header = stackalloc byte[46];
        foreach (var entry in _entries)
        {
            header.Clear();
            BinaryPrimitives.WriteUInt32LittleEndian(header, 0x02014b50);
            BinaryPrimitives.WriteUInt16LittleEndian(header[4..], Version);
            WriteShared(header[6..], entry);
            BinaryPrimitives.WriteUInt16LittleEndian(header[28..], (ushort)entry.Name.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(header[38..], entry.IsFolder ? 0x10u : 0);
            BinaryPrimitives.WriteUInt32LittleEndian(header[42..], entry.Offset);
            Write(header);
            Write(entry.Name);
        }

        Check();
        Span<byte> end = stackalloc byte[22];
        end.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(end, 0x06054b50);
        BinaryPrimitives.WriteUInt16LittleEndian(end[8..], (ushort)_entries.Count);
        BinaryPrimitives.WriteUInt16LittleEndian(end[10..], (ushort)_entries.Count);
        BinaryPrimitives.WriteUInt32LittleEndian(end[12..], (uint)(output.Position - start));
        BinaryPrimitives.WriteUInt32LittleEndian(end[16..], (uint)start);
        Write(end);
    }

    private Written Begin(string path, bool isFolder, uint dosTime)
    {
        Check();
        var entry = new Written(Encoding.UTF8.GetBytes(path), isFolder, IsDate(dosTime) ? dosTime : FirstDosTime, (uint)output.Position);
        _entries.Add(entry);
        Span<byte> header = stackalloc byte[LocalSize];
        header.Clear();
        Write(header);
        Write(entry.Name);
        return entry;
    }

    private void Copy(Stream content, Written entry)
    {
        var crc = default(Crc32);
        var size = 0L;
        var deflate = entry.Method == 8 ? new DeflateStream(output, CompressionLevel.Optimal, leaveOpen: true) : null;
        try
        {
            int count;
            while ((count = content.Read(_chunk)) > 0)
            {
                var bytes = _chunk.AsSpan(0, count);
                crc.Append(bytes);
                size += count;
                budget.ChargeBytes(count);
                (deflate ?? output).Write(bytes);
            }
        }
        finally
        {
            deflate?.Dispose();
        }

        if (size > uint.MaxValue)
        {
            throw new BudgetExceededException(Reason.Budget, "output");
        }

        (entry.Crc, entry.Size) = (crc.Value, (uint)size);
    }

    private void Patch(Written entry)
    {
        var end = output.Position;
        Span<byte> header = stackalloc byte[LocalSize];
        header.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0x04034b50);
        WriteShared(header[4..], entry);
        BinaryPrimitives.WriteUInt16LittleEndian(header[26..], (ushort)entry.Name.Length);
        output.Position = entry.Offset;
        output.Write(header);
        output.Position = end;
    }

    private static void WriteShared(Span<byte> header, Written entry)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(header, Version);
        BinaryPrimitives.WriteUInt16LittleEndian(header[2..], System.Text.Ascii.IsValid(entry.Name) ? (ushort)0 : Utf8Names);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], entry.Method);
        BinaryPrimitives.WriteUInt32LittleEndian(header[6..], entry.DosTime);
        BinaryPrimitives.WriteUInt32LittleEndian(header[10..], entry.Crc);
        BinaryPrimitives.WriteUInt32LittleEndian(header[14..], entry.Compressed);
        BinaryPrimitives.WriteUInt32LittleEndian(header[18..], entry.Size);
    }

    private static bool IsDate(uint dosTime)
    {
        var (date, time) = (dosTime >> 16, dosTime & 0xffff);
        return (date & 31) is > 0 && ((date >> 5) & 15) is >= 1 and <= 12 && (time >> 11) < 24 && ((time >> 5) & 63) < 60 && (time & 31) < 30;
    }

    private void Check()
    {
        if (output.Position > int.MaxValue || _entries.Count >= ushort.MaxValue)
        {
            throw new BudgetExceededException(Reason.Budget, "output");
        }
    }

    private void Write(ReadOnlySpan<byte> bytes) => output.Write(bytes);
}
