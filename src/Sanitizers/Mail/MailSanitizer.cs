using Mugai.Mime;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Mail.Bodies;
using Mugai.Sanitizers.Mail.Headers;
using Mugai.Sanitizers.Mail.Unwrapping;
using Mugai.Sanitizers.Notices;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizers.Privacy;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Mail;

/// <summary>
/// Internet messages (RFC 5322, 2045–2049): read once as they stream in, understood once, written anew.
/// KEEPS the fields of the allow-list, one plain text body, attachments that their own sanitizers rebuilt, nested messages rebuilt likewise.
/// REMOVES HTML (its text stays), every other field, signatures that no longer fit, text outside the parts, alternatives; puts a notice in
/// the place of what is refused.
/// LIMITS of structure are <see cref="MimeLimits.Default"/>; a message beyond them, or without a single field, is Blocked whole.
/// </summary>
public sealed class MailSanitizer : ISanitizer
{
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Eml];

    public PartVerdict Sanitize(PartInput input, Stream output, ISanitizeContext context)
    {
        var run = context as IMailRun ?? throw new ArgumentException("A mail is sanitized by a run.", nameof(context));
        using var intake = new MailIntake(run, input.Path);
        MessageReader.Read(input.Content, intake);
        intake.TakePasswordWords();
        intake.Finish();
        var isWhole = input.Path == "/";
        if (isWhole)
        {
            run.Header(Facts(intake.Fields));
        }

        if (intake.Refusal != Reason.None)
        {
            return PartVerdict.Blocked(intake.Refusal);
        }

        if (isWhole && run.Single is { } single)
        {
            return WriteSingle(single, intake, run, output);
        }

        if (isWhole && run.Following.Count > 0)
        {
            return Follow(intake, run, output);
        }

        // Only the outermost mail carries a notice: it is the one that is read, and it speaks about what lies inside the others too.
        var parts = intake.Attachments.Select(attachment => attachment.Result.Report).ToList();
        using var text = Text(intake, run, isWhole, parts);
        var takesSlot = isWhole && run.TakesLinkSlot;
        var notice = isWhole ? MailNotice.For(run.OwnFindings, parts, context.Policy, takesSlot, text.HoldsOwnNotice) : null;
        if (notice is not null)
        {
            run.Noticed();
        }

        using var html = intake.Body.TakePage();
        using var page = html is null ? null : new MailPage(html, intake.Body.Links, intake.Attachments, notice, run, input.Path);
        if (page is { IsWhole: false })
        {
            run.Report(BodyIntake.Place, "mail.html", FindingAction.Removed);
        }

        var writer = new MailOutput(output, context);
        writer.Write(intake.Fields, text.Written, intake.Attachments, notice, takesSlot ? run.LinkSlot : null, page is { IsWhole: true } ? page : null);
        return PartVerdict.Rebuilt(Detection.Formats.Eml);
    }

    // A notice of an earlier run would stand behind the one that this run writes, where it is the sender's text to every later reader; so it is already to this one.
    private static SenderText Text(MailIntake intake, IMailRun run, bool isWhole, IReadOnlyList<PartReport> parts)
    {
        if (MyNumberCount.For(run.Policy) is { } numbers)
        {
            numbers.TakeUtf8(intake.Body.Text.Written);
            numbers.Report(run, BodyIntake.Place);
        }

        var text = new SenderText(intake.Body.Text, intake.Body.Links, run, mayHoldOwnNotice: !run.TakesLinkSlot);
        IEnumerable<Finding> found = text.Findings.Select(finding => new Finding(BodyIntake.Place, finding.Code, finding.Action, finding.Count, finding.Detail));
        if (isWhole && text.HoldsOwnNotice && MailNotice.IsDue([.. run.OwnFindings, .. found], parts))
        {
            text.Dispose();
            text = new SenderText(intake.Body.Text, intake.Body.Links, run, mayHoldOwnNotice: false);
            intake.Body.DropPage();
        }

        foreach (var finding in text.Findings)
        {
            run.Report(BodyIntake.Place, finding.Code, finding.Action, finding.Count, finding.Detail);
        }

        return text;
    }

    /// <summary>Only a part of the mail is wanted: its text is written here; any other was taken when it was met, and of the mail nothing is.</summary>
    private static PartVerdict WriteSingle(SinglePart single, MailIntake intake, IMailRun run, Stream output)
    {
        if (single.Form != SinglePartForm.Text)
        {
            return PartVerdict.Blocked(Reason.Policy);
        }

        using var text = Text(intake, run, isWhole: false, []);
        output.Write(text.Written);
        return PartVerdict.Replaced(Detection.Formats.Txt);
    }

    private static PartVerdict Follow(MailIntake intake, IMailRun run, Stream output)
    {
        var opened = FollowingMail.Opened(intake);
        if (opened.Count == 0)
        {
            return PartVerdict.Held(Reason.Encrypted);
        }

        var notice = MailNotice.For([], [.. opened.Select(attachment => attachment.Result.Report)], run.Policy, run.TakesLinkSlot);
        if (notice is not null)
        {
            run.Noticed();
        }

        new MailOutput(output, run).Write(
            FollowingMail.Fields(intake.Fields), FollowingMail.Text(intake.Fields, run), opened, notice, run.TakesLinkSlot ? run.LinkSlot : null);
        return PartVerdict.Rebuilt(Detection.Formats.Eml);
    }

    private static MailHeader Facts(MailFields fields) => new()
    {
        Subject = fields.Texts.GetValueOrDefault(FieldKind.Subject, ""),
        From = fields.Addresses.TryGetValue(FieldKind.From, out var from) ? from : [],
        Date = fields.Date,
        MessageId = fields.MessageId,
        Hops = fields.Hops,
        Authentication = fields.Authentication,
    };
}
