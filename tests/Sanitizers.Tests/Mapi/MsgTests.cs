using System.Text;
using Mugai.Sanitizers.Tests.Mail;

namespace Mugai.Sanitizers.Tests.Mapi;

public class MsgTests
{
    private static Msg Letter() => new Msg().Text(0x0037, "会議の件").Text(0x0C1A, "山田 太郎").Text(0x5D01, "yamada@city.example.lg.jp").To("鈴木", "suzuki@b.example").Text(0x1000, "お世話になっております。\r\n")
        .Time(0x0039, new DateTime(2026, 4, 1, 1, 2, 3, DateTimeKind.Utc)).Text(0x1035, "<id@b.example>").Text(0x007D, "Received: from a by b; Wed, 1 Apr 2026 10:02:04 +0900\r\nX-Evil: 1\r\nContent-Type: text/html\r\n");

    [Fact]
    public void Rebuilds_MsgFiles_AsMails()
    {
        var msg = Letter().Attachment("資料.txt", "中身"u8.ToArray()).Named("evil form").Bytes();
        var run = Runs.File("会議.msg", msg);
        Assert.Equal((Outcome.Rebuilt, "msg", "eml", "会議.eml"), (run.Report.Outcome, run.Report.Input.Format, run.Report.Output!.Format, run.Report.Output.Name.DangerousRaw));
        var mail = CleanMail.Parse(run.Output.Bytes);
        Assert.Equal(("会議の件", "山田 太郎 <yamada@city.example.lg.jp>", "鈴木 <suzuki@b.example>"), (mail["Subject"], mail["From"], mail["To"]));
        Assert.Equal(("Wed, 01 Apr 2026 01:02:03 +0000", "<id@b.example>", "from a by b; Wed, 1 Apr 2026 10:02:04 +0900"), (mail["Date"], mail["Message-ID"], mail["Received"]));
        Assert.Equal("", mail["X-Evil"]);
        Assert.Contains("お世話になっております。", mail.Body, StringComparison.Ordinal);
        Assert.Equal(("資料.txt", "中身"), (Assert.Single(mail.Attachments).FileName, mail.Attachments[0].Text.TrimEnd()));
        Assert.DoesNotContain("evil", run.Output.Text, StringComparison.Ordinal);
        Assert.Equal("", run.Faults);
        Assert.Equal(run.Output.Bytes, Runs.File("会議.msg", msg).Output.Bytes);
        Assert.Equal(run.Output.Bytes, Runs.File("会議.eml", run.Output.Bytes).Output.Bytes);
    }

    [Fact]
    public void Rebuilds_MsgInMails_AndMessagesInThem()
    {
        var msg = Letter().Attached(inner => inner.Text(0x0037, "元のメール").Text(0x1000, "inner text").Attachment("a.exe", "MZ\0\0\0\0\0\0"u8.ToArray())).Bytes();
        var run = Runs.Mail(Encoding.ASCII.GetBytes($"From: a@b.example\r\nSubject: s\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nbody\r\n--b\r\nContent-Type: application/vnd.ms-outlook; name=a.msg\r\nContent-Transfer-Encoding: base64\r\n\r\n{Convert.ToBase64String(msg)}\r\n--b--\r\n"));
        var attached = Assert.Single(CleanMail.Parse(run.Output.Bytes).Attachments);
        Assert.Equal(("message/rfc822", "a.eml"), (attached.MediaType, attached.FileName));
        var letter = CleanMail.Parse(attached.Content);
        Assert.Equal("会議の件", letter["Subject"]);
        var inner = CleanMail.Parse(Assert.Single(letter.Attachments).Content);
        Assert.Equal("元のメール", inner["Subject"]);
        Assert.Contains("inner text", inner.Body, StringComparison.Ordinal);
        Assert.Equal("", run.Faults);
    }

    [Fact]
    public void Takes_TheTextOfHtmlAndOfRtf()
    {
        Assert.Contains("見出し", CleanMail.Parse(Runs.File("a.msg", new Msg().Number(0x3FDE, 932).Binary(0x1013, Sjis("<h1>見出し</h1>")).Bytes()).Output.Bytes).Body, StringComparison.Ordinal);
        Assert.Contains("rtf text", CleanMail.Parse(Runs.File("a.msg", new Msg().Binary(0x1009, Tnef.Rtf(@"{\rtf1\ansi rtf text}")).Bytes()).Output.Bytes).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0x3FFD, 932)]
    [InlineData(0x3FF1, 0x0411)]
    public void Reads_StringsOfTheMessagesCodePage(int id, int value) =>
        Assert.Equal("①ｱ機種依存", CleanMail.Parse(Runs.File("a.msg", new Msg().Number((ushort)id, value).Text8(0x0037, Sjis("①ｱ機種依存")).Text(0x1000, "x").Bytes()).Output.Bytes)["Subject"]);

    [Fact]
    public void Survives_EveryTruncation()
    {
        var whole = Letter().Attachment("a.txt", new byte[5000]).Bytes();
        for (var length = 0; length < whole.Length; length += 97)
        {
            var run = Runs.File("a.msg", whole[..length]);
            Assert.Equal("", run.Faults);
            Assert.True(run.Report.Outcome is Outcome.Rebuilt or Outcome.Blocked);
        }
    }

    private static byte[] Sjis(string text)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding(932).GetBytes(text);
    }
}
