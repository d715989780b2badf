using System.Buffers.Binary;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Pdf.Fonts;

/// <summary>
/// A CFF font (Technical Note 5176): all its structures lie inside it, and each glyph's charstring was run without drawing. A glyph whose charstring does
/// what it must not becomes empty in its place. CFF has no programs that change anything but the outline.
/// </summary>
public static class CffFont
{
    private const int EndChar = 14;

    /// <summary>Only <see cref="BudgetExceededException"/> leaves this.</summary>
    public static FontOutcome Rebuild(ReadOnlyMemory<byte> file, Budget budget)
    {
        var font = file.ToArray();
        if (font.Length < 4 || font[0] != 1 || font[2] < 4 || CffIndex.Read(font, font[2]) is not { Count: > 0 } names || CffIndex.Read(font, names.End) is not { Count: > 0 } tops
            || CffIndex.Read(font, tops.End) is not { } strings || CffIndex.Read(font, strings.End) is not { } globals)
        {
            return FontOutcome.Refused("CFF header");
        }

        // A PDF uses the first font of the set.
        if (CffDict.Read(font[tops[0]]) is not { } top || CffIndex.Read(font, top[CffDict.CharStrings] ?? -1) is not { Count: > 0 } glyphs || (top[CffDict.CharstringType] ?? 2) != 2)
        {
            return FontOutcome.Refused("CFF charstrings");
        }

        if (!IsCharset(font, top[CffDict.Charset] ?? 0, glyphs.Count) || !IsEncoding(font, top[CffDict.Encoding] ?? 0, top.Has(CffDict.Ros)))
        {
            return FontOutcome.Refused("CFF charset or encoding");
        }

        if (Subroutines(font, top, glyphs.Count) is not { } locals)
        {
            return FontOutcome.Refused("CFF private dictionary");
        }

        budget.ChargeObjects(glyphs.Count);
        var runs = new CharstringRun(font, globals, budget);
        var repaired = 0;
        for (var i = 0; i < glyphs.Count; i++)
        {
            var place = glyphs[i];
            var length = place.End.Value - place.Start.Value;
            if (!runs.IsSound(place, locals.For(i)))
            {
                // Other glyphs' offsets stay as they are. A charstring of no bytes cannot be emptied, and need not.
                font.AsSpan(place).Clear();
                if (length > 0)
                {
                    font[place.Start.Value] = EndChar;
                    repaired++;
                }
            }
        }

        return new FontOutcome(font, 0, repaired, "");
    }

    private static bool IsCharset(ReadOnlySpan<byte> font, long at, int glyphs)
    {
        // 0 to 2 are predefined.
        if (at <= 2)
        {
            return at >= 0;
        }

        if (at >= font.Length)
        {
            return false;
        }

        var (format, place) = (font[(int)at], at + 1);
        if (format == 0)
        {
            return place + (2L * (glyphs - 1)) <= font.Length;
        }

        var size = format switch { 1 => 3, 2 => 4, _ => 0 };
        for (var covered = 1; covered < glyphs; place += size)
        {
            if (size == 0 || place + size > font.Length)
            {
                return false;
            }

            covered += 1 + (size == 3 ? font[(int)place + 2] : BinaryPrimitives.ReadUInt16BigEndian(font[((int)place + 2)..]));
        }

        return true;
    }

    private static bool IsEncoding(ReadOnlySpan<byte> font, long at, bool isCid)
    {
        if (isCid || at is 0 or 1)
        {
            return true;
        }

        if (at < 0 || at > font.Length - 2)
        {
            return false;
        }

        var (format, count) = (font[(int)at], font[(int)at + 1]);
        var end = at + 2 + (count * ((format & 0x7F) == 1 ? 2 : 1));
        return (format & 0x7F) <= 1 && end <= font.Length && ((format & 0x80) == 0 || (end < font.Length && end + 1 + (3 * font[(int)end]) <= font.Length));
    }

    private static LocalSubroutines? Subroutines(ReadOnlySpan<byte> font, CffDict top, int glyphs)
    {
        if (!top.Has(CffDict.Ros))
        {
            return Private(font, top, out var only) ? new LocalSubroutines([only], []) : null;
        }

        if (CffIndex.Read(font, top[CffDict.FdArray] ?? -1) is not { Count: > 0 } array || FdSelect(font, top[CffDict.FdSelect] ?? -1, glyphs, array.Count) is not { } select)
        {
            return null;
        }

        var all = new CffIndex?[array.Count];
        for (var i = 0; i < array.Count; i++)
        {
            if (CffDict.Read(font[array[i]]) is not { } one || !Private(font, one, out all[i]))
            {
                return null;
            }
        }

        return new LocalSubroutines(all, select);
    }

    // False when the Private DICT is not inside the font; without subroutines the index is null.
    private static bool Private(ReadOnlySpan<byte> font, CffDict dict, out CffIndex? subroutines)
    {
        subroutines = null;
        if (dict[CffDict.Private, 1] is not { } offset || dict[CffDict.Private] is not { } size)
        {
            return !dict.Has(CffDict.Private);
        }

        if (offset < 0 || size < 0 || offset + size > font.Length || CffDict.Read(font.Slice((int)offset, (int)size)) is not { } own)
        {
            return false;
        }

        if (own[CffDict.Subrs] is { } place)
        {
            subroutines = CffIndex.Read(font, offset + place);
            return subroutines is not null;
        }

        return true;
    }

    // The font dictionary of each glyph.
    private static byte[]? FdSelect(ReadOnlySpan<byte> font, long at, int glyphs, int dictionaries)
    {
        if (at < 0 || at > font.Length - 3)
        {
            return null;
        }

        var place = (int)at;
        var select = new byte[glyphs];
        if (font[place] == 0)
        {
            if (place + 1 + glyphs > font.Length)
            {
                return null;
            }

            font.Slice(place + 1, glyphs).CopyTo(select);
        }
        else if (font[place] == 3)
        {
            int ranges = BinaryPrimitives.ReadUInt16BigEndian(font[(place + 1)..]);
            if (place + 5 + (3 * ranges) > font.Length)
            {
                return null;
            }

            for (var i = 0; i < ranges; i++)
            {
                var range = font.Slice(place + 3 + (3 * i), 5);
                int first = BinaryPrimitives.ReadUInt16BigEndian(range);
                int next = BinaryPrimitives.ReadUInt16BigEndian(range[3..]);
                if (first > next || next > glyphs)
                {
                    return null;
                }

                select.AsSpan(first, next - first).Fill(range[2]);
            }
        }
        else
        {
            return null;
        }

        return Array.Exists(select, one => one >= dictionaries) ? null : select;
    }

    /// <summary>Local subroutines: one set, or one for each font dictionary.</summary>
    private sealed record LocalSubroutines(CffIndex?[] Sets, byte[] Select)
    {
        public CffIndex? For(int glyph) => Sets[Select.Length > 0 ? Select[glyph] : 0];
    }
}
