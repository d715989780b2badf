using System.Buffers;
using Mugai.Policies;
using Mugai.Sanitizers.Html;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.Html;

/// <summary>How documents read as text.</summary>
public class HtmlTextConverterTests
{
    public static TheoryData<string, string> Pages => new()
    {
        // Paragraphs and lines
        { "<p>一段落目</p><p>二段落目</p>", "一段落目\n\n二段落目\n" },
        { "<div>一行目</div><div>二行目</div>", "一行目\n二行目\n" },
        { "一行目<br>二行目<br><br>四行目", "一行目\n二行目\n\n四行目\n" },
        { "<div>a</div><div><br></div><div>b</div>", "a\n\nb\n" },
        { "  a \n\t b  <b> c</b> d ", "a b c d\n" },
        { "a<b>b</b>c", "abc\n" },
        { "a&nbsp;&nbsp;b&nbsp; c", "a  b  c\n" },
        { "&nbsp;&nbsp;字下げ", "  字下げ\n" },
        { "<p>a<p>b", "a\n\nb\n" },
        { "a<hr>b", "a\n----------------------------------------\nb\n" },
        { "<p>a</p><br><br><br><br><br><p>b</p>", "a\n\n\nb\n" },
        { "a<wbr>b", "ab\n" },
        { "", "" },
        { "<html><head></head><body> </body></html>", "" },

        // Outlook
        { "<p class=MsoNormal>一<o:p></o:p></p><p class=MsoNormal>二<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>四</p>", "一\n二\n\n四\n" },
        { "<p style='margin:0in;margin-bottom:.0001pt'>一</p><p style='margin:0in'>二</p>", "一\n二\n" },

        // Headings
        { "<h1>大</h1><h2>中</h2><h3>小</h3><h4>極小</h4>本文", "■ 大\n\n◆ 中\n\n● 小\n\n○ 極小\n\n本文\n" },
        { "<h1>二行の<br>見出し</h1>", "■ 二行の\n   見出し\n" },
        { "<h1> </h1>本文", "本文\n" },
        { "<h2>開いたまま<h2>次", "◆ 開いたまま\n\n   ◆ 次\n" },

        // Lists
        { "<ul><li>一<li>二</ul>", "・一\n・二\n" },
        { "<ul><li>一<ul><li>一の一</ul><li>二</ul>", "・一\n  ・一の一\n・二\n" },
        { "<ol><li>一<li>二</ol>", "1. 一\n2. 二\n" },
        { "<ol start=9><li>九<li>十<br>続き</ol>", "9. 九\n10. 十\n    続き\n" },
        { "<ol type=a start=26><li>z<li>aa</ol>", "z. z\naa. aa\n" },
        { "<ol type=I start=4><li>x</ol>", "IV. x\n" },
        { "<ol reversed start=3><li>三<li>二<li value=10>十<li>九</ol>", "3. 三\n2. 二\n10. 十\n9. 九\n" },
        { "<ol><li><p>一</p><li><p>二</p></ol>", "1. 一\n\n2. 二\n" },
        { "<li>家のない項目", "・家のない項目\n" },
        { "<dl><dt>語<dd>説明<dt>語2<dd>説明2</dl>", "語\n  説明\n語2\n  説明2\n" },
        { "<ul><li></li><li>a</li></ul>", "・a\n" },

        // Quotes and preformatted text
        { "返信<blockquote>引用一<br>引用二<blockquote>引用の引用</blockquote></blockquote>後", "返信\n\n> 引用一\n> 引用二\n>\n> > 引用の引用\n\n後\n" },
        { "<blockquote><p>一</p><p>二</p></blockquote>", "> 一\n>\n> 二\n" },
        { "<pre>\n  a\n    b\n\nc</pre>", "  a\n    b\n\nc\n" },
        { "<div style='white-space: pre-wrap'>a  b\nc</div>", "a  b\nc\n" },
        { "<textarea>\n a\n b</textarea>", " a\n b\n" },

        // Ruby
        { "<ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>です", "漢字(かんじ)です\n" },
        { "<ruby>漢<rt>かん字<rt>じ</ruby>", "漢(かん字)(じ)\n" },

        // Pictures and forms
        { "<img src=cid:a alt='地図'>の通り", "[画像: 地図]の通り\n" },
        { "<img src=cid:a alt=''><img src=cid:b>本文", "本文\n" },
        { "<input type=checkbox checked>はい <input type=checkbox>いいえ <input type=radio>不明 <input type=hidden value=x><input value=名前>", "[x]はい [ ]いいえ ( )不明 [名前]\n" },
        { "<select><option>東京<option>大阪</select><button>送信</button>", "[東京 / 大阪][送信]\n" },

        // Things around text
        { "a<!-- b -->c<![if x]>d<![endif]>", "acd\n" },
        { "<script>var a = '<p>x</p>';</script>本文<style>p{}</style>", "本文\n" },
        { "<iframe>x</iframe><noframes>y</noframes>本文", "本文\n" },
        { "<noscript>スクリプトなし</noscript>", "スクリプトなし\n" },
        { "<object data=x>代わりの文</object>", "代わりの文\n" },
        { "<svg><text>図の文字</text><style>x</style><script>y</script></svg>後", "図の文字\n後\n" },
        { "<svg><p>外へ</svg><![CDATA[x]]>後", "外へ後\n" },
        { "<xmp><b>そのまま</b></xmp>", "<b>そのまま</b>\n" },
        { "<a name=x>錨</a>", "錨\n" },
        { "<b><p>太字</b>続き</p>後", "太字続き\n\n後\n" },
        { "</p>a</b></div>b<br/></br>c", "ab\n\nc\n" },
        { "a\0b\u0007c", "abc\n" },
        { "x\uD800y", "x\uFFFDy\n" },
        { "葛\U000E0100城市 👨‍👩‍👧", "葛\U000E0100城市 👨👩👧\n" },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public void Reads_Well(string html, string text) => Assert.Equal(text, Converted.From(html).Text);

    [Theory]
    [MemberData(nameof(Pages))]
    public void Reads_TheSameHoweverItIsSplit(string html, string text)
    {
        for (var at = 1; at < html.Length; at++)
        {
            Assert.Equal(text, Converted.From([html[..at], html[at..]]).Text);
        }

        Assert.Equal(text, Converted.From(html.Select(c => c.ToString())).Text);
    }

    [Fact]
    public void Writes_TheTitleFirst()
    {
        const string Html = "<title>\n お知らせ &amp; 案内 </title><body>本文";
        Assert.Equal("お知らせ & 案内\n===============\n\n本文\n", Converted.From(Html, title: true).Text);
        Assert.Equal("本文\n", Converted.From(Html).Text);
    }

    [Fact]
    public void Speaks_TheLanguageOfThePolicy()
    {
        Assert.Equal("[Image: map]\n", Converted.From("<img src=cid:a alt=map>", language: NoticeLanguage.En).Text);
        Assert.Equal("[画像: map]\n", Converted.From("<img src=cid:a alt=map>", language: NoticeLanguage.Both).Text);
    }

    [Fact]
    public void Stands_AtEightQuotesHoweverDeep()
    {
        var text = Converted.From(string.Concat(Enumerable.Repeat("<blockquote>", 500)) + "a<p>b").Text;
        Assert.Equal("> > > > > > > > a\n> > > > > > > >\n> > > > > > > > b\n", text);
    }

    [Theory]
    [InlineData("<div>", "</div>")]
    [InlineData("<span>", "</span>")]
    [InlineData("<b>", "</b>")]
    [InlineData("<x>", "</y>")]
    [InlineData("<table><tr><td>", "</td></tr></table>")]
    [InlineData("<ul><li>", "</ul>")]
    [InlineData("<blockquote>", "</blockquote>")]
    [InlineData("<b><p>", "</b></p>")]
    [InlineData("<a href='http://a.example/'>", "</a>")]
    [InlineData("<svg>", "</svg>")]
    [InlineData("<", "&")]
    [InlineData("<!--", "--!")]
    [InlineData("<script><!--<script>", "</script>")]
    [InlineData("<tr><td rowspan=500 colspan=500>a", "<table>")]
    [InlineData("&aaaaaaaaaaaaaaaa", "&#")]
    [InlineData("<style>a{b:c", "@media{a{}}</style>")]
    [InlineData("<p style='a:b;color:#fff'>x", "<p style=\"'(;\\\">")]
    public void Takes_TimeInProportion(string open, string close)
    {
        // Not a measurement (bench/Micro does that): quadratic work on this much input would not end within the guard.
        var count = 1_000_000 / open.Length;
        var html = string.Concat(Enumerable.Repeat(open, count)) + "文" + string.Concat(Enumerable.Repeat(close, count));
        var work = Task.Run(() => Converted.From(html));
        Assert.True(work.Wait(TimeSpan.FromSeconds(60)), "Still at work after a minute.");
    }

    [Fact]
    public void Keeps_TheTextOf100000OpenElements()
    {
        var html = string.Concat(Enumerable.Repeat("<div>", 100_000)) + "底" + string.Concat(Enumerable.Repeat("</div>", 100_000)) + "<p>上</p>";
        Assert.Equal("底\n\n上\n", Converted.From(html).Text);
        var deeper = Converted.From(string.Concat(Enumerable.Repeat("<div>", 250_000)) + "底" + string.Concat(Enumerable.Repeat("</div>", 250_000)) + "<p>上</p>");
        Assert.Equal("底\n\n上\n", deeper.Text);
        Assert.Equal(50_000, deeper.Count("html.tooDeep"));
    }

    [Fact]
    public void Stops_AtTheBudget()
    {
        var limits = BudgetLimits.ForInput(1_000) with { MaxObjects = 1_000 };
        var converter = new HtmlTextConverter(
            new ArrayBufferWriter<char>(), new HtmlTextOptions { Budget = new Budget(limits) });
        Assert.Throws<BudgetExceededException>(() => converter.Write(string.Concat(Enumerable.Repeat("<b>", 2_000))));
    }
}
