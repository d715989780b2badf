using System.Text;
using Mugai.Policies;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.Mail;

public class MailSanitizerTests
{
    private const string Header = "From: a@b.example\nSubject: x\nMIME-Version: 1.0\n";

    private const string WithProgram = Header + "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nbody\n--b\nContent-Disposition: attachment; filename=\"日本.exe\"\n\nMZ\0\0\0\n--b--\n";

    public static TheoryData<string> Mails => new()
    {
        Header + "\nplain\n",
        Header + "\n",
        Header,
        Header + "Content-Type: text/plain; charset=utf-8\n\n-- \nlines that need care\nFrom here\n.\n..\n--b\ntrailing blanks  \n\ttab\n=41\n",
        Header + "Content-Type: text/plain; charset=utf-8\n\n日本語の本文です。\n\n\n二つ目の段落。\n",
        "From: =?utf-8?B?5bGx55Sw?= <y@a.example>\nTo: undisclosed-recipients:;\nSubject: =?utf-8?B?" + Convert.ToBase64String(Encoding.UTF8.GetBytes(new string('あ', 40))) + "?=\nReferences: <1@a> <2@b>\nDate: Fri, 20 Nov 2026 19:16:34 +0900\n\nx",
        Header + "Content-Type: multipart/alternative; boundary=b\n\n--b\n\nplain\n--b\nContent-Type: text/html\n\n<p>plain</p>\n--b--\n",
        Header + "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nbody\n--b\nContent-Type: message/rfc822\n\nFrom: c@d.example\nSubject: inner\n\ninner body\n--b--\n",
        Header + "Content-Type: text/html\n\n<table><tr><td>a<td>b</table><ul><li>x<li>y</ul><a href=http://e.example/>link</a>",
    };

    public static TheoryData<string> Noticed => new()
    {
        WithProgram,
        Header + "Content-Type: text/html\n\n<p>x<script>1</script>",

        // Nothing is left of the text; a notice of an earlier run stands behind a new one.
        Header + "Content-Type: text/plain; charset=utf-8\n\n\u200B\u200E\n",
        Header + "Content-Type: text/plain; charset=utf-8\n\n________________________________________\n【無害化のお知らせ】\n・x\n________________________________________\n\nfile://x/y\n",

        // Authors whose address cannot be written: half an encoded word in it, longer than any, a local part of other letters.
        "From: a@xn--w=?iso-2022-jp?Q?b\nSubject: x\n\nbody\n",
        "From: a=?utf-8?B?44GC?=@b.example\nMessage-ID: <a=?utf-8?B?44GC@b.example>\nSubject: x\n\nbody\n",
        "From: " + new string('a', 400) + "@b.example\nSubject: x\n\nbody\n",
        "From: 太郎 <太郎@b.example>\nTo: 花子@b.example, c@d.example\nSubject: x\n\nbody\n",
        Header + "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nbody\n--b\nContent-Type: message/rfc822\n\nFrom: c@d.example\nSubject: inner\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\ninner\n--c\nContent-Disposition: attachment; filename=a.exe\n\nMZ\0\0\0\n--c--\n--b--\n",
    };

    [Theory]
    [MemberData(nameof(Mails))]
    public void Finds_NothingInItsOwnOutputAndKeepsItsBytes(string mail)
    {
        var first = Runs.Mail(mail);
        Assert.Equal(Outcome.Rebuilt, first.Report.Outcome);
        var second = Runs.Mail(first.Output.Bytes);
        Assert.Empty(second.Codes);
        Assert.Equal(first.Output.Text, second.Output.Text);
    }

    [Theory]
    [MemberData(nameof(Noticed))]
    public void Finds_NothingInItsOwnOutputWithANotice(string mail)
    {
        foreach (var language in new[] { NoticeLanguage.Ja, NoticeLanguage.En, NoticeLanguage.Both })
        {
            // From SMTP a notice is anybody's and is marked (MailNoticeTests); a file that was cleaned keeps the one it got.
            var policy = new SanitizePolicy { Language = language };
            Assert.True(Runs.Mail(mail, policy).Output.MailFacts!.HasNotice);
            var first = Runs.File("a.eml", Encoding.UTF8.GetBytes(mail.ReplaceLineEndings("\r\n")), policy);
            var second = Runs.File("a.eml", first.Output.Bytes, policy);
            Assert.Empty(second.Codes);
            Assert.Equal(first.Output.Text, second.Output.Text);
        }
    }

    [Fact]
    public void Keeps_ItsNotice_WhenThePolicyWantsOneAlways()
    {
        var policy = new SanitizePolicy { Language = NoticeLanguage.Ja, Notice = new NoticePolicy { Always = true } };
        var first = Runs.File("a.eml", Encoding.UTF8.GetBytes((Header + "\nhello\n").ReplaceLineEndings("\r\n")), policy);
        Assert.Contains("お知らせすることはありません", CleanMail.Parse(first.Output.Bytes).Body, StringComparison.Ordinal);
        var second = Runs.File("a.eml", first.Output.Bytes, policy);
        Assert.Empty(second.Codes);
        Assert.Equal(first.Output.Text, second.Output.Text);
    }

    [Theory]
    [MemberData(nameof(Mails))]
    [MemberData(nameof(Noticed))]
    public void Gives_TheSameBytesForTheSameMail(string mail)
    {
        var first = Runs.Mail(mail);
        var again = Runs.Mail(mail);
        Assert.Equal(first.Output.Bytes, again.Output.Bytes);
        Assert.Equal(first.Output.Slot, again.Output.Slot);
    }

    [Theory]
    [MemberData(nameof(Mails))]
    [MemberData(nameof(Noticed))]
    public void Answers_EveryPrefix(string mail)
    {
        var bytes = Encoding.UTF8.GetBytes(mail.ReplaceLineEndings("\r\n"));
        for (var length = 0; length < bytes.Length; length += 3)
        {
            AssertReadable(Runs.Mail(bytes[..length]));
        }
    }

    [Fact]
    public void Writes_OurReadingOfSmuggledStructure()
    {
        string[] mails =
        [
            Header + "Content-Type: multipart/mixed; boundary=a; boundary=b\n\n--a\n\nseen\n--b\nContent-Disposition: attachment; filename=x.exe\n\nMZ\0\n--a--\n",
            Header + "Content-Type: text/plain\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Disposition: attachment; filename=x.exe\n\nMZ\n--b--\n",
            Header + "Content-Transfer-Encoding: 7bit\nContent-Transfer-Encoding: base64\n\nTVqQ\n",
            Header + "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=a.txt\n\nAAAA====BBBB!!\n--b--\n",
            Header + "Content-Type: multipart/mixed; boundary=\"b\"\n\n--b\n\nx\n--b \n\ny\n--bb\n\nz\n--b--\nafter",
        ];
        foreach (var mail in mails)
        {
            var run = Runs.Mail(mail);
            AssertReadable(run);
            Assert.Contains("mail.ambiguous", run.Codes);
        }
    }

    [Fact]
    public void Blocks_WhatCannotBeUnderstoodAndTellsTheRecipient()
    {
        var deep = new StringBuilder(Header);
        for (var i = 0; i < 10_000; i++)
        {
            deep.Append("Content-Type: multipart/mixed; boundary=b").Append(i).Append("\n\n--b").Append(i).Append('\n');
        }

        var many = new StringBuilder(Header + "Content-Type: multipart/mixed; boundary=b\n\n");
        for (var i = 0; i < 12_000; i++)
        {
            many.Append("--b\n\nx\n");
        }

        AssertBlocked(Runs.Mail(deep.ToString()), Reason.TooDeep);
        AssertBlocked(Runs.Mail(many + "--b--\n"), Reason.Budget);
        AssertBlocked(Runs.Mail(Header + "X-A: " + new string('a', 1_000_000) + "\n\nx"), Reason.TooBig);
        AssertBlocked(Runs.Mail(Header + string.Concat(Enumerable.Repeat("X-A: a\n", 60_000)) + "\nx"), Reason.TooBig);
        AssertBlocked(Runs.Mail("\nno header at all\n"), Reason.Corrupt, "unknown@mugai.invalid");
    }

    [Fact]
    public void Blocks_AMailWhoseReadingKilledAWorker()
    {
        var run = Runs.Mail(Encoding.UTF8.GetBytes(Header + "\nx"), excluded: new Dictionary<string, Reason> { ["/"] = Reason.Timeout });
        AssertBlocked(run, Reason.Timeout, "unknown@mugai.invalid");
        Assert.Empty(run.Output.Opened);
    }

    [Fact]
    public void Writes_NothingOfABlockedMailFile()
    {
        var run = Runs.File("a.eml", Encoding.UTF8.GetBytes(Header + "X-A: " + new string('a', 1_000_000) + "\n\nx"));
        Assert.Equal((Outcome.Blocked, Reason.TooBig), (run.Report.Outcome, run.Report.Reason));
        Assert.Empty(run.Output.Bytes);
    }

    [Fact]
    public void Rebuilds_AMailFileWithoutALinkSlot()
    {
        var run = Runs.File("受信.eml", Encoding.UTF8.GetBytes(WithProgram));
        Assert.Equal((Outcome.Rebuilt, "eml", "受信.eml"), (run.Report.Outcome, run.Report.Output!.Format, run.Report.Output.Name.DangerousRaw));
        Assert.Null(run.Output.Slot);
        Assert.Null(run.Output.MailFacts);
        Assert.Contains("管理者", CleanMail.Parse(run.Output.Bytes).Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Survives_NulsAndInvalidUtf8Everywhere()
    {
        var mail = Encoding.UTF8.GetBytes(WithProgram.ReplaceLineEndings("\r\n"));
        for (var at = 0; at < mail.Length; at++)
        {
            foreach (var evil in new byte[] { 0, 0xFF, (byte)'\r', (byte)'\n', 0x80 })
            {
                var changed = (byte[])mail.Clone();
                changed[at] = evil;
                AssertReadable(Runs.Mail(changed));
            }
        }
    }

    [Fact]
    public void Sanitizes_EveryMailOfTheCorpusThatIsThere()
    {
        foreach (var path in Corpus.Files("eml", "synth-eml"))
        {
            var bytes = File.ReadAllBytes(path);
            var first = Runs.Mail(bytes);
            AssertReadable(first);
            Assert.DoesNotContain(CleanMail.Parse(first.Output.Bytes).All, part => part.MediaType == "text/html");
            var file = Runs.File("a.eml", bytes);
            Assert.True(file.Report.Reason != Reason.None || file.Output.Bytes.Length > 0, path);
            if (file.Report.Output?.Format != "eml")
            {
                continue;
            }

            var second = Runs.File("a.eml", file.Output.Bytes);
            Assert.True(second.Codes.Count == 0, $"{Path.GetFileName(path)}: {string.Join(' ', second.Codes)}");
            // Pixels of a JPEG are rounded anew each time; everything else stays as it is.
            if (!CleanMail.Parse(first.Output.Bytes).All.Any(part => part.MediaType is "image/jpeg" or "application/zip" || part.MediaType.Contains("officedocument", StringComparison.Ordinal)))
            {
                Assert.Equal(second.Output.Text, Runs.File("a.eml", second.Output.Bytes).Output.Text);
            }
        }
    }

    private static void AssertBlocked(RunResult run, Reason reason, string from = "a@b.example")
    {
        Assert.Equal((Outcome.Blocked, reason), (run.Report.Outcome, run.Report.Reason));
        AssertReadable(run);
        var notice = CleanMail.Parse(run.Output.Bytes);
        Assert.Contains(from, notice["From"], StringComparison.Ordinal);
        Assert.Contains("お渡ししていません", notice.Body, StringComparison.Ordinal);
        Assert.NotNull(run.Output.Slot);
        Assert.NotNull(run.Report.Output);
        Assert.True(run.Output.MailFacts!.HasNotice);
    }

    // A mail job always gives a mail that the verifier accepts.
    private static void AssertReadable(RunResult run)
    {
        Assert.NotNull(run.Output.MailFacts);
        using var output = new MemoryStream(run.Output.Bytes);
        Assert.Null(SanitizerCatalog.Default.VerifierFor(Formats.Eml)!.Verify(Formats.Eml, output, null!));
        Assert.DoesNotContain("verify.failed", run.Faults);
    }
}
