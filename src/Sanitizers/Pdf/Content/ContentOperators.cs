namespace Mugai.Sanitizers.Pdf.Content;

/// <summary>The allow-list: every operator of ISO 32000-2, annex A. PS, and what producers invented, is not in it.</summary>
internal static class ContentOperators
{
    private static readonly ContentOperator[] All =
    [
        new("w", "n"), new("J", "n"), new("j", "n"), new("M", "n"), new("d", "an"), new("ri", "N"), new("i", "n"), new("gs", "N", ResourceCategory.ExtGState),
        new("q", "", Role: OperatorRole.Save), new("Q", "", Role: OperatorRole.Restore), new("cm", "nnnnnn"),
        new("m", "nn"), new("l", "nn"), new("c", "nnnnnn"), new("v", "nnnn"), new("y", "nnnn"), new("h", ""), new("re", "nnnn"),
        new("S", ""), new("s", ""), new("f", ""), new("F", ""), new("f*", ""), new("B", ""), new("B*", ""), new("b", ""), new("b*", ""), new("n", ""),
        new("W", ""), new("W*", ""),
        new("BT", "", Role: OperatorRole.BeginText), new("ET", "", Role: OperatorRole.EndText),
        new("Tc", "n"), new("Tw", "n"), new("Tz", "n"), new("TL", "n"), new("Tf", "Nn", ResourceCategory.Font), new("Tr", "n"), new("Ts", "n"),
        new("Td", "nn"), new("TD", "nn"), new("Tm", "nnnnnn"), new("T*", ""),
        new("Tj", "s"), new("TJ", "t"), new("'", "s"), new("\"", "nns"),
        new("d0", "nn"), new("d1", "nnnnnn"),
        new("CS", "N", ResourceCategory.ColorSpace), new("cs", "N", ResourceCategory.ColorSpace), new("SC", "c"), new("sc", "c"),
        new("SCN", "C", ResourceCategory.Pattern), new("scn", "C", ResourceCategory.Pattern),
        new("G", "n"), new("g", "n"), new("RG", "nnn"), new("rg", "nnn"), new("K", "nnnn"), new("k", "nnnn"),
        new("sh", "N", ResourceCategory.Shading), new("Do", "N", ResourceCategory.XObject),
        new("BI", "", Role: OperatorRole.InlineImage),
        new("MP", "N"), new("DP", "Np", ResourceCategory.Properties),
        new("BMC", "N", Role: OperatorRole.BeginMarked), new("BDC", "Np", ResourceCategory.Properties, OperatorRole.BeginMarked), new("EMC", "", Role: OperatorRole.EndMarked),
        new("BX", "", Role: OperatorRole.BeginCompatibility), new("EX", "", Role: OperatorRole.EndCompatibility),
    ];

    // By the first two bytes; three-byte operators in the second half. The seven bits of each leave no two operators in one place.
    private static readonly ContentOperator?[] ByBytes = MakeTable();

    public static ContentOperator? Find(ReadOnlySpan<byte> name)
    {
        if (name.Length is 0 or > 3 || ByBytes[Place(name)] is not { } found || found.Name.Length != name.Length)
        {
            return null;
        }

        for (var i = 0; i < name.Length; i++)
        {
            if (found.Name[i] != name[i])
            {
                return null;
            }
        }

        return found;
    }

    private static int Place(ReadOnlySpan<byte> name) =>
        ((name[0] & 0x7F) << 7) | (name.Length > 1 ? name[1] & 0x7F : 0) | (name.Length > 2 ? 1 << 14 : 0);

    private static ContentOperator?[] MakeTable()
    {
        var table = new ContentOperator?[1 << 15];
        foreach (var one in All)
        {
            table[Place([.. one.Name.Select(c => (byte)c)])] = one;
        }

        return table;
    }
}
