using Mugai.Policies;

namespace Mugai.Sanitizers.PlainText;

/// <summary>Headings inside an extracted text (slides, notes, comments), in the language of the policy.</summary>
internal static class TextLabels
{
    public static string Of(NoticeLanguage language, string japanese, string english) => language switch
    {
        NoticeLanguage.Ja => japanese,
        NoticeLanguage.En => english,
        _ => japanese + " / " + english,
    };
}
