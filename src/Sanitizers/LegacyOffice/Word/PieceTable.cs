using Mugai.Sanitizers.Metafiles;

namespace Mugai.Sanitizers.LegacyOffice.Word;

/// <summary>Which bytes of the document stream are the text, in its order ([MS-DOC] 2.9.177 and 2.9.178).</summary>
internal sealed class PieceTable
{
    private readonly List<TextPiece> _pieces = [];

    /// <summary>The grpprls of fast-saved changes, as stretches of the Clx.</summary>
    public List<(int Start, int Length)> Changes { get; } = [];

    public IReadOnlyList<TextPiece> Pieces => _pieces;

    /// <param name="clx">The table with the changes before it.</param>
    /// <param name="areNarrow">Word 6 and 95: all pieces are of one width, and a place is a place. Null: each place says its width.</param>
    public static PieceTable? Read(ReadOnlySpan<byte> clx, bool? areNarrow = null)
    {
        var table = new PieceTable();
        var at = 0;
        while (at + 3 <= clx.Length && clx[at] == 1)
        {
            int length = clx.U16(at + 1);
            if (at + 3 + length > clx.Length)
            {
                return null;
            }

            table.Changes.Add((at + 3, length));
            at += 3 + length;
        }

        if (at + 5 > clx.Length || clx[at] != 2 || clx.U32(at + 1) > clx.Length - at - 5)
        {
            return null;
        }

        return table.ReadPieces(clx.Slice(at + 5, (int)clx.U32(at + 1)), areNarrow) ? table : null;
    }

    private bool ReadPieces(ReadOnlySpan<byte> plc, bool? areNarrow)
    {
        var count = (plc.Length - 4) / 12;
        if (count < 1)
        {
            return false;
        }

        for (var i = 0; i < count; i++)
        {
            var (first, end) = (plc.U32(i * 4), plc.U32((i * 4) + 4));
            var place = plc.U32(((count + 1) * 4) + (i * 8) + 2);
            if (end <= first || end > 0x3FFFFFFF || (i == 0 && first != 0))
            {
                return false;
            }

            var isNarrow = areNarrow ?? (place & 0x40000000) != 0;
            _pieces.Add(new TextPiece(first, end - first, areNarrow is not null ? place : isNarrow ? (place & 0x3FFFFFFF) / 2 : place & 0x3FFFFFFF, isNarrow));
        }

        return true;
    }
}
