using System.Text;
using Mugai.Policies;

namespace Mugai.Sanitizers.Tests.Mail;

public class MailBodyTests
{
    private const string Header = "From: a@b.example\nSubject: x\nMIME-Version: 1.0\n";

    [Theory]
    [InlineData("iso-2022-jp", 50220, "base64")]
    [InlineData("iso-2022-jp", 50220, "7bit")]
    [InlineData("shift_jis", 932, "base64")]
    [InlineData("windows-31j", 932, "8bit")]
    [InlineData("euc-jp", 51932, "quoted-printable")]
    [InlineData("utf-8", 65001, "8bit")]
    [InlineData("", 932, "8bit")]
    [InlineData("", 51932, "8bit")]
    [InlineData("us-ascii", 50220, "7bit")]
    public void Reads_JapaneseBodiesOfEachCharset(string label, int codePage, string encoding)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        const string Text = "お世話になっております。住民課の山田です。\r\n来週の会議の資料を送りますので、ご確認をお願いいたします。\r\nカタカナと漢字、「記号」も。\r\n";
        var bytes = Encoding.GetEncoding(codePage).GetBytes(Text);
        var charset = label.Length > 0 ? $"; charset={label}" : "";
        byte[] mail = [.. Crlf($"{Header}Content-Type: text/plain{charset}\nContent-Transfer-Encoding: {encoding}\n\n"), .. Encode(bytes, encoding)];
        var run = Runs.Mail(mail);
        Assert.Equal(Text, CleanMail.Parse(run.Output.Bytes).Body);
    }

    /// <summary>Text that is clean UTF-8 already is taken as it is, in pieces of 32 KiB; the rest is decoded and cleaned. Nobody may see the seams.</summary>
    [Theory]
    [InlineData("utf-8", "é漢\u200B字")]
    [InlineData("utf-8", "😀\r")]
    [InlineData("utf-8", "\u202Ea\nb\r\r\n")]
    [InlineData("us-ascii", "plain\r\n")]
    [InlineData("shift_jis", "表示ｶﾅ")]
    [InlineData("iso-2022-jp", "日本語")]
    public void Cleans_LongBodies_TheSameHoweverTheyArrive(string charset, string between)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        foreach (var gap in new[] { 32_768 - 4, 32_768 - 3, 32_768 - 2, 32_768 - 1, 32_768, 40_000 })
        {
            var ascii = string.Concat(Enumerable.Range(0, gap).Select(i => i % 80 == 78 ? '\r' : i % 80 == 79 ? '\n' : 'x'));
            var text = string.Concat(Enumerable.Repeat(ascii + between, 3)) + "end\r\n";
            var clean = new System.Buffers.ArrayBufferWriter<char>();
            var cleaner = new Mugai.Sanitizers.PlainText.TextCleaner(clean);
            cleaner.Write(text);
            cleaner.Complete();
            byte[] mail = [.. Crlf($"{Header}Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n"), .. Encoding.GetEncoding(charset).GetBytes(text)];
            foreach (var first in new[] { 1000, 1, 113, 32_769 })
            {
                Assert.Equal(new string(clean.WrittenSpan), BodyOf(mail, first));
            }
        }

        static string BodyOf(byte[] mail, int first)
        {
            var output = new RecordedOutput();
            using var stream = new TrickleStream(mail, first);
            var job = new Mugai.Sanitizers.Sanitizing.JobFacts { Kind = Mugai.Frames.JobKind.Mail, Policy = new SanitizePolicy { Revision = "r1", Language = NoticeLanguage.En }, Limits = Mugai.Sanitizing.BudgetLimits.ForInput(mail.Length) };
            Mugai.Sanitizers.Sanitizing.SanitizeRun.Execute(SanitizerCatalog.Default, job, stream, output);
            var body = CleanMail.Parse(output.Bytes).Body;

            // Behind the notice, if there is one.
            var rule = new string('_', 40) + "\r\n\r\n";
            return body[(body.LastIndexOf(rule, StringComparison.Ordinal) is var at and >= 0 ? at + rule.Length : 0)..];
        }
    }

    [Fact]
    public void Prefers_PlainTextOfAlternatives()
    {
        var mail = Rebuild(Alternative("The text that counts, long enough to be one.\n", "<p>The text that counts, long enough to be one.</p>"));
        Assert.Equal("The text that counts, long enough to be one.\r\n", mail.Body);
        Assert.Equal("text/plain", mail.MediaType);
    }

    [Fact]
    public void Takes_TheHtmlWhenThePlainTextIsAStub()
    {
        var run = Runs.Mail(Alternative("HTML only.\n", $"<p>Real text</p>{string.Concat(Enumerable.Repeat("<p>More of the real text of this mail.</p>", 40))}"));
        var body = CleanMail.Parse(run.Output.Bytes).Body;
        Assert.Contains("Real text", body, StringComparison.Ordinal);
        Assert.DoesNotContain("HTML only", body, StringComparison.Ordinal);
        Assert.Contains("mail.html", run.Codes);
        Assert.Contains("empty plain", Rebuild(Alternative("  \n", "<b>empty plain</b>")).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTMLメールに対応したソフトでご覧ください。")]
    [InlineData("Your mail program does not support HTML.")]
    public void Takes_TheHtmlWhenThePlainTextOnlySpeaksOfIt(string stub)
    {
        var run = Runs.Mail(Alternative(stub + "\n", "<p>本当の本文です。ウェビナーは 12 月 15 日に開きます。皆様のご参加をお待ちしております。</p>"));
        var body = CleanMail.Parse(run.Output.Bytes).Body;
        Assert.Contains("本当の本文", body, StringComparison.Ordinal);
        Assert.DoesNotContain("HTML", body, StringComparison.Ordinal);
        Assert.DoesNotContain("mail.alternatives", run.Codes);
    }

    [Fact]
    public void Turns_HtmlIntoText()
    {
        var run = Runs.Mail($"{Header}Content-Type: text/html; charset=utf-8\n\n<h1>見出し</h1><script>alert(1)</script><p>本文<img src=http://t.example/1.gif width=1 height=1></p>");
        var mail = CleanMail.Parse(run.Output.Bytes);
        Assert.Equal("text/plain", mail.MediaType);
        Assert.Contains("見出し", mail.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("<", mail.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("alert", mail.Body, StringComparison.Ordinal);
        Assert.Contains("無害化のお知らせ", mail.Body, StringComparison.Ordinal);
        Assert.Contains("html.script", run.Codes);
    }

    [Fact]
    public void Joins_NamelessTextsInTheirOrder()
    {
        var mail = Rebuild($"{Header}Content-Type: multipart/mixed; boundary=b\n\n--b\n\nfirst\n--b\nContent-Type: text/html\n\n<p>second\n--b\nContent-Type: text/plain\n\nthird\n--b--\n");
        Assert.Equal("first\r\n\r\nsecond\r\n\r\nthird\r\n", mail.Body);
        Assert.Empty(mail.Attachments);
    }

    [Fact]
    public void Keeps_DeliveryReportsReadable()
    {
        var mail = Rebuild($"{Header}Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nIt bounced.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; x@y.example\nStatus: 5.1.1\n--b\nContent-Type: text/rfc822-headers\n\nSubject: lost\n--b--\n");
        foreach (var text in new[] { "It bounced.", "Reporting-MTA: dns; mx.example", "Status: 5.1.1", "Subject: lost" })
        {
            Assert.Contains(text, mail.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Keeps_ReceiptsReadable()
    {
        var mail = Rebuild($"{Header}Content-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n--b\n\nIt was read.\n--b\nContent-Type: message/disposition-notification\n\nFinal-Recipient: rfc822; x@y.example\nDisposition: manual-action/MDN-sent-manually; displayed\n--b--\n");
        Assert.Contains("It was read.", mail.Body, StringComparison.Ordinal);
        Assert.Contains("displayed", mail.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Writes_NoNoticeWhenNothingWasFound()
    {
        var run = Runs.Mail(Header + "Content-Type: text/plain\n\nhello\n");
        Assert.Equal("hello\r\n", CleanMail.Parse(run.Output.Bytes).Body);
        Assert.Null(run.Output.Slot);
        Assert.False(run.Output.MailFacts!.HasNotice);
        Assert.Equal(Outcome.Rebuilt, run.Report.Outcome);
    }

    [Theory]
    [InlineData(NoticeLanguage.Ja, true, false)]
    [InlineData(NoticeLanguage.En, false, true)]
    [InlineData(NoticeLanguage.Both, true, true)]
    public void Writes_TheNoticeInThePolicysLanguageWithALinkSlot(NoticeLanguage language, bool ja, bool en)
    {
        var run = Runs.Mail($"{Header}Content-Type: multipart/mixed; boundary=b\n\n--b\n\nhello\n--b\nContent-Disposition: attachment; filename=\"setup.exe\"\nContent-Transfer-Encoding: base64\n\nTVoAAAAAAAA=\n--b--\n", new SanitizePolicy { Language = language });
        var mail = CleanMail.Parse(run.Output.Bytes);
        Assert.Equal(ja, mail.Body.Contains("【無害化のお知らせ】", StringComparison.Ordinal));
        Assert.Equal(en, mail.Body.Contains("[Sanitization notice]", StringComparison.Ordinal));
        Assert.Contains("setup.exe", mail.Body, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\nhello\r\n", mail.Body, StringComparison.Ordinal);
        Assert.True(run.Output.MailFacts!.HasNotice);

        // The link the host puts at the slot stands on a line of its own, and the text around it does not change.
        var (offset, encoding) = run.Output.Slot!.Value;
        var link = Mime.LinkSlot.Encode((Mime.SlotEncoding)encoding, "https://portal.example/m/1?x=2");
        var bytes = run.Output.Bytes;
        var spliced = CleanMail.Parse([.. bytes[..(int)offset], .. link, .. bytes[(int)offset..]]);
        Assert.Contains(spliced.Body.Split("\r\n"), line => line.Trim() == "https://portal.example/m/1?x=2");
        Assert.EndsWith("\r\n\r\nhello\r\n", spliced.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Leaves_NoFileInTheTextOfHtml()
    {
        var run = Runs.Mail("From: a@b.example\nContent-Type: text/html\n\n<pre>begin 644 run.exe\n%35H     \n`\nend\n</pre><p>begin the day</p><pre>=ybegin line=128 size=2 name=a.exe\nxx\n=yend size=2</pre>\n");
        var mail = CleanMail.Parse(run.Output.Bytes);
        Assert.DoesNotContain(mail.Body.Split("\r\n"), static line => line.StartsWith("begin 644", StringComparison.Ordinal) || line.StartsWith("=ybegin", StringComparison.Ordinal));
        Assert.Contains("\r\nbegin the day\r\n", mail.Body, StringComparison.Ordinal);
        Assert.Empty(Runs.Mail(run.Output.Bytes).Report.Parts);
    }

    [Fact]
    public void Extracts_UuencodedFilesFromTheText()
    {
        var run = Runs.Mail(Header + "\nbefore\nbegin 644 run.exe\n%35H     \n`\nend\nafter\nbegin the day\n");
        var mail = CleanMail.Parse(run.Output.Bytes);
        Assert.Contains("before\r\nafter\r\nbegin the day\r\n", mail.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("%35H", mail.Body, StringComparison.Ordinal);
        Assert.Equal("run.exe", Assert.Single(run.Report.Parts).Input.Name.DangerousRaw);
        Assert.Contains("mail.uuencode", run.Codes);
    }

    [Fact]
    public void Replaces_UndecodableCharactersVisibly()
    {
        var run = Runs.Mail([.. Crlf(Header + "Content-Type: text/plain; charset=utf-8\n\nab"), 0xFF, .. "cd\r\n"u8]);
        Assert.Contains("ab\uFFFDcd", CleanMail.Parse(run.Output.Bytes).Body, StringComparison.Ordinal);
        Assert.Contains("mail.charset", run.Codes);
    }

    private static string Alternative(string plain, string html) =>
        $"{Header}Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n{plain}\n--b\nContent-Type: text/html\n\n{html}\n--b--\n";

    private static CleanMail Rebuild(string mail) => CleanMail.Parse(Runs.Mail(mail).Output.Bytes);

    private static byte[] Crlf(string text) => Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n"));

    private static byte[] Encode(byte[] bytes, string encoding) => encoding switch
    {
        "base64" => Encoding.ASCII.GetBytes(Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks)),
        "quoted-printable" => Encoding.ASCII.GetBytes(string.Concat(bytes.Select((b, i) => (b is 13 or 10 ? ((char)b).ToString() : $"={b:X2}") + (i % 20 == 19 && b is not (13 or 10) && !(i + 1 < bytes.Length && bytes[i + 1] is 13 or 10) ? "=\r\n" : "")))),
        _ => bytes,
    };
}
