using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.LegacyOffice.Word;

/// <summary>The characters of a document in their order, read from and blanked in the bytes of its pieces.</summary>
internal sealed class DocumentText(PieceTable pieces, Ownership document, Budget budget)
{
    /// <summary>Claims the bytes of all pieces; false when one leaves the stream.</summary>
    public bool Take()
    {
        foreach (var (_, count, start, isNarrow) in pieces.Pieces)
        {
            if (!document.Take(start, isNarrow ? count : count * 2L, isText: true))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Shows every character of <paramref name="bytes"/>, the stream as it was or as it is written, to <paramref name="plan"/>; parts of the document end at <paramref name="ends"/> (ascending).
    /// </summary>
    public void Read(FieldPlan plan, IReadOnlyList<uint> ends, ReadOnlySpan<byte> bytes)
    {
        var part = 0;
        foreach (var (first, count, start, isNarrow) in pieces.Pieces)
        {
            budget.ChargeObjects(1 + (count / 64));
            for (var i = 0u; i < count; i++)
            {
                while (part < ends.Count && first + i >= ends[part])
                {
                    plan.EndPart();
                    part++;
                }

                var c = isNarrow ? (char)bytes[(int)(start + i)] : (char)bytes.U16((int)(start + (i * 2)));
                if (c is >= '\x13' and <= '\x15')
                {
                    plan.Mark(c, first + i);
                }
                else
                {
                    plan.Character(c);
                }
            }
        }

        plan.EndPart();
    }

    /// <summary>Writes spaces over stretches of characters, but for marks of fields.</summary>
    public void Blank(List<(uint First, uint End)> stretches, bool evenMarks = false)
    {
        // An outer field holds inner ones: each character once is enough, and keeps nested stretches linear.
        stretches.Sort();
        var done = 0u;
        var piece = 0;
        foreach (var (first, end) in stretches)
        {
            for (var at = Math.Max(first, done); at < end; at++)
            {
                while (piece < pieces.Pieces.Count && at >= pieces.Pieces[piece].FirstCharacter + pieces.Pieces[piece].Count)
                {
                    piece++;
                }

                if (piece == pieces.Pieces.Count)
                {
                    return;
                }

                var (firstOfPiece, _, start, isNarrow) = pieces.Pieces[piece];
                var place = (int)(start + ((at - firstOfPiece) * (isNarrow ? 1 : 2)));
                var c = isNarrow ? document.Target[place] : ((ReadOnlySpan<byte>)document.Target).U16(place);
                if (!evenMarks && c is >= 0x13 and <= 0x15)
                {
                    continue;
                }

                document.Target[place] = (byte)' ';
                if (!isNarrow)
                {
                    document.Target[place + 1] = 0;
                }
            }

            done = Math.Max(done, end);
        }
    }
}
