using System.Globalization;
using System.Text;
using System.Xml;
using Mugai.Sanitizers.Ooxml.Packaging;
using Mugai.Sanitizers.Ooxml.Xml;

namespace Mugai.Sanitizers.Ooxml.Excel;

/// <summary>Reads the workbook part once ahead of its rewriting. Throws on broken XML.</summary>
internal static class WorkbookReader
{
    private const int MaxNameChars = 32_768;

    /// <param name="reader">The workbook part.</param>
    /// <param name="workbook">Its plan: a sheet stays when its relationship does.</param>
    public static WorkbookFacts Read(PartXmlReader reader, PlannedPart workbook)
    {
        var facts = new WorkbookFacts();
        while (reader.Read())
        {
            var xml = reader.Xml;
            if (xml.NodeType != XmlNodeType.Element || Namespaces.Find(xml.NamespaceURI) != Vocabulary.Sheet)
            {
                continue;
            }

            if (xml.LocalName == "sheet")
            {
                var id = RelationshipId(xml);
                var state = xml.GetAttribute("state");
                facts.AddSheet(xml.GetAttribute("name") ?? "", id, workbook.Find(id)?.Part is not null, state is null or "visible");
            }
            else if (xml.LocalName == "definedName")
            {
                ReadName(reader, facts);
            }
        }

        return facts;
    }

    /// <summary>The finding code of a name that may not stay; null when it may.</summary>
    public static string? CodeOfName(string name, bool isMacro, string? localSheetId, ReadOnlySpan<char> formula, WorkbookFacts facts)
    {
        var plain = name.StartsWith("_xlnm.", StringComparison.OrdinalIgnoreCase) ? name.AsSpan(6) : name;
        // Excel runs every name that begins so.
        foreach (var auto in (ReadOnlySpan<string>)["Auto_Open", "Auto_Close", "Auto_Activate", "Auto_Deactivate"])
        {
            if (plain.StartsWith(auto, StringComparison.OrdinalIgnoreCase))
            {
                return OoxmlCodes.DefinedName;
            }
        }

        if (isMacro)
        {
            return OoxmlCodes.DefinedName;
        }

        if (localSheetId is not null && (!int.TryParse(localSheetId, NumberStyles.None, CultureInfo.InvariantCulture, out var sheet) || facts.IndexOf(sheet) is null))
        {
            return OoxmlCodes.MacroSheet;
        }

        return FormulaJudge.CodeOf(formula, facts);
    }

    /// <summary>True when an attribute marks a name as a macro's.</summary>
    public static bool IsMacro(Func<string, string?> attribute) =>
        attribute("function") is "1" or "true" || attribute("vbProcedure") is "1" or "true" || attribute("xlm") is "1" or "true";

    private static void ReadName(PartXmlReader reader, WorkbookFacts facts)
    {
        var xml = reader.Xml;
        var name = xml.GetAttribute("name") ?? "";
        var isMacro = IsMacro(xml.GetAttribute);
        var localSheetId = xml.GetAttribute("localSheetId");
        var formula = new StringBuilder();
        if (!xml.IsEmptyElement)
        {
            var depth = xml.Depth;
            while (reader.Read() && xml.Depth > depth)
            {
                if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA && formula.Length <= MaxNameChars)
                {
                    formula.Append(xml.Value);
                }
            }
        }

        if (CodeOfName(name, isMacro, localSheetId, formula.ToString(), facts) is not null)
        {
            facts.DropName(name);
        }
    }

    private static string RelationshipId(XmlReader xml)
    {
        for (var has = xml.MoveToFirstAttribute(); has; has = xml.MoveToNextAttribute())
        {
            if (xml.LocalName == "id" && Namespaces.Find(xml.NamespaceURI) == Vocabulary.R)
            {
                var id = xml.Value;
                xml.MoveToElement();
                return id;
            }
        }

        xml.MoveToElement();
        return "";
    }
}
