using System.Buffers.Binary;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ichitaro;

/// <summary>A compressed document: a stream with a mark of its own and one LHA member (-lh5-), which is the compound file of the document.</summary>
internal static class CompressedDocument
{
    public const string Name = "JSCompDocument";

    // Size of the header, checksum, method; sizes at 7 and 11, level at 20, CRC at 21 (level 2) or behind the name.
    private const int HeadBytes = 22;
    private const int MaxHeaderBytes = 4_096;

    // A document of pages and tables; beyond that it is a bomb.
    private const long MaxBytes = 1L << 30;

    public static Reason Unpack(Stream packed, Stream output, Budget budget)
    {
        var head = new byte[(int)Math.Min(packed.Length, MaxHeaderBytes)];
        packed.Position = 0;
        packed.ReadExactly(head);
        if (head.Length < 64 || !head.AsSpan(2).StartsWith("JustCompressedDocument"u8))
        {
            return Reason.Unsupported;
        }

        int start = BinaryPrimitives.ReadUInt16LittleEndian(head);
        if (start < 24 || start + HeadBytes > head.Length || !head.AsSpan(start + 2).StartsWith("-lh5-"u8))
        {
            return Reason.Unsupported;
        }

        var member = head.AsSpan(start);
        var (size, level) = (BinaryPrimitives.ReadUInt32LittleEndian(member[11..]), member[20]);
        if (DataStart(member, level) is not { } place || size > MaxBytes)
        {
            return size > MaxBytes ? Reason.Budget : Reason.Corrupt;
        }

        packed.Position = start + place.Data;
        return new Lh5Decoder(packed, budget).Decode(size, output) is { } crc && crc == place.Crc ? Reason.None : Reason.Corrupt;
    }

    private static (int Data, ushort Crc)? DataStart(ReadOnlySpan<byte> member, byte level)
    {
        switch (level)
        {
            case 0 or 1 when member.Length > HeadBytes && HeadBytes + member[21] + 2 <= member.Length:
                var crc = BinaryPrimitives.ReadUInt16LittleEndian(member[(HeadBytes + member[21])..]);
                var end = 2 + member[0];
                return level == 0 ? (end, crc) : Extended(member, end, crc);
            case 2 when member.Length >= 26:
                return (BinaryPrimitives.ReadUInt16LittleEndian(member), BinaryPrimitives.ReadUInt16LittleEndian(member[21..]));
            default:
                return null;
        }
    }

    // Level 1: headers behind the first, each of which says at its end how long the next is.
    private static (int Data, ushort Crc)? Extended(ReadOnlySpan<byte> member, int end, ushort crc)
    {
        while (end >= 2 && end <= member.Length)
        {
            int next = BinaryPrimitives.ReadUInt16LittleEndian(member[(end - 2)..]);
            if (next == 0)
            {
                return (end, crc);
            }

            if (next < 3)
            {
                return null;
            }

            end += next;
        }

        return null;
    }
}
