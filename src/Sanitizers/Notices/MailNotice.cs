using Mugai.Wording;
using System.Globalization;
using System.Text;
using Mugai.Policies;
using Mugai.Sanitizers.PlainText;

namespace Mugai.Sanitizers.Notices;

/// <summary>
/// The block of a mail's text that says in plain words what was done and how to ask for the original, in our words or the administrator's. Text with LF line ends in
/// two pieces: the host's link goes between them on a line of its own.
/// </summary>
internal sealed record MailNotice(string BeforeLink, string AfterLink, NoticePosition Position)
{
    // A notice is read on a small screen; the report has everything.
    private const int MaxLines = 20;

    // Both languages of 20 lines, and the administrator's words.
    private const int MaxBytes = 32 * 1024;

    private const int MaxHeadingBytes = 8 * 1024;

    /// <summary>The line before and behind a notice.</summary>
    public const string Rule = "________________________________________";

    private static readonly (Words Heading, Words Done, Words Nothing) Ours = (
        new("【無害化のお知らせ】", "[Sanitization notice]"),
        new("このメールに次の処理を行いました。", "This was done to the mail:"),
        new("このメールを無害化しました。お知らせすることはありません。", "This mail was sanitized. There is nothing to tell."));

    /// <summary>The notice for a mail, or null when nothing was found that a reader needs to know; then one of an earlier run says what there is to say.</summary>
    public static MailNotice? For(IReadOnlyList<Finding> own, IReadOnlyList<PartReport> parts, SanitizePolicy policy, bool hasLink, bool hasEarlier = false)
    {
        var lines = Lines(own, parts);
        return lines.IsEmpty && (hasEarlier || !policy.Notice.Always) ? null : Compose(lines, policy, hasLink);
    }

    /// <summary>True when there is something to tell.</summary>
    public static bool IsDue(IReadOnlyList<Finding> own, IReadOnlyList<PartReport> parts) => !Lines(own, parts).IsEmpty;

    private static NoticeLines Lines(IReadOnlyList<Finding> own, IReadOnlyList<PartReport> parts)
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

        return lines;
    }

    /// <summary>
    /// Where <paramref name="text"/> holds a block as <see cref="Compose"/> writes it, at its top or bottom; an empty range when it holds none. Such a block holds no link.
    /// </summary>
    public static Range Find(ReadOnlySpan<byte> text, SanitizePolicy policy)
    {
        var rule = Encoding.ASCII.GetBytes(Rule + "\r\n");
        if (text.StartsWith(rule) && text[rule.Length..].IndexOf(rule) is var end and >= 0 && IsBlock(text.Slice(rule.Length, end), policy))
        {
            return ..((2 * rule.Length) + end);
        }

        if (!text.EndsWith(rule) || text[..^rule.Length].LastIndexOf(rule) is not (var start and >= 0) || !IsBlock(text[(start + rule.Length)..^rule.Length], policy))
        {
            return 0..0;
        }

        return start..text.Length;
    }

    // A name or the words of a QR code stand in a notice of ours with their links defanged.
    private static bool IsBlock(ReadOnlySpan<byte> block, SanitizePolicy policy)
    {
        var line = block.IndexOf("\r\n"u8);
        var heading = Encoding.UTF8.GetString(line < 0 ? block : block[..Math.Min(line, MaxHeadingBytes)]);
        if (heading != Ours.Heading.Ja && heading != Ours.Heading.En && heading != FirstLine(policy.Notice.Ja) && heading != FirstLine(policy.Notice.En))
        {
            return false;
        }

        if (block.Length > MaxBytes || block.IndexOf("www."u8) >= 0 || block.IndexOf("WWW."u8) >= 0)
        {
            return false;
        }

        while (block.IndexOf("://"u8) is var at and >= 0)
        {
            if (!block[..at].EndsWith("hxxp"u8) && !block[..at].EndsWith("hxxps"u8) && !block[..at].EndsWith("fxp"u8))
            {
                return false;
            }

            block = block[(at + 3)..];
        }

        return true;
    }

    private static string FirstLine(string template) => Plain(template.Split('\n')[0]);

    private static string Plain(string line) => string.Concat(line.Where(c => TextCharacters.IsPlain(c)));

    private static MailNotice Compose(NoticeLines lines, SanitizePolicy policy, bool hasLink)
    {
        var text = new StringBuilder();
        var isBottom = policy.Notice.Position == NoticePosition.Bottom;
        text.Append(isBottom ? "\n" : "").Append(Rule).Append('\n');
        if (policy.Language is NoticeLanguage.Both or NoticeLanguage.Ja)
        {
            Append(text, policy.Notice.Ja, Ours.Heading.Ja + "\n" + (lines.IsEmpty ? Ours.Nothing.Ja : Ours.Done.Ja), words => words.Ja, "・",
                rest => string.Create(CultureInfo.InvariantCulture, $"ほか {rest} 件"), lines,
                hasLink ? "原本が必要なときは、下のリンクから申請してください。" : "原本が必要なときは、管理者に申し出てください。");
        }

        if (policy.Language is NoticeLanguage.Both or NoticeLanguage.En)
        {
            text.Append(policy.Language == NoticeLanguage.Both ? "\n" : "");
            Append(text, policy.Notice.En, Ours.Heading.En + "\n" + (lines.IsEmpty ? Ours.Nothing.En : Ours.Done.En), words => words.En, "- ",
                rest => string.Create(CultureInfo.InvariantCulture, $"and {rest} more"), lines,
                hasLink ? "If you need the original, use the link below." : "If you need the original, ask your administrator.");
        }

        return new MailNotice(text.ToString(), isBottom ? Rule + "\n" : Rule + "\n\n", policy.Notice.Position);
    }

    // A template's placeholders stand for our words alone, and its lines are lines of text: nothing of it can become a field or a part.
    private static void Append(StringBuilder text, string template, string head, Func<Words, string> pick, string bullet, Func<int, string> rest, NoticeLines lines, string request)
    {
        if (template.Length == 0 || NoticePolicy.FaultOf(template) is not null)
        {
            text.Append(head).Append('\n');
            lines.AppendTo(text, pick, bullet, rest);
            text.Append(request).Append('\n');
            return;
        }

        foreach (var line in template.Split('\n'))
        {
            if (line.Trim() == NoticePolicy.FindingsPlace)
            {
                lines.AppendTo(text, pick, bullet, rest);
            }
            else
            {
                text.Append(Plain(line.Replace(NoticePolicy.RequestPlace, request, StringComparison.Ordinal))).Append('\n');
            }
        }
    }
}
