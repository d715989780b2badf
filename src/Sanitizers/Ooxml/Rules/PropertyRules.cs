using Mugai.Sanitizers.Ooxml.Packaging;
using Mugai.Sanitizers.Ooxml.Xml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml.Rules;

/// <summary>Document properties: links, blobs and paths go; who wrote it stays until the policy says otherwise.</summary>
internal static class PropertyRules
{
    public static IEnumerable<(Vocabulary, string, ElementRule)> List()
    {
        foreach (var name in (string[])["HLinks", "HyperlinkBase", "HyperlinksChanged", "DigSig", "LinksUpToDate"])
        {
            yield return (Vocabulary.ExtendedProperties, name, new ElementRule { Action = ElementAction.Drop });
        }

        yield return (Vocabulary.ExtendedProperties, "Template", new ElementRule { Text = Template });
        foreach (var name in (string[])["HeadingPairs", "TitlesOfParts"])
        {
            yield return (Vocabulary.ExtendedProperties, name, new ElementRule { Judge = SheetTitles });
        }

        yield return (Vocabulary.CustomProperties, "property", new ElementRule { OnlyFilled = true, Judge = Property });
        foreach (var name in (string[])["blob", "oblob", "stream", "ostream", "vstream", "storage", "ostorage", "cf"])
        {
            yield return (Vocabulary.VariantTypes, name, new ElementRule { Action = ElementAction.Drop, Code = OoxmlCodes.BinaryData });
        }
    }

    private static string? Template(ElementStart element, string text, PartScope scope)
    {
        if (!HyperlinkTarget.ReachesOutside(text) && !text.AsSpan().ContainsAny('/', '\\'))
        {
            return text;
        }

        scope.Report(OoxmlCodes.Path, FindingAction.Removed, text);
        return null;
    }

    /// <summary>The list of sheets would still name those that went.</summary>
    private static ElementAction SheetTitles(ElementStart element, PartScope scope) =>
        scope.Facts.Workbook is { DropsSheets: true } ? ElementAction.Drop : ElementAction.Keep;

    private static ElementAction Property(ElementStart element, PartScope scope)
    {
        element.Remove(Vocabulary.None, "linkTarget");
        return ElementAction.Keep;
    }
}
