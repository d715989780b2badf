using System.Text;

namespace Mugai.Sanitizers.Tests.Mail;

public class MailAttachmentTests
{
    private const string Header = "From: a@b.example\nSubject: x\nMIME-Version: 1.0\n";

    [Fact]
    public void Puts_ANoticeInThePlaceOfAProgram()
    {
        var run = Runs.Mail(Mixed("Content-Type: application/pdf; name=\"invoice.pdf\"\nContent-Disposition: attachment; filename=\"invoice.pdf\"\nContent-Transfer-Encoding: base64\n\nTVoAAAAAAAAAAA=="));
        var mail = CleanMail.Parse(run.Output.Bytes);
        var part = Assert.Single(run.Report.Parts);
        Assert.Equal((Outcome.Blocked, Reason.NeverAllowed, "exe"), (part.Outcome, part.Reason, part.Input.Format));
        Assert.Equal("/attachments/1", part.Path);
        Assert.Equal(["/", "/attachments/1"], run.Output.Opened);
        var notice = Assert.Single(mail.Attachments);
        Assert.Equal("text/plain", notice.MediaType);
        Assert.Equal("invoice.pdf.txt", notice.FileName);
        Assert.Contains("invoice.pdf", notice.Text, StringComparison.Ordinal);
        Assert.Contains("受け取れません", notice.Text, StringComparison.Ordinal);
        Assert.Contains("never let in", notice.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("TVoAAAA", run.Output.Text, StringComparison.Ordinal);
        Assert.Equal(Outcome.Rebuilt, run.Report.Outcome);
    }

    [Theory]
    [InlineData("filename=\"=?iso-2022-jp?B?GyRCTD0bKEIuZXhl?=\"", "冥.exe")]
    [InlineData("filename*=utf-8''%E8%B3%87%E6%96%99.exe", "資料.exe")]
    [InlineData("filename*0*=utf-8''%E8%B3%87; filename*1=\".exe\"", "資.exe")]
    public void Reads_NamesOfEachForm(string parameter, string expected)
    {
        var run = Runs.Mail(Mixed($"Content-Disposition: attachment; {parameter}\n\nMZ\0\0\0\0"));
        Assert.Equal(expected, Assert.Single(run.Report.Parts).Input.Name.DangerousRaw);
        Assert.Contains(expected, CleanMail.Parse(run.Output.Bytes).Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Rebuilds_MailsInMails()
    {
        var inner = "From: in@b.example\nSubject: inner\nX-Secret: 1\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\ninner text\n--c\nContent-Disposition: attachment; filename=a.exe\n\nMZ\0\0\0\n--c--\n";
        var run = Runs.Mail(Mixed($"Content-Type: message/rfc822\n\n{inner}"));
        var mail = CleanMail.Parse(run.Output.Bytes);
        var attached = Assert.Single(mail.Attachments);
        Assert.Equal(("message/rfc822", "message.eml"), (attached.MediaType, attached.FileName));
        var nested = CleanMail.Parse(attached.Content);
        Assert.Equal("inner", nested["Subject"]);
        Assert.Equal("", nested["X-Secret"]);
        Assert.Equal("inner text\r\n", nested.Body);
        Assert.Single(nested.Attachments);
        Assert.Equal(["/", "/attachments/1", "/attachments/1/attachments/1"], run.Output.Opened);

        // The notice is in the mail that is read first, and speaks of what lies inside.
        Assert.Contains("a.exe", mail.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Stops_MailsInMailsAtTheDepthLimit()
    {
        var mail = Header + "\ninnermost\n";
        for (var i = 0; i < 40; i++)
        {
            mail = $"{Header}Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\nContent-Type: message/rfc822\n\n{mail}\n--b{i}--\n";
        }

        var run = Runs.Mail(mail);
        Assert.Equal(Outcome.Rebuilt, run.Report.Outcome);
        var part = run.Report;
        while (part.Parts.Count > 0)
        {
            part = part.Parts[0];
        }

        Assert.Equal((Outcome.Blocked, Reason.TooDeep), (part.Outcome, part.Reason));
    }

    [Theory]
    [InlineData("message/partial; id=x; number=1; total=2", "mail.partial", Outcome.Blocked, Reason.Unsupported)]
    [InlineData("message/external-body; access-type=URL; URL=\"http://e.example/x.exe\"", "mail.externalBody", Outcome.Blocked, Reason.Unsupported)]
    [InlineData("application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m", "mail.encrypted", Outcome.Held, Reason.Encrypted)]
    public void Refuses_WhatOnlyTheClientWouldCompleteOrOpen(string type, string code, Outcome outcome, Reason reason)
    {
        var run = Runs.Mail(Mixed($"Content-Type: {type}\n\n<b>x</b>"));
        var part = Assert.Single(run.Report.Parts);
        Assert.Equal((outcome, reason), (part.Outcome, part.Reason));
        Assert.Contains(code, run.Codes);
        Assert.DoesNotContain("<b>", run.Output.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Holds_EncryptedMail()
    {
        var run = Runs.Mail($"{Header}Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=b\n\n--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--b\nContent-Type: application/octet-stream; name=encrypted.asc\n\n-----BEGIN PGP MESSAGE-----\nabc\n--b--\n");
        Assert.Equal((Outcome.Held, Reason.Encrypted), (Assert.Single(run.Report.Parts).Outcome, run.Report.Parts[0].Reason));
        Assert.DoesNotContain("BEGIN PGP", CleanMail.Parse(run.Output.Bytes).Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Drops_SignaturesAndSaysSo()
    {
        var run = Runs.Mail($"{Header}Content-Type: multipart/signed; micalg=sha-256; protocol=\"application/pkcs7-signature\"; boundary=b\n\n--b\n\nsigned text\n--b\nContent-Type: application/pkcs7-signature; name=smime.p7s\nContent-Transfer-Encoding: base64\n\nMIIB\n--b--\n");
        var mail = CleanMail.Parse(run.Output.Bytes);
        Assert.EndsWith("signed text\r\n", mail.Body, StringComparison.Ordinal);
        Assert.Contains("電子署名", mail.Body, StringComparison.Ordinal);
        Assert.Empty(mail.Attachments);
        Assert.Contains("mail.signature", run.Codes);
    }

    [Fact]
    public void Lists_PicturesOfTheBodyThatDidNotComeThrough()
    {
        var run = Runs.Mail($"{Header}Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>hi <img src=cid:1 alt=logo></p>\n--b\nContent-Type: image/png; name=logo.png\nContent-ID: <1>\nContent-Transfer-Encoding: base64\n\niVBORw0KGgoAAAANSUhEUg==\n--b--\n");
        var mail = CleanMail.Parse(run.Output.Bytes);
        Assert.Empty(mail.Attachments);
        Assert.Contains("logo.png", mail.Body, StringComparison.Ordinal);
        Assert.Equal((Outcome.Blocked, "png"), (run.Report.Parts[0].Outcome, run.Report.Parts[0].Input.Format));
    }

    [Fact]
    public void Names_Winmail() =>
        Assert.Equal("tnef", Assert.Single(Runs.Mail(Mixed("Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\neJ8+IgEAAQ==")).Report.Parts).Input.Format);

    [Fact]
    public void Excludes_ThePartThatKilledAWorkerAndDeliversTheRest()
    {
        var input = Encoding.UTF8.GetBytes(Mixed("Content-Disposition: attachment; filename=a.txt\n\nboom\n--b\nContent-Disposition: attachment; filename=b.exe\n\nMZ\0\0\0").ReplaceLineEndings("\r\n"));
        var run = Runs.Mail(input, excluded: new Dictionary<string, Reason> { ["/attachments/1"] = Reason.Crashed });
        Assert.Equal(["/", "/attachments/2"], run.Output.Opened);
        Assert.Equal(Reason.Crashed, run.Report.Parts[0].Reason);
        Assert.EndsWith("body\r\n", CleanMail.Parse(run.Output.Bytes).Body, StringComparison.Ordinal);
        Assert.DoesNotContain("boom", run.Output.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Attaches_WhatASanitizerRebuilt()
    {
        var catalog = SanitizerCatalog.Empty.With(
            [new Mugai.Sanitizers.Mail.MailSanitizer(), new FakeSanitizer((_, output, _) =>
            {
                output.Write("clean package"u8);
                return Mugai.Sanitizing.PartVerdict.Rebuilt(Mugai.Sanitizers.Detection.Formats.Docx);
            })],
            [new FakeVerifier(null, Mugai.Sanitizers.Detection.Formats.Docx)]);
        var run = Runs.Mail(Encoding.UTF8.GetBytes(Mixed("Content-Disposition: attachment; filename*=utf-8''%E4%BA%88%E7%AE%97.pdf\n\n%PDF-1.4\u0001").ReplaceLineEndings("\r\n")), catalog: catalog);
        var attached = Assert.Single(CleanMail.Parse(run.Output.Bytes).Attachments);
        Assert.Equal(Mugai.Sanitizers.Detection.Formats.Docx.MediaType, attached.MediaType);
        Assert.Equal("予算.pdf.docx", attached.FileName);
        Assert.Equal("clean package", attached.Text);
        Assert.False(run.Output.MailFacts!.HasNotice);
    }

    private static string Mixed(string part) => $"{Header}Content-Type: multipart/mixed; boundary=b\n\n--b\n\nbody\n--b\n{part}\n--b--\n";
}
