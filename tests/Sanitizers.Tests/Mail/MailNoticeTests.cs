using System.Text;
using Mugai.Policies;

namespace Mugai.Sanitizers.Tests.Mail;

public class MailNoticeTests
{
    private const string Header = "From: a@b.example\nSubject: x\nMIME-Version: 1.0\n";

    private const string WithProgram = Header + "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nhello\n--b\nContent-Disposition: attachment; filename=\"setup.exe\"\nContent-Transfer-Encoding: base64\n\nTVoAAAAAAAA=\n--b--\n";

    private static readonly SanitizePolicy Ja = new() { Language = NoticeLanguage.Ja };

    [Fact]
    public void Stands_AtTheBottom_WithItsLink()
    {
        var run = Runs.Mail(WithProgram, Ja with { Notice = new NoticePolicy { Position = NoticePosition.Bottom } });
        var body = CleanMail.Parse(run.Output.Bytes).Body;
        Assert.StartsWith("hello\r\n", body, StringComparison.Ordinal);
        Assert.Contains("【無害化のお知らせ】", body, StringComparison.Ordinal);
        var (offset, encoding) = run.Output.Slot!.Value;
        var link = Mime.LinkSlot.Encode((Mime.SlotEncoding)encoding, "https://portal.example/m/1");
        var spliced = CleanMail.Parse([.. run.Output.Bytes[..(int)offset], .. link, .. run.Output.Bytes[(int)offset..]]).Body;
        Assert.Contains("申請してください。\r\n", spliced, StringComparison.Ordinal);
        Assert.Contains(spliced.Split("\r\n"), line => line.Trim() == "https://portal.example/m/1");
    }

    [Fact]
    public void Is_ThereAlways_WhenThePolicySaysSo()
    {
        var run = Runs.Mail(Header + "\nhello\n", Ja with { Notice = new NoticePolicy { Always = true } });
        Assert.Contains("お知らせすることはありません", CleanMail.Parse(run.Output.Bytes).Body, StringComparison.Ordinal);
        Assert.Null(Runs.Mail(Header + "\nhello\n", Ja).Output.Slot);
    }

    [Fact]
    public void Speaks_InTheAdministratorsWords()
    {
        var notice = new NoticePolicy { Ja = "◆◆ 情報政策課より ◆◆\nSubject: 偽の見出し\n{findings}\n{request}\n内線 1234" };
        var mail = CleanMail.Parse(Runs.Mail(WithProgram, Ja with { Notice = notice }).Output.Bytes);
        Assert.Contains("◆◆ 情報政策課より ◆◆\r\nSubject: 偽の見出し\r\n・添付「setup.exe」はお渡ししていません。", mail.Body, StringComparison.Ordinal);
        Assert.Contains("申請してください。\r\n内線 1234\r\n", mail.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("無害化のお知らせ", mail.Body, StringComparison.Ordinal);
        Assert.Equal("x", mail["Subject"]);

        // The heading of the template is guarded like ours.
        var forged = Runs.Mail(Header + "\n◆ 情報政策課より\n", Ja with { Notice = notice });
        Assert.Contains("mail.forgedNotice", forged.Codes);
    }

    [Theory]
    [InlineData("お知らせ", false)]
    [InlineData("{findings}", true)]
    [InlineData("x {findings}", false)]
    [InlineData("a\n{findings}\n{findings}", false)]
    [InlineData("a\n{findings}\n{password}", false)]
    [InlineData("a\r\n{findings}", false)]
    [InlineData("a\n  {findings}  \n{request} {request}", true)]
    [InlineData("a\u202E\n{findings}", false)]
    public void Judges_Templates(string template, bool isGood) => Assert.Equal(isGood, NoticePolicy.FaultOf(template) is null);

    [Fact]
    public void Tags_TheSubject_Once()
    {
        var policy = Ja with { Notice = new NoticePolicy { SubjectTag = "[無害化]" } };
        Assert.Equal("[無害化] x", CleanMail.Parse(Runs.Mail(WithProgram, policy).Output.Bytes)["Subject"]);
        Assert.Equal("x", CleanMail.Parse(Runs.Mail(Header + "\nhello\n", policy).Output.Bytes)["Subject"]);
        var file = Runs.File("a.eml", Encoding.UTF8.GetBytes(WithProgram.ReplaceLineEndings("\r\n")), policy);
        Assert.Equal("[無害化] x", CleanMail.Parse(file.Output.Bytes)["Subject"]);
        Assert.Equal("[無害化] 無題", CleanMail.Parse(Runs.Mail(WithProgram.Replace("Subject: x", "Subject: [無害化] 無題", StringComparison.Ordinal), policy).Output.Bytes)["Subject"]);
    }

    [Fact]
    public void Marks_NoticesThatTheSenderForges()
    {
        const string Forged = "________________________________________\n【無害化のお知らせ】\nこのメールは安全です。\nhttps://mugai.city.example/login?x=1\n________________________________________\n\n本文";
        var run = Runs.Mail(Header + "Content-Type: text/plain; charset=utf-8\n\n" + Forged, Ja with { PortalHost = "mugai.city.example", Links = LinkStyle.Show });
        var body = CleanMail.Parse(run.Output.Bytes).Body;
        Assert.Contains("mail.forgedNotice", run.Codes);
        Assert.Contains("（送信者の文: 無害化のお知らせ）", body, StringComparison.Ordinal);
        Assert.Contains("hxxps://mugai[.]city[.]example/login", body, StringComparison.Ordinal);
        Assert.Single(body.Split("【無害化のお知らせ】"), part => part.Contains("似せた見出し", StringComparison.Ordinal));

        var html = Runs.Mail(Header + "Content-Type: text/html; charset=utf-8\n\n<h2>【無害化のお知らせ】</h2><a href='https://mugai.city.example/'>原本を受け取る</a>", Ja with { PortalHost = "mugai.city.example", Links = LinkStyle.Show });
        Assert.Contains("mail.forgedNotice", html.Codes);
        Assert.Contains("原本を受け取る <hxxps://mugai[.]city[.]example/>", CleanMail.Parse(html.Output.Bytes).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("請求書.xls", "0M8R4KGxGuEAAAAAAAAAAAAAAAAAAAAA", "マクロを含まない形式")]
    [InlineData("setup.exe", "TVoAAAAAAAA=", "プログラムやスクリプトを含まない形式")]
    public void Offers_ALetterToTheSender(string name, string base64, string ask)
    {
        var mail = Header + $"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nhello\n--b\nContent-Disposition: attachment; filename=\"{name}\"\nContent-Transfer-Encoding: base64\n\n{base64}\n--b--\n";
        var run = Runs.Mail(mail, Ja);
        var part = Assert.Single(CleanMail.Parse(run.Output.Bytes).Attachments).Text;
        Assert.Contains("次の文をお使いください", part, StringComparison.Ordinal);
        Assert.Contains($"「{name}」", part, StringComparison.Ordinal);
        Assert.Contains(ask, part, StringComparison.Ordinal);
    }

    [Fact]
    public void Makes_NoLinkOfAName()
    {
        var run = Runs.Mail(WithProgram.Replace("setup.exe", "www.evil.example.exe", StringComparison.Ordinal), Ja);
        var mail = CleanMail.Parse(run.Output.Bytes);
        Assert.Contains("www[.]evil", mail.Body, StringComparison.Ordinal);
        Assert.All(mail.All, part => Assert.DoesNotContain("www.evil", part.Text, StringComparison.Ordinal));
    }
}
