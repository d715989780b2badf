using System.Xml;
using Mugai.Sanitizers.Ooxml.Xml;
using Mugai.Sanitizers.OpenDocument.Rules;
using Mugai.Sanitizers.OpenDocument.Schema;

namespace Mugai.Sanitizers.OpenDocument.Packaging;

/// <summary>What a first reading of a part finds: which pictures and objects it refers to, in their order, and what its body is.</summary>
internal sealed class OdfSurvey
{
    // More than any drawing program can show.
    private const int MaxReferences = 100_000;

    public List<string> Pictures { get; } = [];

    public List<string> Objects { get; } = [];

    /// <summary>The name of the child of office:body, or math; empty when there is none.</summary>
    public string Body { get; private set; } = "";

    /// <summary>Throws on broken XML.</summary>
    public void Read(PartXmlReader reader)
    {
        var inBody = -1;
        while (reader.Read())
        {
            var xml = reader.Xml;
            if (xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            var space = OdfSpaces.Find(xml.NamespaceURI);
            if (space == OdfSpace.Math && xml.Depth == 0)
            {
                Body = "math";
            }
            else if (space == OdfSpace.Office && xml.LocalName == "body" && xml.Depth == 1)
            {
                inBody = xml.Depth + 1;
            }
            else if (space == OdfSpace.Office && xml.Depth == inBody && Body.Length == 0)
            {
                Body = xml.LocalName;
            }
            else if (space == OdfSpace.Draw && xml.LocalName is "object" or "object-ole")
            {
                Add(Objects, xml);
            }
            else if (LinkRules.ShowsPicture(space, xml.LocalName))
            {
                Add(Pictures, xml);
            }
        }
    }

    private static void Add(List<string> found, XmlReader xml)
    {
        if (found.Count < MaxReferences && xml.GetAttribute("href", OdfSpaces.XLink) is { Length: > 0 } href)
        {
            found.Add(href);
        }
    }
}
