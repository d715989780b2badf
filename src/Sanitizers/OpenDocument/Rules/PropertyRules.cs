using Mugai.Sanitizers.Ooxml.Packaging;
using Mugai.Sanitizers.OpenDocument.Filtering;
using Mugai.Sanitizers.OpenDocument.Schema;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.OpenDocument.Rules;

/// <summary>Document properties and the names of people: the template's path goes, people stay until the policy says otherwise.</summary>
internal static class PropertyRules
{
    // Comments and changes need an author to be shown at all.
    private const string Nobody = "Author";

    public static IEnumerable<(OdfSpace, string, OdfRule)> List()
    {
        yield return (OdfSpace.Meta, "template", new OdfRule { Action = OdfAction.Drop, Code = OdfCodes.Template });
        yield return (OdfSpace.Meta, "user-defined", new OdfRule { Text = UserDefined });
        yield return (OdfSpace.Dc, "creator", new OdfRule { Text = Person });
        yield return (OdfSpace.Dc, "contributor", new OdfRule { Text = Person });
        foreach (var name in (string[])["initial-creator", "printed-by", "creator-initials"])
        {
            yield return (OdfSpace.Meta, name, new OdfRule { Text = Person });
        }

        yield return (OdfSpace.Extension, "sender-initials", new OdfRule { Text = Person });
        foreach (var name in (string[])["author-name", "author-initials", "creator", "initial-creator", "printed-by"])
        {
            yield return (OdfSpace.Text, name, new OdfRule { Text = Person });
        }

        foreach (var name in (string[])["editing-cycles", "editing-duration"])
        {
            yield return (OdfSpace.Meta, name, new OdfRule { Text = Session });
        }
    }

    private static string? UserDefined(OdfElement element, string text, OdfScope scope)
    {
        if (!HyperlinkTarget.ReachesOutside(text))
        {
            return text;
        }

        scope.Report(OdfCodes.Path, FindingAction.Removed, text);
        return null;
    }

    private static string? Person(OdfElement element, string text, OdfScope scope)
    {
        if (!scope.HidesAuthors || text.Length == 0 || text == Nobody)
        {
            return text;
        }

        scope.Report(OdfCodes.Metadata, FindingAction.Replaced);
        return Nobody;
    }

    private static string? Session(OdfElement element, string text, OdfScope scope)
    {
        if (!scope.HidesAuthors)
        {
            return text;
        }

        scope.Report(OdfCodes.Metadata, FindingAction.Removed, element.Name.LocalName);
        return null;
    }
}
