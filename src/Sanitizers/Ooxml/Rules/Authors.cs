using Mugai.Sanitizers.Ooxml.Xml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml.Rules;

/// <summary>What stands in place of people when the policy wants no names: comments and revisions need an author to be shown at all.</summary>
internal static class Authors
{
    private const string Nobody = "Author";

    /// <summary>The name that is written instead of <paramref name="name"/>.</summary>
    public static string Shown(string name, PartScope scope)
    {
        if (!scope.Facts.Office.RemoveMetadata || name == Nobody)
        {
            return name;
        }

        scope.Report(OoxmlCodes.Metadata, FindingAction.Replaced);
        return Nobody;
    }

    /// <summary>False when the attribute goes: the marks by which Word tells editing sessions apart.</summary>
    public static bool Keep(ElementStart element, ref ElementAttribute attribute, PartScope scope)
    {
        var name = attribute.LocalName;
        if (name.StartsWith("rsid", StringComparison.Ordinal))
        {
            scope.Report(OoxmlCodes.Metadata, FindingAction.Removed, "rsid");
            return false;
        }

        // Word says author on every comment and change; PowerPoint and Excel have lists of people.
        var isPerson = name is "author" or "initials" || (element.LocalName is "cmAuthor" or "author" or "person" or "AuthorEntry" && name is "name" or "displayName" or "userId" or "providerId" or "Name" or "Initials" or "ResolutionID");
        if (isPerson)
        {
            attribute.Value = Shown(attribute.Value, scope);
        }

        return true;
    }
}
