using System.Text;
using Mugai.Sanitizers.Tests.Mail;

namespace Mugai.Sanitizers.Tests.Mapi;

public class TnefTests
{
    private const string Text = "お世話になっております。\r\n会議の資料を送ります。";

    [Fact]
    public void Unwraps_WinmailDat()
    {
        var tnef = new Tnef().CodePage(932).Message(Tnef.Text(0x1000, Text)).Attachment("SHIRYO~1.TXT", "資料 その1.txt", "中身"u8.ToArray());
        var run = Runs.Mail(Winmail("", tnef.Bytes));
        var mail = CleanMail.Parse(run.Output.Bytes);
        Assert.Contains(Text, mail.Body, StringComparison.Ordinal);
        var attached = Assert.Single(mail.Attachments);
        Assert.Equal(("資料 その1.txt", "中身"), (attached.FileName, attached.Text.TrimEnd()));
        Assert.Contains("mail.outlook", run.Codes);
        Assert.Equal("", run.Faults);
    }

    [Fact]
    public void Says_NothingTwice_WhenTheTextStandsBesideIt()
    {
        var run = Runs.Mail(Winmail(Text, new Tnef().Message(Tnef.Binary(0x1009, Tnef.Rtf(@"{\rtf1\ansi\ansicpg932{\fonttbl{\f0\fcharset128 MS Gothic;}}\f0 \'82\'a8\'90\'a2\'98\'62\'82\'c9\'82\'c8\'82\'c1\'82\'c4\'82\'a8\'82\'e8\'82\'dc\'82\'b7\'81\'42\par \'89\'ef\'8b\'63\'82\'cc\'8e\'91\'97\'bf\'82\'f0\'91\'97\'82\'e8\'82\'dc\'82\'b7\'81\'42}"))).Bytes));
        var body = CleanMail.Parse(run.Output.Bytes).Body;
        Assert.Equal(body.IndexOf("会議", StringComparison.Ordinal), body.LastIndexOf("会議", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(@"{\rtf1\ansi\ansicpg932\deff0{\fonttbl{\f0\fnil\fcharset128 x;}}{\*\generator y;}\f0\'8e\'91\'97\'bf\par second \u26085?\u26412?{\pict 00ff}}", "資料\r\nsecond 日本")]
    [InlineData(@"{\rtf1\ansi\fromhtml1 {\*\htmltag64 <p>}\htmlrtf \par hidden\htmlrtf0 a &amp{\*\htmltag84 &lt;}b{\*\htmltag72 </p>}{\*\htmltag64 <p>}second{\*\htmltag72 </p>}}", "second")]
    public void Reads_TheTextOfAnRtfBody(string rtf, string expected)
    {
        var body = CleanMail.Parse(Runs.Mail(Winmail("", new Tnef().Message(Tnef.Binary(0x1009, Tnef.Rtf(rtf))).Bytes)).Output.Bytes).Body;
        Assert.Contains(expected, body, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", body, StringComparison.Ordinal);
        Assert.DoesNotContain("htmltag", body, StringComparison.Ordinal);
    }

    [Fact]
    public void Expands_PackedRtf()
    {
        // The example of [MS-OXRTFCP] 3.1.1.
        byte[] packed = [0x2d, 0, 0, 0, 0x2b, 0, 0, 0, 0x4c, 0x5a, 0x46, 0x75, 0xf1, 0xc5, 0xc7, 0xa7, 0x03, 0, 0x0a, 0, 0x72, 0x63, 0x70, 0x67, 0x31, 0x32, 0x35, 0x42, 0x32, 0x0a, 0xf3, 0x20, 0x68, 0x65, 0x6c, 0x09, 0, 0x20, 0x62, 0x77, 0x05, 0xb0, 0x6c, 0x64, 0x7d, 0x0a, 0x80, 0x0f, 0xa0];
        var run = Runs.Mail(Winmail("", new Tnef().Message(Tnef.Binary(0x1009, packed)).Bytes));
        Assert.Contains("hello world", CleanMail.Parse(run.Output.Bytes).Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Rebuilds_MessagesInMessages()
    {
        var inner = new Tnef().Message(Tnef.Text(0x0037, "内側"), Tnef.Text(0x1000, "inner text"), Tnef.Text(0x0C1A, "山田"), Tnef.Text(0x0C1F, "y@b.example")).Attachment("a.exe", "a.exe", "MZ\0\0\0\0"u8.ToArray());
        var run = Runs.Mail(Winmail("", new Tnef().Message(Tnef.Text(0x1000, "outer")).Attached(inner).Bytes));
        var nested = CleanMail.Parse(Assert.Single(CleanMail.Parse(run.Output.Bytes).Attachments).Content);
        Assert.Equal(("内側", "山田 <y@b.example>"), (nested["Subject"], nested["From"]));
        Assert.Contains("inner text", nested.Body, StringComparison.Ordinal);
        Assert.Equal(Reason.NeverAllowed, run.Report.Parts[0].Parts[0].Reason);
    }

    [Fact]
    public void Ignores_NamedProperties()
    {
        var run = Runs.Mail(Winmail("", new Tnef().Message(Tnef.Named("Form", "evil form"), Tnef.Text(0x1000, "kept")).Bytes));
        Assert.Contains("kept", CleanMail.Parse(run.Output.Bytes).Body, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", run.Output.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Survives_EveryTruncation()
    {
        var whole = new Tnef().CodePage(932).Message(Tnef.Text(0x0037, "s"), Tnef.Text(0x1000, "text")).Attachment("a.txt", "b.txt", "content"u8.ToArray()).Attached(new Tnef().Message(Tnef.Text(0x1000, "inner"))).Bytes;
        for (var length = 4; length < whole.Length; length++)
        {
            var run = Runs.File("winmail.dat", whole[..length]);
            Assert.True(run.Report.Outcome is Outcome.Rebuilt or Outcome.Blocked);
            Assert.Equal("", run.Faults);
        }
    }

    [Fact]
    public void Rebuilds_TnefFiles_AsMails()
    {
        var tnef = new Tnef().Message(Tnef.Text(0x0037, "件名"), Tnef.Text(0x1000, Text), Tnef.Number(0x0017, 2)).Bytes;
        var run = Runs.File("winmail.dat", tnef);
        Assert.Equal((Outcome.Rebuilt, "eml"), (run.Report.Outcome, run.Report.Output!.Format));
        var mail = CleanMail.Parse(run.Output.Bytes);
        Assert.Equal(("件名", "high"), (mail["Subject"], mail["Importance"]));
        Assert.Equal(run.Output.Bytes, Runs.File("winmail.dat", tnef).Output.Bytes);
        var again = Runs.File("winmail.eml", run.Output.Bytes);
        Assert.Equal(run.Output.Bytes, again.Output.Bytes);
    }

    [Fact]
    public void Stops_AtMessagesInMessagesTooDeep()
    {
        var tnef = new Tnef().Message(Tnef.Text(0x1000, "innermost"));
        for (var i = 0; i < 40; i++)
        {
            tnef = new Tnef().Message(Tnef.Text(0x1000, "level")).Attached(tnef);
        }

        var run = Runs.File("winmail.dat", tnef.Bytes);
        Assert.Equal(Outcome.Rebuilt, run.Report.Outcome);
        Assert.DoesNotContain("innermost", run.Output.Text, StringComparison.Ordinal);
    }

    private static byte[] Winmail(string text, byte[] tnef) => Encoding.UTF8.GetBytes($"From: a@b.example\r\nSubject: s\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n--b\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n{Convert.ToBase64String(tnef)}\r\n--b--\r\n");
}
