using System.Buffers.Binary;

namespace Mugai.Sanitizers.Pdf.Fonts;

/// <summary>The cmap table: subtables of formats that readers of PDF use, each inside the table.</summary>
internal static class CmapTable
{
    private const int MaxSubtables = 64;

    /// <summary>The new table; <paramref name="dropped"/> counts subtables that were not taken over.</summary>
    public static byte[] Rebuild(ReadOnlyMemory<byte> table, out int dropped)
    {
        dropped = 0;
        var span = table.Span;
        int count = span.Length < 4 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(span[2..]);
        var kept = new List<(uint Key, long Offset, int Length)>();
        for (var i = 0; i < Math.Min(count, MaxSubtables) && 4 + (8 * (i + 1)) <= span.Length; i++)
        {
            var entry = span.Slice(4 + (8 * i), 8);
            long offset = BinaryPrimitives.ReadUInt32BigEndian(entry[4..]);
            if (Length(span, offset) is > 0 and var length)
            {
                kept.Add((BinaryPrimitives.ReadUInt32BigEndian(entry), offset, length));
            }
            else
            {
                dropped++;
            }
        }

        return Write(span, kept);
    }

    // 0 when the subtable is of another format or not inside the table.
    private static int Length(ReadOnlySpan<byte> table, long offset)
    {
        if (offset > table.Length - 8)
        {
            return 0;
        }

        var rest = table[(int)offset..];
        var format = BinaryPrimitives.ReadUInt16BigEndian(rest);
        var length = format switch
        {
            0 or 2 or 4 or 6 => BinaryPrimitives.ReadUInt16BigEndian(rest[2..]),
            8 or 10 or 12 or 13 => BinaryPrimitives.ReadUInt32BigEndian(rest[4..]),
            _ => 0u,
        };

        // Format 4 of more than 64 KB tells its length modulo 65,536, and some writers tell too much: what there is counts.
        return format == 4 && length >= 14 ? (int)Math.Min(length, rest.Length) : length >= 8 && length <= rest.Length ? (int)length : 0;
    }

    private static byte[] Write(ReadOnlySpan<byte> table, List<(uint Key, long Offset, int Length)> kept)
    {
        // Entries often share one subtable.
        var places = new Dictionary<long, int>();
        var at = 4 + (8 * kept.Count);
        foreach (var (_, offset, length) in kept)
        {
            if (places.TryAdd(offset, at))
            {
                at += (length + 1) & ~1;
            }
        }

        var written = new byte[at];
        BinaryPrimitives.WriteUInt16BigEndian(written.AsSpan(2), (ushort)kept.Count);
        var entry = 4;
        foreach (var (key, offset, length) in kept)
        {
            BinaryPrimitives.WriteUInt32BigEndian(written.AsSpan(entry), key);
            BinaryPrimitives.WriteInt32BigEndian(written.AsSpan(entry + 4), places[offset]);
            table.Slice((int)offset, length).CopyTo(written.AsSpan(places[offset]));
            entry += 8;
        }

        return written;
    }
}
