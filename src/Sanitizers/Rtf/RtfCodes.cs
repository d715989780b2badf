namespace Mugai.Sanitizers.Rtf;

/// <summary>The finding codes of this room. Stable words; their meaning stands in docs/formats/rtf.md.</summary>
internal static class RtfCodes
{
    public const string Object = "rtf.object";
    public const string Template = "rtf.template";
    public const string FileLink = "rtf.fileLink";
    public const string MailMerge = "rtf.mailMerge";
    public const string Blob = "rtf.blob";
    public const string Html = "rtf.html";
    public const string EmbeddedFont = "rtf.font";
    public const string FormMacro = "rtf.formMacro";
    public const string Hyperlink = "rtf.hyperlink";
    public const string Dde = "rtf.dde";
    public const string Field = "rtf.field";
    public const string Image = "rtf.image";
    public const string ShapeProperty = "rtf.shapeProperty";
    public const string Metadata = "rtf.metadata";
    public const string Table = "rtf.table";
    public const string Destination = "rtf.destination";
    public const string Word = "rtf.word";
    public const string Undecodable = "rtf.undecodable";
    public const string Unfinished = "rtf.unfinished";
    public const string TrailingData = "rtf.trailingData";
    public const string Malformed = "rtf.malformed";
}
