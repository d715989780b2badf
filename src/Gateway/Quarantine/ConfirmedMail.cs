using System.Globalization;
using System.Text;
using Mugai.Gateway.Sanitizing;
using Mugai.Mime;
using Mugai.Policies;
using Mugai.Quarantine;

namespace Mugai.Gateway.Quarantine;

/// <summary>
/// Writes the mail that brings confirmed files: our own text, which says that they were not sanitized, and each file as an attachment of bytes, whatever it is. Nothing else of the mail that
/// they came with is in it but its subject. A repetition has the same Message-ID, so that a mail program shows it once.
/// </summary>
internal sealed class ConfirmedMail(Stream output, ReleaseRequest request, string sender, string recipient, string hostname, DateTimeOffset now)
{
    private readonly MimeWriter _writer = new(output, request.Id.ToString());

    public void Begin(UntrustedText subject, IReadOnlyList<WaitingFile> files, NoticeLanguage language, string link)
    {
        _writer.AddressField("From", [new MailAddress("Mugai", sender)]);
        _writer.AddressField("To", [new MailAddress("", recipient)]);
        _writer.Field("Subject", $"[Mugai] {(language == NoticeLanguage.En ? "Confirmed" : "確認済み")}: {subject.ForDisplay()}");
        _writer.RawField("Date", now.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture));
        _writer.RawField("Message-ID", $"<{request.Id}.confirmed@{hostname}>");
        _writer.RawField("Auto-Submitted", "auto-generated");
        _writer.RawField("MIME-Version", "1.0");
        _writer.BeginMultipart("mixed");
        _writer.NextPart();
        _writer.Text(Text(subject, files, language, link).ReplaceLineEndings("\r\n"));
    }

    public void Add(string name, Stream content)
    {
        _writer.NextPart();
        _writer.ContentType("application/octet-stream", ("name", name));
        _writer.ContentDisposition("attachment", name);
        _writer.Base64Body(content);
    }

    public void End() => _writer.EndMultipart();

    private string Text(UntrustedText subject, IReadOnlyList<WaitingFile> files, NoticeLanguage language, string link)
    {
        var text = new StringBuilder();
        if (language is NoticeLanguage.Both or NoticeLanguage.Ja)
        {
            text.Append("【確認済みファイルのお届け】\n申請のあった次のファイルを、ウイルス検査と承認者 2 名の承認を経て、届いたままの形でお渡しします。\n無害化はしていません。心当たりのないときや、開いて不審な動きがあるときは、情報システム担当へご連絡ください。\n\n元のメールの件名: ")
                .Append(subject.IsEmpty ? "（件名なし）" : subject.ForDisplay()).Append('\n');
            Append(text, files, "バイト", "申請番号");
            text.Append("元のメールと申請の状況: ").Append(link).Append('\n');
        }

        if (language is NoticeLanguage.Both or NoticeLanguage.En)
        {
            text.Append(language == NoticeLanguage.Both ? "\n" : "")
                .Append("[Confirmed files]\nThese files were asked for. They come as they were sent, after a virus scan and the agreement of two approvers.\nThey were not sanitized: if you did not expect them, or one behaves oddly when opened, tell your IT staff.\n\nSubject of the mail they came with: ")
                .Append(subject.IsEmpty ? "(none)" : subject.ForDisplay()).Append('\n');
            Append(text, files, "bytes", "Request");
            text.Append("The mail and your request: ").Append(link).Append('\n');
        }

        return text.ToString();
    }

    private void Append(StringBuilder text, IReadOnlyList<WaitingFile> files, string bytes, string reference)
    {
        foreach (var file in files)
        {
            text.Append(CultureInfo.InvariantCulture, $"- {(file.Name.IsEmpty ? file.Path : file.Name.ForDisplay())} ({file.Size:N0} {bytes})\n  SHA-256: {file.Sha256}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"{reference}: {request.Id}\n");
    }
}
