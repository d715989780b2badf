using System.Buffers.Binary;

namespace Mugai.Sanitizers.Media.Ogg;

/// <summary>Writes the pages of one stream with running numbers and fresh checksums.</summary>
internal sealed class OggWriter(Stream output)
{
    private const uint Serial = 1;
    private const int MaxSegments = 255;

    private readonly byte[] _page = new byte[27 + MaxSegments + (MaxSegments * 255)];
    private uint _number;

    /// <summary>Writes packets on pages of their own, which nothing else begins or ends on.</summary>
    public void Packets(bool isFirst, params ReadOnlySpan<byte[]> packets)
    {
        var lacing = new List<byte>();
        var bytes = new List<byte>();
        foreach (var packet in packets)
        {
            for (var left = packet.Length; left >= 0; left -= 255)
            {
                lacing.Add((byte)Math.Min(left, 255));
            }

            bytes.AddRange(packet);
        }

        var body = bytes.ToArray().AsSpan();
        var isContinued = false;
        for (var at = 0; at < lacing.Count; at += MaxSegments)
        {
            var segments = lacing.Slice(at, Math.Min(MaxSegments, lacing.Count - at));
            var length = segments.Sum(segment => segment);

            // A page on which no packet ends has no position in the sound: -1.
            Page((byte)((isFirst && at == 0 ? 2 : 0) | (isContinued ? 1 : 0)), segments.TrueForAll(segment => segment == 255) ? -1 : 0, [.. segments], body[..length]);
            isContinued = segments[^1] == 255;
            body = body[length..];
        }
    }

    /// <summary>Writes one page.</summary>
    public void Page(byte flags, long granule, ReadOnlySpan<byte> lacing, ReadOnlySpan<byte> body)
    {
        var page = _page.AsSpan(0, 27 + lacing.Length + body.Length);
        "OggS\0"u8.CopyTo(page);
        page[5] = flags;
        BinaryPrimitives.WriteInt64LittleEndian(page[6..], granule);
        BinaryPrimitives.WriteUInt32LittleEndian(page[14..], Serial);
        BinaryPrimitives.WriteUInt32LittleEndian(page[18..], _number++);
        page.Slice(22, 4).Clear();
        page[26] = (byte)lacing.Length;
        lacing.CopyTo(page[27..]);
        body.CopyTo(page[(27 + lacing.Length)..]);
        BinaryPrimitives.WriteUInt32LittleEndian(page[22..], OggChecksum.Of(page));
        output.Write(page);
    }
}
