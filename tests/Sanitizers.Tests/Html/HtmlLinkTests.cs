using Mugai.Policies;

namespace Mugai.Sanitizers.Tests.Html;

/// <summary>Links: the real target is shown, what pretends is marked, what acts is gone.</summary>
public class HtmlLinkTests
{
    private const string Caution = "【注意: 表示と異なる宛先です】";

    public static TheoryData<string, string> Links => new()
    {
        { "<a href='https://www.city.example.lg.jp/a?b=1#c'>詳細</a>はこちら", "詳細 <hxxps://www[.]city[.]example[.]lg[.]jp/a?b=1#c>はこちら" },
        { "<a href=https://a.example/>a </a>b", "a <hxxps://a[.]example/> b" },
        { "<a href='http://a.example/'>http://a.example</a>", "hxxp://a[.]example/" },
        { "<a href='https://www.a.example/'>www.a.example</a>", "hxxps://www[.]a[.]example/" },
        { "<a href='https://a.example/x'>a.example</a>", "a.example <hxxps://a[.]example/x>" },
        { "<a href='//a.example/x'>y</a>", "y <hxxps://a[.]example/x>" },
        { "<a href='HTTPS:\\\\A.EXAMPLE\\x'>y</a>", "y <hxxps://a[.]example\\x>" },
        { "<a href=' ht\ntps://a.example/\t'>y</a>", "y <hxxps://a[.]example/>" },
        { "<a href='https://a.example/?u=http://www.b.example/'>y</a>", "y <hxxps://a[.]example/?u=hxxp://www[.]b.example/>【転送先: www[.]b[.]example】" },
        { "<a href='https://a.example/ \"<x>\u202E'>y</a>", "y <hxxps://a[.]example/%20%22%3Cx%3E%E2%80%AE>" },
        { "<a href='https://xn--wgv71a119e.jp/'>y</a>", "y <hxxps://xn--wgv71a119e[.]jp/ (日本語[.]jp)>" },
        { "<a href='https://日本語.jp/パス'>y</a>", "y <hxxps://日本語[.]jp/パス (xn--wgv71a119e[.]jp)>" },
        { "<a href='https://ｅｘａｍｐｌｅ．ｊｐ/'>y</a>", "y <hxxps://example[.]jp/>" },
        { "<a href='ftp://a.example/x'>y</a>", "y <fxp://a[.]example/x>" },
        { "<a href='mailto:a@b.example'>担当</a>", "担当 <a@b.example>" },
        { "<a href='mailto:a@b.example?subject=x'>a@b.example</a>", "a@b.example" },
        { "<a href='tel:0312345678'>電話</a>", "電話 <tel:0312345678>" },
        { "<a href='tel:0312345678'>03-1234-5678</a>", "03-1234-5678" },
        { "<a href='cid:part1'>添付</a>", "添付" },
        { "<a href='#top'>上へ</a><a href=''>空</a>", "上へ空" },
        { "<a href='next.html'>次</a>", "次 <next.html>" },
        { "<a href='https://a.example/'><img src=cid:x></a>", "[画像] <hxxps://a[.]example/>" },
        { "<a href='https://a.example/'><img src=cid:x alt=申込></a>", "[画像: 申込] <hxxps://a[.]example/>" },
        { "<a href='https://a.example/'></a>x", "x" },
        { "<a href='https://a.example/'>報告書.pdf</a>", "報告書.pdf <hxxps://a[.]example/>" },
        { "<a href='https://a.example/'>report.pdf</a>", "report.pdf <hxxps://a[.]example/>" },
        { "<a href='https://a.example/'>開いたまま", "開いたまま <hxxps://a[.]example/>" },
        { "<a href='https://a.example/'>一<a href='https://b.example/'>二</a>", "一 <hxxps://a[.]example/>二 <hxxps://b[.]example/>" },
        { "<a href='https://shop.a.example/'>www.a.example</a>", "www[.]a.example <hxxps://shop[.]a[.]example/>" },

        // What pretends
        { "<a href='https://evil.example/'>https://www.bank.example.jp/login</a>", $"hxxps://www[.]bank[.]example[.]jp/login <hxxps://evil[.]example/>{Caution}" },
        { "<a href='https://evil.example/'>www.bank.jp</a>", $"www[.]bank.jp <hxxps://evil[.]example/>{Caution}" },
        { "<a href='https://evil.example/'>bank.co.jp</a>", $"bank.co.jp <hxxps://evil[.]example/>{Caution}" },
        { "<a href='https://bank.co.jp.evil.example/'>bank.co.jp</a>", $"bank.co.jp <hxxps://bank[.]co[.]jp[.]evil[.]example/>{Caution}" },
        { "<a href='https://www.bank.jp@evil.example/'>銀行</a>", $"銀行 <hxxps://evil[.]example/>{Caution}" },
        { "<a href='https://evil.co.jp/'>good.co.jp</a>", $"good.co.jp <hxxps://evil[.]co[.]jp/>{Caution}" },
        { "<a href='mailto:x@evil.example'>info@city.example.lg.jp</a>", $"info@city.example.lg.jp <x@evil.example>{Caution}" },

        // What acts
        { "<a href='javascript:alert(1)'>実行</a>", "実行" },
        { "<a href=' java\nscript:alert(1)'>実行</a>", "実行" },
        { "<a href='&#106;avascript&colon;alert(1)'>実行</a>", "実行" },
        { "<a href='DATA:text/html,x'>実行</a>", "実行" },
        { "<a href='vbscript:x'>実行</a><a href='file:///c:/x'>a</a><a href='ms-word:ofe|u|x'>b</a><a href='search-ms:x'>c</a>", "実行abc" },
    };

    [Theory]
    [MemberData(nameof(Links))]
    public void Shows_WhereALinkLeads(string html, string text)
    {
        var converted = Converted.From(html);
        Assert.Equal(text + "\n", converted.Text);
        Assert.Equal(text.Contains(Caution, StringComparison.Ordinal) ? 1 : 0, converted.Count("html.linkMismatch"));
    }

    [Theory]
    [MemberData(nameof(Links))]
    public void Shows_TheSameHoweverItIsSplit(string html, string text)
    {
        for (var at = 1; at < html.Length; at++)
        {
            Assert.Equal(text + "\n", Converted.From([html[..at], html[at..]]).Text);
        }
    }

    [Fact]
    public void Cleans_TheLabelItRewrites() =>
        Assert.Equal("hxxps://www[.]bank[.]jp/ <hxxps://evil[.]example/>" + Caution + "\n", Converted.From("<a href='https://evil.example/'>https://www.\u202Eba\u0007n\u200Bk.jp/</a>").Text);

    [Fact]
    public void Counts_WhatActs()
    {
        Assert.Equal(4, Converted.From("<a href='vbscript:x'>a</a><a href='file:///c:/x'>a</a><a href='ms-word:ofe|u|x'>b</a><area href='javascript:x'>").Count("html.dangerousLink"));
        Assert.Equal("javascript:", Converted.From("<a href='jAvascript:x'>a</a>").Findings.Single().Detail.DangerousRaw);
    }

    [Fact]
    public void Follows_TheLinkStyle()
    {
        const string Html = "<a href='https://a.example/x'>詳細</a> <a href='https://evil.example/'>www.bank.jp</a> <a href='https://b.example/'>https://b.example/</a>";
        Assert.Equal($"詳細 <https://a.example/x> www.bank.jp <https://evil.example/>{Caution} https://b.example/\n", Converted.From(Html, LinkStyle.Show).Text);
        Assert.Equal($"詳細 www.bank.jp{Caution} https://b.example/\n", Converted.From(Html, LinkStyle.Remove).Text);
    }

    [Fact]
    public void Warns_InTheLanguageOfThePolicy()
    {
        const string Html = "<a href='https://evil.example/'>www.bank.jp</a>";
        Assert.EndsWith("[Caution: this link does not lead where it says]\n", Converted.From(Html, language: NoticeLanguage.En).Text);
        Assert.EndsWith("【注意: 表示と異なる宛先です / Caution: leads elsewhere】\n", Converted.From(Html, language: NoticeLanguage.Both).Text);
    }

    [Fact]
    public void Counts_WhatWouldLoadOrAct()
    {
        const string Html = """
            <html><head><base href="https://evil.example/"><meta http-equiv="Refresh" content="0;url=https://evil.example/">
            <link rel="stylesheet" href="https://evil.example/a.css"><style>@import url(https://evil.example/b.css); p { background: url(//evil.example/c.png) }</style></head>
            <body onload="x()" background="http://evil.example/d.png"><script src="https://evil.example/e.js"></script><script>x()</script>
            <img src="https://evil.example/f.png" width="100" height="100" onerror="x()"><img src="https://evil.example/g.gif" width="1" height="1">
            <img src="https://evil.example/h.gif" style="display:none"><img src="cid:i"><img src="data:image/png;base64,AAAA">
            <div style="background-image:url('https://evil.example/j.png')">本文</div>
            <form action="https://evil.example/"><input name=a></form><object data=x></object><embed src=y><iframe src=z></iframe><svg><script>q</script></svg>
            <!--[if mso]>x<![endif]--><!--[if !mso]><!-->見える<!--<![endif]--><bdo dir=rtl>gnp.exe</bdo>
            """;
        var converted = Converted.From(Html);
        Assert.Equal("本文\n[]\n見えるgnp.exe\n", converted.Text.Replace("\n\n", "\n", StringComparison.Ordinal));
        Assert.Equal(
            [
                ("html.script", 3), ("html.eventHandler", 2), ("html.activeContent", 4), ("html.form", 2), ("html.trackingPixel", 2),
                ("html.externalResource", 6), ("html.metaRefresh", 1), ("html.baseHref", 1), ("html.conditionalComment", 1), ("html.directionOverride", 1),
            ],
            converted.Findings.Select(finding => (finding.Code, finding.Count)));
    }
}
