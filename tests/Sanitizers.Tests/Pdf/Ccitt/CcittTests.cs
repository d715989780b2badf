using System.Text;
using Mugai.Sanitizers.Pdf.Bilevel;
using Mugai.Sanitizers.Pdf.Ccitt;
using Mugai.Sanitizers.Pdf.Writing;

namespace Mugai.Sanitizers.Tests.Pdf.Ccitt;

public sealed class CcittTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 3)]
    [InlineData(64, 20)]
    [InlineData(1728, 40)]
    [InlineData(9000, 12)]
    public void Decodes_WhatWasEncoded(int width, int height)
    {
        foreach (var density in (int[])[0, 1, 7, 50, 93, 100])
        {
            var image = Speckled(width, height, density);

            var result = CcittDecoder.Decode(CcittEncoder.Encode(image), new CcittParameters { K = -1, Columns = width, Rows = height })!;

            Assert.False(result.IsDamaged);
            Assert.Equal(height, result.RowsRead);
            Assert.Equal(image.Data, result.Image.Data);
        }
    }

    [Fact]
    public void Finds_RowsByItself()
    {
        var image = Speckled(100, 700, 20);

        var result = CcittDecoder.Decode(CcittEncoder.Encode(image), new CcittParameters { K = -1, Columns = 100 })!;

        Assert.Equal(700, result.Image.Height);
        Assert.Equal(image.Data, result.Image.Data);
    }

    [Fact]
    public void Reads_Group3WithEndOfLineCodes()
    {
        // T.4: EOL, white 4 (1011), black 2 (11), white 2 (0111); EOL, white 0 (00110101), black 8 (000101); six EOL.
        var bits = "000000000001" + "1011" + "11" + "0111" + "0000000000000001" + "00110101" + "000101" + string.Concat(Enumerable.Repeat("000000000001", 6));

        var result = CcittDecoder.Decode(Packed(bits), new CcittParameters { K = 0, Columns = 8 })!;

        Assert.False(result.IsDamaged);
        Assert.Equal([0b0000_1100, 0xFF], result.Image.Data);
    }

    [Fact]
    public void Reads_Group3OfTwoDimensions()
    {
        // A row of one dimension (tag 1), then one of two (tag 0): V0, VR1, V0 against white 4, black 2, white 2.
        var bits = "0000000000011" + "1011" + "11" + "0111" + "0000000000010" + "1" + "011" + "1" + string.Concat(Enumerable.Repeat("0000000000011", 6));

        var result = CcittDecoder.Decode(Packed(bits), new CcittParameters { K = 4, Columns = 8 })!;

        Assert.Equal([0b0000_1100, 0b0000_1110], result.Image.Data);
    }

    [Fact]
    public void Keeps_RowsBeforeDamage()
    {
        var image = Speckled(200, 50, 30);
        var coded = CcittEncoder.Encode(image);

        var result = CcittDecoder.Decode(coded.AsSpan(0, coded.Length / 2), new CcittParameters { K = -1, Columns = 200, Rows = 50 })!;

        Assert.True(result.IsDamaged);
        Assert.InRange(result.RowsRead, 10, 49);
        var sound = result.RowsRead * image.Stride;
        Assert.Equal(image.Data[..sound], result.Image.Data[..sound]);
    }

    [Fact]
    public void Refuses_MorePixelsThanAllowed()
    {
        Assert.Null(CcittDecoder.Decode([0xFF], new CcittParameters { K = -1, Columns = 60_000, Rows = 60_000 }));
        Assert.Null(CcittDecoder.Decode([0xFF], new CcittParameters { K = -1, Columns = 0, Rows = 1 }));

        // A bit for each white row: a megabyte would claim eight million rows.
        var bomb = new byte[1 << 20];
        bomb.AsSpan().Fill(0xFF);
        var result = CcittDecoder.Decode(bomb, new CcittParameters { K = -1, Columns = 1728, MaxPixels = 1_000_000 })!;
        Assert.InRange(result.Image.Height, 1, 1_000_000 / 1728);
    }

    [Fact]
    public void Chooses_FlateForHalftones()
    {
        var halftone = new BilevelImage(512, 512);
        for (var y = 0; y < 512; y++)
        {
            halftone.Row(y).Fill((byte)(y % 2 == 0 ? 0xAA : 0x55));
        }

        Assert.Equal("/Filter/FlateDecode", Encoding.ASCII.GetString(BilevelPictures.Coded(halftone).Filter));
        Assert.StartsWith("/Filter/CCITTFaxDecode", Encoding.ASCII.GetString(BilevelPictures.Coded(Speckled(2000, 2000, 0)).Filter), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(-13)]
    [InlineData(300)]
    [InlineData(-300)]
    [InlineData(5_000)]
    [InlineData(-5_000)]
    [InlineData(int.MaxValue / 4)]
    [InlineData(-int.MaxValue / 4)]
    public void Shows_ALineFromAnyColumn(int from)
    {
        var image = Speckled(1_001, 3, 40);
        var line = new PixelLine(37);
        line.Take(image, 1, from);
        for (var x = -PixelLine.Margin; x < 37 + PixelLine.Margin; x++)
        {
            Assert.Equal(image[from + x, 1], line.Pixels[PixelLine.Margin + x]);
        }

        var copy = new BilevelImage(1_001, 3);
        var whole = new PixelLine(1_001);
        for (var y = 0; y < 3; y++)
        {
            whole.Take(image, y);
            whole.Put(copy, y);
        }

        Assert.Equal(image.Data, copy.Data);
    }

    // Black pixels in clumps, the same each time.
    private static BilevelImage Speckled(int width, int height, int percent)
    {
        var image = new BilevelImage(width, height);
        uint state = 12345;
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                state = (state * 1664525) + 1013904223;
                if ((state >> 8) % 100 < percent || (x > 0 && image[x - 1, y] == 1 && (state >> 16) % 100 < percent))
                {
                    image.SetBlack(x, y);
                }
            }
        }

        return image;
    }

    private static byte[] Packed(string bits) =>
        [.. bits.PadRight((bits.Length + 7) / 8 * 8, '0').Chunk(8).Select(eight => Convert.ToByte(new string(eight), 2))];
}
