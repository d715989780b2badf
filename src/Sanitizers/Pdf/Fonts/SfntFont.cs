using System.Buffers.Binary;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Pdf.Fonts;

/// <summary>
/// A TrueType or OpenType font written anew: a table directory of our own over the tables that a PDF reader needs (ISO 32000-2, 9.9.1), each inside the file, no
/// byte between them. Glyphs that point outside of their table become empty; programs go when the policy says so.
/// </summary>
public static class SfntFont
{
    private const uint TrueType = 0x00010000;
    private const uint AppleTrueType = 0x74727565;
    private const uint OpenType = 0x4F54544F;
    private const uint Collection = 0x74746366;
    private const int HeadLength = 54;

    // Everything that draws or measures glyphs. Layout (GSUB, GPOS), names, bitmaps, color and SVG are no business of a font inside a PDF.
    private static readonly string[] Kept = ["CFF ", "OS/2", "VORG", "cmap", "cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "post", "prep", "vhea", "vmtx"];

    private static readonly string[] Programs = ["cvt ", "fpgm", "prep"];

    /// <summary>Only <see cref="BudgetExceededException"/> leaves this.</summary>
    /// <param name="removePrograms">Leaves out TrueType instructions: fpgm, prep, cvt and those of each glyph.</param>
    public static FontOutcome Rebuild(ReadOnlyMemory<byte> file, bool removePrograms, Budget budget)
    {
        if (Start(file.Span) is not (>= 0 and var start))
        {
            return FontOutcome.Refused("sfnt header");
        }

        var version = BinaryPrimitives.ReadUInt32BigEndian(file.Span[start..]);
        var tables = ReadDirectory(file, start, out var removed, out var repaired);
        budget.ChargeObjects(tables.Count);
        if (!tables.TryGetValue("head", out var head) || head.Length < HeadLength)
        {
            return FontOutcome.Refused("head table");
        }

        var isCff = tables.ContainsKey("CFF ");
        if (isCff)
        {
            // With CFF outlines there is no place for TrueType ones.
            removed += tables.Remove("glyf") | tables.Remove("loca") ? 1 : 0;
            var cff = CffFont.Rebuild(tables["CFF "], budget);
            if (cff.Data is null)
            {
                return cff;
            }

            tables["CFF "] = cff.Data;
            repaired += cff.Repaired;
        }
        else if (GlyfTable.Rebuild(tables, removePrograms, budget) is { } glyphs)
        {
            (tables["glyf"], tables["loca"]) = (glyphs.Glyf, glyphs.Loca);
            repaired += glyphs.Repaired;
            removed += glyphs.Removed;
        }
        else
        {
            return FontOutcome.Refused("glyf and loca tables");
        }

        if (removePrograms || isCff)
        {
            removed += Programs.Count(tables.Remove);
        }

        if (tables.TryGetValue("cmap", out var cmap))
        {
            var sound = CmapTable.Rebuild(cmap, out var dropped);
            repaired += dropped;
            tables["cmap"] = sound;
        }

        return new FontOutcome(Write(version is OpenType ? isCff ? OpenType : TrueType : version, tables, removePrograms && !isCff, budget), removed, repaired, "");
    }

    // Where the table directory begins; the first font of a collection, which PDF does not allow but readers take.
    private static int Start(ReadOnlySpan<byte> file)
    {
        if (file.Length < 12)
        {
            return -1;
        }

        long start = 0;
        if (BinaryPrimitives.ReadUInt32BigEndian(file) == Collection && file.Length >= 16)
        {
            start = BinaryPrimitives.ReadUInt32BigEndian(file[12..]);
        }

        return start <= file.Length - 12 && BinaryPrimitives.ReadUInt32BigEndian(file[(int)start..]) is TrueType or AppleTrueType or OpenType ? (int)start : -1;
    }

    private static SortedDictionary<string, ReadOnlyMemory<byte>> ReadDirectory(ReadOnlyMemory<byte> file, int start, out int removed, out int repaired)
    {
        var tables = new SortedDictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        (removed, repaired) = (0, 0);
        var span = file.Span;
        int count = BinaryPrimitives.ReadUInt16BigEndian(span[(start + 4)..]);
        for (var i = 0; i < Math.Min(count, FontLimits.MaxTables) && start + 12 + (16 * (i + 1)) <= file.Length; i++)
        {
            var entry = span.Slice(start + 12 + (16 * i), 16);
            var tag = System.Text.Encoding.Latin1.GetString(entry[..4]);
            long offset = BinaryPrimitives.ReadUInt32BigEndian(entry[8..]);
            long length = BinaryPrimitives.ReadUInt32BigEndian(entry[12..]);
            if (Array.IndexOf(Kept, tag) < 0)
            {
                removed++;
            }
            else if (offset >= file.Length || length == 0 || !tables.TryAdd(tag, file.Slice((int)offset, (int)Math.Min(length, file.Length - offset))))
            {
                repaired += length == 0 ? 0 : 1;
            }
            else if (length > file.Length - offset)
            {
                repaired++;
            }
        }

        return tables;
    }

    private static byte[] Write(uint version, SortedDictionary<string, ReadOnlyMemory<byte>> tables, bool withoutPrograms, Budget budget)
    {
        var size = 12 + (16 * tables.Count) + tables.Values.Sum(t => (t.Length + 3) & ~3);
        budget.ChargeBytes(size);
        var font = new byte[size];
        BinaryPrimitives.WriteUInt32BigEndian(font, version);
        BinaryPrimitives.WriteUInt16BigEndian(font.AsSpan(4), (ushort)tables.Count);
        var power = 31 - System.Numerics.BitOperations.LeadingZeroCount((uint)Math.Max(1, tables.Count));
        BinaryPrimitives.WriteUInt16BigEndian(font.AsSpan(6), (ushort)(16 << power));
        BinaryPrimitives.WriteUInt16BigEndian(font.AsSpan(8), (ushort)power);
        BinaryPrimitives.WriteUInt16BigEndian(font.AsSpan(10), (ushort)((16 * tables.Count) - (16 << power)));
        var (entry, at, head) = (12, 12 + (16 * tables.Count), 0);
        foreach (var (tag, table) in tables)
        {
            var body = font.AsSpan(at, table.Length);
            table.Span.CopyTo(body);
            if (tag == "head")
            {
                head = at;
                body.Slice(8, 4).Clear();
            }
            else if (tag == "maxp" && withoutPrograms && table.Length >= 32)
            {
                // Twilight points, storage, functions, instruction definitions, stack, size of instructions.
                body.Slice(16, 12).Clear();
            }

            System.Text.Encoding.Latin1.GetBytes(tag, font.AsSpan(entry, 4));
            BinaryPrimitives.WriteUInt32BigEndian(font.AsSpan(entry + 4), Sum(font.AsSpan(at, (table.Length + 3) & ~3)));
            BinaryPrimitives.WriteInt32BigEndian(font.AsSpan(entry + 8), at);
            BinaryPrimitives.WriteInt32BigEndian(font.AsSpan(entry + 12), table.Length);
            entry += 16;
            at += (table.Length + 3) & ~3;
        }

        BinaryPrimitives.WriteUInt32BigEndian(font.AsSpan(head + 8), unchecked(0xB1B0AFBA - Sum(font)));
        return font;
    }

    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        uint sum = 0;
        for (var i = 0; i + 4 <= bytes.Length; i += 4)
        {
            sum = unchecked(sum + BinaryPrimitives.ReadUInt32BigEndian(bytes[i..]));
        }

        return sum;
    }
}
