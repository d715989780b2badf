using Mugai.Mime;
using Mugai.Sanitizers.Mail.Bodies;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Mapi;

/// <summary>Which of the up to three forms of a body become parts: the text and the HTML as they are, or what the RTF holds when it is all there is.</summary>
internal static class MapiBody
{
    /// <summary>Writes the body as one part of an open multipart, or as the two of a multipart/alternative.</summary>
    public static void Write(MimeWriter writer, MapiProperties properties, Budget budget)
    {
        var hasText = properties.Has(MapiTag.Body);
        var hasHtml = properties.Has(MapiTag.Html);
        if (hasText && hasHtml)
        {
            writer.BeginMultipart("alternative");
            writer.NextPart();
            WriteText(writer, properties);
            writer.NextPart();
            WriteHtml(writer, properties);
            writer.EndMultipart();
        }
        else if (hasHtml)
        {
            WriteHtml(writer, properties);
        }
        else if (hasText || !properties.Has(MapiTag.RtfCompressed) || !WriteRtf(writer, properties, budget))
        {
            WriteText(writer, properties);
        }
    }

    private static void WriteText(MimeWriter writer, MapiProperties properties) =>
        WriteBody(writer, "text/plain", properties.IsUnicode(MapiTag.Body) ? "utf-16le" : MapiCodePages.Label(properties.CodePage), properties.Open(MapiTag.Body));

    private static void WriteHtml(MimeWriter writer, MapiProperties properties)
    {
        // As bytes it is in the charset of the mail that it came from; without a number the HTML itself is asked.
        var charset = properties.IsUnicode(MapiTag.Html) ? "utf-16le" : MapiCodePages.Label(properties.Number(MapiTag.InternetCodePage) ?? 0);
        WriteBody(writer, "text/html", charset, properties.Open(MapiTag.Html));
    }

    private static bool WriteRtf(MimeWriter writer, MapiProperties properties, Budget budget)
    {
        using var rtf = CompressedRtf.Expand(properties.Open(MapiTag.RtfCompressed), budget);
        if (rtf is null)
        {
            return false;
        }

        using var text = new CharBuffer(budget);
        var body = new RtfBody(rtf, text, budget);
        body.Convert();
        using var utf8 = new BodyText(budget);
        utf8.Append(text.Written);
        writer.ContentType(body.IsHtml ? "text/html" : "text/plain", ("charset", "utf-8"));
        writer.Base64Body(utf8.Written);
        return true;
    }

    private static void WriteBody(MimeWriter writer, string mediaType, string? charset, Stream content)
    {
        if (charset is null)
        {
            writer.ContentType(mediaType);
        }
        else
        {
            writer.ContentType(mediaType, ("charset", charset));
        }

        writer.Base64Body(content);
    }
}
