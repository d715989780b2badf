using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Mugai.Sanitizers.Images.Colors;

namespace Mugai.Sanitizers.Images.Png;

/// <summary>
/// Reads a PNG of ours chunk by chunk: known chunks of known size in their order, checksums by its own table, sequence numbers without a gap, rows that inflate to
/// exactly what the header promises, nothing behind IEND. Shares no code with reader and writer.
/// </summary>
internal sealed class PngVerifier(Stream file)
{
    private const int MaxChunkBytes = 1 << 20;

    private static readonly uint[] Table = MakeTable();

    private readonly List<byte[]> _pending = [];
    private (uint Width, uint Height, int Bits, bool IsInterlaced) _header;
    private (uint Width, uint Height) _frame;
    private uint _sequence;
    private uint _declared;
    private uint _seen;
    private string _before = "";

    public string? Check()
    {
        file.Position = 0;
        if (!Take(8).AsSpan().SequenceEqual((ReadOnlySpan<byte>)[137, 80, 78, 71, 13, 10, 26, 10]))
        {
            return "The PNG has no signature.";
        }

        while (_before != "IEND")
        {
            var head = Take(8);
            if (head.Length < 8 || BinaryPrimitives.ReadUInt32BigEndian(head) is var length && length > MaxChunkBytes)
            {
                return "The PNG ends inside a chunk.";
            }

            var body = Take((int)BinaryPrimitives.ReadUInt32BigEndian(head));
            var sum = Take(4);
            if (sum.Length < 4 || Sum(head.AsSpan(4), body) != BinaryPrimitives.ReadUInt32BigEndian(sum))
            {
                return "The PNG has a chunk with a wrong checksum.";
            }

            var type = Encoding.Latin1.GetString(head, 4, 4);
            if (Fault(type, body) is { } fault)
            {
                return $"The PNG chunk {new UntrustedText(type).ForLog()} {fault}.";
            }

            _before = type;
        }

        return file.ReadByte() >= 0 ? "The PNG has bytes behind its end." : null;
    }

    private string? Fault(string type, byte[] body)
    {
        if ((_before.Length == 0) != (type == "IHDR"))
        {
            return "is out of place";
        }

        // Rows end where another kind of chunk begins.
        if (type != _before && _pending.Count > 0 && Rows() is { } rows)
        {
            return rows;
        }

        switch (type)
        {
            case "IHDR":
                if (body.Length != 13 || body[10] != 0 || body[11] != 0 || body[12] > 1)
                {
                    return "is malformed";
                }

                var channels = body[9] switch { 0 or 3 => 1, 2 => 3, 4 => 2, 6 => 4, _ => 0 };
                _header = (BinaryPrimitives.ReadUInt32BigEndian(body), BinaryPrimitives.ReadUInt32BigEndian(body.AsSpan(4)), channels * body[8], body[12] == 1);
                _frame = (_header.Width, _header.Height);
                return _header.Bits == 0 || _header.Width == 0 || _header.Height == 0 ? "is malformed" : null;
            case "acTL":
                _declared = body.Length == 8 ? BinaryPrimitives.ReadUInt32BigEndian(body) : 0;
                return _declared == 0 || _before != "IHDR" ? "is malformed" : null;
            case "cHRM":
                return body.Length == 32 ? null : "is malformed";
            case "gAMA":
                return body.Length == 4 ? null : "is malformed";
            case "sRGB":
                return body.Length == 1 && body[0] < 4 ? null : "is malformed";
            case "pHYs":
                return body.Length == 9 && body[8] < 2 ? null : "is malformed";
            case "iCCP":
                return body.AsSpan().StartsWith("Mugai\0\0"u8) && ProfileCheck.Fault(Inflate([body[7..]], MaxChunkBytes)) is null ? null : "is foreign";
            case "PLTE":
                return body.Length is > 0 and <= 768 && body.Length % 3 == 0 ? null : "is malformed";
            case "tRNS":
                return body.Length is > 0 and <= 256 ? null : "is malformed";
            case "fcTL":
                return Control(body);
            case "IDAT":
                _pending.Add(body);
                return null;
            case "fdAT":
                if (body.Length < 4 || BinaryPrimitives.ReadUInt32BigEndian(body) != _sequence++)
                {
                    return "is out of sequence";
                }

                _pending.Add(body[4..]);
                return null;
            case "IEND":
                return body.Length == 0 && _seen == _declared ? null : "is malformed";
            default:
                return "is none of ours";
        }
    }

    private string? Control(byte[] body)
    {
        if (_declared == 0 || body.Length != 26 || BinaryPrimitives.ReadUInt32BigEndian(body) != _sequence++ || body[24] > 2 || body[25] > 1)
        {
            return "is malformed";
        }

        _seen++;
        _frame = (BinaryPrimitives.ReadUInt32BigEndian(body.AsSpan(4)), BinaryPrimitives.ReadUInt32BigEndian(body.AsSpan(8)));
        return _frame.Width > 0 && _frame.Height > 0 && _frame.Width <= _header.Width && _frame.Height <= _header.Height ? null : "is malformed";
    }

    private string? Rows()
    {
        var expected = Expected();
        var found = Inflated(_pending, expected);
        _pending.Clear();
        return found == expected ? null : "does not follow exactly the rows that the header promises";
    }

    private long Expected()
    {
        if (!_header.IsInterlaced)
        {
            return (1 + (((_frame.Width * (long)_header.Bits) + 7) / 8)) * _frame.Height;
        }

        // Every eighth column and row from the offsets of Adam7, counted one by one.
        var total = 0L;
        foreach (var (x, y, dx, dy) in ((int, int, int, int)[])[(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)])
        {
            long columns = 0, rows = 0;
            for (long at = x; at < _frame.Width; at += dx)
            {
                columns++;
            }

            for (long at = y; at < _frame.Height; at += dy)
            {
                rows++;
            }

            total += columns == 0 ? 0 : rows * (1 + (((columns * _header.Bits) + 7) / 8));
        }

        return total;
    }

    private static long Inflated(List<byte[]> pieces, long most)
    {
        var total = 0L;
        var buffer = new byte[65_536];
        try
        {
            using var zlib = new ZLibStream(new ChunkStream(pieces), CompressionMode.Decompress);
            int count;
            while (total <= most && (count = zlib.Read(buffer)) > 0)
            {
                total += count;
            }

            return total;
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return -1;
        }
    }

    private static byte[] Inflate(List<byte[]> pieces, int most)
    {
        try
        {
            using var zlib = new ZLibStream(new ChunkStream(pieces), CompressionMode.Decompress);
            var bytes = new byte[most];
            return bytes[..zlib.ReadAtLeast(bytes, most, throwOnEndOfStream: false)];
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return [];
        }
    }

    private byte[] Take(int count)
    {
        var bytes = new byte[count];
        return bytes[..file.ReadAtLeast(bytes, count, throwOnEndOfStream: false)];
    }

    private static uint Sum(ReadOnlySpan<byte> type, ReadOnlySpan<byte> body)
    {
        var sum = 0xFFFF_FFFFu;
        foreach (var b in type)
        {
            sum = Table[(sum ^ b) & 255] ^ (sum >> 8);
        }

        foreach (var b in body)
        {
            sum = Table[(sum ^ b) & 255] ^ (sum >> 8);
        }

        return ~sum;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (var n = 0u; n < 256; n++)
        {
            table[n] = n;
            for (var bit = 0; bit < 8; bit++)
            {
                table[n] = (table[n] & 1) == 0 ? table[n] >> 1 : 0xEDB8_8320 ^ (table[n] >> 1);
            }
        }

        return table;
    }

    /// <summary>Chunk bodies as one stream.</summary>
    private sealed class ChunkStream(List<byte[]> pieces) : MemoryStream(pieces.Count == 1 ? pieces[0] : [.. pieces.SelectMany(static piece => piece)], writable: false);
}
