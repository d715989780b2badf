using System.Buffers.Binary;

namespace Mugai.Sanitizers.Media.Frames;

/// <summary>
/// The silent first frame in which encoders note how long the stream is (Xing, Info, VBRI). It is written anew from our own counts; of the
/// encoder's words only what players need for gapless play stays: the delay and padding of the LAME tag.
/// </summary>
internal static class MpegIndexFrame
{
    private const int TocBytes = 100;
    private const int LameBytes = 36;
    private const int VbriAt = 36;

    /// <summary>Where the mark of an index stands in <paramref name="frame"/>; 0 when it is ordinary sound.</summary>
    public static int MarkAt(ReadOnlySpan<byte> frame)
    {
        var at = frame.Length < 4 ? 0 : MpegFrameSyntax.SideInformationEnd(frame);
        if (at == 0)
        {
            return 0;
        }

        // Two bytes of CRC stand before the side information when the protection bit is clear; some encoders leave the mark where it was.
        foreach (var place in (ReadOnlySpan<int>)[at, at + 2])
        {
            if (frame.Length >= place + 8 && (frame[place..].StartsWith("Xing"u8) || frame[place..].StartsWith("Info"u8)))
            {
                return place;
            }
        }

        return frame.Length >= VbriAt + 26 && frame[VbriAt..].StartsWith("VBRI"u8) ? VbriAt : 0;
    }

    /// <summary>An index for <paramref name="frames"/> frames of <paramref name="bytes"/> bytes, as long as <paramref name="old"/>; null when that is too short.</summary>
    public static byte[]? Rebuild(ReadOnlySpan<byte> old, long frames, long bytes)
    {
        var mark = MarkAt(old);
        var at = MpegFrameSyntax.SideInformationEnd(old);
        if (mark == 0 || old.Length < at + 16)
        {
            return null;
        }

        var fields = old[mark..];
        var isVbri = fields.StartsWith("VBRI"u8);
        var flags = isVbri ? 0 : BinaryPrimitives.ReadUInt32BigEndian(fields[4..]) & 15;
        var from = 8 + ((flags & 1) != 0 ? 4 : 0) + ((flags & 2) != 0 ? 4 : 0);
        var toc = (flags & 4) != 0 ? Part(fields, from, TocBytes) : default;
        from += (flags & 4) != 0 ? TocBytes : 0;
        var quality = (flags & 8) != 0 ? Part(fields, from, 4) : default;
        from += (flags & 8) != 0 ? 4 : 0;
        var lame = Part(fields, isVbri ? int.MaxValue : from, LameBytes);

        var frame = new byte[old.Length];
        old[..4].CopyTo(frame);
        frame[1] |= 1;
        var writer = frame.AsSpan(at);
        (isVbri ? "Xing"u8 : fields[..4]).CopyTo(writer);
        BinaryPrimitives.WriteUInt32BigEndian(writer[8..], (uint)Math.Min(frames, uint.MaxValue));
        BinaryPrimitives.WriteUInt32BigEndian(writer[12..], (uint)Math.Min(bytes + old.Length, uint.MaxValue));
        var end = 16;
        var written = 3u;
        if (IsRising(toc) && writer.Length >= end + TocBytes)
        {
            toc.CopyTo(writer[end..]);
            end += TocBytes;
            written |= 4;
        }

        // A number from 0 to 100.
        if (quality.Length == 4 && BinaryPrimitives.ReadUInt32BigEndian(quality) <= 100 && writer.Length >= end + 4)
        {
            quality.CopyTo(writer[end..]);
            end += 4;
            written |= 8;
        }

        BinaryPrimitives.WriteUInt32BigEndian(writer[4..], written);
        if (lame.Length == LameBytes && IsKnownEncoder(lame) && writer.Length >= end + LameBytes)
        {
            WriteLame(frame, at + end, lame, (uint)Math.Min(bytes + old.Length, uint.MaxValue));
        }

        return frame;
    }

    private static ReadOnlySpan<byte> Part(ReadOnlySpan<byte> from, int at, int count) => at <= from.Length - count ? from.Slice(at, count) : default;

    private static bool IsRising(ReadOnlySpan<byte> toc)
    {
        for (var i = 1; i < toc.Length; i++)
        {
            if (toc[i] < toc[i - 1])
            {
                return false;
            }
        }

        return toc.Length == TocBytes;
    }

    private static bool IsKnownEncoder(ReadOnlySpan<byte> lame) => lame.StartsWith("LAME"u8) || lame.StartsWith("Lavf"u8) || lame.StartsWith("Lavc"u8);

    // Nine bytes of name, of which only the first four are kept; the delay and padding of the encoder (12 bits each) at 21; the rest is zero.
    private static void WriteLame(Span<byte> frame, int at, ReadOnlySpan<byte> lame, uint bytes)
    {
        lame[..4].CopyTo(frame[at..]);
        lame.Slice(21, 3).CopyTo(frame[(at + 21)..]);
        BinaryPrimitives.WriteUInt32BigEndian(frame[(at + 28)..], bytes);
        BinaryPrimitives.WriteUInt16BigEndian(frame[(at + 34)..], Crc16(frame[..(at + 34)]));
    }

    // CRC-16/ARC over all that stands before it in the frame, as players check it.
    private static ushort Crc16(ReadOnlySpan<byte> bytes)
    {
        var crc = 0;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xA001 : crc >> 1;
            }
        }

        return (ushort)crc;
    }
}
