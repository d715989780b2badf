using System.Buffers.Binary;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Detection;

/// <summary>
/// Names pictures whose beginning is too short or too ordinary for a table of signatures. All of them are Blocked under their names; a wrong name here
/// costs a word in a notice, never a byte that leaves.
/// </summary>
internal static class PictureProbe
{
    // Far enough for the comments of an EPS file and the first directory of a TIFF as cameras write it.
    private const int CommentReach = 2048;

    /// <summary>Which of its relatives a PostScript file is.</summary>
    public static FileFormat PostScript(ReadOnlySpan<byte> head)
    {
        var comments = head[..Math.Min(head.Length, CommentReach)];
        var firstLine = comments.IndexOfAny((byte)'\r', (byte)'\n') is >= 0 and var end ? comments[..end] : comments;
        return comments.IndexOf("%%Creator: Adobe Illustrator"u8) >= 0 ? Formats.Ai : firstLine.IndexOf("EPSF"u8) >= 0 ? Formats.Eps : Formats.PostScript;
    }

    /// <summary>True for TIFF files that hold what a camera's sensor saw: Canon CR2 by its mark, DNG by its version tag.</summary>
    public static bool IsCameraRaw(ReadOnlySpan<byte> head)
    {
        if (head.Length < 16 || head[8..].StartsWith<byte>([(byte)'C', (byte)'R', 2, 0]))
        {
            return head.Length >= 16;
        }

        var isLittle = head[0] == 'I';
        var at = isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(head[4..]) : BinaryPrimitives.ReadUInt32BigEndian(head[4..]);
        if (head[isLittle ? 2 : 3] != 42 || at > head.Length - 2)
        {
            return false;
        }

        var directory = head[(int)at..];
        int count = isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(directory) : BinaryPrimitives.ReadUInt16BigEndian(directory);
        directory = directory[2..];
        for (; count > 0 && directory.Length >= 12; count--)
        {
            if ((isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(directory) : BinaryPrimitives.ReadUInt16BigEndian(directory)) == 50706)
            {
                return true;
            }

            directory = directory[12..];
        }

        return false;
    }

    /// <summary>Formats told by several small numbers that must all be possible.</summary>
    public static FileFormat? Match(ReadOnlySpan<byte> head) =>
        IsPcx(head) ? Formats.Pcx
        : IsSgi(head) ? Formats.Sgi
        : IsPict(head) ? Formats.Pict
        : IsWpg(head) ? Formats.Wpg
        : IsCgm(head) ? Formats.Cgm
        : IsBitmapArray(head) ? Formats.BitmapArray
        : head.StartsWith<byte>([0xFF, 0x0A]) && head.Length > 4 && head[2] != 0 && head[..Math.Min(head.Length, 64)].Contains((byte)0) ? Formats.Jxl
        : null;

    /// <summary>Targa has no mark at its beginning: asked last, of what is no text and nothing else. Its second version ends with its name.</summary>
    public static bool IsTga(ReadOnlySpan<byte> head, Stream content)
    {
        Span<byte> tail = stackalloc byte[26];
        content.Position = Math.Max(0, content.Length - tail.Length);
        tail = tail[..content.ReadAtLeast(tail, tail.Length, throwOnEndOfStream: false)];
        if (tail.Length == 26 && tail[8..].StartsWith("TRUEVISION-XFILE."u8))
        {
            return true;
        }

        if (head.Length <= 18 || head[1] > 1 || head[2] is not (1 or 2 or 3 or 9 or 10 or 11) || (head[1] == 1) != (head[2] is 1 or 9) || (head[17] & 0xC0) != 0)
        {
            return false;
        }

        var width = BinaryPrimitives.ReadUInt16LittleEndian(head[12..]);
        var height = BinaryPrimitives.ReadUInt16LittleEndian(head[14..]);
        return width > 0 && height > 0 && head[16] is 8 or 15 or 16 or 24 or 32 && (head[1] == 1 ? head[7] is 15 or 16 or 24 or 32 : !head[3..8].ContainsAnyExcept((byte)0));
    }

    private static bool IsPcx(ReadOnlySpan<byte> head) =>
        head.Length >= 128 && head[0] == 10 && head[1] is 0 or 2 or 3 or 4 or 5 && head[2] is 0 or 1 && head[3] is 1 or 2 or 4 or 8 && head[64] == 0
        && BinaryPrimitives.ReadUInt16LittleEndian(head[8..]) >= BinaryPrimitives.ReadUInt16LittleEndian(head[4..]);

    private static bool IsSgi(ReadOnlySpan<byte> head) => head.Length >= 12 && head[0] == 1 && head[1] == 0xDA && head[2] is 0 or 1 && head[3] is 1 or 2 && head[4] == 0 && head[5] is 1 or 2 or 3;

    // 512 bytes of nothing, size and frame, then the version operator.
    private static bool IsPict(ReadOnlySpan<byte> head) =>
        head.Length >= 526 && !head[..512].ContainsAnyExcept((byte)0) && (head[522..].StartsWith<byte>([0, 0x11, 2, 0xFF]) || head[522..].StartsWith<byte>([0x11, 1]));

    private static bool IsWpg(ReadOnlySpan<byte> head) => head.Length >= 16 && head.StartsWith<byte>([0xFF, (byte)'W', (byte)'P', (byte)'C']) && head[9] == 0x16;

    // BEGIN METAFILE with a short name, then METAFILE VERSION (ISO 8632-3); or the clear text form (8632-4).
    private static bool IsCgm(ReadOnlySpan<byte> head)
    {
        if (head.Length < 4 || head[0] != 0 || (head[1] & 0xE0) != 0x20)
        {
            return head.StartsWith("BEGMF "u8);
        }

        var length = head[1] & 0x1F;
        var next = 2 + length + (length % 2);
        return length < 31 && head.Length > next + 1 && head[next] == 0x10 && head[next + 1] == 0x22;
    }

    private static bool IsBitmapArray(ReadOnlySpan<byte> head) => head.Length >= 16 && head[0] == 'B' && head[1] == 'A' && head[14] is (byte)'B' or (byte)'C' or (byte)'I' or (byte)'P' && head[15] is (byte)'M' or (byte)'I' or (byte)'C' or (byte)'P' or (byte)'T';
}
