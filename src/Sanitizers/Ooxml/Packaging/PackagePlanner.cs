using System.Xml;
using Mugai.Policies;
using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizers.Ooxml.Biff12;
using Mugai.Sanitizers.Ooxml.Excel;
using Mugai.Sanitizers.Ooxml.Schema;
using Mugai.Sanitizers.Ooxml.Xml;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Ooxml.Packaging;

/// <summary>
/// Decides what stays: walks from the root along relationships of the allow-list to parts with content types of the allow-list, and says of everything else
/// why it goes. Reads relationships only, and the few parts on whose content a part's fate depends.
/// </summary>
internal sealed class PackagePlanner
{
    private static readonly HashSet<string> RootKinds = new(StringComparer.Ordinal)
    {
        RelationshipType.OfficeDocument, "core-properties", "extended-properties", "custom-properties", PartKind.Thumbnail,
        "http://schemas.microsoft.com/office/2020/02/relationships/classificationlabels",
    };

    private readonly OoxmlPackage _package;
    private readonly PackageKind _kind;
    private readonly FindingTally _tally;
    private readonly OfficePolicy _policy;
    private readonly Dictionary<string, PlannedPart> _parts = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _explained = new(StringComparer.OrdinalIgnoreCase);
    private readonly Queue<PlannedPart> _open = new();
    private readonly PlannedPart _root;
    private readonly PlannedPart _placeholder;

    private PackagePlanner(OoxmlPackage package, PackageKind kind, OfficePolicy policy, FindingTally tally)
    {
        _policy = policy;
        _package = package;
        _kind = kind;
        _tally = tally;
        var picture = PartKind.Find(RelationshipType.Image, kind.App)!;
        _root = new PlannedPart("", picture, null, "");
        _placeholder = new PlannedPart("", picture, null, "image/png");
    }

    /// <summary>The plan; null with the reason when the package may not be rebuilt. Throws on broken XML.</summary>
    public static (PackagePlan? Plan, Reason Reason) Plan(OoxmlPackage package, PackageKind kind, OfficePolicy policy, FindingTally tally) =>
        new PackagePlanner(package, kind, policy, tally).Plan();

    private (PackagePlan? Plan, Reason Reason) Plan()
    {
        Follow(_root, _package.RootRelationships);
        while (_open.TryDequeue(out var part))
        {
            if (_package.ReadRelationships(part.SourceName) is not { } relationships)
            {
                return (null, Reason.Ambiguous);
            }

            Follow(part, relationships);
            Settle(part);
        }

        var main = _parts[_package.MainPart];
        if (!_kind.IsBinary && !HasListedRoot(main))
        {
            _tally.Add(main.SourceName, OoxmlCodes.UnknownElement, FindingAction.Removed);
            return (null, Reason.Unsupported);
        }

        // First, so that a sheet that was dropped for what is inside does not count as one that stays.
        var reached = Reach();
        var workbook = default(WorkbookFacts);
        var records = default(Biff12Book);
        if (_kind.IsBinary)
        {
            using var reader = _package.OpenRecords(main.Entry!);
            if (Biff12Survey.Read(reader, main) is not var (facts, book))
            {
                _tally.Add(main.SourceName, OoxmlCodes.UnknownElement, FindingAction.Removed);
                return (null, Reason.Unsupported);
            }

            (workbook, records) = (facts, book);
        }
        else if (_kind.App == OoxmlApp.Sheets)
        {
            using var reader = _package.OpenXml(main.Entry!);
            workbook = WorkbookReader.Read(reader, main);
        }

        if (workbook is { KeptSheets: 0 })
        {
            return (null, Reason.NeverAllowed);
        }

        ExplainTheRest();
        PartNames.Assign(reached, _kind.App);
        return (new PackagePlan(_kind, _root.Relationships, reached, new PackageFacts(_kind.App, workbook, _policy) { Records = records }, _placeholder), Reason.None);
    }

    private void Follow(PlannedPart source, IReadOnlyList<Relationship> relationships)
    {
        foreach (var relationship in relationships)
        {
            if (Decide(source, relationship) is { } planned)
            {
                source.Add(planned);
            }
            else
            {
                source.DroppedIds.Add(relationship.Id);
            }
        }
    }

    private PlannedRelationship? Decide(PlannedPart source, Relationship relationship)
    {
        var type = RelationshipType.Normalize(relationship.Type);
        if (!IsPlainId(relationship.Id))
        {
            _tally.Add(source.SourceName, OoxmlCodes.DeadReference, FindingAction.Removed);
            return null;
        }

        if (relationship.IsExternal || relationship.Target.StartsWith('#'))
        {
            return Outside(source, relationship, type);
        }

        var embedded = EmbeddedKind(source, type) ?? (_policy.RebuildMedia && _kind.App == OoxmlApp.Slides && source != _root && PartKind.IsOfMedia(type) ? PartKind.Media : null);
        if (type == PartKind.Package && source.Kind.Name is not ("chart" or PartKind.ChartEx))
        {
            type = "";
        }

        var name = PartName.Resolve(source.SourceName, relationship.Target);
        var entry = name is null ? null : _package.Entries.GetValueOrDefault(name);
        name = entry?.Name;
        var kind = embedded ?? (_kind.IsBinary ? PartKind.FindBinary(type) : PartKind.Find(type, _kind.App));
        if (_policy.RemoveMetadata && type is ("core-properties" or "extended-properties" or "custom-properties" or PartKind.People or PartKind.Thumbnail))
        {
            Explain(source, name, relationship, type == PartKind.Thumbnail ? OoxmlCodes.Thumbnail : OoxmlCodes.Metadata);
            return null;
        }

        if (_policy.RemoveComments && PartKind.IsOfComments(type))
        {
            Explain(source, name, relationship, OoxmlCodes.Comment);
            return null;
        }

        if (type == RelationshipType.AltChunk && _kind.App == OoxmlApp.Word && entry is not null && source != _root)
        {
            // What becomes of it is told when its text was looked for.
            source.Chunks.TryAdd(relationship.Id, entry);
            _explained.Add(entry.Name);
            return null;
        }

        if (kind is null || RootKinds.Contains(type) != (source == _root))
        {
            Explain(source, name, relationship, RelationshipType.CodeOf(relationship.Type));
            return null;
        }

        if (entry is null || name is null)
        {
            return Missing(source, relationship, kind);
        }

        var contentType = _package.TypeOf(name);
        if (!kind.Accepts(contentType) || name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase) || name == ContentTypes.PartName)
        {
            Explain(source, name, relationship, CodeOfContent(contentType) ?? OoxmlCodes.UnlistedPart);
            return null;
        }

        if (!_parts.TryGetValue(name, out var part))
        {
            part = new PlannedPart(name, kind, entry, kind.Treatment == PartTreatment.Main ? _kind.CleanContentType : kind.Treatment is PartTreatment.Image or PartTreatment.Package ? contentType : Canonical(kind, contentType));
            _parts.Add(name, part);
            _open.Enqueue(part);
        }
        else if (part.Kind != kind)
        {
            _tally.Add(source.SourceName, OoxmlCodes.DeadReference, FindingAction.Removed, relationship.Target);
            return null;
        }

        return new PlannedRelationship(relationship.Id, relationship.Type, part, null);
    }

    /// <summary>What an object of a text, a sheet or a slide is, when the policy wants it rebuilt; null for everything else.</summary>
    private PartKind? EmbeddedKind(PlannedPart source, string type) => !_policy.RebuildEmbedded || source == _root || _kind.IsBinary || _kind.App == OoxmlApp.Visio ? null : type switch
    {
        PartKind.Package when source.Kind.Name is not ("chart" or PartKind.ChartEx) => PartKind.Embedded,
        PartKind.Object => PartKind.EmbeddedObject,
        _ => null,
    };

    private PlannedRelationship? Outside(PlannedPart source, Relationship relationship, string type)
    {
        if (type == RelationshipType.Hyperlink && HyperlinkTarget.IsSafe(relationship.Target))
        {
            return new PlannedRelationship(relationship.Id, relationship.Type, null, relationship.Target);
        }

        if (type == RelationshipType.Image && source != _root)
        {
            // A remote picture tells its server who opens the document, and sends a Windows password hash when it lies on a share.
            _tally.Add(source.SourceName, OoxmlCodes.ExternalRelationship, FindingAction.Replaced, relationship.Target);
            return new PlannedRelationship(relationship.Id, relationship.Type, _placeholder, null);
        }

        source.HasLostMedia |= PartKind.IsOfMedia(type);
        var code = RelationshipType.CodeOf(relationship.Type);
        _tally.Add(source.SourceName, code is null or OoxmlCodes.UnlistedPart or OoxmlCodes.Embedding ? OoxmlCodes.ExternalRelationship : code, FindingAction.Removed, relationship.Target);
        return null;
    }

    private PlannedRelationship? Missing(PlannedPart source, Relationship relationship, PartKind kind)
    {
        var isPicture = kind.Treatment == PartTreatment.Image && source != _root;
        source.HasLostMedia |= kind == PartKind.Media;
        _tally.Add(source.SourceName, OoxmlCodes.DeadReference, isPicture ? FindingAction.Replaced : FindingAction.Removed, relationship.Target);
        return isPicture ? new PlannedRelationship(relationship.Id, relationship.Type, _placeholder, null) : null;
    }

    /// <summary>Parts whose content decides whether they stay.</summary>
    private void Settle(PlannedPart part)
    {
        if (part.Kind.Name == "pivotCacheDefinition")
        {
            using var reader = _package.OpenXml(part.Entry!);
            if (!PivotSource.IsInside(reader))
            {
                Drop(part, OoxmlCodes.Connection);
            }
        }
        else if (part.Kind.Treatment == PartTreatment.Vml)
        {
            SurveyVml(part);
        }

        if (part.Kind is { Treatment: PartTreatment.Records, Name: "table" } && !IsOwnTable(part))
        {
            Drop(part, OoxmlCodes.Connection);
        }

        if (part.Kind.Treatment == PartTreatment.Xml && !part.IsDropped && !HasListedRoot(part))
        {
            Drop(part, OoxmlCodes.UnknownElement);
        }
    }

    /// <summary>A part that begins with another element than its content type says is not read as what it claims to be.</summary>
    private bool HasListedRoot(PlannedPart part)
    {
        using var reader = _package.OpenXml(part.Entry!);
        while (reader.Read())
        {
            if (reader.Xml.NodeType == XmlNodeType.Element)
            {
                return SchemaTable.Instance.IsRoot(part.ContentType, SchemaTable.Instance.Find(Namespaces.Transitional(reader.Xml.NamespaceURI), reader.Xml.LocalName));
            }
        }

        return false;
    }

    /// <summary>True for a table whose data stand in the sheet; false when they come from a connection or an XML map.</summary>
    private bool IsOwnTable(PlannedPart part)
    {
        using var reader = _package.OpenRecords(part.Entry!);
        // [MS-XLSB] 2.4.106: the kind of source behind the range, the connection behind six formats.
        return reader.Next() && reader.Type == Biff12Type.BeginList && reader.Data.Length >= 64 && reader.Data.U32(16) == 0 && reader.Data.U32(60) == 0;
    }

    private void SurveyVml(PlannedPart part)
    {
        try
        {
            using var reader = _package.OpenXml(part.Entry!);
            part.Survey = PartSurveyor.Read(reader, _kind.App, hasForms: !_kind.IsBinary);
        }
        catch (XmlException)
        {
            // Old Excel wrote <br> without an end into comment boxes.
            Drop(part, OoxmlCodes.Malformed);
        }
    }

    private void Drop(PlannedPart part, string code)
    {
        part.IsDropped = true;
        _tally.Add(part.SourceName, code, FindingAction.Removed, _package.DigestOf(part.SourceName));
    }

    /// <summary>Takes away what leads to dropped parts, then collects what is still reached.</summary>
    private List<PlannedPart> Reach()
    {
        foreach (var part in _parts.Values)
        {
            part.Remove(static r => r.Part is { IsDropped: true });
        }

        foreach (var part in _parts.Values)
        {
            // A pivot table without its cache is damage to Excel; its cells stay.
            if (part.Kind.Name == "pivotTable" && !part.IsDropped && part.Relationships.TrueForAll(static r => r.Part?.Kind.Name != "pivotCacheDefinition"))
            {
                Drop(part, OoxmlCodes.Connection);
            }
        }

        foreach (var part in _parts.Values)
        {
            part.Remove(static r => r.Part is { IsDropped: true });
        }

        var reached = new List<PlannedPart>();
        var seen = new HashSet<PlannedPart> { _root, _placeholder };
        var open = new Queue<PlannedPart>([_root]);
        while (open.TryDequeue(out var part))
        {
            foreach (var relationship in part.Relationships)
            {
                if (relationship.Part is { } target && seen.Add(target))
                {
                    reached.Add(target);
                    open.Enqueue(target);
                }
            }
        }

        return reached;
    }

    private void Explain(PlannedPart source, string? target, Relationship relationship, string? code)
    {
        if (target is not null && !_explained.Add(target))
        {
            return;
        }

        if (code is not null)
        {
            _tally.Add(target ?? source.SourceName, code, FindingAction.Removed, target is null ? relationship.Target : _package.DigestOf(target));
        }
    }

    /// <summary>Entries that nothing leads to.</summary>
    private void ExplainTheRest()
    {
        foreach (var (name, _) in _package.Entries)
        {
            if (name.Equals(ContentTypes.PartName, StringComparison.OrdinalIgnoreCase) || _parts.ContainsKey(name) || _explained.Contains(name)
                || name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var contentType = _package.TypeOf(name);
            if (!contentType.EndsWith("calcChain+xml", StringComparison.OrdinalIgnoreCase))
            {
                _tally.Add(name, CodeOfContent(contentType) ?? CodeOfName(name) ?? OoxmlCodes.UnlistedPart, FindingAction.Removed, _package.DigestOf(name));
            }
        }
    }

    private static string? CodeOfContent(string contentType) => FirstOf(ContentCodes, contentType);

    /// <summary>For the report only: nothing is kept or dropped because of its name.</summary>
    private static string? CodeOfName(string name) => FirstOf(NameCodes, "/" + name);

    private static string? FirstOf((string Word, string Code)[] codes, string text)
    {
        foreach (var (word, code) in codes)
        {
            if (text.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return code;
            }
        }

        return null;
    }

    private static readonly (string Word, string Code)[] ContentCodes =
    [
        ("vbaProject", OoxmlCodes.Vba), ("vbaData", OoxmlCodes.Vba), ("activeX", OoxmlCodes.ActiveX), ("controlproperties", OoxmlCodes.ActiveX),
        ("oleObject", OoxmlCodes.Ole), ("macrosheet", OoxmlCodes.MacroSheet), ("dialogsheet", OoxmlCodes.MacroSheet), ("printerSettings", OoxmlCodes.PrinterSettings),
        ("externalLink", OoxmlCodes.ExternalLink), ("connections", OoxmlCodes.Connection), ("queryTable", OoxmlCodes.Connection), ("digital-signature", OoxmlCodes.Signature),
        ("webextension", OoxmlCodes.WebExtension), ("keyMapCustomizations", OoxmlCodes.KeyMap), ("customXmlProperties", OoxmlCodes.CustomXml),
        ("obfuscatedFont", OoxmlCodes.Font), ("x-fontdata", OoxmlCodes.Font), ("audio/", OoxmlCodes.Media), ("video/", OoxmlCodes.Media),
    ];

    private static readonly (string Word, string Code)[] NameCodes =
    [
        ("/vbaProject", OoxmlCodes.Vba), ("/activeX/", OoxmlCodes.ActiveX), ("/embeddings/", OoxmlCodes.Embedding), ("/customUI/", OoxmlCodes.CustomUi),
        ("/externalLinks/", OoxmlCodes.ExternalLink), ("/macrosheets/", OoxmlCodes.MacroSheet), ("/webextensions/", OoxmlCodes.WebExtension), ("/customXml/", OoxmlCodes.CustomXml),
        ("/_xmlsignatures/", OoxmlCodes.Signature), ("printerSettings", OoxmlCodes.PrinterSettings),
    ];

    private static string Canonical(PartKind kind, string contentType) =>
        Array.Find(kind.ContentTypes, t => t.Equals(contentType, StringComparison.OrdinalIgnoreCase)) ?? contentType;

    private static bool IsPlainId(string id)
    {
        foreach (var c in id)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-' or '.'))
            {
                return false;
            }
        }

        return id.Length is > 0 and <= 255;
    }
}
