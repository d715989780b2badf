using Mugai.Sanitizers.Metafiles;

namespace Mugai.Sanitizers.LegacyOffice.Word;

/// <summary>Walks property modifiers ([MS-DOC] 2.2.5.1) in place.</summary>
internal static class Sprm
{
    public const int PictureLocation = 0x6A03;
    public const int ObjectLocation = 0x680E;
    public const int IsData = 0x0806;
    public const int IsOle = 0x080A;
    public const int IsObject = 0x0856;
    public const int HugeParagraph = 0x6645;
    public const int HugeParagraphOld = 0x6646;
    public const int TableProperties = 0x646B;

    /// <summary>An operand of four bytes that only says which editing session made a run.</summary>
    public const int Nothing = 0x6815;

    /// <summary>Takes the next modifier of <paramref name="rest"/>; false at the end or where one does not fit.</summary>
    public static bool Take(ref Span<byte> rest, out int code, out Span<byte> whole)
    {
        code = 0;
        whole = default;
        if (rest.Length < 3)
        {
            return false;
        }

        code = ((ReadOnlySpan<byte>)rest).U16(0);
        var size = Size(code, rest[2..]);
        if (size < 0 || 2 + size > rest.Length)
        {
            return false;
        }

        whole = rest[..(2 + size)];
        rest = rest[(2 + size)..];
        return true;
    }

    private static int Size(int code, ReadOnlySpan<byte> operand) => (code >> 13) switch
    {
        0 or 1 => 1,
        2 or 4 or 5 => 2,
        3 => 4,
        7 => 3,
        // Tables may be longer than a byte can say; tabs say 255 and mean what they list.
        _ => code == 0xD608 ? operand.Length < 2 ? -1 : operand.U16(0) + 1
            : code == 0xC615 && operand[0] == 255 ? ChangedTabs(operand)
            : 1 + operand[0],
    };

    private static int ChangedTabs(ReadOnlySpan<byte> operand)
    {
        if (operand.Length < 2)
        {
            return -1;
        }

        var deleted = 2 + (operand[1] * 4);
        return deleted >= operand.Length ? -1 : deleted + 1 + (operand[deleted] * 3);
    }
}
