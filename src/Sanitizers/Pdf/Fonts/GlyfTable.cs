using Mugai.Wording;
using System.Buffers.Binary;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Pdf.Fonts;

/// <summary>The tables glyf and loca: outlines of TrueType and where each lies.</summary>
internal static class GlyfTable
{
    private const int ShortOffsets = 0;
    private const ushort Words = 0x0001;
    private const ushort Scale = 0x0008;
    private const ushort More = 0x0020;
    private const ushort TwoScales = 0x0040;
    private const ushort Matrix = 0x0080;
    private const ushort Instructions = 0x0100;

    /// <summary>Both tables; null when there are none or no numbers to read them by.</summary>
    public static GlyphTables? Rebuild(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> tables, bool removePrograms, Budget budget)
    {
        if (!tables.TryGetValue("maxp", out var maxp) || maxp.Length < 6 || !tables.TryGetValue("loca", out var loca) || !tables.TryGetValue("glyf", out var glyf))
        {
            return null;
        }

        var isShort = BinaryPrimitives.ReadInt16BigEndian(tables["head"].Span[50..]) == ShortOffsets;
        int count = BinaryPrimitives.ReadUInt16BigEndian(maxp.Span[4..]);
        budget.ChargeObjects(count);
        var glyphs = new ReadOnlyMemory<byte>[count];
        var (repaired, removed) = (0, 0);
        for (var i = 0; i < count; i++)
        {
            var (from, to) = (Offset(loca.Span, i, isShort), Offset(loca.Span, i + 1, isShort));
            if (from >= 0 && to < 0)
            {
                // The last offset is often missing in subsets: the glyph goes on to the end of the table.
                to = glyf.Length;
            }

            if (from < 0 || from >= to)
            {
                repaired += from > to && from >= 0 ? 1 : 0;
                continue;
            }

            repaired += to > glyf.Length ? 1 : 0;
            if (from < glyf.Length)
            {
                glyphs[i] = glyf[(int)from..(int)Math.Min(to, glyf.Length)];
            }
        }

        Check(glyphs, removePrograms, ref repaired, ref removed);
        return Write(glyphs, isShort, repaired, removed);
    }

    private static long Offset(ReadOnlySpan<byte> loca, int index, bool isShort) => isShort
        ? (index + 1) * 2 <= loca.Length ? BinaryPrimitives.ReadUInt16BigEndian(loca[(index * 2)..]) * 2L : -1
        : (index + 1) * 4 <= loca.Length ? BinaryPrimitives.ReadUInt32BigEndian(loca[(index * 4)..]) : -1;

    private static void Check(ReadOnlyMemory<byte>[] glyphs, bool removePrograms, ref int repaired, ref int removed)
    {
        var components = new List<int>?[glyphs.Length];
        for (var i = 0; i < glyphs.Length; i++)
        {
            if (glyphs[i].Length == 0)
            {
                continue;
            }

            var before = glyphs[i];
            if (Glyph(before, glyphs.Length, removePrograms, out var parts) is { } sound)
            {
                glyphs[i] = sound;
                components[i] = parts;
                removed += removePrograms && sound.Length != before.Length ? 1 : 0;
            }
            else
            {
                glyphs[i] = default;
                repaired++;
            }
        }

        foreach (var deep in TooDeep(components))
        {
            glyphs[deep] = default;
            repaired++;
        }
    }

    // Null when it ends before it should. Bytes behind the glyph's end stay: padding, and what readers do not look at.
    private static ReadOnlyMemory<byte>? Glyph(ReadOnlyMemory<byte> glyph, int count, bool removePrograms, out List<int>? components)
    {
        components = null;
        var span = glyph.Span;
        if (span.Length < 10)
        {
            return null;
        }

        int contours = BinaryPrimitives.ReadInt16BigEndian(span);
        if (contours >= 0)
        {
            var end = 10 + (2 * contours);
            if (contours == 0 && span.Length < 12)
            {
                return glyph;
            }

            if (end + 2 > span.Length)
            {
                return null;
            }

            int programs = BinaryPrimitives.ReadUInt16BigEndian(span[end..]);
            return end + 2 + programs > span.Length ? null : removePrograms && programs > 0 ? Without(glyph, end, 2 + programs, [0, 0]) : glyph;
        }

        return Composite(glyph, count, removePrograms, out components);
    }

    private static ReadOnlyMemory<byte>? Composite(ReadOnlyMemory<byte> glyph, int count, bool removePrograms, out List<int>? components)
    {
        components = [];
        var span = glyph.Span;
        var at = 10;
        var (flags, flagsAt) = ((ushort)More, 0);
        var hasPrograms = false;
        var copy = removePrograms ? glyph.ToArray() : [];
        while ((flags & More) != 0)
        {
            if (at + 4 > span.Length || components.Count == FontLimits.MaxComponents)
            {
                return null;
            }

            (flags, flagsAt) = (BinaryPrimitives.ReadUInt16BigEndian(span[at..]), at);
            int index = BinaryPrimitives.ReadUInt16BigEndian(span[(at + 2)..]);
            if (index >= count)
            {
                return null;
            }

            components.Add(index);
            hasPrograms |= (flags & Instructions) != 0;
            if (removePrograms)
            {
                BinaryPrimitives.WriteUInt16BigEndian(copy.AsSpan(flagsAt), (ushort)(flags & ~Instructions));
            }

            at += 4 + ((flags & Words) != 0 ? 4 : 2) + ((flags & Scale) != 0 ? 2 : (flags & TwoScales) != 0 ? 4 : (flags & Matrix) != 0 ? 8 : 0);
        }

        if (at > span.Length)
        {
            return null;
        }

        return removePrograms && hasPrograms ? copy.AsMemory(0, at) : glyph;
    }

    private static byte[] Without(ReadOnlyMemory<byte> glyph, int at, int length, ReadOnlySpan<byte> instead) =>
        [.. glyph.Span[..at], .. instead, .. glyph.Span[(at + length)..]];

    // Composite glyphs that contain themselves or go deeper than allowed. A glyph is one deeper than its deepest component; in one more round than the allowed
    // depth all others have come to rest.
    private static List<int> TooDeep(List<int>?[] components)
    {
        var depth = new int[components.Length];
        var grown = true;
        for (var round = 0; round <= FontLimits.MaxCompositeDepth && grown; round++)
        {
            grown = false;
            for (var i = 0; i < components.Length; i++)
            {
                if (components[i] is { Count: > 0 } parts && parts.Max(part => depth[part]) + 1 > depth[i] && depth[i] <= FontLimits.MaxCompositeDepth)
                {
                    depth[i] = parts.Max(part => depth[part]) + 1;
                    grown = true;
                }
            }
        }

        return [.. Enumerable.Range(0, depth.Length).Where(i => depth[i] > FontLimits.MaxCompositeDepth)];
    }

    private static GlyphTables Write(ReadOnlyMemory<byte>[] glyphs, bool isShort, int repaired, int removed)
    {
        var glyf = new byte[Math.Max(4, glyphs.Sum(g => (g.Length + 3) & ~3))];
        var loca = new byte[(glyphs.Length + 1) * (isShort ? 2 : 4)];
        var at = 0;
        for (var i = 0; i <= glyphs.Length; i++)
        {
            if (isShort)
            {
                BinaryPrimitives.WriteUInt16BigEndian(loca.AsSpan(i * 2), (ushort)(at / 2));
            }
            else
            {
                BinaryPrimitives.WriteInt32BigEndian(loca.AsSpan(i * 4), at);
            }

            if (i < glyphs.Length)
            {
                // Glyphs of a table with overlapping ones may not all fit short offsets any more.
                if (isShort && at + glyphs[i].Length > 2 * ushort.MaxValue)
                {
                    repaired++;
                    continue;
                }

                glyphs[i].Span.CopyTo(glyf.AsSpan(at));
                at += (glyphs[i].Length + (isShort ? 1 : 3)) & ~(isShort ? 1 : 3);
            }
        }

        return new GlyphTables(glyf.AsMemory(0, Math.Max(at, 1)), loca, repaired, removed);
    }
}
