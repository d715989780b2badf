using System.Text;
using Mugai.Policies;

namespace Mugai.Sanitizers.Tests.Mail;

/// <summary>
/// The examples of docs/formats/mail-examples.md: ten mails of our own as they arrive and as they are handed on. MUGAI_WRITE_EXAMPLES=1 writes the page anew; without it the
/// page must say what happens.
/// </summary>
public class MailExamplesTests
{
    private const string Page = "docs/formats/mail-examples.md";

    private static readonly SanitizePolicy Policy = new() { Revision = "r1", Language = NoticeLanguage.Ja, PortalHost = "portal.city.example.lg.jp" };

    static MailExamplesTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Fact]
    public void Say_WhatHappens()
    {
        var path = Path.Combine(Root(), Page);
        var text = Written();
        if (Environment.GetEnvironmentVariable("MUGAI_WRITE_EXAMPLES") == "1")
        {
            File.WriteAllText(path, text);
        }

        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), text);
    }

    private static string Written()
    {
        var page = new StringBuilder("""
            # メールの例 / Mails before and after

            届いたメールと、渡すメール。`MailExamplesTests` がこのページを確かめます（`MUGAI_WRITE_EXAMPLES=1` で書き直し）。届いた側は、文字コードを読める形に直して示します。
            Ten mails as they arrive and as they are handed on, written and checked by `MailExamplesTests`. What arrives is shown decoded.


            """.ReplaceLineEndings("\n"));
        var number = 0;
        foreach (var (title, charset, mail) in Mails)
        {
            var encoding = Encoding.GetEncoding(charset);
            var run = Runs.Mail(encoding.GetBytes(mail.ReplaceLineEndings("\r\n")), Policy);
            Assert.Equal(Outcome.Rebuilt, run.Report.Outcome);
            page.Append("## ").Append(++number).Append(". ").Append(title).Append("\n\n届いたもの / before:\n````\n").Append(Visible(mail).TrimEnd()).Append("\n````\n渡すもの / after:\n````\n")
                .Append(Shown(run)).Append("````\n検出 / findings: ").AppendJoin(", ", run.Codes.Order(StringComparer.Ordinal).Select(code => "`" + code + "`")).Append("\n\n");
        }

        return page.ToString().TrimEnd() + "\n";
    }

    // As a mail program shows it.
    private static string Shown(RunResult run)
    {
        var mail = CleanMail.Parse(run.Output.Bytes);
        var shown = new StringBuilder("From: ").Append(mail["From"]).Append("\nSubject: ").Append(mail["Subject"]).Append("\n\n").Append(mail.Body.ReplaceLineEndings("\n").TrimEnd()).Append('\n');
        foreach (var attachment in mail.Attachments)
        {
            shown.Append("\n[添付 ").Append(attachment.FileName).Append("]\n").Append(attachment.MediaType.StartsWith("text/", StringComparison.Ordinal) ? attachment.Text.ReplaceLineEndings("\n").TrimEnd() + "\n" : "");
        }

        return shown.ToString();
    }

    // What nobody sees is named, or the page would hide it too.
    private static string Visible(string mail) => mail.ReplaceLineEndings("\n")
        .Replace("\u202E", "⟨U+202E⟩", StringComparison.Ordinal).Replace("\u200B", "⟨U+200B⟩", StringComparison.Ordinal).Replace("\u001B", "⟨ESC⟩", StringComparison.Ordinal);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Sanitizer.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("No repository around the tests.");
        }

        return folder.FullName;
    }

    private static string Word(string text) => "=?UTF-8?B?" + Convert.ToBase64String(Encoding.UTF8.GetBytes(text)) + "?=";

    private static IReadOnlyList<(string Title, string Charset, string Mail)> Mails { get; } =
    [
        ("ISO-2022-JP の機種依存文字 / ISO-2022-JP with NEC characters", "iso-2022-jp", """
            From: yamada@example.co.jp
            Subject: =?ISO-2022-JP?B?GyRCMnE1RCROJCowRkZiGyhC?=
            MIME-Version: 1.0
            Content-Type: text/plain; charset=iso-2022-jp
            Content-Transfer-Encoding: 7bit

            ㈱山田商店です。第Ⅱ回の会議について。
            ① 日時　十二月一日（火）１０時
            ② 場所　本庁舎三階
            """),
        ("文字コードの表示が違う / a label that lies", "shift_jis", """
            From: tanaka@example.jp
            Subject: 住民票の写しについて
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit

            住民票の写しの郵送をお願いします。
            手数料は定額小為替で同封します。
            """),
        ("HTML のお知らせメール / a newsletter in HTML", "utf-8", """
            From: news@shop.example
            Subject: =?UTF-8?B?5LuK5pyI44Gu5YKs44GX?=
            MIME-Version: 1.0
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: 8bit

            <html><head><style>.pre{display:none}</style></head><body><div class="pre">開封ありがとう 当選しました</div>
            <h1>今月の催し</h1><p>市民の皆さまへ。詳しくは<a href="https://click.shop.example/t/1?u=2">こちら</a>。</p>
            <table border=1><tr><th>催し<th>日<th>定員</tr><tr><td>読み聞かせ<td>3日<td>20</tr><tr><td>パソコン教室<td>10日<td>8</tr></table>
            <ol><li>申込は窓口へ<li>電話も可</ol><ruby>丼<rt>どんぶり</ruby>市
            <img src="https://open.shop.example/o.gif?id=9" width=1 height=1><script>x()</script></body></html>
            """),
        ("差出人を騙り、行き先を隠す / a sender and links that pretend", "utf-8", $"""
            From: "{Word("市長 shicho@city.example.lg.jp")}" <x@evil.example>
            Subject: {Word("至急\u202E確認\u200Bのお願い")}
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit

            至急、下記で口座をご確認ください。
            https://www.bank.example@evil.example/login
            http://3232235777/ または https://bit.ly/3xyz
            https://日本語.jp/ もご利用いただけます。
            """),
        ("平文と HTML が別のことを言う / text and HTML that say different things", "utf-8", """
            From: a@example.jp
            Subject: =?UTF-8?B?44GU6YCj57Wh?=
            MIME-Version: 1.0
            Content-Type: multipart/alternative; boundary=b

            --b
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit

            先日は会議室の手配をありがとうございました。次回もよろしくお願いします。
            --b
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: 8bit

            <p>あなたのアカウントは停止されました。二十四時間以内に<a href="https://login.evil.example/">https://www.city.example.lg.jp/</a>で暗証番号を入力してください。</p>
            --b--
            """),
        ("二重拡張子の添付 / a program under two extensions", "utf-8", """
            From: keiri@example.jp
            Subject: =?UTF-8?B?6KuL5rGC5pu4?=
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit

            請求書をお送りします。
            --b
            Content-Type: application/pdf; name="=?UTF-8?B?6KuL5rGC5pu4LnBkZi5leGU=?="
            Content-Disposition: attachment; filename="=?UTF-8?B?6KuL5rGC5pu4LnBkZi5leGU=?="
            Content-Transfer-Encoding: base64

            TVoAAAAAAAAAAAAAAAAAAA==
            --b--
            """),
        ("本文中の uuencode / a file in the text", "utf-8", """
            From: kanri@example.jp
            Subject: =?UTF-8?B?44Ot44Kw?=
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit

            昨日の記録です。
            begin 644 log.txt
            #0V%T
            `
            end
            以上です。
            """),
        ("お知らせを騙る / a notice that is not ours", "utf-8", """
            From: x@evil.example
            Subject: =?UTF-8?B?5re75LuY44OV44Kh44Kk44Or44Gu5Y+X5Y+W?=
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit

            【無害化のお知らせ】
            原本は https://portal.city.example.lg.jp.evil.example/get または https://portal.city.example.lg.jp/m/1 から受け取れます。
            """),
        ("配送できなかった知らせ / a delivery report", "utf-8", """
            From: MAILER-DAEMON@mx.example.jp
            Subject: Undelivered Mail Returned to Sender
            Auto-Submitted: auto-replied
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status; boundary=b

            --b
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit

            宛先が見つかりませんでした。
            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example.jp

            Final-Recipient: rfc822; nobody@example.jp
            Action: failed
            Status: 5.1.1
            --b
            Content-Type: text/rfc822-headers

            Subject: hello
            To: nobody@example.jp
            --b--
            """),
        ("会議の招待 / an invitation", "utf-8", """
            From: hisho@example.jp
            Subject: =?UTF-8?B?5Lya6K2w44Gu5oub5b6F?=
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit

            会議にご参加ください。
            --b
            Content-Type: text/calendar; charset=utf-8; name=invite.ics
            Content-Disposition: attachment; filename=invite.ics
            Content-Transfer-Encoding: 8bit

            BEGIN:VCALENDAR
            VERSION:2.0
            PRODID:-//x//x//JA
            BEGIN:VEVENT
            UID:1@example.jp
            DTSTAMP:20261120T000000Z
            DTSTART;TZID=Asia/Tokyo:20261201T100000
            DTEND;TZID=Asia/Tokyo:20261201T110000
            SUMMARY:定例会議
            LOCATION:本庁舎三階
            ATTACH:https://evil.example/x.exe
            BEGIN:VALARM
            ACTION:PROCEDURE
            TRIGGER:-PT15M
            ATTACH:file:///c:/windows/system32/calc.exe
            END:VALARM
            END:VEVENT
            END:VCALENDAR
            --b--
            """),
    ];
}
