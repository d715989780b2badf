using Mugai.Mime;
using Mugai.Sanitizers.Html;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Mail;

/// <summary>Body text through the cleaners that files of the same kind go through.</summary>
internal static class BodyText
{
    public static void Clean(ReadOnlySpan<char> text, CharBuffer output, ISanitizeContext context)
    {
        var dropped = 0;
        foreach (var c in text.ToString().ReplaceLineEndings("\r\n"))
        {
            if (PlainText.TextCharacters.IsPlain(c) || c is '\r' or '\n' || char.IsSurrogate(c))
            {
                output.Append([c]);
            }
            else
            {
                dropped++;
            }
        }

        if (dropped > 0)
        {
            context.Report(BodyIntake.Place, "text.control", FindingAction.Removed, dropped);
        }
    }

    /// <summary>HTML to text; returns what was wrong with its characters.</summary>
    public static MimeDefect FromHtml(HtmlPart html, CharBuffer output, ISanitizeContext context)
    {
        var options = new HtmlTextOptions { Links = context.Policy.Links, Language = context.Policy.Language, Budget = context.Budget };
        var converter = new HtmlTextConverter(output, options);
        var decoder = CharsetDecoder.For(html.Charset);
        using var chars = new CharBuffer(context.Budget);
        html.Content.Position = 0;
        while (html.Content.Unread is { IsEmpty: false } bytes)
        {
            decoder.Decode(bytes, false, chars);
            html.Content.Position += bytes.Length;
            converter.Write(chars.Written);
            chars.Clear();
        }

        decoder.Decode(default, true, chars);
        converter.Write(chars.Written);
        converter.Complete();
        foreach (var finding in converter.Findings)
        {
            context.Report(BodyIntake.Place, finding.Code, finding.Action, finding.Count, finding.Detail);
        }

        return decoder.Defect;
    }
}
