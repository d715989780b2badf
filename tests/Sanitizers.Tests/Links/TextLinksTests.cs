using Mugai.Policies;
using Mugai.Sanitizers.Tests.Mail;

namespace Mugai.Sanitizers.Tests.Links;

public class TextLinksTests
{
    private static readonly SanitizePolicy Ja = new() { Language = NoticeLanguage.Ja };

    [Theory]
    [InlineData("https://www.example.jp/a.html", "hxxps://www[.]example[.]jp/a.html")]
    [InlineData("HTTP://Example.JP", "hxxp://Example[.]JP")]
    [InlineData("ftp://files.example.jp/x", "fxp://files[.]example[.]jp/x")]
    [InlineData("詳細は（https://www.example.jp/）をご覧ください。", "詳細は（hxxps://www[.]example[.]jp/）をご覧ください。")]
    [InlineData("https://www.example.jpをご覧ください", "hxxps://www[.]example[.]jpをご覧ください")]
    [InlineData("URL:https://www.example.jp/a?b=c&d=e。次の文", "URL:hxxps://www[.]example[.]jp/a?b=c&d=e。次の文")]
    [InlineData("「https://example.jp」", "「hxxps://example[.]jp」")]
    [InlineData("see www.example.com, or example.co.jp/path.", "see www[.]example[.]com, or example[.]co[.]jp/path.")]
    [InlineData("<https://example.jp/long\r\n/path>", "<hxxps://example[.]jp/long\r\n/path>")]
    [InlineData("http://example[.]jp/", "hxxp://example[.]jp/")]
    [InlineData("http://[2001:db8::1]/", "hxxp://[2001:db8::1]/【IPアドレスの宛先】")]
    [InlineData("file://evil.example/share and smb://x/y", "file[:]//evil.example/share and smb[:]//x/y")]
    [InlineData("x.https://a.example/", "x.hxxps://a[.]example/")]
    [InlineData("https://a.exahttps://b.example/x", "hxxps://a[.]exahxxps://b[.]example/x")]
    [InlineData("tps://www.bank.example/login", "tps[:]//www[.]bank[.]example/login")]
    [InlineData("file://a/https://b.example.jp/", "file[:]//a/hxxps://b[.]example[.]jp/")]
    [InlineData("bank.com/?u=www.evil.com/x", "bank[.]com/?u=www[.]evil[.]com/x")]
    [InlineData("https://bank.com:80.evil.com/", "hxxps://bank[.]com:80[.]evil[.]com/")]
    [InlineData("hxxp://www.evil.example/", "hxxp://www[.]evil[.]example/")]
    [InlineData("https:///\\evil.example/x", "hxxps:///\\evil[.]example/x")]
    [InlineData("http://[::ffff:192.0.2.1]/", "hxxp://[::ffff:192.0.2.1]/【IPアドレスの宛先】")]
    [InlineData("http://[::1]e.jp/", "hxxp://[::1]【IPアドレスの宛先】e[.]jp/")]
    [InlineData("http://[2001<db8", "hxxp://[2001<db8")]
    [InlineData("a@本le.comお.co.jp", "a@本le[.]comお.co[.]jp")]
    [InlineData("ｗｗｗ.example.com へ", "ｗｗｗ.example[.]com へ")]
    [InlineData("www.例え.jp へ", "www[.]例え[.]jp【国際化ドメイン: www[.]例え[.]jp = www[.]xn--r8jz45g[.]jp】 へ")]
    public void Defangs_WhatMailProgramsMakeLinksOf(string text, string expected)
    {
        Assert.Equal(expected, Rewrite(text, Ja).Text);
        Assert.Empty(Rewrite(expected, Ja).Codes);
    }

    [Theory]
    [InlineData("taro.yamada@city.example.jp")]
    [InlineData("mailto:taro@example.com へ")]
    [InlineData("taro@日本.example.com へ")]
    [InlineData("見積書.docx と setup.sh、version 1.2.3、e.g. this. And Node.js")]
    [InlineData("12:30 に集合。3.14 と 192.168.1.1")]
    [InlineData("hxxps://www[.]example[.]jp/ は無効化済み")]
    [InlineData("C:/temp と a/b.html")]
    public void Leaves_WhatIsNoLink(string text) => Assert.Null(Rewrite(text, Ja).Text);

    [Theory]
    [InlineData("https://www.bank.example@evil.test/login", "hxxps://www[.]bank[.]example@evil[.]test/login【実際の宛先: evil[.]test】", "link.realHost")]
    [InlineData("http://3232235777/", "hxxp://3232235777/【実際の宛先: 192[.]168[.]1[.]1】【IPアドレスの宛先】", "link.address")]
    [InlineData("http://0xC0.0250.257/x", "hxxp://0xC0[.]0250[.]257/x【実際の宛先: 192[.]168[.]1[.]1】【IPアドレスの宛先】", "link.realHost")]
    [InlineData("http://192.0.2.1:8080/", "hxxp://192[.]0[.]2[.]1:8080/【IPアドレスの宛先】", "link.address")]
    [InlineData("https://bit.ly/3abc です", "hxxps://bit[.]ly/3abc【短縮URL: 行き先不明】 です", "link.shortener")]
    [InlineData("bit.ly/3abc", "bit[.]ly/3abc【短縮URL: 行き先不明】", "link.shortener")]
    [InlineData("https://r.example.com/?u=https%3A%2F%2Fevil.test%2Fa", "hxxps://r[.]example[.]com/?u=https%3A%2F%2Fevil.test%2Fa【転送先: evil[.]test】", "link.redirect")]
    [InlineData("https://r.example.com/c?https://evil.test/a", "hxxps://r[.]example[.]com/c?hxxps://evil[.]test/a【転送先: evil[.]test】", "link.redirect")]
    [InlineData("https://xn--fsqu00a.xn--0zwm56d/", "hxxps://xn--fsqu00a[.]xn--0zwm56d/【国際化ドメイン: xn--fsqu00a[.]xn--0zwm56d = 例子[.]测试】", "link.realHost")]
    [InlineData("https://日本語.jp/あ", "hxxps://日本語[.]jp/【国際化ドメイン: 日本語[.]jp = xn--wgv71a119e[.]jp】あ", "link.realHost")]
    [InlineData("https://www。example。jp/", "hxxps://www[.]example[.]jp/【実際の宛先: www[.]example[.]jp】", "link.realHost")]
    [InlineData("https://ex%61mple.jp/", "hxxps://ex%61mple[.]jp/【実際の宛先: example[.]jp】", "link.realHost")]
    public void Marks_LinksThatAreNotWhatTheyLookLike(string text, string expected, string code)
    {
        var run = Rewrite(text, Ja);
        Assert.Equal(expected, run.Text);
        Assert.Contains(code, run.Codes);
        Assert.Null(Rewrite(expected, Ja).Text);
        var shown = Rewrite(text, Ja with { Links = LinkStyle.Show });
        Assert.Contains(code, shown.Codes);
        var again = Rewrite(shown.Text!, Ja with { Links = LinkStyle.Show });
        Assert.Null(again.Text);
        Assert.Empty(again.Codes);
    }

    [Fact]
    public void Follows_ThePolicy()
    {
        const string Text = "https://www.city.example.lg.jp/a と https://other.example/ と http://portal.example.jp/m/1";
        Assert.Equal("[リンク省略] と [リンク省略] と [リンク省略]", Rewrite(Text, Ja with { Links = LinkStyle.Remove }).Text);
        Assert.Null(Rewrite(Text, Ja with { Links = LinkStyle.Show }).Text);
        var own = Ja with { ShowLinksTo = ["city.example.lg.jp"] };
        Assert.StartsWith("https://www.city.example.lg.jp/a と hxxps://other[.]example/", Rewrite(Text, own).Text, StringComparison.Ordinal);
        Assert.StartsWith("hxxps://evilcity[.]example", Rewrite("https://evilcity.example.lg.jp/", Ja with { ShowLinksTo = ["city.example.lg.jp"] }).Text, StringComparison.Ordinal);
        Assert.StartsWith("hxxps://", Rewrite("https://city.example.lg.jp@evil.test/", own).Text, StringComparison.Ordinal);
        var portal = Rewrite(Text, Ja with { Links = LinkStyle.Show, PortalHost = "portal.example.jp" });
        Assert.EndsWith(" と hxxp://portal[.]example[.]jp/m/1", portal.Text, StringComparison.Ordinal);
        Assert.Contains("mail.forgedNotice", portal.Codes);
        Assert.Null(Rewrite(Text, Ja with { ShowLinksFrom = ["pref.example.lg.jp"] }, "x@PREF.example.lg.jp").Text);
        Assert.NotNull(Rewrite(Text, Ja with { ShowLinksFrom = ["pref.example.lg.jp"] }, "x@evil.example", "y@pref.example.lg.jp").Text);
    }

    [Fact]
    public void Follows_ThePolicyInsideOfAddressesToo()
    {
        var show = Ja with { Links = LinkStyle.Show };
        var two = Rewrite("http://192.0.2.1/ と http://192.0.2.2/ へ", show);
        Assert.Equal("http://192.0.2.1/【IPアドレスの宛先】 と http://192.0.2.2/【IPアドレスの宛先】 へ", two.Text);
        Assert.Empty(Rewrite(two.Text!, show).Codes);
        Assert.Equal("[リンク省略][リンク省略]【転送先: c[.]example】 へ", Rewrite("https://a.exahttps://b.example/x?http://c.example/ へ", Ja with { Links = LinkStyle.Remove }).Text);
        Assert.Null(Rewrite("https://www.city.example.lg.jp/?u=www.other.example", Ja with { ShowLinksTo = ["city.example.lg.jp"] }).Text);
    }

    [Fact]
    public void Takes_TimeInProportion_ToAddressesInsideAnAddress()
    {
        var text = string.Concat(Enumerable.Repeat("http://a.jp/", 40_000));
        Assert.Equal(string.Concat(Enumerable.Repeat("hxxp://a[.]jp/", 40_000)), string.Concat(Rewrite(text + "\r\n", Ja).Text!.Split('【')[0]));
    }

    [Theory]
    [InlineData("192.168.1.1", "192.168.1.1")]
    [InlineData("0x7f.1", "127.0.0.1")]
    [InlineData("017700000001", "127.0.0.1")]
    [InlineData("2130706433", "127.0.0.1")]
    [InlineData("1.2.65535", "1.2.255.255")]
    [InlineData("4294967296", null)]
    [InlineData("256.1.1.1", null)]
    [InlineData("1.2.3.4.5", null)]
    [InlineData("08.1.1.1", null)]
    [InlineData("example.com", null)]
    public void Reads_AddressesAsBrowsersDo(string host, string? expected)
    {
        var run = Rewrite($"http://{host}/", Ja);
        Assert.Equal(expected is not null, run.Codes.Contains("link.address"));
        Assert.True(expected is null || expected == host || run.Text!.Contains("実際の宛先: " + expected.Replace(".", "[.]", StringComparison.Ordinal) + "】", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("【無害化のお知らせ】\r\nx", "（送信者の文: 無害化のお知らせ）\r\nx")]
    [InlineData("> 【 無害化の お知らせ 】重要\r\n", "> （送信者の文: 無害化の お知らせ）重要\r\n")]
    [InlineData("■ 無害化のお知らせ\r\n", "■ （送信者の文: 無害化のお知らせ）\r\n")]
    [InlineData("a\r\n[SANITIZATION  NOTICE]", "a\r\n（送信者の文: SANITIZATION  NOTICE）")]
    [InlineData("［Ｓａｎｉｔｉｚａｔｉｏｎ　ｎｏｔｉｃｅ］", "（送信者の文: Ｓａｎｉｔｉｚａｔｉｏｎ　ｎｏｔｉｃｅ）")]
    public void Marks_HeadingsThatPassForOurs(string text, string expected)
    {
        var run = Rewrite(text, Ja);
        Assert.Equal(expected.Trim(), run.Text);
        Assert.Equal(["mail.forgedNotice"], run.Codes);
        Assert.Empty(Rewrite(expected, Ja).Codes);
    }

    [Theory]
    [InlineData("無害化のお知らせについて、ご連絡します。")]
    [InlineData("昨日の無害化のお知らせ")]
    [InlineData("Sanitization notices are sent daily.")]
    public void Leaves_SentencesAboutTheNotice(string text) => Assert.Empty(Rewrite(text, Ja).Codes);

    /// <summary>The text of a mail with this body behind its notice, null when it is as it was; and what was found.</summary>
    private static (string? Text, IReadOnlyList<string> Codes) Rewrite(string text, SanitizePolicy policy, params string[] authors)
    {
        var from = authors.Length > 0 ? string.Join(", ", authors) : "a@b.example";
        var run = Runs.Mail($"From: {from}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{text}", policy);
        Assert.Equal(Outcome.Rebuilt, run.Report.Outcome);
        var body = CleanMail.Parse(run.Output.Bytes).Body;
        var rule = new string('_', 40) + "\r\n\r\n";
        body = body[(run.Output.MailFacts!.HasNotice ? body.IndexOf(rule, StringComparison.Ordinal) + rule.Length : 0)..].TrimEnd();
        return (body == text.TrimEnd() ? null : body, run.Codes);
    }
}
