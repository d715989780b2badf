using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Mugai.Sanitizers.Ooxml;

/// <summary>The verifier's walk over one part of a binary workbook ([MS-XLSB]): records that must not be there, formulas that act, relationships that lead nowhere.</summary>
internal sealed class RecordTrace(ZipArchiveEntry entry)
{
    public const string MainType = "application/vnd.ms-excel.sheet.binary.macroEnabled.main";

    private const string Prefix = "application/vnd.ms-excel.";

    private static readonly string[] Kinds = ["worksheet", "chartsheet", "styles", "sharedStrings", "comments", "table"];

    // First and last of each stretch of types that any part may have.
    private static readonly (int First, int Last)[] Listed =
    [
        (0, 11), (19, 19), (39, 39), (43, 48), (60, 64), (128, 148), (151, 153), (155, 178), (278, 279), (343, 348), (351, 354), (357, 358), (362, 362), (390, 396), (426, 428), (461, 471), (473, 480), (485, 485),
        (494, 494), (505, 513), (530, 537), (550, 552), (562, 574), (603, 604), (611, 620), (626, 637), (648, 651), (660, 663), (669, 669), (677, 679),
    ];

    // CALL, REGISTER, REGISTER.ID, EXEC, EXECUTE, INITIATE, REQUEST, POKE, TERMINATE, RUN, GOTO, HALT, RETURN, FOPEN to FWRITE, EVALUATE, RTD and the CUBE functions.
    private static readonly HashSet<int> Acting = [17, 53, 54, 55, 110, 132, 133, 134, 135, 136, 137, 138, 139, 149, 150, 175, 176, 177, 178, 179, 257, 267, 379, 380, 381, 382, 383, 477, 478, 479];

    public static bool IsRecords(string type) => type == MainType || (type.StartsWith(Prefix, StringComparison.Ordinal) && Array.IndexOf(Kinds, type[Prefix.Length..]) >= 0);

    /// <summary>Null when nothing was found.</summary>
    public string? Read()
    {
        using var content = new BufferedStream(entry.Open(), 16_384);
        var ids = Relationships();
        while (true)
        {
            var first = content.ReadByte();
            if (first < 0)
            {
                return null;
            }

            var type = first >= 0x80 ? (first - 0x80) + (128 * (content.ReadByte() % 128)) : first;
            var size = 0;
            for (var (i, more) = (0, true); i < 4 && more; i++)
            {
                var next = content.ReadByte();
                more = next >= 0x80;
                size += (next % 128) << (7 * i);
            }

            if (size < 0 || size > 1 << 24)
            {
                return "A record cannot be read back.";
            }

            var data = new byte[size];
            content.ReadExactly(data);
            if (!Array.Exists(Listed, stretch => type >= stretch.First && type <= stretch.Last))
            {
                return "A record is left that is not listed.";
            }

            if (Look(type, data, ids) is { } wrong)
            {
                return wrong;
            }
        }
    }

    private static string? Look(int type, byte[] data, HashSet<string> ids)
    {
        switch (type)
        {
            case >= 8 and <= 11:
                return Formula(data, type == 8 ? 8 + 4 + (2 * I32(data, 8)) + 2 : type == 9 ? 18 : 11);
            case 426:
                return Formula(data, 17);
            case 427:
                return Formula(data, 16);
            case 39:
                return Name(data);
            case 156:
                return I32(data, 0) > 1 ? "A sheet is hidden from people." : Lacks(data, 8, ids);
            case 494:
                return I32(data, 16) <= 0 ? null : Lacks(data, 16, ids);
            case 550 or 551 or 552 or 562 or 661:
                return Lacks(data, 0, ids);
            default:
                return null;
        }
    }

    private static string? Name(byte[] data)
    {
        var chars = I32(data, 9);
        var name = Encoding.Unicode.GetString(data, 13, 2 * chars);
        var isOfMacro = (data[0] & 0x0E) != 0 && (data[2] & 2) == 0;
        return isOfMacro || name.Contains("Auto_", StringComparison.OrdinalIgnoreCase) && (data[0] & 0x20) != 0 ? "A name still belongs to a macro." : Formula(data, 13 + (2 * chars));
    }

    private static string? Lacks(byte[] data, int at, HashSet<string> ids) =>
        ids.Contains(Encoding.Unicode.GetString(data, at + 4, 2 * I32(data, at))) ? null : "A record names a relationship that is not there.";

    private static string? Formula(byte[] data, int at)
    {
        var end = at + 4 + I32(data, at);
        for (at += 4; at < end;)
        {
            int token = data[at++];
            var kind = token > 0x3F ? token - (token > 0x5F ? 0x40 : 0x20) : token;
            if (kind is 0x21 or 0x22)
            {
                var function = BinaryPrimitives.ReadUInt16LittleEndian(data.AsSpan(at + kind - 0x21));
                if (function > 484 || Acting.Contains(function))
                {
                    return "A function is left that must be gone.";
                }
            }

            if (Length(kind, data, at) is not { } length)
            {
                return "A token is left that must be gone.";
            }

            at += length;
        }

        return at == end ? null : "A formula cannot be read back.";
    }

    private static int? Length(int kind, byte[] data, int at) => kind switch
    {
        1 or 2 or 0x23 => 4,
        < 0x17 => 0,
        0x17 => 2 + (2 * BinaryPrimitives.ReadUInt16LittleEndian(data.AsSpan(at))),
        0x18 when data[at] == 0x19 => 13,
        0x19 => (data[at] & 4) == 0 ? 3 : 5 + (2 * BinaryPrimitives.ReadUInt16LittleEndian(data.AsSpan(at + 1))),
        0x1C or 0x1D => 1,
        0x1E or 0x21 or 0x29 => 2,
        0x22 => 3,
        0x1F or 0x3A or 0x3C => 8,
        0x20 or 0x3B or 0x3D => 14,
        0x24 or 0x2A or 0x2C or 0x26 or 0x27 or 0x28 => 6,
        0x25 or 0x2B or 0x2D => 12,
        _ => null,
    };

    private HashSet<string> Relationships()
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var slash = entry.FullName.LastIndexOf('/') + 1;
        if (entry.Archive.GetEntry(string.Concat(entry.FullName.AsSpan(0, slash), "_rels/", entry.FullName.AsSpan(slash), ".rels")) is { } list)
        {
            using var content = list.Open();
            using var xml = OoxmlVerifier.OpenXml(content);
            while (xml.Read())
            {
                if (xml.NodeType == XmlNodeType.Element && xml.GetAttribute("Id") is { } id)
                {
                    ids.Add(id);
                }
            }
        }

        return ids;
    }

    private static int I32(byte[] data, int at) => BinaryPrimitives.ReadInt32LittleEndian(data.AsSpan(at));
}
