using System.Buffers.Binary;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Media.Flac;

/// <summary>
/// Demands of a FLAC output: STREAMINFO, perhaps SEEKTABLE, then frames that follow each other in number with right checksums up to the last
/// byte. Computes its checksums bit by bit from the polynomial, in one register for the whole stream; shares nothing with the sanitizer.
/// </summary>
public sealed class FlacVerifier : IOutputVerifier
{
    private const int BufferBytes = 64 * 1024;

    private static readonly ushort[] Shifted = [.. Enumerable.Range(0, 256).Select(value => Enumerable.Range(0, 8).Aggregate((ushort)(value << 8), (crc, _) => (ushort)((crc << 1) ^ (crc > 0x7FFF ? 0x8005 : 0))))];

    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Flac];

    /// <inheritdoc/>
    public string? Verify(FileFormat format, Stream output, ISanitizeContext context)
    {
        Span<byte> head = stackalloc byte[46];
        output.Position = 0;
        if (output.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length || BinaryPrimitives.ReadUInt32BigEndian(head) != 0x664C6143
            || (BinaryPrimitives.ReadUInt32BigEndian(head[4..]) & 0x7FFFFFFF) != StreamInfoHeader)
        {
            return "The file does not begin with STREAMINFO.";
        }

        var start = 42L;
        if (head[4] == 0)
        {
            var table = BinaryPrimitives.ReadUInt32BigEndian(head[42..]);
            if (table >> 24 != 0x83 || (table & 0xFFFFFF) % 18 != 0 || (table & 0xFFFFFF) > 18_000)
            {
                return "The second block is not the last, or not a table of seek points.";
            }

            start = 46 + (table & 0xFFFFFF);
        }

        return start >= output.Length ? "There are no frames." : Frames(output, start);
    }

    private const uint StreamInfoHeader = 34;

    private static string? Frames(Stream output, long start)
    {
        output.Position = start;
        var buffer = new byte[BufferBytes];
        var kept = 0;
        var crc = (ushort)0;
        var sinceStart = 0L;
        long? expected = null;
        while (true)
        {
            var got = kept + output.ReadAtLeast(buffer.AsSpan(kept), buffer.Length - kept, throwOnEndOfStream: false);
            var isEnd = output.Position == output.Length;
            var stop = isEnd ? got : got - 16;
            for (var i = 0; i < stop; i++)
            {
                if ((sinceStart == 0 || (crc == 0 && sinceStart > 8)) && Step(buffer.AsSpan(i, Math.Min(16, got - i)), out var number, out var next))
                {
                    if (expected is not null && number != expected)
                    {
                        return "A frame is out of order.";
                    }

                    expected = next;
                    sinceStart = 0;
                    crc = 0;
                }
                else if (sinceStart == 0)
                {
                    return "The frames do not begin where the blocks end.";
                }

                crc = (ushort)((crc << 8) ^ Shifted[(crc >> 8) ^ buffer[i]]);
                sinceStart++;
            }

            if (isEnd)
            {
                return crc == 0 && sinceStart > 8 ? null : "Behind the last frame there is something else.";
            }

            kept = got - stop;
            buffer.AsSpan(stop, kept).CopyTo(buffer);
        }
    }

    // True when a frame header stands here; next is the number of the frame behind it.
    private static bool Step(ReadOnlySpan<byte> bytes, out long number, out long next)
    {
        number = next = 0;
        if (bytes.Length < 6 || bytes[0] != 255 || (bytes[1] | 1) != 0xF9 || (bytes[2] & 0xF0) == 0 || (bytes[3] & 1) != 0)
        {
            return false;
        }

        var ones = 0;
        while (ones < 8 && (bytes[4] & (0x80 >> ones)) != 0)
        {
            ones++;
        }

        var digits = ones == 0 ? 1 : ones;
        if (ones is 1 or 8 || bytes.Length < 5 + digits)
        {
            return false;
        }

        number = bytes[4] & (0x7F >> ones);
        for (var i = 1; i < digits; i++)
        {
            number = (number * 64) + (bytes[4 + i] & 63);
        }

        var length = 4 + digits;
        var block = Block(bytes[2] >> 4, bytes, ref length);
        length += (bytes[2] & 15) switch { 12 => 1, 13 or 14 => 2, _ => 0 };
        if (bytes.Length <= length || Crc8(bytes[..length]) != bytes[length])
        {
            return false;
        }

        next = number + (bytes[1] == 0xF9 ? block : 1);
        return true;
    }

    private static int Block(int code, ReadOnlySpan<byte> bytes, ref int at)
    {
        switch (code)
        {
            case 1:
                return 192;
            case < 6:
                return 144 << code;
            case 6 when bytes.Length > at:
                return bytes[at++] + 1;
            case 7 when bytes.Length > at + 1:
                at += 2;
                return BinaryPrimitives.ReadUInt16BigEndian(bytes[(at - 2)..]) + 1;
            default:
                return 1 << code;
        }
    }

    private static int Crc8(ReadOnlySpan<byte> bytes)
    {
        var crc = 0;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = ((crc << 1) ^ ((crc & 0x80) != 0 ? 0x107 : 0)) & 0xFF;
            }
        }

        return crc;
    }
}
