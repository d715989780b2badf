using System.Collections.Frozen;

namespace Mugai.Sanitizers.Ooxml.Packaging;

/// <summary>How a part is written.</summary>
internal enum PartTreatment : byte
{
    /// <summary>XML, through the element filter.</summary>
    Xml,

    /// <summary>VML: XML that is sometimes not well-formed; then it is dropped.</summary>
    Vml,

    /// <summary>A picture: through the image sanitizer, else a placeholder.</summary>
    Image,

    /// <summary>An embedded Office file: through the catalog, as whole file; dropped when it does not come out as a workbook.</summary>
    Package,

    /// <summary>Records of a binary workbook, through the record filter.</summary>
    Records,

    /// <summary>The main part: XML whose content type loses its macros.</summary>
    Main,
}

/// <summary>
/// A kind of part that may stay: reached by this relationship type, in this application, with one of these content types. Everything that is not
/// listed is dropped.
/// </summary>
/// <param name="Name">The normalized relationship type.</param>
/// <param name="Apps">Where it occurs.</param>
/// <param name="Treatment">How it is written.</param>
/// <param name="ContentTypes">What it may be declared as; empty for pictures, whose content decides.</param>
internal sealed record PartKind(string Name, OoxmlApp Apps, PartTreatment Treatment, string[] ContentTypes)
{
    private const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
    private const string Sheets = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    private const string Slides = "application/vnd.openxmlformats-officedocument.presentationml.";
    private const string Visio = "application/vnd.ms-visio.";
    private const string Drawing = "application/vnd.openxmlformats-officedocument.drawingml.";
    private const string Document = "application/vnd.openxmlformats-officedocument.";
    private const string Microsoft = "http://schemas.microsoft.com/office/";

    /// <summary>The small picture of the first page that folders show.</summary>
    public const string Thumbnail = "metadata/thumbnail";

    /// <summary>What a form control of a sheet shows and which cells it belongs to.</summary>
    public const string FormControl = "ctrlProp";

    /// <summary>An embedded Office file.</summary>
    public const string Package = "package";

    /// <summary>An object of another program.</summary>
    public const string Object = "oleObject";

    /// <summary>An Office file inside a text, a sheet or a slide, as a part of its own.</summary>
    public static readonly PartKind Embedded = new("embedded", OoxmlApp.Word | OoxmlApp.Sheets | OoxmlApp.Slides, PartTreatment.Package, []);

    /// <summary>The same inside the compound file of an OLE object.</summary>
    public static readonly PartKind EmbeddedObject = new("embeddedObject", OoxmlApp.Word | OoxmlApp.Sheets | OoxmlApp.Slides, PartTreatment.Package, []);

    /// <summary>Sound or film of a slide.</summary>
    public static readonly PartKind Media = new("media", OoxmlApp.Slides, PartTreatment.Package, []);

    /// <summary>What leads to sound and film: how they play, and where they lie.</summary>
    public static bool IsOfMedia(string normalizedType) => normalizedType is "audio" or "video" or Microsoft + "2007/relationships/media";

    /// <summary>True for the two kinds of files that are objects of a text, a sheet or a slide.</summary>
    public bool IsEmbedded => this == Embedded || this == EmbeddedObject;

    /// <summary>Who takes part in a Word document: names with their accounts.</summary>
    public const string People = Microsoft + "2011/relationships/people";

    /// <summary>The charts of Office 2016.</summary>
    public const string ChartEx = Microsoft + "2014/relationships/chartEx";

    /// <summary>Written as text/xml parts with this type when there is a VML drawing.</summary>
    public const string VmlContentType = Document + "vmlDrawing";

    private static readonly FrozenDictionary<string, PartKind> Binary = Records(
        ("worksheet", "worksheet"), ("chartsheet", "chartsheet"), ("styles", "styles"), ("sharedStrings", "sharedStrings"), ("comments", "comments"), ("table", "table"))
        .ToFrozenDictionary(static k => k.Name, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, PartKind> ByName = List().ToFrozenDictionary(static k => k.Name, StringComparer.Ordinal);

    /// <summary>The kind behind a normalized relationship type in <paramref name="app"/>; null when it may not stay.</summary>
    public static PartKind? Find(string normalizedType, OoxmlApp app) =>
        ByName.TryGetValue(normalizedType, out var kind) && (kind.Apps & app) != 0 ? kind : null;

    /// <summary>The same in a binary workbook, where drawings, charts, themes and properties are XML as elsewhere and everything of Excel's own is records.</summary>
    public static PartKind? FindBinary(string normalizedType) =>
        Binary.GetValueOrDefault(normalizedType) ?? (Find(normalizedType, OoxmlApp.Sheets) is { } kind && (kind.Apps == OoxmlApp.All || kind.Name == "drawing") ? kind : null);

    /// <summary>True for the relationships of comments and of what belongs to them alone.</summary>
    public static bool IsOfComments(string normalizedType)
    {
        var name = normalizedType.AsSpan(normalizedType.LastIndexOf('/') + 1);
        return name is "comments" or "commentsExtended" or "commentsIds" or "commentsExtensible" or "threadedComment" or "person" or "commentAuthors" or "authors";
    }

    /// <summary>True when a part of this kind may be declared as <paramref name="contentType"/>.</summary>
    public bool Accepts(string contentType) =>
        Treatment is PartTreatment.Image or PartTreatment.Main or PartTreatment.Package || Array.Exists(ContentTypes, t => t.Equals(contentType, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<PartKind> List() =>
    [
        new(RelationshipType.OfficeDocument, OoxmlApp.All, PartTreatment.Main, []),
        new(RelationshipType.Image, OoxmlApp.All, PartTreatment.Image, []),
        new(Thumbnail, OoxmlApp.All, PartTreatment.Image, []),
        new(Package, OoxmlApp.All, PartTreatment.Package, []),
        new("vmlDrawing", OoxmlApp.All, PartTreatment.Vml, [VmlContentType]),
        .. Xml(OoxmlApp.All,
            ("core-properties", "application/vnd.openxmlformats-package.core-properties+xml"),
            ("extended-properties", Document + "extended-properties+xml"),
            ("custom-properties", Document + "custom-properties+xml"),
            (Microsoft + "2020/02/relationships/classificationlabels", "application/vnd.ms-office.classificationlabels+xml"),
            ("theme", Document + "theme+xml"),
            ("themeOverride", Document + "themeOverride+xml"),
            ("chart", Drawing + "chart+xml"),
            ("chartUserShapes", Drawing + "chartshapes+xml"),
            (Microsoft + "2011/relationships/chartStyle", "application/vnd.ms-office.chartstyle+xml"),
            (Microsoft + "2011/relationships/chartColorStyle", "application/vnd.ms-office.chartcolorstyle+xml"),
            (ChartEx, "application/vnd.ms-office.chartex+xml"),
            ("diagramData", Drawing + "diagramData+xml"),
            ("diagramLayout", Drawing + "diagramLayout+xml"),
            ("diagramQuickStyle", Drawing + "diagramStyle+xml"),
            ("diagramColors", Drawing + "diagramColors+xml"),
            (Microsoft + "2007/relationships/diagramDrawing", "application/vnd.ms-office.drawingml.diagramDrawing+xml")),
        .. Xml(OoxmlApp.Word,
            ("numbering", Word + "numbering+xml"),
            ("settings", Word + "settings+xml"),
            ("webSettings", Word + "webSettings+xml"),
            ("fontTable", Word + "fontTable+xml"),
            ("footnotes", Word + "footnotes+xml"),
            ("endnotes", Word + "endnotes+xml"),
            ("header", Word + "header+xml"),
            ("footer", Word + "footer+xml"),
            ("glossaryDocument", Word + "document.glossary+xml"),
            (Microsoft + "2007/relationships/stylesWithEffects", "application/vnd.ms-word.stylesWithEffects+xml"),
            (Microsoft + "2011/relationships/commentsExtended", Word + "commentsExtended+xml"),
            (People, Word + "people+xml"),
            (Microsoft + "2016/09/relationships/commentsIds", Word + "commentsIds+xml"),
            (Microsoft + "2018/08/relationships/commentsExtensible", Word + "commentsExtensible+xml")),
        .. Xml(OoxmlApp.Sheets,
            ("worksheet", Sheets + "worksheet+xml"),
            ("chartsheet", Sheets + "chartsheet+xml"),
            ("sharedStrings", Sheets + "sharedStrings+xml"),
            ("sheetMetadata", Sheets + "sheetMetadata+xml"),
            ("drawing", Document + "drawing+xml"),
            (FormControl, "application/vnd.ms-excel.controlproperties+xml"),
            ("table", Sheets + "table+xml"),
            ("pivotTable", Sheets + "pivotTable+xml"),
            ("pivotCacheDefinition", Sheets + "pivotCacheDefinition+xml"),
            ("pivotCacheRecords", Sheets + "pivotCacheRecords+xml"),
            (Microsoft + "2007/relationships/slicer", "application/vnd.ms-excel.slicer+xml"),
            (Microsoft + "2007/relationships/slicerCache", "application/vnd.ms-excel.slicerCache+xml"),
            (Microsoft + "2011/relationships/timeline", "application/vnd.ms-excel.timeline+xml"),
            (Microsoft + "2011/relationships/timelineCache", "application/vnd.ms-excel.timelineCache+xml"),
            (Microsoft + "2017/10/relationships/threadedComment", "application/vnd.ms-excel.threadedcomments+xml"),
            (Microsoft + "2019/04/relationships/namedSheetView", "application/vnd.ms-excel.namedsheetviews+xml"),
            (Microsoft + "2017/10/relationships/person", "application/vnd.ms-excel.person+xml"),
            (Microsoft + "2017/06/relationships/rdRichValue", "application/vnd.ms-excel.rdrichvalue+xml"),
            (Microsoft + "2017/06/relationships/rdRichValueStructure", "application/vnd.ms-excel.rdrichvaluestructure+xml"),
            (Microsoft + "2017/06/relationships/rdRichValueTypes", "application/vnd.ms-excel.rdrichvaluetypes+xml"),
            (Microsoft + "2017/06/relationships/rdArray", "application/vnd.ms-excel.rdarray+xml"),
            (Microsoft + "2017/06/relationships/richStyles", "application/vnd.ms-excel.richstyles+xml"),
            (Microsoft + "2022/10/relationships/richValueRel", "application/vnd.ms-excel.richvaluerel+xml"),
            (Microsoft + "2022/11/relationships/FeaturePropertyBag", "application/vnd.ms-excel.featurepropertybag+xml")),
        .. Xml(OoxmlApp.Slides,
            ("slide", Slides + "slide+xml"),
            ("slideLayout", Slides + "slideLayout+xml"),
            ("slideMaster", Slides + "slideMaster+xml"),
            ("notesSlide", Slides + "notesSlide+xml"),
            ("notesMaster", Slides + "notesMaster+xml"),
            ("handoutMaster", Slides + "handoutMaster+xml"),
            ("presProps", Slides + "presProps+xml"),
            ("viewProps", Slides + "viewProps+xml"),
            ("tableStyles", Slides + "tableStyles+xml"),
            ("commentAuthors", Slides + "commentAuthors+xml"),
            (Microsoft + "2018/10/relationships/comments", "application/vnd.ms-powerpoint.comments+xml"),
            (Microsoft + "2018/10/relationships/authors", "application/vnd.ms-powerpoint.authors+xml")),
        .. Xml(OoxmlApp.Visio,
            (RelationshipType.Visio + "pages", Visio + "pages+xml"),
            (RelationshipType.Visio + "page", Visio + "page+xml"),
            (RelationshipType.Visio + "masters", Visio + "masters+xml"),
            (RelationshipType.Visio + "master", Visio + "master+xml"),
            (RelationshipType.Visio + "windows", Visio + "windows+xml"),
            (RelationshipType.Visio + "comments", Visio + "comments+xml")),
        new("styles", OoxmlApp.Word | OoxmlApp.Sheets, PartTreatment.Xml, [Word + "styles+xml", Sheets + "styles+xml"]),
        new("comments", OoxmlApp.All, PartTreatment.Xml, [Word + "comments+xml", Sheets + "comments+xml", Slides + "comments+xml"]),
    ];

    private static IEnumerable<PartKind> Records(params (string Name, string ContentType)[] kinds) =>
        kinds.Select(k => new PartKind(k.Name, OoxmlApp.Sheets, PartTreatment.Records, ["application/vnd.ms-excel." + k.ContentType]));

    private static IEnumerable<PartKind> Xml(OoxmlApp apps, params (string Name, string ContentType)[] kinds) =>
        kinds.Select(k => new PartKind(k.Name, apps, PartTreatment.Xml, [k.ContentType]));
}
