using Mugai.Policies;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.LegacyOffice;

/// <summary>テキスト抽出 of the old formats: because the policy asks for it, or in place of a rebuild that the structure of the file does not allow.</summary>
internal static class LegacyText
{
    public static bool IsWanted(ISanitizeContext context) => context.Policy.WayFor(FileFamily.LegacyOffice) == PartWay.Text;

    /// <summary>
    /// The text as <paramref name="write"/> gives it; that answers None, or why there is none. <paramref name="refused"/> says why the file was not rebuilt (null: nobody asked for that); then
    /// a file without text is refused for that reason.
    /// </summary>
    public static PartVerdict Write(PartInput input, Stream output, ISanitizeContext context, FindingTally tally, Refusal? refused, Func<TextCleaner, Reason> write)
    {
        var verdict = ExtractedText.Write(input.Name, output, context, text => write(text) is not Reason.None and var reason ? PartVerdict.Blocked(reason) : null, refused?.Reason ?? Reason.Unsupported);
        if (refused is not null && verdict.Outcome == Outcome.Replaced)
        {
            tally.Add("", LegacyCodes.TextOnly, FindingAction.Replaced, refused.Detail);
        }

        return verdict;
    }
}
