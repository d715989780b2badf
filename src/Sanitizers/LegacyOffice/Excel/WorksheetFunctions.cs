namespace Mugai.Sanitizers.LegacyOffice.Excel;

/// <summary>
/// The numbers of worksheet functions ([MS-XLS] 2.5.198.17, Ftab) that may stay. Missing: everything that only macro sheets may call (EXEC, FOPEN, INITIATE, GOTO …), CALL (150),
/// REGISTER.ID (267), RTD (379), the CUBE functions (380 to 384, 477) and whatever is not in the table.
/// </summary>
internal static class WorksheetFunctions
{
    private static readonly bool[] Allowed = List(
        (0, 52), (56, 78), (82, 83), (86, 86), (97, 102), (105, 105), (109, 109), (111, 121), (124, 131), (140, 144), (148, 148), (162, 165), (167, 169), (183, 184), (189, 190), (193, 199),
        (204, 216), (219, 222), (227, 235), (244, 244), (247, 247), (252, 252), (261, 261), (269, 332), (336, 337), (342, 347), (350, 354), (358, 378));

    public static bool IsAllowed(int function) => function < Allowed.Length && Allowed[function];

    private static bool[] List(params ReadOnlySpan<(int First, int Last)> ranges)
    {
        var allowed = new bool[512];
        foreach (var (first, last) in ranges)
        {
            allowed.AsSpan(first, last - first + 1).Fill(true);
        }

        return allowed;
    }
}
