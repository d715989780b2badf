using System.Text;
using Mugai.Policies;

namespace Mugai.Sanitizers.Notices;

/// <summary>What stands in the mail in which opened attachments follow.</summary>
internal static class FollowingNotice
{
    /// <summary>Text with LF line ends. <paramref name="subject"/> is that of the first mail, cleaned.</summary>
    public static string Write(string subject, NoticeLanguage language)
    {
        var text = new StringBuilder();
        if (language is NoticeLanguage.Both or NoticeLanguage.Ja)
        {
            text.Append("【添付ファイルのお届け】\n先にお届けしたメールで保留していた添付ファイルを、パスワードで開いて無害化しました。\n元のメールの件名: ")
                .Append(subject.Length > 0 ? subject : "（件名なし）").Append('\n');
        }

        if (language is NoticeLanguage.Both or NoticeLanguage.En)
        {
            text.Append(language == NoticeLanguage.Both ? "\n" : "")
                .Append("[Attachments of an earlier mail]\nThe attachments that were on hold in an earlier mail were opened with a password and sanitized.\nSubject of that mail: ")
                .Append(subject.Length > 0 ? subject : "(none)").Append('\n');
        }

        return text.ToString();
    }
}
