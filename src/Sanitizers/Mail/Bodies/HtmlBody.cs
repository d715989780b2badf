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
        var defect = html.Decode(context.Budget, converter.Write);
        converter.Complete();
        var isInOrder = true;
        foreach (var finding in converter.Findings)
        {
            isInOrder &= finding.Code is not "html.directionOverride";
            context.Report(BodyIntake.Place, finding.Code, finding.Action, finding.Count, finding.Detail);
        }

        return (defect, isInOrder);
    }
}
