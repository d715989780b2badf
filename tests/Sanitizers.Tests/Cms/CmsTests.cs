using System.Text;
using Mugai.Sanitizers.Tests.Mail;

namespace Mugai.Sanitizers.Tests.Cms;

public class CmsTests
{
    private const string Entity = "Content-Type: multipart/mixed; boundary=i\r\n\r\n--i\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n署名された本文\r\n--i\r\nContent-Disposition: attachment; filename=memo.txt\r\n\r\nmemo text\r\n--i--\r\n";

    public static TheoryData<string> Forms => ["der", "pieces", "compressed", "twice", "octets"];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Reads_WhatWasSigned_InThePlaceOfItsWrapping(string form)
    {
        var entity = Encoding.UTF8.GetBytes(Entity);
        var run = Runs.Mail(Opaque(form switch
        {
            "pieces" => Der.SignedInPieces(entity),
            "compressed" => Der.Compressed(entity),
            "twice" => Der.Signed(Encoding.ASCII.GetBytes("Content-Type: application/pkcs7-mime\r\nContent-Transfer-Encoding: base64\r\n\r\n" + Convert.ToBase64String(Der.Signed(entity)))),
            _ => Der.Signed(entity),
        }, form == "octets" ? "application/octet-stream; name=smime.p7m" : "application/pkcs7-mime; name=smime.p7m"));
        var mail = CleanMail.Parse(run.Output.Bytes);
        Assert.Contains("署名された本文", mail.Body, StringComparison.Ordinal);
        var attached = Assert.Single(mail.Attachments);
        Assert.Equal(("memo.txt", "memo text\r\n"), (attached.FileName, attached.Text.TrimEnd() + "\r\n"));
        Assert.DoesNotContain("pkcs7", run.Output.Text, StringComparison.Ordinal);
        Assert.Equal("", run.Faults);
        if (form != "compressed")
        {
            Assert.Contains("mail.signature", run.Codes);
            Assert.Contains("電子署名", mail.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Takes_TheHeaderFromOutside_NeverFromInside()
    {
        var run = Runs.Mail(Opaque(Der.Signed(Encoding.ASCII.GetBytes("Subject: other\r\nFrom: evil@x.example\r\nContent-Type: text/plain\r\n\r\nhello\r\n"))));
        var mail = CleanMail.Parse(run.Output.Bytes);
        Assert.Equal("signed", mail["Subject"]);
        Assert.Equal("a@b.example", mail["From"]);
    }

    [Fact]
    public void Holds_WhatIsEncrypted()
    {
        var run = Runs.Mail(Opaque(Der.Enveloped()));
        var part = Assert.Single(run.Report.Parts);
        Assert.Equal((Outcome.Held, Reason.Encrypted), (part.Outcome, part.Reason));
        Assert.Contains("mail.encrypted", run.Codes);
    }

    [Fact]
    public void Drops_CertificatesAlone()
    {
        var run = Runs.Mail(Opaque(Der.CertificatesOnly()));
        Assert.Empty(run.Report.Parts);
        Assert.Contains("mail.signature", run.Codes);
    }

    [Fact]
    public void Blocks_AProgramThatWasSigned()
    {
        var run = Runs.Mail(Opaque(Der.Signed(Encoding.ASCII.GetBytes("Content-Disposition: attachment; filename=a.pdf\r\n\r\nMZ\0\0\0\0\0\0"))));
        Assert.Equal(Reason.NeverAllowed, Assert.Single(run.Report.Parts).Reason);
    }

    [Fact]
    public void Refuses_EveryTruncation()
    {
        var whole = Der.SignedInPieces(Encoding.ASCII.GetBytes("Content-Type: text/plain\r\n\r\nhello there, this is a longer text\r\n"));
        for (var length = 0; length < whole.Length - 20; length++)
        {
            var run = Runs.Mail(Opaque(whole[..length]));
            Assert.Equal(Outcome.Rebuilt, run.Report.Outcome);
            Assert.DoesNotContain("longer text", run.Output.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Stops_AtWrappingsInWrappings()
    {
        var entity = Encoding.ASCII.GetBytes("Content-Type: text/plain\r\n\r\ninnermost\r\n");
        for (var i = 0; i < 100; i++)
        {
            entity = [.. Encoding.ASCII.GetBytes("Content-Type: application/pkcs7-mime\r\nContent-Transfer-Encoding: binary\r\n\r\n"), .. Der.Signed(entity)];
        }

        var run = Runs.Mail(Opaque(Der.Signed(entity)));
        Assert.DoesNotContain("innermost", run.Output.Text, StringComparison.Ordinal);
        Assert.Equal(Reason.TooDeep, Deepest(run.Report).Reason);
    }

    [Theory]
    [InlineData("smime.p7m", "Content-Type: text/plain\r\n\r\nhello\r\n", "eml", "smime.eml")]
    [InlineData("memo.txt.p7m", "plain text", "txt", "memo.txt")]
    public void Rebuilds_SignedFiles(string name, string content, string format, string cleanName)
    {
        var run = Runs.File(name, Der.Signed(Encoding.ASCII.GetBytes(content)));
        Assert.Equal((Outcome.Rebuilt, "p7m"), (run.Report.Outcome, run.Report.Input.Format));
        Assert.Equal(format, run.Report.Output!.Format);
        Assert.Equal(cleanName == "smime.eml" ? "message.eml" : cleanName, run.Report.Output.Name.DangerousRaw);
    }

    [Fact]
    public void Holds_EncryptedFiles() => Assert.Equal((Outcome.Held, Reason.Encrypted), (Runs.File("a.p7m", Der.Enveloped()).Report.Outcome, Runs.File("a.p7m", Der.Enveloped()).Report.Reason));

    private static PartReport Deepest(PartReport part)
    {
        while (part.Parts.Count > 0)
        {
            part = part.Parts[0];
        }

        return part;
    }

    private static byte[] Opaque(byte[] content, string type = "application/pkcs7-mime; smime-type=signed-data") =>
        Encoding.ASCII.GetBytes($"From: a@b.example\r\nSubject: signed\r\nMIME-Version: 1.0\r\nContent-Type: {type}\r\nContent-Transfer-Encoding: base64\r\n\r\n{Convert.ToBase64String(content, Base64FormattingOptions.InsertLineBreaks)}\r\n");
}
