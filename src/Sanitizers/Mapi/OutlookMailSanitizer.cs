using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Mail;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Mapi;

/// <summary>
/// NAME: messages of Outlook as files: TNEF ([MS-OXTNEF], winmail.dat).
/// KEEPS: authors, recipients, subject, dates, threading, the body as text, attachments and attached messages, each by its own rules: the output is a mail.
/// REMOVES: every other property; named ones, forms, rules and OLE objects with them.
/// LIMITS: messages 16 deep; what lies deeper is dropped with a finding.
/// </summary>
public sealed class OutlookMailSanitizer : ISanitizer
{
    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Tnef];

    /// <inheritdoc/>
    public PartVerdict Sanitize(PartInput input, Stream output, ISanitizeContext context)
    {
        var run = context as IMailRun ?? throw new ArgumentException("A mail is sanitized by a run.", nameof(context));
        using var message = TnefReader.Read(input.Content, context.Budget, out var isWhole);
        if (message is null)
        {
            return PartVerdict.Blocked(Reason.Corrupt);
        }

        context.Report("", "mail.outlook", isWhole ? FindingAction.Rewritten : FindingAction.Removed, 1, isWhole ? default : new UntrustedText("brokenOff"));
        using var mail = new ScratchStream(context.Budget);
        MapiMail.Write(message, mail, Digests.Of(input.Content), context.Budget);
        mail.Position = 0;
        return new MailSanitizer().Sanitize(input with { Content = mail }, output, run);
    }
}
