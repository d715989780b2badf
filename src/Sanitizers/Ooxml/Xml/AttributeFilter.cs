using System.Text;
using System.Xml;
using Mugai.Sanitizers.Ooxml.Packaging;
using Mugai.Sanitizers.Ooxml.Rules;
using Mugai.Sanitizers.Ooxml.Schema;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml.Xml;

/// <summary>
/// Loads a start tag and leaves out what no attribute may be: other namespaces, references to relationships that are not kept, links of an unsafe kind,
/// event handlers, paths into somebody's machine or network, packed drawings.
/// </summary>
internal sealed class AttributeFilter(XmlReader xml, PartScope scope)
{
    private static readonly SchemaTable Schema = SchemaTable.Instance;

    private readonly KnownNames _names = new();

    /// <summary>Fills <paramref name="element"/>, a child of <paramref name="parent"/> in the schema, from the reader's current start tag.</summary>
    public ElementRule Load(ElementStart element, int parent, long mark)
    {
        var name = _names.Find(xml.NamespaceURI, xml.LocalName);
        element.Vocabulary = name.Vocabulary;
        element.Prefix = xml.Prefix;
        element.LocalName = name.LocalName;
        element.Namespace = name.Uri;
        element.Mark = mark;
        element.DeadReference = null;
        element.Attributes.Clear();
        var rule = name.Rule;
        // Markup compatibility may stand anywhere, and what is inside stands in its place.
        element.Type = name.Vocabulary == Vocabulary.Mc ? parent : Schema.Child(parent, name.Number);
        if (element.Type == SchemaTable.None && rule.Action == ElementAction.Unwrap)
        {
            // Its tags go anyway; what is inside is judged as if they were not there.
            element.Type = parent;
        }

        if (element.Type == SchemaTable.None && rule.Action != ElementAction.Drop)
        {
            return ElementRules.Unlisted;
        }

        if (rule.Action is ElementAction.Drop or ElementAction.Unwrap || xml.AttributeCount == 0)
        {
            return rule;
        }

        for (var has = xml.MoveToFirstAttribute(); has; has = xml.MoveToNextAttribute())
        {
            var known = _names.Find(xml.NamespaceURI, xml.LocalName);
            var attribute = new ElementAttribute(known.Vocabulary, xml.Prefix, known.LocalName, known.Uri, xml.Value);
            if (Keep(element, rule, known, ref attribute))
            {
                element.Attributes.Add(attribute);
            }
        }

        xml.MoveToElement();
        return rule;
    }

    /// <summary>True when all prefixes that a branch requires stand for namespaces of the list.</summary>
    public bool Understands(string requires)
    {
        foreach (var range in requires.AsSpan().SplitAny(' ', '\t', '\r', '\n'))
        {
            var prefix = requires[range];
            if (prefix.Length > 0 && (xml.LookupNamespace(prefix) is not { } uri || Find(uri) is Vocabulary.Unknown or Vocabulary.None))
            {
                return false;
            }
        }

        return true;
    }

    private static Vocabulary Find(string uri) => Namespaces.Find(uri);

    /// <summary>In the schema's list for this element, or an extension's attribute, which may stand on elements of others.</summary>
    private static bool IsListed(ElementStart element, KnownName name, Vocabulary vocabulary) => element.Vocabulary == Vocabulary.Mc
        ? vocabulary == Vocabulary.None && name.LocalName == "Requires"
        : Schema.Allows(element.Type, name.Number) || (vocabulary is not (Vocabulary.None or Vocabulary.R) && vocabulary != element.Vocabulary && Schema.IsQualified(name.Number));

    private bool Keep(ElementStart element, ElementRule rule, KnownName name, ref ElementAttribute attribute)
    {
        switch (attribute.Vocabulary)
        {
            case Vocabulary.Xmlns:
                return Namespaces.Find(attribute.Value) != Vocabulary.Unknown;
            case Vocabulary.Xml:
                return attribute.LocalName == "lang" || (attribute.LocalName == "space" && attribute.Value is "preserve" or "default");
            case Vocabulary.Xsi:
                return attribute.LocalName == "type";
            case Vocabulary.Mc:
                return attribute.LocalName == "Ignorable" && KeepKnownPrefixes(ref attribute);
            case not Vocabulary.Unknown when !IsListed(element, name, attribute.Vocabulary):
                scope.Report(OoxmlCodes.UnknownElement, FindingAction.Removed, element.LocalName + " " + attribute.LocalName);
                return false;
            case Vocabulary.R:
                return IsAlive(element, rule, attribute.Value);
            case Vocabulary.Unknown:
                scope.Report(OoxmlCodes.UnknownElement, FindingAction.Removed, attribute.Namespace);
                return false;
            case Vocabulary.Office when attribute.LocalName is "relid" or "pict":
                return IsAlive(element, rule, attribute.Value);
            case Vocabulary.Office when attribute.LocalName is "gfxdata" or "ole" or "oleicon" or "href" or "althref":
                return false;
            default:
                return KeepValue(element, rule, ref attribute);
        }
    }

    private bool KeepKnownPrefixes(ref ElementAttribute attribute)
    {
        var kept = new StringBuilder();
        foreach (var range in attribute.Value.AsSpan().SplitAny(' ', '\t', '\r', '\n'))
        {
            var prefix = attribute.Value[range];
            if (prefix.Length > 0 && xml.LookupNamespace(prefix) is { } uri && Find(uri) is not (Vocabulary.Unknown or Vocabulary.None))
            {
                kept.Append(kept.Length > 0 ? " " : "").Append(prefix);
            }
        }

        attribute.Value = kept.ToString();
        return kept.Length > 0;
    }

    private bool IsAlive(ElementStart element, ElementRule rule, string id)
    {
        if (id.Length == 0)
        {
            return true;
        }

        var relationship = scope.Part.Find(id);
        // A link to the outside under an element that loads what it names (a template, a picture, data) is an attack on readers that do not look at the type.
        if (relationship is not null && (relationship.Link is null || rule.MayLinkOut))
        {
            return true;
        }

        element.DeadReference = id;
        if (!scope.Part.DroppedIds.Contains(id))
        {
            scope.Report(OoxmlCodes.DeadReference, FindingAction.Removed, element.LocalName);
        }

        return false;
    }

    private bool KeepValue(ElementStart element, ElementRule rule, ref ElementAttribute attribute)
    {
        if (scope.Facts.Office.RemoveMetadata && !Authors.Keep(element, ref attribute, scope))
        {
            return false;
        }

        if (attribute.LocalName == "macro" && attribute.Value.Length > 0)
        {
            // A shape that runs a macro when clicked stays a shape.
            scope.Report(OoxmlCodes.Action, FindingAction.Removed, attribute.Value);
            attribute.Value = "";
        }

        if (attribute.LocalName == "action" && !rule.MayLinkOut && attribute.Value.AsSpan().TrimStart().StartsWith("ppaction:", StringComparison.OrdinalIgnoreCase))
        {
            scope.Report(OoxmlCodes.Action, FindingAction.Removed, attribute.Value);
            return false;
        }

        if (element.Vocabulary is Vocabulary.Vml or Vocabulary.Office or Vocabulary.None or Vocabulary.OfficeExcel)
        {
            if (attribute.LocalName is "src" || attribute.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase))
            {
                return attribute.LocalName is "on";
            }

            if (attribute.LocalName is "style" && (attribute.Value.Contains("url(", StringComparison.OrdinalIgnoreCase) || attribute.Value.Contains("expression(", StringComparison.OrdinalIgnoreCase)))
            {
                scope.Report(OoxmlCodes.Script, FindingAction.Removed, attribute.Value);
                return false;
            }

            if (attribute.LocalName is "href")
            {
                return KeepLink(attribute.Value);
            }
        }

        // The rule for cells knows what an address is.
        if (attribute.LocalName == "V" && element.Vocabulary == Vocabulary.Visio && element.Get("N") == "Address")
        {
            return true;
        }

        // Formats, list signs and cell values may well begin with two backslashes (the yen sign of Japanese fonts).
        if (attribute.LocalName is "val" or "v" or "formatCode" or "instr" || !HyperlinkTarget.ReachesOutside(attribute.Value))
        {
            return true;
        }

        scope.Report(OoxmlCodes.Path, FindingAction.Removed, attribute.Value);
        attribute.Value = "";
        return attribute.LocalName is "name" or "descr" or "title" or "alt";
    }

    private bool KeepLink(string target)
    {
        if (HyperlinkTarget.IsSafe(target))
        {
            return true;
        }

        scope.Report(OoxmlCodes.Hyperlink, FindingAction.Removed, target);
        return false;
    }
}
