using System.Buffers.Binary;

namespace Mugai.Sanitizers.Ichitaro;

/// <summary>
/// The stream DocumentText: a store of blocks with a directory behind them. Its first part holds the text, UTF-16 with the greater byte first, whole or as a list of pieces that are parts of their own.
/// No block belongs to two parts, so that all of them together are no longer than the stream.
/// </summary>
internal static class TextStore
{
    private const int HeadBytes = 20;
    private const int MarkBytes = 8;

    /// <summary>The units of the text, in their order; why not when the stream is built in another way.</summary>
    public static Reason Units(byte[] stream, out byte[] units)
    {
        units = [];
        ReadOnlySpan<byte> bytes = stream;
        if (bytes.Length < HeadBytes || !bytes.StartsWith("SsmgV.01"u8))
        {
            return Reason.Unsupported;
        }

        var (count, blockBytes, blocks) = (Number(bytes, 8), Number(bytes, 12), Number(bytes, 16));
        if (count is 0 or > 65_536 || blockBytes is 0 or > 65_536 || blocks > (bytes.Length - HeadBytes) / blockBytes)
        {
            return Reason.Corrupt;
        }

        var parts = Parts(bytes, (int)count, (int)blockBytes, (int)blocks);
        if (parts is null || !parts.TryGetValue(0, out var first) || first.Length < MarkBytes + 4)
        {
            return Reason.Corrupt;
        }

        var head = first.AsSpan();
        var number = Number(head, MarkBytes);
        if (head.StartsWith("TextV.01"u8))
        {
            if (number > (first.Length - MarkBytes - 4) / 2)
            {
                return Reason.Corrupt;
            }

            units = first[(MarkBytes + 4)..(MarkBytes + 4 + ((int)number * 2))];
            return Reason.None;
        }

        return head.StartsWith("QLSTV.01"u8) ? Pieces(first, number, parts, out units) : Reason.Unsupported;
    }

    private static Reason Pieces(ReadOnlySpan<byte> list, uint count, Dictionary<uint, byte[]> parts, out byte[] units)
    {
        units = [];
        if (count > (list.Length - MarkBytes - 4) / 8)
        {
            return Reason.Corrupt;
        }

        using var whole = new MemoryStream();
        for (var i = 0; i < count; i++)
        {
            var (length, part) = (Number(list, MarkBytes + 4 + (i * 8)), Number(list, MarkBytes + 8 + (i * 8)));
            // Each part once: a list that names one a thousand times is no document.
            if (!parts.Remove(part, out var piece) || length > piece.Length / 2)
            {
                return Reason.Corrupt;
            }

            whole.Write(piece, 0, (int)length * 2);
        }

        units = whole.ToArray();
        return Reason.None;
    }

    // Each entry: number of the part, zero, its bytes, twice how many blocks, their numbers.
    private static Dictionary<uint, byte[]>? Parts(ReadOnlySpan<byte> bytes, int count, int blockBytes, int blocks)
    {
        var parts = new Dictionary<uint, byte[]>();
        var used = new bool[blocks];
        var at = HeadBytes + (blocks * blockBytes);
        for (var i = 0; i < count; i++)
        {
            if (at + 20 > bytes.Length)
            {
                return null;
            }

            var (id, length, number) = (Number(bytes, at), Number(bytes, at + 8), Number(bytes, at + 12));
            at += 20;
            if (number > blocks || number > (bytes.Length - at) / 4 || length > number * (long)blockBytes)
            {
                return null;
            }

            var part = new byte[length];
            for (var block = 0; block < number; block++)
            {
                var place = Number(bytes, at + (block * 4));
                if (place >= blocks || used[place])
                {
                    return null;
                }

                used[place] = true;
                var done = block * blockBytes;
                if (done < part.Length)
                {
                    bytes.Slice(HeadBytes + ((int)place * blockBytes), Math.Min(blockBytes, part.Length - done)).CopyTo(part.AsSpan(done));
                }
            }

            at += (int)number * 4;
            if (!parts.TryAdd(id, part))
            {
                return null;
            }
        }

        return parts;
    }

    private static uint Number(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
}
