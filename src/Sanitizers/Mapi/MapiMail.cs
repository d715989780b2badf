using Mugai.Mime;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Mapi;

/// <summary>
/// A message of Outlook as an Internet message, for the reader of every other mail: nothing is judged here, and nothing of it leaves as it is.
/// </summary>
internal static class MapiMail
{
    // PidTagAttachMethod ([MS-OXCMSG] 2.2.2.9) of an OLE object: its bytes are a storage that no mail can carry.
    private const int OleObject = 6;

    /// <summary>Writes <paramref name="message"/> and the messages in it. Boundaries derive from <paramref name="seed"/>.</summary>
    public static void Write(MapiMessage message, Stream output, string seed, Budget budget)
    {
        var writer = new MimeWriter(output, seed);
        var open = new Stack<(MapiMessage Message, int Next)>();
        Begin(writer, message, budget);
        open.Push((message, 0));
        while (open.TryPop(out var frame))
        {
            var (current, next) = frame;
            if (next == current.Attachments.Count)
            {
                writer.EndMultipart();
                continue;
            }

            open.Push((current, next + 1));
            var attachment = current.Attachments[next];
            if (IsPicture(attachment))
            {
                continue;
            }

            writer.NextPart();
            if (attachment.Message is not { } embedded)
            {
                WriteAttachment(writer, attachment);
                continue;
            }

            writer.ContentType("message/rfc822");
            writer.ContentDisposition("attachment", Named(attachment, embedded));
            writer.EndHeaders();
            Begin(writer, embedded, budget);
            open.Push((embedded, 0));
        }
    }

    private static void Begin(MimeWriter writer, MapiMessage message, Budget budget)
    {
        MapiHeader.Write(writer, message);
        writer.BeginMultipart("mixed");
        writer.NextPart();
        var pictures = message.Attachments.Where(IsPicture).ToList();
        if (pictures.Count == 0)
        {
            MapiBody.Write(writer, message.Properties, budget);
            return;
        }

        writer.BeginMultipart("related");
        writer.NextPart();
        MapiBody.Write(writer, message.Properties, budget);
        foreach (var picture in pictures)
        {
            writer.NextPart();
            WriteAttachment(writer, picture);
        }

        writer.EndMultipart();
    }

    private static void WriteAttachment(MimeWriter writer, MapiAttachment attachment)
    {
        var properties = attachment.Properties;
        var tag = properties.Text(MapiTag.AttachMimeTag);

        // Outlook keeps a clear-signed mail as one attachment that holds the whole entity, header and all.
        var mediaType = tag.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) ? "application/pkcs7-mime" : tag.Length > 0 ? tag : "application/octet-stream";
        writer.ContentType(mediaType);
        writer.ContentDisposition("attachment", attachment.Name.Length > 0 ? attachment.Name : null);
        if (properties.Text(MapiTag.AttachContentId) is { Length: > 0 } id)
        {
            writer.RawField("Content-ID", "<" + id.Trim('<', '>') + ">");
        }

        if (attachment.Content is { } content)
        {
            content.Position = 0;
            writer.Base64Body(content);
        }
        else
        {
            writer.Base64Body(properties.Number(MapiTag.AttachMethod) == OleObject ? Stream.Null : properties.Open(MapiTag.AttachData));
        }
    }

    private static bool IsPicture(MapiAttachment attachment) => attachment.Message is null && attachment.Properties.Has(MapiTag.AttachContentId)
        && attachment.Properties.Text(MapiTag.AttachMimeTag).StartsWith("image/", StringComparison.OrdinalIgnoreCase);

    private static string Named(MapiAttachment attachment, MapiMessage embedded)
    {
        var name = attachment.Name.Length > 0 ? attachment.Name : embedded.Properties.Text(MapiTag.Subject);
        return (name.EndsWith(".msg", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name.Length > 0 ? name : "message") + ".eml";
    }
}
