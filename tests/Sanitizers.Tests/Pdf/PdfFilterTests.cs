using System.IO.Compression;
using System.Text;
using Mugai.Sanitizers.Pdf.Filters;
using Mugai.Sanitizers.Pdf.Reading;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.Pdf;

public sealed class PdfFilterTests
{
    [Theory]
    [InlineData("/ASCIIHexDecode", "48656C6C6F>", "Hello")]
    [InlineData("/ASCII85Decode", "87cURDZ~>", "Hello")]
    [InlineData("[/AHx/A85]", "383763555 2445A7E3E>", "Hello")]
    [InlineData("/RunLengthDecode", "\u0001He\u00fdl\u0080", "Hellll")]
    [InlineData("/LZWDecode", "\u0080\u000b\u0060\u0050\u0022\u000c\u000c\u0085\u0001", "-----A---B")]
    public void Undoes(string filter, string data, string expected) => Assert.Equal(expected, Encoding.Latin1.GetString(Decode($"<</F {filter}>>", Encoding.Latin1.GetBytes(data)).Bytes.Span));

    [Fact]
    public void Inflates_DamagedDataAsFarAsItGoes()
    {
        var text = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 4_000)));
        var packed = Deflated(text);

        Assert.Equal(text, Decode("<</F/Fl>>", packed).Bytes.ToArray());
        var cut = Decode("<</F/Fl>>", packed[..(packed.Length / 2)]);
        Assert.InRange(cut.Bytes.Length, 1_000, text.Length);
        Assert.Equal(text, Decode("<</F/Fl>>", packed[2..]).Bytes.ToArray());
    }

    [Theory]
    [InlineData(2, 3, 8, new byte[] { 1, 2, 3, 1, 1, 1 }, new byte[] { 1, 2, 3, 2, 3, 4 })]
    [InlineData(12, 1, 8, new byte[] { 2, 1, 2, 0, 5, 5, 2, 1, 1 }, new byte[] { 1, 2, 5, 5, 6, 6 })]
    [InlineData(15, 1, 8, new byte[] { 1, 1, 1, 4, 1, 1, 3, 1, 1 }, new byte[] { 1, 2, 2, 3, 2, 3 })]
    [InlineData(2, 1, 4, new byte[] { 0x11, 0x11 }, new byte[] { 0x12, 0x12 })]
    public void Undoes_Predictors(int kind, int colors, int bits, byte[] rows, byte[] expected)
    {
        var decoded = Decode($"<</F/Fl/DP<</Predictor {kind}/Colors {colors}/BitsPerComponent {bits}/Columns 2>>>>", Deflated(rows));
        Assert.Equal(expected, decoded.Bytes.ToArray());
    }

    [Fact]
    public void Stops_AtAnImageCodec()
    {
        var decoded = Decode("<</F[/AHx/DCT]>>", "FFD8FF>"u8.ToArray());
        Assert.Equal(PdfFilter.Dct, decoded.Codec.Filter);
        Assert.Equal([0xFF, 0xD8, 0xFF], decoded.Bytes.ToArray());
    }

    [Fact]
    public void Refuses_BombsAndLongChains()
    {
        var bomb = Deflated(new byte[200 << 20]);
        for (var i = 0; i < 3; i++)
        {
            bomb = Deflated(bomb);
        }

        Assert.Throws<BudgetExceededException>(() => Decode("<</F[/Fl/Fl/Fl/Fl]>>", bomb));
        Assert.Equal(Reason.TooDeep, Assert.Throws<BudgetExceededException>(() => Chain("<</F[/Fl/Fl/Fl/Fl/Fl/Fl/Fl/Fl]>>")).Reason);
        Assert.Null(Chain("<</F/Unheard>>"));
    }

    private static FilterChain? Chain(string dictionary)
    {
        var bytes = Encoding.Latin1.GetBytes(dictionary);
        var position = 0;
        var parsed = new PdfParser(new Budget(BudgetLimits.ForInput(0))).Parse(bytes, bytes.Length, ref position, 0, 0, null)!.Value.ToTree(bytes).Root;
        return FilterChain.Read(parsed["F"u8], parsed["DP"u8], value => value);
    }

    private static DecodedStream Decode(string dictionary, byte[] data) => Chain(dictionary)!.Decode(data, new Budget(BudgetLimits.ForInput(data.Length)));

    private static byte[] Deflated(byte[] data)
    {
        using var target = new MemoryStream();
        using (var packer = new ZLibStream(target, CompressionLevel.Fastest))
        {
            packer.Write(data);
        }

        return target.ToArray();
    }
}
