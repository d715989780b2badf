using System.Globalization;
using Mugai.Mime;
using Mugai.Policies;
using Mugai.Sanitizing;
using Mugai.Spooling;

namespace Mugai.Gateway.Sanitizing;

/// <summary>The small mail that recipients get in place of one that is held as a whole.</summary>
internal static class HeldNotice
{
    public static byte[] Write(SpooledMessage message, MailFacts? facts, string sender, string hostname, NoticeLanguage language, Reason reason, string link, DateTimeOffset now)
    {
        var bytes = new MemoryStream();
        var writer = new MimeWriter(bytes, message.Id.ToString());
        writer.AddressField("From", [new MailAddress("Mugai", sender)]);
        writer.Field("Subject", language == NoticeLanguage.En ? "[Mugai] A mail to you is held" : "[Mugai] あなた宛のメールを保留しています");
        writer.RawField("Date", now.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture));
        writer.RawField("Message-ID", $"<{message.Id}.held@{hostname}>");
        writer.RawField("Auto-Submitted", "auto-generated");
        writer.RawField("MIME-Version", "1.0");
        writer.Text(Body(message, facts, language, reason, link));
        return bytes.ToArray();
    }

    private static string Body(SpooledMessage message, MailFacts? facts, NoticeLanguage language, Reason reason, string link)
    {
        var from = new UntrustedText(message.Envelope.MailFrom).ForDisplay();
        var subject = facts?.Subject.ForDisplay() ?? "";
        var report = new PartReport { Path = "/", Input = new(default, message.Size, "", "eml"), Outcome = Outcome.Held, Reason = reason };
        var ja = $"""
            {(reason == Reason.Policy ? "あなた宛に次のメールが届きました。ポリシーにより、担当者の確認が済むまで保留しています。" : "あなた宛に次のメールが届きましたが、安全に処理できなかったため保留しています。")}
            差出人: {from}
            件名: {subject}
            理由: {(reason == Reason.Policy ? "確認の必要な内容が含まれています。" : ReasonText.Ja(report))}
            原本は暗号化して保管しています。必要なときは、次の受付番号を情報システム担当へお伝えください。
            受付番号: {message.Id}
            {link}

            """;
        var en = $"""
            {(reason == Reason.Policy ? "A mail to you arrived that the policy holds until somebody has looked at it." : "A mail to you arrived that could not be processed safely; it is held.")}
            From: {from}
            Subject: {subject}
            Reason: {(reason == Reason.Policy ? "it holds something that has to be looked at." : ReasonText.En(report))}
            The original is kept encrypted. If you need it, give this reference to your IT staff.
            Reference: {message.Id}
            {link}

            """;
        var text = language switch { NoticeLanguage.Ja => ja, NoticeLanguage.En => en, _ => $"{ja}\n{en}" };
        return text.ReplaceLineEndings("\r\n");
    }
}
