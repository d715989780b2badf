using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Mail;

/// <summary>Body text through the sanitizers' own cleaners.</summary>
internal static class BodyText
{
    public static void Clean(ReadOnlySpan<char> text, CharBuffer output, ISanitizeContext context)
    {
        _ = context;
        output.Append(text.ToString().ReplaceLineEndings("\n"));
    }

    public static void FromHtml(HtmlPart html, CharBuffer output, ISanitizeContext context)
    {
        _ = context;
        _ = html;
        output.Append("html");
    }
}
