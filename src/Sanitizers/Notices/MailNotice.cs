using System.Globalization;
using System.Text;
using Mugai.Policies;

namespace Mugai.Sanitizers.Notices;

/// <summary>
/// The block at the top of a mail's text that says in plain words what was done and how to ask for the original. Text with LF line ends in
/// two pieces: the host's link goes between them on a line of its own.
/// </summary>
internal sealed record MailNotice(string BeforeLink, string AfterLink)
{
    // A notice is read on a small screen; the report has everything.
    private const int MaxLines = 20;

    private const string Rule = "________________________________________";

    /// <summary>The notice for a mail, or null when nothing was found that a reader needs to know.</summary>
    public static MailNotice? For(IReadOnlyList<Finding> own, IReadOnlyList<PartReport> parts, NoticeLanguage language, bool hasLink)
    {
        var lines = new NoticeLines(MaxLines);
        foreach (var finding in own)
        {
            lines.Add(finding, null);
        }

        foreach (var part in parts)
        {
            lines.Add(part);
        }

        return lines.IsEmpty ? null : Compose(lines, language, hasLink);
    }

    private static MailNotice Compose(NoticeLines lines, NoticeLanguage language, bool hasLink)
    {
        var text = new StringBuilder();
        text.Append(Rule).Append('\n');
        if (language is NoticeLanguage.Both or NoticeLanguage.Ja)
        {
            text.Append("【無害化のお知らせ】\nこのメールに次の処理を行いました。\n");
            lines.AppendTo(text, words => words.Ja, "・", rest => string.Create(CultureInfo.InvariantCulture, $"ほか {rest} 件"));
            text.Append(hasLink ? "原本が必要なときは、下のリンクから申請してください。\n" : "原本が必要なときは、管理者に申し出てください。\n");
        }

        if (language is NoticeLanguage.Both or NoticeLanguage.En)
        {
            text.Append(language == NoticeLanguage.Both ? "\n" : "").Append("[Sanitization notice]\nThis was done to the mail:\n");
            lines.AppendTo(text, words => words.En, "- ", rest => string.Create(CultureInfo.InvariantCulture, $"and {rest} more"));
            text.Append(hasLink ? "If you need the original, use the link below.\n" : "If you need the original, ask your administrator.\n");
        }

        return new MailNotice(text.ToString(), Rule + "\n\n");
    }
}
