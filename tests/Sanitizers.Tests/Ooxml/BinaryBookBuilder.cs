using System.Text;

namespace Mugai.Sanitizers.Tests.Ooxml;

/// <summary>Writes small binary workbooks ([MS-XLSB]) record by record.</summary>
internal static class BinaryBookBuilder
{
    public const string Main = "application/vnd.ms-excel.sheet.binary.macroEnabled.main";
    public const string Sheet = "application/vnd.ms-excel.worksheet";

    public static byte[] Record(int type, params byte[] data)
    {
        byte[] head = type < 0x80 ? [(byte)type] : [(byte)(type | 0x80), (byte)(type >> 7)];
        return data.Length < 0x80 ? [.. head, (byte)data.Length, .. data] : [.. head, (byte)(data.Length | 0x80), (byte)(data.Length >> 7), .. data];
    }

    public static byte[] Text(string text) => [.. BitConverter.GetBytes(text.Length), .. Encoding.Unicode.GetBytes(text)];

    public static byte[] Sized(params byte[] bytes) => [.. BitConverter.GetBytes(bytes.Length), .. bytes];

    public static byte[] Cell(int column) => [.. BitConverter.GetBytes(column), 0, 0, 0, 0];

    /// <summary>A cell whose formula gave 42.</summary>
    public static byte[] FormulaCell(int column, byte[] tokens, byte[]? extra = null) => Record(9, [.. Cell(column), .. BitConverter.GetBytes(42.0), 0, 0, .. Sized(tokens), .. Sized(extra ?? [])]);

    public static byte[] Name(string name, byte[] tokens, int flags = 0) => Record(39, [.. BitConverter.GetBytes(flags), 0, 0xFF, 0xFF, 0xFF, 0xFF, .. Text(name), .. Sized(tokens), .. Sized(), 0xFF, 0xFF, 0xFF, 0xFF]);

    public static byte[] SheetPart(byte[] cells, byte[]? after = null) =>
    [
        .. Record(129), .. Record(145), .. Record(0, [.. new byte[17]]), .. cells, .. Record(146), .. after ?? [], .. Record(130),
    ];

    /// <summary>A workbook of the sheets given by name, relationship and state, and what follows them.</summary>
    public static byte[] BookPart((string Name, string Id, int State)[] sheets, params byte[][] after) =>
    [
        .. Record(131), .. Record(135), .. Record(158, [.. new byte[29]]), .. Record(136), .. Record(143),
        .. sheets.SelectMany((s, i) => Record(156, [.. BitConverter.GetBytes(s.State), .. BitConverter.GetBytes(i + 1), .. Text(s.Id), .. Text(s.Name)])), .. Record(144), .. after.SelectMany(a => a), .. Record(132),
    ];

    public static PackageBuilder Package(byte[] cells, byte[]? afterData = null, params byte[][] afterSheets) => new PackageBuilder()
        .Relate("", "rId1", "officeDocument", "xl/workbook.bin")
        .Part("xl/workbook.bin", Main, BookPart([("Sheet1", "rId1", 0)], afterSheets))
        .Part("xl/worksheets/sheet1.bin", Sheet, SheetPart(cells, afterData)).Relate("xl/workbook.bin", "rId1", "worksheet", "worksheets/sheet1.bin");

    /// <summary>The records of a part.</summary>
    public static List<(int Type, byte[] Data)> Read(byte[] part)
    {
        var records = new List<(int, byte[])>();
        for (var at = 0; at < part.Length;)
        {
            int type = part[at++];
            type = type < 0x80 ? type : (type & 0x7F) | ((part[at++] & 0x7F) << 7);
            var size = 0;
            for (var shift = 0; ; shift += 7)
            {
                size |= (part[at] & 0x7F) << shift;
                if (part[at++] < 0x80)
                {
                    break;
                }
            }

            records.Add((type, part[at..(at + size)]));
            at += size;
        }

        return records;
    }
}
