using Mugai.Sanitizers.CompoundFiles;
using Mugai.Sanitizers.Mail;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Mapi;

/// <summary>
/// NAME: messages of Outlook as files: .msg ([MS-OXMSG]) and TNEF ([MS-OXTNEF], winmail.dat).
/// KEEPS: authors, recipients, subject, dates, threading, the body as text, attachments and attached messages, each by its own rules: the output is a mail.
/// REMOVES: every other property; named ones, forms, rules and OLE objects with them.
/// LIMITS: messages 16 deep; what lies deeper is dropped with a finding.
/// </summary>
public sealed class OutlookMailSanitizer : ISanitizer
{
    /// <inheritdoc/>
    public IReadOnlyList<FileFormat> Formats { get; } = [Detection.Formats.Msg, Detection.Formats.Tnef];

    /// <inheritdoc/>
    public PartVerdict Sanitize(PartInput input, Stream output, ISanitizeContext context)
    {
        var run = context as IMailRun ?? throw new ArgumentException("A mail is sanitized by a run.", nameof(context));
        using var message = Read(input, context.Budget, out var isWhole, out var reason);
        if (message is null)
        {
            return PartVerdict.Blocked(reason);
        }

        context.Report("", "mail.outlook", isWhole ? FindingAction.Rewritten : FindingAction.Removed, 1, isWhole ? default : new UntrustedText("brokenOff"));
        using var mail = new ScratchStream(context.Budget);
        MapiMail.Write(message, mail, Digests.Of(input.Content), context.Budget);
        mail.Position = 0;
        return new MailSanitizer().Sanitize(input with { Content = mail }, output, run);
    }

    private static MapiMessage? Read(PartInput input, Budget budget, out bool isWhole, out Reason reason)
    {
        reason = Reason.Corrupt;
        if (input.Format == Detection.Formats.Tnef)
        {
            return TnefReader.Read(input.Content, budget, out isWhole);
        }

        isWhole = false;
        var reading = CompoundFile.Read(input.Content);
        reason = reading.Reason == Reason.None ? Reason.Corrupt : reading.Reason;
        return reading.File is { } file ? MsgReader.Read(file, budget, out isWhole) : null;
    }
}
