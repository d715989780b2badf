namespace Mugai.Sanitizers.Ooxml;

/// <summary>The finding codes of this room. Stable words; their meaning stands in docs/formats/ooxml.md.</summary>
internal static class OoxmlCodes
{
    public const string LeadingBytes = "ooxml.leadingBytes";
    public const string TrailingBytes = "ooxml.trailingBytes";
    public const string HiddenBytes = "ooxml.hiddenBytes";
    public const string Archive = "ooxml.archive";
    public const string Malformed = "ooxml.malformed";
    public const string Vba = "ooxml.vba";
    public const string ActiveX = "ooxml.activex";
    public const string Ole = "ooxml.ole";
    public const string Embedding = "ooxml.embedding";
    public const string ExternalRelationship = "ooxml.externalRelationship";
    public const string DeadReference = "ooxml.deadReference";
    public const string AttachedTemplate = "ooxml.attachedTemplate";
    public const string AltChunk = "ooxml.altChunk";
    public const string SubDocument = "ooxml.subDocument";
    public const string Frame = "ooxml.frame";
    public const string CustomUi = "ooxml.customUi";
    public const string MacroSheet = "ooxml.macroSheet";
    public const string Connection = "ooxml.connection";
    public const string ExternalLink = "ooxml.externalLink";
    public const string Dde = "ooxml.dde";
    public const string Field = "ooxml.field";
    public const string PrinterSettings = "ooxml.printerSettings";
    public const string Signature = "ooxml.signature";
    public const string WebExtension = "ooxml.webExtension";
    public const string UnlistedPart = "ooxml.unlistedPart";
    public const string UnknownElement = "ooxml.unknownElement";
    public const string KeyMap = "ooxml.keyMap";
    public const string MailMerge = "ooxml.mailMerge";
    public const string DefinedName = "ooxml.definedName";
    public const string Formula = "ooxml.formula";
    public const string Action = "ooxml.action";
    public const string Script = "ooxml.script";
    public const string Hyperlink = "ooxml.hyperlink";
    public const string HiddenSheet = "ooxml.hiddenSheet";
    public const string Image = "ooxml.image";
    public const string Media = "ooxml.media";
    public const string Font = "ooxml.font";
    public const string CustomXml = "ooxml.customXml";
    public const string Thumbnail = "ooxml.thumbnail";
    public const string Metadata = "ooxml.metadata";
    public const string Path = "ooxml.path";
    public const string Encryption = "ooxml.encryption";
    public const string Comment = "ooxml.comment";
    public const string Revision = "ooxml.revision";
    public const string BinaryData = "ooxml.binaryData";
}
