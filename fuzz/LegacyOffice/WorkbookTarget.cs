using Mugai.Sanitizers.CompoundFiles;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.LegacyOffice.Excel;
using Mugai.Sanitizing;

namespace Mugai.Fuzz.LegacyOffice;

/// <summary>Any bytes as the workbook stream of a sound container: a verdict; what is rebuilt passes its verifier, and rebuilt again gives the same bytes and no finding.</summary>
internal static class WorkbookTarget
{
    private static readonly byte[] Globals = [.. Record(0x809, 0, 6, 5, 0, 0xBB, 0x0D, 0xCC, 7, 0, 0, 0, 0, 6, 0, 0, 0)];

    public static FuzzTarget Target { get; } = new("workbook", [Seed(0, 0x10), Seed(1, 0x40), Seed(2, 0x20)], Tokens, input => LegacyRun.Run(Container(input), Formats.Xls, new XlsSanitizer(), new XlsVerifier()));

    private static IReadOnlyList<byte[]> Tokens =>
    [
        Record(0x0A), Record(0x2F, 0, 0, 1, 2, 3, 4), Record(0x3C, 1, 2), Record(0x5D, 0x15, 0, 18, 0), Record(0xEB, 0x0F, 0, 0, 0xF0, 8, 0, 0, 0), Record(0xEC, 0x0F, 0, 2, 0xF0, 0xFF, 0, 0, 0), Record(0x18, 0x20, 0),
        Record(0x1AE, 2, 0, 1, 4), Record(0x17, 1, 0, 0, 0, 0, 0, 0, 0), Record(0x207, 1, 0, 0, 65), Record(0x4BC, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0x1D, 1), Record(0x1066, 0x13, 0, 0x0B, 0xF0, 6, 0, 0, 0, 4, 0x81, 9, 0, 0, 0),
        Globals, [0x42, 1, 0xFF, 0], [0x17, 3, 0], [0x01, 0, 0, 0, 0], [0x5A, 0, 0], [0xFF, 0xFF], [0x07, 0xF0], [0x1E, 0xF0], [0, 0, 0, 0],
    ];

    private static byte[] Record(int type, params byte[] data) => [(byte)type, (byte)(type >> 8), (byte)data.Length, (byte)(data.Length >> 8), .. data];

    private static byte[] Seed(byte kind, byte bof)
    {
        byte[] sheet = [.. Record(0x85, 0, 0, 0, 0, 0, kind, 1, 0, 65), .. Record(0x1AE, 1, 0, 1, 4), .. Record(0x17, 1, 0, 0, 0, 0, 0, 0, 0), .. Record(0x18, 0, 0, 0, 1, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 65, 0x1E, 1, 0), .. Record(0x0A)];
        var at = (byte)(Globals.Length + sheet.Length);
        sheet[4] = at;
        return
        [
            .. Globals, .. sheet, .. Record(0x809, 0, 6, bof, 0, 0xBB, 0x0D, 0xCC, 7, 0, 0, 0, 0, 6, 0, 0, 0), .. Record(0x06, 0, 0, 0, 0, 15, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 3, 0, 0x1E, 1, 0),
            .. Record(0x207, 1, 0, 0, 65), .. Record(0xEC, 0x0F, 0, 2, 0xF0, 24, 0, 0, 0, 0x0F, 0, 4, 0xF0, 16, 0, 0, 0, 2, 0, 0x0A, 0xF0, 8, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8),
            .. Record(0x5D, 0x15, 0, 18, 0, 8, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), .. Record(0x1BE, 0, 0, 0, 0, 1, 0, 0, 65, 1, 0, 0, 65, 1, 0, 0, 65, 1, 0, 0, 65, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), .. Record(0x0A),
        ];
    }

    private static byte[] Container(byte[] workbook)
    {
        var root = new NewStorage("Root Entry");
        root.Add("Workbook", new MemoryStream(workbook));
        using var file = new MemoryStream();
        CompoundFileWriter.Write(root, file, new Budget(BudgetLimits.ForInput(workbook.Length)));
        return file.ToArray();
    }
}
