using Mugai.Sanitizers.Ooxml.Packaging;
using Mugai.Sanitizers.Ooxml.Visio;
using Mugai.Sanitizers.Ooxml.Xml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml.Rules;

/// <summary>Visio: formulas that run or open something, hyperlinks, objects, shortcuts into other stencils.</summary>
internal static class VisioRules
{
    public static IEnumerable<(Vocabulary, string, ElementRule)> List()
    {
        yield return (Vocabulary.Visio, "Cell", new ElementRule { Judge = Cell });
        yield return (Vocabulary.Visio, "ForeignData", new ElementRule { OnlyFilled = true });
        yield return (Vocabulary.Visio, "MasterShortcut", new ElementRule { Action = ElementAction.Drop, Code = OoxmlCodes.ExternalRelationship });
        foreach (var name in (string[])["EventList", "CustomMenusFile", "CustomToolbarsFile", "AttachedToolbars"])
        {
            yield return (Vocabulary.Visio, name, new ElementRule { Action = ElementAction.Drop, Code = OoxmlCodes.Action });
        }

        foreach (var name in (string[])["PublishSettings", "StencilGroup", "StencilGroupPos", "Icon"])
        {
            yield return (Vocabulary.Visio, name, new ElementRule { Action = ElementAction.Drop });
        }
    }

    /// <summary>A cell whose formula is refused keeps the value that was last computed; an address of an unsafe kind becomes empty.</summary>
    private static ElementAction Cell(ElementStart element, PartScope scope)
    {
        if (element.Get("F") is { } formula && !ShapeFunctions.Allow(formula))
        {
            scope.Report(OoxmlCodes.Formula, FindingAction.Replaced, formula);
            element.Remove(Vocabulary.None, "F");
        }

        // The row of a hyperlink: Address is the target, SubAddress a page or shape in it.
        if (element.Get("N") == "Address" && element.Get("V") is { Length: > 0 } target && !HyperlinkTarget.IsSafe(target))
        {
            scope.Report(OoxmlCodes.Hyperlink, FindingAction.Removed, target);
            element.Set(Vocabulary.None, "V", "");
            element.Remove(Vocabulary.None, "F");
        }
        else if (element.Get("N") == "Address" && element.Get("F") is { Length: > 0 } computed && computed != "Inh" && !IsLiteralLink(computed))
        {
            scope.Report(OoxmlCodes.Hyperlink, FindingAction.Replaced, computed);
            element.Remove(Vocabulary.None, "F");
        }

        return ElementAction.Keep;
    }

    /// <summary>A formula that is one text in quotes: what is computed could become any address.</summary>
    private static bool IsLiteralLink(string formula) =>
        formula.Length > 1 && formula[0] == '"' && formula[^1] == '"' && formula.IndexOf('"', 1) == formula.Length - 1 && (formula.Length == 2 || HyperlinkTarget.IsSafe(formula[1..^1]));
}
