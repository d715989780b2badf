using System.Buffers.Binary;
using System.Text;

namespace Mugai.Sanitizers.Media.IsoMedia;

/// <summary>
/// The headers of movie, track and media (ISO/IEC 14496-12 8.2.2, 8.3.2, 8.4.2, 8.6.6): numbers are taken over, times of creation and
/// reserved fields become zero. Null where a box is too short or of an unknown version.
/// </summary>
internal static class HeaderBoxes
{
    private const int MaxEdits = 65_536;

    public static byte[]? Movie(ReadOnlySpan<byte> box)
    {
        if (Version(box) is not { } version || box.Length < (version == 0 ? 100 : 112))
        {
            return null;
        }

        var times = version == 0 ? 4 : 8;
        var clean = new byte[version == 0 ? 100 : 112];
        clean[0] = version;
        var at = 4 + (2 * times);

        // Time scale and duration, then rate, volume, ten reserved bytes, the matrix.
        box.Slice(at, 4 + times + 6).CopyTo(clean.AsSpan(at));
        at += 4 + times + 16;
        box.Slice(at, 36).CopyTo(clean.AsSpan(at));
        return BinaryPrimitives.ReadUInt32BigEndian(box[(4 + (2 * times))..]) == 0 ? null : clean;
    }

    public static byte[]? Track(ReadOnlySpan<byte> box, out uint id)
    {
        id = 0;
        if (Version(box) is not { } version || box.Length < (version == 0 ? 84 : 96))
        {
            return null;
        }

        var times = version == 0 ? 4 : 8;
        var clean = new byte[version == 0 ? 84 : 96];
        clean[0] = version;
        clean[3] = (byte)(box[3] & 15);
        var at = 4 + (2 * times);
        id = BinaryPrimitives.ReadUInt32BigEndian(box[at..]);
        box.Slice(at, 4).CopyTo(clean.AsSpan(at));
        box.Slice(at + 8, times).CopyTo(clean.AsSpan(at + 8));
        at += 8 + times + 8;

        // Layer, alternate group, volume; two reserved bytes; matrix, width, height.
        box.Slice(at, 6).CopyTo(clean.AsSpan(at));
        box.Slice(at + 8, 44).CopyTo(clean.AsSpan(at + 8));
        return id == 0 ? null : clean;
    }

    public static byte[]? Media(ReadOnlySpan<byte> box)
    {
        if (Version(box) is not { } version || box.Length < (version == 0 ? 24 : 36))
        {
            return null;
        }

        var times = version == 0 ? 4 : 8;
        var clean = new byte[version == 0 ? 24 : 36];
        clean[0] = version;
        var at = 4 + (2 * times);
        box.Slice(at, 4 + times + 2).CopyTo(clean.AsSpan(at));
        return BinaryPrimitives.ReadUInt32BigEndian(box[at..]) == 0 ? null : clean;
    }

    public static byte[]? Edits(ReadOnlySpan<byte> box)
    {
        if (Version(box) is not { } version || box.Length < 8)
        {
            return null;
        }

        var entry = version == 0 ? 12 : 20;
        var count = BinaryPrimitives.ReadUInt32BigEndian(box[4..]);
        if (count > MaxEdits || box.Length < 8 + (entry * (long)count))
        {
            return null;
        }

        var clean = box[..(8 + (entry * (int)count))].ToArray();
        clean[1] = clean[2] = clean[3] = 0;
        return clean;
    }

    /// <summary>The four letters of a handler; empty when the box is too short.</summary>
    public static string Handler(ReadOnlySpan<byte> box, out bool isQuickTime)
    {
        isQuickTime = box.Length >= 20 && box[4..8].SequenceEqual("mhlr"u8);
        return box.Length >= 20 ? Encoding.Latin1.GetString(box.Slice(8, 4)) : "";
    }

    private static byte? Version(ReadOnlySpan<byte> box) => box.Length >= 4 && box[0] <= 1 ? box[0] : null;
}
