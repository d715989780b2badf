namespace Mugai.Sanitizers.Ooxml.Packaging;

/// <summary>
/// Relationship types in one spelling: the transitional and the strict base are taken off, everything else stays a full URI. What is dropped gets a
/// finding code by its last segment.
/// </summary>
internal static class RelationshipType
{
    public const string OfficeDocument = "officeDocument";
    public const string Hyperlink = "hyperlink";
    public const string Image = "image";
    public const string AltChunk = "aFChunk";

    private const string Transitional = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    private const string Strict = "http://purl.oclc.org/ooxml/officeDocument/relationships/";
    /// <summary>The base of what Visio calls its own parts.</summary>
    public const string Visio = "http://schemas.microsoft.com/visio/2010/relationships/";

    // As LibreOffice 7 spells the type of the document's properties.
    private const string CorePropertiesOfLibreOffice = "http://schemas.openxmlformats.org/officedocument/2006/relationships/metadata/core-properties";

    private const string Package = "http://schemas.openxmlformats.org/package/2006/relationships/";

    public static string Normalize(string type)
    {
        var name = type.StartsWith(Transitional, StringComparison.Ordinal) ? type[Transitional.Length..]
            : type.StartsWith(Strict, StringComparison.Ordinal) ? type[Strict.Length..]
            : type.StartsWith(Package, StringComparison.Ordinal) ? type[Package.Length..]
            : type;
        return name switch
        {
            Visio + "document" => OfficeDocument,
            "extendedProperties" or "metadata/extended-properties" => "extended-properties",
            "customProperties" => "custom-properties",
            "metadata/core-properties" or CorePropertiesOfLibreOffice => "core-properties",
            _ => name,
        };
    }

    /// <summary>The finding code of a relationship that may not stay; null for what goes without a word.</summary>
    public static string? CodeOf(string type)
    {
        var name = type[(type.LastIndexOf('/') + 1)..];
        return name.ToLowerInvariant() switch
        {
            "vbaproject" or "vbaprojectsignature" or "vbaprojectsignatureagile" or "vbaprojectsignaturev3" or "wordvbadata" => OoxmlCodes.Vba,
            "control" or "activexcontrolbinary" or "ctrlprop" => OoxmlCodes.ActiveX,
            "oleobject" => OoxmlCodes.Ole,
            "package" => OoxmlCodes.Embedding,
            "attachedtemplate" => OoxmlCodes.AttachedTemplate,
            "afchunk" => OoxmlCodes.AltChunk,
            "subdocument" => OoxmlCodes.SubDocument,
            "frame" => OoxmlCodes.Frame,
            "extensibility" or "usercustomization" => OoxmlCodes.CustomUi,
            "xlmacrosheet" or "xlintlmacrosheet" or "dialogsheet" => OoxmlCodes.MacroSheet,
            "connections" or "recordsets" or "recordset" or "querytable" or "xmlmaps" or "tablesinglecells" or "volatiledependencies" or "powerpivotdata" or "customdata" => OoxmlCodes.Connection,
            "externallink" or "externallinkpath" => OoxmlCodes.ExternalLink,
            "printersettings" => OoxmlCodes.PrinterSettings,
            "origin" or "signature" => OoxmlCodes.Signature,
            "webextension" or "webextensiontaskpanes" or "taskpanes" => OoxmlCodes.WebExtension,
            "keymapcustomizations" or "attachedtoolbars" => OoxmlCodes.KeyMap,
            "recipientdata" or "mailmergesource" or "mailmergeheadersource" => OoxmlCodes.MailMerge,
            "customxml" or "customxmlprops" => OoxmlCodes.CustomXml,
            "font" => OoxmlCodes.Font,
            "audio" or "video" or "media" => OoxmlCodes.Media,
            "thumbnail" => OoxmlCodes.Thumbnail,
            "hyperlink" => OoxmlCodes.Hyperlink,
            // Excel writes it anew; left beside a formula that became a value it would be reported as damage.
            "calcchain" or "xlbinaryindex" => null,
            _ => OoxmlCodes.UnlistedPart,
        };
    }
}
