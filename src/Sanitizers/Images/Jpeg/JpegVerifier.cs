using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Images.Jpeg;

/// <summary>
/// Reads a JPEG of ours byte by byte from the stream: exactly the segments we write, in an order that makes sense, entropy-coded data without a stray marker,
/// and nothing behind the end. Shares no code with probe and writer.
/// </summary>
internal sealed class JpegVerifier(Stream file)
{
    private readonly byte[] _buffer = new byte[65_536];
    private int _at;
    private int _filled;

    public string? Check()
    {
        file.Position = 0;
        if (Next() != 0xFF || Next() != 0xD8)
        {
            return "no start of image";
        }

        bool hasFrame = false, hasScan = false, hasJfif = false;
        var marker = Marker();
        while (marker != 0xD9)
        {
            if (marker < 0)
            {
                return "bytes where a marker should be";
            }

            if (Segment() is not { } body)
            {
                return "a segment that is cut off";
            }

            var fault = marker switch
            {
                0xE0 => hasJfif || !IsJfif(body) ? "a foreign APP0" : null,
                0xE2 => IsOurProfile(body) ? null : "a foreign APP2",
                0xEE => body.Length == 12 && body.AsSpan().StartsWith("Adobe\0d\0\0\0\0"u8) && body[11] <= 2 ? null : "a foreign APP14",
                0xDB => body.Length > 0 && IsQuantization(body) ? null : "quantization tables",
                0xC4 => IsHuffman(body) ? null : "Huffman tables",
                0xDD => body.Length == 2 ? null : "a restart interval",
                0xC0 or 0xC1 or 0xC2 => hasFrame || body.Length < 6 || body.Length != 6 + (3 * body[5]) || body[0] != 8 || (body[1] | body[2]) == 0 || (body[3] | body[4]) == 0 ? "the frame header" : null,
                0xDA => hasFrame && body.Length >= 6 && body.Length == 4 + (2 * body[0]) ? null : "the scan header",
                _ => $"segment {marker:X2}",
            };
            if (fault is not null)
            {
                return "The JPEG holds " + fault + ".";
            }

            hasJfif |= marker == 0xE0;
            hasFrame |= marker is 0xC0 or 0xC1 or 0xC2;
            hasScan |= marker == 0xDA;
            marker = marker == 0xDA ? AfterScan() : Marker();
        }

        return !hasScan ? "The JPEG has no scan." : Next() >= 0 ? "The JPEG has bytes behind its end." : null;
    }

    private static bool IsJfif(byte[] body) => body.Length == 14 && body.AsSpan().StartsWith("JFIF\0\x01"u8) && body[7] <= 2 && body[12] == 0 && body[13] == 0;

    private static bool IsOurProfile(byte[] body) =>
        body.Length > 14 && body.AsSpan().StartsWith("ICC_PROFILE\0\x01\x01"u8) && Colors.ProfileCheck.Fault(body.AsSpan(14)) is null;

    private static bool IsQuantization(ReadOnlySpan<byte> body)
    {
        while (body.Length > 0)
        {
            var size = (body[0] >> 4) switch { 0 => 65, 1 => 129, _ => int.MaxValue };
            if (body.Length < size || (body[0] & 15) > 3)
            {
                return false;
            }

            body = body[size..];
        }

        return true;
    }

    private static bool IsHuffman(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
        {
            return false;
        }

        while (body.Length > 0)
        {
            if (body.Length < 17 || (body[0] & 0xEC) != 0)
            {
                return false;
            }

            var symbols = 0;
            foreach (var count in body.Slice(1, 16))
            {
                symbols += count;
            }

            if (symbols > 256 || body.Length < 17 + symbols)
            {
                return false;
            }

            body = body[(17 + symbols)..];
        }

        return true;
    }

    private int Marker() => Next() == 0xFF && Next() is >= 0xC0 and <= 0xFE and var marker ? marker : -1;

    // Entropy-coded data up to the next marker that is no restart.
    private int AfterScan()
    {
        while (true)
        {
            var next = Next();
            if (next < 0)
            {
                return -1;
            }

            if (next == 0xFF)
            {
                var marker = Next();
                if (marker is not (0 or (>= 0xD0 and <= 0xD7)))
                {
                    return marker is >= 0xC0 and <= 0xFE ? marker : -1;
                }
            }
        }
    }

    private byte[]? Segment()
    {
        var (high, low) = (Next(), Next());
        var length = (high << 8) + low - 2;
        if (high < 0 || low < 0 || length < 0)
        {
            return null;
        }

        var body = new byte[length];
        for (var i = 0; i < length; i++)
        {
            if (Next() is var value && value < 0)
            {
                return null;
            }
            else
            {
                body[i] = (byte)value;
            }
        }

        return body;
    }

    private int Next()
    {
        if (_at == _filled)
        {
            _filled = file.Read(_buffer, 0, _buffer.Length);
            _at = 0;
            if (_filled == 0)
            {
                return -1;
            }
        }

        return _buffer[_at++];
    }
}
