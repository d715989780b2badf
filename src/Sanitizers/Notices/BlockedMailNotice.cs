using System.Text;
using Mugai.Mime;
using Mugai.Policies;
using Mugai.Sanitizers.Mail.Headers;
using Mugai.Wording;

namespace Mugai.Sanitizers.Notices;

/// <summary>
/// The small mail that stands in the place of a message that was Blocked whole, so that its recipient learns of it. From, subject, date and
/// identifier are what could be read of the message, cleaned; nothing else of it is in there.
/// </summary>
internal static class BlockedMailNotice
{
    /// <summary>Writes the mail and says where the link goes.</summary>
    public static (long Offset, SlotEncoding Encoding)? Write(Stream output, MailHeader? header, PartReport report, SanitizePolicy policy, string seed)
    {
        var writer = new MimeWriter(output, seed);
        writer.AddressField("From", header is { From.Count: > 0 } ? header.From : [MailAuthor.Unknown]);
        if (header is { Subject.Length: > 0 })
        {
            writer.Field("Subject", header.Subject);
        }

        if (header?.Date is { } date)
        {
            writer.RawField("Date", date);
        }

        if (header?.MessageId is { } id)
        {
            writer.RawField("Message-ID", id);
        }

        writer.RawField("MIME-Version", "1.0");
        (long, SlotEncoding)? slot = null;
        writer.TextWithSlot(MailNotice.Rule + "\n" + Text(report, policy.Language), MailNotice.Rule + "\n", encoding => slot = (output.Position, encoding));
        return slot;
    }

    private static string Text(PartReport report, NoticeLanguage language)
    {
        var why = ReasonWords.Of(report.Reason);
        var text = new StringBuilder();
        if (language is NoticeLanguage.Both or NoticeLanguage.Ja)
        {
            text.Append("【無害化のお知らせ】\nこのメールは安全に作り直せなかったため、内容をお渡ししていません。\n理由: ").Append(why.Ja)
                .Append("\n原本が必要なときは、下のリンクから申請してください。\n");
        }

        if (language is NoticeLanguage.Both or NoticeLanguage.En)
        {
            text.Append("[Sanitization notice]\nThis mail could not be rebuilt safely, so its content was not delivered.\nReason: ").Append(why.En)
                .Append("\nIf you need the original, use the link below.\n");
        }

        return text.ToString();
    }
}
