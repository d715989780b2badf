using Mugai.Sanitizers.Ooxml.Xml;

namespace Mugai.Sanitizers.Ooxml.Packaging;

/// <summary>The content types of a package (ISO/IEC 29500-2 §7.2).</summary>
internal sealed class ContentTypes
{
    public const string PartName = "[Content_Types].xml";

    private const string Namespace = "http://schemas.openxmlformats.org/package/2006/content-types";

    private readonly Dictionary<string, string> _defaults = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _overrides = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the list; null when it names one part or extension twice with different types.</summary>
    public static ContentTypes? Read(PartXmlReader reader)
    {
        var types = new ContentTypes();
        while (reader.Read())
        {
            if (reader.Xml.NodeType != System.Xml.XmlNodeType.Element || reader.Xml.Depth != 1 || reader.Xml.NamespaceURI != Namespace)
            {
                continue;
            }

            var type = reader.Xml.GetAttribute("ContentType");
            var added = (reader.Xml.LocalName, type) switch
            {
                ("Default", not null) => Add(types._defaults, "." + reader.Xml.GetAttribute("Extension"), type),
                ("Override", not null) => Add(types._overrides, (reader.Xml.GetAttribute("PartName") ?? "").TrimStart('/'), type),
                _ => true,
            };
            if (!added)
            {
                return null;
            }
        }

        return types;
    }

    /// <summary>The type of a part, without parameters; empty when none is declared.</summary>
    public string Of(string part) => _overrides.TryGetValue(part, out var type) ? type : _defaults.GetValueOrDefault(Packaging.PartName.ExtensionOf(part), "");

    private static bool Add(Dictionary<string, string> types, string key, string type) =>
        types.TryAdd(key, type) || types[key].Equals(type, StringComparison.OrdinalIgnoreCase);
}
