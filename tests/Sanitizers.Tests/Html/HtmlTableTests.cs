namespace Mugai.Sanitizers.Tests.Html;

/// <summary>Tables: grids align, layout flows, nothing is lost and nothing explodes.</summary>
public class HtmlTableTests
{
    [Fact]
    public void Aligns_DataByJapaneseWidths()
    {
        const string Html = """
            <table border="1">
            <tr><th>日付</th><th>内容</th><th>金額</th></tr>
            <tr><td>4/1</td><td>備品購入</td><td>1,200円</td></tr>
            <tr><td>12/10</td><td>ﾒﾓ帳</td><td>80円</td></tr>
            </table>後
            """;
        Assert.Equal(
            "日付  | 内容     | 金額\n" +
            "------+----------+--------\n" +
            "4/1   | 備品購入 | 1,200円\n" +
            "12/10 | ﾒﾓ帳     |    80円\n\n後\n",
            Converted.From(Html).Text);
    }

    [Fact]
    public void Aligns_PlainGridsWithoutBars() =>
        Assert.Equal("氏名  山田太郎\n電話  03-1234-5678\n", Converted.From("<table><tr><td>氏名</td><td>山田太郎</td></tr><tr><td>電話</td><td>03-1234-5678</td></tr></table>").Text);

    [Fact]
    public void Flows_LayoutTables()
    {
        Assert.Equal("見出し\n本文\n足\n", Converted.From("<table><tr><td>見出し</td></tr><tr><td>本文</td></tr><tr><td>足</td></tr></table>").Text);
        Assert.Equal("a\nb\n", Converted.From("<table role=presentation><tr><td>a</td><td>b</td></tr></table>").Text);
        Assert.Equal("外\n中一  中二\n外の続き\n", Converted.From("<table><tr><td>外<table><tr><td>中一</td><td>中二</td></tr></table>外の続き</td></tr></table>").Text);
    }

    [Fact]
    public void Flows_ACellThatHoldsAList() =>
        Assert.Equal("左\n・一\n・二\n右\n", Converted.From("<table><tr><td>左<ul><li>一<li>二</ul></td><td>右</td></tr></table>").Text.Replace("\n\n", "\n", StringComparison.Ordinal));

    [Fact]
    public void Flows_LongText()
    {
        var prose = new string('あ', 50);
        Assert.Equal($"{prose}\n右\n", Converted.From($"<table><tr><td>{prose}</td><td>右</td></tr></table>").Text);
    }

    [Fact]
    public void Separates_DataTooWideToAlign()
    {
        var wide = new string('あ', 30);
        Assert.Equal($"{wide} | {wide}\nb | c\n", Converted.From($"<table border=1><tr><td>{wide}</td><td>{wide}</td></tr><tr><td>b</td><td>c</td></tr></table>").Text);
    }

    [Fact]
    public void Keeps_LinesInsideCells() =>
        Assert.Equal("a  | c\nbb |\n", Converted.From("<table border=1><tr><td>a<br>bb</td><td>c</td></tr></table>").Text.TrimStart('\n'));

    [Fact]
    public void Places_SpannedCells()
    {
        const string Html = "<table border=1><tr><td rowspan=2>縦</td><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr><tr><td colspan=2>横</td><td>e</td></tr></table>";
        Assert.Equal("縦 | a | b\n   | c | d\n横     | e\n", Converted.From(Html).Text);
    }

    [Fact]
    public void Drops_EmptyColumnsAndRows() =>
        Assert.Equal("a  b\nc  d\n", Converted.From("<table><tr><td></td><td>a</td><td>&nbsp;</td><td>b</td></tr><tr><td></td></tr><tr><td></td><td>c</td><td></td><td>d</td></tr></table>").Text);

    [Fact]
    public void Keeps_EveryCellOfAHugeTable()
    {
        var rows = string.Concat(Enumerable.Range(0, 50_000).Select(i => $"<tr><td>r{i}</td><td>値{i}</td>{(i % 1000 == 999 ? "<td>余分</td>" : "")}</tr>"));
        var text = Converted.From($"<table border=1>{rows}</table>").Text;
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(50_000, lines.Length);
        Assert.Equal("r0   | 値0", lines[0]);
        Assert.Equal("r49999 | 値49999 | 余分", lines[^1]);
        Assert.Equal(50, lines.Count(line => line.EndsWith("余分", StringComparison.Ordinal)));
    }

    [Fact]
    public void Keeps_TextOutsideCells() =>
        Assert.Equal("表題\na  b\n迷子\nc\n", Converted.From("<table><caption>表題</caption><tr><td>a</td><td>b</td></tr>迷子<tr><td>c</td></tr></table>").Text.Replace("a\nb", "a  b", StringComparison.Ordinal));

    [Fact]
    public void Keeps_ACellThatIsLargerThanTheMemoryForTables()
    {
        var long1 = new string('長', 200_000);
        Assert.Equal($"a\n{long1}\nb\n", Converted.From($"<table border=1><tr><td>a</td><td>{long1}</td></tr><tr><td>b</td></tr></table>").Text);
    }

    [Fact]
    public void Keeps_TheLinkOfALabelInACell() =>
        Assert.Equal("市 <hxxps://city[.]example/>  電話\n", Converted.From("<table><tr><td><a href='https://city.example/'>市</a></td><td>電話</td></tr></table>").Text);

    [Fact]
    public void Aligns_NumbersToTheRight_UnderAHeadingThatIsNoHeaderCell() =>
        Assert.Equal("品名       金額\n保守    1,200円\nトナー     90円\n",
            Converted.From("<table><tr><td>品名<td>金額<tr><td>保守<td>1,200円<tr><td>トナー<td>90円</table>").Text);

    [Theory]
    [InlineData("<h2>■ 目次</h2>", "■ 目次\n")]
    [InlineData("<ul><li>・一<li>二</ul>", "・一\n・二\n")]
    [InlineData("<p>段落</p><table><tr><td>a<td>b<tr><td>c<td>d</table>", "段落\n\na  b\nc  d\n")]
    [InlineData("<table><tr><td><p>段落</p><table><tr><td>a<td>b<tr><td>c<td>d</table></table>", "段落\n\na  b\nc  d\n")]
    public void Writes_OneMarkAndKeepsMargins(string html, string text) => Assert.Equal(text, Converted.From(html).Text);
}
