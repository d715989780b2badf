using Mugai.Sanitizers.Pdf.Fonts;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.Pdf.Fonts;

public sealed class FontTests
{
    // rmoveto, a line, endchar.
    private static readonly byte[] Drawing = [139, 139, 21, 149, 6, 14];

    [Fact]
    public void Keeps_TablesThatDraw()
    {
        var outcome = Sfnt(FontSamples.TrueType(), removePrograms: false);

        Assert.Equal(0, outcome.Repaired);
        Assert.Equal(2, outcome.Removed);
        var tables = Tables(outcome.Data!);
        Assert.Equal(["cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"], tables.Keys.Order(StringComparer.Ordinal));
        Assert.False(Contains(outcome.Data!, "secret words"u8));
        Assert.True(Contains(tables["glyf"], [0x4F, 0x4F]));
    }

    [Fact]
    public void Removes_TrueTypePrograms()
    {
        var outcome = Sfnt(FontSamples.TrueType(), removePrograms: true);

        var tables = Tables(outcome.Data!);
        Assert.Equal(["glyf", "head", "hhea", "hmtx", "loca", "maxp"], tables.Keys.Order(StringComparer.Ordinal));
        Assert.False(Contains(tables["glyf"], [0x4F, 0x4F]));

        // The triangle is still there behind an instruction length of 0.
        Assert.True(Contains(tables["glyf"], [0, 2, 0, 0, 1, 1, 1, 0, 0, 0, 10]));
        Assert.Equal(0, tables["maxp"][25]);
    }

    [Fact]
    public void Empties_CompositeGlyphsInACircle()
    {
        var outcome = Sfnt(FontSamples.TrueType(FontSamples.Composite(4), FontSamples.Composite(3), FontSamples.Composite(200)), removePrograms: false);

        Assert.Equal(3, outcome.Repaired);
        var loca = Tables(outcome.Data!)["loca"];
        Assert.Equal(loca[6..8], loca[8..10]);
        Assert.NotEqual(loca[4..6], loca[6..8]);
    }

    [Fact]
    public void Runs_CharstringsWithoutDrawing()
    {
        var sound = FontSamples.Cff([[14], Drawing, [32, 29, 14]], [139, 139, 21, 11]);

        var outcome = CffFont.Rebuild(sound, NewBudget());

        Assert.Equal(0, outcome.Repaired);
        Assert.Equal(sound, outcome.Data);
    }

    [Fact]
    public void Empties_GlyphsThatRunWild()
    {
        // Subroutine 0 (-107 with the bias) calls itself; a subroutine that is not there; an operator that does not exist; a number that is cut off.
        var wild = FontSamples.Cff([[14], [32, 29, 14], [239, 29, 14], [2, 14], [255, 0], Drawing], [32, 29, 11]);

        var outcome = CffFont.Rebuild(wild, NewBudget());

        Assert.Equal(4, outcome.Repaired);
        Assert.True(Contains(outcome.Data!, [14, 14, 0, 0, 14, 0, 0, 14, 0, 14, 0, .. Drawing]));
        Assert.Equal(0, CffFont.Rebuild(outcome.Data!, NewBudget()).Repaired);
    }

    [Fact]
    public void Refuses_WhatIsNoFont()
    {
        Assert.Null(Sfnt("not a font at all, but words"u8.ToArray(), false).Data);
        Assert.Null(Sfnt(FontSamples.Sfnt(0x00010000, ("head", new byte[54])), false).Data);
        Assert.Null(CffFont.Rebuild(new byte[] { 1, 0, 4, 1, 0, 0 }, NewBudget()).Data);
        Assert.NotEmpty(CffFont.Rebuild(default, NewBudget()).Fault);
    }

    [Fact]
    public void Never_ThrowsOnACutFont()
    {
        foreach (var font in (byte[][])[FontSamples.TrueType(), FontSamples.Sfnt(0x4F54544F, ("CFF ", FontSamples.Cff([[14], Drawing])), ("head", new byte[54]), ("maxp", new byte[6]))])
        {
            for (var length = 0; length < font.Length; length++)
            {
                if (Sfnt(font[..length], true).Data is { } once)
                {
                    Assert.Equal(once, Sfnt(once, true).Data);
                }
            }
        }
    }

    private static FontOutcome Sfnt(byte[] font, bool removePrograms) => SfntFont.Rebuild(font, removePrograms, NewBudget());

    private static Budget NewBudget() => new(BudgetLimits.ForInput(1 << 20));

    private static bool Contains(byte[] bytes, ReadOnlySpan<byte> part) => bytes.AsSpan().IndexOf(part) >= 0;

    private static Dictionary<string, byte[]> Tables(byte[] font)
    {
        var tables = new Dictionary<string, byte[]>();
        for (var i = 0; i < font[5]; i++)
        {
            var entry = font.AsSpan(12 + (16 * i), 16);
            var offset = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(entry[8..]);
            tables[System.Text.Encoding.ASCII.GetString(entry[..4])] = font.AsSpan(offset, System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(entry[12..])).ToArray();
        }

        return tables;
    }
}
