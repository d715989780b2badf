using Mugai.Policies;
using Mugai.Sanitizers.Html;
using Mugai.Sanitizers.Links;
using Mugai.Sanitizers.Mail.Parts;
using Mugai.Sanitizers.Notices;
using Mugai.Sanitizers.SafeHtml;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Mail.Bodies;

/// <summary>
/// The HTML of a mail written anew as a safe page that stands beside its text: elements and attributes of a list, no link that acts, pictures of the mail inside the page
/// as their sanitizer wrote them.
/// </summary>
internal sealed class MailPage : IDisposable
{
    // Pictures grow by a third in base64; a page of more than this is one for the attachments.
    private const long MaxPictureBytes = 8 << 20;

    private readonly HashSet<string> _shown = new(StringComparer.Ordinal);
    private long _pictureBytes;
    private int _link;

    public MailPage(HtmlPart html, LinkRules links, IReadOnlyList<MailAttachment> attachments, MailNotice? notice, IMailRun run, string path)
    {
        Text = new BodyText(run.Budget);
        (string, string, bool)? words = notice is null ? null : (notice.BeforeLink, notice.AfterLink, notice.Position == NoticePosition.Bottom);
        var body = new SafeHtmlBody(links, id => Picture(id, attachments), words, html.Hidden, () => _link = Text.Count);
        var writer = new SafeHtmlWriter(Text, new PartInput(path, default, Stream.Null, Detection.Formats.Html), run, body: body);
        html.Decode(run.Budget, writer.Write);
        writer.Complete();
        Link = notice is null ? null : _link;
        IsWhole = writer.Tokens == html.Hidden.Tokens;
    }

    /// <summary>False when the page was read otherwise than the text was: then nobody knows what in it is hidden.</summary>
    public bool IsWhole { get; }

    /// <summary>The page in UTF-8.</summary>
    public BodyText Text { get; }

    /// <summary>Where in it the link goes; null when there is no notice.</summary>
    public int? Link { get; }

    /// <summary>True for a picture that stands in the page and is no attachment any more.</summary>
    public bool Shows(MailAttachment attachment) => attachment.ContentId is { } id && attachment.Result.Output is not null && _shown.Contains(id);

    public void Dispose() => Text.Dispose();

    private (Stream Content, FileFormat Format)? Picture(string id, IReadOnlyList<MailAttachment> attachments)
    {
        foreach (var attachment in attachments)
        {
            if (attachment.ContentId == id && attachment.Result is { Output: { } content, OutputFormat: { Family: FileFamily.Image } format } && _pictureBytes + content.Length <= MaxPictureBytes)
            {
                _pictureBytes += content.Length;
                _shown.Add(id);
                content.Position = 0;
                return (content, format);
            }
        }

        return null;
    }
}
