using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Media.Flac;

/// <summary>
/// Walks the frames of a FLAC stream (RFC 9639 9). A frame does not say how long it is: it ends where its CRC-16 comes out as zero and either the next
/// frame in number begins or the stream ends. Every byte is looked at once.
/// </summary>
internal sealed class FlacFrames(ByteWindow window, Budget budget)
{
    // Sync and codes 4, number 7, block size 2, rate 2, CRC 1.
    private const int MaxHeader = 16;

    private static readonly ushort[] Crc16 = Table(0x8005, 16);
    private static readonly ushort[] Crc8 = Table(0x07, 8);

    public long Frames { get; private set; }

    /// <summary>Where the last whole frame ends.</summary>
    public long End { get; private set; }

    /// <summary>Walks from <paramref name="start"/> to <paramref name="end"/> at most.</summary>
    public void Walk(long start, long end)
    {
        End = start;
        if (Header(start, end) is not { } header)
        {
            return;
        }

        var at = start;
        var crc = 0;
        while (at < end)
        {
            var some = window.At(at, (int)Math.Min(ByteWindow.MaxSpan, end - at));
            for (var i = 0; i < some.Length; i++)
            {
                if (crc == 0 && at + i - End > header.Bytes && some[i] == 0xFF && Header(at + i, end) is { } next)
                {
                    Take(at + i);
                    if (!next.Follows(header))
                    {
                        // A frame of another stream: what was joined behind this one is not part of it.
                        return;
                    }

                    header = next;

                    // Looking at the header may have moved the window.
                    some = window.At(at, (int)Math.Min(ByteWindow.MaxSpan, end - at));
                }

                crc = ((crc << 8) ^ Crc16[(crc >> 8) ^ some[i]]) & 0xFFFF;
            }

            at += some.Length;
        }

        if (crc == 0 && end - End > header.Bytes)
        {
            Take(end);
        }
    }

    private void Take(long end)
    {
        budget.ChargeObjects(1);
        Frames++;
        End = end;
    }

    private FlacHeader? Header(long at, long end)
    {
        var bytes = window.At(at, (int)Math.Min(MaxHeader, end - at));
        if (bytes.Length < 6 || bytes[0] != 0xFF || (bytes[1] & 0xFE) != 0xF8)
        {
            return null;
        }

        var blockCode = bytes[2] >> 4;
        var rateCode = bytes[2] & 15;
        var widthCode = (bytes[3] >> 1) & 7;
        if (blockCode == 0 || rateCode == 15 || bytes[3] >> 4 > 10 || widthCode == 3 || (bytes[3] & 1) != 0 || Number(bytes[4..], out var length) is not { } number)
        {
            return null;
        }

        var size = 4 + length + (blockCode == 6 ? 1 : blockCode == 7 ? 2 : 0) + (rateCode == 12 ? 1 : rateCode is 13 or 14 ? 2 : 0);
        if (bytes.Length <= size)
        {
            return null;
        }

        var crc = 0;
        foreach (var one in bytes[..size])
        {
            crc = Crc8[crc ^ one];
        }

        var after = 4 + length;
        var block = blockCode switch
        {
            1 => 192,
            >= 2 and <= 5 => 576 << (blockCode - 2),
            6 => bytes[after] + 1,
            7 => ((bytes[after] << 8) | bytes[after + 1]) + 1,
            _ => 256 << (blockCode - 8),
        };
        return crc == bytes[size] ? new FlacHeader(number, block, (bytes[1] & 1) != 0, size + 1) : null;
    }

    // The coding of UTF-8, stretched to 36 bits.
    private static long? Number(ReadOnlySpan<byte> bytes, out int length)
    {
        var first = bytes[0];
        length = first < 0x80 ? 1 : System.Numerics.BitOperations.LeadingZeroCount((uint)(byte)~first) - 24;
        if (length is 0 or > 7 || (length == 1 && first >= 0x80) || bytes.Length < length)
        {
            return null;
        }

        long number = length == 1 ? first : first & ((1 << (7 - length)) - 1);
        for (var i = 1; i < length; i++)
        {
            if ((bytes[i] & 0xC0) != 0x80)
            {
                return null;
            }

            number = (number << 6) | (byte)(bytes[i] & 0x3F);
        }

        return number;
    }

    private static ushort[] Table(int polynomial, int bits)
    {
        var table = new ushort[256];
        for (var i = 0; i < 256; i++)
        {
            var value = i << (bits - 8);
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value & (1 << (bits - 1))) != 0 ? (value << 1) ^ polynomial : value << 1;
            }

            table[i] = (ushort)(value & ((1 << bits) - 1));
        }

        return table;
    }

    /// <summary>What a frame says of its place.</summary>
    private readonly record struct FlacHeader(long Number, int Block, bool IsVariable, int Bytes)
    {
        public bool Follows(FlacHeader before) => IsVariable == before.IsVariable && Number == before.Number + (IsVariable ? before.Block : 1);
    }
}
