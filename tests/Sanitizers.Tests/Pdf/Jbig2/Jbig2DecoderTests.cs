using System.Buffers.Binary;
using System.Text;
using Mugai.Policies;
using Mugai.Sanitizers.Pdf.Bilevel;
using Mugai.Sanitizers.Pdf.Ccitt;
using Mugai.Sanitizers.Pdf.Jbig2;

namespace Mugai.Sanitizers.Tests.Pdf.Jbig2;

public sealed class Jbig2DecoderTests
{
    private const string Word = """
        .####....####...####....####....####.
        #....#.......#..#...#.......#..#....#
        #........#####..#...#...#####..#.....
        #.......#....#..#...#..#....#..#.....
        #....#..#....#..####...#....#..#....#
        .####....#####..#.......#####...####.
        ................#....................
        ................#....................
        """;

    [Fact]
    public void Decodes_RefinedAndAggregateSymbols()
    {
        var result = Jbig2Decoder.Decode(AnnexH.Page(3), AnnexH.Globals, 37, 8, new Jbig2Limits());

        Assert.False(result.IsDamaged);
        Assert.Equal(Word.ReplaceLineEndings("\n"), Drawn(result.Image!));
    }

    [Fact]
    public void Decodes_HuffmanAndArithmeticPagesAlike()
    {
        var huffman = Jbig2Decoder.Decode(AnnexH.Page(1), AnnexH.Globals, 64, 56, new Jbig2Limits());
        var arithmetic = Jbig2Decoder.Decode(AnnexH.Page(2), AnnexH.Globals, 64, 56, new Jbig2Limits());

        Assert.False(huffman.IsDamaged || arithmetic.IsDamaged);
        Assert.Equal(Drawn(arithmetic.Image!), Drawn(huffman.Image!));
        Assert.Contains(Word.Split('\n')[0].TrimEnd(), Drawn(huffman.Image!), StringComparison.Ordinal);
    }

    [Fact]
    public void Tells_EveryPrefixDamagedAndNeverThrows()
    {
        foreach (var page in (int[])[1, 2, 3])
        {
            var whole = AnnexH.Page(page);
            for (var length = 0; length < whole.Length - 11; length++)
            {
                var result = Jbig2Decoder.Decode(whole.AsMemory(0, length), AnnexH.Globals, 64, 56, new Jbig2Limits());
                Assert.True(result.Image is null || (result.Image.Width == 64 && result.Image.Height == 56));
            }
        }

        Assert.True(Jbig2Decoder.Decode(AnnexH.Page(2).AsMemory(0, 60), AnnexH.Globals, 64, 56, new Jbig2Limits()).IsDamaged);
        Assert.True(Jbig2Decoder.Decode(AnnexH.Page(3), default, 37, 8, new Jbig2Limits()).IsDamaged);
    }

    [Fact]
    public void Refuses_PageOfBillionsOfPixels()
    {
        var page = AnnexH.Page(2);
        BinaryPrimitives.WriteUInt32BigEndian(page.AsSpan(11), 1_000_000);
        BinaryPrimitives.WriteUInt32BigEndian(page.AsSpan(15), 1_000_000);

        var result = Jbig2Decoder.Decode(page, AnnexH.Globals, 64, 56, new Jbig2Limits());

        Assert.True(result.IsTooLarge);
        Assert.Null(result.Image);
    }

    [Fact]
    public void Takes_PatternsAsWideAsTheyMayBe()
    {
        // The adaptive pixel of a pattern dictionary is a pattern's width to the left: 255 at most.
        var page = AnnexH.Page(2);
        var width = page.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x06, 0x04, 0x04, 0x00, 0x00, 0x00, 0x0F, 0x90]) + 1;
        page[width] = byte.MaxValue;

        Assert.NotNull(Jbig2Decoder.Decode(page, AnnexH.Globals, 64, 56, new Jbig2Limits()).Image);
    }

    [Fact]
    public void Refuses_DictionaryOfBillionsOfSymbols()
    {
        var page = AnnexH.Page(2);
        var count = page.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x08, 0x00, 0x02, 0xFF]) + 8;
        BinaryPrimitives.WriteUInt32BigEndian(page.AsSpan(count), uint.MaxValue);

        Assert.True(Jbig2Decoder.Decode(page, AnnexH.Globals, 64, 56, new Jbig2Limits()).IsTooLarge);
    }

    [Fact]
    public void Ends_WhenRegionsRepeatForever()
    {
        // One region of a million pixels, drawn by as many segments as fit: 40 bytes each.
        var one = new byte[] { 0, 0, 0, 9, 38, 0, 1, 0, 0, 0, 26, 0, 0, 4, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 255, 253, 255, 2, 254, 254, 254, 4 };
        one[10] = (byte)(one.Length - 11);
        var many = new List<byte>(AnnexH.Page(2)[..30]);
        for (var i = 0; i < 2_000; i++)
        {
            many.AddRange(one);
        }

        Assert.True(Jbig2Decoder.Decode(many.ToArray(), default, 64, 56, new Jbig2Limits { MaxPixels = 8_000_000 }).IsTooLarge);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    public void Becomes_TheSameFileTheNextTime(int page, bool deep)
    {
        var policy = new SanitizePolicy { Revision = "r1", Pdf = new PdfPolicy { Deep = deep } };
        var input = PdfBuilder.Document("", "/Resources<</XObject<</I 4 0 R>>>>", PdfBuilder.Stream($"/Subtype/Image/Width {(page == 3 ? 37 : 64)}/Height {(page == 3 ? 8 : 56)}/ImageMask true/BitsPerComponent 1/Filter/JBIG2Decode/DecodeParms<</JBIG2Globals 5 0 R>>", Encoding.Latin1.GetString(AnnexH.Page(page))), PdfBuilder.Stream("", Encoding.Latin1.GetString(AnnexH.Globals)));
        var run = Runs.File("a.pdf", input, policy);
        Assert.DoesNotContain("JBIG2", PdfOutput.Opened(run), StringComparison.Ordinal);
        Assert.DoesNotContain("pdf.image", run.Codes);
        Assert.Equal(run.Output.Bytes, Runs.File("a.pdf", run.Output.Bytes, policy).Output.Bytes);
    }

    [Fact]
    public void Becomes_TheSamePictureAsCcitt()
    {
        var image = Jbig2Decoder.Decode(AnnexH.Page(2), AnnexH.Globals, 64, 56, new Jbig2Limits()).Image!;

        var again = CcittDecoder.Decode(CcittEncoder.Encode(image), new CcittParameters { K = -1, Columns = 64, Rows = 56 })!;

        Assert.False(again.IsDamaged);
        Assert.Equal(Drawn(image), Drawn(again.Image));
    }

    private static string Drawn(BilevelImage image)
    {
        var text = new StringBuilder();
        for (var y = 0; y < image.Height; y++)
        {
            for (var x = 0; x < image.Width; x++)
            {
                text.Append(image[x, y] == 1 ? '#' : '.');
            }

            text.Append(y < image.Height - 1 ? "\n" : "");
        }

        return text.ToString();
    }
}
