using System.Text;
using Mugai.Policies;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Html;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizers.SafeHtml;
using Mugai.Sanitizers.Tests.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.SafeHtml;

public class SafeHtmlTests
{
    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    static SafeHtmlTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Fact]
    public void Keeps_TheTableAClerkWantsToSee()
    {
        var run = Clean("<html><head><title>一覧</title><style>td.n { text-align: right; color: #333 } @import url(x.css);</style></head><body bgcolor=#ffffff>"
            + "<table border=1 cellpadding=3><tr><th colspan=2>氏名<tr><td class=n style='width:20%;background:url(x)'>山田 &amp; 鈴木<td>1,200</table>");
        Assert.Equal((Outcome.Rebuilt, "html", "表.html"), (run.Report.Outcome, run.Report.Output!.Format, run.Report.Output.Name.DangerousRaw));
        var html = run.Text();
        Assert.Contains("<title>一覧</title>", html, StringComparison.Ordinal);
        Assert.Contains("td.n{text-align:right;color:#333}", html, StringComparison.Ordinal);
        Assert.Contains("<body bgcolor=\"#ffffff\"><table border=\"1\" cellpadding=\"3\"><tr><th colspan=\"2\">氏名</th></tr><tr><td class=\"n\" style=\"width:20%\">山田 &amp; 鈴木</td><td>1,200</td></tr></table>",
            html, StringComparison.Ordinal);
        Assert.Contains("html.externalResource", run.Codes);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>", "html.script")]
    [InlineData("<p onclick=alert(1)>", "html.eventHandler")]
    [InlineData("<img src=x onerror=alert(1)>", "html.eventHandler")]
    [InlineData("<iframe src=//evil.example></iframe>", "html.activeContent")]
    [InlineData("<object data=evil.example/x><embed src=evil.example>", "html.activeContent")]
    [InlineData("<form action=//evil.example><input name=a value=b></form>", "html.form")]
    [InlineData("<meta http-equiv=refresh content='0;url=//evil.example'>", "html.metaRefresh")]
    [InlineData("<base href=//evil.example>", "html.baseHref")]
    [InlineData("<link rel=stylesheet href=//evil.example/x.css>", "html.externalResource")]
    [InlineData("<img src=http://evil.example/a.png>", "html.externalResource")]
    [InlineData("<img src=http://evil.example/a.png width=1>", "html.trackingPixel")]
    [InlineData("<svg><script>evil.example</script></svg>", "html.activeContent")]
    [InlineData("<svg><a xlink:href='javascript:alert(1)'>x</a></svg>", "html.activeContent")]
    [InlineData("<a href=' java\tscript:alert(1)'>x</a>", "html.dangerousLink")]
    [InlineData("<a href='file://evil.example/x'>x</a>", "html.dangerousLink")]
    [InlineData("<style>@import '//evil.example/x.css'; a{background:url(//evil.example)}</style>", "html.externalResource")]
    [InlineData("<p style='background:url(//evil.example)'>", "html.externalResource")]
    [InlineData("<!--[if mso]>evil.example<![endif]-->", "html.conditionalComment")]
    [InlineData("<img src='data:image/svg+xml;base64,PHN2Zz4='>", "html.activeContent")]
    [InlineData("<noscript><p title='</noscript><img src=x onerror=alert(1)>'>", null)]
    [InlineData("<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style>", null)]
    [InlineData("<p style='width:expression(alert(1));behavior:x;-moz-binding:y'>", null)]
    [InlineData("<p style='w\\69dth:1px;c/**/olor:red'>", null)]
    [InlineData("<textarea></textarea><script>alert(1)</script>", "html.script")]
    [InlineData("<xmp><script>evil.example</script></xmp>", null)]
    [InlineData("<title><script>evil.example</script></title>", null)]
    [InlineData("<a id=\"x\" href=\"https://ok.example/&quot;onmouseover=alert(1)\">x</a>", null)]
    public void Removes_WhatActs(string html, string? code)
    {
        foreach (var style in Enum.GetValues<LinkStyle>())
        {
            var run = Clean("<html>" + html + "<p>本文", new SanitizePolicy { Links = style, Revision = "r" });
            Assert.Equal(Outcome.Rebuilt, run.Report.Outcome);
            Assert.Contains("本文", run.Text(), StringComparison.Ordinal);
            var markup = run.Text().Replace("&lt;script&gt;evil.example&lt;/script&gt;", "", StringComparison.Ordinal);
            Assert.DoesNotContain("<script", markup, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("evil.example", markup, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(" onerror=", markup.Replace("&lt;img src=x onerror=", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("expression(", markup, StringComparison.OrdinalIgnoreCase);
            if (code is not null)
            {
                Assert.Contains(code, run.Codes);
            }

            Twice(run, style);
        }
    }

    [Theory]
    [InlineData(LinkStyle.Defang, "<a>役所 [hxxps://www[.]city[.]example/a?b=1&amp;c]</a>")]
    [InlineData(LinkStyle.Show, "<a href=\"https://www.city.example/a?b=1&amp;c\" rel=\"noopener noreferrer\">役所 [https://www.city.example/a?b=1&amp;c]</a>")]
    [InlineData(LinkStyle.Remove, "<a>役所</a>")]
    public void Writes_LinksAsThePolicySays(LinkStyle style, string expected)
    {
        var run = Clean("<html><a href='https://www.city.example/a?b=1&c' target=_blank>役所</a>", new SanitizePolicy { Links = style, Revision = "r" });
        Assert.Contains(expected, run.Text(), StringComparison.Ordinal);
        Twice(run, style);
    }

    [Fact]
    public void Warns_OfALinkThatLeadsElsewhere()
    {
        var run = Clean("<html><a href='https://evil.example/'>www.bank.jp</a>", new SanitizePolicy { Links = LinkStyle.Show, Revision = "r" });
        Assert.Contains("html.linkMismatch", run.Codes);
        Assert.Contains("www.bank.jp [https://evil.example/]【注意", run.Text(), StringComparison.Ordinal);
        Twice(run, LinkStyle.Show);
    }

    [Fact]
    public void Keeps_LinksInsideThePage() =>
        Assert.Contains("<a href=\"#第1章\">1</a><h1 id=\"第1章\">", Clean("<html><a href=#第1章>1</a><h1 id=第1章>x").Text(), StringComparison.Ordinal);

    [Fact]
    public void Sends_PicturesOfThePageThroughTheCatalog()
    {
        var catalog = SanitizerCatalog.Empty.With([new HtmlSanitizer(), new PictureSanitizer()], [new SafeHtmlVerifier(), new FakeVerifier(null, Formats.Png)]);
        var html = Encoding.UTF8.GetBytes($"<html><img alt=地図 src='data:image/png;base64,{Convert.ToBase64String(Png)}'>");
        var run = Runs.File("a.html", html, catalog: catalog);
        Assert.Equal("", run.Faults);
        Assert.Contains($"<img alt=\"地図\" src=\"data:image/png;base64,{Convert.ToBase64String([.. Png, 1, 2])}\">", run.Text(), StringComparison.Ordinal);
        Assert.Equal("/images/1", Assert.Single(run.Report.Parts).Path);

        var without = Runs.File("a.html", html, catalog: SanitizerCatalog.Empty.With([new HtmlSanitizer()], [new SafeHtmlVerifier()]));
        Assert.Contains("[画像: 地図]", without.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("data:image", without.Text().Replace("img-src data:", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Gives_TextOrNothing_WhereThePolicySaysSo()
    {
        var html = Encoding.UTF8.GetBytes("<html><h1>題</h1><p>本文");
        var text = Runs.File("a.html", html, With(PartWay.Text));
        Assert.Equal((Outcome.Replaced, "txt", "a.html.txt"), (text.Report.Outcome, text.Report.Output!.Format, text.Report.Output.Name.DangerousRaw));
        var removed = Runs.File("a.html", html, With(PartWay.Remove));
        Assert.Equal((Outcome.Replaced, "txt"), (removed.Report.Outcome, removed.Report.Output!.Format));
        Assert.DoesNotContain("本文\r\n", removed.Text(), StringComparison.Ordinal);

        static SanitizePolicy With(PartWay way) => new() { Revision = "r", Families = new Dictionary<FileFamily, PartWay> { [FileFamily.Html] = way } };
    }

    [Fact]
    public void Reads_TheCharsetOfThePage()
    {
        var run = Runs.File("a.html", Encoding.GetEncoding("shift_jis").GetBytes("<html><meta charset=shift_jis><p>庁舎の表示"));
        Assert.Contains("庁舎の表示", run.Text(), StringComparison.Ordinal);
        Assert.Contains("<meta charset=\"utf-8\">", run.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Stays_LinearAndBounded_OnNesting()
    {
        foreach (var tag in (string[])["<div>", "<table><td>", "<a href=x>", "<p>", "</div>", "<svg>", "<li>", "<b><i>", "<style>a{", "<style>{x:y}"])
        {
            var run = Clean("<html>" + string.Concat(Enumerable.Repeat(tag, 100_000)));
            Assert.Equal(Outcome.Rebuilt, run.Report.Outcome);
        }
    }

    [Fact]
    public void NeverFails_OnAnyPrefix()
    {
        const string html = "<!DOCTYPE html><html lang=ja><head><title>a&amp;b</title><style>p{color:red}</style></head><body style='margin:0'><p class=\"x\">😀<a href='https://a.example/?x=\"'>"
            + "リンク</a><svg><p>x</svg><table><tr><td>1<td>2<li>x</table><textarea>&lt;</textarea><script>x</script><select><option>a</select></body></html>";
        for (var i = 0; i <= html.Length; i++)
        {
            var run = Clean("<html>" + html[..i]);
            Assert.Equal(Outcome.Rebuilt, run.Report.Outcome);
            Twice(run, LinkStyle.Defang);
        }
    }

    [Theory]
    [InlineData("<p>x")]
    [InlineData("<script></script>")]
    [InlineData("<p onclick=\"x\"></p>")]
    [InlineData("<p class='x'></p>")]
    [InlineData("<P></P>")]
    [InlineData("<a href=\"javascript:x\"></a>")]
    [InlineData("<img src=\"http://x.example/\">")]
    [InlineData("<img src=\"data:image/png;base64,AAAA\">")]
    [InlineData("<img src=\"data:image/svg+xml;base64,AAAA\">")]
    [InlineData("<p style=\"background:url(x)\"></p>")]
    [InlineData("<p style=\"a:\\75rl\"></p>")]
    [InlineData("<style>\n@import x\n</style>")]
    [InlineData("<!-- x -->")]
    [InlineData("&nbsp;")]
    [InlineData("a > b")]
    [InlineData("\u202E")]
    [InlineData("<svg></svg>")]
    [InlineData("<b><i></b></i>")]
    public void Verifier_RefusesWhatWeDoNotWrite(string body)
    {
        var page = Clean("<html>MARK").Text();
        Assert.Null(Verify(page));
        Assert.NotNull(Verify(page.Replace("MARK", body, StringComparison.Ordinal)));
        Assert.NotNull(Verify(page[..^1]));
        Assert.NotNull(Verify(page + "x"));
    }

    [Fact]
    public void Rebuilds_RealPages()
    {
        foreach (var file in Corpus.Files("html", "synth-html"))
        {
            var run = Runs.File(Path.GetFileName(file), File.ReadAllBytes(file));
            Assert.Equal("", run.Faults);
        }
    }

    private static string? Verify(string page) => new SafeHtmlVerifier().Verify(Formats.Html, new MemoryStream(Encoding.UTF8.GetBytes(page)), new BareContext());

    private static RunResult Clean(string html, SanitizePolicy? policy = null)
    {
        var run = Runs.File("表.html", Encoding.UTF8.GetBytes(html), policy);
        Assert.Equal("", run.Faults);
        return run;
    }

    private static void Twice(RunResult run, LinkStyle style)
    {
        var again = Runs.File("表.html", run.Output.Bytes, new SanitizePolicy { Links = style, Revision = "r" });
        Assert.Empty(again.Codes);
        Assert.Equal(run.Text(), again.Text());
    }

    private sealed class PictureSanitizer : ISanitizer
    {
        public IReadOnlyList<FileFormat> Formats { get; } = [Sanitizers.Detection.Formats.Png];

        public PartVerdict Sanitize(PartInput input, Stream output, ISanitizeContext context)
        {
            input.Content.CopyTo(output);
            output.Write([1, 2]);
            return PartVerdict.Rebuilt(input.Format);
        }
    }
}
