using System.Xml;
using Mugai.Sanitizers.Ooxml.Packaging;
using Mugai.Sanitizers.Ooxml.Xml;

namespace Mugai.Sanitizers.Ooxml.Text;

/// <summary>The parts that a main part lists, in its order: slides, sheets.</summary>
internal static class PartOrder
{
    public static List<PlannedPart> Of(OoxmlPackage package, PlannedPart main, string element) => [.. Named(package, main, element).Select(static named => named.Part)];

    public static List<(string Name, PlannedPart Part)> Named(OoxmlPackage package, PlannedPart main, string element)
    {
        var found = new List<(string, PlannedPart)>();
        using var reader = package.OpenXml(main.Entry!);
        while (reader.Read())
        {
            var xml = reader.Xml;
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != element)
            {
                continue;
            }

            var name = xml.GetAttribute("name") ?? "";
            for (var has = xml.MoveToFirstAttribute(); has; has = xml.MoveToNextAttribute())
            {
                if (xml.LocalName == "id" && Namespaces.Find(xml.NamespaceURI) == Vocabulary.R && main.Find(xml.Value)?.Part is { } part)
                {
                    found.Add((name, part));
                }
            }

            xml.MoveToElement();
        }

        return found;
    }
}
