using System.Xml;
using Mugai.Sanitizers.OpenDocument.Schema;
using Mugai.Sanitizers.Ooxml.Xml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.OpenDocument.Packaging;

/// <summary>What META-INF/manifest.xml says (OpenDocument 1.3 part 2, 4). Nothing is kept or dropped because of it, apart from the type of the whole and of objects.</summary>
internal sealed class OdfManifest
{
    public const string PartName = "META-INF/manifest.xml";

    private readonly Dictionary<string, string> _mediaTypes = new(StringComparer.Ordinal);

    /// <summary>Some entry is encrypted.</summary>
    public bool HasEncrypted { get; private set; }

    /// <summary>The version that the package says it follows; empty before 1.2.</summary>
    public string Version { get; private set; } = "";

    /// <summary>The media type of an entry, or of a folder that is a document; empty when there is none. "/" is the whole.</summary>
    public string TypeOf(string path) => _mediaTypes.GetValueOrDefault(path, "");

    /// <summary>Null when two lines speak of one entry. Throws on broken XML.</summary>
    public static OdfManifest? Read(PartXmlReader reader)
    {
        var manifest = new OdfManifest();
        while (reader.Read())
        {
            var xml = reader.Xml;
            if (xml.NodeType != XmlNodeType.Element || xml.NamespaceURI != OdfSpaces.Manifest)
            {
                continue;
            }

            switch (xml.LocalName)
            {
                case "manifest":
                    manifest.Version = Known(xml.GetAttribute("version", OdfSpaces.Manifest));
                    break;
                case "file-entry":
                    var path = xml.GetAttribute("full-path", OdfSpaces.Manifest) ?? "";
                    if (!manifest._mediaTypes.TryAdd(path, xml.GetAttribute("media-type", OdfSpaces.Manifest) ?? ""))
                    {
                        return null;
                    }

                    break;
                case "encryption-data":
                    manifest.HasEncrypted = true;
                    break;
            }
        }

        return manifest;
    }

    /// <summary>A version that exists.</summary>
    public static string Known(string? version) => version is "1.0" or "1.1" or "1.2" or "1.3" or "1.4" ? version : "";
}
