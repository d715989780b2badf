using Mugai.Sanitizers.Zip;

namespace Mugai.Sanitizers.Ooxml.Packaging;

/// <summary>A part that stays, before it is written.</summary>
internal sealed class PlannedPart(string name, PartKind kind, ZipEntry? entry, string contentType)
{
    /// <summary>Its name in the input.</summary>
    public string SourceName { get; } = name;

    /// <summary>What it is.</summary>
    public PartKind Kind => kind;

    /// <summary>Its bytes; null for a part of our own.</summary>
    public ZipEntry? Entry => entry;

    /// <summary>Its content type in the output.</summary>
    public string ContentType { get; set; } = contentType;

    /// <summary>Its name in the output.</summary>
    public string Name { get; set; } = name;

    /// <summary>What leads from it to others, in the order of the input.</summary>
    public List<PlannedRelationship> Relationships { get; } = [];

    /// <summary>Names of relationships that were dropped, each with its own finding.</summary>
    public HashSet<string> DroppedIds { get; } = new(StringComparer.Ordinal);

    /// <summary>Parts of the package whose content it takes in (<see cref="AltChunks"/>), by the names of the relationships.</summary>
    public Dictionary<string, ZipEntry> Chunks { get; } = new(StringComparer.Ordinal);

    /// <summary>Found out later that it may not stay.</summary>
    public bool IsDropped { get; set; }

    /// <summary>Sound or film that it shows is gone; what plays it goes too.</summary>
    public bool HasLostMedia { get; set; }

    /// <summary>Sound and film that it shows are all there.</summary>
    public bool HasMedia => !HasLostMedia && Relationships.Exists(static r => r.Part?.Kind == PartKind.Media);

    /// <summary>Shapes of a sheet's drawing that stand for objects which stay.</summary>
    public HashSet<string> KeptShapes { get; } = new(StringComparer.Ordinal);

    /// <summary>What an earlier reading found.</summary>
    public PartSurvey? Survey { get; set; }

    /// <summary>The kept relationship of that name; null when there is none.</summary>
    public PlannedRelationship? Find(string id) => _byId.GetValueOrDefault(id);

    public void Add(PlannedRelationship relationship)
    {
        Relationships.Add(relationship);
        _byId.Add(relationship.Id, relationship);
    }

    public void Remove(Predicate<PlannedRelationship> match) =>
        Relationships.RemoveAll(r => match(r) && _byId.Remove(r.Id) && DroppedIds.Add(r.Id));

    private readonly Dictionary<string, PlannedRelationship> _byId = new(StringComparer.Ordinal);
}

/// <summary>A relationship that stays.</summary>
internal sealed class PlannedRelationship(string id, string type, PlannedPart? part, string? link)
{
    public string Id => id;

    public string Type { get; set; } = type;

    /// <summary>The part it leads to; null for a link to the outside.</summary>
    public PlannedPart? Part { get; set; } = part;

    /// <summary>A link to the outside that is allowed; null for a part.</summary>
    public string? Link => link;
}
