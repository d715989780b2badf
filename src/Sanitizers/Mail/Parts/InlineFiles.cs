using System.Text;
using Mugai.Sanitizers.Mail.Bodies;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Mail.Parts;

/// <summary>Files that stand in the text itself: uuencoded ones and those in yEnc become attachments, encrypted OpenPGP is held, what OpenPGP signed becomes plain text.</summary>
internal sealed class InlineFiles(IMailRun run, AttachmentIntake attachments) : IDisposable
{
    // The text without what was taken out.
    private readonly CharBuffer _rest = new(run.Budget);

    /// <summary>
    /// The text that is left, valid until the next call; null when <paramref name="text"/> stays as it is. What OpenPGP wrapped comes first: a file may stand in it. Files in
    /// yEnc are looked for again, where cleaning made the heading of one.
    /// </summary>
    public CharBuffer? Take(ReadOnlySpan<byte> text)
    {
        var isPgp = PgpBlocks.MayHold(text);
        if (!isPgp && !UuencodedBlocks.MayHold(text) && !YencFiles.MayHold(text))
        {
            return null;
        }

        var left = Encoding.UTF8.GetString(text);
        left = isPgp ? TakePgp(left) : left;
        left = left.StartsWith("=ybegin ", StringComparison.Ordinal) || left.Contains("\n=ybegin ", StringComparison.Ordinal) ? TakeYenc(left) : left;
        _rest.Truncate(0);
        foreach (var (name, content) in UuencodedBlocks.Extract(left, _rest, run.Budget))
        {
            using (content)
            {
                if (attachments.TakeInline(new UntrustedText(name), content))
                {
                    run.Report(BodyIntake.Place, "mail.uuencode", FindingAction.Rewritten);
                }
            }
        }

        return _rest;
    }

    /// <summary>Files that were taken out before the text became characters.</summary>
    public void Take(IReadOnlyList<YencFile> files)
    {
        foreach (var (name, content, refusal) in files)
        {
            if (refusal is { } verdict)
            {
                attachments.Refuse(name, FileFormat.Unknown, verdict, verdict.Reason == Reason.Unsupported ? "mail.partial" : "mail.yenc", content);
            }
            else if (attachments.TakeInline(name, content))
            {
                run.Report(BodyIntake.Place, "mail.yenc", FindingAction.Rewritten);
            }
        }
    }

    public void Dispose() => _rest.Dispose();

    private string TakeYenc(string text)
    {
        using var files = new YencFiles(run.Budget);
        using var left = new ScratchStream(run.Budget);
        ReadOnlySpan<byte> bytes = Encoding.UTF8.GetBytes(text);
        while (files.TryRead(ref bytes, isFinal: true, out var rest))
        {
            left.Write(rest);
        }

        Take(files.Files);
        // As characters once it is whole: a piece may end inside one.
        left.Position = 0;
        using var reader = new StreamReader(left, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        return reader.ReadToEnd();
    }

    private string TakePgp(string text)
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

        return _rest.Written.ToString();
    }
}
