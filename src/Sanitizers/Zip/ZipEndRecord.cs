using System.Buffers.Binary;

namespace Mugai.Sanitizers.Zip;

/// <summary>
/// The end of central directory record and its zip64 twin (APPNOTE 4.3.14–4.3.16). The last signature in the file counts; one that does not
/// hold together is refused, because readers that search differently would find another directory there.
/// </summary>
internal readonly record struct ZipEndRecord(long DirectoryOffset, long DirectorySize, long EntryCount, long OffsetShift, long End, int CommentBytes)
{
    public const int Size = 22;
    private const int LocatorSize = 20;
    private const int Zip64Size = 56;
    private const uint Signature = 0x06054b50;
    private const uint LocatorSignature = 0x07064b50;
    private const uint Zip64Signature = 0x06064b50;

    /// <summary>Searches the last 64 KiB, as far as a comment can reach.</summary>
    public static ZipEndRecord? Find(Stream archive, out Reason reason)
    {
        reason = Reason.Corrupt;
        var length = archive.Length;
        var tail = new byte[(int)Math.Min(length, Size + LocatorSize + Zip64Size + 65_535)];
        if (tail.Length < Size || !ZipBytes.ReadAt(archive, length - tail.Length, tail))
        {
            return null;
        }

        for (var at = tail.Length - Size; at >= 0; at--)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at)) == Signature)
            {
                return Read(tail, at, length - tail.Length, length, out reason);
            }
        }

        return null;
    }

    /// <summary>
    /// The one record that a careful reader may take: the only one that ends the file, or, where bytes follow, the last one. Two that both end the
    /// file (one hidden in the comment of the other) show two archives to two programs.
    /// </summary>
    public static ZipEndRecord? FindOnly(Stream archive, out Reason reason, out string detail)
    {
        (reason, detail) = (Reason.Corrupt, "no usable end of central directory");
        var length = archive.Length;
        var tail = new byte[(int)Math.Min(length, Size + LocatorSize + Zip64Size + 65_535)];
        if (tail.Length < Size || !ZipBytes.ReadAt(archive, length - tail.Length, tail))
        {
            return null;
        }

        ZipEndRecord? last = null;
        ZipEndRecord? exact = null;
        var isLast = true;
        for (var at = tail.Length - Size; (at = tail.AsSpan(0, at + 4).LastIndexOf<byte>([(byte)'P', (byte)'K', 5, 6])) >= 0; at--)
        {
            var record = Read(tail, at, length - tail.Length, length, out var fault);
            if (record is { } found && found.End == length)
            {
                if (exact is not null)
                {
                    (reason, detail) = (Reason.Ambiguous, "two ends of central directory");
                    return null;
                }

                exact = found;
            }
            else if (isLast)
            {
                last = record;
                reason = fault;
            }

            isLast = false;
        }

        if (exact is null && last is null)
        {
            detail = reason == Reason.Unsupported ? "one of several volumes" : reason == Reason.Encrypted ? "encrypted directory" : detail;
        }

        return exact ?? last;
    }

    private static ZipEndRecord? Read(byte[] tail, int at, long tailOffset, long length, out Reason reason)
    {
        reason = Reason.Corrupt;
        var record = tail.AsSpan(at);
        var commentBytes = BinaryPrimitives.ReadUInt16LittleEndian(record[20..]);
        var position = tailOffset + at;
        var end = position + Size + commentBytes;
        if (end > length)
        {
            return null;
        }

        long onThisDisk = BinaryPrimitives.ReadUInt16LittleEndian(record[8..]);
        long entries = BinaryPrimitives.ReadUInt16LittleEndian(record[10..]);
        long size = BinaryPrimitives.ReadUInt32LittleEndian(record[12..]);
        long offset = BinaryPrimitives.ReadUInt32LittleEndian(record[16..]);
        var disks = BinaryPrimitives.ReadUInt32LittleEndian(record[4..]);
        var directoryEnd = position;
        var wantsZip64 = entries == 0xffff || size == 0xffffffff || offset == 0xffffffff;
        if (at >= LocatorSize && BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at - LocatorSize)) == LocatorSignature)
        {
            if (!ReadZip64(tail, at, tailOffset, ref entries, ref size, ref offset))
            {
                reason = EncryptsDirectory(tail, at, tailOffset) ? Reason.Encrypted : Reason.Ambiguous;
                return null;
            }

            onThisDisk = entries;
            directoryEnd = position - LocatorSize - Zip64Size;
        }
        else if (wantsZip64)
        {
            return null;
        }

        if ((disks != 0 && disks != 0xffffffff) || onThisDisk != entries)
        {
            reason = Reason.Unsupported;
            return null;
        }

        // Everything before the directory may be shifted by a stub; the directory itself ends where the end record begins.
        var start = directoryEnd - size;
        if (size < 0 || offset < 0 || entries < 0 || start < 0 || start < offset)
        {
            return null;
        }

        return new ZipEndRecord(start, size, entries, start - offset, end, commentBytes);
    }

    // A directory that is encrypted has a longer record in front of it, of version 6.2 (APPNOTE 7.3.4): not even the names can be read.
    private static bool EncryptsDirectory(byte[] tail, int at, long tailOffset)
    {
        const int NeedsEncryptedDirectory = 62;
        var start = BinaryPrimitives.ReadInt64LittleEndian(tail.AsSpan(at - LocatorSize + 8)) - tailOffset;
        return start >= 0 && start <= at - LocatorSize - Zip64Size && BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan((int)start)) == Zip64Signature
            && BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan((int)start + 14)) >= NeedsEncryptedDirectory;
    }

    private static bool ReadZip64(byte[] tail, int at, long tailOffset, ref long entries, ref long size, ref long offset)
    {
        var start = at - LocatorSize - Zip64Size;
        if (start < 0)
        {
            return false;
        }

        var record = tail.AsSpan(start, Zip64Size);
        if (BinaryPrimitives.ReadUInt32LittleEndian(record) != Zip64Signature
            || BinaryPrimitives.ReadInt64LittleEndian(record[4..]) != Zip64Size - 12
            || BinaryPrimitives.ReadUInt64LittleEndian(record[16..]) != 0)
        {
            return false;
        }

        var onThisDisk = BinaryPrimitives.ReadInt64LittleEndian(record[24..]);
        var entries64 = BinaryPrimitives.ReadInt64LittleEndian(record[32..]);
        var size64 = BinaryPrimitives.ReadInt64LittleEndian(record[40..]);
        var offset64 = BinaryPrimitives.ReadInt64LittleEndian(record[48..]);
        var located = BinaryPrimitives.ReadInt64LittleEndian(tail.AsSpan(at - LocatorSize + 8));
        // The locator must point at this very record, shifted by the same stub as everything else.
        var agrees = onThisDisk == entries64
            && located >= 0 && tailOffset + start - located == tailOffset + start - size64 - offset64
            && (entries == 0xffff || entries == entries64)
            && (size == 0xffffffff || size == size64)
            && (offset == 0xffffffff || offset == offset64);
        (entries, size, offset) = (entries64, size64, offset64);
        return agrees;
    }
}

/// <summary>Exact reads at a place.</summary>
internal static class ZipBytes
{
    public static bool ReadAt(Stream archive, long offset, Span<byte> into)
    {
        if (offset < 0 || offset > archive.Length - into.Length)
        {
            return false;
        }

        archive.Position = offset;
        return archive.ReadAtLeast(into, into.Length, throwOnEndOfStream: false) == into.Length;
    }
}
