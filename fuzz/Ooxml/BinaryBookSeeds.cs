using System.IO.Compression;
using System.Text;

namespace Mugai.Fuzz.Ooxml;

/// <summary>Parts of binary workbooks ([MS-XLSB]) with the records that are looked into.</summary>
internal static class BinaryBookSeeds
{
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Excel = "application/vnd.ms-excel.";

    private static byte[] Links => [.. Record(353), .. Record(357), .. Record(355, Text("rId9")), .. Record(362, [2, 0, 0, 0, .. new byte[12], 1, 0, 0, 0, .. new byte[8]]), .. Record(354)];

    private static byte[] Book =>
    [
        .. Record(131), .. Record(158, new byte[29]), .. Record(156, [0, 0, 0, 0, 1, 0, 0, 0, .. Text("rId1"), .. Text("S")]), .. Record(156, [2, 0, 0, 0, 2, 0, 0, 0, .. Text("rId7"), .. Text("M")]), .. Links,
        .. Name("_xlfn.XLOOKUP", 0x2000B, [0x1C, 0x1D]), .. Name("Auto_Open", 0x20, [0x3A, 0, 0, 0, 0, 0, 0, 0, 0]), .. Name("a", 0, [0x23, 1, 0, 0, 0, 0x1E, 1, 0, 0x42, 2, 255, 0]), .. Record(132),
    ];

    private static byte[] Sheet =>
    [
        .. Record(129), .. Record(35, 1, 2, 3, 4), .. Record(36), .. Record(145), .. Record(0, new byte[17]), .. Formula(0, [0x1E, 1, 0, 0x22, 1, 150, 0]), .. Formula(1, [0x21, 19, 0]),
        .. Formula(2, [1, 0, 0, 0, 0], [2, 0, 0, 0]), .. Record(427, [.. new byte[16], 3, 0, 0, 0, 0x21, 19, 0, 0, 0, 0, 0]), .. Formula(3, [1, 0, 0, 0, 0], [2, 0, 0, 0]),
        .. Formula(4, [0x17, 9, 0, .. Encoding.Unicode.GetBytes("http://x/"), 0x22, 1, 103, 1]), .. Record(8, [.. new byte[8], .. Text("v"), 0, 0, 9, 0, 0, 0, 0x3A, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        .. Record(146), .. Record(461, new byte[12]), .. Record(463, [.. new byte[30], 7, 0, 0, 0, .. new byte[8], 255, 255, 255, 255, 7, 0, 0, 0, 0x1E, 1, 0, 0x22, 1, 150, 0, 0, 0, 0, 0]), .. Record(464), .. Record(462),
        .. Record(573, new byte[18]), .. Record(64, new byte[40]), .. Record(574), .. Record(494, [.. new byte[16], .. Text("rId8"), .. Text(""), .. Text(""), .. Text("")]), .. Record(478, new byte[38]), .. Record(550, Text("rId5")),
        .. Record(638), .. Record(639, new byte[9]), .. Record(640), .. Record(660, 1, 0, 0, 0), .. Record(661, Text("rId4")), .. Record(662), .. Record(130),
    ];

    public static IReadOnlyList<byte[]> Parts { get; } = [Book, Sheet];

    public static IReadOnlyList<byte[]> Tokens { get; } =
    [
        [0x22, 1, 150, 0], [0x39, 0, 0, 1, 0, 0, 0], [0x23, 2, 0, 0, 0], [0x18, 0x19], [0x19, 4, 255, 255], [1, 0, 0, 0, 0], [0xFF, 0xFF, 0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0x7F], [0xAB, 3], [0x81, 1], [0x82, 1, 0], [0x91, 1, 0], [0x92, 1, 0],
        [35, 0], [36, 0], [37, 0], [38, 0], [0xCD, 3], [0xCE, 3], .. (byte[][])[Record(428, new byte[33]), Record(426, new byte[25]), Record(49, 0, 0, 0, 0), Record(471, new byte[24])],
    ];

    /// <summary>A package around one part: the workbook, or its sheet.</summary>
    public static byte[] Package(byte[] part)
    {
        var isBook = part is [0x83, 1, ..];
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "[Content_Types].xml", Encoding.UTF8.GetBytes("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                + $"<Override PartName=\"/xl/workbook.bin\" ContentType=\"{Excel}sheet.binary.macroEnabled.main\"/><Override PartName=\"/xl/worksheets/sheet1.bin\" ContentType=\"{Excel}worksheet\"/></Types>"));
            Add(zip, "_rels/.rels", Relationships("officeDocument", "rId1", "xl/workbook.bin"));
            Add(zip, "xl/_rels/workbook.bin.rels", Relationships("worksheet", "rId1", "worksheets/sheet1.bin"));
            Add(zip, "xl/worksheets/_rels/sheet1.bin.rels", Relationships("hyperlink", "rId8", "https://example.jp/\" TargetMode=\"External"));
            Add(zip, "xl/workbook.bin", isBook ? part : Book);
            Add(zip, "xl/worksheets/sheet1.bin", isBook ? Sheet : part);
        }

        return bytes.ToArray();
    }

    private static byte[] Relationships(string type, string id, string target) =>
        Encoding.UTF8.GetBytes($"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"{id}\" Type=\"{Office}/{type}\" Target=\"{target}\"/></Relationships>");

    private static byte[] Record(int type, params byte[] data)
    {
        byte[] head = type < 0x80 ? [(byte)type] : [(byte)(type | 0x80), (byte)(type >> 7)];
        return data.Length < 0x80 ? [.. head, (byte)data.Length, .. data] : [.. head, (byte)(data.Length | 0x80), (byte)(data.Length >> 7), .. data];
    }

    private static byte[] Text(string text) => [.. BitConverter.GetBytes(text.Length), .. Encoding.Unicode.GetBytes(text)];

    private static byte[] Formula(byte column, byte[] tokens, params byte[] extra) =>
        Record(9, [column, .. new byte[17], .. BitConverter.GetBytes(tokens.Length), .. tokens, .. BitConverter.GetBytes(extra.Length), .. extra]);

    private static byte[] Name(string name, int flags, byte[] tokens) =>
        Record(39, [.. BitConverter.GetBytes(flags), 0, 255, 255, 255, 255, .. Text(name), .. BitConverter.GetBytes(tokens.Length), .. tokens, 0, 0, 0, 0, 255, 255, 255, 255]);

    private static void Add(ZipArchive zip, string name, byte[] content)
    {
        using var entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
        entry.Write(content);
    }
}
