using System.Buffers.Binary;

namespace Mugai.Sanitizers.Media.Frames;

/// <summary>Lengths of the tags that stand before, between and behind the frames: ID3v1, ID3v2, APE.</summary>
internal static class AudioTags
{
    /// <summary>The length of the tag at <paramref name="at"/>; 0 when there is none.</summary>
    public static long LengthAt(ByteWindow window, long at)
    {
        var head = window.At(at, 32);
        if (head.Length < 3)
        {
            return 0;
        }

        var length = head[0] switch
        {
            (byte)'I' when head.Length >= 10 && head.StartsWith("ID3"u8) => Id3(head),
            (byte)'3' when head.Length >= 10 && head.StartsWith("3DI"u8) => 10,
            (byte)'T' when head.StartsWith("TAG+"u8) => 227,
            (byte)'T' when head.StartsWith("TAG"u8) => 128,
            (byte)'A' when head.Length >= 32 && head.StartsWith("APETAGEX"u8) => Ape(head),
            _ => 0,
        };

        // A length that leads out of the file is a lie; the header alone is skipped and what follows is judged by itself.
        return at + length <= window.Length ? length : Math.Min(10, window.Length - at);
    }

    // ID3v2.4 3.1: the size is four times seven bits, without the header; flag 0x10 says that a footer follows.
    private static long Id3(ReadOnlySpan<byte> head) =>
        head[3] == 0xFF || head[4] == 0xFF || ((head[6] | head[7] | head[8] | head[9]) & 0x80) != 0 ? 0
        : 10L + ((head[6] << 21) | (head[7] << 14) | (head[8] << 7) | head[9]) + ((head[5] & 0x10) != 0 ? 10 : 0);

    // APEv2: the size counts items and footer; flag bit 29 tells the header from the footer.
    private static long Ape(ReadOnlySpan<byte> head) =>
        (BinaryPrimitives.ReadUInt32LittleEndian(head[20..]) & 0x2000_0000) != 0 ? 32L + BinaryPrimitives.ReadUInt32LittleEndian(head[12..]) : 32;
}
