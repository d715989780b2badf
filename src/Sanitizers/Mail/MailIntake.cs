using System.Buffers;
using System.Text;
using Mugai.Mime;
using Mugai.Sanitizers.Archives.Passwords;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Links;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Mail;

/// <summary>
/// Takes the events of a message as they are read and turns them into what the clean mail consists of: fields, one text, attachments.
/// Attachments are decoded into scratch and sanitized in their order, as soon as each has ended; those that wait for native steps are taken up again later,
/// while the next ones are read.
/// </summary>
internal sealed class MailIntake : IDisposable
{
    private const int MaxDecodeChunk = 32 * 1024;

    // Text beyond this is no letter that brings a password.
    private const int MaxWordsText = 64 * 1024;

    // As many pictures as keep a few cores busy, and no more of their bytes than a large mail has anyhow.
    private const int MaxPending = 8;
    private const long MaxPendingBytes = 16 << 20;

    private readonly Queue<PendingAttachment> _pending = new();
    private readonly List<MailAttachment?> _attachments = [];
    private long _pendingBytes;
    private readonly IMailRun _run;
    private readonly string _path;
    private readonly HeaderIntake _header;
    private readonly IReadOnlyList<string> _following;
    private MailEntity? _entity;
    private int _notFollowing;
    private TransferDecoder? _transfer;
    private CharsetDecoder? _charset;
    private BodyBlock? _text;
    private ScratchStream? _content;
    private int _wordsFrom;

    // Characters between charset and cleaner; one piece of the input at a time.
    private readonly CharBuffer _chars;

    public MailIntake(IMailRun run, string path)
    {
        _run = run;
        _path = path;
        _following = path == "/" ? run.Following : [];
        _header = new HeaderIntake(run);
        _chars = new CharBuffer(run.Budget);
        Body = new BodyIntake(run);
    }

    public MailFields Fields => _header.Fields;

    public BodyIntake Body { get; }

    /// <summary>In their order; complete after <see cref="Finish"/>.</summary>
    public List<MailAttachment> Attachments => [.. _attachments.OfType<MailAttachment>()];

    /// <summary>Why the message cannot be understood at all; None while it can.</summary>
    public Reason Refusal { get; private set; }

    public void Take(in MimeEvent e)
    {
        switch (e.Kind)
        {
            case MimeEventKind.PartBegin:
                _entity = new MailEntity(_entity);
                break;
            case MimeEventKind.HeaderField:
                TakeField(e.Depth, e.Name, e.Value);
                break;
            case MimeEventKind.HeadersEnd:
                BeginContent(e.Structure, e.Encoding, e.Depth);
                break;
            case MimeEventKind.Body:
                TakeBody(e.Value);
                break;
            case MimeEventKind.PartEnd:
                EndEntity();
                break;
            case MimeEventKind.Defect:
                TakeDefect(e.Defect);
                break;
        }
    }

    /// <summary>Looks for passwords in what of the text has arrived since the last time; attachments that follow may need them.</summary>
    public void TakePasswordWords()
    {
        if (_wordsFrom == 0 && Fields.Texts.TryGetValue(FieldKind.Subject, out var subject))
        {
            _run.AddPasswordWords(PasswordWords.Extract(subject));
        }

        var text = Body.Text.Written;
        if (text.Length > _wordsFrom && _wordsFrom < MaxWordsText)
        {
            _run.AddPasswordWords(PasswordWords.Extract(Encoding.UTF8.GetString(text[_wordsFrom..Math.Min(text.Length, MaxWordsText)])));
            _wordsFrom = text.Length;
        }
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

        Body.Dispose();
        _chars.Dispose();
        _content?.Dispose();
        foreach (var attachment in Attachments)
        {
            attachment.Result.Dispose();
        }
    }

    private void TakeField(int depth, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        var entity = _entity!;
        switch (FieldTable.Kind(name))
        {
            // Of a field that is there twice the first counts, as in the reader, which has reported it.
            case FieldKind.ContentType:
                entity.Type ??= Noted(ContentType.Parse(value), type => type.Defects);
                break;
            case FieldKind.ContentDisposition:
                entity.Disposition ??= Noted(ContentDisposition.Parse(value), disposition => disposition.Defects);
                break;
            case FieldKind.ContentId:
                entity.HasContentId = true;
                break;
        }

        if (depth == 0)
        {
            _header.Take(name, value);
        }
    }

    private T Noted<T>(T parsed, Func<T, IReadOnlyList<MimeDefect>> defects)
    {
        foreach (var defect in defects(parsed))
        {
            TakeDefect(defect);
        }

        return parsed;
    }

    private void BeginContent(MimeStructure structure, TransferEncoding encoding, int depth)
    {
        var entity = _entity!;
        if (depth == 0)
        {
            _header.Finish();
            Body.Links = new LinkRules(_run.Policy, Fields.Addresses.TryGetValue(FieldKind.From, out var authors) ? [.. authors.Select(author => author.Address)] : null);
            if (Fields.Count == 0)
            {
                Refuse(Reason.Corrupt);
            }
        }

        entity.IsMultipart = structure == MimeStructure.Multipart;
        entity.Encoding = encoding;
        if (entity.IsMultipart)
        {
            if (entity.MediaType == "multipart/alternative")
            {
                Body.BeginChoice();
            }

            return;
        }

        entity.Role = LeafRoles.Of(entity);
        if (entity.Role == LeafRole.Dropped)
        {
            return;
        }

        _transfer = encoding is TransferEncoding.Base64 or TransferEncoding.QuotedPrintable or TransferEncoding.Uuencode ? TransferDecoder.Create(encoding) : null;
        if (entity.Role == LeafRole.Text)
        {
            _charset = CharsetDecoder.For(entity.Type?.Charset);
            _text = Body.BeginText();
        }
        else
        {
            _content = new ScratchStream(_run.Budget);
        }
    }

    private void TakeBody(ReadOnlySpan<byte> bytes)
    {
        if (_text is null && _content is null)
        {
            return;
        }

        if (_transfer is null)
        {
            TakeDecoded(bytes);
            return;
        }

        while (!bytes.IsEmpty)
        {
            var piece = bytes[..Math.Min(bytes.Length, MaxDecodeChunk)];
            bytes = bytes[piece.Length..];
            Decode(piece, isFinal: false);
        }
    }

    private void Decode(ReadOnlySpan<byte> piece, bool isFinal)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(TransferDecoder.MaxDecodedLength(piece.Length));
        var count = _transfer!.Decode(piece, buffer, isFinal);
        TakeDecoded(buffer.AsSpan(0, count));
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private void TakeDecoded(ReadOnlySpan<byte> bytes)
    {
        if (_text is not null)
        {
            DecodeText(bytes, isFinal: false);
        }
        else
        {
            _content!.Write(bytes);
        }
    }

    private void EndEntity()
    {
        var entity = _entity!;
        _entity = entity.Parent;
        if (entity.IsMultipart)
        {
            if (entity.MediaType == "multipart/alternative")
            {
                Body.EndChoice();
            }

            return;
        }

        if (_transfer is not null)
        {
            Decode(default, isFinal: true);
            TakeDefect(_transfer.Defect);
            _transfer = null;
        }

        switch (entity.Role)
        {
            case LeafRole.Text:
                EndText();
                break;
            case LeafRole.Html:
                Body.AddHtml(new HtmlPart(TakeContent(), entity.Type?.Charset));
                break;
            case LeafRole.Attachment or LeafRole.Refused:
                EndAttachment(entity);
                break;
            case LeafRole.Dropped when LeafRoles.DropCode(entity) is { } code:
                _run.Report("", code, FindingAction.Removed);
                break;
        }
    }

    // In pieces, so that the characters of a large text are never there twice. A piece that is clean UTF-8 already is taken as it is; which
    // way a piece goes makes no difference to the text.
    private void DecodeText(ReadOnlySpan<byte> bytes, bool isFinal)
    {
        do
        {
            var piece = bytes[..Math.Min(bytes.Length, MaxDecodeChunk)];
            var passed = Pass(piece[..CleanUtf8.WholeLength(piece)]);
            if (passed == 0)
            {
                _charset!.Decode(piece, isFinal && piece.Length == bytes.Length, _chars);
                _text!.Write(_chars.Written);
                _chars.Truncate(0);
                passed = piece.Length;
            }

            bytes = bytes[passed..];
        }
        while (!bytes.IsEmpty);
    }

    private int Pass(ReadOnlySpan<byte> whole)
    {
        if (!_text!.IsBetweenLinesOrCharacters || whole.IsEmpty || !CleanUtf8.IsClean(whole) || !_charset!.TryPass(whole))
        {
            return 0;
        }

        _text.WriteClean(whole);
        return whole.Length;
    }

    private void EndText()
    {
        DecodeText(default, isFinal: true);
        var block = _text!;
        _text = null;
        block.Complete();
        TakeDefect(_charset!.Defect);
        _charset = null;
        if (!UuencodedBlocks.MayHold(block.Written))
        {
            block.End(null);
            return;
        }

        using var rest = new CharBuffer(_run.Budget);
        foreach (var (name, content) in UuencodedBlocks.Extract(Encoding.UTF8.GetString(block.Written), rest, _run.Budget))
        {
            using (content)
            {
                if (!Follows(content, null))
                {
                    continue;
                }

                _run.Report(BodyIntake.Place, "mail.uuencode", FindingAction.Rewritten);
                _attachments.Add(new MailAttachment(_run.SanitizeMember(NextPath(), new UntrustedText(name), null, content), false));
            }
        }

        block.End(rest);
    }

    private void EndAttachment(MailEntity entity)
    {
        var content = TakeContent();
        if (!Follows(content, entity))
        {
            content.Dispose();
            return;
        }

        content.Position = 0;
        var pending = BeginAttachment(entity, content);
        if (pending is null)
        {
            content.Dispose();
            return;
        }

        _attachments.Add(null);
        _pending.Enqueue(pending);
        _pendingBytes += pending.Bytes;
        while (_pending.Count > 0 && (_pending.Count > MaxPending || _pendingBytes > MaxPendingBytes || _pending.Peek().Member.IsDone))
        {
            FinishOldest();
        }
    }

    // By number and bytes, never by who is ready: what is charged when must be the same each time.
    private void FinishOldest()
    {
        using var pending = _pending.Dequeue();
        _pendingBytes -= pending.Bytes;
        var result = pending.Member.Finish();
        _attachments[pending.Place] = new MailAttachment(result, pending.IsPicture && result.Output is null);
    }

    /// <summary>Null when nothing is left to be done for it.</summary>
    private PendingAttachment? BeginAttachment(MailEntity entity, ScratchStream content)
    {
        var name = new UntrustedText(entity.Name);
        if (entity is { Type.Name: { } label, Disposition.FileName: { } fileName } && label != fileName)
        {
            // A mail program that prefers the other name would show, and open, another kind of file.
            _run.Report("", "mail.ambiguous", FindingAction.Rewritten, 1, new UntrustedText("ConflictingNames"));
        }

        if (entity.Role == LeafRole.Refused)
        {
            var (format, verdict, code) = LeafRoles.Refusal(entity);
            _attachments.Add(new MailAttachment(_run.RefuseMember(NextPath(), name, format, verdict, code, content), false));
            return null;
        }

        if (content.Length == 0 && name.IsEmpty)
        {
            return null;
        }

        if (name.IsEmpty && entity.MediaType is "message/rfc822" or "message/global" or "message/news")
        {
            name = new UntrustedText("message.eml");
        }

        TakePasswordWords();
        var isPicture = entity.MediaType.StartsWith("image/", StringComparison.Ordinal) && entity.HasContentId && entity.IsIn("multipart/related");
        return new PendingAttachment(_attachments.Count, _run.BeginMember(NextPath(), name, entity.MediaType, content), content, isPicture);
    }

    private ScratchStream TakeContent()
    {
        var content = _content!;
        _content = null;
        return content;
    }

    private string NextPath() => $"{(_path == "/" ? "" : _path)}/attachments/{_attachments.Count + _notFollowing + 1}";

    /// <summary>False for a part that went out with the first mail: it is not opened again. It keeps its number, which the first mail's report names.</summary>
    private bool Follows(Stream content, MailEntity? entity)
    {
        if (_following.Count == 0 || _following.Contains(NextPath()))
        {
            return true;
        }

        _notFollowing += content.Length == 0 && entity is { Role: LeafRole.Attachment, Name: "" } ? 0 : 1;
        return false;
    }

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
