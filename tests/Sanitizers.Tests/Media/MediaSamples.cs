using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Mugai.Testing.Media;

/// <summary>Small files of sound and film, written from the standards: silence that every player takes.</summary>
internal static class MediaSamples
{
    /// <summary>Channels, rate and data of silence as PCM of 16 bits.</summary>
    public static byte[] WaveFormat { get; } = [1, 0, 1, 0, 0x40, 0x1F, 0, 0, 0x80, 0x3E, 0, 0, 2, 0, 16, 0];

    public static byte[] Riff(params byte[][] chunks)
    {
        var body = Join([Ascii("WAVE"), .. chunks]);
        return Join(Ascii("RIFF"), LittleEndian((uint)body.Length), body);
    }

    public static byte[] Chunk(string name, params byte[][] parts)
    {
        var body = Join(parts);
        return Join(Ascii(name), LittleEndian((uint)body.Length), body, new byte[body.Length & 1]);
    }

    public static byte[] Wave(int samples = 100) => Riff(Chunk("fmt ", WaveFormat), Chunk("data", Silence(2 * samples)));

    /// <summary>MPEG-1 layer III, 64 kbit/s, 44.1 kHz, mono: 208 bytes each, the first nine not silent so that frames differ.</summary>
    public static byte[] Mp3Frame(int number = 0)
    {
        var frame = new byte[208];
        byte[] header = [0xFF, 0xFB, 0x50, 0xC0];
        header.CopyTo(frame, 0);
        frame[30] = (byte)number;
        return frame;
    }

    public static byte[] Mp3(int frames = 5) => Join([.. Enumerable.Range(1, frames).Select(Mp3Frame)]);

    /// <summary>The silent first frame with counts and what LAME writes behind them.</summary>
    public static byte[] XingFrame(uint frames, string encoder = "LAME3.100")
    {
        var frame = Mp3Frame();
        Ascii("Xing").CopyTo(frame, 21);
        frame[28] = 0x0F;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(29), frames);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(33), (frames + 1) * 208);
        for (var i = 0; i < 100; i++)
        {
            frame[37 + i] = (byte)(i * 2);
        }

        frame[140] = 50;
        Ascii(encoder).CopyTo(frame, 141);
        frame[141 + 21] = 0x24;
        frame[141 + 22] = 0x04;
        frame[141 + 23] = 0xC0;
        return frame;
    }

    public static byte[] Id3(params byte[][] parts)
    {
        var body = Join(parts);
        var size = body.Length;
        return Join(Ascii("ID3"), [3, 0, 0, (byte)(size >> 21), (byte)((size >> 14) & 127), (byte)((size >> 7) & 127), (byte)(size & 127)], body);
    }

    /// <summary>AAC-LC, 44.1 kHz, stereo.</summary>
    public static byte[] Adts(int frames = 4, int payload = 20)
    {
        var frame = new byte[7 + payload];
        byte[] header = [0xFF, 0xF1, 0x50, 0x80, (byte)(frame.Length >> 3), (byte)(((frame.Length & 7) << 5) | 0x1F), 0xFC];
        header.CopyTo(frame, 0);
        return Join([.. Enumerable.Repeat(frame, frames)]);
    }

    public static byte[] Box(string type, params byte[][] parts)
    {
        var body = Join(parts);
        return Join(BigEndian((uint)(8 + body.Length)), Encoding.Latin1.GetBytes(type), body);
    }

    /// <summary>An archive of one file that says "payload".</summary>
    public static byte[] ZipOfOneFile()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = zip.CreateEntry("a.txt", CompressionLevel.NoCompression).Open())
        {
            entry.Write("payload"u8);
        }

        return bytes.ToArray();
    }

    public static byte[] FileType(string brand = "isom") => Box("ftyp", Ascii(brand), BigEndian(512), Ascii(brand));

    public static byte[] Silence(int bytes) => new byte[bytes];

    public static byte[] Ascii(string text) => Encoding.Latin1.GetBytes(text);

    public static byte[] BigEndian(params uint[] numbers)
    {
        var bytes = new byte[4 * numbers.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4 * i), numbers[i]);
        }

        return bytes;
    }

    public static byte[] LittleEndian(uint number) => [(byte)number, (byte)(number >> 8), (byte)(number >> 16), (byte)(number >> 24)];

    public static byte[] Join(params byte[][] parts) => [.. parts.SelectMany(part => part)];
}
