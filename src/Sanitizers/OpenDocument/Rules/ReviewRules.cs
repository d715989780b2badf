using Mugai.Sanitizers.OpenDocument.Schema;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.OpenDocument.Rules;

/// <summary>
/// What a review left (OpenDocument 1.3 part 3, 5.5, 9.9 and 14.1), when the policy wants none of it. Changes are accepted by taking away what tells them: deleted text stands there, and inserted text in its place.
/// </summary>
internal static class ReviewRules
{
    private static readonly string[] Changes = ["tracked-changes", "change", "change-start", "change-end"];

    public static IEnumerable<(OdfSpace, string, OdfRule)> List()
    {
        yield return (OdfSpace.Office, "annotation", new OdfRule { Judge = static (_, scope) => Comment(scope) });
        yield return (OdfSpace.Office, "annotation-end", new OdfRule { Judge = static (_, scope) => Comment(scope) });
        foreach (var name in Changes)
        {
            yield return (OdfSpace.Text, name, new OdfRule { Judge = static (_, scope) => Change(scope) });
        }

        yield return (OdfSpace.Table, "tracked-changes", new OdfRule { Judge = static (_, scope) => Change(scope) });
    }

    private static OdfAction Comment(OdfScope scope) => Keep(!scope.Policy.RemoveComments, OdfCodes.Comment, scope);

    private static OdfAction Change(OdfScope scope) => Keep(!scope.Policy.AcceptRevisions, OdfCodes.Revision, scope);

    private static OdfAction Keep(bool keeps, string code, OdfScope scope)
    {
        if (keeps)
        {
            return OdfAction.Keep;
        }

        scope.Report(code, FindingAction.Removed);
        return OdfAction.Drop;
    }
}
