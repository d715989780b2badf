using System.Buffers.Binary;
using System.Text;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Zip;

/// <summary>
/// Reads a central directory the strict way: one directory that ends the file, every entry confirmed by its local header, no two
/// entries of one name, none that overlap, none encrypted, none that travels. Whatever two unzip programs could read differently is refused
/// (APPNOTE 6.3.10; attacks: doubled names, directory against local header, overlapping bombs, zip slip).
/// </summary>
public sealed class ZipDirectoryReader
{
    private const uint CentralSignature = 0x02014b50;
    private const uint LocalSignature = 0x04034b50;
    private const int CentralSize = 46;
    private const int LocalSize = 30;
    private const ushort Encrypted = 0x0001;
    private const ushort HasDescriptor = 0x0008;
    private const ushort StrongOrMasked = 0x2040;
    private const ushort PatchData = 0x0020;
    private const int LargestDescriptor = 24;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private readonly Stream _archive;
    private readonly ZipLimits _limits;
    private readonly Budget _budget;
    private readonly List<Record> _records = [];

    private ZipDirectoryReader(Stream archive, ZipLimits limits, Budget budget)
    {
        _archive = archive;
        _limits = limits;
        _budget = budget;
    }

    /// <summary>Reads the directory of <paramref name="archive"/> (seekable). Never throws on its content; may exceed <paramref name="budget"/>.</summary>
    public static ZipReading Read(Stream archive, ZipLimits limits, Budget budget) => new ZipDirectoryReader(archive, limits, budget).Read();

    private ZipReading Read()
    {
        if (ZipEndRecord.Find(_archive, out var reason) is not { } end)
        {
            return ZipReading.Refused(reason, "no usable end of central directory");
        }

        if (end.EntryCount > _limits.MaxEntries || end.DirectorySize > _limits.MaxDirectoryBytes)
        {
            return ZipReading.Refused(Reason.Budget, "too many entries");
        }

        _budget.ChargeBytes(end.DirectorySize);
        _budget.ChargeObjects(end.EntryCount);
        var central = new byte[(int)end.DirectorySize];
        if (!ZipBytes.ReadAt(_archive, end.DirectoryOffset, central))
        {
            return ZipReading.Refused(Reason.Corrupt, "central directory cut off");
        }

        if (ReadCentral(central, end) is { } refused)
        {
            return refused;
        }

        return ConfirmLocal(end);
    }

    private ZipReading? ReadCentral(ReadOnlySpan<byte> central, ZipEndRecord end)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        while (central.Length > 0)
        {
            if (central.Length < CentralSize || BinaryPrimitives.ReadUInt32LittleEndian(central) != CentralSignature)
            {
                return ZipReading.Refused(Reason.Corrupt, "broken central directory");
            }

            var nameBytes = BinaryPrimitives.ReadUInt16LittleEndian(central[28..]);
            var extraBytes = BinaryPrimitives.ReadUInt16LittleEndian(central[30..]);
            var commentBytes = BinaryPrimitives.ReadUInt16LittleEndian(central[32..]);
            var size = CentralSize + nameBytes + extraBytes + commentBytes;
            if (size > central.Length || nameBytes == 0 || nameBytes > _limits.MaxNameBytes)
            {
                return ZipReading.Refused(Reason.Corrupt, "broken central directory");
            }

            if (AddRecord(central[..size], nameBytes, extraBytes, names, end) is { } refused)
            {
                return refused;
            }

            central = central[size..];
        }

        return _records.Count == end.EntryCount ? null : ZipReading.Refused(Reason.Ambiguous, "entry count differs");
    }

    private ZipReading? AddRecord(ReadOnlySpan<byte> header, int nameBytes, int extraBytes, HashSet<string> names, ZipEndRecord end)
    {
        var flags = BinaryPrimitives.ReadUInt16LittleEndian(header[8..]);
        var method = BinaryPrimitives.ReadUInt16LittleEndian(header[10..]);
        if ((flags & (Encrypted | StrongOrMasked)) != 0)
        {
            return ZipReading.Refused(Reason.Encrypted, "encrypted entry");
        }

        if ((flags & PatchData) != 0 || method is not (0 or 8))
        {
            return ZipReading.Refused(Reason.Unsupported, "compression method");
        }

        var rawName = header.Slice(CentralSize, nameBytes);
        var name = DecodeName(rawName);
        if (!IsPlainPath(name) || IsLink(header))
        {
            return ZipReading.Refused(Reason.Ambiguous, "entry path");
        }

        if (!names.Add(name.TrimEnd('/')))
        {
            return ZipReading.Refused(Reason.Ambiguous, "two entries of one name");
        }

        long compressed = BinaryPrimitives.ReadUInt32LittleEndian(header[20..]);
        long declared = BinaryPrimitives.ReadUInt32LittleEndian(header[24..]);
        long offset = BinaryPrimitives.ReadUInt32LittleEndian(header[42..]);
        uint disk = BinaryPrimitives.ReadUInt16LittleEndian(header[34..]);
        if (!ReadZip64Extra(header.Slice(CentralSize + nameBytes, extraBytes), ref declared, ref compressed, ref offset) || (disk != 0 && disk != 0xffff))
        {
            return ZipReading.Refused(Reason.Corrupt, "broken zip64 field");
        }

        offset += end.OffsetShift;
        if (compressed < 0 || declared < 0 || offset < 0 || offset > end.DirectoryOffset - LocalSize || compressed > end.DirectoryOffset
            || (method == 0 && compressed != declared))
        {
            return ZipReading.Refused(Reason.Corrupt, "entry outside the archive");
        }

        var crc = BinaryPrimitives.ReadUInt32LittleEndian(header[16..]);
        _records.Add(new Record(name, rawName.ToArray(), flags, method, crc, compressed, declared, offset));
        return null;
    }

    private ZipReading ConfirmLocal(ZipEndRecord end)
    {
        var order = new Record[_records.Count];
        _records.CopyTo(order);
        Array.Sort(order, static (a, b) => a.Offset.CompareTo(b.Offset));
        var leading = order.Length > 0 ? order[0].Offset : end.DirectoryOffset;
        var hidden = 0L;
        var place = leading;
        Span<byte> local = stackalloc byte[LocalSize];
        Record? before = null;
        foreach (var record in order)
        {
            if (record.Offset < place)
            {
                return ZipReading.Refused(Reason.Ambiguous, "overlapping entries");
            }

            hidden += Hidden(record.Offset - place, before);
            if (!ZipBytes.ReadAt(_archive, record.Offset, local) || BinaryPrimitives.ReadUInt32LittleEndian(local) != LocalSignature)
            {
                return ZipReading.Refused(Reason.Corrupt, "no local header");
            }

            int nameBytes = BinaryPrimitives.ReadUInt16LittleEndian(local[26..]);
            int extraBytes = BinaryPrimitives.ReadUInt16LittleEndian(local[28..]);
            var rest = new byte[nameBytes + extraBytes];
            if (nameBytes != record.RawName.Length || !ZipBytes.ReadAt(_archive, record.Offset + LocalSize, rest) || !Agrees(record, local, rest, nameBytes))
            {
                return ZipReading.Refused(Reason.Ambiguous, "local header differs");
            }

            record.DataOffset = record.Offset + LocalSize + rest.Length;
            place = record.DataOffset + record.Compressed;
            before = record;
        }

        if (place > end.DirectoryOffset)
        {
            return ZipReading.Refused(Reason.Ambiguous, "overlapping entries");
        }

        hidden += Hidden(end.DirectoryOffset - place, before);
        return new ZipReading(
            new ZipDirectory(_records.ConvertAll(static r => r.ToEntry()), leading, _archive.Length - end.End, hidden, end.CommentBytes), Reason.None, "");
    }

    private static long Hidden(long gap, Record? before) =>
        gap <= 0 || (before is not null && (before.Flags & HasDescriptor) != 0 && gap <= LargestDescriptor) ? 0 : gap;

    private static bool Agrees(Record record, ReadOnlySpan<byte> local, ReadOnlySpan<byte> rest, int nameBytes)
    {
        if (!rest[..nameBytes].SequenceEqual(record.RawName)
            || BinaryPrimitives.ReadUInt16LittleEndian(local[8..]) != record.Method
            || ((BinaryPrimitives.ReadUInt16LittleEndian(local[6..]) ^ record.Flags) & (Encrypted | StrongOrMasked | PatchData)) != 0)
        {
            return false;
        }

        var crc = BinaryPrimitives.ReadUInt32LittleEndian(local[14..]);
        long compressed = BinaryPrimitives.ReadUInt32LittleEndian(local[18..]);
        long declared = BinaryPrimitives.ReadUInt32LittleEndian(local[22..]);
        long offset = 0;
        if (!ReadZip64Extra(rest[nameBytes..], ref declared, ref compressed, ref offset))
        {
            return false;
        }

        if ((record.Flags & HasDescriptor) != 0 || (BinaryPrimitives.ReadUInt16LittleEndian(local[6..]) & HasDescriptor) != 0)
        {
            // The true numbers follow the data; here they are zero, unless the program knew them beforehand.
            return (crc == 0 || crc == record.Crc) && (compressed == 0 || compressed == record.Compressed) && (declared == 0 || declared == record.Declared);
        }

        return crc == record.Crc && compressed == record.Compressed && declared == record.Declared;
    }

    private static bool ReadZip64Extra(ReadOnlySpan<byte> extra, ref long declared, ref long compressed, ref long offset)
    {
        while (extra.Length >= 4)
        {
            var id = BinaryPrimitives.ReadUInt16LittleEndian(extra);
            var size = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            if (size > extra.Length - 4)
            {
                break;
            }

            if (id == 1)
            {
                var field = extra.Slice(4, size);
                return TakeLong(ref field, ref declared) && TakeLong(ref field, ref compressed) && TakeLong(ref field, ref offset);
            }

            extra = extra[(4 + size)..];
        }

        return declared != 0xffffffff && compressed != 0xffffffff && offset != 0xffffffff;
    }

    private static bool TakeLong(ref ReadOnlySpan<byte> field, ref long value)
    {
        if (value != 0xffffffff)
        {
            return true;
        }

        if (field.Length < 8)
        {
            return false;
        }

        value = BinaryPrimitives.ReadInt64LittleEndian(field);
        field = field[8..];
        return value >= 0;
    }

    private static string DecodeName(ReadOnlySpan<byte> raw)
    {
        string name;
        try
        {
            name = StrictUtf8.GetString(raw);
        }
        catch (DecoderFallbackException)
        {
            name = Encoding.Latin1.GetString(raw);
        }

        return name.Replace('\\', '/');
    }

    private static bool IsPlainPath(string name)
    {
        var rest = name.AsSpan();
        if (rest.EndsWith("/"))
        {
            rest = rest[..^1];
        }

        foreach (var range in rest.Split('/'))
        {
            var segment = rest[range];
            if (segment.IsEmpty || segment is "." or ".." || segment.ContainsAnyInRange('\0', '\x1f') || segment.ContainsAny(':', '\x7f'))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsLink(ReadOnlySpan<byte> header) =>
        (BinaryPrimitives.ReadUInt16LittleEndian(header[40..]) & 0xF000) == 0xA000 && header[5] == 3;

    private sealed class Record(string name, byte[] rawName, ushort flags, ushort method, uint crc, long compressed, long declared, long offset)
    {
        public byte[] RawName => rawName;

        public ushort Flags => flags;

        public ushort Method => method;

        public uint Crc => crc;

        public long Compressed => compressed;

        public long Declared => declared;

        public long Offset => offset;

        public long DataOffset { get; set; }

        public ZipEntry ToEntry() => new(name, method, crc, compressed, declared, DataOffset);
    }
}
