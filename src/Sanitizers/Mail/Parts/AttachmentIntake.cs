using Mugai.Mime;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Mail.Parts;

/// <summary>
/// The attachments of a message in their order. Each is sanitized as soon as it has ended; those that wait for native steps are taken up again later,
/// while the next ones are read.
/// </summary>
internal sealed class AttachmentIntake(IMailRun run, string path) : IDisposable
{
    // As many pictures as keep a few cores busy, and no more of their bytes than a large mail has anyhow.
    private const int MaxPending = 8;
    private const long MaxPendingBytes = 16 << 20;

    private readonly Queue<PendingAttachment> _pending = new();
    private readonly List<MailAttachment?> _attachments = [];
    private readonly IReadOnlyList<string> _following = path == "/" ? run.Following : [];
    private long _pendingBytes;
    private int _notFollowing;

    /// <summary>In their order; complete after <see cref="Finish"/>.</summary>
    public List<MailAttachment> All => [.. _attachments.OfType<MailAttachment>()];

    /// <summary>Takes over <paramref name="content"/>, the decoded body of <paramref name="entity"/>.</summary>
    public void Take(MailEntity entity, ScratchStream content)
    {
        var name = NameOf(entity);
        var isEmpty = content.Length == 0 && name.IsEmpty;
        if (isEmpty || !Follows())
        {
            content.Dispose();
            return;
        }

        content.Position = 0;
        var isPicture = entity.MediaType.StartsWith("image/", StringComparison.Ordinal) && entity.HasContentId && entity.IsIn("multipart/related");
        var member = run.BeginMember(NextPath(), name, entity.MediaType, content);
        _pending.Enqueue(new PendingAttachment(_attachments.Count, member, content, isPicture ? entity.ContentId : null));
        _pendingBytes += content.Length;
        _attachments.Add(null);
        while (_pending.Count > 0 && (_pending.Count > MaxPending || _pendingBytes > MaxPendingBytes || _pending.Peek().Member.IsDone))
        {
            FinishOldest();
        }
    }

    /// <summary>A file that stood in the text; <paramref name="content"/> stays the caller's. False when the mail to be made does not bring it.</summary>
    public bool TakeInline(UntrustedText name, ScratchStream content)
    {
        if (!Follows())
        {
            return false;
        }

        content.Position = 0;
        _attachments.Add(new MailAttachment(run.SanitizeMember(NextPath(), name, null, content), false));
        return true;
    }

    /// <summary>A part that is refused by what it is labelled as; <paramref name="content"/> stays the caller's.</summary>
    public void Refuse(UntrustedText name, FileFormat format, PartVerdict verdict, string? code, ScratchStream content)
    {
        if (Follows())
        {
            content.Position = 0;
            _attachments.Add(new MailAttachment(run.RefuseMember(NextPath(), name, format, verdict, code, content), false));
        }
    }

    /// <summary>The name of a part, with a finding when mail programs could disagree about it.</summary>
    public UntrustedText NameOf(MailEntity entity)
    {
        if (entity is { Type.Name: { } label, Disposition.FileName: { } fileName } && label != fileName)
        {
            // A mail program that prefers the other name would show, and open, another kind of file.
            run.Report("", "mail.ambiguous", FindingAction.Rewritten, 1, new UntrustedText("ConflictingNames"));
        }

        var isMail = entity.MediaType is "message/rfc822" or "message/global" or "message/news";
        return new UntrustedText(entity.Name.Length == 0 && isMail ? "message.eml" : entity.Name);
    }

    /// <summary>The whole message was read: what still waits is waited for.</summary>
    public void Finish()
    {
        while (_pending.Count > 0)
        {
            FinishOldest();
        }
    }

    public void Dispose()
    {
        foreach (var pending in _pending)
        {
            pending.Dispose();
        }

        foreach (var attachment in All)
        {
            attachment.Result.Dispose();
        }
    }

    // By number and bytes, never by who is ready: what is charged when must be the same each time.
    private void FinishOldest()
    {
        using var pending = _pending.Dequeue();
        _pendingBytes -= pending.Bytes;
        var result = pending.Member.Finish();
        _attachments[pending.Place] = new MailAttachment(result, pending.PictureId is not null && result.Output is null, pending.PictureId);
    }

    private string NextPath() => $"{(path == "/" ? "" : path)}/attachments/{_attachments.Count + _notFollowing + 1}";

    /// <summary>False for a part that went out with the first mail: it is not opened again. It keeps its number, which the first mail's report names.</summary>
    private bool Follows()
    {
        if (_following.Count == 0 || _following.Contains(NextPath()))
        {
            return true;
        }

        _notFollowing++;
        return false;
    }
}
