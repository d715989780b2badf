using Mugai.Sanitizers.LegacyOffice.Properties;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.LegacyOffice.Word;

/// <summary>
/// Reads a written document as a stranger: three streams and no storage, a FIB without encryption, glossary, macros, toolbars or template, and fields of which each begins, is of a kind that may
/// stay and whose mark stands in the text.
/// </summary>
public sealed class DocVerifier : IOutputVerifier
{
    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Doc];

    /// <inheritdoc/>
    public string? Verify(FileFormat format, Stream output, ISanitizeContext context)
    {
        if (PlainCompoundFile.Open(output, out var fault) is not { } file)
        {
            return fault;
        }

        if (file.Names.Exists(name => name is not ("WordDocument" or "1Table" or "Data") && !PropertyVerifier.IsName(name)) || file.Stream("WordDocument") is not { } document || file.Stream("1Table") is not { } table)
        {
            return "other streams than a document's";
        }

        using var reader = new BinaryReader(document);
        using var tables = new BinaryReader(table);
        return PropertyVerifier.Verify(file) ?? Block(reader, document.Length) ?? Structures(reader, tables, document.Length, table.Length);
    }

    private static string? Block(BinaryReader reader, long length)
    {
        if (length < 0x9A + (0x5D * 8) || reader.ReadUInt16() != 0xA5EC)
        {
            return "no document";
        }

        reader.BaseStream.Position = 8;
        var glossary = reader.ReadUInt16();
        var flags = reader.ReadUInt16();
        reader.ReadUInt16();
        return glossary != 0 || (flags & 0x8102) != 0 || (flags & 0x0200) == 0 || reader.ReadUInt32() != 0 ? "encrypted, or with a glossary" : null;
    }

    private static string? Structures(BinaryReader reader, BinaryReader tables, long length, long tableLength)
    {
        reader.BaseStream.Position = 0x98;
        int pairs = reader.ReadUInt16();
        var fields = new List<(int Pair, uint Start, uint Length)>();
        for (var i = 0; i < pairs; i++)
        {
            var start = reader.ReadUInt32();
            var size = reader.ReadUInt32();
            if (start + (long)size > tableLength)
            {
                return "a structure beyond its stream";
            }

            if (size > 0 && i is 0 or 9 or 10 or (>= 24 and <= 30) or 35 or 44 or 45 or 54 or 60 or 61 or 62 or (>= 69 and <= 72) or (>= 77 and <= 90) or >= 92)
            {
                return "a structure that is not listed";
            }

            if (i == 32 && size != 42)
            {
                return "associations";
            }

            if (i is (>= 16 and <= 19) or 48 or 57 or 59)
            {
                fields.Add((i, start, size));
            }
        }

        return fields.Select(table => Fields(tables, table.Start, table.Length)).FirstOrDefault(fault => fault is not null);
    }

    private static string? Fields(BinaryReader tables, uint start, uint size)
    {
        if (size == 0)
        {
            return null;
        }

        var count = (size - 4) / 6;
        tables.BaseStream.Position = start + ((count + 1) * 4);
        var depth = 0;
        for (var i = 0; i < count; i++)
        {
            var mark = tables.ReadByte() & 0x1F;
            var kind = tables.ReadByte();
            depth += mark == 0x13 ? 1 : mark == 0x15 ? -1 : 0;
            if (mark is < 0x13 or > 0x15 || depth < 0)
            {
                return "marks of fields that do not match";
            }

            // DDE, INCLUDE…, LINK, EMBED, MACROBUTTON, CONTROL, ADDIN, IMPORT, merging.
            if (mark == 0x13 && kind is 0x0B or 0x24 or (>= 0x26 and <= 0x30) or 0x32 or 0x33 or 0x37 or 0x38 or 0x3A or 0x3B or 0x43 or 0x44 or 0x4B or 0x51 or 0x57 or 0x5B or 0x5D or 0x5E)
            {
                return "a field that may not stay";
            }
        }

        return depth == 0 ? null : "a field without an end";
    }
}
