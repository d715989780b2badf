using System.Text;
using Mugai.Sanitizers.Pdf.Objects;
using Mugai.Sanitizers.Pdf.Reading;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.Pdf;

public sealed class PdfParserTests
{
    [Fact]
    public void Reads_NestedObjects()
    {
        var value = Parse("<< /Type /P#61ge /Kids [1 0 R 2 0 R null true -1.5 (a\\)b) <4142>] /D << /E 7 >> >>");

        Assert.True(value["Type"u8].Is("Page"u8));
        Assert.Equal(7, value["Kids"u8].Count);
        Assert.Equal(2, value["Kids"u8].At(1).ReferenceNumber);
        Assert.True(value["Kids"u8].At(3).Boolean);
        Assert.Equal(-1.5, value["Kids"u8].At(4).Number);
        Assert.Equal("a)b", Encoding.Latin1.GetString(value["Kids"u8].At(5).Bytes));
        Assert.Equal("AB", Encoding.Latin1.GetString(value["Kids"u8].At(6).Bytes));
        Assert.Equal(7, value["D"u8]["E"u8].Integer);
        Assert.True(value["None"u8].IsNull);
    }

    [Fact]
    public void Counts_TheLastOfEqualKeys()
    {
        var value = Parse("<< /S /GoTo /S /JavaScript /#53 /URI >>");

        Assert.True(value["S"u8].Is("URI"u8));
        var entries = 0;
        foreach (var _ in value.Entries)
        {
            entries++;
        }

        Assert.Equal(1, entries);
    }

    [Theory]
    [InlineData("<< /A 1 /B [2 3 ", 2)]
    [InlineData("<< /A 1 /B endobj", 2)]
    [InlineData("<< /A 1 2 3 /B 4 >>", 2)]
    [InlineData("<< /A ] /B 1 >>", 1)]
    [InlineData("<< >>", 0)]
    public void Takes_DamagedDictionaries(string input, int entries) => Assert.Equal(entries, Parse(input).Count);

    [Fact]
    public void Stops_AtTooDeepNesting()
    {
        var exceeded = Assert.Throws<BudgetExceededException>(() => Parse(new string('[', 100_000)));
        Assert.Equal(Reason.TooDeep, exceeded.Reason);
    }

    [Fact]
    public void Shadows_AmongManyKeys()
    {
        var text = new StringBuilder("<<");
        for (var i = 0; i < 5_000; i++)
        {
            text.Append("/K").Append(i % 100).Append(' ').Append(i);
        }

        var value = Parse(text.Append(">>").ToString());
        Assert.Equal(4_907, value["K7"u8].Integer);
    }

    private static PdfObject Parse(string input)
    {
        var bytes = Encoding.Latin1.GetBytes(input);
        var position = 0;
        return new PdfParser(new Budget(BudgetLimits.ForInput(bytes.Length))).Parse(bytes, bytes.Length, ref position, 0, 0, null)!.Value.ToTree(bytes).Root;
    }
}
