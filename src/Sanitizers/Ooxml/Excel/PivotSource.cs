using System.Xml;
using Mugai.Sanitizers.Ooxml.Xml;

namespace Mugai.Sanitizers.Ooxml.Excel;

/// <summary>Where a pivot cache takes its data from. Throws on broken XML.</summary>
internal static class PivotSource
{
    /// <summary>
    /// True for a range or table of this workbook. A connection or another workbook would be asked again when the table is refreshed; without it Excel reports
    /// damage, therefore such a pivot table goes and its cells stay.
    /// </summary>
    public static bool IsInside(PartXmlReader reader)
    {
        while (reader.Read())
        {
            var xml = reader.Xml;
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "cacheSource")
            {
                return xml.GetAttribute("type") == "worksheet" && xml.GetAttribute("connectionId") is null && IsInside(reader, xml.Depth);
            }
        }

        return false;
    }

    private static bool IsInside(PartXmlReader reader, int depth)
    {
        var xml = reader.Xml;
        while (!xml.IsEmptyElement && reader.Read() && xml.Depth > depth)
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "worksheetSource")
            {
                continue;
            }

            for (var has = xml.MoveToFirstAttribute(); has; has = xml.MoveToNextAttribute())
            {
                if (Namespaces.Find(xml.NamespaceURI) == Vocabulary.R)
                {
                    return false;
                }
            }

            return true;
        }

        return true;
    }
}
