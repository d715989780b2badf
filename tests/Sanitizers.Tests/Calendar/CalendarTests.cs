using System.Text;
using Mugai.Policies;
using Mugai.Sanitizers.Calendar;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Tests.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.Calendar;

public class CalendarTests
{
    private const string Meeting = """
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//x//y
        METHOD:REQUEST
        BEGIN:VTIMEZONE
        TZID:Asia/Tokyo
        TZURL:https://evil.example/tz
        BEGIN:STANDARD
        DTSTART:19700101T000000
        TZOFFSETFROM:+0900
        TZOFFSETTO:+0900
        END:STANDARD
        END:VTIMEZONE
        BEGIN:VEVENT
        UID:1@x
        DTSTART;TZID=Asia/Tokyo:20260401T100000
        DTEND;TZID=Asia/Tokyo:20260401T110000
        RRULE:FREQ=WEEKLY;BYDAY=WE
        SUMMARY:定例会議\, 第1回
        DESCRIPTION;ALTREP="cid:evil":長い説明が続きます。長い説明が続きます。長い説明が続き
         ます。
        LOCATION:市役所 3階
        ORGANIZER;CN="総務課; 係":mailto:soumu@city.example
        ATTENDEE;ROLE=REQ-PARTICIPANT;DIR="ldap://evil.example":http://evil.example/x
        URL:https://evil.example/
        ATTACH;FMTTYPE=application/x:https://evil.example/a.exe
        ATTACH;ENCODING=BASE64;VALUE=BINARY:TVqQAA==
        X-ALT-DESC;FMTTYPE=text/html:<script>evil()</script>
        BEGIN:VALARM
        ACTION:PROCEDURE
        ATTACH:file://evil.example/x.exe
        TRIGGER:-PT1M
        END:VALARM
        BEGIN:VALARM
        ACTION:DISPLAY
        DESCRIPTION:まもなく
        TRIGGER:-PT15M
        END:VALARM
        END:VEVENT
        BEGIN:X-EVIL
        SUMMARY:gone
        END:X-EVIL
        END:VCALENDAR
        """;

    static CalendarTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Fact]
    public void Keeps_TheMeetingAndNothingThatActs()
    {
        var run = Clean("会議.ics", Meeting);
        Assert.Equal((Outcome.Rebuilt, "ics", "会議.ics"), (run.Report.Outcome, run.Report.Output!.Format, run.Report.Output.Name.DangerousRaw));
        var text = run.Text().Replace("\r\n ", "", StringComparison.Ordinal);
        foreach (var kept in (string[])["TZID:Asia/Tokyo", "DTSTART;TZID=Asia/Tokyo:20260401T100000", "RRULE:FREQ=WEEKLY;BYDAY=WE", "SUMMARY:定例会議\\, 第1回",
            "DESCRIPTION:長い説明が続きます。長い説明が続きます。長い説明が続きます。", "LOCATION:市役所 3階", "ORGANIZER;CN=\"総務課; 係\":mailto:soumu@city.example",
            "ATTENDEE;ROLE=REQ-PARTICIPANT:invalid:nomail", "ACTION:DISPLAY", "DESCRIPTION:まもなく", "TZOFFSETTO:+0900"])
        {
            Assert.Contains(kept, text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("evil", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("TVqQ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("gone", text, StringComparison.Ordinal);
        Assert.DoesNotContain("PROCEDURE", text, StringComparison.Ordinal);
        foreach (var code in (string[])["calendar.alarm", "calendar.attachment", "calendar.url", "calendar.html", "calendar.address", "calendar.component"])
        {
            Assert.Contains(code, run.Codes);
        }

        Twice("a.ics", run);
    }

    [Theory]
    [InlineData("shift_jis")]
    [InlineData("euc-jp")]
    [InlineData("iso-2022-jp")]
    public void Reads_JapaneseCharsets(string charset)
    {
        var run = Runs.File("a.ics", Encoding.GetEncoding(charset).GetBytes("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:定例会議の開催について\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"));
        Assert.Contains("SUMMARY:定例会議の開催について\r\n", run.Text(), StringComparison.Ordinal);
        Assert.Contains("text.charset", run.Codes);
    }

    [Fact]
    public void Rewrites_AnOldJapaneseCardAsVCard3()
    {
        var sjis = Encoding.GetEncoding("shift_jis");
        var quoted = string.Concat(sjis.GetBytes("山田;太郎").Select(b => b == ';' ? ";" : $"={b:X2}"));
        var card = "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:" + quoted[..15] + "=\r\n" + quoted[15..]
            + "\r\nSOUND;X-IRMC-N;CHARSET=SHIFT_JIS:ヤマダ;タロウ\r\nTEL;HOME;VOICE:0123-45-6789\r\nURL:http://evil.example/\r\nPHOTO;VALUE=URL:http://evil.example/a.png\r\n"
            + "NOTE;ENCODING=QUOTED-PRINTABLE:a=0D=0Ab\r\nAGENT:\r\nBEGIN:VCARD\r\nN:inner\r\nEND:VCARD\r\nX-EVIL:1\r\nEND:VCARD\r\n";
        var run = Runs.File("a.vcf", sjis.GetBytes(card));
        Assert.Equal("", run.Faults);
        var text = run.Text();
        Assert.Equal("BEGIN:VCARD\r\nVERSION:3.0\r\nN:山田;太郎\r\nSOUND;TYPE=X-IRMC-N:ヤマダ;タロウ\r\nTEL;TYPE=HOME,VOICE:0123-45-6789\r\nNOTE:a\\nb\r\nEND:VCARD\r\n", text);
        Assert.Contains("calendar.photo", run.Codes);
        Twice("a.vcf", run);
    }

    [Fact]
    public void Drops_APictureThatNobodyRebuilt()
    {
        var run = Clean("a.vcf", "BEGIN:VCARD\nVERSION:3.0\nFN:x\nPHOTO;ENCODING=b;TYPE=JPEG:AAAA\n BBBB\nPHOTO:data:text/html;base64,PHNjcmlwdD4=\nEND:VCARD\n");
        Assert.Equal("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:x\r\nEND:VCARD\r\n", run.Text());
        Assert.Contains("calendar.photo", run.Codes);
    }

    [Fact]
    public void Gives_TextOrNothing_WhereThePolicySaysSo()
    {
        var text = Clean("a.ics", Meeting, With(PartWay.Text));
        Assert.Equal((Outcome.Replaced, "txt", "a.ics.txt"), (text.Report.Outcome, text.Report.Output!.Format, text.Report.Output.Name.DangerousRaw));
        Assert.Contains("SUMMARY: 定例会議, 第1回\r\n", text.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("evil", text.Text(), StringComparison.Ordinal);
        var removed = Clean("a.ics", Meeting, With(PartWay.Remove));
        Assert.Equal((Outcome.Replaced, "txt"), (removed.Report.Outcome, removed.Report.Output!.Format));
        Assert.DoesNotContain("定例会議", removed.Text(), StringComparison.Ordinal);

        static SanitizePolicy With(PartWay way) => new() { Revision = "r", Families = new Dictionary<FileFamily, PartWay> { [FileFamily.Calendar] = way } };
    }

    [Fact]
    public void Crosses_AMailAsAnAttachment()
    {
        var run = Runs.Mail("From: a@b.example\nTo: c@d.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nhi\n--b\nContent-Type: text/calendar; name=a.ics\n"
            + "Content-Disposition: attachment; filename=a.ics\n\n" + Meeting.Replace("\r\n", "\n", StringComparison.Ordinal) + "\n--b\nContent-Type: text/html; name=a.html\nContent-Disposition: attachment; filename=a.html\n\n<html><p>x\n--b--\n");
        Assert.Equal("", run.Faults);
        Assert.Equal(Outcome.Rebuilt, run.Report.Outcome);
        Assert.Equal(["ics", "html"], run.Report.Parts.Select(part => part.Output!.Format));
    }

    [Fact]
    public void NeverFails_OnAnyPrefix()
    {
        var bytes = Encoding.UTF8.GetBytes(Meeting.ReplaceLineEndings("\r\n"));
        for (var i = 0; i < bytes.Length; i++)
        {
            Assert.Equal("", Runs.File("a.ics", bytes[..i]).Faults);
        }
    }

    [Theory]
    [InlineData("SUMMARY:x\nATTACH:y")]
    [InlineData("SUMMARY:x\nURL:y")]
    [InlineData("ATTENDEE:http://x")]
    [InlineData("SUMMARY;ALTREP=x:y")]
    [InlineData("BEGIN:VALARM\nACTION:AUDIO\nEND:VALARM")]
    [InlineData("BEGIN:X-Y\nEND:X-Y")]
    [InlineData("BEGIN:VEVENT")]
    [InlineData("SUMMARY;ENCODING=b:AAAA")]
    [InlineData("SUMMARY:\u202E")]
    [InlineData("SUMMARY:12345678901234567890123456789012345678901234567890123456789012345678901234567890")]
    public void Verifier_RefusesWhatWeDoNotWrite(string lines)
    {
        Assert.Null(Verify("BEGIN:VCALENDAR\nSUMMARY:x\nEND:VCALENDAR\n"));
        Assert.NotNull(Verify($"BEGIN:VCALENDAR\n{lines}\nEND:VCALENDAR\n"));

        static string? Verify(string text) =>
            new CalendarVerifier().Verify(Formats.Ics, new MemoryStream(Encoding.UTF8.GetBytes(text.Replace("\n", "\r\n", StringComparison.Ordinal))), new BareContext());
    }

    private static RunResult Clean(string name, string text, SanitizePolicy? policy = null)
    {
        var run = Runs.File(name, Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n")), policy);
        Assert.Equal("", run.Faults);
        return run;
    }

    private static void Twice(string name, RunResult run)
    {
        var again = Runs.File(name, run.Output.Bytes);
        Assert.Empty(again.Codes);
        Assert.Equal(run.Text(), again.Text());
    }
}
