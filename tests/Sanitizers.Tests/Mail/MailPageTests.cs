using System.Text;
using Mugai.Policies;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Mail.Verifying;

namespace Mugai.Sanitizers.Tests.Mail;

public class MailPageTests
{
    // One black pixel, made here by hand.
    private const string Gif = "R0lGODdhAQABAIAAAAAAAP///ywAAAAAAQABAAACAkQBADs=";

    private static readonly SanitizePolicy Pages = new() { Language = NoticeLanguage.Ja, Body = BodyForm.SafeHtml };

    [Fact]
    public void Stands_BesideTheText()
    {
        var mail = CleanMail.Parse(Runs.Mail(Html("<h1>お知らせ</h1><p onclick='x()'>本文<a href='https://www.example.jp/'>詳細</a><script>1</script><form>x</form>"), Pages).Output.Bytes);
        Assert.Equal("multipart/alternative", mail.MediaType);
        Assert.Equal(["text/plain", "text/html"], mail.Parts.Select(part => part.MediaType));
        Assert.Contains("詳細 <hxxps://www[.]example[.]jp/>", mail.Parts[0].Text, StringComparison.Ordinal);
        var page = mail.Parts[1].Text;
        Assert.Contains("<h1>お知らせ</h1>", page, StringComparison.Ordinal);
        Assert.Contains("詳細 [hxxps://www[.]example[.]jp/]</a>", page, StringComparison.Ordinal);
        foreach (var gone in new[] { "onclick", "<script", "<form", "href" })
        {
            Assert.DoesNotContain(gone, page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Is_NotThere_ByDefault() =>
        Assert.Equal("text/plain", CleanMail.Parse(Runs.Mail(Html("<p>x</p>")).Output.Bytes).MediaType);

    [Fact]
    public void Has_NoLinkThatActs_WhateverThePolicySays()
    {
        var mail = CleanMail.Parse(Runs.Mail(Html("<p><a href='https://a.example/'>x</a> <a href='mailto:a@b.example'>y</a>"), Pages with { Links = LinkStyle.Show }).Output.Bytes);
        Assert.DoesNotContain("href", mail.Parts[1].Text, StringComparison.Ordinal);
        Assert.Contains("[https://a.example/]", mail.Parts[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Carries_TheNoticeWithItsLink()
    {
        foreach (var position in new[] { NoticePosition.Top, NoticePosition.Bottom })
        {
            var run = Runs.Mail(Html("<p>x<script>1</script>"), Pages with { Notice = new NoticePolicy { Position = position } });
            Assert.Equal(2, run.Output.Slots.Count);
            var bytes = run.Output.Bytes;
            foreach (var (offset, encoding) in run.Output.Slots.AsEnumerable().Reverse())
            {
                bytes = [.. bytes[..(int)offset], .. Mime.LinkSlot.Encode((Mime.SlotEncoding)encoding, "https://portal.example/m/1"), .. bytes[(int)offset..]];
            }

            var mail = CleanMail.Parse(bytes);
            foreach (var part in mail.Parts)
            {
                Assert.Contains("無害化のお知らせ", part.Text, StringComparison.Ordinal);
                Assert.Contains("申請してください。\r\n", part.Text, StringComparison.Ordinal);
                Assert.Contains(part.Text.Split("\r\n"), line => line.Trim() == "https://portal.example/m/1");
            }
        }
    }

    [Fact]
    public void Shows_PicturesOfTheMail()
    {
        var related = Header + "Content-Type: multipart/related; boundary=r\n\n--r\nContent-Type: text/html\n\n<p>x <img src='cid:a@b' alt='図'> <img src='cid:missing' alt='欠'>\n"
            + $"--r\nContent-Type: image/gif\nContent-ID: <a@b>\nContent-Transfer-Encoding: base64\n\n{Gif}\n--r--\n";
        var mail = CleanMail.Parse(Runs.Mail(related, Pages).Output.Bytes);
        Assert.Equal("multipart/alternative", mail.MediaType);
        Assert.Contains("<img alt=\"図\" src=\"data:image/gif;base64,R0lGOD", mail.Parts[1].Text, StringComparison.Ordinal);
        Assert.Contains("[画像: 欠]", mail.Parts[1].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--b\n\nplain\n--b\nContent-Type: text/html\n\n<p>plain</p><h2>【無害化のお知らせ】</h2>\n--b--\n")]
    [InlineData("--b\n\nplain\n--b\nContent-Type: text/html\n\n<p>plain <span style='unicode-bidi:bidi-override;direction:rtl'>nialp</span></p>\n--b--\n")]
    [InlineData("--b\n\nplain\n--b\nContent-Type: text/html\n\n<p>one</p>\n--b\nContent-Type: text/html\n\n<p>two</p>\n--b--\n")]
    public void Is_Dropped_WhenItIsNotTheOneFormOfTheText(string parts)
    {
        var run = Runs.Mail(Header + "Content-Type: multipart/alternative; boundary=b\n\n" + parts, Pages);
        Assert.DoesNotContain(CleanMail.Parse(run.Output.Bytes).All, part => part.MediaType == "text/html");
        Assert.Contains("mail.html", run.Codes);
    }

    [Theory]
    [InlineData("<p>seen</p><p style='display:none'>secret</p><p>too</p>")]
    [InlineData("seen<div hidden><p>secret<a href='https://secret.example/'>secret</div>too")]
    [InlineData("seen<span style='font-size:0'>secret <b>secret</b></span> <span style='color:#fff'>secret</span>too")]
    [InlineData("seen<style>.h{display:none}</style><table class=h><tr><td>secret</table>too")]
    [InlineData("seen<input value=secret style='display:none'><img src='http://x.example/secret' alt=secret style='visibility:hidden'>too")]
    [InlineData("seen<div style='color:white;background:white'>secret<div style='color:black'>too</div>secret</div>")]
    public void Leaves_OutWhatIsHidden_AndKeepsTheRest(string html)
    {
        var run = Runs.Mail(Html(html), Pages);
        var mail = CleanMail.Parse(run.Output.Bytes);
        Assert.Equal(["text/plain", "text/html"], mail.Parts.Select(part => part.MediaType));
        foreach (var part in mail.Parts)
        {
            Assert.Contains("seen", part.Text, StringComparison.Ordinal);
            Assert.Contains("too", part.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", part.Text, StringComparison.Ordinal);
        }

        var again = Runs.File("a.eml", Runs.File("a.eml", Encoding.UTF8.GetBytes(Html(html).ReplaceLineEndings("\r\n")), Pages).Output.Bytes, Pages);
        Assert.Empty(again.Codes);
    }

    [Theory]
    [InlineData("<p>x</p>")]
    [InlineData("<p>本文<script>1</script><a href=https://bit.ly/x>www.bank.example</a><table><tr><td>a<td>b</table>")]
    public void Finds_NothingInItsOwnOutputAndKeepsItsBytes(string html)
    {
        var first = Runs.File("a.eml", Encoding.UTF8.GetBytes(Html(html).ReplaceLineEndings("\r\n")), Pages);
        Assert.Equal(Outcome.Rebuilt, first.Report.Outcome);
        var second = Runs.File("a.eml", first.Output.Bytes, Pages);
        Assert.Empty(second.Codes);
        Assert.Equal(first.Output.Text, second.Output.Text);
    }

    [Theory]
    [InlineData("<p>x</p>", "<p onclick=\"x\">x</p>")]
    [InlineData("<p>x</p>", "<p>x</p><script></script>")]
    [InlineData("<p>x</p>", "<p>x")]
    [InlineData("Content-Type: text/html; charset=utf-8\r\n", "Content-Type: text/html; charset=utf-8\r\nContent-Disposition: inline\r\n")]
    [InlineData("Content-Type: text/plain; charset=utf-8\r\n", "Content-Type: text/html; charset=utf-8\r\n")]
    [InlineData("multipart/alternative", "multipart/related")]
    public void Is_Refused_WhenItIsNotOurs(string ours, string theirs)
    {
        var clean = Runs.Mail(Html("<p>x</p>"), Pages).Output.Text;
        Assert.Contains(ours, clean, StringComparison.Ordinal);
        var verifier = new MailVerifier([Formats.Txt, Formats.Html]);
        Assert.Null(verifier.Verify(Formats.Eml, new MemoryStream(Encoding.Latin1.GetBytes(clean)), null!));
        Assert.NotNull(verifier.Verify(Formats.Eml, new MemoryStream(Encoding.Latin1.GetBytes(clean.Replace(ours, theirs, StringComparison.Ordinal))), null!));
    }

    private const string Header = "From: a@b.example\nSubject: x\nMIME-Version: 1.0\n";

    private static string Html(string html) => Header + "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + html + "\n";
}
