namespace Mugai.Sanitizers.OpenDocument;

/// <summary>The finding codes of this room. Stable words; their meaning stands in docs/formats/opendocument.md.</summary>
internal static class OdfCodes
{
    public const string Archive = "odf.archive";
    public const string Malformed = "odf.malformed";
    public const string Manifest = "odf.manifest";
    public const string LeadingBytes = "odf.leadingBytes";
    public const string TrailingBytes = "odf.trailingBytes";
    public const string HiddenBytes = "odf.hiddenBytes";
    public const string Macro = "odf.macro";
    public const string Script = "odf.script";
    public const string Action = "odf.action";
    public const string Ole = "odf.ole";
    public const string Applet = "odf.applet";
    public const string Frame = "odf.frame";
    public const string ObjectCode = "odf.object";
    public const string Media = "odf.media";
    public const string Image = "odf.image";
    public const string ExternalReference = "odf.externalReference";
    public const string DeadReference = "odf.deadReference";
    public const string Dde = "odf.dde";
    public const string Database = "odf.database";
    public const string Formula = "odf.formula";
    public const string Hyperlink = "odf.hyperlink";
    public const string Form = "odf.form";
    public const string Settings = "odf.settings";
    public const string PrinterSettings = "odf.printerSettings";
    public const string Signature = "odf.signature";
    public const string Configuration = "odf.configuration";
    public const string Thumbnail = "odf.thumbnail";
    public const string LayoutCache = "odf.layoutCache";
    public const string Rdf = "odf.rdf";
    public const string Font = "odf.font";
    public const string UnlistedPart = "odf.unlistedPart";
    public const string UnknownElement = "odf.unknownElement";
    public const string UnknownAttribute = "odf.unknownAttribute";
    public const string Template = "odf.template";
    public const string Metadata = "odf.metadata";
    public const string Comment = "odf.comment";
    public const string Revision = "odf.revision";
    public const string Path = "odf.path";
}
