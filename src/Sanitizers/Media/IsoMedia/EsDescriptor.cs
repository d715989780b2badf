namespace Mugai.Sanitizers.Media.IsoMedia;

/// <summary>
/// The elementary stream descriptor (ISO/IEC 14496-1 7.2.6.5): read along the one path that matters and written anew. One that names a URL, where the
/// stream would be fetched from, is refused.
/// </summary>
internal static class EsDescriptor
{
    // An AudioSpecificConfig has 2 to some 20 bytes, the header of an MPEG-4 visual stream below a hundred.
    private const int MaxSpecific = 256;

    public static byte[]? Rebuild(ReadOnlySpan<byte> body)
    {
        if (body.Length < 4 || !TryTake(body[4..], 3, out var es) || es.Length < 3)
        {
            return null;
        }

        var flags = es[2];
        if ((flags & 0x40) != 0)
        {
            return null;
        }

        var skip = 3 + ((flags & 0x80) != 0 ? 2 : 0) + ((flags & 0x20) != 0 ? 2 : 0);
        if (es.Length < skip || !TryTake(es[skip..], 4, out var config) || config.Length < 13 || !IsListed(config[0]))
        {
            return null;
        }

        ReadOnlySpan<byte> specific = default;
        if (config.Length > 13 && !TryTake(config[13..], 5, out specific))
        {
            specific = default;
        }

        if (specific.Length > MaxSpecific)
        {
            return null;
        }

        var clean = new List<byte>(64 + specific.Length) { 0, 0, 0, 0 };
        var specificBytes = specific.IsEmpty ? 0 : 5 + specific.Length;
        Header(clean, 3, 3 + 5 + 13 + specificBytes + 6);
        clean.AddRange([0, 0, 0]);
        Header(clean, 4, 13 + specificBytes);
        clean.AddRange(config[..13]);
        if (!specific.IsEmpty)
        {
            Header(clean, 5, specific.Length);
            clean.AddRange(specific);
        }

        Header(clean, 6, 1);
        clean.Add(2);
        return [.. clean];
    }

    // 14496-1 table 5: MPEG-4 visual and audio, MPEG-2 video and AAC, MPEG-1/2 audio and video, JPEG; registered: AC-3, E-AC-3, Opus, Vorbis.
    private static bool IsListed(byte type) => type is 0x20 or 0x40 or (>= 0x60 and <= 0x6C) or 0xA5 or 0xA6 or 0xAD or 0xDD;

    // Always four bytes of length: the form that most programs write and none refuses.
    private static void Header(List<byte> clean, byte tag, int length) =>
        clean.AddRange([tag, 0x80, 0x80, (byte)(0x80 | (length >> 7)), (byte)(length & 0x7F)]);

    private static bool TryTake(ReadOnlySpan<byte> bytes, byte tag, out ReadOnlySpan<byte> body)
    {
        body = default;
        if (bytes.IsEmpty || bytes[0] != tag)
        {
            return false;
        }

        var length = 0;
        for (var at = 1; at < bytes.Length && at <= 4; at++)
        {
            length = (length << 7) | (bytes[at] & 0x7F);
            if ((bytes[at] & 0x80) == 0)
            {
                body = bytes[(at + 1)..];
                if (length > body.Length)
                {
                    return false;
                }

                body = body[..length];
                return true;
            }
        }

        return false;
    }
}
