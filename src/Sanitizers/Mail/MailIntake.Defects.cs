using Mugai.Mime;
using Mugai.Sanitizers.Mail.Bodies;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Mail;

/// <summary>What is wrong with a message: a finding, or the end of it.</summary>
internal sealed partial class MailIntake
{
    private void TakeDefect(MimeDefect defect)
    {
        switch (defect)
        {
            case MimeDefect.None or MimeDefect.MboxFromLine or MimeDefect.NoParts:
                break;
            case MimeDefect.TooDeep:
                Refuse(Reason.TooDeep);
                break;
            case MimeDefect.TooManyParts:
                Refuse(Reason.Budget);
                break;
            case var limit when limit.IsLimit():
                Refuse(Reason.TooBig);
                break;
            case MimeDefect.HiddenPreamble or MimeDefect.HiddenEpilogue:
                _run.Report("", "mail.outsideParts", FindingAction.Removed);
                break;
            case MimeDefect.BareLf:
                _run.Report("", "mail.lineEnds", FindingAction.Rewritten);
                break;
            case MimeDefect.WrongCharset:
                _run.Report(BodyIntake.Place, "mail.wrongCharset", FindingAction.Rewritten);
                break;
            case MimeDefect.UnknownCharset or MimeDefect.UndecodableText:
                _run.Report(BodyIntake.Place, "mail.charset", FindingAction.Rewritten, 1, new UntrustedText(defect.ToString()));
                break;
            default:
                _run.Report("", "mail.ambiguous", FindingAction.Rewritten, 1, new UntrustedText(defect.ToString()));
                break;
        }
    }

    private void Refuse(Reason reason)
    {
        if (Refusal == Reason.None)
        {
            Refusal = reason;
            _run.Report("", "mail.notUnderstood", FindingAction.Removed, 1, new UntrustedText(reason.Word()));
        }
    }
}
