using System.Text;
using Mugai.Sanitizers.Mail.Headers;
using Mugai.Sanitizers.Mail.Parts;
using Mugai.Sanitizers.Notices;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Mail;

/// <summary>
/// The second mail (DESIGN 4.1): brings the attachments that the first one went out without, in a reply to it. Its own date and Message-ID are the
/// host's, which has a clock.
/// </summary>
internal static class FollowingMail
{
    private const string SubjectPrefix = "[添付] ";

    /// <summary>
    /// The attachments that wait no longer; of the others nothing is written. One that opened and was then refused is among them: a notice in its place
    /// tells what became of it.
    /// </summary>
    public static List<MailAttachment> Opened(MailIntake intake) => [.. intake.Attachments.Where(attachment => !attachment.Result.Report.WaitsForPassword)];

    /// <summary>The fields of the first mail as those of an answer to it.</summary>
    public static MailFields Fields(MailFields first)
    {
        var fields = new MailFields { InReplyTo = first.MessageId is { } id ? [id] : [], References = [.. first.References, .. first.MessageId is { } last ? [last] : Array.Empty<string>()] };
        foreach (var (kind, addresses) in first.Addresses)
        {
            fields.Addresses.Add(kind, addresses);
        }

        var subject = first.Texts.GetValueOrDefault(FieldKind.Subject, "");
        fields.Texts.Add(FieldKind.Subject, subject.StartsWith(SubjectPrefix, StringComparison.Ordinal) ? subject : SubjectPrefix + subject);
        return fields;
    }

    /// <summary>The text of the second mail, UTF-8 with CRLF line ends.</summary>
    public static byte[] Text(MailFields first, ISanitizeContext context) =>
        Encoding.UTF8.GetBytes(FollowingNotice.Write(first.Texts.GetValueOrDefault(FieldKind.Subject, ""), context.Policy.Language).ReplaceLineEndings("\r\n"));
}
