using static Mugai.Testing.Media.MediaSamples;

namespace Mugai.Testing.Media;

/// <summary>Small files of FLAC and Ogg with right checksums.</summary>
internal static class StreamSamples
{
    public static byte[] Flac(int frames = 4, params byte[][] blocks)
    {
        byte[] info = [0, 192, 0, 192, 0, 0, 0, 0, 0, 0, 0x0A, 0xC4, 0x40, 0xF0, 0, 0, 3, 0, .. Ascii("digest-of-sounds")];
        return Join([Ascii("fLaC"), [(byte)(blocks.Length == 0 ? 0x80 : 0), 0, 0, 34], info, .. blocks, .. Enumerable.Range(0, frames).Select(FlacFrame)]);
    }

    public static byte[] FlacBlock(byte typeAndLast, params byte[][] parts)
    {
        var body = Join(parts);
        return [typeAndLast, (byte)(body.Length >> 16), (byte)(body.Length >> 8), (byte)body.Length, .. body];
    }

    /// <summary>192 samples, mono, 16 bits, all of one value.</summary>
    public static byte[] FlacFrame(int number)
    {
        byte[] header = [0xFF, 0xF8, 0x19, 0x08, (byte)number];
        byte[] frame = [.. header, (byte)Crc(header, 0x07, 8), 0, 0x12, (byte)(number * 5)];
        var crc = Crc(frame, 0x8005, 16);
        return [.. frame, (byte)(crc >> 8), (byte)crc];
    }

    public static byte[] Vorbis(byte[]? comment = null, uint serial = 77) => Join(
        Page(2, 0, 0, serial, VorbisHead),
        Page(0, 0, 1, serial, comment ?? [3, .. Ascii("vorbis"), 6, 0, 0, 0, .. Ascii("vendor"), 1, 0, 0, 0, 8, 0, 0, 0, .. Ascii("T=secret"), 1], [5, .. Ascii("vorbis-code-books")]),
        Page(0, 500, 2, serial, Ascii("sound-one"), Ascii("sound-two")),
        Page(4, 900, 3, serial, Ascii("sound-three")));

    public static byte[] VorbisHead { get; } = [1, .. Ascii("vorbis"), 0, 0, 0, 0, 1, 0x44, 0xAC, 0, 0, .. Silence(12), 0xB8, 1];

    public static byte[] Opus(byte[] tags) => Join(
        Page(2, 0, 0, 5, [.. Ascii("OpusHead"), 1, 1, 0, 0, 0x80, 0xBB, 0, 0, 0, 0, 0]),
        Page(0, 0, 1, 5, [.. Ascii("OpusTags"), .. tags]),
        Page(4, 960, 9, 5, Ascii("sound-of-opus")));

    /// <summary>A page that holds whole packets.</summary>
    public static byte[] Page(byte flags, long granule, uint number, uint serial, params byte[][] packets)
    {
        byte[] lacing = [.. packets.SelectMany(packet => Enumerable.Repeat((byte)255, packet.Length / 255).Append((byte)(packet.Length % 255)))];
        return Sealed(flags, granule, number, serial, lacing, Join(packets));
    }

    /// <summary>A page of 255 full segments, whose packet goes on.</summary>
    public static byte[] OpenPage(byte[] body) => Sealed(0, -1, 1, 5, [.. Enumerable.Repeat((byte)255, 255)], body);

    private static byte[] Sealed(byte flags, long granule, uint number, uint serial, byte[] lacing, byte[] body)
    {
        byte[] page = [.. Ascii("OggS"), 0, flags, .. BitConverter.GetBytes(granule), .. LittleEndian(serial), .. LittleEndian(number), 0, 0, 0, 0, (byte)lacing.Length, .. lacing, .. body];
        LittleEndian((uint)Crc(page, 0x04C11DB7, 32)).CopyTo(page, 22);
        return page;
    }

    private static long Crc(byte[] bytes, long polynomial, int bits)
    {
        long crc = 0;
        foreach (var one in bytes)
        {
            crc ^= (long)one << (bits - 8);
            for (var bit = 0; bit < 8; bit++)
            {
                crc = ((crc << 1) ^ ((crc >> (bits - 1)) == 1 ? polynomial : 0)) & ((1L << bits) - 1);
            }
        }

        return crc;
    }
}
