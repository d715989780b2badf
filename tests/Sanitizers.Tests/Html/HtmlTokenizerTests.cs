using Mugai.Sanitizers.Html;

namespace Mugai.Sanitizers.Tests.Html;

/// <summary>The states of WHATWG HTML 13.2.5, each by what only it decides.</summary>
public class HtmlTokenizerTests
{
    public static TheoryData<string, string> Cases => new()
    {
        // Data, tag open, end tag open
        { "a<b>c</b>", "‹a›<b>‹c›</b>" },
        { "<H1 Class=X>", "<h1 class=\"X\">" },
        { "a < b", "‹a < b›" },
        { "a<", "‹a<›" },
        { "a</", "‹a</›" },
        { "a</>b", "‹ab›" },
        { "</ x>y", "<!-- x-->‹y›" },
        { "<?php echo '>' ?>x", "<!--?php echo '-->‹' ?>x›" },
        { "<1>", "‹<1>›" },
        { "<a", "" },
        { "<a b='c'", "" },
        { "x<a href='y>z", "‹x›" },
        { "<a\0b>", "<a\uFFFDb>" },

        // Attributes
        { "<a b=c d='e' f=\"g\" h>", "<a b=\"c\" d=\"e\" f=\"g\" h=\"\">" },
        { "<a b = c>", "<a b=\"c\">" },
        { "<a b=c b=d>", "<a b=\"c\">" },
        { "<a =b>", "<a =b=\"\">" },
        { "<a b=>c", "<a b=\"\">‹c›" },
        { "<a b=c/d>", "<a b=\"c/d\">" },
        { "<a/b/c=d/>", "<a b=\"\" c=\"d/\">" },
        { "<br/>", "<br/>" },
        { "<br / >", "<br>" },
        { "<a b='c'd='e'>", "<a b=\"c\" d=\"e\">" },
        { "<a b='c'/>", "<a b=\"c\"/>" },
        { "<a b\n=\n'c\nd'>", "<a b=\"c\nd\">" },
        { "<a \"=b<c>", "<a \"=\"b<c\">" },
        { "<a b='\0'>", "<a b=\"\uFFFD\">" },
        { "</a b=c>d", "</a>‹d›" },

        // Line ends, NUL
        { "a\r\nb\rc\n\rd", "‹a\nb\nc\n\nd›" },
        { "<a b='\r\n'>", "<a b=\"\n\">" },

        // Character references
        { "&amp;&lt;&gt;&quot;&nbsp;", "‹&<>\"\u00A0›" },
        { "&copy&copy;", "‹©©›" },
        { "&notit;&notin;", "‹¬it;∉›" },
        { "&NotEqualTilde;&bne;", "‹\u2242\u0338=\u20E5›" },
        { "&CounterClockwiseContourIntegral;", "‹\u2233›" },
        { "&CounterClockwiseContourIntegralX;", "‹&CounterClockwiseContourIntegralX;›" },
        { "&nosuch; &; & &", "‹&nosuch; &; & &›" },
        { "&am", "‹&am›" },
        { "&amp", "‹&›" },
        { "&#65;&#x41;&#X41&#65", "‹AAAA›" },
        { "&#x;&#;&#x &#", "‹&#x;&#;&#x &#›" },
        { "&#0;&#xD800;&#x110000;&#99999999999999999999;", "‹\uFFFD\uFFFD\uFFFD\uFFFD›" },
        { "&#128;&#x93;&#x81;", "‹€“\u0081›" },
        { "&#x1F600;", "‹😀›" },
        { "<a b='&copy=1&copy;&copyx&amp;&lt'>", "<a b=\"&copy=1©&copyx&<\">" },
        { "<a b=&amp;c>", "<a b=\"&c\">" },
        { "<a b=&>", "<a b=\"&\">" },

        // Comments
        { "<!--a-->b", "<!--a-->‹b›" },
        { "<!-->b", "<!---->‹b›" },
        { "<!--->b", "<!---->‹b›" },
        { "<!----!>b", "<!---->‹b›" },
        { "<!--a--!>b", "<!--a-->‹b›" },
        { "<!--a--!b-->c", "<!--a--!b-->‹c›" },
        { "<!--a--!-->c", "<!--a--!-->‹c›" },
        { "<!--a--->b", "<!--a--->‹b›" },
        { "<!--a<!--b-->c-->", "<!--a<!--b-->‹c-->›" },
        { "<!--a<!->b-->", "<!--a<!->b-->" },
        { "<!-- a -- b -->c", "<!-- a -- b -->‹c›" },
        { "<!--a", "<!--a-->" },
        { "<!--a--", "<!--a-->" },
        { "<!--a-", "<!--a-->" },
        { "<!--a--!", "<!--a-->" },
        { "<!a>b", "<!--a-->‹b›" },
        { "<!-a>b", "<!---a-->‹b›" },
        { "<!>b", "<!---->‹b›" },
        { "<!", "<!---->" },
        { "<!-", "<!----->" },
        { "<![if !mso]>b<![endif]>", "<!--[if !mso]-->‹b›<!--[endif]-->" },

        // DOCTYPE
        { "<!DOCTYPE html>a", "‹a›" },
        { "<!doctype html PUBLIC '>'>a", "‹'>a›" },
        { "<!docty>a", "<!--docty-->‹a›" },
        { "<!DOCTYPE", "" },

        // RCDATA, RAWTEXT, PLAINTEXT
        { "<title>a<b>&amp;</title x=y>c", "<title>‹a<b>&›</title>‹c›" },
        { "<title></titl></TITLE>", "<title>‹</titl>›</title>" },
        { "<title>a</title", "<title>‹a</title›" },
        { "<style>a<b>&amp;</style >c", "<style>‹a<b>&amp;›</style>‹c›" },
        { "<style>a</style/>c", "<style>‹a›</style/>‹c›" },
        { "<style>a\0</ style></style>", "<style>‹a\uFFFD</ style>›</style>" },
        { "<xmp><!--</xmp>-->", "<xmp>‹<!--›</xmp>‹-->›" },
        { "<plaintext></plaintext>&amp;", "<plaintext>‹</plaintext>&amp;›" },

        // Script data
        { "<script>a</script>b", "<script>‹a›</script>‹b›" },
        { "<script><!--</script>b", "<script>‹<!--›</script>‹b›" },
        { "<script><!--<script></script>-->a</script>b", "<script>‹<!--<script></script>-->a›</script>‹b›" },
        { "<script><!--<script>a</script>b</script>c", "<script>‹<!--<script>a</script>b›</script>‹c›" },
        { "<script><!--<script>--></script>b", "<script>‹<!--<script>-->›</script>‹b›" },
        { "<script><!-<script></script>b", "<script>‹<!-<script>›</script>‹b›" },
        { "<script><!--<scriptx></script>b", "<script>‹<!--<scriptx>›</script>‹b›" },
        { "<script><!--<script></scriptx></script>-->b", "<script>‹<!--<script></scriptx></script>-->b›" },
        { "<script><!--</scrip></script>b", "<script>‹<!--</scrip>›</script>‹b›" },
        { "<script><!--a--></script>b", "<script>‹<!--a-->›</script>‹b›" },
        { "<script></ script></script >b", "<script>‹</ script>›</script>‹b›" },
        { "<script>a", "<script>‹a›" },
        { "<script><!--<script><", "<script>‹<!--<script><›" },
        { "<script><", "<script>‹<›" },

        // CDATA is a comment outside foreign content
        { "<![CDATA[a]]>b", "<!--[CDATA[a]]-->‹b›" },
        { "<![CDAT>b", "<!--[CDAT-->‹b›" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Reads_AsTheStandardSays(string html, string tokens) => Assert.Equal(tokens, TokenLog.Of(html));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Reads_TheSameHoweverItIsSplit(string html, string tokens)
    {
        for (var at = 1; at < html.Length; at++)
        {
            Assert.Equal(tokens, TokenLog.Of([html[..at], html[at..]]));
        }

        Assert.Equal(tokens, TokenLog.Of(html.Select(c => c.ToString())));
    }

    [Theory]
    [InlineData("a<![CDATA[b<c>&amp;]]>d", "‹ab<c>&amp;d›")]
    [InlineData("<![CDATA[]]]>", "‹]›")]
    [InlineData("<![CDATA[]] ]>]]>", "‹]] ]>›")]
    [InlineData("<![CDATA[a]]", "‹a]]›")]
    [InlineData("<![CDATA[a]", "‹a]›")]
    public void Reads_CDataInForeignContent(string html, string tokens)
    {
        Assert.Equal(tokens, TokenLog.Of(html, cdata: true));
        Assert.Equal(tokens, TokenLog.Of(html.Select(c => c.ToString()), cdata: true));
    }

    [Fact]
    public void Reads_EveryNamedReferenceOfTheOldListWithoutItsSemicolon()
    {
        foreach (var name in "AElig Aacute Acirc Agrave Aring AMP COPY ETH GT LT QUOT REG THORN amp brvbar ccedil frac12 iquest lt middot nbsp ordm para sup1 szlig times yen yuml".Split(' '))
        {
            Assert.Equal(TokenLog.Of($"&{name};"), TokenLog.Of($"&{name}"));
        }

        Assert.Equal("‹&hellip ›", TokenLog.Of("&hellip "));
    }

    [Fact]
    public void Cuts_LongNamesValuesAndComments()
    {
        var name = new string('n', 100);
        var value = new string('v', 10_000);
        Assert.Equal($"<{name[..HtmlTokenizer.MaxNameChars]}>", TokenLog.Of($"<{name}>"));
        Assert.Equal($"<a b=\"{value[..HtmlTokenizer.MaxValueChars]}…\">", TokenLog.Of($"<a b='{value}'>"));
        Assert.Equal($"<!--{value[..HtmlTokenizer.MaxCommentChars]}-->", TokenLog.Of($"<!--{value}-->"));
        Assert.Equal("<script>‹</" + value + ">›</script>", TokenLog.Of($"<script></{value}></script>"));
    }

    [Theory]
    [InlineData(HtmlContentModel.RcData, "a&amp;</y></x>")]
    [InlineData(HtmlContentModel.RawText, "a&amp;</y></x>")]
    [InlineData(HtmlContentModel.ScriptData, "a<!--<script></x>--></x>")]
    public void Ends_RawContentAtItsOwnEndTagOnly(HtmlContentModel model, string html) =>
        Assert.EndsWith("›</x>", TokenLog.Of(html, model: model));
}
