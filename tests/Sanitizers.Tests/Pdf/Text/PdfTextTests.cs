using Mugai.Sanitizers.Pdf.Text;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.Pdf.Text;

public sealed class PdfTextTests
{
    [Fact]
    public void Reads_WordsAndLines() =>
        Assert.Equal("Hello world\nsecond line\n\f", Extract("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>", "BT /F1 12 Tf 20 150 Td (Hello) Tj [-300 (world)] TJ 0 -20 Td (second line) Tj ET"));

    [Fact]
    public void Reads_NamesOfDifferences() =>
        Assert.Equal("Äß✓fi漢€\n\f", Extract("<</Type/Font/Subtype/Type1/BaseFont/X/Encoding<</Differences[65/Adieresis/germandbls/checkmark/f_i/uni6F22/Euro]>>>>", "BT /F1 12 Tf (ABCDEF) Tj ET"));

    [Fact]
    public void Reads_ShiftJisAndJisCodes()
    {
        Assert.Equal("申請書ｱA\n\f", Extract(Composite("90ms-RKSJ-H"), "BT /F1 12 Tf <905C90BF8F91B141> Tj ET"));
        Assert.Equal("亜\n\f", Extract(Composite("H"), "BT /F1 12 Tf <3021> Tj ET"));
        Assert.Equal("漢字\n\f", Extract(Composite("UniJIS-UTF16-H"), "BT /F1 12 Tf <6F225B57> Tj ET"));
    }

    [Fact]
    public void Reads_CidsOfAdobeJapan1() =>
        // CID 1125 is the first kanji of level 1, 4089 the last, 4090 the first of level 2, 7477 the last; 843 is a hiragana, 34 a Latin letter.
        Assert.Equal("亜腕弌瑤あA\n\f", Extract(Composite("Identity-H"), "BT /F1 12 Tf <04650FF90FFA1D35034B0022> Tj ET"));

    [Fact]
    public void Reads_CollectionsOfWhichTheMachineHasTables()
    {
        var chinese = Composite("Identity-H").Replace("Japan1", "GB1", StringComparison.Ordinal);

        Assert.Equal("中𠮷\n\f", Extract(chinese, "BT /F1 12 Tf <0001000200030004> Tj ET", new Tables("0000\n4e2d\n0\n20bb7\n")));
        Assert.Equal("亜\n\f", Extract(Composite("Identity-H"), "BT /F1 12 Tf <0465> Tj ET", new Tables("0000\n")));
        Assert.Equal("\f", Extract(chinese.Replace("GB1", "../../x", StringComparison.Ordinal), "BT /F1 12 Tf <0001> Tj ET", new Tables("0000\n4e2d\n")));
    }

    [Fact]
    public void Asks_OnceForATableThatTheMachineHasNot()
    {
        var (font, tables) = (Composite("Identity-H").Replace("Japan1", "GB1", StringComparison.Ordinal), new Tables(null));
        var content = "BT " + string.Concat(Enumerable.Repeat("/F1 12 Tf <0001> Tj /F2 12 Tf <0001> Tj ", 100)) + "ET";

        PdfText.Extract(PdfBuilder.Document("", $"/Contents 4 0 R/Resources<</Font<</F1 {font}/F2 5 0 R>>>>", PdfBuilder.Stream("", content), font), NewBudget(), tables);

        Assert.Equal(1, tables.Opened);
    }

    [Fact]
    public void Prefers_ToUnicode()
    {
        const string Map = "begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange 2 beginbfrange <0001> <0003> <3042> <0010> <0011> [<00410042> <D83DDE00>] endbfrange 1 beginbfchar <0020> <0031> endbfchar";
        Assert.Equal("あぃいAB😀1\n\f", Extract(Composite("Identity-H", "/ToUnicode 6 0 R"), "BT /F1 12 Tf <0001000200030010001100200099> Tj ET", PdfBuilder.Stream("", Map)));
    }

    [Fact]
    public void Reads_VerticalColumnsOneAfterTheOther() =>
        Assert.Equal("縦書\n二行\n\f", Extract(Composite("90ms-RKSJ-V"), "BT /F1 12 Tf 150 180 Td <8F638F91> Tj -20 0 Td <93F18D73> Tj ET"));

    [Fact]
    public void Reads_FormsAndFieldsToo()
    {
        var field = "<</Subtype/Widget/Rect[20 20 100 40]/AP<</N 6 0 R>>>>";
        var look = PdfBuilder.Stream("/Type/XObject/Subtype/Form/BBox[0 0 80 20]/Resources<</Font<</F1 5 0 R>>>>", "BT /F1 10 Tf (filled in) Tj ET");
        var page = "/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>/XObject<</Fm 6 0 R>>>>/Annots[" + field + "]";

        var text = PdfText.Extract(
            PdfBuilder.Document("", page, PdfBuilder.Stream("", "q 1 0 0 1 20 150 cm /Fm Do Q"), "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", look), NewBudget());

        Assert.Equal("filled in\nfilled in\n\f", text);
    }

    [Fact]
    public void Ends_FormsThatShowThemselves()
    {
        var loop = PdfBuilder.Stream("/Type/XObject/Subtype/Form/BBox[0 0 80 20]/Resources<</XObject<</Fm 6 0 R>>/Font<</F1 5 0 R>>>>", "BT /F1 1 Tf (x) Tj ET /Fm Do /Fm Do /Fm Do");
        var file = PdfBuilder.Document("", "/Contents 4 0 R/Resources<</XObject<</Fm 6 0 R>>>>", PdfBuilder.Stream("", "/Fm Do"), "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", loop);

        Assert.InRange(PdfText.Extract(file, NewBudget())!.Length, 1, 50_000);
    }

    [Fact]
    public void Reads_ABombOfRangesAsRanges()
    {
        var ranges = string.Concat(Enumerable.Repeat("<0000> <FFFF> <0041> ", 3_000));

        // Written out, they would be 196 million entries, which no budget has.
        Assert.Equal("B\n\f", Extract(Composite("Identity-H", "/ToUnicode 6 0 R"), "BT /F1 12 Tf <0001> Tj ET", PdfBuilder.Stream("", "1 beginbfrange " + ranges + "endbfrange")));
    }

    private static string Composite(string encoding, string more = "") =>
        $"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/{encoding}{more}/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 2>>>>]>>";

    private static string? Extract(string font, string content, params string[] more) =>
        PdfText.Extract(PdfBuilder.Document("", "/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>", [PdfBuilder.Stream("", content), font, .. more]), NewBudget());

    private static string? Extract(string font, string content, ICharacterCollections collections) =>
        PdfText.Extract(PdfBuilder.Document("", "/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>", [PdfBuilder.Stream("", content), font]), NewBudget(), collections);

    private sealed class Tables(string? lines) : ICharacterCollections
    {
        public int Opened { get; private set; }

        public Stream? Open(string ordering)
        {
            Opened++;
            return lines is null ? null : new MemoryStream(System.Text.Encoding.ASCII.GetBytes(lines));
        }
    }

    private static Budget NewBudget() => new(BudgetLimits.ForInput(1 << 16));
}
