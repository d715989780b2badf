using System.Security.Cryptography;
using System.Text;
using Mugai.Mime;
using Mugai.Policies;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Mail.Bodies;
using Mugai.Sanitizers.Mail.Headers;
using Mugai.Sanitizers.Mail.Parts;
using Mugai.Sanitizers.Notices;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Mail;

/// <summary>Writes the clean mail: allow-listed fields, one text, attachments; a multipart/mixed only when there are any.</summary>
internal sealed class MailOutput(Stream output, ISanitizeContext context)
{
    private readonly List<OutgoingPart> _parts = [];

    public void Write(MailFields fields, ReadOnlySpan<byte> body, IReadOnlyList<MailAttachment> attachments, MailNotice? notice, Action<long, SlotEncoding>? slot, MailPage? page = null)
    {
        Collect(page is null ? attachments : [.. attachments.Where(attachment => !page.Shows(attachment))]);
        Tag(fields, notice);
        using var joined = new BodyText(context.Budget);
        var link = notice is null ? 0 : Join(body, notice, joined);
        var text = notice is null ? body : joined.Written;
        var writer = new MimeWriter(output, _parts.Count == 0 && page is null ? "" : Seed(fields, text, page));
        WriteFields(writer, fields);
        writer.RawField("MIME-Version", "1.0");
        if (_parts.Count == 0)
        {
            WriteBody(writer, text, link, page, notice is null ? null : slot);
            return;
        }

        writer.BeginMultipart("mixed");
        writer.NextPart();
        WriteBody(writer, text, link, page, notice is null ? null : slot);
        foreach (var part in _parts)
        {
            writer.NextPart();
            WritePart(writer, part);
        }

        writer.EndMultipart();
    }

    // A sender who writes the tag gains nothing: it tells of a notice, which only we write.
    private void Tag(MailFields fields, MailNotice? notice)
    {
        var tag = context.Policy.Notice.SubjectTag;
        var subject = fields.Texts.GetValueOrDefault(FieldKind.Subject, "");
        if (notice is not null && tag.Length > 0 && NoticePolicy.IsTag(tag) && !subject.StartsWith(tag, StringComparison.Ordinal))
        {
            fields.Texts[FieldKind.Subject] = (tag + " " + subject).TrimEnd();
        }
    }

    private void Collect(IReadOnlyList<MailAttachment> attachments)
    {
        foreach (var (result, isListedOnly, _) in attachments)
        {
            var report = result.Report;
            if (result.Output is { } clean && result.OutputFormat is { } format)
            {
                _parts.Add(new OutgoingPart(report.Output!.Name.DangerousRaw, format, clean, null, report.Output.Sha256));
            }
            else if (!isListedOnly)
            {
                var text = Encoding.UTF8.GetBytes(PartNotice.Write(report, context.Policy).ReplaceLineEndings("\r\n"));
                var name = FileNameCleaner.Clean(report.Input.Name, FileFormat.Unknown, Formats.Txt, "notice");
                _parts.Add(new OutgoingPart(name, Formats.Txt, null, text, Digests.OfBytes(text)));
            }
        }
    }

    // Boundaries derive from what is written, not from what was read: so a clean mail sanitized again keeps its bytes, and nobody can
    // put a boundary into a content that the boundary is a digest of.
    private string Seed(MailFields fields, ReadOnlySpan<byte> text, MailPage? page)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(text);
        hash.AppendData(page is null ? default : page.Text.Written);
        var rest = new StringBuilder();
        rest.Append(fields.MessageId).Append('\n').Append(fields.Date).Append('\n').Append(fields.Texts.GetValueOrDefault(FieldKind.Subject)).Append('\n');
        foreach (var part in _parts)
        {
            rest.Append(part.Name).Append('\n').Append(part.Sha256).Append('\n');
        }

        hash.AppendData(Encoding.UTF8.GetBytes(rest.ToString()));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void WriteFields(MimeWriter writer, MailFields fields)
    {
        foreach (var hop in fields.Received.Where(hop => hop.Length > 0))
        {
            writer.Field("Received", hop);
        }

        foreach (var (kind, addresses) in fields.Addresses)
        {
            writer.AddressField(FieldTable.Name(kind), addresses);
        }

        WriteTexts(writer, fields, FieldKind.Subject, FieldKind.Subject);
        WriteRaw(writer, FieldKind.Date, fields.Date);
        WriteRaw(writer, FieldKind.MessageId, fields.MessageId);
        WriteRaw(writer, FieldKind.InReplyTo, fields.InReplyTo.Count == 0 ? null : string.Join(" ", fields.InReplyTo));
        WriteRaw(writer, FieldKind.References, fields.References.Count == 0 ? null : string.Join(" ", fields.References));
        WriteTexts(writer, fields, FieldKind.ListId, FieldKind.AutoSubmitted);
    }

    private static void WriteTexts(MimeWriter writer, MailFields fields, FieldKind first, FieldKind last)
    {
        foreach (var (kind, text) in fields.Texts)
        {
            if (kind >= first && kind <= last && text.Length > 0)
            {
                writer.Field(FieldTable.Name(kind), text);
            }
        }
    }

    private static void WriteRaw(MimeWriter writer, FieldKind kind, string? value)
    {
        if (value is not null)
        {
            writer.RawField(FieldTable.Name(kind), value);
        }
    }

    // The notice and the sender's text in their order; returns where the link goes.
    private static int Join(ReadOnlySpan<byte> body, MailNotice notice, BodyText text)
    {
        text.Append(notice.Position == NoticePosition.Bottom ? body : default);
        text.Append(notice.BeforeLink.ReplaceLineEndings("\r\n"));
        var link = text.Count;
        text.Append((body.IsEmpty ? notice.AfterLink.TrimEnd('\n') + "\n" : notice.AfterLink).ReplaceLineEndings("\r\n"));
        text.Append(notice.Position == NoticePosition.Top ? body : default);
        return link;
    }

    private void WriteBody(MimeWriter writer, ReadOnlySpan<byte> text, int link, MailPage? page, Action<long, SlotEncoding>? slot)
    {
        if (page is null)
        {
            WriteText(writer, text, link, slot);
            return;
        }

        writer.BeginMultipart("alternative");
        writer.NextPart();
        WriteText(writer, text, link, slot);
        writer.NextPart();
        writer.ContentType("text/html", ("charset", "utf-8"));
        WriteText(writer, page.Text.Written, page.Link ?? 0, page.Link is null ? null : slot);
        writer.EndMultipart();
    }

    private void WriteText(MimeWriter writer, ReadOnlySpan<byte> text, int link, Action<long, SlotEncoding>? slot)
    {
        if (slot is null)
        {
            writer.Utf8Text(text);
        }
        else
        {
            writer.Utf8TextWithSlot(text[..link], text[link..], encoding => slot(output.Position, encoding));
        }
    }

    private void WritePart(MimeWriter writer, OutgoingPart part)
    {
        if (part.Format == Formats.Eml)
        {
            writer.ContentType(part.Format.MediaType);
            writer.ContentDisposition("attachment", part.Name);
            writer.EndHeaders();
            part.Content!.Position = 0;
            part.Content.CopyTo(output);
            return;
        }

        if (part.Format.MediaType.StartsWith("text/", StringComparison.Ordinal))
        {
            writer.ContentType(part.Format.MediaType, ("charset", Charset(part)), ("name", part.Name));
        }
        else
        {
            writer.ContentType(part.Format.MediaType, ("name", part.Name));
        }

        writer.ContentDisposition("attachment", part.Name);
        if (part.Content is { } content)
        {
            content.Position = 0;
            writer.Base64Body(content);
            return;
        }

        using var notice = new MemoryStream(part.Notice!, writable: false);
        writer.Base64Body(notice);
    }

    // Only a text file that the policy keeps in CP932 is anything but UTF-8.
    private string Charset(OutgoingPart part)
    {
        if (part.Content is not { } content || part.Format.Family != FileFamily.Text || context.Policy.TextCharset != TextCharset.Keep)
        {
            return "utf-8";
        }

        content.Position = 0;
        using var reader = new StreamReader(content, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        var chars = new char[4_096];
        try
        {
            while (reader.Read(chars, 0, chars.Length) > 0)
            {
            }

            return "utf-8";
        }
        catch (DecoderFallbackException)
        {
            return "shift_jis";
        }
    }

    /// <summary>A part as it will be written: clean content of a member, or the text of a notice.</summary>
    private sealed record OutgoingPart(string Name, FileFormat Format, Stream? Content, byte[]? Notice, string Sha256);
}
