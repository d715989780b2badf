using System.Buffers.Binary;
using System.Text;

namespace Mugai.Sanitizers.Tests.Pdf.Fonts;

/// <summary>Fonts of a few glyphs, made by hand.</summary>
internal static class FontSamples
{
    /// <summary>A TrueType font: glyph 0 empty, 1 a triangle with two instructions, 2 made of glyph 1, then those of the test.</summary>
    public static byte[] TrueType(params byte[][] more)
    {
        byte[] triangle = [0, 1, 0, 0, 0, 0, 0, 10, 0, 10, 0, 2, 0, 2, 0x4F, 0x4F, 0x01, 0x01, 0x01, 0, 0, 0, 10, 0, 0, 0, 0, 0, 0, 0, 10, 0];
        List<byte[]> glyphs = [[], triangle, Composite(1), .. more];
        var (loca, glyf) = (new List<byte> { 0, 0 }, new List<byte>());
        foreach (var glyph in glyphs)
        {
            glyf.AddRange(glyph);
            glyf.AddRange(new byte[glyph.Length & 1]);
            loca.AddRange([(byte)(glyf.Count / 2 >> 8), (byte)(glyf.Count / 2)]);
        }

        var head = new byte[54];
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(12), 0x5F0F3CF5);
        var maxp = new byte[32];
        maxp[1] = 1;
        maxp[5] = (byte)glyphs.Count;
        maxp[25] = 64;
        return Sfnt(0x00010000, ("head", head), ("maxp", maxp), ("loca", [.. loca]), ("glyf", [.. glyf]), ("hhea", new byte[36]), ("hmtx", new byte[4 * glyphs.Count]),
            ("fpgm", [0x2C, 0x2D]), ("prep", [0xB0, 0]), ("cvt ", [0, 1]), ("name", Encoding.ASCII.GetBytes("secret words")), ("DSIG", new byte[8]));
    }

    public static byte[] Composite(int component) => [0xFF, 0xFF, 0, 0, 0, 0, 0, 10, 0, 10, 0x01, 0x02, 0, (byte)component, 0, 0, 0, 2, 0x4F, 0x4F];

    public static byte[] Sfnt(uint version, params (string Tag, byte[] Table)[] tables)
    {
        var directory = new byte[12 + (16 * tables.Length)];
        BinaryPrimitives.WriteUInt32BigEndian(directory, version);
        BinaryPrimitives.WriteUInt16BigEndian(directory.AsSpan(4), (ushort)tables.Length);
        var body = new List<byte>();
        for (var i = 0; i < tables.Length; i++)
        {
            var entry = directory.AsSpan(12 + (16 * i));
            Encoding.ASCII.GetBytes(tables[i].Tag, entry);
            BinaryPrimitives.WriteInt32BigEndian(entry[8..], directory.Length + body.Count);
            BinaryPrimitives.WriteInt32BigEndian(entry[12..], tables[i].Table.Length);
            body.AddRange(tables[i].Table);
            body.AddRange(new byte[(4 - (tables[i].Table.Length & 3)) & 3]);
        }

        return [.. directory, .. body];
    }

    /// <summary>A CFF font with these charstrings and global subroutines.</summary>
    public static byte[] Cff(byte[][] charstrings, params byte[][] subroutines)
    {
        // The offset of the charstrings is a number of five bytes, so that the dictionary's length is known.
        byte[] head = [1, 0, 4, 1, .. Index([.. "F"u8]), .. Index(new byte[6]), .. Index(), .. Index(subroutines)];
        var at = head.Length;
        byte[] top = [29, 0, 0, (byte)(at >> 8), (byte)at, 17];
        return [1, 0, 4, 1, .. Index([.. "F"u8]), .. Index(top), .. Index(), .. Index(subroutines), .. Index(charstrings)];
    }

    private static byte[] Index(params byte[][] objects)
    {
        if (objects.Length == 0)
        {
            return [0, 0];
        }

        var bytes = new List<byte> { (byte)(objects.Length >> 8), (byte)objects.Length, 2, 0, 1 };
        var end = 1;
        foreach (var one in objects)
        {
            end += one.Length;
            bytes.AddRange([(byte)(end >> 8), (byte)end]);
        }

        foreach (var one in objects)
        {
            bytes.AddRange(one);
        }

        return [.. bytes];
    }
}
