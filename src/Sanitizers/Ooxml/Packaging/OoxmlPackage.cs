using System.Xml;
using Mugai.Sanitizers.Ooxml.Biff12;
using Mugai.Sanitizers.Ooxml.Xml;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizers.Zip;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml.Packaging;

/// <summary>A package as it was read: entries by part name, content types, relationships on demand. Nothing is judged here.</summary>
internal sealed class OoxmlPackage
{
    // A sheet may have 65,530 hyperlinks (the limit of Excel); more relationships than this in a whole package are an attack on memory.
    private const int MaxRelationships = 200_000;
    private const string RelationshipNamespace = "http://schemas.openxmlformats.org/package/2006/relationships";

    private readonly Stream _archive;
    private readonly Budget _budget;
    private readonly Dictionary<string, ZipEntry> _entries = new(StringComparer.OrdinalIgnoreCase);
    private readonly ContentTypes _types;
    private int _relationships;

    private OoxmlPackage(Stream archive, Budget budget, Dictionary<string, ZipEntry> entries, ContentTypes types)
    {
        _archive = archive;
        _budget = budget;
        _entries = entries;
        _types = types;
    }

    /// <summary>All entries that are files, by name.</summary>
    public IReadOnlyDictionary<string, ZipEntry> Entries => _entries;

    /// <summary>The package's own relationships.</summary>
    public IReadOnlyList<Relationship> RootRelationships { get; private set; } = [];

    /// <summary>The main part's name.</summary>
    public string MainPart { get; private set; } = "";

    /// <summary>What the main part's content type says; null for something else than Office.</summary>
    public PackageKind? Kind { get; private set; }

    /// <summary>Reads content types and root relationships. Never throws on content; may exceed <paramref name="budget"/>.</summary>
    public static (OoxmlPackage? Package, Reason Reason) Open(Stream archive, ZipDirectory directory, Budget budget)
    {
        var entries = new Dictionary<string, ZipEntry>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in directory.Entries)
        {
            if (!entry.IsFolder)
            {
                entries.Add(entry.Name, entry);
            }
        }

        if (!entries.TryGetValue(ContentTypes.PartName, out var typesEntry))
        {
            return (null, Reason.Corrupt);
        }

        try
        {
            using var reader = new PartXmlReader(archive, typesEntry, budget);
            return ContentTypes.Read(reader) is { } types
                ? new OoxmlPackage(archive, budget, entries, types).FindMainPart()
                : (null, Reason.Ambiguous);
        }
        catch (Exception broken) when (broken is XmlException or InvalidDataException)
        {
            return (null, Reason.Corrupt);
        }
    }

    /// <summary>The declared type of a part; empty when there is none.</summary>
    public string TypeOf(string part) => _types.Of(part);

    /// <summary>Opens a part's XML.</summary>
    public PartXmlReader OpenXml(ZipEntry entry) => new(_archive, entry, _budget);

    /// <summary>Opens a part's records.</summary>
    public Biff12Reader OpenRecords(ZipEntry entry) => new(OpenBytes(entry), _budget);

    /// <summary>What the report says of a part that goes: the hash of its content, so that an analyst can tell it again.</summary>
    public string DigestOf(string part)
    {
        try
        {
            using var content = OpenBytes(_entries[part]);
            return "sha256:" + Digests.OfForwardOnly(content);
        }
        catch (InvalidDataException)
        {
            return "broken";
        }
    }

    /// <summary>Opens a part's bytes.</summary>
    public ZipEntryStream OpenBytes(ZipEntry entry) => new(_archive, entry, _budget);

    /// <summary>The relationships of a part (empty: of the package); null when two have one name. Throws on broken XML.</summary>
    public IReadOnlyList<Relationship>? ReadRelationships(string part)
    {
        if (!_entries.TryGetValue(PartName.RelationshipsOf(part), out var entry))
        {
            return [];
        }

        var found = new List<Relationship>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        using var reader = OpenXml(entry);
        while (reader.Read())
        {
            var xml = reader.Xml;
            if (xml.NodeType != XmlNodeType.Element || xml.Depth != 1 || xml.LocalName != "Relationship" || xml.NamespaceURI != RelationshipNamespace)
            {
                continue;
            }

            if (++_relationships > MaxRelationships)
            {
                throw new BudgetExceededException(Reason.Budget, "relationships");
            }

            var id = xml.GetAttribute("Id") ?? "";
            if (!ids.Add(id))
            {
                return null;
            }

            var external = "External".Equals(xml.GetAttribute("TargetMode"), StringComparison.OrdinalIgnoreCase);
            found.Add(new Relationship(id, xml.GetAttribute("Type") ?? "", xml.GetAttribute("Target") ?? "", external));
        }

        return found;
    }

    private (OoxmlPackage? Package, Reason Reason) FindMainPart()
    {
        if (ReadRelationships("") is not { } root)
        {
            return (null, Reason.Ambiguous);
        }

        foreach (var relationship in root)
        {
            if (relationship.IsExternal || RelationshipType.Normalize(relationship.Type) != RelationshipType.OfficeDocument)
            {
                continue;
            }

            if (MainPart.Length > 0)
            {
                return (null, Reason.Ambiguous);
            }

            MainPart = PartName.Resolve("", relationship.Target) ?? "";
        }

        if (!_entries.ContainsKey(MainPart))
        {
            return (null, Reason.Corrupt);
        }

        RootRelationships = root;
        Kind = PackageKind.OfMainPart(TypeOf(MainPart));
        return (this, Reason.None);
    }
}
