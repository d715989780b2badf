using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Mugai.Sanitizers.Zip;

namespace Mugai.Sanitizers.Tests.Images;

/// <summary>Tiny writers for pictures with tricks in them.</summary>
internal static class Pictures
{
    /// <summary>A JPEG with <paramref name="segments"/> behind its start and <paramref name="tail"/> behind its end.</summary>
    public static byte[] JpegWith(byte[] jpeg, IEnumerable<(byte Marker, byte[] Body)> segments, byte[]? tail = null)
    {
        var output = new MemoryStream();
        output.Write(jpeg, 0, 2);
        foreach (var (marker, body) in segments)
        {
            output.Write([0xFF, marker, (byte)((body.Length + 2) >> 8), (byte)(body.Length + 2)]);
            output.Write(body);
        }

        output.Write(jpeg, 2, jpeg.Length - 2);
        output.Write(tail ?? []);
        return output.ToArray();
    }

    /// <summary>EXIF with an orientation, a place and a second directory for a thumbnail.</summary>
    public static byte[] Exif(int orientation, string secret)
    {
        var words = Encoding.ASCII.GetBytes(secret + "\0");
        var body = new List<byte>(Encoding.ASCII.GetBytes("Exif\0\0II*\0"));
        body.AddRange([8, 0, 0, 0, 3, 0]);
        Entry(body, 0x010E, 2, words.Length, 50);
        Entry(body, 0x0112, 3, 1, orientation);
        Entry(body, 0x8825, 4, 1, 8);
        // The next directory, so that there is a thumbnail.
        body.AddRange([50, 0, 0, 0]);
        body.AddRange(words);
        return [.. body];
    }

    public static (int Width, int Height) JpegSize(byte[] jpeg)
    {
        for (var at = 2; ; at += 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(at + 2)))
        {
            if (jpeg[at + 1] is 0xC0 or 0xC2)
            {
                return (BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(at + 7)), BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(at + 5)));
            }
        }
    }

    public static byte[] Png(params (string Type, byte[] Body)[] chunks)
    {
        var output = new MemoryStream();
        output.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        foreach (var (type, body) in chunks)
        {
            var typed = Encoding.ASCII.GetBytes(type);
            var sum = default(Crc32);
            sum.Append(typed);
            sum.Append(body);
            output.Write(Big(body.Length));
            output.Write(typed);
            output.Write(body);
            output.Write(Big((int)sum.Value));
        }

        return output.ToArray();
    }

    public static byte[] Header(int width, int height, int depth = 8, int type = 2, bool isInterlaced = false) =>
        [.. Big(width), .. Big(height), (byte)depth, (byte)type, 0, 0, (byte)(isInterlaced ? 1 : 0)];

    /// <summary>A picture of one colour with whatever else in front of its data.</summary>
    public static byte[] PlainPng(params (string Type, byte[] Body)[] extra) =>
        Png([("IHDR", Header(6, 4)), .. extra, ("IDAT", Deflate(new byte[4 * (1 + (6 * 3))])), ("IEND", [])]);

    /// <summary>Eight bits of gray a pixel.</summary>
    public static byte[] PngOf(int width, int height, Func<int, int, byte> gray)
    {
        var rows = new byte[height * (width + 1)];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                rows[(y * (width + 1)) + 1 + x] = gray(x, y);
            }
        }

        return Png(("IHDR", Header(width, height, 8, 0)), ("IDAT", Deflate(rows)), ("IEND", []));
    }

    public static List<(string Type, byte[] Body)> Chunks(byte[] png)
    {
        var chunks = new List<(string, byte[])>();
        for (var at = 8; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            chunks.Add((Encoding.ASCII.GetString(png, at + 4, 4), png.AsSpan(at + 8, length).ToArray()));
            at += 12 + length;
        }

        return chunks;
    }

    /// <summary>The filtered rows of a still picture.</summary>
    public static byte[] Rows(byte[] png) => Inflate([.. Chunks(png).Where(chunk => chunk.Type == "IDAT").SelectMany(chunk => chunk.Body)]);

    public static byte[] Deflate(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(bytes);
        }

        return packed.ToArray();
    }

    public static byte[] Inflate(byte[] bytes)
    {
        var plain = new MemoryStream();
        using var zlib = new ZLibStream(new MemoryStream(bytes), CompressionMode.Decompress);
        zlib.CopyTo(plain);
        return plain.ToArray();
    }

    /// <summary>A little-endian TIFF of one uncompressed grey page with further fields.</summary>
    public static byte[] GrayTiff(int width, int height, byte[] samples, params (int Tag, int Type, int Count, int Value)[] extra)
    {
        var fields = new List<(int Tag, int Type, int Count, int Value)>
        {
            (256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 8), (277, 3, 1, 1), (278, 4, 1, height), (279, 4, 1, samples.Length),
        };
        fields.AddRange(extra);
        var body = new List<byte>([(byte)'I', (byte)'I', 42, 0, .. Little(8 + samples.Length)]);
        body.AddRange(samples);
        body.AddRange([(byte)fields.Count, 0]);
        foreach (var (tag, type, count, value) in fields.OrderBy(field => field.Tag))
        {
            Entry(body, tag, type, count, value);
        }

        body.AddRange([0, 0, 0, 0]);
        return [.. body];
    }

    public static byte[] Big(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    public static byte[] Little(int value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16), (byte)(value >> 24)];

    /// <summary>A chunk of a RIFF file.</summary>
    public static byte[] Riff(string type, byte[] body) => [.. Encoding.ASCII.GetBytes(type), .. Little(body.Length), .. body, .. new byte[body.Length & 1]];

    private static void Entry(List<byte> body, int tag, int type, int count, int value) =>
        body.AddRange([(byte)tag, (byte)(tag >> 8), (byte)type, 0, .. Little(count), .. Little(value)]);
}
