using Mugai.Mime;
using Mugai.Sanitizers.Html;
using Mugai.Sanitizers.Links;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Mail.Bodies;

/// <summary>HTML of the body through the converter that HTML files go through.</summary>
internal static class HtmlBody
{
    /// <summary>Appends the text to <paramref name="output"/>; returns what was wrong with its characters, and whether everything in it is read in the order in which it is written.</summary>
    public static (MimeDefect Defect, bool IsInOrder) Convert(HtmlPart html, CharBuffer output, LinkRules rules, ISanitizeContext context)
    {
        var options = new HtmlTextOptions { Rules = rules, Language = context.Policy.Language, Budget = context.Budget, Hidden = html.Hidden };
        var converter = new HtmlTextConverter(output, options);
        html.Content.Position = 0;
        var decoder = CharsetDecoder.For(html.Charset ?? HtmlEncoding.Of(html.Content.Unread).Label);
        using var chars = new CharBuffer(context.Budget);
        while (html.Content.Unread is { IsEmpty: false } bytes)
        {
            decoder.Decode(bytes, false, chars);
            html.Content.Position += bytes.Length;
            converter.Write(chars.Written);
            chars.Truncate(0);
        }

        decoder.Decode(default, true, chars);
        converter.Write(chars.Written);
        converter.Complete();
        var isInOrder = true;
        foreach (var finding in converter.Findings)
        {
            isInOrder &= finding.Code is not "html.directionOverride";
            context.Report(BodyIntake.Place, finding.Code, finding.Action, finding.Count, finding.Detail);
        }

        return (decoder.Defect, isInOrder);
    }
}
