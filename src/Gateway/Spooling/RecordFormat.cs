using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using Mugai.Spooling;

namespace Mugai.Gateway.Spooling;

/// <summary>What a record holds. Stored, never reused.</summary>
internal enum RecordKind : byte
{
    Original = 1,
    Output = 2,
}

/// <summary>
/// The frame of a record, the same in a segment file and (later) as an object of its own:
/// <code>
/// header  64: magic "MGR1" · kind 1 · zero 1 · group 2 · message id 16 · salt 16 · plain length 8 · payload length 8 · zero 4 · CRC-32C of the header 4
/// payload   : chunks of 64 KiB (65,520 bytes of ciphertext and a tag), the last one shorter, at least one
/// trailer 16: magic "MGE1" · CRC-32C of the payload 4 · payload length 8
/// </code>
/// Numbers are big-endian. A record whose writing was interrupted lacks its END trailer or its header and so proves itself incomplete
/// (as a Postfix queue file does by its END record). The CRCs find tears without a key; tampering is found by the tags.
/// </summary>
internal static class RecordFormat
{
    public const int HeaderBytes = 64;
    public const int TrailerBytes = 16;
    public const int SaltBytes = 16;
    public const int TagBytes = 16;

    /// <summary>A sealed chunk is 64 KiB with its tag, so that it fits a pooled buffer exactly.</summary>
    public const int ChunkBytes = 64 * 1024;

    public const int ChunkPlainBytes = ChunkBytes - TagBytes;

    private const uint HeaderMagic = 0x4D475231; // MGR1
    private const uint TrailerMagic = 0x4D474531; // MGE1

    /// <summary>Bytes of payload for a content; an empty one still has its one (authenticated) chunk.</summary>
    public static long PayloadLength(long plainLength) =>
        plainLength + (Math.Max(1, (plainLength + ChunkPlainBytes - 1) / ChunkPlainBytes) * TagBytes);

    /// <summary>Bytes of a whole record.</summary>
    public static long RecordLength(long plainLength) => HeaderBytes + PayloadLength(plainLength) + TrailerBytes;

    public static void WriteHeader(Span<byte> target, in RecordHeader header)
    {
        target[..HeaderBytes].Clear();
        BinaryPrimitives.WriteUInt32BigEndian(target, HeaderMagic);
        target[4] = (byte)header.Kind;
        BinaryPrimitives.WriteUInt16BigEndian(target[6..], checked((ushort)header.Group));
        BinaryPrimitives.WriteUInt128BigEndian(target[8..], header.Message.Value);
        header.Salt.Span.CopyTo(target[24..]);
        BinaryPrimitives.WriteInt64BigEndian(target[40..], header.PlainLength);
        BinaryPrimitives.WriteInt64BigEndian(target[48..], PayloadLength(header.PlainLength));
        BinaryPrimitives.WriteUInt32BigEndian(target[60..], Crc(0, target[..60]));
    }

    /// <summary>False when these bytes are not a whole, self-consistent header.</summary>
    public static bool TryReadHeader(ReadOnlySpan<byte> source, out RecordHeader header)
    {
        header = default;
        if (source.Length < HeaderBytes
            || BinaryPrimitives.ReadUInt32BigEndian(source) != HeaderMagic
            || BinaryPrimitives.ReadUInt32BigEndian(source[60..]) != Crc(0, source[..60])
            || (RecordKind)source[4] is not (RecordKind.Original or RecordKind.Output))
        {
            return false;
        }

        var plainLength = BinaryPrimitives.ReadInt64BigEndian(source[40..]);
        if (plainLength is < 0 or > long.MaxValue / 2 || BinaryPrimitives.ReadInt64BigEndian(source[48..]) != PayloadLength(plainLength))
        {
            return false;
        }

        header = new RecordHeader(
            (RecordKind)source[4],
            BinaryPrimitives.ReadUInt16BigEndian(source[6..]),
            new MessageId(BinaryPrimitives.ReadUInt128BigEndian(source[8..])),
            source.Slice(24, SaltBytes).ToArray(),
            plainLength);
        return true;
    }

    public static void WriteTrailer(Span<byte> target, uint payloadCrc, long payloadLength)
    {
        BinaryPrimitives.WriteUInt32BigEndian(target, TrailerMagic);
        BinaryPrimitives.WriteUInt32BigEndian(target[4..], payloadCrc);
        BinaryPrimitives.WriteInt64BigEndian(target[8..], payloadLength);
    }

    /// <summary>False when these bytes are not the END of a payload of that length and sum.</summary>
    public static bool IsTrailer(ReadOnlySpan<byte> source, uint payloadCrc, long payloadLength) =>
        source.Length >= TrailerBytes
        && BinaryPrimitives.ReadUInt32BigEndian(source) == TrailerMagic
        && BinaryPrimitives.ReadUInt32BigEndian(source[4..]) == payloadCrc
        && BinaryPrimitives.ReadInt64BigEndian(source[8..]) == payloadLength;

    /// <summary>CRC-32C (Castagnoli, RFC 3720 B.4) without the final inversion, so that it can be continued piece by piece.</summary>
    public static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
        {
            crc = BitOperations.Crc32C(crc, word);
        }

        foreach (var rest in bytes[(words.Length * sizeof(ulong))..])
        {
            crc = BitOperations.Crc32C(crc, rest);
        }

        return crc;
    }
}

/// <summary>What a record's header says.</summary>
internal readonly record struct RecordHeader(RecordKind Kind, int Group, MessageId Message, ReadOnlyMemory<byte> Salt, long PlainLength);
