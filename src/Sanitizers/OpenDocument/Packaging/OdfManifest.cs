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

    /// <summary>How entries are encrypted, by name; empty when none is.</summary>
    public Dictionary<string, EncryptedEntry> Encrypted { get; } = new(StringComparer.Ordinal);

    /// <summary>The version that the package says it follows; empty before 1.2.</summary>
    public string Version { get; private set; } = "";

    /// <summary>The media type of an entry, or of a folder that is a document; empty when there is none. "/" is the whole.</summary>
    public string TypeOf(string path) => _mediaTypes.GetValueOrDefault(path, "");

    /// <summary>Null when two lines speak of one entry. Throws on broken XML.</summary>
    public static OdfManifest? Read(PartXmlReader reader)
    {
        var manifest = new OdfManifest();
        EncryptedEntry? encrypted = null;
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
                    encrypted = new EncryptedEntry(path, xml.GetAttribute("size", OdfSpaces.Manifest) ?? "");
                    if (!manifest._mediaTypes.TryAdd(path, xml.GetAttribute("media-type", OdfSpaces.Manifest) ?? ""))
                    {
                        return null;
                    }

                    break;
                case "encryption-data" when encrypted is not null:
                    manifest.Encrypted[encrypted.Path] = encrypted;
                    encrypted.Checksum = new(xml.GetAttribute("checksum-type", OdfSpaces.Manifest) ?? "", xml.GetAttribute("checksum", OdfSpaces.Manifest) ?? "");
                    break;
                case "algorithm" when encrypted is not null:
                    encrypted.Algorithm = new(xml.GetAttribute("algorithm-name", OdfSpaces.Manifest) ?? "", xml.GetAttribute("initialisation-vector", OdfSpaces.Manifest) ?? "");
                    break;
                case "start-key-generation" when encrypted is not null:
                    encrypted.StartKey = xml.GetAttribute("start-key-generation-name", OdfSpaces.Manifest) ?? "";
                    break;
                case "key-derivation" when encrypted is not null:
                    encrypted.Derivation = new(xml.GetAttribute("key-derivation-name", OdfSpaces.Manifest) ?? "", xml.GetAttribute("salt", OdfSpaces.Manifest) ?? "");
                    encrypted.Iterations = xml.GetAttribute("iteration-count", OdfSpaces.Manifest) ?? "";
                    encrypted.KeySize = xml.GetAttribute("key-size", OdfSpaces.Manifest) ?? "";
                    break;
            }
        }

        return manifest;
    }

    /// <summary>A version that exists.</summary>
    public static string Known(string? version) => version is "1.0" or "1.1" or "1.2" or "1.3" or "1.4" ? version : "";
}

/// <summary>What the manifest says of one encrypted entry, as it was written.</summary>
internal sealed class EncryptedEntry(string path, string size)
{
    public string Path => path;

    /// <summary>Bytes of the content before it was compressed.</summary>
    public string Size => size;

    public (string Name, string Value) Checksum { get; set; } = ("", "");

    public (string Name, string Vector) Algorithm { get; set; } = ("", "");

    public string StartKey { get; set; } = "";

    public (string Name, string Salt) Derivation { get; set; } = ("", "");

    public string Iterations { get; set; } = "";

    public string KeySize { get; set; } = "";
}
