using System.Buffers;
using System.Text;
using Mugai.Mime;
using Mugai.Sanitizers.Archives.Passwords;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Links;
using Mugai.Sanitizers.Mail.Bodies;
using Mugai.Sanitizers.Mail.Headers;
using Mugai.Sanitizers.Mail.Parts;
using Mugai.Sanitizers.Mail.Unwrapping;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Mail;

/// <summary>
/// Takes the events of a message as they are read and turns them into what the clean mail consists of: fields, one text, attachments.
/// </summary>
internal sealed partial class MailIntake : IDisposable
{
    private const int MaxDecodeChunk = 32 * 1024;

    // Text beyond this is no letter that brings a password.
    private const int MaxWordsText = 64 * 1024;

    // Signed, then encrypted, then signed again is the most that standards describe (RFC 2634 1.1: triple wrapping).
    private const int MaxWrappings = 4;

    private readonly IMailRun _run;
    private readonly HeaderIntake _header;
    private readonly AttachmentIntake _attachments;
    private readonly InlineFiles _inline;

    private MailEntity? _entity;
    private TransferDecoder? _transfer;
    private TextPart? _text;
    private ScratchStream? _content;
    private ScratchStream? _unwrapped;
    private int _wrappings;
    private int _wordsFrom;

    public MailIntake(IMailRun run, string path)
    {
        _run = run;
        _header = new HeaderIntake(run);
        _attachments = new AttachmentIntake(run, path);
        _inline = new InlineFiles(run, _attachments);
        Body = new BodyIntake(run, mayHoldOwnNotice: !run.TakesLinkSlot);
    }

    public MailFields Fields => _header.Fields;

    public BodyIntake Body { get; }

    /// <summary>In their order; complete after <see cref="Finish"/>.</summary>
    public List<MailAttachment> Attachments => _attachments.All;

    /// <summary>Why the message cannot be understood at all; None while it can.</summary>
    public Reason Refusal { get; private set; }

    /// <summary>True when the part that just ended held entities that are to be read before anything else.</summary>
    public bool HasUnwrapped => _unwrapped is not null;

    /// <summary>Gives away what is to be read; <see cref="EndUnwrapped"/> follows when it was.</summary>
    public ScratchStream TakeUnwrapped()
    {
        var unwrapped = _unwrapped!;
        _unwrapped = null;
        _wrappings++;
        return unwrapped;
    }

    public void EndUnwrapped()
    {
        _wrappings--;
        if (LeafUnwrapper.Of(_entity!) == Wrapping.Tnef)
        {
            Body.EndRepeat();
        }

        _entity = _entity!.Parent;
    }

    public void Take(in MimeEvent e)
    {
        switch (e.Kind)
        {
            case MimeEventKind.PartBegin:
                _entity = new MailEntity(_entity);
                break;
            case MimeEventKind.HeaderField:
                TakeField(e.Name, e.Value);
                break;
            case MimeEventKind.HeadersEnd:
                BeginContent(e.Structure, e.Encoding);
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
            var fresh = text[_wordsFrom..Math.Min(text.Length, MaxWordsText)];
            var chars = ArrayPool<char>.Shared.Rent(fresh.Length);
            _run.AddPasswordWords(PasswordWords.Extract(chars.AsSpan(0, Encoding.UTF8.GetChars(fresh, chars))));
            ArrayPool<char>.Shared.Return(chars);
            _wordsFrom = text.Length;
        }
    }

    /// <summary>The whole message was read: what still waits is waited for.</summary>
    public void Finish()
    {
        _run.AddLinkHosts(LinkHosts.Extract(Body.Text.Written));
        _attachments.Finish();
    }

    public void Dispose()
    {
        _attachments.Dispose();
        Body.Dispose();
        _inline.Dispose();
        _text?.Dispose();
        _content?.Dispose();
        _unwrapped?.Dispose();
    }

    private void TakeField(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
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
                entity.ContentId ??= Encoding.Latin1.GetString(value).Trim(' ', '\t', '\r', '\n', '<', '>');
                break;
        }

        if (entity.Parent is null)
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

    private void BeginContent(MimeStructure structure, TransferEncoding encoding)
    {
        var entity = _entity!;
        if (entity.Parent is null)
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
            _text = new TextPart(entity.Type, Body.BeginText(), _run.Budget);
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
            _text.Write(bytes, isFinal: false);
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
            case LeafRole.Attachment:
                EndAttachment(entity, TakeContent());
                break;
            case LeafRole.Wrapped:
                EndWrapped(entity);
                break;
            case LeafRole.Refused:
                using (var content = TakeContent())
                {
                    var (format, verdict, code) = LeafRoles.Refusal(entity);
                    _attachments.Refuse(_attachments.NameOf(entity), format, verdict, code, content);
                }

                break;
            case LeafRole.Dropped when LeafRoles.DropCode(entity) is { } code:
                _run.Report("", code, FindingAction.Removed);
                break;
        }
    }

    private void EndText()
    {
        using var text = _text!;
        _text = null;
        text.Write(default, isFinal: true);
        var block = text.Block;
        block.Complete();
        TakeDefect(text.Defect);
        _inline.Take(text.Files);
        block.End(_inline.Take(block.Written));
    }

    private void EndAttachment(MailEntity entity, ScratchStream content)
    {
        TakePasswordWords();
        _attachments.Take(entity, content);
    }

    private void EndWrapped(MailEntity entity)
    {
        var content = TakeContent();
        if (_wrappings >= MaxWrappings)
        {
            // As a file of its own it is counted by the depth limit.
            EndAttachment(entity, content);
            return;
        }

        using (content)
        {
            _unwrapped = LeafUnwrapper.Open(entity, content, _run, out var refused, out var code);
            if (refused is { } verdict)
            {
                _attachments.Refuse(_attachments.NameOf(entity), LeafUnwrapper.Of(entity) == Wrapping.Tnef ? Formats.Tnef : Formats.Pkcs7, verdict, code, content);
            }
        }

        if (HasUnwrapped && LeafUnwrapper.Of(entity) == Wrapping.Tnef)
        {
            // Outlook sends the body beside it as text too.
            Body.BeginRepeat();
        }

        // What it holds are its children.
        _entity = HasUnwrapped ? entity : entity.Parent;
    }

    private ScratchStream TakeContent()
    {
        var content = _content!;
        _content = null;
        return content;
    }
}
