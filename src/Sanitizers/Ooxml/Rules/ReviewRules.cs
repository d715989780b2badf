using Mugai.Sanitizers.Ooxml.Xml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml.Rules;

/// <summary>
/// What a review left in a text (ISO/IEC 29500-1, 17.13.4 and 17.13.5), when the policy wants none of it: marks of comments go, changes are accepted. A paragraph whose mark was deleted stays, without its
/// text: joining it with the next one would have to move properties.
/// </summary>
internal static class ReviewRules
{
    private static readonly string[] CommentMarks = ["commentRangeStart", "commentRangeEnd", "commentReference"];

    // The text stays.
    private static readonly string[] Inserted = ["ins", "moveTo"];

    // The text goes.
    private static readonly string[] Deleted = ["del", "moveFrom"];

    // Empty marks, and what properties were before.
    private static readonly string[] Marks =
    [
        "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd", "cellIns", "cellDel", "cellMerge", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange",
        "trPrChange", "tcPrChange", "tblGridChange", "numberingChange", "customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart", "customXmlDelRangeEnd", "customXmlMoveFromRangeStart",
        "customXmlMoveFromRangeEnd", "customXmlMoveToRangeStart", "customXmlMoveToRangeEnd",
    ];

    public static IEnumerable<(Vocabulary, string, ElementRule)> List()
    {
        foreach (var name in CommentMarks)
        {
            yield return (Vocabulary.Word, name, new ElementRule { Judge = static (_, scope) => scope.Facts.Office.RemoveComments ? ElementAction.Drop : ElementAction.Keep });
        }

        foreach (var name in Inserted)
        {
            yield return (Vocabulary.Word, name, new ElementRule { Judge = static (_, scope) => Accept(scope, FindingAction.Rewritten, ElementAction.Unwrap) });
        }

        foreach (var name in (string[])[.. Deleted, .. Marks])
        {
            yield return (Vocabulary.Word, name, new ElementRule { Judge = static (_, scope) => Accept(scope, FindingAction.Removed, ElementAction.Drop) });
        }

        foreach (var name in (string[])["tbl", "tr", "tc"])
        {
            yield return (Vocabulary.Word, name, new ElementRule
            {
                Judge = static (element, scope) => scope.Survey.Deleted.Contains(element.Mark) ? Accept(scope, FindingAction.Removed, ElementAction.Drop) : ElementAction.Keep,
            });
        }
    }

    private static ElementAction Accept(PartScope scope, FindingAction finding, ElementAction action)
    {
        if (!scope.Facts.Office.AcceptRevisions)
        {
            return ElementAction.Keep;
        }

        scope.Report(OoxmlCodes.Revision, finding);
        return action;
    }
}
