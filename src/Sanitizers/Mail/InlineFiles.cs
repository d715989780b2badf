using System.Text;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Mail;

/// <summary>Files that stand in the text itself: uuencoded ones become attachments, encrypted OpenPGP is held, what OpenPGP signed becomes plain text.</summary>
internal sealed class InlineFiles(IMailRun run, AttachmentIntake attachments) : IDisposable
{
    // The text without what was taken out.
    private readonly CharBuffer _rest = new(run.Budget);

    /// <summary>The text that is left, valid until the next call; null when <paramref name="text"/> stays as it is.</summary>
    public CharBuffer? Take(ReadOnlySpan<byte> text)
    {
        var isPgp = PgpBlocks.MayHold(text);
        if (!isPgp && !UuencodedBlocks.MayHold(text))
        {
            return null;
        }

        _rest.Truncate(0);
        foreach (var (name, content) in UuencodedBlocks.Extract(Encoding.UTF8.GetString(text), _rest, run.Budget))
        {
            using (content)
            {
                if (attachments.TakeInline(name, content))
                {
                    run.Report(BodyIntake.Place, "mail.uuencode", FindingAction.Rewritten);
                }
            }
        }

        if (isPgp)
        {
            TakePgp(_rest.Written.ToString());
        }

        return _rest;
    }

    public void Dispose() => _rest.Dispose();

    private void TakePgp(string text)
    {
        _rest.Truncate(0);
        var encrypted = PgpBlocks.Extract(text, _rest, run.Budget, out var signatures);
        foreach (var content in encrypted)
        {
            using (content)
            {
                attachments.Refuse(new UntrustedText("message.pgp"), FileFormat.Unknown, PartVerdict.Held(Reason.Encrypted), "mail.encrypted", content);
            }
        }

        if (signatures > 0)
        {
            run.Report(BodyIntake.Place, "mail.signature", FindingAction.Removed, signatures, new UntrustedText("notVerified"));
        }
    }
}
