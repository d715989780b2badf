using System.Buffers;
using System.Buffers.Binary;
using Mugai.Sanitizers.Zip;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Archives.Reading;

/// <summary>
/// Reads the directory of an archive that somebody packed: generous in what programs really write (any charset of names, any method, encryption,
/// descriptors, zip64, bytes around the archive), never in what two programs could read differently. Where the central directory and a local header
/// disagree, entries overlap or one name is there twice, the archive is refused whole (APPNOTE 6.3.10; attacks: doubled names, hidden entries, overlapping bombs).
/// </summary>
public sealed class ZipArchiveReader
{
    private const uint CentralSignature = 0x02014b50;
    private const uint LocalSignature = 0x04034b50;
    private const int CentralSize = 46;
    private const int LocalSize = 30;
    private const ushort StrongOrMasked = 0x2040;
    private const ushort DecidingFlags = 0x2061;
    private const ushort AesMethod = 99;
    private const int LargestDescriptor = 24;

    private readonly Stream _archive;
    private readonly ArchiveLimits _limits;
    private readonly Budget _budget;
    private readonly List<ZipMember> _members = [];
    private bool _strong;

    private ZipArchiveReader(Stream archive, ArchiveLimits limits, Budget budget)
    {
        _archive = archive;
        _limits = limits;
        _budget = budget;
    }

    /// <summary>Reads the directory of <paramref name="archive"/> (seekable). Never throws on its content; may exceed <paramref name="budget"/>.</summary>
    public static ZipArchiveReading Read(Stream archive, ArchiveLimits limits, Budget budget) => new ZipArchiveReader(archive, limits, budget).Read();

    private ZipArchiveReading Read()
    {
        if (ZipEndRecord.FindOnly(_archive, out var reason, out var detail) is not { } end)
        {
            return ZipArchiveReading.Refused(reason, detail) with { IsVolume = reason == Reason.Unsupported };
        }

        if (end.EntryCount > _limits.MaxEntries || end.DirectorySize > _limits.MaxDirectoryBytes)
        {
            return ZipArchiveReading.Refused(Reason.Budget, "too many entries");
        }

        _budget.ChargeBytes(end.DirectorySize);
        _budget.ChargeObjects(end.EntryCount);
        var central = ArrayPool<byte>.Shared.Rent((int)Math.Max(end.DirectorySize, 1));
        try
        {
            var directory = central.AsSpan(0, (int)end.DirectorySize);
            return !ZipBytes.ReadAt(_archive, end.DirectoryOffset, directory) ? ZipArchiveReading.Refused(Reason.Corrupt, "central directory cut off")
                : ReadCentral(directory, end) ?? ConfirmLocal(end);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(central);
        }
    }

    private ZipArchiveReading? ReadCentral(ReadOnlySpan<byte> central, ZipEndRecord end)
    {
        while (central.Length > 0)
        {
            if (central.Length < CentralSize || BinaryPrimitives.ReadUInt32LittleEndian(central) != CentralSignature)
            {
                return ZipArchiveReading.Refused(Reason.Corrupt, "broken central directory");
            }

            var nameBytes = BinaryPrimitives.ReadUInt16LittleEndian(central[28..]);
            var extraBytes = BinaryPrimitives.ReadUInt16LittleEndian(central[30..]);
            var size = CentralSize + nameBytes + extraBytes + BinaryPrimitives.ReadUInt16LittleEndian(central[32..]);
            if (size > central.Length)
            {
                return ZipArchiveReading.Refused(Reason.Corrupt, "broken central directory");
            }

            var fault = AddMember(central[..size], central.Slice(CentralSize, nameBytes), ZipExtraFields.Parse(central.Slice(CentralSize + nameBytes, extraBytes)), end);
            if (fault is not null)
            {
                return fault;
            }

            central = central[size..];
        }

        return _members.Count == end.EntryCount ? null : ZipArchiveReading.Refused(Reason.Ambiguous, "entry count differs");
    }

    private ZipArchiveReading? AddMember(ReadOnlySpan<byte> header, ReadOnlySpan<byte> rawName, ZipExtraFields extra, ZipEndRecord end)
    {
        var flags = BinaryPrimitives.ReadUInt16LittleEndian(header[8..]);
        var method = BinaryPrimitives.ReadUInt16LittleEndian(header[10..]);
        _strong |= (flags & StrongOrMasked) != 0;
        long compressed = BinaryPrimitives.ReadUInt32LittleEndian(header[20..]);
        long declared = BinaryPrimitives.ReadUInt32LittleEndian(header[24..]);
        long offset = BinaryPrimitives.ReadUInt32LittleEndian(header[42..]);
        var disk = BinaryPrimitives.ReadUInt16LittleEndian(header[34..]);
        if (extra.IsAmbiguous)
        {
            return ZipArchiveReading.Refused(Reason.Ambiguous, "doubled extra field");
        }

        if (!extra.TryWiden(ref declared, ref compressed, ref offset))
        {
            return ZipArchiveReading.Refused(Reason.Corrupt, "broken zip64 field");
        }

        if (disk is not (0 or 0xffff))
        {
            return ZipArchiveReading.Refused(Reason.Unsupported, "one of several volumes") with { IsVolume = true };
        }

        offset += end.OffsetShift;
        if (offset < 0 || offset > end.DirectoryOffset - LocalSize || compressed > end.DirectoryOffset)
        {
            return ZipArchiveReading.Refused(Reason.Corrupt, "entry outside the archive");
        }

        var aes = method == AesMethod ? extra.Aes() : null;
        if (method == AesMethod && (aes is null || (flags & 1) == 0))
        {
            return ZipArchiveReading.Refused(Reason.Corrupt, "broken AES field");
        }

        if (method == 0 && (flags & 1) == 0 && compressed != declared)
        {
            return ZipArchiveReading.Refused(Reason.Ambiguous, "stored entry of two sizes");
        }

        var kind = KindOf(header, rawName);
        if (kind == MemberKind.Folder && declared != 0)
        {
            return ZipArchiveReading.Refused(Reason.Ambiguous, "folder with content");
        }

        _members.Add(new ZipMember
        {
            RawName = rawName.ToArray(),
            UnicodeName = extra.UnicodeNameFor(rawName),
            Kind = kind,
            Flags = flags,
            Method = aes?.Method ?? method,
            Aes = aes,
            Crc = BinaryPrimitives.ReadUInt32LittleEndian(header[16..]),
            Compressed = compressed,
            Declared = declared,
            Offset = offset,
            DosTime = BinaryPrimitives.ReadUInt32LittleEndian(header[12..]),
        });
        return null;
    }

    // Unix file types stand in the high half of the external attributes, whichever system the entry says it was made on.
    private static MemberKind KindOf(ReadOnlySpan<byte> header, ReadOnlySpan<byte> rawName)
    {
        var type = BinaryPrimitives.ReadUInt16LittleEndian(header[40..]) & 0xF000;
        if (type == 0xA000)
        {
            return MemberKind.Link;
        }

        // What was packed from a pipe says so, and is a file all the same.
        var isEmpty = BinaryPrimitives.ReadUInt32LittleEndian(header[24..]) == 0;
        if (header[5] is 3 or 19 && (type is 0x2000 or 0x6000 or 0xC000 || (type == 0x1000 && isEmpty)))
        {
            return MemberKind.Device;
        }

        return !rawName.IsEmpty && rawName[^1] == '/' ? MemberKind.Folder : MemberKind.File;
    }

    private ZipArchiveReading ConfirmLocal(ZipEndRecord end)
    {
        var order = _members.ToArray();
        Array.Sort(order, static (a, b) => a.Offset.CompareTo(b.Offset));
        var leading = order.Length > 0 ? order[0].Offset : end.DirectoryOffset;
        var hidden = 0L;
        var place = leading;
        ZipMember? before = null;
        foreach (var member in order)
        {
            if (member.Offset < place)
            {
                return ZipArchiveReading.Refused(Reason.Ambiguous, "overlapping entries");
            }

            if (!TrySkip(place, member.Offset, before, ref hidden))
            {
                return ZipArchiveReading.Refused(Reason.Ambiguous, "entries outside the directory");
            }

            if (ConfirmLocal(member) is { } fault)
            {
                return fault;
            }

            place = member.DataOffset + member.Compressed;
            before = member;
        }

        if (place > end.DirectoryOffset)
        {
            return ZipArchiveReading.Refused(Reason.Ambiguous, "overlapping entries");
        }

        if (!TrySkip(place, end.DirectoryOffset, before, ref hidden) || (leading > 0 && IsLocalHeader(0)))
        {
            return ZipArchiveReading.Refused(Reason.Ambiguous, "entries outside the directory");
        }

        return new ZipArchiveReading(_members, Reason.None, "")
        {
            LeadingBytes = leading,
            TrailingBytes = _archive.Length - end.End,
            HiddenBytes = hidden,
            CommentBytes = end.CommentBytes,
            HasStrongEncryption = _strong,
        };
    }

    private ZipArchiveReading? ConfirmLocal(ZipMember member)
    {
        Span<byte> local = stackalloc byte[LocalSize];
        if (!ZipBytes.ReadAt(_archive, member.Offset, local) || BinaryPrimitives.ReadUInt32LittleEndian(local) != LocalSignature)
        {
            return ZipArchiveReading.Refused(Reason.Corrupt, "no local header");
        }

        int nameBytes = BinaryPrimitives.ReadUInt16LittleEndian(local[26..]);
        int restBytes = nameBytes + BinaryPrimitives.ReadUInt16LittleEndian(local[28..]);
        var rented = restBytes > 512 ? ArrayPool<byte>.Shared.Rent(restBytes) : null;
        var rest = rented is null ? stackalloc byte[restBytes] : rented.AsSpan(0, restBytes);
        try
        {
            if (nameBytes != member.RawName.Length || !ZipBytes.ReadAt(_archive, member.Offset + LocalSize, rest) || !Agrees(member, local, rest, nameBytes))
            {
                return ZipArchiveReading.Refused(Reason.Ambiguous, "local header differs");
            }
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }

        member.DataOffset = member.Offset + LocalSize + restBytes;
        return null;
    }

    private static bool Agrees(ZipMember member, ReadOnlySpan<byte> local, ReadOnlySpan<byte> rest, int nameBytes)
    {
        var method = member.Aes is null ? member.Method : AesMethod;
        if (!rest[..nameBytes].SequenceEqual(member.RawName) || BinaryPrimitives.ReadUInt16LittleEndian(local[8..]) != method
            || ((BinaryPrimitives.ReadUInt16LittleEndian(local[6..]) ^ member.Flags) & DecidingFlags) != 0)
        {
            return false;
        }

        var crc = BinaryPrimitives.ReadUInt32LittleEndian(local[14..]);
        long compressed = BinaryPrimitives.ReadUInt32LittleEndian(local[18..]);
        long declared = BinaryPrimitives.ReadUInt32LittleEndian(local[22..]);
        long offset = 0;
        var extra = ZipExtraFields.Parse(rest[nameBytes..]);
        if (!extra.TryWiden(ref declared, ref compressed, ref offset) || extra.IsAmbiguous || (member.Aes is not null && extra.Aes() != member.Aes))
        {
            return false;
        }

        if (member.HasDescriptor || (BinaryPrimitives.ReadUInt16LittleEndian(local[6..]) & 8) != 0)
        {
            // The true numbers follow the data; here they are zero, unless the program knew them beforehand.
            return (crc == 0 || crc == member.Crc) && (compressed == 0 || compressed == member.Compressed) && (declared == 0 || declared == member.Declared);
        }

        return crc == member.Crc && compressed == member.Compressed && declared == member.Declared;
    }

    // A gap is harmless filler unless an entry begins in it: a program that reads from the front would find it.
    private bool TrySkip(long from, long to, ZipMember? before, ref long hidden)
    {
        var gap = to - from;
        if (gap <= 0)
        {
            return true;
        }

        if (before is { HasDescriptor: true } && gap <= LargestDescriptor)
        {
            return true;
        }

        hidden += gap;
        return before is null || !(IsLocalHeader(from) || (before.HasDescriptor && (IsLocalHeader(from + 12) || IsLocalHeader(from + 16) || IsLocalHeader(from + 20) || IsLocalHeader(from + 24))));
    }

    private bool IsLocalHeader(long offset)
    {
        Span<byte> mark = stackalloc byte[4];
        return ZipBytes.ReadAt(_archive, offset, mark) && BinaryPrimitives.ReadUInt32LittleEndian(mark) == LocalSignature;
    }
}
