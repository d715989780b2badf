using System.Buffers;
using System.Buffers.Binary;
using Mugai.Sanitizers.Archives.Reading;
using Mugai.Sanitizers.Zip;

namespace Mugai.Sanitizers.Archives.Native;

/// <summary>
/// Reads what a native worker says it unpacked (<see cref="UnpackedWriter"/>) and believes nothing: every byte must belong to exactly one entry, the index or
/// the footer, and every value must be one that may stand there.
/// </summary>
public static class UnpackedReader
{
    /// <summary>The entries in their order; null when <paramref name="unpacked"/> (seekable) is not what the step writes. Never throws on its content.</summary>
    public static IReadOnlyList<UnpackedEntry>? Read(Stream unpacked, ArchiveLimits limits)
    {
        Span<byte> footer = stackalloc byte[UnpackedWriter.FooterBytes];
        if (!ZipBytes.ReadAt(unpacked, unpacked.Length - footer.Length, footer) || BinaryPrimitives.ReadUInt32LittleEndian(footer[12..]) != UnpackedWriter.Magic)
        {
            return null;
        }

        var start = BinaryPrimitives.ReadInt64LittleEndian(footer);
        var count = BinaryPrimitives.ReadInt32LittleEndian(footer[8..]);
        var length = unpacked.Length - footer.Length - start;
        if (count < 0 || count > limits.MaxEntries || start < 0 || length < (long)count * UnpackedWriter.FixedBytes
            || length > (long)count * (UnpackedWriter.FixedBytes + UnpackedWriter.MaxNameBytes))
        {
            return null;
        }

        var index = ArrayPool<byte>.Shared.Rent((int)Math.Max(length, 1));
        try
        {
            return ZipBytes.ReadAt(unpacked, start, index.AsSpan(0, (int)length)) ? Parse(index.AsSpan(0, (int)length), count, start) : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(index);
        }
    }

    private static List<UnpackedEntry>? Parse(ReadOnlySpan<byte> index, int count, long total)
    {
        var entries = new List<UnpackedEntry>(count);
        var offset = 0L;
        for (var i = 0; i < count; i++)
        {
            if (index.Length < UnpackedWriter.FixedBytes)
            {
                return null;
            }

            var nameBytes = BinaryPrimitives.ReadUInt16LittleEndian(index[3..]);
            var size = BinaryPrimitives.ReadInt64LittleEndian(index[13..]);
            if (index[0] > (byte)MemberKind.Device || index[1] > (byte)Reason.Unsupported || index[2] > 1 || nameBytes > UnpackedWriter.MaxNameBytes
                || index.Length < UnpackedWriter.FixedBytes + nameBytes || size < 0 || size > total - offset)
            {
                return null;
            }

            entries.Add(new UnpackedEntry(
                (MemberKind)index[0], (Reason)index[1], index.Slice(UnpackedWriter.FixedBytes, nameBytes).ToArray(),
                index[2] == 1 ? BinaryPrimitives.ReadInt64LittleEndian(index[5..]) : null, offset, size));
            offset += size;
            index = index[(UnpackedWriter.FixedBytes + nameBytes)..];
        }

        return index.IsEmpty && offset == total ? entries : null;
    }
}
